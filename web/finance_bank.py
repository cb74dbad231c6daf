"""Bank: until when each account is known, taking a statement, and the lines that still must be explained."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from domain.finance.bank import Choice, Told, choose, takes_from_residents
from domain.finance.bank.rights import SEE_RESIDENTS
from domain.kernel import Id, NotThere, Refusal
from domain.store.blobs import BlobNotStored
from projections.finance_balances import balance
from projections.finance_bank_page import (
    BankRow,
    LineRow,
    bank_accounts,
    bank_of_team,
    books_up_to,
    count_lines,
    lines,
    owners_of,
    rules,
)
from projections.finance_overview import Fresh, accounts, books_first, fresh
from projections.finance_residents import proposals_of_residents
from web.acting import acting
from web.acts import acts, allowed, takes_file, team_or_404
from web.finance_words import SHOWN_FUNDS
from web.pages import asked_page
from web.parts import opened
from web.residents_looked import look_at_residents
from web.shown import shown_day

bp = Blueprint("finance_bank", __name__)
ON_A_PAGE = 50
RESIDENTS = ("residents",)

STATES = {
    "open": _l("te verklaren"),
    "matched": _l("verwerkt"),
    "split": _l("gesplitst"),
    "explained": _l("verklaard"),
}


class StatementMissing(Refusal):
    """Kies eerst het bestand van de bank."""

    field = "file"


@bp.before_request
def mark_place() -> None:
    """In the menu it stands under Geld, in the tabs under Bank."""
    g.place, g.tab = "finance.overview", "finance_bank.show"


@bp.app_template_filter()
def line_state(state: str) -> str:
    """How a line stands."""
    return str(STATES[state])


@bp.get("/teams/<id:team>/money/bank")
@acts("finance.see_money")
def show(team: Id) -> ResponseReturnValue:
    """The bank accounts of the team, and the lines that wait."""
    team_or_404("finance.see_money", team)
    if books_first(g.views, team) is None:
        return redirect(url_for("finance.overview", team=team), 303)
    return page_of_bank(team, "residents" if request.args.get("of") == "residents" else "team")


def page_of_bank(team: Id, fund: str, **told: Any) -> str:
    """The page; `told`: what became of lines that were confirmed just now."""
    residents = fund == "residents"
    funds = looked_funds(team, fund)
    page = asked_page()
    still_open = "done" not in request.args
    many = count_lines(g.views, team, funds, still_open=still_open)
    found = lines(g.views, team, funds, still_open=still_open, skip=page * ON_A_PAGE, limit=ON_A_PAGE)
    return render_template(
        "finance/bank/page.html", team=team, residents=residents, accounts=_standing(team, funds), lines=found,
        choices=choices(team, [one for one in found if not takes_from_residents(one.fund, one.cents)]),
        proposed={one.proposal for one in proposals_of_residents(g.views, team)} if residents else set(),
        many=many, page=page, pages=-(-many // ON_A_PAGE), still_open=still_open,
        waits=count_lines(g.views, team, funds, still_open=True), chart=accounts(g.views), free=_free(team, funds),
        imports=may(team, "finance.import_statement"), matches=may(team, "finance.match_line"),
        links=may(team, "finance.link_account"), also_residents=_also_residents(team), **told,
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/bank/link")
@acts("finance.link_account")
def link_account(team: Id) -> ResponseReturnValue:
    """Link a bank account to an account of the chart."""
    team_or_404("finance.link_account", team)
    code = request.form.get("account", "")
    with acting():
        g.house.bank.link_account(team, account=code, iban=request.form.get("iban", "")[:80])
    held = accounts(g.views).get(code.strip())
    return to_bank(team, held.fund if held else "team")


@bp.post("/teams/<id:team>/money/bank/<id:bank>/close")
@acts("finance.link_account")
def close_bank_account(team: Id, bank: Id) -> ResponseReturnValue:
    """Take no statements of it any more."""
    found = the_bank(team, bank, "finance.link_account")
    with acting():
        g.house.bank.close_bank_account(team, bank=bank)
    return to_bank(team, found.fund)


@bp.post("/teams/<id:team>/money/bank/<id:bank>/statement")
@acts("finance.import_statement")
@takes_file
def preview_statement(team: Id, bank: Id) -> ResponseReturnValue:
    """Show exactly what a file would do, or why it is refused; nothing is booked yet."""
    found = the_bank(team, bank, "finance.import_statement")
    file = request.files.get("file")
    data = file.read() if file and file.filename else b""
    if not data:
        raise StatementMissing
    with acting():
        plan = g.house.bank.preview(team, bank=bank, data=data)
        proposed = g.house.bank.proposed(team, plan)
    digest = g.house.waiting.offer(bank, data) if plan.changes else ""
    return render_template(
        "finance/bank/preview.html", team=team, bank=found, plan=plan, new=list(zip(plan.new, proposed, strict=True)),
        digest=digest, chart=accounts(g.views), sure=sum(bool(one and one.sure) for one in proposed),
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/bank/<id:bank>/import")
@acts("finance.import_statement")
def import_statement(team: Id, bank: Id) -> ResponseReturnValue:
    """Take what was shown: all of it or nothing."""
    found = the_bank(team, bank, "finance.import_statement")
    file = request.form.get("file", "")
    with acting():
        g.house.bank.import_statement(team, bank=bank, file=file)
    with suppress(BlobNotStored):  # it is taken all the same, and its copy goes with the next sweep
        g.house.waiting.drop(bank, file)
    return to_bank(team, found.fund)


@bp.post("/teams/<id:team>/money/bank/<id:bank>/dismiss")
@acts("finance.import_statement")
def dismiss_statement(team: Id, bank: Id) -> ResponseReturnValue:
    """Do not take what was shown: nothing of the file is kept."""
    found = the_bank(team, bank, "finance.import_statement")
    g.house.waiting.drop(bank, request.form.get("file", ""))
    return redirect(url_for("finance_bank.show", team=team, **_of(found.fund)), 303)


def may(team: Id, action: str) -> bool:
    """Whether the person may do this, on a page of now."""
    return g.at is None and bool(allowed(action, team))


def looked_funds(team: Id, fund: str, named: Iterable[Id] = ()) -> tuple[str, ...]:
    """The funds that this page shows; before residents' money is shown, it is written at whose somebody looks.

    That is of the residents who are named; of all of them when nobody is.
    """
    if fund != "residents":
        return SHOWN_FUNDS
    team_or_404(SEE_RESIDENTS, team)
    look_at_residents(sorted(set(named)) or owners_of(g.views, team), team, "bank")
    return RESIDENTS


def the_bank(team: Id, bank: Id, action: str) -> BankRow:
    """A linked account of the team that the person may see; raises NotThere."""
    team_or_404(action, team)
    found = bank_of_team(g.views, team, bank)
    if found is None:
        raise NotThere
    looked_funds(team, found.fund)
    return found


def choices(team: Id, found: list[LineRow]) -> dict[Id, Choice]:
    """The account that the rules propose for each of these lines."""
    if not any(line.state == "open" for line in found):
        return {}
    standing, most = rules(g.views, team), books_up_to(g.views, team, shown_day().isoformat())
    proposed = {}
    for line in found:
        told = Told(line.cents, line.counterparty, f"{opened(line.name)} {opened(line.text)}")
        of_fund = [rule for rule in standing if rule.fund == line.fund]
        choice = choose(of_fund, told, most, g.house.vault.open_packed)
        if choice and line.state == "open":
            proposed[line.line] = choice
    return proposed


def _standing(team: Id, funds: tuple[str, ...]) -> list[tuple[BankRow, int, Fresh]]:
    chart, day = accounts(g.views), shown_day().isoformat()
    return [
        (
            one,
            balance(g.views, team, one.account),
            fresh(chart[one.account], one.closing or 0, one.closing_on, day),
        )
        for one in bank_accounts(g.views, team, funds)
    ]


def _free(team: Id, funds: tuple[str, ...]) -> list[tuple[str, str]]:
    """The bank accounts of the chart to which no number is linked."""
    taken = {one.account for one in bank_accounts(g.views, team, funds)}
    return [
        (one.account, f"{one.account} {opened(one.name)}")
        for one in accounts(g.views).values()
        if one.use == "bank" and one.fund in funds and not one.closed and one.account not in taken
    ]


def _also_residents(team: Id) -> bool:
    """Whether residents have a bank account in the chart that the person may look at."""
    return bool(allowed(SEE_RESIDENTS, team)) and any(
        one.use == "bank" and one.fund == "residents" for one in accounts(g.views).values()
    )


def to_bank(team: Id, fund: str) -> ResponseReturnValue:
    """To the page, as it stands after a command."""
    return redirect(url_for("finance_bank.show", team=team, saved=1, **_of(fund)), 303)


def _of(fund: str) -> dict[str, Any]:
    return {"of": "residents"} if fund == "residents" else {}


import web.finance_bank_lines  # noqa: E402, F401  their routes are of this blueprint
import web.finance_bank_many  # noqa: E402, F401
import web.finance_bank_rules  # noqa: E402, F401
import web.finance_bank_signed  # noqa: E402, F401
import web.finance_bank_two  # noqa: E402, F401
