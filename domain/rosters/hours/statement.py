"""A person's hours of a month in a team: drawn up, confirmed by the person, approved by a colleague, sent."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, acting, id_of
from domain.rosters.hours import refusals
from domain.rosters.hours.figures import Lines, Minutes, added


def statement_of(person: Id, team: Id, month: str, correction: int = 0) -> Id:
    """The id of a person's statement of a month (`2026-03`) in a team, or of its nth correction."""
    first = id_of(person, team, "hours", month)
    return id_of(first, "correction", str(correction)) if correction else first


class HoursStatement(Aggregate):
    """What somebody worked and is to be paid for; after the first one was sent, only what differs from it."""

    TOPIC = "rosters.HoursStatement"

    class StatementDrawnUp(FirstFact):
        """A person's hours of a month were put together as known at a position; why somebody was away is sealed."""

        TOPIC = "rosters.StatementDrawnUp"
        person: Id
        team: Id
        month: str
        corrects: Id | None
        position: int
        rules: str
        lines: Lines
        totals: Minutes
        causes: Sealed

    class StatementDrawnAgain(Fact):
        """The hours were put together once more; a confirmation or approval of before no longer holds."""

        TOPIC = "rosters.StatementDrawnAgain"
        position: int
        rules: str
        lines: Lines
        totals: Minutes
        causes: Sealed

    class StatementConfirmed(Fact):
        """The person confirmed the hours, the shifts without recorded hours as they were planned."""

        TOPIC = "rosters.StatementConfirmed"
        as_planned: list[str]

    class StatementObjectedTo(Fact):
        """Somebody said what is not right about the hours."""

        TOPIC = "rosters.StatementObjectedTo"
        text: Sealed

    class StatementApproved(Fact):
        """A colleague approved the hours."""

        TOPIC = "rosters.StatementApproved"

    class StatementSent(Fact):
        """The hours went to the salary office and are locked."""

        TOPIC = "rosters.StatementSent"
        batch: Id
        number: int

    @event(StatementDrawnUp)
    def __init__(
        self,
        person: Id,
        team: Id,
        month: str,
        corrects: Id | None,
        position: int,
        rules: str,
        lines: Lines,
        totals: Minutes,
        causes: Sealed,
    ) -> None:
        self.person, self.team, self.month, self.corrects = person, team, month, corrects
        self._drawn(lines, totals, causes)

    def draw_again(self, *, position: int, rules: str, lines: Lines, totals: Minutes, causes: Sealed) -> None:
        """Put the hours together once more; raises AlreadySent."""
        if self.state == "sent":
            raise refusals.AlreadySent
        self._drawn_again(position=position, rules=rules, lines=lines, totals=totals, causes=causes)

    def confirm(self, as_planned: list[str]) -> None:
        """Agree with one's own hours; a second time changes nothing. Raises NotYourHours, StatementObjectedTo."""
        if acting().person != self.person:
            raise refusals.NotYourHours
        if self.state == "sent":
            raise refusals.AlreadySent
        if self.state == "objected":
            raise refusals.StatementObjectedTo
        if self.state == "drawn":
            self._confirmed(as_planned=as_planned)

    def object_to(self, text: Sealed) -> None:
        """Say what is not right; raises AlreadySent."""
        if self.state == "sent":
            raise refusals.AlreadySent
        self._objected_to(text=text)

    def approve(self) -> None:
        """Agree with a colleague's hours; raises OwnHours, NotYetConfirmed, AlreadySent, StatementObjectedTo."""
        if acting().person == self.person:
            raise refusals.OwnHours
        if self.state == "sent":
            raise refusals.AlreadySent
        if self.state == "objected":
            raise refusals.StatementObjectedTo
        if self.state == "drawn":
            raise refusals.NotYetConfirmed
        if self.state == "confirmed":
            self._approved()

    def send(self, batch: Id, number: int) -> None:
        """Lock it in a batch; raises AlreadySent, NotYetApproved."""
        if self.state == "sent":
            raise refusals.AlreadySent
        if self.state != "approved":
            raise refusals.NotYetApproved
        self._sent(batch=batch, number=number)

    def sealed_causes(self) -> Sealed:
        """The minutes away by cause, sealed."""
        return Sealed.unpacked(self.causes)

    def _drawn(self, lines: Lines, totals: Minutes, causes: Sealed) -> None:
        self.state = "drawn"
        self.lines, self.totals, self.causes = lines, totals, causes.packed()

    @event(StatementDrawnAgain)
    def _drawn_again(self, position: int, rules: str, lines: Lines, totals: Minutes, causes: Sealed) -> None:
        self._drawn(lines, totals, causes)

    @event(StatementConfirmed)
    def _confirmed(self, as_planned: list[str]) -> None:
        self.state = "confirmed"

    @event(StatementObjectedTo)
    def _objected_to(self, text: Sealed) -> None:
        self.state = "objected"

    @event(StatementApproved)
    def _approved(self) -> None:
        self.state = "approved"

    @event(StatementSent)
    def _sent(self, batch: Id, number: int) -> None:
        self.state = "sent"


def paid(statements: list[HoursStatement]) -> Minutes:
    """What the statements that were sent come to, together."""
    return added(*(statement.totals for statement in statements if statement.state == "sent"))
