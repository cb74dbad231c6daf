"""The books of a year as an XML Auditfile Financieel (XAF 4.0), which the tax office and auditors read.

Standard: XML Auditfile Financieel 4.0, from 1 January 2027 on; `effDate` is the day of the invoice: our value date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from domain.finance.ledger import ENTRY_KINDS
from domain.kernel import Refusal
from projections.finance_balances import Balance
from projections.finance_entries import PostedEntry

NAMESPACE = "http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.1/structures/XmlauditfileXAF_4.0"
OPENINGS = ("opening", "carry_forward")
"""Kinds of entries that the standard wants in the opening balance, and not among the transactions."""
JOURNALS = {
    "memo": ("Memoriaal", "M"), "bank": ("Bank", "B"), "cash": ("Kas", "C"), "claim": ("Declaraties", "P"),
    "payment": ("Betaallijsten", "Z"), "invoice": ("Facturen", "P"), "reversal": ("Storno's", "M"),
    "reclassification": ("Omboekingen", "M"), "count": ("Kastellingen", "C"),
}  # fmt: skip
"""What a kind of entry is called, and its type in the standard."""
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class AuditFileUnequal(Refusal):
    """Het auditbestand klopt niet met de kolommenbalans op rekening {account}. Er is niets geschreven. Voer `rebuild`
    uit en probeer het opnieuw; blijft het zo, kijk dan met `verify` of het logboek heel is."""


@dataclass(frozen=True, slots=True)
class FileAccount:
    """An account as the file names it."""

    code: str
    name: str
    kind: str
    rgs: str


@dataclass(frozen=True, slots=True)
class TeamYear:
    """A team's year: what it began with, and its entries by kind."""

    key: str
    """Behind the codes of its journals; nothing when there is one team."""
    name: str
    centre: str
    """Its cost centre: the code that the organisation's main ledger knows it by, else its name."""
    opening: Mapping[str, int]
    """Cents by account, of all before the year and of the entries that open it."""
    lines: tuple[int, int, int]
    """How many there are in the year, and the cents of their debit and credit."""
    periods: frozenset[str]
    entries: Callable[[str], Iterable[PostedEntry]]
    """Of one kind, opened when it is asked."""
    closing: list[Balance]


