"""What binds a carer, judged exactly: the labour rules by the one checker, and the team's and their own rules.

Every schedule that the engine makes passes here before it is used, and every alternative again before it leaves.
One judgement of four weeks with a year before it takes 1.2 ms, so there is no second, quicker reading of the law that
might differ: the search has cheap rules of its own only to come up with schedules that pass.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from domain.kernel import Id, parse_instant
from domain.rosters.engine.team.answer import Finding
from domain.rosters.engine.team.problem import Carer, Problem, Slot, Stretch
from domain.rosters.labour import Rules, Work, check, read_set, rules_at
from domain.rosters.labour.change import no_better
from domain.rosters.labour.verdict import SEVERITIES, Verdict
from domain.rosters.labour.work import minute_of
from domain.rosters.lawful import instant_of

OF_KIND_OR_YEAR = frozenset({"notice", "split_shift", "shift_length", "annual_hours"})
"""Warnings that are told and no more: they belong to the kind of shift, to the publication or to a whole year.

Any other warning of the law or the cao counts as a refusal: an alternative does not begin with a deviation.
"""
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


@dataclass(frozen=True, slots=True)
class _Part:
    """Days of the period on which one version of a set holds."""

    rules: Rules
    first: date
    last: date
    forbids: frozenset[str]


def minute(instant: str) -> int:
    """Minutes since 1970 of an instant's text."""
    return minute_of(parse_instant(instant))


def work_of(slot: Slot) -> Work:
    """A slot as the checker sees it."""
    start, end = minute(slot.start), minute(slot.end)
    return Work(start, end, slot.nature, max(0, end - start - slot.minutes), slot.id)


def _stretch(stretch: Stretch) -> Work:
    return Work(minute(stretch.start), minute(stretch.end), stretch.nature, stretch.breaks)


class Judge:
    """Judges the carers of one problem; what was judged once is remembered."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots = {slot.id: slot for slot in problem.slots}
        self.works = {slot.id: work_of(slot) for slot in problem.slots}
        self.no_next = dict(problem.no_next)
        self.of = {carer.id: Agenda(self, carer) for carer in problem.carers}

    def said(self, carer: Id, slots: Sequence[Id]) -> list[Said]:
        """Everything that is new or worse with these slots on top of what the carer has for sure, the worst first."""
        return self.of[carer].said(frozenset(slots))

    def refused(self, carer: Id, slots: Sequence[Id]) -> list[Said]:
        """Of that, what forbids it."""
        return [said for said in self.said(carer, slots) if said.forbids]

    def brings(self, carer: Id, slots: Sequence[Id], more: Id) -> list[Said]:
        """What forbids a slot on top of others: of their refusals only those that are new or worse through it."""
        before = self.said(carer, slots)
        return [
            said
            for said in self.refused(carer, [*slots, more])
            if not any(old.forbids and old.rule == said.rule and _no_better(old, said) for old in before)
        ]


class Agenda:
    """One carer: what they have for sure, and what more would mean."""

    def __init__(self, judge: Judge, carer: Carer) -> None:
        self.judge, self.carer = judge, carer
        problem = judge.problem
        self.kept = tuple(slot for slot in problem.slots if slot.carer == carer.id and problem.stays(slot))
        self.standing = [*map(_stretch, carer.elsewhere), *(judge.works[slot.id] for slot in self.kept)]
        self.works_on = {slot.date for slot in problem.slots if slot.carer == carer.id}
        """The days on which they have a slot as it stands."""
        since = min((work.start for work in judge.works.values()), default=0)
        self._busy = [work for work in self.standing if work.end > since and work.kind != "absence"]
        self._elsewhere_here = [
            (stretch.date, stretch.kind) for stretch in carer.elsewhere if stretch.date and stretch.kind
        ]
        self._parts = list(_parts(problem, carer))
        self._told = minute(carer.told) if carer.told else None
        self._known: dict[frozenset[Id], list[Said]] = {}
        self._alone: dict[Id, list[Said]] = {}

    def said(self, slots: frozenset[Id]) -> list[Said]:
        """What is new or worse with these slots."""
        if slots not in self._known:
            self._known[slots] = self._judge(slots)
        return self._known[slots]

    @property
    def rules(self) -> Rules:
        """The labour rules of the period's first day."""
        return self._parts[0].rules

    def alone(self, slot: Id) -> list[Said]:
        """What the team or the carer says of a slot, whatever else they work: membership, leave, competence, wishes."""
        if slot not in self._alone:
            self._alone[slot] = list(self._of_slot(self.judge.slots[slot]))
        return self._alone[slot]

    def _judge(self, slots: frozenset[Id]) -> list[Said]:
        mine = sorted((self.judge.slots[id] for id in slots), key=lambda slot: (slot.start, slot.id))
        found = [said for slot in mine for said in self.alone(slot.id)]
        doubles = list(self._doubles(mine))
        found += doubles + list(self._succession(mine)) + list(self._limits(mine)) + list(self._awake(mine))
        if not doubles:
            found += self._labour([self.judge.works[slot.id] for slot in mine])
        return sorted(found, key=lambda said: (not said.forbids, SEVERITIES.index(said.severity), said.since))

    def _labour(self, works: Sequence[Work]) -> Iterator[Said]:
        for number, part in enumerate(self._parts):
            for verdict in self._verdicts(part, works):
                if not any(no_better(old, verdict) for old in self._before[number]):
                    yield _of(verdict, part)

    def _verdicts(self, part: _Part, works: Sequence[Work]) -> list[Verdict]:
        return check(
            [*self.standing, *works], part.rules, part.first, part.last, self.carer.per_week,
            pregnant=self.carer.pregnant, published=self._told,
        )  # fmt: skip

    @cached_property
    def _before(self) -> list[list[Verdict]]:
        return [self._verdicts(part, ()) for part in self._parts]

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

    def _doubles(self, mine: Sequence[Slot]) -> Iterator[Said]:
        works = [self.judge.works[slot.id] for slot in mine]
        for number, (slot, work) in enumerate(zip(mine, works, strict=True)):
            for other in [*self._busy, *works[:number]]:
                if other.start < work.end and work.start < other.end:
                    yield self._own("agenda-double", slot)

    def _succession(self, mine: Sequence[Slot]) -> Iterator[Said]:
        if not self.judge.no_next:
            return
        here = [*self._elsewhere_here, *((slot.date, slot.kind) for slot in self.kept)]
        for slot in mine:
            others = [*here, *((other.date, other.kind) for other in mine if other.id != slot.id)]
            before, after = _shifted(slot.date, -1), _shifted(slot.date, 1)
            for day, kind in others:
                wrong = (day == before and slot.kind in self.judge.no_next.get(str(kind), ())) or (
                    day == after and kind in self.judge.no_next.get(slot.kind, ())
                )
                if wrong:
                    yield self._own("team-succession", slot)

    def _awake(self, mine: Sequence[Slot]) -> Iterator[Said]:
        """Shifts of work that adjoin, or all but, and together are more than is put together."""
        works = [self.judge.works[slot.id] for slot in mine]
        given = [work for work in self._busy if any(_near(work, one) for one in works)]
        run: list[Work] = []
        for work in sorted([*given, *works], key=lambda one: (one.start, one.end)):
            joined = run and work.kind == run[-1].kind == "work" and _near(run[-1], work)
            run = [*run, work] if joined else [work]
            net = sum(one.net for one in run)
            if len(run) > 1 and net > LONGEST_AWAKE and any(one in works for one in run):
                yield Said("awake", "", "refused", net, LONGEST_AWAKE, run[0].start, work.end, True)

    def _limits(self, mine: Sequence[Slot]) -> Iterator[Said]:
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
                since = min(self.judge.works[slot.id].start for slot in mine if slot.date in run)
                yield replace(found, since=since)

    def _own(self, rule: str, slot: Slot, severity: str = "refused", value: int = 0, limit: int = 0) -> Said:
        work = self.judge.works[slot.id]
        return Said(rule, "", severity, value, limit, work.start, work.end, True)


