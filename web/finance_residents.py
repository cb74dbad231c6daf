"""Geld van bewoners: what each of them has, what waits for two signatures, and check 18. Each look is written first."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.finance.residents import SEE, SIGN
from domain.kernel import Id, NotThere, cents_of, id_of
from projections.finance_bank_page import owners_of
from projections.finance_overview import AccountRow, accounts, books_first
from projections.finance_posted import residents_accounts
from projections.finance_proposals import ProposalRow, proposal_of
from projections.finance_residents import (
    Kept,
    check_residents,
    kept,
    proposals_of_residents,
    residents_of,
)
from projections.finance_withdrawals import withdrawal_of, withdrawals
from projections.teams_page import people_page
from web.acting import acting, command_key
from web.acts import acts, allowed, team_or_404
from web.finance_bank_two import approve_proposed, lines_proposed
from web.finance_clocks import asked_day, clocks_of, counted_on, here_on, moved_to, views_now
from web.finance_residents_year import statement_of, until_of_year, year_file
from web.looked import look
from web.pages import asked_page
from web.parts import opened
from web.residents_looked import look_at_asked, look_at_own, look_at_residents, look_at_signing, own_residents
from web.second_eyes import eyes_on
from web.shown import shown_day
from web.trail_story import teller

bp = Blueprint("finance_residents", __name__)


@bp.before_request
def mark_place() -> None:
    """In the menu it stands under Geld, in the tabs under Bewoners."""
    g.place, g.tab = "finance.overview", "finance_residents.show"


@bp.get("/teams/<id:team>/money/residents")
@acts("finance.see_money")
def show(team: Id) -> ResponseReturnValue:
    """What residents have, for who may see it; what waits for a signature, for who signs."""
    team_or_404("finance.see_money", team)
    if books_first(views_now(), team) is None:
        return redirect(url_for("finance.overview", team=team), 303)
    sees, asked = bool(allowed(SEE, team)), asked_day(shown_day().isoformat())
    here_with = here_on("finance_residents.show", team, asked)
    if sees and (to := moved_to(asked, here_with)):
        return redirect(to, 303)
    waiting, granted = (withdrawals(g.views, team, state) for state in ("waiting", "granted"))
    proposed = proposals_of_residents(g.views, team)
    held = kept(g.views, team, asked.on) if sees else []
    named = [(one.person, one.withdrawal) for one in (*waiting, *granted)]
    named += [(person, one.proposal) for one in proposed for person in _named(one)]
    if sees:
        look_at_residents(sorted({one.person for one in held} | {person for person, _ in named}), team)
    elif allowed(SIGN, team):
        for person, what in named:
            look(SIGN, person, what, team=team)
    else:
        waiting, granted, proposed = [], [], []
    tells = teller()
    return render_template(
        "finance/residents/page.html", team=team, sees=sees, tells=tells, waiting=waiting, granted=granted,
        proposed=proposed, held=sorted(held, key=lambda one: tells.person(one.person).casefold()), lives=_lives(team),
        check=check_residents(g.views, team, asked.on) if sees else None, may=_may(team), asked=asked,
        places=_places(), chart=accounts(g.views), bank_lines=lines_proposed(team, proposed), eyes_on=eyes_on,
        clocks=clocks_of(team, asked, here_with, counted_on(team, residents_accounts(g.views))) if sees else None,
    )  # fmt: skip


@bp.get("/teams/<id:team>/money/residents/<id:person>")
@acts(SEE)
def account(team: Id, person: Id) -> ResponseReturnValue:
    """One resident's account: every line of a year with what was left after it, up to a day."""
    team_or_404(SEE, team)
    found, asked = _kept(team, person), asked_day(until_of_year())
    here_with = here_on("finance_residents.account", team, asked, person=person)
    if to := moved_to(asked, here_with):
        return redirect(to, 303)
    look_at_residents([person], team, "account")
    counted = counted_on(team, residents_accounts(g.views), person)
    return render_template(
        "finance/residents/account.html", **statement_of(team, person, asked.on, page=asked_page()), held=found,
        may=_may(team), lives=_lives(team), granted=withdrawals(g.views, team, "granted", person), asked=asked,
        clocks=clocks_of(team, asked, here_with, counted),
    )  # fmt: skip


@bp.get("/teams/<id:team>/money/residents/<id:person>/statement.<any(csv,xlsx):form>")
@acts(SEE)
def statement(team: Id, person: Id, form: str) -> ResponseReturnValue:
    """The statement of a year as a file."""
    team_or_404(SEE, team)
    _kept(team, person)
    look_at_residents([person], team, "statement")
    return year_file(statement_of(team, person, asked_day(until_of_year()).on), form)


