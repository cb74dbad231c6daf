"""When slots cannot all be filled: first that it is so, then the smallest reason for it, then the cheapest ways out.

Everything is solved again for each claim: that there is no answer, that the reason alone leaves none, that without any
part of the reason there is one, and that a way out is one. Schedules that were judged are remembered, so that solving
again costs little.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from domain.kernel import Id
from domain.rosters.engine.team.answer import Alternative, Finding
from domain.rosters.engine.team.judge import Judge
from domain.rosters.engine.team.problem import Carer, Competence, Problem, Slot, Span
from domain.rosters.lawful import instant_of

Pair = tuple[Id, str]
"""A carer and a rule."""
ONE_MORE = "one-more"
LAST_RESORT = (
    "wish-rather-not",
    "wish-cannot",
    "own-",
    "off-day",
    "team-succession",
    "team-competence",
    "agenda-absent",
)
"""What may be asked of somebody, the lightest first; then a deviation from a rule that warns. The law is no way out."""
SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that keeps somebody from a slot, with an example of what it says."""

    carer: Id
    rule: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class WayOut:
    """What would help, verified: `kind` is ask (a rule of that carer gives way), one-more (one more person who may
    do everything), split (of this slot in two) or leave (this slot stays open)."""

    kind: str
    carer: Id | None
    rule: str
    slot: Id | None
    weight: float
    assignments: tuple[tuple[Id, Id], ...]
    """Who would work these slots then; of a split shift the halves are named slot/1 and slot/2."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Slots that cannot all be filled as the rest stands."""

    slots: tuple[Id, ...]
    proven: bool
    """Everything was tried; otherwise time was up, and no answer is known."""
    possible: tuple[tuple[Id, Id], ...]
    """How they can be filled after all; then there is no reason and no way out."""
    reasons: tuple[Reason, ...]
    """The smallest found: with these alone there is no answer, without any one of them there is."""
    short: int
    """Even without any rule there are so many people too few."""
    ways_out: tuple[WayOut, ...]


def conflict(
    problem: Problem, slots: Sequence[Id], standing: Alternative | None = None, seconds: float = SECONDS
) -> Conflict:
    """Why these slots cannot all be filled, with everything else as it stands in an alternative (or as it is kept)."""
    return _Case(problem, slots, standing, time.monotonic() + seconds).answer()


class _OutOfTime(Exception):
    pass


