"""The rounds in which a team makes its own roster: wishes, gaps, publishing. They go by date; no process moves them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, id_of, instant
from domain.rosters import refusals
from domain.rosters.roster import moment_now

ROUNDS = ("wishes", "gaps", "publish")
STANDARD_JOKERS = 2
MOST_JOKERS = 10


def rounds_of(roster: Id) -> Id:
    """The id of a roster's rounds."""
    return id_of(roster, "rounds")


@dataclass(frozen=True, slots=True)
class RoundDates:
    """Until and including which day each round lasts, and how many jokers everybody has."""

    wishes_until: str
    gaps_until: str
    publish_by: str
    jokers: int = STANDARD_JOKERS

    def check(self, first: str, since: str) -> None:
        """Raises RoundsUnreadable unless the rounds follow each other, from a day on, before the roster begins."""
        for name, wrong in (
            ("wishes_until", self.wishes_until < since),
            ("gaps_until", self.gaps_until <= self.wishes_until),
            ("publish_by", not self.gaps_until <= self.publish_by < first),
        ):
            if wrong:
                raise refusals.RoundsUnreadable(field=name)
        if not 0 <= self.jokers <= MOST_JOKERS:
            raise refusals.JokersUnreadable

    def ends(self, name: str) -> str:
        """The instant at which a round ends: at midnight after its last day, on the wall in the Netherlands."""
        days = {"wishes": self.wishes_until, "gaps": self.gaps_until, "publish": self.publish_by}
        return instant(date.fromisoformat(days[name]), 24 * 60)

    def at(self, moment: str, early: str = "") -> str:
        """The round at an instant, no sooner than the one that was begun early."""
        by_date = next((name for name in ROUNDS[:2] if moment < self.ends(name)), "publish")
        return max(by_date, early or "wishes", key=ROUNDS.index)


