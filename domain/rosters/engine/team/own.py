"""What the team and the carer say of shifts: membership, leave, competence, wishes, limits; the law is the judge's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.kernel import Id, parse_instant
from domain.rosters.engine.team.answer import Finding
from domain.rosters.engine.team.problem import Carer, Problem, Slot, Stretch
from domain.rosters.labour import Work
from domain.rosters.labour.work import minute_of
from domain.rosters.lawful import instant_of

LONGEST_AWAKE = 10 * 60
"""Net minutes of adjoining shifts without a sleep shift: more than a kind of shift itself is not put together.

With a sleep shift beside it the law lets 24 hours be. But an early and a late shift would each wait for the sleep
shift, and that for them, when the roster takes shifts over one by one.
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in minutes, and whether it forbids."""

    rule: str
    article: str
    severity: str
    value: int
    limit: int
    since: int
    until: int
    forbids: bool
    used: int | None = None
    left: int | None = None

    def finding(self) -> Finding:
        """The same in the form that leaves the engine."""
        return Finding(
            self.rule, self.article, self.severity, self.value, self.limit, instant_of(self.since),
            instant_of(self.until), self.used, self.left,
        )  # fmt: skip


def minute(instant: str) -> int:
    """Minutes since 1970 of an instant's text."""
    return minute_of(parse_instant(instant))


def work_of(slot: Slot) -> Work:
    """A slot as the checker sees it."""
    start, end = minute(slot.start), minute(slot.end)
    return Work(start, end, slot.nature, max(0, end - start - slot.minutes), slot.id)


def _stretch(stretch: Stretch) -> Work:
    return Work(minute(stretch.start), minute(stretch.end), stretch.nature, stretch.breaks)


