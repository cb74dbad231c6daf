"""A person's month in a team as it counts for pay: shifts worked, days away, and what they come to per wage code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.kernel import Id, minutes_between
from domain.rosters.hours.ort import PayRules, Span, ort_minutes, ort_spans

Lines = list[dict[str, Any]]
"""Each shift and each day away as a statement keeps it."""
Minutes = dict[str, int]
"""Minutes by what they are for: worked, sleep, a band, absent."""

CAUSES = ("leave", "sick", "other", "unpaid", "parental", "benefit")


@dataclass(frozen=True, slots=True)
class Work:
    """A shift as it counts: as it was recorded, else as planned once it is over."""

    day: str
    shift: Id
    roster: Id
    kind: str
    place: str
    planned: int
    start: str
    end: str
    minutes: int
    how: str
    """recorded, planned (over, nothing recorded) or to_come (counts for nothing yet)."""
    fact: int
    """The position of the fact that it rests on."""

    def bands(self, rules: PayRules) -> Minutes:
        """Minutes per band."""
        if self.how == "to_come" or self.place in rules.without_ort:
            return {}
        return ort_minutes(self.start, self.end, self.breaks, rules)

    def spans(self, rules: PayRules) -> tuple[Span, ...]:
        """The shift cut where the band changes."""
        return ort_spans(self.start, self.end, self.breaks, rules)

    @property
    def breaks(self) -> int:
        """Minutes between begin and end that were not worked."""
        return max(minutes_between(self.start, self.end) - self.minutes, 0)

    def line(self, rules: PayRules) -> dict[str, Any]:
        """As a statement keeps it."""
        return {
            "day": self.day, "shift": self.shift, "roster": self.roster, "kind": self.kind, "place": self.place,
            "planned": self.planned, "start": self.start, "end": self.end, "minutes": self.minutes, "how": self.how,
            "fact": self.fact, "bands": self.bands(rules),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Away:
    """A day on which somebody was not there, with the minutes that count as if worked (ATW 5:2)."""

    day: str
    minutes: int
    cause: str
    fact: int
    shift: Id | None
    """The shift that came open by it; None: leave that was given, or a fifth of the contract's week."""
    leave: Id | None = None
    """The leave that it is of; a statement does not keep it."""

    def line(self) -> dict[str, Any]:
        """As a statement keeps it: without the cause."""
        return {"day": self.day, "minutes": self.minutes, "how": "absent", "fact": self.fact, "shift": self.shift}


@dataclass(frozen=True, slots=True)
class Figures:
    """All of one person's month in one team, as known at a position."""

    position: int
    rules: PayRules
    work: tuple[Work, ...] = ()
    away: tuple[Away, ...] = ()

    def totals(self) -> Minutes:
        """Minutes by what they are for; nothing that is zero."""
        found: Minutes = {}
        for work in self.work:
            if work.how != "to_come":
                _add(found, "sleep" if work.place == "S" else "worked", work.minutes)
                for code, minutes in work.bands(self.rules).items():
                    _add(found, code, minutes)
        for away in self.away:
            _add(found, "absent", away.minutes)
        return {key: found[key] for key in ("worked", "sleep", *self.rules.band_codes(), "absent") if found.get(key)}

    def causes(self) -> Minutes:
        """Minutes away by cause; nothing that is zero."""
        found: Minutes = {}
        for away in self.away:
            _add(found, away.cause, away.minutes)
        return {cause: found[cause] for cause in CAUSES if found.get(cause)}

    def lines(self) -> Lines:
        """Each shift and each day away, in order."""
        kept = [work.line(self.rules) for work in self.work] + [away.line() for away in self.away]
        return sorted(kept, key=lambda line: (line["day"], line.get("start", "")))

    def planned(self) -> int:
        """Minutes that the rosters asked, of the shifts that are over."""
        return sum(work.planned for work in self.work if work.how != "to_come")

    def to_come(self) -> int:
        """Minutes that the rosters still ask."""
        return sum(work.planned for work in self.work if work.how == "to_come")

    def counted(self) -> int:
        """Minutes really worked, sleep shifts included."""
        return sum(work.minutes for work in self.work if work.how != "to_come")

    def as_planned(self) -> list[Id]:
        """The shifts that count as planned, because nothing else was recorded."""
        return [work.shift for work in self.work if work.how == "planned"]

    def over(self) -> bool:
        """Whether no shift is still to end."""
        return all(work.how != "to_come" for work in self.work)


def same_lines(lines: Lines, others: Lines) -> bool:
    """Whether two statements count the same, whatever facts they rest on."""
    return [_bare(line) for line in lines] == [_bare(line) for line in others]


def less(minutes: Mapping[str, int], others: Mapping[str, int]) -> Minutes:
    """What is left after taking off others; what is zero is not there, what was too much is negative."""
    keys = dict.fromkeys((*minutes, *others))
    return {key: left for key in keys if (left := minutes.get(key, 0) - others.get(key, 0))}


def added(*several: Mapping[str, int]) -> Minutes:
    """The sum; what is zero is not there."""
    found: Minutes = {}
    for minutes in several:
        for key, number in minutes.items():
            _add(found, key, number)
    return {key: number for key, number in found.items() if number}


def _bare(line: Mapping[str, Any]) -> dict[str, Any]:
    """What counts of a line: a shift that was worked as planned is the same, written down or not."""
    how = "worked" if line["how"] in ("planned", "recorded") else line["how"]
    return {key: value for key, value in line.items() if key != "fact"} | {"how": how}


def _add(found: Minutes, key: str, minutes: int) -> None:
    found[key] = found.get(key, 0) + minutes
