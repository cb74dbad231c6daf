"""The board on which the demo's planners think: who works when, and who fits where. The services judge again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.kernel import Id, parse_instant
from domain.rosters import ShiftKind
from web.demo.cast import KINDS, Carer, Home

REST = 11 * 60
_KINDS = {kind.code: kind for kind, _ in KINDS}
_DAY = timedelta(days=1)


@dataclass(slots=True)
class Slot:
    """A shift on the board; `start` and `end` in minutes since 1970."""

    id: Id
    home: Home
    roster: Id
    day: date
    kind: ShiftKind
    start: int
    end: int
    person: Carer | None = None
    offered: bool = False
    recorded: bool = False
    swapping: bool = False

    @property
    def minutes(self) -> int:
        """Net minutes."""
        return self.kind.minutes - self.kind.breaks


def minutes(instant: str) -> int:
    """Minutes since 1970 of an instant."""
    return int(parse_instant(instant).timestamp()) // 60


def slot(id: Id, home: Home, roster: Id, day: date, code: str) -> Slot:
    """A slot of a kind on a day, still open."""
    kind = _KINDS[code]
    start, end = kind.instants(day.isoformat())
    return Slot(id, home, roster, day, kind, minutes(start), minutes(end))


class Board:
    """Every shift of every home."""

    def __init__(self) -> None:
        self.slots: dict[Id, Slot] = {}
        self.of_roster: dict[Id, list[Slot]] = defaultdict(list)
        self.first: dict[Id, date] = {}
        self._of_person: dict[Id, list[Slot]] = defaultdict(list)
        self.absent: dict[Id, list[tuple[date, date]]] = defaultdict(list)
        self.wishes: dict[tuple[Id, date, str], str] = {}

    def add(self, slot: Slot) -> None:
        """Put a slot on the board."""
        self.slots[slot.id] = slot
        self.of_roster[slot.roster].append(slot)
        if slot.person:
            self._of_person[slot.person.id].append(slot)

    def give(self, slot: Slot, person: Carer | None) -> None:
        """Let a slot be somebody's, or open."""
        if slot.person:
            self._of_person[slot.person.id].remove(slot)
        slot.person, slot.offered = person, False
        if person:
            self._of_person[person.id].append(slot)

    def move(self, slot: Slot, code: str) -> None:
        """Let a slot be of another kind on its day."""
        slot.kind = _KINDS[code]
        start, end = slot.kind.instants(slot.day.isoformat())
        slot.start, slot.end = minutes(start), minutes(end)

    def of(self, person: Carer) -> list[Slot]:
        """A person's shifts in all homes; those of long ago are forgotten by and by."""
        return self._of_person[person.id]

    def forget(self, before: date) -> None:
        """Let go of shifts of long ago."""
        for person, slots in self._of_person.items():
            self._of_person[person] = [slot for slot in slots if slot.day >= before]

    def between(self, roster: Id, first: int, last: int) -> Iterator[Slot]:
        """A roster's shifts that begin between two moments in minutes."""
        return (slot for slot in self.of_roster[roster] if first <= slot.start < last)

    def away(self, person: Carer, day: date) -> bool:
        """Whether somebody is absent on a day."""
        return any(first <= day <= last for first, last in self.absent[person.id])

    def wish(self, person: Carer, day: date, code: str) -> str:
        """What somebody said of a kind on a day, or of the whole day."""
        return self.wishes.get((person.id, day, code)) or self.wishes.get((person.id, day, "")) or ""

    def fits(self, person: Carer, wanted: Slot, *, without: Slot | None = None) -> bool:
        """Whether somebody can work a shift: rest, competence, leave, at most six days in a row."""
        if any(code not in person.competences for code in wanted.kind.needs) or self.away(person, wanted.day):
            return False
        if self.wish(person, wanted.day, wanted.kind.code) == "cannot":
            return False
        near = (slot for slot in self.of(person) if abs((slot.day - wanted.day).days) <= 8)
        booked = [slot for slot in near if slot is not without and slot is not wanted]
        return _rested(booked, wanted) and _run(booked, wanted.day) <= 6

    def load(self, person: Carer, roster: Id, weeks: int) -> float:
        """The part of the contract that is planned in a roster's period, in all homes."""
        first = self.first[roster]
        planned = sum(slot.minutes for slot in self.of(person) if 0 <= (slot.day - first).days < 7 * weeks)
        return planned / (person.minutes_per_week * weeks)

    def candidates(self, people: Iterable[Carer], wanted: Slot, *, but: Carer | None = None) -> list[Carer]:
        """Who fits a shift, least loaded first."""
        found = [person for person in people if person is not but and self.fits(person, wanted)]
        return sorted(found, key=lambda person: self.load(person, wanted.roster, 4))


def _rested(booked: list[Slot], wanted: Slot) -> bool:
    """Nothing at the same time, and rest to the shift before and the one after; a sleep shift joins its neighbours."""
    if any(slot.start < wanted.end and wanted.start < slot.end for slot in booked):
        return False
    before = max((slot for slot in booked if slot.end <= wanted.start), key=lambda slot: slot.end, default=None)
    after = min((slot for slot in booked if slot.start >= wanted.end), key=lambda slot: slot.start, default=None)
    for early, late in ((before, wanted), (wanted, after)):
        if early and late:
            rest = late.start - early.end
            if rest < REST and not (rest == 0 and (early.kind.sleeps or late.kind.sleeps)):
                return False
    return True


def _run(booked: Iterable[Slot], day: date) -> int:
    days = {slot.day for slot in booked}
    length = 1
    for step in (_DAY, -_DAY):
        at = day + step
        while at in days:
            length, at = length + 1, at + step
    return length
