"""Making an entry ready to be recorded: the rules that every posting keeps, whoever posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from domain.finance.ledger import refusals
from domain.finance.ledger.books import Books, books_of
from domain.finance.ledger.chart import CHART, FUNDS, Chart
from domain.finance.ledger.entry import ENTRY_KINDS, Entry, Line, Lines, clean_lines, stored
from domain.finance.ledger.period import Period, clean_period, next_period, period_id, period_of
from domain.finance.ledger.register import REGISTERED, Register, register_of
from domain.finance.ledger.resident import ResidentAccount, resident_account_of
from domain.kernel import (
    Aggregate,
    Authority,
    Desk,
    Id,
    Refusal,
    Sealed,
    Service,
    id_of,
    iso_day,
    now,
    printable,
    today,
)

_AHEAD = timedelta(days=366)
_MOST_PERIODS = 600


TEXT_LIMIT = 500

LETS_GO = ("reversal", "carry_forward")
"""Kinds of entries that a closed account takes: they make nothing new on it."""

Moved = Register | ResidentAccount
"""What keeps something from going below nothing: a cash box, or what belongs to one resident."""


def texts_of(team: Id, year: str) -> Id:
    """Whose key seals the texts of a team's entries of a year: after the years that the law keeps them, it can go."""
    return id_of("finance.texts", team, year)


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry to be. Cents by account; `period` None: that of the value date or, when closed, the first open one."""

    id: Id
    team: Id
    fund: str
    value_date: str
    kind: str
    lines: Lines
    text: Sealed | None = None
    source: str | None = None
    """Where it comes from: `claim:<id>`, `line:<id>`, `proposal:<id>`, `entry:<id>`, ..."""
    document: str | None = None
    """The SHA-256 of the file behind it."""
    period: str | None = None
    approved: bool = False
    """Whether a second person looked at it: a soft closed period takes it then."""
    after: str = ""
    """The period of what it takes back: it lies in none before that."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What must be saved, together with whatever led to it, and what must not have moved meanwhile."""

    entry: Entry
    registers: tuple[Moved, ...]
    unchanged: Mapping[Id, int]

    @property
    def aggregates(self) -> tuple[Aggregate, ...]:
        """The entry, with the cash boxes and the residents' accounts that it moves."""
        return (self.entry, *self.registers)


class Balances(Protocol):
    """What the books must know of all entries together: a projection, the same one that the pages show."""

    def are_used(self, team: Id) -> bool:
        """Whether anything was posted in a team's books, or any period of them was closed."""

    def result(self, team: Id, year: int) -> list[tuple[str, str, int]]:
        """Fund, account and cents of a year's result by booking period, in so far as it is not carried forward."""

    def linked(self, team: Id, account: str) -> bool:
        """Whether an account of a team takes the statements of a bank."""

    def paid_from(self, team: Id, fund: str) -> list[str]:
        """The IBANs of the bank accounts that a team linked for a fund."""

    def in_suspense(self, team: Id, period: str) -> dict[Id, bool]:
        """The lines of the bank that are in suspense in the books up to a period: whether each is still open."""

    def on_account(self, account: str) -> list[tuple[str, int]]:
        """The names of the teams that have money on an account, with the cents."""

    def linked_by(self, account: str) -> list[str]:
        """The names of the teams of which an account takes the statements of a bank."""

    def ordered_by(self, account: str) -> list[str]:
        """The names of the teams that ordered something on an account which is not invoiced yet."""


