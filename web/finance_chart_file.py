"""Accounts from a CSV or XLSX by what its head says, looked at with the chart's own rules before they are taken."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.finance.ledger import CHART, FUNDS, KINDS, USES, Chart, NewAccount
from domain.finance.ledger.charting import clean_name
from domain.kernel import Acting, Id, Refusal, Sealed, act_as
from projections.finance_overview import AccountRow
from web.finance_sheet import SheetTooBig, SheetUnreadable, plain, rows_of

MOST_BYTES = 700_000
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
_WORDS = {
    "code": ("nummer", "code", "nr", "nr.", "rekening", "rekeningnummer", "grootboekrekening", "account", "number"),
    "name": ("naam", "omschrijving", "rekeningnaam", "name"),
    "fund": ("potje", "fonds", "fund"),
    "kind": ("soort", "kind", "type"),
    "use": ("gebruik", "use"),
    "rgs": ("rgs", "rgs-code", "rgscode", "rgs code"),
}
_COLUMNS = {word: column for column, words in _WORDS.items() for word in words}


class AccountsUnreadable(Refusal):
    """Dit bestand lezen we niet. Bewaar het als CSV of XLSX met de kolommen nummer; naam; potje; soort; gebruik;
    RGS."""

    field = "file"


class ColumnMissing(Refusal):
    """In de eerste rij staat geen kolom {column}. Nodig zijn nummer, naam, potje en soort; gebruik en RGS mogen."""

    field = "file"


class ColumnTwice(Refusal):
    """In de eerste rij staat de kolom {column} twee keer. Laat er een staan."""

    field = "file"


class AccountsMissing(Refusal):
    """Kies eerst een bestand met rekeningen."""

    field = "file"


class AccountsTooMany(Refusal):
    """Dit bestand is te groot: hoogstens 2000 rekeningen."""

    field = "file"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that cannot be taken, and the column that is wrong in it."""

    row: int
    code: str
    column: str
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


def _planned(rows: list[tuple[int, dict[str, str]]], chart: dict[str, AccountRow]) -> Plan:
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
            plan.wrong.append(Wrong(number, account.code[:20], refusal.field or "", refusal))
        else:
            plan.accounts.append(account)
    return plan


def _check(scratch: Chart, account: NewAccount) -> None:
    """The rules of the chart itself, tried on a copy of it that is never saved."""
    clean_name(account.name)
    scratch.open_account(
        account.code, name=Sealed(CHART, ""), fund=account.fund, kind=account.kind, use=account.use, rgs=account.rgs
    )


def _account(cells: dict[str, str]) -> NewAccount:
    code, name, fund, kind, use, rgs = (cells.get(column, "") for column in COLUMNS)
    return NewAccount(
        code.upper(), name, _meant(fund, FUNDS, _FUNDS), _meant(kind, KINDS, _KINDS), _meant(use, USES, _USES), rgs
    )


def _meant(text: str, known: tuple[str, ...], words: dict[str, str]) -> str:
    word = plain(text)
    return word if word in known else words.get(word, word)


def _rows(raw: bytes) -> list[tuple[int, dict[str, str]]]:
    """The rows under the head by the column that they mean, or by place without a head."""
    if not raw:
        raise AccountsMissing
    if len(raw) > MOST_BYTES:
        raise AccountsTooMany
    try:
        filled = rows_of(raw)
    except SheetUnreadable:
        raise AccountsUnreadable from None
    except SheetTooBig:
        raise AccountsTooMany from None
    columns = _head(filled[0][1])
    if columns:
        filled = filled[1:]
    if not filled or (not columns and max(len(cells) for _, cells in filled) < 4):
        raise AccountsUnreadable
    return [(number, dict(zip(columns or COLUMNS, cells, strict=False))) for number, cells in filled]


def _head(cells: list[str]) -> list[str]:
    """What each column means, `` for one that is left alone; nothing when the first row is no head.

    Rekening is the number, unless another column is: then it is the name. Raises ColumnMissing, ColumnTwice.
    """
    words = [plain(cell) for cell in cells]
    columns = [_COLUMNS.get(word, "") for word in words]
    if columns.count("code") == 2 and "rekening" in words:
        columns[words.index("rekening")] = "name"
    named = [column for column in columns if column]
    if len(named) < 2:
        return []
    for column in COLUMNS:
        if column not in named and column not in ("use", "rgs"):
            raise ColumnMissing(column=_WORDS[column][0])
        if named.count(column) > 1:
            raise ColumnTwice(column=_WORDS[column][0])
    return columns
