"""A mandate: how much somebody may spend, of which money, until when, and by which decision."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, Money, Sealed, Spending, who_did, whole_cents
from domain.mandates import refusals

PERS = ("month", "year")
"""Over which time the larger amount counts."""
HOLDER_ROLES = ("finance", "planner", "member")
"""Roles that a mandate can be given to instead of a person."""
SPENT_FUNDS = ("team", "household", "group")
"""Residents' money is nobody's to spend by mandate: it has rules of its own."""
TOGETHER_DAYS = 30
"""What the form proposes for how long purchases at one supplier count together: a month's bills. Each mandate keeps its
own number, as the team decided: for the weekly groceries 1 (what is bought on one day) is the wiser one."""
_LONGEST = 5 * 366
_MOST_CENTS = 10**11


@dataclass(frozen=True, slots=True)
class Limits:
    """The amounts of a mandate, in cents: at most so much an act, and so much a month or a year."""

    per_act: int
    per_period: int
    per: str
    together: int
    """Within so many days purchases at one supplier count as one act."""


class Mandate(Aggregate):
    """One mandate and what was spent under it. It is saved with each use, so that it is never spent over."""

    TOPIC = "mandates.Mandate"
    class_version = 3

    class MandateGiven(FirstFact):
        """A person, or who holds a role, may spend so much of these funds, on these days, by this decision."""

        TOPIC = "mandates.MandateGiven"
        team: Id
        funds: list[str]
        accounts: list[str]
        per_act: int
        per_period: int
        per: str
        together: int
        person: Id | None
        for_role: str | None
        first: str
        last: str
        decision: Sealed

    class MandateEnded(Fact):
        """The mandate holds no more from this moment on."""

        TOPIC = "mandates.MandateEnded"
        team: Id
        why: Sealed

    class MandateUsed(Fact):
        """Cents were spent under the mandate on a day, at a supplier (a keyed hash)."""

        TOPIC = "mandates.MandateUsed"
        team: Id
        act: Id
        cents: int
        day: str
        supplier: Id

    class MandateReturned(Fact):
        """What was spent under the mandate was not spent after all."""

        TOPIC = "mandates.MandateReturned"
        team: Id
        act: Id
        cents: int

    @event(MandateGiven)
    def __init__(
        self, team: Id, funds: list[str], accounts: list[str], per_act: int, per_period: int, per: str, together: int,
        person: Id | None, for_role: str | None, first: str, last: str, decision: Sealed, by: Id,
        on_behalf_of: Id | None,
    ) -> None:  # fmt: skip
        self.team = team
        self.funds = funds
        self.accounts = accounts
        self.per_act, self.per_period, self.per, self.together = per_act, per_period, per, together
        self.person, self.for_role = person, for_role
        self.first, self.last = first, last
        self.givers = who_did(by, on_behalf_of)
        self.ended = False
        self.used_in = ""
        """The last month or year in which it was used."""
        self.uses: dict[str, int] = {}
        """Cents by act, of that month or year: what was spent before it counts for nothing any more."""
        self.used = 0

    @property
    def limits(self) -> Limits:
        """Its amounts."""
        return Limits(self.per_act, self.per_period, self.per, self.together)

    def spent(self, day: str) -> int:
        """The cents that were spent in the month or the year of a day."""
        return self.used if period_of(self.per, day) == self.used_in else 0

    def end(self, why: Sealed) -> None:
        """Let it hold no more; raises MandateIsOver."""
        if self.ended:
            raise refusals.MandateIsOver
        self._mandate_ended(team=self.team, why=why)

    def use(self, spending: Spending, *, day: str, beside: int, people: frozenset[Id], roles: frozenset[str]) -> None:
        """Spend under it, as it stands on this day (check 8). `beside`: cents that count together with these.

        `people` act, in these `roles`. Raises MandateIsOver, MandateNotNow, NotYourMandate, GaveItYourself,
        AskerGaveIt, OutsideTheMandate, AccountOutsideMandate, AboveTheMandate, SplitPurchase, MandateUsedUp.
        """
        if self.ended:
            raise refusals.MandateIsOver
        if not self.first <= day <= self.last:
            raise refusals.MandateNotNow(first=self.first, last=self.last)
        if self.person not in people if self.person else self.for_role not in roles:
            raise refusals.NotYourMandate
        if people & set(self.givers):
            raise refusals.GaveItYourself
        if spending.askers & set(self.givers):  # else two who gave each other a mandate approve what the other asks
            raise refusals.AskerGaveIt
        check_scope(self.funds, self.accounts, fund=spending.fund, account=spending.account)
        check_amounts(self.limits, spending.cents, beside=beside, left=self.per_period - self.spent(day))
        self._mandate_used(team=self.team, act=spending.act, cents=spending.cents, day=day, supplier=spending.supplier)

    def give_back(self, act: Id, cents: int) -> None:
        """Take a use of so many cents back, because what it was for was voided."""
        self._mandate_returned(team=self.team, act=act, cents=cents)

    @event(MandateEnded)
    def _mandate_ended(self, team: Id, why: Sealed) -> None:
        self.ended = True

    @event(MandateUsed)
    def _mandate_used(self, team: Id, act: Id, cents: int, day: str, supplier: Id) -> None:
        if (period := period_of(self.per, day)) != self.used_in:
            self.used_in, self.uses, self.used = period, {}, 0
        self.uses[act] = cents
        self.used += cents

    @event(MandateReturned)
    def _mandate_returned(self, team: Id, act: Id, cents: int) -> None:
        self.used -= self.uses.pop(act, 0)


def period_of(per: str, day: str) -> str:
    """The month or the year that a day is in."""
    return day[:7] if per == "month" else day[:4]


def check_scope(funds: Collection[str], accounts: Collection[str], *, fund: str, account: str) -> None:
    """Whether a mandate of these funds is for this account; raises OutsideTheMandate, AccountOutsideMandate."""
    if fund not in funds:
        raise refusals.OutsideTheMandate
    if accounts and account not in accounts:
        raise refusals.AccountOutsideMandate(account=account)


def check_amounts(limits: Limits, cents: int, *, beside: int, left: int) -> None:
    """Whether so much fits, with what counts together; raises AboveTheMandate, SplitPurchase, MandateUsedUp."""
    if cents > limits.per_act:
        raise refusals.AboveTheMandate(most=Money(limits.per_act), cents=Money(cents))
    if beside and cents + beside > limits.per_act:
        raise refusals.SplitPurchase(
            days=limits.together, beside=Money(beside), together=Money(cents + beside), most=Money(limits.per_act)
        )
    if cents > left:
        raise refusals.MandateUsedUp(left=Money(left), cents=Money(cents))


def check_limits(limits: Limits) -> None:
    """Raises MandateUnreadable, MandateAmounts, TogetherDays."""
    if limits.per not in PERS:
        raise refusals.MandateUnreadable(field="per")
    if not whole_cents(limits.per_act, limits.per_period) or not 0 < limits.per_act <= limits.per_period <= _MOST_CENTS:
        raise refusals.MandateAmounts
    if not whole_cents(limits.together) or not 1 <= limits.together <= 366:
        raise refusals.TogetherDays


def check_days(first: str, last: str, today: date) -> None:
    """Raises MandateDays."""
    if not first <= last or last < today.isoformat():
        raise refusals.MandateDays
    if (date.fromisoformat(last) - date.fromisoformat(first)).days > _LONGEST:
        raise refusals.MandateDays
