"""Why somebody has a slot, and why somebody else has not: verdicts with their article, or what it would cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.kernel import Id
from domain.rosters.engine.team.answer import Alternative, Finding, WishMet
from domain.rosters.engine.team.ground import points
from domain.rosters.engine.team.judge import Judge
from domain.rosters.engine.team.offer import blocked, wishes
from domain.rosters.engine.team.problem import Carer, Problem
from domain.rosters.engine.team.scale import SCALES, Scale, off_contract, off_share


@dataclass(frozen=True, slots=True)
class Side:
    """What a change means for one carer: figures without it and with it."""

    carer: Id
    minutes: tuple[int, int]
    contract: int
    carried: tuple[float, float]
    """Points more than even."""
    wishes_lost: tuple[WishMet, ...]
    findings: tuple[Finding, ...]
    """What is new by the change and does not forbid it: exceptions used, warnings."""


@dataclass(frozen=True, slots=True)
class Could:
    """Whether somebody could work a slot instead of who has it."""

    carer: Id
    forbids: tuple[Finding, ...]
    """Nothing: they could."""
    side: Side | None
    """What it would mean for them; None when it is forbidden."""
    weight: float
    """As the alternative weighs: what it would cost more (below 0: less), with what it means for the holder."""


@dataclass(frozen=True, slots=True)
class Why:
    """Who has a slot, what it means for them, and everybody else, the cheapest first and then those who may not."""

    slot: Id
    carer: Id | None
    fixed: bool
    """It was given: nobody chose."""
    side: Side | None
    leaves: tuple[Finding, ...]
    """What would forbid it to the holder to lose it: a sleep shift between two others."""
    others: tuple[Could, ...]


class Explainer:
    """Answers for one alternative; the judge is the same as the engine's."""

    def __init__(self, problem: Problem, alternative: Alternative) -> None:
        self.problem, self.alternative = problem, alternative
        self.judge = Judge(problem)
        self.who = alternative.who()
        self.keep_off = alternative.aim == "again"
        self.scale: Scale = SCALES.get(alternative.aim, SCALES["fair"])
        self.outcomes = {outcome.carer: outcome for outcome in alternative.carers}
        self.mine: dict[Id, list[Id]] = {carer.id: [] for carer in problem.carers}
        for slot in problem.slots:
            holder = self.who.get(slot.id)
            if holder in self.mine and not problem.stays(slot):
                self.mine[holder].append(slot.id)

    def why(self, slot: Id) -> Why:
        """Why the slot is whose it is."""
        found, holder = self.judge.slots[slot], self.who.get(slot)
        fixed = self.problem.stays(found)
        carers = [carer for carer in self.problem.carers if carer.id != holder]
        others = sorted((self.could(slot, carer.id) for carer in carers), key=_order)
        if holder not in self.mine:
            return Why(slot, holder, fixed, None, (), tuple(others))
        rest = [other for other in self.mine[holder] if other != slot]
        leaves = tuple(said.finding() for said in self.judge.refused(holder, rest))
        side = None if fixed else self._side(self.problem.carer(holder), rest, [*rest, slot])
        return Why(slot, holder, fixed, side, leaves, tuple(others))

    def could(self, slot: Id, carer: Id) -> Could:
        """Whether somebody could work it instead, as everything else stands."""
        whose, mine = self.problem.carer(carer), self.mine[carer]
        forbids = blocked(self.judge, whose, mine, self.judge.slots[slot], self.keep_off).findings
        if forbids:
            return Could(carer, forbids, None, 0.0)
        side = self._side(whose, mine, [*mine, slot])
        weight, holder = self._weight(whose, mine, [*mine, slot]), self.who.get(slot)
        if holder in self.mine:
            rest = [other for other in self.mine[holder] if other != slot]
            weight += self._weight(self.problem.carer(holder), self.mine[holder], rest)
        return Could(carer, (), side, round(weight, 1))

    def _side(self, carer: Carer, before: Sequence[Id], after: Sequence[Id]) -> Side:
        was, now = self._wishes(carer, before), self._wishes(carer, after)
        known = set(self.judge.said(carer.id, before))
        new = [said.finding() for said in self.judge.said(carer.id, after) if said not in known and not said.forbids]
        return Side(
            carer.id, (self._minutes(carer, before), self._minutes(carer, after)), carer.contract,
            (self._ahead(carer, before), self._ahead(carer, after)),
            tuple(b for a, b in zip(was, now, strict=True) if a.met and not b.met),
            tuple(new),
        )  # fmt: skip

    def _weight(self, carer: Carer, before: Sequence[Id], after: Sequence[Id]) -> float:
        return self._cost(carer, after) - self._cost(carer, before)

    def _cost(self, carer: Carer, slots: Sequence[Id]) -> float:
        cost = float(off_contract(self._minutes(carer, slots), carer.contract, self.scale, carer.flex))
        if carer.contract and not carer.flex:
            cost += off_share(self._ahead(carer, slots), 0.0, self.scale)
        unmet = [wish for wish, met in zip(carer.wishes, self._wishes(carer, slots), strict=True) if not met.met]
        return cost + sum(self.scale.of_wish(wish) for wish in unmet if wish.level != "cannot")

    def _minutes(self, carer: Carer, slots: Sequence[Id]) -> int:
        kept = self.judge.of[carer.id].kept
        return sum(slot.minutes for slot in kept) + sum(self.judge.slots[slot].minutes for slot in slots)

    def _ahead(self, carer: Carer, slots: Sequence[Id]) -> float:
        """Points more than even with these slots; what is even is taken as the alternative has it."""
        kept = [*self.judge.of[carer.id].kept, *(self.judge.slots[slot] for slot in slots)]
        here = sum(points(self.problem, slot) for slot in kept)
        outcome = self.outcomes[carer.id]
        return round(here - outcome.share, 2) if carer.contract and not carer.flex else 0.0

    def _wishes(self, carer: Carer, slots: Sequence[Id]) -> list[WishMet]:
        every = [*self.judge.of[carer.id].kept, *(self.judge.slots[slot] for slot in slots)]
        return list(wishes(carer, every))


def _order(could: Could) -> tuple[bool, float, Id]:
    return bool(could.forbids), could.weight, could.carer


def why(problem: Problem, alternative: Alternative, slot: Id) -> Why:
    """Why me: who has the slot, who else could, and what each would cost."""
    return Explainer(problem, alternative).why(slot)


def why_not(problem: Problem, alternative: Alternative, slot: Id, carer: Id) -> Could:
    """Why not this carer: the verdicts that forbid it, or what it would cost."""
    return Explainer(problem, alternative).could(slot, carer)
