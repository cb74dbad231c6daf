"""What weighs heavily: points for nights, sleep shifts, evenings and weekends, as the team agreed them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, id_of
from domain.rosters.refusals import PointsUnreadable

MOST_POINTS = 99


@dataclass(frozen=True, slots=True)
class PointSet:
    """The points of one shift, from a day on: for its place in the day, and a weekend day's on top."""

    since: str
    night: int
    sleep: int
    evening: int
    weekend: int

    def of(self, place: str, day: str) -> int:
        """The points of a shift in this place of the day (V, D, L, N, S) on a local day."""
        weekend = self.weekend if date.fromisoformat(day).weekday() >= 5 else 0
        return {"N": self.night, "S": self.sleep, "L": self.evening}.get(place, 0) + weekend


STANDARD_POINTS = PointSet("1900-01-01", night=3, sleep=2, evening=1, weekend=2)
"""What holds until a team agrees on its own: a night 3, a sleep shift 2, an evening 1, and 2 more in the weekend."""


def points_on(day: str, agreed: Iterable[PointSet]) -> PointSet:
    """The points that hold on a day."""
    return max((p for p in agreed if p.since <= day), key=lambda p: p.since, default=STANDARD_POINTS)


def points_of(team: Id) -> Id:
    """The id of a team's points."""
    return id_of(team, "points")


class Points(Aggregate):
    """The points of one woongroep, by the day from which they hold."""

    TOPIC = "rosters.Points"

    class PointsBegun(FirstFact):
        """A woongroep began to keep points of its own."""

        TOPIC = "rosters.PointsBegun"
        team: Id

    class PointsAgreed(Fact):
        """The team agreed what a night, a sleep shift, an evening and a weekend day weigh, from a day on."""

        TOPIC = "rosters.PointsAgreed"
        since: str
        night: int
        sleep: int
        evening: int
        weekend: int

    @event(PointsBegun)
    def __init__(self, team: Id) -> None:
        self.team = team
        self.agreed: dict[str, list[int]] = {}

    def agree(self, points: PointSet) -> None:
        """Agree on points from a day on; the same ones again change nothing. Raises PointsUnreadable."""
        given = {"night": points.night, "sleep": points.sleep, "evening": points.evening, "weekend": points.weekend}
        for name, number in given.items():
            if not 0 <= number <= MOST_POINTS:
                raise PointsUnreadable(field=name)
        if self.agreed.get(points.since) != list(given.values()):
            self._points_agreed(since=points.since, **given)

    @event(PointsAgreed)
    def _points_agreed(self, since: str, night: int, sleep: int, evening: int, weekend: int) -> None:
        self.agreed[since] = [night, sleep, evening, weekend]
