"""What the pages of money show, as a file: CSV as Dutch Excel opens it, and XLSX in which amounts are numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter
from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue

from domain.finance.ledger.refusals import DayUnreadable
from domain.kernel import AMSTERDAM, Id, NotThere, iso_day
from projections.clock import resolve_moment
from projections.finance_balances import LAST_DAY, trial_balance
from projections.finance_balances import card as lines_of
from projections.finance_changes import between, groups_of
from web.acts import acts, team_or_404
from web.finance_words import ENTRY_KINDS, FUNDS, SHOWN_FUNDS
from web.parts import opened
from web.say import say as _
from web.shown import shown_now
from web.trail_story import teller

bp = Blueprint("finance_files", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Cents(int):
    """An amount in a cell."""


class Day(str):
    """A day in a cell."""


Cell = str | int | None
Rows = list[Sequence[Cell]]
"""The head and the lines. An amount is `Cents`, a day is a `Day`; other whole numbers are numbers."""


@bp.get("/teams/<id:team>/money/balance.<any(csv,xlsx):form>")
@acts("finance.see_money")
def balance(team: Id, form: str) -> ResponseReturnValue:
    """The trial balance of the page; with `from` also what was known then, and the difference."""
    team_or_404("finance.see_money", team)
    on, funds, chart = _on(), _funds(), _chart()
    known = _known()
    head = [_("Nr."), _("Rekening"), _("Potje")]
    if known is None:
        found = [one for one in trial_balance(g.views, team, on) if one.fund in funds]
        rows: Rows = [[*head, _("Debet"), _("Credit")]]
        rows += [[*_named(chart, one.account), Cents(one.debit), Cents(one.credit)] for one in found]
        return file_of(rows, f"kolommenbalans-{_until(on)}", form)
    with g.house.at(known) as before:
        was = {one.account: one.cents for one in trial_balance(before, team, on)}
    rows = [[*head, _("Saldo op X"), _("Wijziging"), _("Debet op Y"), _("Credit op Y")]]
    for one in trial_balance(g.views, team, on):
        if one.fund in funds:
            old = was.get(one.account, 0)
            amounts = old, one.cents - old, one.debit, one.credit
            rows.append([*_named(chart, one.account), *map(Cents, amounts)])
    return file_of(rows, f"kolommenbalans-{_until(on)}", form)


@bp.get("/teams/<id:team>/money/accounts/<account>/card.<any(csv,xlsx):form>")
@acts("finance.see_money")
def card(team: Id, account: str, form: str) -> ResponseReturnValue:
    """The card of an account, between the days of the page."""
    team_or_404("finance.see_money", team)
    found = _chart().get(account)
    if found is None or found[1] not in SHOWN_FUNDS:
        raise NotThere
    first, last = _day("first") or "", _day("last") or LAST_DAY
    tells = teller()
    rows: Rows = [
        [_("Datum"), _("Periode"), _("Stand"), _("Soort"), _("Omschrijving"), _("Debet"), _("Credit"), _("Saldo"),
         _("Geboekt door"), _("Geboekt op"), _("Bron")]
    ]  # fmt: skip
    rows += [
        [
            Day(one.value_date), one.period, one.position, str(ENTRY_KINDS.get(one.kind, one.kind)), opened(one.text),
            Cents(max(one.cents, 0)), Cents(max(-one.cents, 0)), Cents(one.balance), tells.person(one.by),
            _posted(one.moment), one.source or "",
        ]
        for one in lines_of(g.views, team, account, first, last)
    ]  # fmt: skip
    return file_of(rows, f"grootboekkaart-{account}", form)


@bp.get("/teams/<id:team>/money/changes.<any(csv,xlsx):form>")
@acts("finance.see_money")
def changes(team: Id, form: str) -> ResponseReturnValue:
    """Every posting that became known between `from` and the moment of the page."""
    team_or_404("finance.see_money", team)
    on, chart, funds = _on(), _chart(), _funds()
    known = _known() or 0
    with g.house.at(known) as before:
        found = between(before, g.views, team, known, on).left(funds)
    sorts, tells = groups_of(g.views, team, found.changes), teller()
    groups = {
        "reversal": _("Storno"), "reclassification": _("Op een andere rekening"), "reopening": _("Heropend"),
        "late": _("Te laat geboekt"), "posted": _("Geboekt"),
    }  # fmt: skip
    rows: Rows = [
        [_("Stand"), _("Geboekt op"), _("Datum"), _("Periode"), _("Nr."), _("Rekening"), _("Potje"), _("Bedrag"),
         _("Waarom anders"), _("Omschrijving"), _("Geboekt door")]
    ]  # fmt: skip
    rows += [
        [
            one.position, _posted(one.moment), Day(one.value_date), one.period, *_named(chart, one.account),
            Cents(one.cents), groups[sorts[one.position]], opened(one.text), tells.person(one.by),
        ]
        for one in found.changes
    ]  # fmt: skip
    return file_of(rows, f"wijzigingen-{known}-{g.position}", form)


def csv_of(rows: Rows) -> bytes:
    """As Dutch Excel opens it: `;`, decimal comma, a byte order mark; no text is a formula, and amounts are numbers."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def _written(cell: Cell) -> str:
    if isinstance(cell, Cents):
        euros, cents = divmod(abs(cell), 100)
        return f"{'-' if cell < 0 else ''}{euros},{cents:02d}"
    if isinstance(cell, str) and not isinstance(cell, Day):
        plain = cell.replace("\x00", "")
        return f"'{plain}" if plain.startswith(_FORMULA) else plain
    return "" if cell is None else str(cell)


