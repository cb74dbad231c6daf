"""The books as a journal for hledger, ledger or beancount, which then check every balance for themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from domain.kernel import AMSTERDAM, Id
from projections.finance_balances import Balance
from projections.finance_entries import PostedEntry

CURRENCY = "EUR"


@dataclass(frozen=True, slots=True)
class JournalAccount:
    """An account of the chart, and its name when names are shown."""

    code: str
    fund: str
    kind: str
    name: str | None


@dataclass(frozen=True, slots=True)
class TeamBooks:
    """What the journal has of a team. `prefix`: what its accounts begin with; nothing when it is the only one."""

    prefix: str
    accounts: list[JournalAccount]
    """Those that it uses, in the order of their codes."""
    balances: list[Balance]
    entries: Callable[[], Iterable[PostedEntry]]


class Format(Protocol):
    """How a tool wants to read it."""

    def head(self, told: str) -> Iterator[str]:
        """The first lines."""

    def accounts(self, books: TeamBooks, first: str) -> Iterator[str]:
        """The accounts of a team."""

    def entry(self, entry: PostedEntry, names: dict[str, str], text: str | None) -> Iterator[str]:
        """An entry."""

    def balances(self, books: TeamBooks, last: str) -> Iterator[str]:
        """What must be on the accounts at the end."""

    def account_name(self, prefix: str, account: JournalAccount) -> str:
        """An account's whole name."""


def journal(books: Iterable[TeamBooks], style: Format, told: str, opened: Callable[[str], str]) -> Iterator[str]:
    """The lines of the journal. `told`: a sentence for its head. `opened`: the text of an entry, which is sealed."""
    yield from style.head(told)
    for team in books:
        names = {account.code: style.account_name(team.prefix, account) for account in team.accounts}
        first = last = ""
        for entry in team.entries():
            if not first:
                first = entry.value_date
                yield from style.accounts(team, first)
            last = entry.value_date
            yield from style.entry(entry, names, opened(entry.text) if entry.text else None)
        if last:
            yield from style.balances(team, last)


def amount(cents: int) -> str:
    """Cents as a decimal number with its currency; integers all the way."""
    euros, left = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros}.{left:02d} {CURRENCY}"


def posted_on(entry: PostedEntry) -> str:
    """The day, in the Netherlands, on which it was posted."""
    return datetime.fromisoformat(entry.moment).astimezone(AMSTERDAM).date().isoformat()


def plain(text: str) -> str:
    """One line without what begins a comment, ends a name or parts a payee."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).replace(";", ",").replace("|", "/").split())


def part_of_name(text: str) -> str:
    """A part of an account's name: no colon, which would make two of it."""
    return plain(text).replace(":", " -").strip("()[]<>* !") or "-"


class Ledger:
    """Ledger's own journal, which hledger reads too; hledger knows the kinds of accounts by a tag."""

    _KINDS = {"asset": "A", "liability": "L", "equity": "E", "income": "R", "expense": "X"}

    def __init__(self, *, hledger: bool) -> None:
        self.hledger = hledger

    def account_name(self, prefix: str, account: JournalAccount) -> str:
        """`team:asset:1010`, with the name behind the code when names are shown."""
        code = account.code if account.name is None else f"{account.code} {part_of_name(account.name)}"
        return ":".join(part for part in (prefix, account.fund, account.kind, code) if part)

    def head(self, told: str) -> Iterator[str]:
        """What it is, and how amounts are written."""
        yield f"; {plain(told)}"
        yield "; the first date is the value date, the second the day on which it was posted; (number): its position"
        if self.hledger:
            yield "decimal-mark ."
            yield f"commodity 1000.00 {CURRENCY}"
        yield ""

    def accounts(self, books: TeamBooks, first: str) -> Iterator[str]:
        """Every account, so that a mistyped one is seen."""
        for account in books.accounts:
            kind = f"  ; type:{self._KINDS[account.kind]}" if self.hledger else ""
            yield f"account {self.account_name(books.prefix, account)}{kind}"
        yield ""

    def entry(self, entry: PostedEntry, names: dict[str, str], text: str | None) -> Iterator[str]:
        """The kind comes before the text, so that no text can begin like a code or a mark."""
        told = f"{entry.kind}: {plain(text)}" if text else entry.kind
        source = f", source:{plain(entry.source).replace(',', ' ')}" if entry.source else ""
        yield f"{entry.value_date}={posted_on(entry)} * ({entry.position}) {told}"
        yield f"    ; entry:{entry.entry}, period:{entry.period}{', late:1' if entry.late else ''}{source}"
        for line in entry.lines:
            yield f"    {names[line.account]}  {amount(line.cents)}"
        yield ""

    def balances(self, books: TeamBooks, last: str) -> Iterator[str]:
        """An entry of nothing, that says what is on each account: the tool refuses the file when it is not so."""
        names = {account.code: self.account_name(books.prefix, account) for account in books.accounts}
        yield f"{last} * balances as the books have them"
        for one in books.balances:
            yield f"    {names[one.account]}  {amount(0)} = {amount(one.cents)}"
        yield ""


