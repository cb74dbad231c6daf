"""One line of a statement: what the bank wrote, where it stood in the file, and putting it where it belongs."""

from __future__ import annotations

import re
from typing import Any
from zipfile import BadZipFile

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.finance.bank import takes_from_residents, words_to_go_by
from domain.finance.ledger import Line
from domain.finance.statements import file_in, rows_of
from domain.kernel import Id, NotThere, Refusal, cents_of, id_of, read_id
from projections.finance_attempts import back_by
from projections.finance_bank_page import LineRow, line_of, next_places, residents_of
from projections.finance_overview import accounts
from projections.finance_proposals import ProposalRow, proposal_of
from projections.finance_settling import Back, Payable, given_back_by, payable_by
from projections.finance_withdrawals import Asked, granted_for
from web.acting import acting, command_key
from web.acts import acts, team_or_404
from web.finance_bank import bp, choices, looked_funds, may
from web.finance_why import Reason, explains
from web.finance_words import day_month_year
from web.parts import opened
from web.say import say as _
from web.trail_story import teller

PARTS = 4
MOST_ROWS = 24
LONGEST_ROW = 2_000
_ORDER = ("expense", "income", "liability", "asset", "equity")
_ENTRY_ENDS = re.compile(r"</(?:[\w.-]+:)?Ntry>")
_CLOSES = ":62"
"""After the first, or before the second, the rows of a line end."""
_BETWEEN = re.compile(r">[ \t]*(?=<[^/])")
"""Where XML that stands on one row goes on a next one, to be read."""


class PartIncomplete(Refusal):
    """Kies bij elk deel een rekening en een bedrag."""

    field = "parts"


class ResidentUnreadable(Refusal):
    """Kies een bewoner uit de lijst."""

    field = "resident"


