"""Boekingen die wachten: proposing an entry, changing it, and approving or declining what somebody else proposed."""

from __future__ import annotations

from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.finance.ledger import STAYS, texts_of
from domain.finance.ledger.entries import opening_of
from domain.kernel import Id, NotThere, id_of
from projections.finance_close import periods
from projections.finance_entry_page import backs_of, entry_of
from projections.finance_now import are_used
from projections.finance_overview import accounts, books_first
from projections.finance_proposals import ProposalRow, proposal_of, proposals_decided, proposals_waiting
from web.acting import acting, command_key
from web.acts import acts, allowed, allowed_now, takes_file, team_or_404
from web.blobs import send_blob
from web.finance import bp
from web.finance_proposal_form import MOST_ROWS, choices, filled, kept_along, kept_document, rows_of
from web.finance_words import SHOWN_FUNDS
from web.photos import photo_standing
from web.receipts import ACCEPT
from web.second_eyes import is_own
from web.shown import shown_day, shown_now
from web.trail_story import teller


@bp.get("/teams/<id:team>/money/proposals")
@acts("finance.see_money")
def proposals(team: Id) -> ResponseReturnValue:
    """What waits for a second pair of eyes, and what was decided lately."""
    team_or_404("finance.see_money", team)
    return render_template(
        "finance/proposals.html", team=team, waiting=proposals_waiting(g.views, team),
        decided=proposals_decided(g.views, team), tells=teller(), proposes=may_propose(team),
    )  # fmt: skip


@bp.get("/teams/<id:team>/money/proposals/new")
@acts("finance.propose_entry")
def new_entry(team: Id) -> ResponseReturnValue:
    """The form of a new entry."""
    team_or_404("finance.propose_entry", team)
    if g.at is not None or books_first(g.views, team) is None:
        return redirect(url_for("finance.overview", team=team), 303)
    return _form(team, None)


@bp.post("/teams/<id:team>/money/proposals/new")
@acts("finance.propose_entry")
@takes_file
def propose_entry(team: Id) -> ResponseReturnValue:
    """Propose an entry; somebody else approves it."""
    team_or_404("finance.propose_entry", team)
    document = kept_document(team, request.form.get("value_date", "").strip())
    typed, proposal = filled(), id_of("finance.proposal", command_key())
    with acting():
        g.house.ledger.propose_entry(
            team, proposal=proposal, fund=typed.fund, value_date=typed.value_date, lines=typed.lines, text=typed.text,
            period=typed.period, document=document, kind=typed.kind,
        )  # fmt: skip
    return redirect(url_for("finance.proposal", team=team, proposal=proposal, saved=1), 303)


@bp.get("/teams/<id:team>/money/proposals/<id:proposal>")
@acts("finance.see_money")
def proposal(team: Id, proposal: Id) -> ResponseReturnValue:
    """What was proposed, to look at before it is approved."""
    found, chart = the_proposal(team, proposal, "finance.see_money"), accounts(g.views)
    own, now = is_own(found.askers), g.at is None and found.state == "proposed"
    return render_template(
        "finance/proposal.html", team=team, found=found, chart=chart, tells=teller(), own=own,
        decides=now and not own and bool(allowed("finance.approve_entry", team)),
        withdraws=now and own and may_propose(team),
        changes=now and not found.reverses and may_propose(team),
        entry=entry_of(g.views, team, id_of("finance.entry", proposal)),
        reverses=entry_of(g.views, team, found.reverses) if found.reverses else None,
        lands=found.period or _lands_in(team, found.value_date[:7]) if found.state == "proposed" else "",
    )  # fmt: skip


def _lands_in(team: Id, month: str) -> str:
    """The month in which it is posted when it is approved now: its own, or the first one after it that is open."""
    rows = periods(g.views, team, books_first(g.views, team) or month, shown_now())
    taken = (row.period for row in reversed(rows) if row.period >= month and row.state not in ("closed", "expired"))
    return next(taken, month)


@bp.get("/teams/<id:team>/money/proposals/<id:proposal>/change")
@acts("finance.propose_entry")
def change_form(team: Id, proposal: Id) -> ResponseReturnValue:
    """The form with what was proposed in it."""
    found = the_proposal(team, proposal, "finance.propose_entry")
    if g.at is not None or found.state != "proposed" or found.reverses:
        return redirect(url_for("finance.proposal", team=team, proposal=proposal), 303)
    return _form(team, found)


@bp.post("/teams/<id:team>/money/proposals/<id:proposal>/change")
@acts("finance.propose_entry")
@takes_file
def change_proposal(team: Id, proposal: Id) -> ResponseReturnValue:
    """Let the proposal be another entry; who approves looks again."""
    found = the_proposal(team, proposal, "finance.propose_entry")
    sent = kept_document(team, request.form.get("value_date", "").strip())
    typed = filled()
    document = sent or kept_along(team, found, typed.value_date)
    with acting():
        g.house.ledger.change_proposal(
            proposal, fund=typed.fund, value_date=typed.value_date, lines=typed.lines, text=typed.text,
            period=typed.period, document=document,
        )  # fmt: skip
    return _back(team, proposal)