class Poster(Service):
    """What all services that post begin with. It asks for no authority: the command that posts does."""

    def __init__(self, workspace: Desk, authority: Authority, balances: Balances) -> None:
        super().__init__(workspace, authority)
        self.balances = balances

    def prepared(self, posting: Posting, registers: Mapping[Id, Moved] | None = None) -> Prepared:
        """An entry that keeps every rule; to be saved as `save(*p.aggregates, ..., unchanged=p.unchanged)`.

        `registers`: cash boxes and residents' accounts that the same command moved already. Raises what the rules
        refuse with.
        """
        books, chart = self._books(posting.team), self._the_chart()
        lines = clean_lines(posting.lines)
        day = clean_value_date(posting.value_date)
        if posting.kind not in ENTRY_KINDS:
            raise ValueError(posting.kind)
        _check_accounts(chart, posting, lines)
        self._check_begun(books, posting.kind, day)
        period, standing = self._open_period(posting, books.first, day)
        entry = Entry.begin(
            id=posting.id, team=posting.team, fund=posting.fund, value_date=day, period=period, kind=posting.kind,
            lines=stored(lines), text=posting.text, source=posting.source, document=posting.document,
        )  # fmt: skip
        held = registers or {}
        moved = (*self._registered(chart, entry, lines, held), *self._of_residents(entry, lines, held))
        rests = {period_id(posting.team, period): standing, chart.id: chart.version, books.id: books.version}
        return Prepared(entry, moved, rests)

    def text(self, team: Id, day: str, text: str) -> Sealed:
        """What an entry is for, sealed; raises TextMissing."""
        return self._sealed_text(texts_of(team, day[:4]), text, refusals.TextMissing)

    def _sealed_text(self, subject: Id, text: str, missing: type[Refusal]) -> Sealed:
        try:
            plain = printable(text, TEXT_LIMIT)
        except ValueError:
            raise missing from None
        if not plain:
            raise missing
        return self.workspace.vault.seal(subject, plain)

    def _books(self, team: Id) -> Books:
        books = self.workspace.get(Books, books_of(team))
        if books is None:
            raise refusals.BooksNotBegun
        return books

    def _the_chart(self) -> Chart:
        return self.workspace.get(Chart, CHART) or Chart.begin(id=CHART)

    @staticmethod
    def _check_begun(books: Books, kind: str, day: str) -> None:
        if period_of(day) < books.first and kind != "opening":
            raise refusals.BeforeTheBooks(first=books.first)

    def _open_period(self, posting: Posting, first: str, day: str) -> tuple[str, int]:
        """The period, with the version of what says that it is open (0: nobody ever closed it)."""
        team, moment, wanted = posting.team, now(), posting.period
        earliest = max(period_of(day), first, posting.after)
        period = clean_period(wanted) if wanted else earliest
        if period < earliest:
            raise refusals.PeriodBeforeDay
        if wanted and period > period_of((today() + _AHEAD).isoformat()):
            raise refusals.PeriodTooFar
        for _ in range(_MOST_PERIODS):
            standing = self.workspace.get(Period, period_id(team, period))
            if standing is None or standing.takes(posting.kind, moment, approved=posting.approved):
                return period, standing.version if standing else 0
            if wanted:
                raise refusals.PeriodIsClosed(period=period)
            period = next_period(period)
        raise refusals.NoOpenPeriod(period=period_of(day))

    def _registered(self, chart: Chart, entry: Entry, lines: Lines, held: Mapping[Id, Moved]) -> tuple[Moved, ...]:
        """The registers of the cash boxes and of suspense that the entry moves."""
        cents: dict[str, int] = {}
        for line in lines:
            if chart.account(line.account).use in REGISTERED:
                cents[line.account] = cents.get(line.account, 0) + line.cents
        moved = list[Moved]()
        for account in (account for account in cents if cents[account]):
            found = held.get(register_of(entry.team, account))
            register = found if isinstance(found, Register) else self.register(entry.team, account)
            use = chart.account(account).use
            register.move(entry.id, day=entry.value_date, period=entry.period, cents=cents[account], use=use)
            moved.append(register)
        return tuple(moved)

    def _of_residents(self, entry: Entry, lines: Lines, held: Mapping[Id, Moved]) -> tuple[Moved, ...]:
        """The accounts of the residents whose money the entry moves: a credit is theirs, a debit is paid out."""
        cents: dict[Id, int] = {}
        for line in lines:
            if line.resident:
                cents[line.resident] = cents.get(line.resident, 0) - line.cents
        moved = list[Moved]()
        for person in (person for person in cents if cents[person]):
            found = held.get(resident_account_of(entry.team, person))
            account = found if isinstance(found, ResidentAccount) else self.resident_account(entry.team, person)
            account.move(entry.id, day=entry.value_date, cents=cents[person])
            moved.append(account)
        return tuple(moved)

    def resident_account(self, team: Id, person: Id) -> ResidentAccount:
        """The account of who lives or lived in the team; raises ResidentUnknown."""
        id = resident_account_of(team, person)
        standing = self.workspace.get(ResidentAccount, id)
        if standing is None and not any(
            held.role == "resident" and held.team == team for held in self.authority.relations(person).relations
        ):
            raise refusals.ResidentUnknown
        return standing or ResidentAccount.begin(id=id, team=team, person=person)

    def register(self, team: Id, account: str) -> Register:
        """The register of a cash box or of suspense."""
        id = register_of(team, account)
        return self.workspace.get(Register, id) or Register.begin(id=id, team=team, account=account)


def clean_value_date(text: str, field: str = "value_date") -> str:
    """The day on which it happened, at most a year ahead; raises DayUnreadable, DayTooFar beside the field."""
    try:
        day = iso_day(text)
    except ValueError:
        raise refusals.DayUnreadable(field=field) from None
    if day > (today() + _AHEAD).isoformat():
        raise refusals.DayTooFar(field=field)
    return day


def _check_accounts(chart: Chart, posting: Posting, lines: tuple[Line, ...]) -> None:
    """Every account is open and of the fund; residents' money is on a resident's name, and no other is.

    A closed account still lets go of what is on it: by a reversal, at the end of a year, out of suspense.
    """
    if posting.fund not in FUNDS:
        raise refusals.EntryUnreadable
    for line in lines:
        account = chart.account(line.account)
        lets_go = posting.kind in LETS_GO or (posting.kind == "bank" and account.use == "suspense")
        if account.closed and not lets_go:
            raise refusals.AccountIsClosed(account=line.account)
        if account.fund != posting.fund:
            raise refusals.FundsDoNotMix(account=line.account)
        if account.use == "resident" and not line.resident:
            raise refusals.ResidentMissing(account=line.account)
        if account.use != "resident" and line.resident:
            raise refusals.ResidentNotHere(account=line.account)