class OwnRules:
    """One carer with what they have for sure, and what the team and they themselves say of more."""

    def __init__(self, problem: Problem, carer: Carer, slots: Mapping[Id, Slot], works: Mapping[Id, Work]) -> None:
        self.carer, self.slots, self.works, self.no_next = carer, slots, works, dict(problem.no_next)
        self.kept = tuple(slot for slot in problem.slots if slot.carer == carer.id and problem.stays(slot))
        self.standing = [*map(_stretch, carer.elsewhere), *(works[slot.id] for slot in self.kept)]
        self.works_on = {slot.date for slot in problem.slots if slot.carer == carer.id}
        """The days on which they have a slot as it stands."""
        since = min((work.start for work in works.values()), default=0)
        self._busy = [work for work in self.standing if work.end > since and work.kind != "absence"]
        self._elsewhere_here = [
            (stretch.date, stretch.kind) for stretch in carer.elsewhere if stretch.date and stretch.kind
        ]
        self._alone: dict[Id, list[Said]] = {}

    def alone(self, slot: Id) -> list[Said]:
        """What the team or the carer says of a slot, whatever else they work: membership, leave, competence, wishes."""
        if slot not in self._alone:
            self._alone[slot] = list(self._of_slot(self.slots[slot]))
        return self._alone[slot]

    def _of_slot(self, slot: Slot) -> Iterator[Said]:
        carer, day = self.carer, slot.date
        if carer.there and not any(span.holds(day) for span in carer.there):
            yield self._own("team-member", slot)
        if any(span.holds(day) for span in carer.absences):
            yield self._own("agenda-absent", slot)
        for need in slot.needs:
            if not any(one.code == need and one.span.holds(day) for one in carer.competences):
                yield self._own("team-competence", slot)
        levels = {wish.level for wish in carer.wishes if wish.date == day and wish.kind in (None, slot.kind)}
        if "cannot" in levels:
            yield self._own("wish-cannot", slot, "warned")
        elif "rather_not" in levels:
            yield replace(self._own("wish-rather-not", slot, "noted"), forbids=False)

    def doubles(self, mine: Sequence[Slot]) -> Iterator[Said]:
        """Slots at a time at which something else is worked."""
        works = [self.works[slot.id] for slot in mine]
        for number, (slot, work) in enumerate(zip(mine, works, strict=True)):
            for other in [*self._busy, *works[:number]]:
                if other.start < work.end and work.start < other.end:
                    yield self._own("agenda-double", slot)

    def succession(self, mine: Sequence[Slot]) -> Iterator[Said]:
        """Kinds that the team does not want after those of the day before."""
        if not self.no_next:
            return
        here = [*self._elsewhere_here, *((slot.date, slot.kind) for slot in self.kept)]
        for slot in mine:
            others = [*here, *((other.date, other.kind) for other in mine if other.id != slot.id)]
            before, after = _shifted(slot.date, -1), _shifted(slot.date, 1)
            for day, kind in others:
                wrong = (day == before and slot.kind in self.no_next.get(str(kind), ())) or (
                    day == after and kind in self.no_next.get(slot.kind, ())
                )
                if wrong:
                    yield self._own("team-succession", slot)

    def awake(self, mine: Sequence[Slot]) -> Iterator[Said]:
        """Shifts of work that adjoin, or all but, and together are more than is put together."""
        works = [self.works[slot.id] for slot in mine]
        given = [work for work in self._busy if any(_near(work, one) for one in works)]
        run: list[Work] = []
        for work in sorted([*given, *works], key=lambda one: (one.start, one.end)):
            joined = run and work.kind == run[-1].kind == "work" and _near(run[-1], work)
            run = [*run, work] if joined else [work]
            net = sum(one.net for one in run)
            if len(run) > 1 and net > LONGEST_AWAKE and any(one in works for one in run):
                yield Said("awake", "", "refused", net, LONGEST_AWAKE, run[0].start, work.end, True)

    def limits(self, mine: Sequence[Slot]) -> Iterator[Said]:
        """What is beyond the limits that they set themselves."""
        limits, every = self.carer.limits, [*self.kept, *mine]
        if not mine:
            return
        for kind, limit in limits.max_shifts:
            value = sum(slot.kind == kind for slot in every)
            worst = [slot for slot in mine if slot.kind == kind]
            if value > limit and worst:
                yield self._own("own-kind", worst[-1], "warned", value, limit)
        minutes = sum(slot.minutes for slot in every)
        if limits.max_minutes is not None and minutes > limits.max_minutes:
            yield self._own("own-max_minutes", mine[-1], "warned", minutes, limits.max_minutes)
        weekends = {saturday for slot in every if (saturday := weekend_of(slot.date))}
        last = [slot for slot in mine if weekend_of(slot.date)]
        if limits.max_weekends is not None and len(weekends) > limits.max_weekends and last:
            yield self._own("own-max_weekends", last[-1], "warned", len(weekends), limits.max_weekends)
        if limits.max_run is not None:
            yield from self._runs(mine, {slot.date for slot in every}, limits.max_run)

    def _runs(self, mine: Sequence[Slot], days: set[str], limit: int) -> Iterator[Said]:
        own, run = {slot.date: slot for slot in mine}, [""]
        for day in sorted(days):
            run = [*run, day] if run[-1] == _shifted(day, -1) else [day]
            there = [own[day] for day in run if day in own]
            if len(run) > limit and there:
                found = self._own("own-max_run", there[-1], "warned", len(run), limit)
                since = min(self.works[slot.id].start for slot in mine if slot.date in run)
                yield replace(found, since=since)

    def _own(self, rule: str, slot: Slot, severity: str = "refused", value: int = 0, limit: int = 0) -> Said:
        work = self.works[slot.id]
        return Said(rule, "", severity, value, limit, work.start, work.end, True)


def _near(one: Work, other: Work) -> bool:
    """Whether less than an hour lies between two stretches."""
    return one.start < other.end + 60 and other.start < one.end + 60


def weekend_of(day: str) -> str | None:
    """The Saturday of the weekend that a day is in."""
    at = date.fromisoformat(day)
    return (at - timedelta(days=at.weekday() - 5)).isoformat() if at.weekday() >= 5 else None


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
