"""Proposing a budget: amounts a year by account, a file with months, or a shift between two accounts."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.finance.budget import MONTHS, Months
from domain.kernel import Id, Refusal, cents_of, id_of
from projections.finance_budget_versions import NOTHING, versions
from projections.finance_overview import AccountRow, accounts, books_first
from web import finance_sheet
from web.acting import acting, command_key
from web.acts import acts, allowed_now, takes_file, team_or_404
from web.finance_budget import bp
from web.finance_budget_view import asked, month_of
from web.language import tr
from web.say import say as _

MOST_ROWS = 400
MOST_BYTES = 200_000


class SheetUnreadable(Refusal):
    """Dit bestand lezen we niet. Kies een CSV met een rekening per regel en daarachter een jaarbedrag of twaalf
    maanden."""

    field = "sheet"


class SheetChanged(Refusal):
    """Het bestand past niet meer bij het rekeningschema. Kies het opnieuw."""

    status = 409
    field = "sheet"


class BelowNothing(Refusal):
    """Typ een bedrag vanaf nul."""

    field = "amount"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A budget as a file says it, and what of it cannot be taken."""

    lines: dict[str, Months]
    wrong: list[tuple[int, str, str]]
    """Row, account and what is wrong, in words."""


def budgeted(fund: str) -> list[AccountRow]:
    """The accounts that a budget of the fund can have, costs first."""
    found = [
        one
        for one in accounts(g.views).values()
        if one.fund == fund and one.kind in ("income", "expense") and not one.closed
    ]
    return sorted(found, key=lambda one: (one.kind == "income", one.account))