@bp.get("/me/money")
@acts("finance.see_own_money")
def mine() -> ResponseReturnValue:
    """One's own money, or that of the resident whose relative one is; nothing of others."""
    g.place, shown = "rosters.mine", []
    people = own_residents()
    if not people:
        raise NotThere
    for person in people:
        look_at_own(person)
        for (team,) in g.views.execute("SELECT team FROM finance_resident WHERE person = ?", (person,)).fetchall():
            waiting, granted = (withdrawals(g.views, team, state, person) for state in ("waiting", "granted"))
            asks = person == g.person and g.at is None and bool(allowed("finance.ask_withdrawal", team))
            own = statement_of(team, person, until_of_year(whole=True), page=asked_page())
            shown.append(own | {"waiting": waiting, "granted": granted, "asks": asks, "places": _places()})
    return render_template("finance/residents/mine.html", shown=shown, tells=teller(), eyes_on=eyes_on)


@bp.post("/teams/<id:team>/money/residents/withdrawals")
@acts("finance.ask_withdrawal")
def ask_withdrawal(team: Id) -> ResponseReturnValue:
    """Ask for money of a resident; a resident asks for their own."""
    role, form = team_or_404("finance.ask_withdrawal", team), request.form
    person = g.person if role == "resident" else form.get("resident", "")
    look_at_asked(person, team)
    with acting():
        g.house.residents.ask_withdrawal(
            team, person, withdrawal=id_of("finance.withdrawal", command_key()), account=form.get("account", ""),
            cents=cents_of(form.get("amount", "")), text=form.get("text", ""),
        )  # fmt: skip
    return redirect(url_for(".mine", saved=1) if role == "resident" else url_for(".show", team=team, saved=1), 303)


@bp.post("/teams/<id:team>/money/residents/withdrawals/<id:withdrawal>/sign")
@acts(SIGN)
def sign_withdrawal(team: Id, withdrawal: Id) -> ResponseReturnValue:
    """Sign what another asked for; with the second signature it is paid."""
    _, person = _the_withdrawal(team, withdrawal, SIGN)
    look_at_signing([person], team, withdrawal)
    with acting():
        g.house.residents.sign_withdrawal(withdrawal)
    return redirect(url_for(".show", team=team, saved=1), 303)


@bp.post("/teams/<id:team>/money/residents/withdrawals/<id:withdrawal>/reject")
@acts(SIGN)
def reject_withdrawal(team: Id, withdrawal: Id) -> ResponseReturnValue:
    """Do not pay what another asked for, and say why."""
    _the_withdrawal(team, withdrawal, SIGN)
    with acting():
        g.house.residents.reject_withdrawal(withdrawal, why=request.form.get("text", ""))
    return redirect(url_for(".show", team=team, saved=1), 303)


@bp.post("/teams/<id:team>/money/residents/withdrawals/<id:withdrawal>/drop")
@acts("finance.ask_withdrawal")
def drop_withdrawal(team: Id, withdrawal: Id) -> ResponseReturnValue:
    """No longer want what one asked for."""
    role, _person = _the_withdrawal(team, withdrawal, "finance.ask_withdrawal")
    with acting():
        g.house.residents.drop_withdrawal(withdrawal)
    return redirect(url_for(".mine", saved=1) if role == "resident" else url_for(".show", team=team, saved=1), 303)


@bp.post("/teams/<id:team>/money/residents/deposits")
@acts("finance.keep_residents_money")
def propose_deposit(team: Id) -> ResponseReturnValue:
    """Propose that money came in for a resident; somebody else approves it."""
    team_or_404("finance.keep_residents_money", team)
    form = request.form
    with acting():
        g.house.residents.propose_deposit(
            team, form.get("resident", ""), proposal=id_of("finance.proposal", command_key()),
            account=form.get("account", ""), cents=cents_of(form.get("amount", "")), day=form.get("day", ""),
            text=form.get("text", ""),
        )  # fmt: skip
    return redirect(url_for(".show", team=team, saved=1), 303)


@bp.post("/teams/<id:team>/money/residents/<id:person>/moves")
@acts("finance.keep_residents_money")
def propose_move(team: Id, person: Id) -> ResponseReturnValue:
    """Propose that money of a resident is another one's; somebody else approves it."""
    team_or_404("finance.keep_residents_money", team)
    _kept(team, person)
    look_at_residents([person], team, "account")
    form = request.form
    with acting():
        g.house.residents.propose_move(
            team, person, proposal=id_of("finance.proposal", command_key()), to=form.get("resident", ""),
            cents=cents_of(form.get("amount", "")), day=form.get("day", ""), text=form.get("text", ""),
        )  # fmt: skip
    return redirect(url_for(".show", team=team, saved=1), 303)