@bp.post("/teams/<id:team>/money/proposals/<id:proposal>/approve")
@acts("finance.approve_entry")
def approve_entry(team: Id, proposal: Id) -> ResponseReturnValue:
    """Approve what was seen, by its hash; it is posted at once."""
    the_proposal(team, proposal, "finance.approve_entry")
    with acting():
        g.house.ledger.approve_entry(proposal, content=request.form.get("content", ""))
    return redirect(url_for("finance.entry", team=team, entry=id_of("finance.entry", proposal), saved=1), 303)


@bp.post("/teams/<id:team>/money/proposals/<id:proposal>/decline")
@acts("finance.approve_entry")
def decline_entry(team: Id, proposal: Id) -> ResponseReturnValue:
    """Do not approve it, and say why."""
    the_proposal(team, proposal, "finance.approve_entry")
    with acting():
        g.house.ledger.decline_entry(proposal, why=request.form.get("text", ""))
    return _back(team, proposal)


@bp.post("/teams/<id:team>/money/proposals/<id:proposal>/withdraw")
@acts("finance.propose_entry")
def withdraw_proposal(team: Id, proposal: Id) -> ResponseReturnValue:
    """No longer want one's own proposal."""
    the_proposal(team, proposal, "finance.propose_entry")
    with acting():
        g.house.ledger.withdraw_proposal(proposal)
    return _back(team, proposal)


@bp.post("/teams/<id:team>/money/entries/<id:entry>/reverse")
@acts("finance.propose_entry")
def propose_reversal(team: Id, entry: Id) -> ResponseReturnValue:
    """Propose to take an entry back, with the reason."""
    found = entry_of(g.views, team, entry)
    if found is None or found.fund not in SHOWN_FUNDS:
        raise NotThere
    proposal = id_of("finance.proposal", command_key())
    with acting():
        g.house.ledger.propose_reversal(
            entry, proposal=proposal, text=request.form.get("text", ""),
            value_date=request.form.get("value_date", "").strip(),
        )  # fmt: skip
    return _back(team, proposal)


@bp.get("/teams/<id:team>/money/proposals/<id:proposal>/document")
@acts("finance.see_money")
def document(team: Id, proposal: Id) -> ResponseReturnValue:
    """The picture that was proposed with it."""
    found = the_proposal(team, proposal, "finance.see_money")
    if found.document is None:
        raise NotThere
    return send_blob(texts_of(team, found.value_date[:4]), found.document)


def may_propose(team: Id) -> bool:
    """Whether the person proposes entries of this team, on a page of now."""
    return allowed_now("finance.propose_entry", team)


bp.add_app_template_global(photo_standing)


@bp.app_template_global()
def photo_accept() -> str:
    """The kinds of pictures that a field for a photo takes."""
    return ACCEPT


@bp.app_template_global()
def may_reverse(team: Id, entry: Any) -> bool:
    """Whether the person may propose to take this entry back."""
    return may_propose(team) and entry.kind not in STAYS and not backs_of(g.views, entry.entry)


def the_proposal(team: Id, proposal: Id, action: str) -> ProposalRow:
    """A proposal of the team that these pages may show; raises NotThere."""
    team_or_404(action, team)
    found = proposal_of(g.views, team, proposal)
    if found is None or found.fund not in SHOWN_FUNDS:
        raise NotThere
    return found


def _form(team: Id, found: ProposalRow | None) -> ResponseReturnValue:
    return render_template(
        "finance/proposal_form.html", team=team, found=found, choices=choices(), rows=rows_of(found),
        day=shown_day().isoformat(), most=MOST_ROWS,
    )  # fmt: skip


def _back(team: Id, proposal: Id) -> ResponseReturnValue:
    return redirect(url_for("finance.proposal", team=team, proposal=proposal, saved=1), 303)


@bp.get("/teams/<id:team>/money/opening/by-hand")
@acts("finance.begin_books")
def opening_form(team: Id) -> ResponseReturnValue:
    """The form of what there was when the books began: one for each fund."""
    team_or_404("finance.begin_books", team)
    first = books_first(g.views, team)
    if g.at is not None or first is None:
        return redirect(url_for("finance.overview", team=team), 303)
    return render_template(
        "finance/opening.html", team=team, choices=choices(), rows=rows_of(None), first=first,
        again=not are_used(g.views, team),
        taken=[fund for fund in SHOWN_FUNDS if entry_of(g.views, team, opening_of(team, fund))],
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/opening/by-hand")
@acts("finance.begin_books")
@takes_file
def take_opening(team: Id) -> ResponseReturnValue:
    """Post the opening balance of a fund, once."""
    team_or_404("finance.begin_books", team)
    first = books_first(g.views, team)
    if first is None:
        raise NotThere
    document, typed = kept_document(team, f"{first}-01"), filled()
    with acting():
        g.house.ledger.take_opening(team, fund=typed.fund, lines=typed.lines, text=typed.text, document=document)
    return redirect(url_for("finance.entry", team=team, entry=opening_of(team, typed.fund), saved=1), 303)