class _Case:
    """The question about some slots, with what was judged."""

    def __init__(
        self, problem: Problem, slots: Sequence[Id], standing: Alternative | None, until: float,
        others: dict[Id, tuple[Id, ...]] | None = None,
    ) -> None:  # fmt: skip
        self.problem, self.until, self.judge = problem, until, Judge(problem)
        self.keep_off = standing is not None and standing.aim == "again"
        self.slots = tuple(sorted(slots, key=lambda slot: (self.judge.slots[slot].start, slot)))
        self.standing = standing
        self.others = _others(problem, self.slots, standing) if others is None else others
        self._known: dict[tuple[Id, tuple[Id, ...]], dict[str, Finding]] = {}

    def answer(self) -> Conflict:
        """Proof, reason, ways out."""
        try:
            found = self.solve(None)
        except _OutOfTime:
            return Conflict(self.slots, False, (), (), 0, ())
        if found is not None:
            return Conflict(self.slots, True, tuple(found.items()), (), 0, ())
        try:
            if self.solve(frozenset()) is None:
                return Conflict(self.slots, True, (), (), self._short(), tuple(self._ways(frozenset())))
            core = self._core()
        except _OutOfTime:
            return Conflict(self.slots, True, (), (), 0, ())
        reasons = tuple(Reason(carer, rule, self._example(carer, rule)) for carer, rule in sorted(core))
        ways: tuple[WayOut, ...] = ()
        try:
            ways = tuple(sorted(self._ways(core), key=lambda way: (way.weight, way.kind, way.carer or "", way.rule)))
        except _OutOfTime:
            pass
        return Conflict(self.slots, True, (), reasons, 0, ways)

    def solve(self, enforced: frozenset[Pair] | None, slots: Sequence[Id] | None = None) -> dict[Id, Id] | None:
        """Who works each slot, with only these rules (None: all of them); None when there is no answer."""
        mine: dict[Id, tuple[Id, ...]] = {carer.id: () for carer in self.problem.carers}
        return self._place(self.slots if slots is None else tuple(slots), mine, enforced)

    def _place(
        self, slots: tuple[Id, ...], mine: dict[Id, tuple[Id, ...]], enforced: frozenset[Pair] | None
    ) -> dict[Id, Id] | None:
        """One slot after the other in order of time: what is lawful so far is all that can become lawful."""
        if not slots:
            return {}
        if time.monotonic() > self.until:
            raise _OutOfTime
        for carer in sorted(mine, key=lambda one: (len(mine[one]), one)):
            longer = (*mine[carer], slots[0])
            if not self._stops(carer, longer, enforced):
                rest = self._place(slots[1:], {**mine, carer: longer}, enforced)
                if rest is not None:
                    return {slots[0]: carer, **rest}
        return None

    def _stops(self, carer: Id, slots: tuple[Id, ...], enforced: frozenset[Pair] | None) -> bool:
        found = self._forbids(carer, slots)
        if enforced is None:
            return bool(found)
        return "agenda-double" in found or any((carer, rule) in enforced for rule in found)

    def _forbids(self, carer: Id, slots: tuple[Id, ...]) -> dict[str, Finding]:
        """By rule what forbids these slots to somebody, on top of what they have besides."""
        key = (carer, slots)
        if key not in self._known:
            found: dict[str, Finding] = {}
            have = self.others[carer]
            for slot in slots:
                if self.keep_off and not self.problem.carer(carer).off_days:
                    if self.judge.slots[slot].date not in self.judge.of[carer].works_on:
                        found["off-day"] = _off(self.judge.slots[slot])
            for said in self.judge.refused(carer, [*have, *slots]):
                found.setdefault(said.rule, said.finding())
            self._known[key] = found
        return self._known[key]

    def _short(self) -> int:
        """How many people too few there are at the busiest moment."""
        free = len(self.problem.carers)
        works = [self.judge.works[slot] for slot in self.slots]
        return max((sum(o.start <= w.start < o.end for o in works) for w in works), default=0) - free

    def _pairs(self) -> list[Pair]:
        """Every rule that spoke so far, the lightest first: it is tried first to do without them."""
        found = {(carer, rule) for (carer, _), rules in self._known.items() for rule in rules}
        return sorted((p for p in found if p[1] != "agenda-double"), key=lambda pair: (_lightness(pair[1]), pair))

    def _core(self) -> frozenset[Pair]:
        """The smallest of a few reasons that cannot be made smaller."""
        pairs = self._pairs()
        tries = [self._filtered(pairs), self._filtered(pairs[::-1])]
        return min(tries, key=lambda core: (len(core), sorted(core)))

    def _filtered(self, order: Sequence[Pair]) -> frozenset[Pair]:
        """Leave out one pair after the other, as long as there is no answer without it."""
        enforced = frozenset(order)
        while self.solve(enforced) is not None:
            # Without some of the rules schedules are tried that were never judged: their rules count as well.
            more = frozenset(self._pairs())
            assert more > enforced, "every rule that stops something is among the pairs"
            enforced = more
        for pair in [*order, *sorted(enforced - set(order))]:
            if self.solve(enforced - {pair}) is None:
                enforced -= {pair}
        return enforced

    def _example(self, carer: Id, rule: str) -> Finding:
        """What the rule says of the fewest slots of which it says anything."""
        known = ((len(slots), slots, found[rule]) for (who, slots), found in self._known.items()
                 if who == carer and rule in found)  # fmt: skip
        return min(known, key=lambda one: one[:2])[2]

    def _ways(self, core: frozenset[Pair]) -> Iterator[WayOut]:
        """Each verified by solving again with everything else in force."""
        for carer, rule in sorted(core):
            if _lightness(rule) < len(LAST_RESORT) or self._warns(carer, rule):
                found = self._without(carer, rule)
                if found is not None:
                    weight = float(_lightness(rule)) + self._asked(carer, rule, found)
                    yield WayOut("ask", carer, rule, None, weight, tuple(found.items()))
        yield from self._one_more()
        for slot in self.slots:
            found = self._halves(slot)
            if found is not None:
                yield WayOut("split", None, "", slot, 12.0, tuple(found.items()))
            if len(self.slots) > 1:
                found = self.solve(None, [other for other in self.slots if other != slot])
                if found is not None:
                    yield WayOut("leave", None, "", slot, 30.0, tuple(found.items()))

    def _warns(self, carer: Id, rule: str) -> bool:
        return self._example(carer, rule).severity == "warned"

    def _without(self, carer: Id, rule: str) -> dict[Id, Id] | None:
        """The answer when one rule gives way for one carer."""
        while True:
            pairs = frozenset(self._pairs())
            found = self.solve(pairs - {(carer, rule)})
            if found is None or not self._new_pairs(found, carer, rule):
                return found
            if frozenset(self._pairs()) == pairs:
                return None

    def _new_pairs(self, found: dict[Id, Id], carer: Id, rule: str) -> bool:
        """Whether an answer breaks a rule other than the one that gives way."""
        by: dict[Id, tuple[Id, ...]] = {}
        for slot in self.slots:
            if slot in found:
                by[found[slot]] = (*by.get(found[slot], ()), slot)
        return any((who, r) != (carer, rule) for who, slots in by.items() for r in self._forbids(who, slots))

    def _asked(self, carer: Id, rule: str, found: dict[Id, Id]) -> float:
        """How heavy the wishes are that would not come true."""
        days = {self.judge.slots[slot].date for slot, who in found.items() if who == carer and slot in self.judge.slots}
        wishes = [w for w in self.problem.carer(carer).wishes if w.date in days and w.level in ("cannot", "rather_not")]
        return sum(0.1 * w.weight * (4 if w.joker else 1) for w in wishes) if rule.startswith("wish") else 0.0

    def _one_more(self) -> Iterator[WayOut]:
        """One more person, competent in everything and free."""
        codes = sorted({need for slot in self.slots for need in self.judge.slots[slot].needs})
        anybody = Carer(
            ONE_MORE, 0, competences=tuple(Competence(code, Span("1900-01-01")) for code in codes), flex=True
        )
        wider = replace(self.problem, carers=(*self.problem.carers, anybody))
        case = _Case(wider, self.slots, self.standing, self.until, {**self.others, ONE_MORE: ()})
        found = case.solve(None)
        if found is not None:
            yield WayOut("one-more", None, "", None, 15.0, tuple(found.items()))

    def _halves(self, id: Id) -> dict[Id, Id] | None:
        """The answer when a slot is worked as two shifts of half its length."""
        slot = self.judge.slots[id]
        if slot.nature != "work" or slot.minutes < 4 * 60:
            return None
        halves = _split(slot, self.judge)
        slots = tuple(one for one in self.problem.slots if one.id != id)
        parted = replace(self.problem, slots=(*slots, *halves))
        wanted = [*(one for one in self.slots if one != id), *(half.id for half in halves)]
        return _Case(parted, wanted, self.standing, self.until, self.others).solve(None)


def _split(slot: Slot, judge: Judge) -> tuple[Slot, Slot]:
    work = judge.works[slot.id]
    middle = instant_of((work.start + work.end) // 2)
    half = slot.minutes // 2
    return (
        replace(slot, id=f"{slot.id}/1", end=middle, minutes=half, carer=None),
        replace(slot, id=f"{slot.id}/2", start=middle, minutes=slot.minutes - half, carer=None),
    )


def _others(problem: Problem, slots: Iterable[Id], standing: Alternative | None) -> dict[Id, tuple[Id, ...]]:
    """By carer what they have in the alternative besides these slots, as far as it is not kept anyway."""
    asked, who = set(slots), standing.who() if standing else {}
    free = [slot for slot in problem.slots if not problem.stays(slot) and slot.id not in asked]
    return {c.id: tuple(slot.id for slot in free if who.get(slot.id) == c.id) for c in problem.carers}


def _lightness(rule: str) -> int:
    return next((at for at, name in enumerate(LAST_RESORT) if rule.startswith(name)), len(LAST_RESORT))


def _off(slot: Slot) -> Finding:
    return Finding("off-day", "", "refused", 0, 0, slot.start, slot.end)