class Beancount:
    """Beancount: five fixed roots, names of letters and digits only, and balances at the beginning of a day."""

    _ROOTS = {
        "asset": "Assets", "liability": "Liabilities", "equity": "Equity", "income": "Income", "expense": "Expenses",
    }  # fmt: skip

    def account_name(self, prefix: str, account: JournalAccount) -> str:
        """`Assets:Team:1010`; the name stands beside it."""
        code = account.code.replace(".", "-")
        team = _letters(prefix)
        parts = (self._ROOTS[account.kind], team and f"T-{team}", account.fund.capitalize(), code)
        return ":".join(part for part in parts if part)

    def head(self, told: str) -> Iterator[str]:
        """What it is."""
        yield f"; {plain(told)}"
        yield f'option "operating_currency" "{CURRENCY}"'
        yield ""

    def accounts(self, books: TeamBooks, first: str) -> Iterator[str]:
        """Each open from the first day on."""
        for account in books.accounts:
            yield f"{first} open {self.account_name(books.prefix, account)} {CURRENCY}"
            if account.name is not None:
                yield f'  name: "{_quoted(account.name)}"'
        yield ""

    def entry(self, entry: PostedEntry, names: dict[str, str], text: str | None) -> Iterator[str]:
        """The kind as the payee, the text as the narration."""
        yield f'{entry.value_date} * "{entry.kind}" "{_quoted(text or "")}"'
        yield f"  position: {entry.position}"
        yield f"  posted: {posted_on(entry)}"
        yield f'  entry: "{entry.entry}"'
        yield f'  period: "{entry.period}"'
        if entry.source:
            yield f'  source: "{_quoted(entry.source)}"'
        for line in entry.lines:
            yield f"  {names[line.account]}  {amount(line.cents)}"
        yield ""

    def balances(self, books: TeamBooks, last: str) -> Iterator[str]:
        """As of the beginning of the next day."""
        names = {account.code: self.account_name(books.prefix, account) for account in books.accounts}
        day = date.fromisoformat(last) + timedelta(days=1)
        for one in books.balances:
            yield f"{day} balance {names[one.account]}  {amount(one.cents)}"
        yield ""


def _quoted(text: str) -> str:
    return plain(text).replace("\\", "\\\\").replace('"', '\\"')


FORMATS: dict[str, Format] = {
    "hledger": Ledger(hledger=True), "ledger": Ledger(hledger=False), "beancount": Beancount(),
}  # fmt: skip


def prefixes(names: dict[Id, str]) -> dict[Id, str]:
    """What accounts begin with: nothing for one team, else its name, and its id too where a tool sees no difference."""
    if len(names) < 2:
        return dict.fromkeys(names, "")
    short = {team: part_of_name(name) for team, name in names.items()}
    plainest = {team: _letters(name) for team, name in short.items()}
    unclear = {name for name in plainest.values() if not name or list(plainest.values()).count(name) > 1}
    return {team: f"{name} {team[:8]}" if plainest[team] in unclear else name for team, name in short.items()}


def _letters(text: str) -> str:
    """What beancount takes in a part of a name."""
    return re.sub(r"[^0-9A-Za-z]+", "-", text).strip("-")