def _of(verdict: Verdict, part: _Part) -> Said:
    forbids = verdict.severity == "refused" or (verdict.severity == "warned" and verdict.rule in part.forbids)
    return Said(
        verdict.rule, verdict.article, verdict.severity, verdict.value, verdict.limit, verdict.since, verdict.until,
        forbids, verdict.exceptions_used, verdict.exceptions_left,
    )  # fmt: skip


def _near(one: Work, other: Work) -> bool:
    """Whether less than an hour lies between two stretches."""
    return one.start < other.end + 60 and other.start < one.end + 60


def _no_better(old: Said, new: Said) -> bool:
    return old.since < new.until and new.since < old.until and abs(old.value - old.limit) >= abs(new.value - new.limit)


def _parts(problem: Problem, carer: Carer) -> Iterator[_Part]:
    """The period cut where another set, or another version of one, begins to hold."""
    own = {one.name: read_set(json.loads(one.document)) for one in problem.sets}
    day, last = date.fromisoformat(problem.first), date.fromisoformat(problem.last)
    begun: tuple[Rules, date] | None = None
    while day <= last:
        rules = _rules(carer, own, day.isoformat())
        if begun is None or begun[0] != rules:
            if begun is not None:
                yield _part(begun[0], begun[1], day - timedelta(days=1))
            begun = rules, day
        day += timedelta(days=1)
    if begun is not None:
        yield _part(begun[0], begun[1], last)


def _part(rules: Rules, first: date, last: date) -> _Part:
    # A break belongs to the kind of shift, whoever works it: the roster's cells do not judge it either.
    rules = replace(rules, rules=tuple(rule for rule in rules.rules if rule.check != "breaks"))
    return _Part(rules, first, last, frozenset(r.id for r in rules.rules if r.check not in OF_KIND_OR_YEAR))


def _rules(carer: Carer, own: dict[str, tuple[Rules, ...]], day: str) -> Rules:
    name = max((one for one in carer.rules if one.since <= day), key=lambda one: one.since, default=carer.rules[0]).name
    if name not in own:
        return rules_at(name, day)
    return max((v for v in own[name] if v.valid_from <= day), key=lambda v: v.valid_from, default=own[name][0])


def weekend_of(day: str) -> str | None:
    """The Saturday of the weekend that a day is in."""
    at = date.fromisoformat(day)
    return (at - timedelta(days=at.weekday() - 5)).isoformat() if at.weekday() >= 5 else None


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
