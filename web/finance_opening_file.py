"""An opening balance from a CSV or XLSX: account with debit and credit, or with a balance; it is looked at first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from domain.finance.ledger import Line
from domain.finance.ledger.refusals import AccountIsClosed, AccountUnknown
from domain.kernel import Refusal, cents_of
from projections.finance_overview import AccountRow
from web.finance_sheet import SheetTooBig, SheetUnreadable, plain, rows_of

MOST_BYTES = 700_000
_WORDS = {
    "account": ("rekening", "nr", "nr.", "nummer", "code", "account", "grootboekrekening"),
    "debit": ("debet", "debit"),
    "credit": ("credit",),
    "balance": ("saldo", "balance", "bedrag"),
}
_MEANT = {word: column for column, words in _WORDS.items() for word in words}
Row = tuple[int, dict[str, str]]


class OpeningMissing(Refusal):
    """Kies eerst een bestand met de beginbalans."""

    field = "file"


class OpeningUnreadable(Refusal):
    """Dit bestand lezen we niet. Bewaar het als CSV of XLSX met in de eerste rij: rekening; debet; credit. Of:
    rekening; saldo."""

    field = "file"


class OpeningTooBig(Refusal):
    """Dit bestand is te groot: hoogstens 2000 rekeningen."""

    field = "file"


class AmountTwice(Refusal):
    """Vul debet of credit in, niet allebei."""


class AccountTwice(Refusal):
    """Rekening {account} staat er al in, op rij {row}."""


class NotForResidents(Refusal):
    """Geld van bewoners staat op naam van een bewoner. Neem dat over op de bladzijde van bewoners."""


class AmountOfFormula(Refusal):
    """Hier staat een formule. Bewaar het bestand met bedragen in plaats van formules."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that cannot be taken: its row, what its column is called, and why."""

    row: int
    column: str
    says: Refusal


@dataclass(slots=True)
class Plan:
    """What the file would post, by fund, and what is wrong in it."""

    document: str
    lines: dict[str, list[Line]] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def differences(self) -> dict[str, int]:
        """By fund what debit is more than credit, where they are not equal."""
        sums = {fund: sum(line.cents for line in lines) for fund, lines in self.lines.items()}
        return {fund: left for fund, left in sums.items() if left}

    def debit(self, fund: str) -> int:
        """The sum of the debit side of a fund."""
        return sum(max(line.cents, 0) for line in self.lines[fund])

    @property
    def right(self) -> bool:
        """Whether it can be taken."""
        return bool(self.lines) and not self.wrong and not self.differences


def plan_opening(raw: bytes, chart: Mapping[str, AccountRow]) -> Plan:
    """What a file would post; raises OpeningMissing, OpeningUnreadable, OpeningTooBig."""
    if not raw:
        raise OpeningMissing
    if len(raw) > MOST_BYTES:
        raise OpeningTooBig
    plan, seen = Plan(sha256(raw).hexdigest()), dict[str, int]()
    for number, cells in _rows(raw):
        column = "account"
        try:
            account = _account(cells["account"], chart, seen, number)
            column = next((name for name in ("debit", "credit", "balance") if cells.get(name)), "debit")
            cents = _cents(cells)
        except Refusal as refusal:
            plan.wrong.append(Wrong(number, column, refusal))
        else:
            if cents:
                plan.lines.setdefault(account.fund, []).append(Line(account.account, cents))
    return plan


def _account(text: str, chart: Mapping[str, AccountRow], seen: dict[str, int], number: int) -> AccountRow:
    code = text.upper().removesuffix(".0")
    found = chart.get(code)
    if found is None:
        raise AccountUnknown(account=code[:20])
    if found.closed:
        raise AccountIsClosed(account=code)
    if found.fund == "residents":
        raise NotForResidents
    if code in seen:
        raise AccountTwice(account=code, row=seen[code])
    seen[code] = number
    return found


def _cents(cells: dict[str, str]) -> int:
    """Debit above nothing; nothing for a row without an amount."""
    amounts = {name: _amount(cells[name]) for name in ("debit", "credit", "balance") if cells.get(name)}
    amounts = {name: cents for name, cents in amounts.items() if cents}
    if len(amounts) > 1:
        raise AmountTwice
    return amounts.get("debit", 0) - amounts.get("credit", 0) + amounts.get("balance", 0)


def _amount(text: str) -> int:
    if text.startswith("="):
        raise AmountOfFormula
    amount = text.replace("\N{MINUS SIGN}", "-")
    less = amount.startswith("-")
    digits = amount[1:].strip() if less else amount
    if digits.strip("0,. ") == "":
        return 0
    return -cents_of(digits) if less else cents_of(digits)


def _rows(raw: bytes) -> Iterator[Row]:
    """The rows under the head, by the column that they mean, with the number that a spreadsheet shows."""
    try:
        filled = rows_of(raw)
    except SheetUnreadable:
        raise OpeningUnreadable from None
    except SheetTooBig:
        raise OpeningTooBig from None
    head = [_MEANT.get(plain(cell), "") for cell in filled[0][1]]
    named = [name for name in head if name]
    if "account" not in named or len(named) < 2 or len(set(named)) != len(named):
        raise OpeningUnreadable
    for number, cells in filled[1:]:
        found = {name: cell for name, cell in zip(head, cells, strict=False) if name}
        yield number, {"account": ""} | found