@bp.get("/teams/<id:team>/money/budget/<any(team,household,group):fund>/new")
@acts("finance.propose_budget")
def new_budget(team: Id, fund: str) -> ResponseReturnValue:
    """The form: amounts a year, a file, or a shift when there is a budget."""
    team_or_404("finance.propose_budget", team)
    if not allowed_now("finance.propose_budget", team) or books_first(g.views, team) is None:
        return redirect(url_for(".show", team=team), 303)
    year, standing = asked().year, _standing(team, fund, asked().year)
    return render_template(
        "finance/budget/form.html", team=team, fund=fund, year=year, lines=budgeted(fund), standing=standing,
        months=[(str(n), month_of(year, n)) for n in range(1, MONTHS + 1)],
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/budget/<any(team,household,group):fund>/<int(min=2000, max=2099):year>/propose")
@acts("finance.propose_budget")
def propose_budget(team: Id, fund: str, year: int) -> ResponseReturnValue:
    """Propose amounts a year: what did not change keeps its months, the rest is spread evenly."""
    team_or_404("finance.propose_budget", team)
    standing, lines = _standing(team, fund, year), dict[str, Months]()
    for one in budgeted(fund):
        text = request.form.get(f"year_{one.account}", "").strip()
        if text:
            cents = cents_of(text, field=f"year_{one.account}")
            if cents < 0:
                raise BelowNothing(field=f"year_{one.account}")
            months = standing.get(one.account, NOTHING)
            lines[one.account] = months if sum(months) == cents else spread(cents)
    return _propose(team, fund, year, lines)


@bp.post("/teams/<id:team>/money/budget/<any(team,household,group):fund>/<int(min=2000, max=2099):year>/sheet")
@acts("finance.propose_budget")
@takes_file
def show_sheet(team: Id, fund: str, year: int) -> ResponseReturnValue:
    """Show what a file says before it is proposed."""
    team_or_404("finance.propose_budget", team)
    file = request.files.get("sheet")
    raw = file.read(MOST_BYTES + 1) if file and file.filename else b""
    found = read_sheet(raw, budgeted(fund))
    return render_template(
        "finance/budget/sheet.html", team=team, fund=fund, year=year, found=found, chart=accounts(g.views),
        sheet=b64encode(raw).decode(), month_of=month_of,
    ), 422 if found.wrong else 200  # fmt: skip


@bp.post("/teams/<id:team>/money/budget/<any(team,household,group):fund>/<int(min=2000, max=2099):year>/sheet/propose")
@acts("finance.propose_budget")
def propose_sheet(team: Id, fund: str, year: int) -> ResponseReturnValue:
    """Propose what the file said."""
    team_or_404("finance.propose_budget", team)
    try:
        raw = b64decode(request.form.get("file", ""), validate=True)
    except ValueError:
        raise SheetUnreadable from None
    found = read_sheet(raw, budgeted(fund))
    if found.wrong:
        raise SheetChanged
    return _propose(team, fund, year, found.lines)


@bp.post("/teams/<id:team>/money/budget/<any(team,household,group):fund>/<int(min=2000, max=2099):year>/shift")
@acts("finance.propose_budget")
def propose_shift(team: Id, fund: str, year: int) -> ResponseReturnValue:
    """Propose to shift an amount of one month from one account to another."""
    team_or_404("finance.propose_budget", team)
    form, cents = request.form, cents_of(request.form.get("amount", ""))
    if cents <= 0:
        raise BelowNothing
    month = form.get("month", "")
    months = [cents if str(number) == month else 0 for number in range(1, MONTHS + 1)]
    proposal = id_of("finance.budget.proposal", command_key())
    with acting():
        g.house.budgets.propose_shift(
            team, proposal=proposal, fund=fund, year=year, from_account=form.get("from_account", ""),
            to_account=form.get("to_account", ""), months=months, decision=form.get("decision", ""),
            why=form.get("text", ""),
        )  # fmt: skip
    return redirect(url_for(".proposal", team=team, proposal=proposal, saved=1), 303)


def spread(cents: int) -> Months:
    """A year's amount over its months: the last ones have a cent more when it does not divide."""
    each, over = divmod(cents, MONTHS)
    return tuple(each + (number >= MONTHS - over) for number in range(MONTHS))


def read_sheet(raw: bytes, allowed: list[AccountRow]) -> Sheet:
    """A CSV of an account with a year's amount, or with twelve months; a head is passed over. Raises SheetUnreadable.

    With `;` or a tab between, as Dutch Excel writes it, or with a comma.
    """
    if not raw or len(raw) > MOST_BYTES:
        raise SheetUnreadable
    codes, found = {one.account for one in allowed}, Sheet({}, [])
    try:
        rows = finance_sheet.table_of(raw)
    except finance_sheet.SheetUnreadable:
        raise SheetUnreadable from None
    if len(rows) > MOST_ROWS:
        raise SheetUnreadable
    for number, cells in rows:
        if any(cells) and not (number == 1 and not cells[0][:1].isdigit()):
            _take(found, number, cells, codes)
    if not found.lines and not found.wrong:
        raise SheetUnreadable
    return found


def _take(found: Sheet, number: int, cells: list[str], codes: set[str]) -> None:
    code, *amounts = cells
    while amounts and not amounts[-1]:
        amounts.pop()
    if code not in codes:
        found.wrong.append((number, code[:20], _("Deze rekening kan niet in deze begroting.")))
    elif code in found.lines:
        found.wrong.append((number, code, _("Deze rekening staat er twee keer in.")))
    elif len(amounts) not in (1, MONTHS):
        found.wrong.append((number, code, _("Zet achter de rekening een jaarbedrag of twaalf maanden.")))
    else:
        try:
            cents = [cents_of(amount) if amount else 0 for amount in amounts]
            if min(cents) < 0:
                raise BelowNothing
        except Refusal as refusal:
            found.wrong.append((number, code, tr(refusal)))
            return
        found.lines[code] = tuple(cents) if len(cents) == MONTHS else spread(cents[0])


def _standing(team: Id, fund: str, year: int) -> dict[str, Months]:
    found = versions(g.views, team, fund, year)
    return found[-1].lines if found else {}


def _propose(team: Id, fund: str, year: int, lines: dict[str, Months]) -> ResponseReturnValue:
    proposal = id_of("finance.budget.proposal", command_key())
    with acting():
        g.house.budgets.propose_budget(
            team, proposal=proposal, fund=fund, year=year, lines=lines, decision=request.form.get("decision", ""),
            why=request.form.get("text", ""),
        )  # fmt: skip
    return redirect(url_for(".proposal", team=team, proposal=proposal, saved=1), 303)
