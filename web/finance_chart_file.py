"""Accounts from a CSV: code, name, fund, kind, use and RGS, looked at with the chart's own rules before it is taken."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from domain.finance.ledger import CHART, FUNDS, KINDS, USES, Chart, NewAccount
from domain.finance.ledger.charting import clean_name
from domain.kernel import Acting, Id, Refusal, Sealed, act_as
from projections.finance_overview import AccountRow

MOST_BYTES, MOST_ROWS = 300_000, 2_000
COLUMNS = ("code", "name", "fund", "kind", "use", "rgs")
_FUNDS = {"team": "team", "huishouding": "household", "groep": "group", "bewoners": "residents"}
_KINDS = {
    "bezit": "asset", "schuld": "liability", "eigen geld": "equity", "eigen vermogen": "equity",
    "opbrengst": "income", "opbrengsten": "income", "kosten": "expense",
}  # fmt: skip
_USES = {
    "gewoon": "", "kas": "cash", "bank": "bank", "te verklaren": "suspense", "nog te betalen": "payable",
    "resultaat": "result", "kasverschillen": "cash_difference", "geld van bewoners": "resident",
}  # fmt: skip
_CODES = frozenset({"code", "nr", "nr.", "nummer", "rekening", "account"})


class AccountsUnreadable(Refusal):
    """Dit bestand lezen we niet. Bewaar het als CSV met de kolommen nummer; naam; potje; soort; gebruik; RGS."""

    field = "file"


class AccountsMissing(Refusal):
    """Kies eerst een bestand met rekeningen."""

    field = "file"


class AccountsTooMany(Refusal):
    """Dit bestand is te groot: hoogstens 2000 rekeningen."""

    field = "file"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that cannot be taken."""

    row: int
    code: str
    says: Refusal


@dataclass(slots=True)
class Plan:
    """What the file would add, what is there already, and what is wrong in it."""

    accounts: list[NewAccount] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


def plan_accounts(raw: bytes, chart: dict[str, AccountRow], person: Id) -> Plan:
    """What a file would do to the chart; raises AccountsMissing, AccountsUnreadable, AccountsTooMany."""
    with act_as(Acting(person, "")):
        return _planned(_rows(raw), chart)


def _planned(rows: list[tuple[int, list[str]]], chart: dict[str, AccountRow]) -> Plan:
    plan, scratch = Plan(), Chart.begin(id=CHART)
    scratch.accounts = {
        one.account: {"fund": one.fund, "kind": one.kind, "use": one.use, "rgs": one.rgs, "closed": bool(one.closed)}
        for one in chart.values()
    }
    for number, cells in rows:
        account = _account(cells)
        if account.code in chart and account[2:5] == chart[account.code][2:5]:
            plan.there.append(account.code)
            continue
        try:
            _check(scratch, account)
        except Refusal as refusal:
            plan.wrong.append(Wrong(number, account.code[:20], refusal))
        else:
            plan.accounts.append(account)
    return plan


def _check(scratch: Chart, account: NewAccount) -> None:
    """The rules of the chart itself, tried on a copy of it that is never saved."""
    clean_name(account.name)
    scratch.open_account(
        account.code, name=Sealed(CHART, ""), fund=account.fund, kind=account.kind, use=account.use, rgs=account.rgs
    )


def _account(cells: list[str]) -> NewAccount:
    code, name, fund, kind, use, rgs = ([cell.strip() for cell in cells] + [""] * 6)[:6]
    return NewAccount(
        code.upper(), name, _meant(fund, FUNDS, _FUNDS), _meant(kind, KINDS, _KINDS), _meant(use, USES, _USES), rgs
    )


def _meant(text: str, known: tuple[str, ...], words: dict[str, str]) -> str:
    plain = " ".join(text.split()).casefold()
    return plain if plain in known else words.get(plain, plain)


def _rows(raw: bytes) -> list[tuple[int, list[str]]]:
    """The rows under the head, or all of them without one, with the number that a spreadsheet shows."""
    if not raw:
        raise AccountsMissing
    if len(raw) > MOST_BYTES:
        raise AccountsTooMany
    text = _text(raw)
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    try:
        rows = list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1))
    except csv.Error:
        raise AccountsUnreadable from None
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if filled and filled[0][1][0].strip().casefold() in _CODES:
        filled = filled[1:]
    if not filled or max(len(cells) for _, cells in filled) < 4:
        raise AccountsUnreadable
    if len(filled) > MOST_ROWS:
        raise AccountsTooMany
    return filled


def _text(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise AccountsUnreadable