@dataclass(frozen=True, slots=True)
class AuditFile:
    """Everything that the file tells, but for the entries themselves."""

    year: int
    company: str
    tax_number: str
    created: str
    version: str
    told: str
    """A sentence above it: which position, which root."""
    accounts: list[FileAccount]
    teams: list[TeamYear]
    text: Callable[[PostedEntry], str | None]
    user: Callable[[PostedEntry], str]
    moved: dict[str, int] = field(default_factory=dict)
    """Cents by account of what was written: it must be what the trial balance says."""

    def xml(self) -> Iterator[str]:
        """The file, line by line; raises AuditFileUnequal at its end when it is not the trial balance."""
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield f"<!-- {clean(self.told, 500).replace('--', '- -')} -->"
        yield f'<auditfile xmlns="{NAMESPACE}">'
        yield from self._header()
        yield "<company>"
        yield from _element("companyName", self.company, 255)
        yield from _element("taxRegistrationCountry", "NL", 2)
        yield from _element("taxRegIdent", self.tax_number, 30)
        yield from self._ledger()
        yield from self._periods()
        yield from self._opening()
        yield from self._transactions()
        yield "</company>"
        yield "</auditfile>"
        self._prove()

    def _header(self) -> Iterator[str]:
        yield "<header>"
        yield from _element("fiscalYear", str(self.year), 9)
        yield from _element("startDate", f"{self.year}-01-01", 10)
        yield from _element("endDate", f"{self.year}-12-31", 10)
        yield from _element("curCode", "EUR", 3)
        yield from _element("dateCreated", self.created, 10)
        yield from _element("softwareDesc", "driehoek", 50)
        yield from _element("softwareVersion", self.version, 20)
        yield "</header>"

    def _ledger(self) -> Iterator[str]:
        if not self.accounts:
            return
        yield "<generalLedger>"
        for account in self.accounts:
            yield "<ledgerAccount>"
            yield from _element("accID", account.code, 35)
            yield from _element("accDesc", account.name, 255)
            yield from _element("accTp", "P" if account.kind in ("income", "expense") else "B", 2)
            if account.rgs:
                yield from _element("RGScode", account.rgs, 255)
            yield "</ledgerAccount>"
        yield "</generalLedger>"

    def _periods(self) -> Iterator[str]:
        months = {f"{self.year}-{month:02d}" for month in range(1, 13)}
        yield "<periods>"
        for period in sorted(months.union(*(team.periods for team in self.teams))):
            yield "<period>"
            yield from _element("periodNumber", str(self.number(period)), 3)
            yield from _element("startDatePeriod", f"{period}-01", 10)
            last = calendar.monthrange(int(period[:4]), int(period[5:]))[1]
            yield from _element("endDatePeriod", f"{period}-{last}", 10)
            yield "</period>"
        yield "</periods>"

    def number(self, period: str) -> int:
        """1 to 12; what was booked in a month of a later year counts on from there."""
        return (int(period[:4]) - self.year) * 12 + int(period[5:])

    def _opening(self) -> Iterator[str]:
        sums: dict[str, int] = {}
        for team in self.teams:
            for account, cents in team.opening.items():
                sums[account] = sums.get(account, 0) + cents
        lines = [(account, cents) for account, cents in sorted(sums.items()) if cents]
        yield "<openingBalance>"
        yield from _totals(
            len(lines), sum(max(cents, 0) for _, cents in lines), sum(max(-cents, 0) for _, cents in lines)
        )
        for number, (account, cents) in enumerate(lines, start=1):
            self._move(account, cents)
            yield "<obLine>"
            yield from _element("nr", str(number), 35)
            yield from _element("accID", account, 35)
            yield from _amount(cents)
            yield "</obLine>"
        yield "</openingBalance>"

    def _transactions(self) -> Iterator[str]:
        yield "<transactions>"
        yield from _totals(*(sum(team.lines[part] for team in self.teams) for part in range(3)))
        for team in self.teams:
            for kind in (kind for kind in ENTRY_KINDS if kind not in OPENINGS):
                name, type_of = JOURNALS.get(kind, (kind, "Z"))
                begun = False
                for entry in team.entries(kind):
                    if not begun:
                        begun = True
                        yield "<journal>"
                        yield from _element("jrnID", f"{kind}-{team.key}" if team.key else kind, 35)
                        yield from _element("desc", f"{name}, {team.name}", 255)
                        yield from _element("jrnTp", type_of, 2)
                    yield from self._transaction(entry, team)
                if begun:
                    yield "</journal>"
        yield "</transactions>"

    def _transaction(self, entry: PostedEntry, team: TeamYear) -> Iterator[str]:
        text = self.text(entry) or entry.kind
        document = entry.document or entry.source or entry.entry
        yield "<transaction>"
        yield from _element("nr", str(entry.position), 35)
        yield from _element("desc", text, 999)
        yield from _element("periodNumber", str(self.number(entry.period)), 3)
        yield from _element("trDt", entry.value_date, 10)
        yield from _element("Source", entry.source or entry.kind, 999)
        yield from _element("User", self.user(entry), 999)
        for line in entry.lines:
            self._move(line.account, line.cents)
            yield "<trLine>"
            yield from _element("nr", str(line.number + 1), 35)
            yield from _element("accID", line.account, 35)
            yield from _element("docRef", document, 255)
            yield from _element("effDate", entry.value_date, 10)
            yield from _element("desc", text, 999)
            yield from _amount(line.cents)
            yield from _element("cost", team.centre, 999)
            yield "</trLine>"
        yield "</transaction>"

    def _move(self, account: str, cents: int) -> None:
        self.moved[account] = self.moved.get(account, 0) + cents

    def _prove(self) -> None:
        """Check 15: what stands in the file is what the trial balance says, account by account."""
        left = dict(self.moved)
        for team in self.teams:
            for one in team.closing:
                left[one.account] = left.get(one.account, 0) - one.cents
        if wrong := sorted(account for account, cents in left.items() if cents):
            raise AuditFileUnequal(account=wrong[0])


def clean(text: str, most: int) -> str:
    """A text without what XML cannot hold, no longer than the standard lets it be; never empty."""
    return " ".join(_FORBIDDEN.sub(" ", text).split())[:most].strip() or "-"


def _element(name: str, text: str, most: int) -> Iterator[str]:
    yield f"<{name}>{escape(clean(text, most))}</{name}>"


def _decimal(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _amount(cents: int) -> Iterator[str]:
    yield f"<amnt>{_decimal(abs(cents))}</amnt>"
    yield f"<amntTp>{'C' if cents < 0 else 'D'}</amntTp>"


def _totals(lines: int, debit: int, credit: int) -> Iterator[str]:
    yield f"<linesCount>{lines}</linesCount>"
    yield f"<totalDebit>{_decimal(debit)}</totalDebit>"
    yield f"<totalCredit>{_decimal(credit)}</totalCredit>"