@bp.get("/teams/<id:team>/money/bank/lines/<id:line>")
@acts("finance.see_money")
def line(team: Id, line: Id) -> ResponseReturnValue:
    """A line, with what can be done with it."""
    found = the_line(team, line, "finance.see_money")
    return render_template(
        "finance/bank/line.html", team=team, line=found, chart=accounts(g.views), tells=teller(),
        choice=choices(team, [found]).get(line), options=_options(found), residents=_residents(team, found),
        rows=_rows(found), parts=range(PARTS), payable=_payable(found), signed=_signed(found),
        back=back_by(g.views, team, line), gave_back=_gave_back(found),
        two=takes_from_residents(found.fund, found.cents), proposed=_proposed(found),
        matches=may(team, "finance.match_line"),
        go_by="" if found.counterparty else words_to_go_by(f"{opened(found.name)} {opened(found.text)}"),
        ruled=may(team, "finance.keep_rules") and found.state == "matched" and not found.rule and bool(found.parts),
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/bank/lines/<id:line>/match")
@acts("finance.match_line")
def match_line(team: Id, line: Id) -> ResponseReturnValue:
    """Put it on an account."""
    found = the_line(team, line, "finance.match_line")
    with acting():
        g.house.bank.match_line(
            line, account=request.form.get("account", ""), resident=_resident("resident"), rule=_rule()
        )
    return after(found)


@bp.post("/teams/<id:team>/money/bank/lines/<id:line>/pay")
@acts("finance.pay_claim")
def pay_by_line(team: Id, line: Id) -> ResponseReturnValue:
    """Let it pay the claims that were sent to the bank."""
    found = the_line(team, line, "finance.pay_claim")
    with acting():
        g.house.settling.pay_by_line(line, claims=_ids("claims"))
    return after(found)


@bp.post("/teams/<id:team>/money/bank/lines/<id:line>/back")
@acts("finance.pay_claim")
def ask_back(team: Id, line: Id) -> ResponseReturnValue:
    """By this line the bank gave back what it had paid of a claim."""
    found = the_line(team, line, "finance.pay_claim")
    claim = next(iter(_ids("claim")), "")
    with acting():
        g.house.settling.ask_back(line, claim=claim)
    return redirect(url_for(".line", team=found.team, line=line, saved=1), 303)


@bp.post("/teams/<id:team>/money/bank/lines/<id:line>/split")
@acts("finance.match_line")
def split_line(team: Id, line: Id) -> ResponseReturnValue:
    """Divide it over several accounts."""
    found = the_line(team, line, "finance.match_line")
    with acting():
        g.house.bank.split_line(line, parts=typed_parts(found))
    return after(found)


@bp.post("/teams/<id:team>/money/bank/lines/<id:line>/explain")
@acts("finance.match_line")
def explain_line(team: Id, line: Id) -> ResponseReturnValue:
    """Write what it is."""
    found = the_line(team, line, "finance.match_line")
    with acting():
        g.house.bank.explain_line(
            line, why=request.form.get("text", ""), account=request.form.get("account", ""),
            resident=_resident("resident"),
        )  # fmt: skip
    return after(found)


@bp.post("/teams/<id:team>/money/bank/lines/<id:line>/release")
@acts("finance.match_line")
def release_line(team: Id, line: Id) -> ResponseReturnValue:
    """Let it be open again."""
    the_line(team, line, "finance.match_line")
    with acting():
        g.house.bank.release_line(line, why=request.form.get("text", ""))
    return redirect(url_for("finance_bank.line", team=team, line=line, saved=1), 303)


@bp.post("/teams/<id:team>/money/bank/lines/<id:line>/rule")
@acts("finance.keep_rules")
def make_rule(team: Id, line: Id) -> ResponseReturnValue:
    """Do the same with every next one."""
    the_line(team, line, "finance.keep_rules")
    with acting():
        g.house.bank.make_rule(line, rule=id_of("finance.rule", command_key()), words=request.form.get("words"))
    return redirect(url_for("finance_bank.show_rules", team=team, saved=1), 303)


@explains("line")
def line_explained(team: Id, line: Id, _entry: Id) -> list[Reason]:
    """The line of the statement that an entry comes from."""
    found = line_of(g.views, team, line)
    if found is None:
        return []
    says = opened(found.name) or opened(found.text) or _("Zonder omschrijving")
    head = _("Bankregel van {day}").format(day=day_month_year(found.booked_on))
    return [Reason("coin", head, says, url_for("finance_bank.line", team=team, line=line))]


def the_line(team: Id, line: Id, action: str) -> LineRow:
    """A line of the team that the person may see; raises NotThere."""
    team_or_404(action, team)
    found = line_of(g.views, team, line)
    if found is None:
        raise NotThere
    looked_funds(team, found.fund, (part[2] for part in found.parts if part[2]))
    return found


def typed_parts(found: LineRow) -> tuple[Line, ...]:
    """The accounts and amounts over which somebody divides a line; raises PartIncomplete."""
    parts = []
    for number in range(PARTS):
        account, amount = (request.form.get(f"{name}_{number}", "").strip() for name in ("account", "amount"))
        if bool(account) is not bool(amount):
            raise PartIncomplete
        if account:
            cents = cents_of(amount, field=f"amount_{number}")
            resident = _resident(f"resident_{number}")
            parts.append(Line(account, cents if found.cents > 0 else -cents, resident))
    return tuple(parts)


def _options(found: LineRow) -> list[tuple[str, str]]:
    """The accounts on which the line can be put: costs first, for that is what most lines are."""
    return [
        (one.account, f"{one.account} {opened(one.name)}")
        for one in sorted(accounts(g.views).values(), key=lambda one: (_ORDER.index(one.kind), one.account))
        if one.fund == found.fund
        and not one.closed
        and one.use not in ("bank", "suspense")
        and not (one.use == "resident" and found.cents < 0)  # that takes a withdrawal that two signed
    ]


def _residents(team: Id, found: LineRow) -> list[tuple[str, str]]:
    if found.fund != "residents" or found.cents < 0:
        return []
    named = sorted(((opened(name), person) for person, name in residents_of(g.views, team)), key=lambda one: one[0])
    return [("", ""), *((person, name) for name, person in named)]


def _resident(field: str) -> Id | None:
    text = request.form.get(field, "").strip()
    try:
        return read_id(text) if text else None
    except ValueError:
        raise ResidentUnreadable(field=field) from None


def _payable(found: LineRow) -> list[Payable]:
    """What the line may have paid, for who pays claims; one's own a colleague settles."""
    if found.state != "open" or found.cents >= 0 or not may(found.team, "finance.pay_claim"):
        return []
    return [one for one in payable_by(g.views, found.team, found.fund, -found.cents) if g.person not in one.makers]


def _gave_back(found: LineRow) -> list[Back]:
    """The payments that the line may have given back, for who pays claims; one's own a colleague settles."""
    if found.state != "open" or found.cents <= 0 or not may(found.team, "finance.pay_claim"):
        return []
    return [one for one in given_back_by(g.views, found.team, found.fund, found.cents) if one.maker != g.person]


def _signed(found: LineRow) -> list[Asked]:
    """The withdrawals that two others signed and that the line may have paid, for who matches lines."""
    if found.state != "open" or found.fund != "residents" or not may(found.team, "finance.match_line"):
        return []
    return granted_for(g.views, found.team, found.bank, -found.cents)


def _proposed(found: LineRow) -> ProposalRow | None:
    """What was proposed last for a line that two resolve together."""
    return proposal_of(g.views, found.team, found.proposal) if found.proposal else None


def _ids(field: str) -> list[Id]:
    try:
        return [read_id(text) for text in request.form.get(field, "").split()]
    except ValueError:
        raise NotThere from None


def _rule() -> Id | None:
    try:
        return read_id(request.form.get("rule", ""))
    except ValueError:
        return None


def _rows(found: LineRow) -> list[tuple[int, str]]:
    """The rows of the file where the line stands, with their numbers; none when the file was erased."""
    try:
        data = g.house.blobs.read(found.bank, found.file)
        rows = rows_of(file_in(data, opened(found.inside)) if found.inside else data)
    except (Refusal, KeyError, BadZipFile):
        return []
    follow = (place for place, inside in next_places(g.views, found) if opened(inside) == opened(found.inside))
    after = next(follow, len(rows) + 1)
    shown = []
    for number, row in enumerate(rows[found.place - 1 : after - 1][:MOST_ROWS], found.place):
        if row.startswith(_CLOSES):
            break
        end = _ENTRY_ENDS.search(row)
        shown.append((number, _BETWEEN.sub(">\n", row[: end.end() if end else None])[:LONGEST_ROW]))
        if end:
            break
    return shown


def after(found: LineRow) -> ResponseReturnValue:
    """Back to the lines that wait; from a line's own page to that page, where a rule can be made of it."""
    if request.form.get("stay"):
        return redirect(url_for("finance_bank.line", team=found.team, line=found.line, saved=1), 303)
    more: dict[str, Any] = {"of": "residents"} if found.fund == "residents" else {}
    return redirect(url_for("finance_bank.show", team=found.team, saved=1, **more), 303)
