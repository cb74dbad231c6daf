"""The form of a journal entry: lines of an account with an amount in debit or in credit, as people type them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import g, request

from domain.finance.ledger import Line, texts_of
from domain.finance.ledger.posting import clean_value_date
from domain.kernel import Id, Money, Refusal
from domain.kernel.money import cents_of
from domain.store.blobs import BlobMissing
from projections.finance_overview import accounts
from projections.finance_proposals import ProposalRow
from web.finance_words import SHOWN_FUNDS, amount, fund_word
from web.parts import opened
from web.photos import sent_photo
from web.typed_month import typed_month

ROWS = 6
MOST_ROWS = 60


class LineIncomplete(Refusal):
    """Kies bij elke regel een rekening, en vul een bedrag in bij debet of bij credit."""

    field = "lines"


class OneSide(Refusal):
    """Vul op een regel debet of credit in, niet allebei."""

    field = "lines"


class AboveNothing(Refusal):
    """Typ een bedrag dat meer is dan nul. Zet het aan de andere kant als het andersom is."""

    field = "lines"


class NoLines(Refusal):
    """Vul minstens twee regels in: een debet en een credit."""

    field = "lines"


class NotBalanced(Refusal):
    """Debet is {debit}, credit is {credit}. Maak het verschil van {left} nul; dan kan de boeking door."""

    field = "lines"


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form says."""

    fund: str
    value_date: str
    lines: tuple[Line, ...]
    text: str
    period: str | None
    kind: str


def filled() -> Filled:
    """The entry that was typed; raises what the rules refuse with, each with its field."""
    form = request.form
    lines = _lines()
    kind = "reclassification" if form.get("kind") == "reclassification" else "memo"
    chart = accounts(g.views)
    first = chart.get(lines[0].account)
    return Filled(
        first.fund if first else "team", form.get("value_date", "").strip(), lines, form.get("text", ""),
        typed_month(form.get("period", "")) or None, kind,
    )  # fmt: skip


def kept_document(team: Id, value_date: str, field: str = "document") -> str | None:
    """The picture that came with the form or before it was refused, kept for the team; its digest."""
    try:
        return sent_photo(texts_of(team, clean_value_date(value_date)[:4]), field)
    except BlobMissing:  # it was sent with a date in another year, whose texts have another key
        return None


def kept_along(team: Id, found: ProposalRow, value_date: str) -> str | None:
    """The picture that a proposal has already, kept for the year that its entry is in now too; its digest."""
    before, year = found.value_date[:4], clean_value_date(value_date)[:4]
    if found.document and year != before:
        g.house.blobs.keep(texts_of(team, year), g.house.blobs.read(texts_of(team, before), found.document))
    return found.document


def _lines() -> tuple[Line, ...]:
    found = []
    for number in range(MOST_ROWS):
        account, debit, credit = (request.form.get(f"{name}_{number}", "").strip() for name in _COLUMNS)
        if not (account or debit or credit):
            continue
        if not account or not (debit or credit):
            raise LineIncomplete
        if debit and credit:
            raise OneSide
        cents = cents_of(debit or credit, field=f"{'debit' if debit else 'credit'}_{number}")
        if cents <= 0:
            raise AboveNothing(field=f"{'debit' if debit else 'credit'}_{number}")
        found.append(Line(account, cents if debit else -cents))
    if len(found) < 2:
        raise NoLines
    sides = sum(line.cents for line in found if line.cents > 0), -sum(line.cents for line in found if line.cents < 0)
    if sides[0] != sides[1]:
        raise NotBalanced(debit=Money(sides[0]), credit=Money(sides[1]), left=Money(abs(sides[0] - sides[1])))
    return tuple(found)


_COLUMNS = ("account", "debit", "credit")


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The open accounts to choose from, by fund."""
    chart = accounts(g.views)
    return [
        (
            fund_word(fund),
            [
                (one.account, f"{one.account} {opened(one.name)}")
                for one in chart.values()
                if one.fund == fund and not one.closed
            ],
        )
        for fund in SHOWN_FUNDS
        if any(one.fund == fund and not one.closed for one in chart.values())
    ]


def rows_of(proposal: ProposalRow | None) -> list[dict[str, Any]]:
    """The rows of the form: those of the proposal, and some that are empty."""
    rows: list[dict[str, Any]] = []
    for account, cents, _resident in proposal.lines if proposal else ():
        rows.append(
            {
                "account": account,
                "debit": amount(cents) if cents > 0 else "",
                "credit": amount(-cents) if cents < 0 else "",
            }
        )
    asked = request.args.get("rows", "")
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 0
    while len(rows) < min(MOST_ROWS, max(ROWS, wanted, len(rows) + 1 if not rows or rows[-1]["account"] else 0)):
        rows.append({"account": "", "debit": "", "credit": ""})
    return rows
