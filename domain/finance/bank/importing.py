"""What importing a file would do: which lines are new, and whether the books then are where the bank is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.finance.bank import refusals
from domain.finance.statements import Line, Statement, identities, same_account
from domain.kernel import Id, Money

MOST_NEW = 2_000
"""New lines in one go: years of a home. They are recorded in one transaction, all or none."""


class Held(NamedTuple):
    """A line that is in the books."""

    booked_on: str
    cents: int


class Stand(NamedTuple):
    """Where the books stand with a bank account; `closing` None: no statement was taken yet."""

    bank: Id
    account: str
    number: str
    closing: int | None
    closing_on: str
    balance: int
    taken: frozenset[tuple[int, ...]] = frozenset()
    """Opening, closing and number of lines of the statements that closed on that day."""


class NewLine(NamedTuple):
    """A line that is to be taken, under its key, with the statement that it stands in."""

    id: Id
    line: Line
    statement: Statement


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing does. Nothing when it says so: everything in the file is known."""

    stand: Stand
    statements: tuple[Statement, ...]
    new: tuple[NewLine, ...]
    known: int
    others: int
    """Statements in the file of other accounts, which are left alone."""

    @property
    def opening(self) -> int:
        """What the first statement opens with."""
        return self.statements[0].opening

    @property
    def closing(self) -> int:
        """What the last statement closes with."""
        return self.statements[-1].closing

    @property
    def closing_on(self) -> str:
        """The last day of the last statement."""
        return self.statements[-1].closing_on

    @property
    def lines(self) -> int:
        """How many lines the statements have."""
        return sum(len(one.lines) for one in self.statements)

    @property
    def changes(self) -> bool:
        """Whether anything would change."""
        return bool(self.new) or self.stand.closing is None or self.closing_on > self.stand.closing_on

    def new_of(self, statement: Statement) -> int:
        """How many lines of a statement are new."""
        return sum(one.statement is statement for one in self.new)


Lines = Callable[[str, str], Mapping[Id, Held]]
"""The lines of the account in the books that were booked in these days."""


def plan_import(stand: Stand, statements: Sequence[Statement], held_in: Lines) -> Plan:
    """What taking these statements would do; raises what the bank or the books contradict."""
    own = tuple(one for one in statements if same_account(one.account, stand.number))
    if not own:
        others = ", ".join(sorted({f"…{one.account[-4:]}" for one in statements}))
        raise refusals.OtherAccount(number=stand.number[-4:], others=others)
    days = [day for one in own for day in (one.opening_on, one.closing_on, *(line.booked_on for line in one.lines))]
    held = held_in(min(days), max(days))
    plan = _planned(stand, own, identities(*own, account=stand.bank), held, len(statements) - len(own))
    if stand.closing is None:
        _check_first(plan)
    elif plan.changes or _continues(plan):
        plan = _following(plan, held)
        _check_books(plan)
    if len(plan.new) > MOST_NEW:
        raise refusals.TooManyNewLines(many=len(plan.new), most=MOST_NEW)
    return plan


def _planned(
    stand: Stand, own: tuple[Statement, ...], keys: Sequence[Id], held: Mapping[Id, Held], others: int
) -> Plan:
    every = [(line, one) for one in own for line in one.lines]
    new = tuple(NewLine(key, *pair) for key, pair in zip(keys, every, strict=True) if key not in held)
    return Plan(stand, own, new, len(every) - len(new), others)


def _check_first(plan: Plan) -> None:
    stand = plan.stand
    if plan.opening != stand.balance:
        raise refusals.OpeningDiffers(
            day=plan.statements[0].opening_on, opening=Money(plan.opening), account=stand.account,
            balance=Money(stand.balance), difference=Money(plan.opening - stand.balance),
        )  # fmt: skip
    _check_books(plan)


def _following(plan: Plan, held: Mapping[Id, Held]) -> Plan:
    """The plan of what follows on the last statement, or overlaps with it."""
    stand, first = plan.stand, plan.statements[0]
    assert stand.closing is not None
    total = stand.closing + _total(plan)
    if total == plan.closing and plan.closing_on >= stand.closing_on:
        return plan
    if _continues(plan):
        # the bank closed a day in two files: equal lines are other ones
        keys = identities(*plan.statements, account=stand.bank, after=frozenset(held))
        return _planned(stand, plan.statements, keys, {}, plan.others)
    if not plan.known and first.opening_on >= stand.closing_on:
        raise refusals.StatementsMissing(
            last=stand.closing_on, closing=Money(stand.closing), first=first.opening_on, opening=Money(plan.opening)
        )
    _refuse_corrected(plan, held)
    if plan.closing_on < stand.closing_on:
        line = plan.new[0].line
        raise refusals.StatementTooOld(
            day=plan.closing_on, last=stand.closing_on, booked=line.booked_on, amount=Money(line.cents)
        )
    raise refusals.ClosingDiffers(
        sum=Money(total), day=plan.closing_on, closing=Money(plan.closing), difference=Money(plan.closing - total),
        last=stand.closing_on,
    )  # fmt: skip


def _continues(plan: Plan) -> bool:
    """Whether the file opens where the last statement closed, closes somewhere else, and was not taken that day.

    A day that goes up in one file and down in the next ends where it began: the first file then opens there again.
    """
    stand, first = plan.stand, plan.statements[0]
    if plan.opening != stand.closing or plan.closing == stand.closing or first.opening_on < stand.closing_on:
        return False
    return not all(
        one.closing_on == stand.closing_on and (one.opening, one.closing, len(one.lines)) in stand.taken
        for one in plan.statements
    )


def _refuse_corrected(plan: Plan, held: Mapping[Id, Held]) -> None:
    """Name a line in the books that the file lacks on a day that it covers: then the bank changed its amount."""
    keys = set(identities(*plan.statements, account=plan.stand.bank))
    booked = {line.booked_on for one in plan.statements for line in one.lines}
    first, last = plan.statements[0].opening_on, plan.closing_on
    for id, line in sorted(held.items(), key=lambda item: item[1]):
        if id not in keys and (first < line.booked_on <= last or line.booked_on in booked):
            raise refusals.LineCorrected(day=line.booked_on, amount=Money(line.cents))


def _check_books(plan: Plan) -> None:
    """After the new lines the books stand where the statement closes; raises BooksDiffer."""
    found = plan.stand.balance + _total(plan)
    if found != plan.closing:
        raise refusals.BooksDiffer(
            account=plan.stand.account, sum=Money(found), day=plan.closing_on, closing=Money(plan.closing),
            difference=Money(found - plan.closing),
        )  # fmt: skip


def _total(plan: Plan) -> int:
    return sum(one.line.cents for one in plan.new)