@bp.post("/teams/<id:team>/money/residents/deposits/<id:proposal>/approve")
@acts("finance.approve_entry")
def approve_deposit(team: Id, proposal: Id) -> ResponseReturnValue:
    """Approve what was seen, by its hash; it is posted at once."""
    found = _the_proposal(team, proposal, "finance.approve_entry")
    look_at_signing(_named(found), team, proposal)
    approve_proposed(found, request.form.get("content", ""))
    return redirect(url_for(".show", team=team, saved=1), 303)


@bp.post("/teams/<id:team>/money/residents/deposits/<id:proposal>/decline")
@acts("finance.approve_entry")
def decline_deposit(team: Id, proposal: Id) -> ResponseReturnValue:
    """Do not approve it, and say why."""
    _the_proposal(team, proposal, "finance.approve_entry")
    with acting():
        g.house.ledger.decline_entry(proposal, why=request.form.get("text", ""))
    return redirect(url_for(".show", team=team, saved=1), 303)


@bp.post("/teams/<id:team>/money/residents/reversals")
@acts("finance.keep_residents_money")
def reverse_entry(team: Id) -> ResponseReturnValue:
    """Propose to take an entry of residents' money back; somebody else approves it."""
    team_or_404("finance.keep_residents_money", team)
    entry = request.form.get("entry", "")
    row = g.views.execute("SELECT fund FROM finance_entry WHERE entry = ? AND +team = ?", (entry, team)).fetchone()
    if row is None or row[0] != "residents":
        raise NotThere
    look_at_residents(residents_of(g.views, entry), team)
    with acting():
        g.house.ledger.propose_reversal(
            entry, proposal=id_of("finance.proposal", command_key()), text=request.form.get("text", "")
        )
    return redirect(url_for(".show", team=team, saved=1), 303)


@bp.post("/teams/<id:team>/money/residents/<id:person>/<any(open,close):how>")
@acts("finance.keep_residents_money")
def keep_resident(team: Id, person: Id, how: str) -> ResponseReturnValue:
    """Keep money of a resident from now on, or no more once all of it was paid out."""
    team_or_404("finance.keep_residents_money", team)
    look_at_residents([found.person for found in kept(g.views, team, person=person)], team, "account")
    with acting():
        if how == "open":
            g.house.residents.open_resident_account(team, person)
        else:
            g.house.residents.close_resident_account(team, person)
    return redirect(url_for(".account", team=team, person=person, saved=1), 303)


def _named(proposal: ProposalRow) -> list[Id]:
    """The residents whom a proposed entry is about; when it names nobody, what lies there is of them all."""
    return sorted({line[2] for line in proposal.lines if line[2]}) or owners_of(g.views, proposal.team)


def _kept(team: Id, person: Id) -> Kept:
    """The resident whose money the team keeps, or kept later than the moment of the page; raises NotThere."""
    found = [one for views in (g.views, views_now()) for one in kept(views, team, person=person)]
    if not found:
        raise NotThere
    return found[0]


def _the_withdrawal(team: Id, withdrawal: Id, action: str) -> tuple[str, Id]:
    """In which role somebody does this, and of whom the withdrawal is; raises NotThere."""
    role = team_or_404(action, team)
    found = withdrawal_of(g.views, team, withdrawal)
    if found is None or (role == "resident" and found.person != g.person):
        raise NotThere
    return role, found.person


def _the_proposal(team: Id, proposal: Id, action: str) -> ProposalRow:
    team_or_404(action, team)
    found = proposal_of(g.views, team, proposal)
    if found is None or found.fund != "residents":
        raise NotThere
    return found


def _places() -> list[AccountRow]:
    """Where residents' money lies: their bank accounts and cash boxes."""
    chart = accounts(g.views).values()
    return [one for one in chart if one.fund == "residents" and one.use in ("bank", "cash") and not one.closed]


def _lives(team: Id) -> list[tuple[Id, str]]:
    """The residents of the team by name."""
    found = people_page(g.views, team, shown_day().isoformat())
    names = [(one.id, opened(one.name)) for one in found if one.place == "resident"]
    return sorted(names, key=lambda one: one[1].casefold())


def _may(team: Id) -> dict[str, bool]:
    """What the person may do here, on a page of now."""
    actions = {"ask": "finance.ask_withdrawal", "sign": SIGN, "keep": "finance.keep_residents_money",
               "approve": "finance.approve_entry"}  # fmt: skip
    return {name: g.at is None and bool(allowed(action, team)) for name, action in actions.items()}
