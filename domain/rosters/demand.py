"""What a woongroep needs: its shift kinds, and how many of each on which day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, id_of, instant
from domain.rosters.refusals import DemandUnreadable, KindUnknown, KindUnreadable, PeriodOverlaps, PeriodUnreadable

PLACES = ("V", "L", "N", "S", "D", "A")
"""Where a kind stands in the day and which colour it takes: early, late, night, sleep, day, on call (achterwacht)."""

_CODE = re.compile(r"[A-Za-z0-9]{1,3}")
_COMPETENCE = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
_MOST_CODES = 50
DAY = 24 * 60
MOST_WEEKS = 8
"""How long a period may be."""


def demand_of(team: Id) -> Id:
    """The id of a team's demand."""
    return id_of(team, "demand")


@dataclass(frozen=True, slots=True)
class ShiftKind:
    """A kind of shift: from `start` (minutes after local midnight) for `minutes`, of which `breaks` are not worked."""

    code: str
    place: str
    start: int
    minutes: int
    breaks: int
    needs: tuple[str, ...] = ()
    """Competences that it asks for."""
    no_next: tuple[str, ...] = ()
    """Kinds that may not follow it on the next day."""

    def instants(self, day: str) -> tuple[str, str]:
        """Start and end in UTC on a local day: the clock on the wall is meant, so a night may last 7 or 9 hours."""
        first = date.fromisoformat(day)
        end = self.start + self.minutes
        return instant(first, self.start), instant(first + timedelta(days=end // DAY), end % DAY)

    @property
    def sleeps(self) -> bool:
        """Whether it is a sleep shift, which may join a shift before and after it (ATB 4.8:1)."""
        return self.place == "S"

    @property
    def on_call(self) -> bool:
        """Whether one only has to be reachable (ATW 5:9): that is no work, what one is called out for is."""
        return self.place == "A"

    @property
    def net(self) -> int:
        """Minutes of work: without the breaks, and none for being on call."""
        return 0 if self.on_call else self.minutes - self.breaks

    def clock(self) -> tuple[str, str]:
        """Start and end as the wall clock shows them: `23:00`, `07:15`."""
        return clock_text(self.start), clock_text(self.start + self.minutes)


LONGEST_HANDOVER = 60
"""Minutes; two shifts that are there together for longer work side by side."""


def handovers(kinds: Iterable[ShiftKind]) -> dict[str, list[tuple[str, int]]]:
    """For each kind to which others it hands over, and the minutes that both are there: working time of both.

    A kind that begins just when another ends has no minutes for it, and is named with 0.
    """
    known = [kind for kind in kinds if not kind.on_call]
    found: dict[str, list[tuple[str, int]]] = {}
    for kind in known:
        for other in known:
            shared = (kind.start + kind.minutes - other.start) % DAY
            if other.code != kind.code and shared <= min(LONGEST_HANDOVER, kind.minutes - 1, other.minutes - 1):
                found.setdefault(kind.code, []).append((other.code, shared))
    return found


def kind_of(code: str, fields: Mapping[str, Any]) -> ShiftKind:
    """A kind from its fields, as they come out of a fact, a snapshot or a row."""
    return ShiftKind(
        code, fields["place"], fields["start"], fields["minutes"], fields["breaks"],
        tuple(fields["needs"]), tuple(fields["no_next"]),
    )  # fmt: skip


def _all(pattern: re.Pattern[str], codes: Sequence[str]) -> bool:
    return len(codes) <= _MOST_CODES and all(map(pattern.fullmatch, codes))


def clock_text(minute: int) -> str:
    """`07:15` for a minute after midnight, of this day or the next."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


class Demand(Aggregate):
    """The shift kinds of one woongroep and the least number of people in each, by weekday and by date."""

    TOPIC = "rosters.Demand"
    class_version = 2

    class DemandBegun(FirstFact):
        """A woongroep began to say what it needs."""

        TOPIC = "rosters.DemandBegun"
        team: Id

    class ShiftKindDefined(Fact):
        """The team agreed on a kind of shift, or on other times for it from now on."""

        TOPIC = "rosters.ShiftKindDefined"
        code: str
        name: Sealed
        place: str
        start: int
        minutes: int
        breaks: int
        needs: list[str]
        no_next: list[str]

    class ShiftKindRetired(Fact):
        """The team no longer plans a kind of shift."""

        TOPIC = "rosters.ShiftKindRetired"
        code: str

    class WeekdayDemandSet(Fact):
        """On this weekday (0 is Monday) the team wants at least so many people in a kind of shift."""

        TOPIC = "rosters.WeekdayDemandSet"
        code: str
        weekday: int
        least: int

    class DateDemandSet(Fact):
        """On this date another number holds than on that weekday; None: the weekday's again."""

        TOPIC = "rosters.DateDemandSet"
        code: str
        date: str
        least: int | None

    class PeriodOpened(Fact):
        """The team took these days into a roster."""

        TOPIC = "rosters.PeriodOpened"
        roster: Id
        first: str
        last: str

    @event(DemandBegun)
    def __init__(self, team: Id) -> None:
        self.team = team
        self.periods: list[list[str]] = []
        self.kinds: dict[str, dict[str, Any]] = {}
        self.retired: dict[str, dict[str, Any]] = {}
        self.weekdays: dict[str, int] = {}
        self.dates: dict[str, int] = {}

    def define_kind(self, kind: ShiftKind, name: Sealed) -> None:
        """Agree on a kind of shift; raises KindUnreadable."""
        if (
            not _CODE.fullmatch(kind.code)
            or kind.place not in PLACES
            or not 0 <= kind.start < DAY
            or not 60 <= kind.minutes <= DAY
            or not 0 <= kind.breaks < kind.minutes
            or not _all(_COMPETENCE, kind.needs)
            or not _all(_CODE, kind.no_next)
        ):
            raise KindUnreadable
        self._shift_kind_defined(
            code=kind.code, name=name, place=kind.place, start=kind.start, minutes=kind.minutes, breaks=kind.breaks,
            needs=list(kind.needs), no_next=list(kind.no_next),
        )  # fmt: skip

    def retire_kind(self, code: str) -> None:
        """Plan a kind no longer; raises KindUnknown."""
        self.kind(code)
        self._shift_kind_retired(code=code)

    def set_weekday(self, code: str, weekday: int, least: int) -> None:
        """Set the number for a weekday; raises KindUnknown, DemandUnreadable."""
        self.kind(code)
        if not (0 <= weekday <= 6 and 0 <= least <= 50):
            raise DemandUnreadable
        if self.weekdays.get(f"{code}:{weekday}", 0) != least:
            self._weekday_demand_set(code=code, weekday=weekday, least=least)

    def set_date(self, code: str, day: str, least: int | None) -> None:
        """Set the number for a date, or the weekday's again with None; raises KindUnknown, DemandUnreadable."""
        self.kind(code)
        if least is not None and not 0 <= least <= 50:
            raise DemandUnreadable
        if self.dates.get(f"{code}:{day}") != least:
            self._date_demand_set(code=code, date=day, least=least)

    def open_period(self, roster: Id, *, first: str, last: str) -> None:
        """Take days into a roster; raises PeriodUnreadable, PeriodOverlaps."""
        days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
        if date.fromisoformat(first).weekday() or days % 7 or not 7 <= days <= 7 * MOST_WEEKS:
            raise PeriodUnreadable
        if any(start <= last and first <= end for start, end in self.periods):
            raise PeriodOverlaps
        self._period_opened(roster=roster, first=first, last=last)

    def kind(self, code: str) -> ShiftKind:
        """The kind with a code; raises KindUnknown."""
        try:
            fields = self.kinds[code]
        except KeyError:
            raise KindUnknown from None
        return kind_of(code, fields)

    def kind_once(self, code: str) -> ShiftKind:
        """The kind with a code, also when it is planned no longer: shifts of it may stand. Raises KindUnknown."""
        return kind_of(code, self.retired[code]) if code in self.retired else self.kind(code)

    def all_kinds(self) -> list[ShiftKind]:
        """The kinds in the order of the day."""
        return sorted((kind_of(code, fields) for code, fields in self.kinds.items()), key=lambda k: (k.start, k.code))

    def succession(self) -> dict[str, tuple[str, ...]]:
        """For each kind: which may not follow it."""
        return {kind.code: kind.no_next for kind in self.all_kinds() if kind.no_next}

    def least(self, code: str, day: str) -> int:
        """How many people the team wants in a kind on a date."""
        weekday = date.fromisoformat(day).weekday()
        return self.dates.get(f"{code}:{day}", self.weekdays.get(f"{code}:{weekday}", 0))

    @event(PeriodOpened)
    def _period_opened(self, roster: Id, first: str, last: str) -> None:
        self.periods.append([first, last])

    @event(ShiftKindDefined)
    def _shift_kind_defined(
        self,
        code: str,
        name: Sealed,
        place: str,
        start: int,
        minutes: int,
        breaks: int,
        needs: Sequence[str],
        no_next: Sequence[str],
    ) -> None:
        self.retired.pop(code, None)
        self.kinds[code] = {
            "place": place, "start": start, "minutes": minutes, "breaks": breaks,
            "needs": list(needs), "no_next": list(no_next),
        }  # fmt: skip

    @event(ShiftKindRetired)
    def _shift_kind_retired(self, code: str) -> None:
        self.retired[code] = self.kinds.pop(code)
        for numbers in (self.weekdays, self.dates):
            for key in [key for key in numbers if key.startswith(f"{code}:")]:
                del numbers[key]

    @event(WeekdayDemandSet)
    def _weekday_demand_set(self, code: str, weekday: int, least: int) -> None:
        self.weekdays[f"{code}:{weekday}"] = least

    @event(DateDemandSet)
    def _date_demand_set(self, code: str, date: str, least: int | None) -> None:
        if least is None:
            self.dates.pop(f"{code}:{date}", None)
        else:
            self.dates[f"{code}:{date}"] = least