def xlsx_of(rows: Rows, name: str, made: datetime | None = None) -> bytes:
    """The same as a sheet, in which amounts and days count; made at the moment of the page, or the one given."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": (made or shown_now()).astimezone(UTC).replace(tzinfo=None), "title": name})
    sheet = book.add_worksheet(name[:31])
    bold = book.add_format({"bold": True})
    amount, day = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, rows[0], bold)
    for at, row in enumerate(rows[1:], start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, Cents):
                sheet.write_number(at, column, Decimal(cell) / 100, amount)  # a float would be off in its last digit
            elif isinstance(cell, Day):
                sheet.write_datetime(at, column, date.fromisoformat(cell), day)
            elif isinstance(cell, int):
                sheet.write_number(at, column, cell)
            else:
                sheet.write_string(at, column, cell or "")
    sheet.set_column(0, len(rows[0]) - 1, 16)
    sheet.freeze_panes(1, 0)
    book.close()
    return file.getvalue()


def file_of(rows: Rows, name: str, form: str) -> Response:
    """Rows as a file to keep: `form` is csv or xlsx."""
    body = csv_of(rows) if form == "csv" else xlsx_of(rows, name)
    answer = Response(body, content_type="text/csv; charset=utf-8" if form == "csv" else XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _posted(moment: str) -> Day:
    """The day in the Netherlands on which it was posted."""
    return Day(datetime.fromisoformat(moment).astimezone(AMSTERDAM).date().isoformat())


def _chart() -> dict[str, tuple[str, str]]:
    """Name and fund by code."""
    rows = g.views.execute("SELECT account, name, fund FROM finance_account").fetchall()
    return {code: (opened(name), fund) for code, name, fund in rows}


def _named(chart: dict[str, tuple[str, str]], code: str) -> list[Cell]:
    name, fund = chart[code]
    return [code, name, str(FUNDS[fund])]


def _funds() -> frozenset[str]:
    """The fund of the page, or all that pages of money show: residents' money has pages of its own."""
    fund = request.args.get("fund", "")
    return frozenset({fund} if fund in SHOWN_FUNDS else SHOWN_FUNDS)


def _on() -> str:
    return _day("on") or LAST_DAY


def _until(on: str) -> str:
    return "alles" if on == LAST_DAY else on


def _day(name: str) -> str | None:
    text = request.args.get(name, "").strip()
    try:
        return iso_day(text) if text else None
    except ValueError:
        raise DayUnreadable from None


def _known() -> int | None:
    """The position X of the page; None when it asks for none."""
    text = request.args.get("from", "").strip()
    return min(resolve_moment(g.get("views_now", g.views), text), g.position) if text else None