class Rounds(Aggregate):
    """One roster's rounds: their dates, who gave their wishes, the jokers used and the gaps taken."""

    TOPIC = "rosters.Rounds"
    class_version = 2

    class RoundsOpened(FirstFact):
        """The team began to make its roster itself, in rounds with dates."""

        TOPIC = "rosters.RoundsOpened"
        roster: Id
        team: Id
        wishes_until: str
        gaps_until: str
        publish_by: str
        jokers: int

    class RoundsRedated(Fact):
        """The rounds got other dates, or another number of jokers."""

        TOPIC = "rosters.RoundsRedated"
        wishes_until: str
        gaps_until: str
        publish_by: str
        jokers: int

    class RoundBegunEarly(Fact):
        """A round began before its date."""

        TOPIC = "rosters.RoundBegunEarly"
        round: str

    class JokerUsed(Fact):
        """A person made a wish a strong one."""

        TOPIC = "rosters.JokerUsed"
        person: Id
        day: str
        kind: str | None

    class JokerReturned(Fact):
        """A strong wish was taken back, and its joker can be used again."""

        TOPIC = "rosters.JokerReturned"
        person: Id
        day: str
        kind: str | None

    class WishesFinished(Fact):
        """A person said that their wishes are complete; they may still change them."""

        TOPIC = "rosters.WishesFinished"
        person: Id

    class WishesResumed(Fact):
        """A person said that their wishes are not complete after all."""

        TOPIC = "rosters.WishesResumed"
        person: Id

    class GapTaken(Fact):
        """A carer took a gap in the round of the gaps."""

        TOPIC = "rosters.GapTaken"
        person: Id
        shift: Id
        date: str
        kind: str

    @event(RoundsOpened)
    def __init__(self, roster: Id, team: Id, wishes_until: str, gaps_until: str, publish_by: str, jokers: int) -> None:
        self.roster = roster
        self.team = team
        self.dates = [wishes_until, gaps_until, publish_by]
        self.jokers = jokers
        self.early = ""
        self.used: dict[str, list[str]] = {}
        """By person: `day:kind` of the strong wishes."""
        self.finished: list[str] = []
        """Who said that their wishes are complete."""

    def round_now(self) -> str:
        """The round that it is now."""
        return self._dates().at(moment_now(), self.early)

    def change_dates(self, dates: RoundDates) -> None:
        """Take other dates; a round that was begun early goes by its date again."""
        if dates != self._dates() or self.early:
            self._rounds_redated(
                wishes_until=dates.wishes_until, gaps_until=dates.gaps_until, publish_by=dates.publish_by,
                jokers=dates.jokers,
            )  # fmt: skip

    def begin_early(self, name: str) -> None:
        """Begin the next round now; raises NotInThisState unless it is the next."""
        following = dict(zip(ROUNDS, ROUNDS[1:], strict=False))
        if following.get(self.round_now()) != name:
            raise refusals.NotInThisState
        self._round_begun_early(round=name)

    def require_wishes(self) -> None:
        """Raises WishesAreOver after the round of the wishes."""
        if self.round_now() != "wishes":
            raise refusals.WishesAreOver

    def require_gaps(self) -> None:
        """Raises GapsNotYet or GapsAreOver outside the round of the gaps."""
        now = self.round_now()
        if now == "wishes":
            raise refusals.GapsNotYet
        if now == "publish":
            raise refusals.GapsAreOver

    def use_joker(self, person: Id, day: str, kind: str | None) -> None:
        """Make a wish a strong one; nothing happens when it is. Raises JokersUsedUp."""
        used = self.used.get(person, [])
        if f"{day}:{kind or ''}" in used:
            return
        if len(used) >= self.jokers:
            raise refusals.JokersUsedUp(jokers=self.jokers)
        self._joker_used(person=person, day=day, kind=kind)

    def return_joker(self, person: Id, day: str, kind: str | None) -> None:
        """Let a wish that was taken back cost no joker; nothing happens when it was no strong one."""
        if f"{day}:{kind or ''}" in self.used.get(person, []):
            self._joker_returned(person=person, day=day, kind=kind)

    def finish_wishes(self, person: Id) -> None:
        """Somebody's wishes are complete; nothing happens when they said so already."""
        if person not in self.finished:
            self._wishes_finished(person=person)

    def resume_wishes(self, person: Id) -> None:
        """Somebody's wishes are not complete after all; nothing happens when they never said that they were."""
        if person in self.finished:
            self._wishes_resumed(person=person)

    def take_gap(self, person: Id, shift: Id, day: str, kind: str) -> None:
        """Record that a gap was taken; the roster holds the shift."""
        self._gap_taken(person=person, shift=shift, date=day, kind=kind)

    def _dates(self) -> RoundDates:
        wishes_until, gaps_until, publish_by = self.dates
        return RoundDates(wishes_until, gaps_until, publish_by, self.jokers)

    @event(RoundsRedated)
    def _rounds_redated(self, wishes_until: str, gaps_until: str, publish_by: str, jokers: int) -> None:
        self.dates = [wishes_until, gaps_until, publish_by]
        self.jokers = jokers
        self.early = ""

    @event(RoundBegunEarly)
    def _round_begun_early(self, round: str) -> None:
        self.early = round

    @event(JokerUsed)
    def _joker_used(self, person: Id, day: str, kind: str | None) -> None:
        self.used.setdefault(person, []).append(f"{day}:{kind or ''}")

    @event(JokerReturned)
    def _joker_returned(self, person: Id, day: str, kind: str | None) -> None:
        self.used[person].remove(f"{day}:{kind or ''}")

    @event(WishesFinished)
    def _wishes_finished(self, person: Id) -> None:
        self.finished.append(person)

    @event(WishesResumed)
    def _wishes_resumed(self, person: Id) -> None:
        self.finished.remove(person)

    @event(GapTaken)
    def _gap_taken(self, person: Id, shift: Id, date: str, kind: str) -> None:
        """The roster holds the shift itself."""
