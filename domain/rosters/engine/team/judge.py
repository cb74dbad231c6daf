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

from domain.kernel import Id
from domain.rosters.engine.team.own import OwnRules, Said, minute, work_of
from domain.rosters.engine.team.problem import Carer, Problem, Slot
from domain.rosters.labour import Rules, Work, check, read_set, rules_at
from domain.rosters.labour.change import no_better
from domain.rosters.labour.verdict import SEVERITIES, Verdict

OF_KIND_OR_YEAR = frozenset({"notice", "shift_length", "annual_hours"})
"""Warnings that are told and no more: they belong to the kind of shift, to the publication or to a whole year.

Any other warning of the law or the cao counts as a refusal: an alternative does not begin with a deviation. But a shift
may be split of who agreed to that.
"""
SPLIT = "split_shift"


@dataclass(frozen=True, slots=True)
class _Part:
    """Days of the period on which one version of a set holds."""

    rules: Rules
    first: date
    last: date
    forbids: frozenset[str]
    splits: frozenset[str]
    """The rules that speak of split shifts."""


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


class Agenda(OwnRules):
    """One carer: what they have for sure, and what more would mean."""

    def __init__(self, judge: Judge, carer: Carer) -> None:
        super().__init__(judge.problem, carer, judge.slots, judge.works)
        self._parts = list(_parts(judge.problem, carer))
        self._told = minute(carer.told) if carer.told else None
        self._known: dict[frozenset[Id], list[Said]] = {}

    def said(self, slots: frozenset[Id]) -> list[Said]:
        """What is new or worse with these slots."""
        if slots not in self._known:
            self._known[slots] = self._judge(slots)
        return self._known[slots]

    @property
    def rules(self) -> Rules:
        """The labour rules of the period's first day."""
        return self._parts[0].rules

    def _judge(self, slots: frozenset[Id]) -> list[Said]:
        mine = sorted((self.slots[id] for id in slots), key=lambda slot: (slot.start, slot.id))
        found = [said for slot in mine for said in self.alone(slot.id)]
        doubles = list(self.doubles(mine))
        found += doubles + list(self.succession(mine)) + list(self.limits(mine)) + list(self.awake(mine))
        if not doubles:
            found += self._labour([self.works[slot.id] for slot in mine])
        return sorted(found, key=lambda said: (not said.forbids, SEVERITIES.index(said.severity), said.since))

    def _labour(self, works: Sequence[Work]) -> Iterator[Said]:
        for number, part in enumerate(self._parts):
            for verdict in self._verdicts(part, works):
                if not any(no_better(old, verdict) for old in self._before[number]):
                    said = _of(verdict, part)
                    yield replace(said, forbids=False) if self._may_split(verdict, part) else said

    def _may_split(self, verdict: Verdict, part: _Part) -> bool:
        """Whether it is a split shift on days for which the carer agreed to one."""
        if not self.carer.splits or verdict.rule not in part.splits:
            return False
        slots = [slot for slot in self.slots.values() if self._within(slot, verdict)]
        return bool(slots) and all(any(span.holds(slot.date) for span in self.carer.splits) for slot in slots)

    def _within(self, slot: Slot, verdict: Verdict) -> bool:
        work = self.works[slot.id]
        return verdict.since <= work.start and work.end <= verdict.until

    def _verdicts(self, part: _Part, works: Sequence[Work]) -> list[Verdict]:
        return check(
            [*self.standing, *works], part.rules, part.first, part.last, self.carer.per_week,
            pregnant=self.carer.pregnant, published=self._told,
        )  # fmt: skip

    @cached_property
    def _before(self) -> list[list[Verdict]]:
        return [self._verdicts(part, ()) for part in self._parts]


def _of(verdict: Verdict, part: _Part) -> Said:
    forbids = verdict.severity == "refused" or (verdict.severity == "warned" and verdict.rule in part.forbids)
    return Said(
        verdict.rule, verdict.article, verdict.severity, verdict.value, verdict.limit, verdict.since, verdict.until,
        forbids, verdict.exceptions_used, verdict.exceptions_left,
    )  # fmt: skip


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
    forbids = frozenset(rule.id for rule in rules.rules if rule.check not in OF_KIND_OR_YEAR)
    return _Part(rules, first, last, forbids, frozenset(rule.id for rule in rules.rules if rule.check == SPLIT))


def _rules(carer: Carer, own: dict[str, tuple[Rules, ...]], day: str) -> Rules:
    name = max((one for one in carer.rules if one.since <= day), key=lambda one: one.since, default=carer.rules[0]).name
    if name not in own:
        return rules_at(name, day)
    return max((v for v in own[name] if v.valid_from <= day), key=lambda v: v.valid_from, default=own[name][0])
