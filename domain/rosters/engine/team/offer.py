"""Makes an alternative of a roster: which slot is whose, what stays open and why, and what it means for each carer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from domain.kernel import Id
from domain.rosters.engine.clock import Clock
from domain.rosters.engine.team.answer import Alternative, Blocked, Finding, Gap, Outcome, Totals, WishMet
from domain.rosters.engine.team.board import Roster
from domain.rosters.engine.team.ground import Ground, points
from domain.rosters.engine.team.judge import Judge
from domain.rosters.engine.team.problem import Carer, Problem, Slot
from domain.rosters.engine.team.scale import most_minutes

Held = dict[Id, list[Id]]
"""By carer: the slots that they have and that are the engine's to change."""


def held(ground: Ground, roster: Roster) -> Held:
    """A slot for each cell of everybody's schedule; who has one of it now keeps that one."""
    takers: dict[int, list[Id]] = defaultdict(list)
    for carer, column in sorted(roster.items()):
        for cell in column.cells:
            takers[cell].append(ground.problem.carers[carer].id)
    found: Held = {carer.id: [] for carer in ground.problem.carers}
    for at, carers in takers.items():
        free: list[Id] = []
        waiting = list(carers)
        for slot in ground.cells[at].slots:
            holder = ground.judge.slots[slot].carer
            if holder is not None and holder in waiting:
                waiting.remove(holder)
                found[holder].append(slot)
            else:
                free.append(slot)
        for taker, slot in zip(waiting, free, strict=False):
            found[taker].append(slot)
    return found


def lawful(judge: Judge, mine: Held) -> Held:
    """The same, judged once more slot by slot as they will stand: what is refused is let go."""
    found: Held = {}
    for carer, slots in mine.items():
        may = [slot for slot in slots if not any(said.forbids for said in judge.of[carer].alone(slot))]
        kept = sorted(may, key=lambda slot: (judge.slots[slot].start, slot))
        while said := judge.refused(carer, kept):
            near = [s for s in kept if judge.works[s].start <= said[0].until and said[0].since <= judge.works[s].end]
            kept.remove((near or kept)[-1])
        found[carer] = kept
    return found


def fill(judge: Judge, mine: Held, keep_off: bool, clock: Clock | None = None) -> None:
    """Give what is open to whoever may still take it, hours or not: cover comes first.

    Who must be asked comes last, and not beyond their hours; then who would rather not, then who is most over theirs.
    """
    problem = judge.problem
    for slot in unfilled(problem, mine):
        if clock is not None and clock.left <= 0:
            return
        takers = [
            (carer.asks(slot.date), bool(judge.of[carer.id].alone(slot.id)), over, carer.id)
            for carer in problem.carers
            if may_begin(judge, carer, slot, keep_off)
            and ((over := _over(judge, carer, mine[carer.id], slot)) <= _most_over(problem, carer))
            and not judge.refused(carer.id, [*mine[carer.id], slot.id])
        ]
        if takers:
            mine[min(takers)[-1]].append(slot.id)


def _over(judge: Judge, carer: Carer, slots: Sequence[Id], slot: Slot) -> int:
    kept = judge.of[carer.id].kept
    return sum(s.minutes for s in [*kept, *(judge.slots[id] for id in slots), slot]) - carer.contract


def _most_over(problem: Problem, carer: Carer) -> float:
    """How far beyond the contract somebody is proposed for what is open: as far as need be, unless they visit."""
    return most_minutes(problem, carer) - carer.contract if carer.visitor else float("inf")


def may_begin(judge: Judge, carer: Carer, slot: Slot, keep_off: bool) -> bool:
    """Whether nothing forbids a slot to somebody whatever else they work."""
    if keep_off and not carer.off_days and slot.date not in judge.of[carer.id].works_on:
        return False
    if carer.asks(slot.date) and slot.carer is not None:
        return False
    return not any(said.forbids for said in judge.of[carer.id].alone(slot.id))


def unfilled(problem: Problem, mine: Held) -> list[Slot]:
    """The slots of the engine that nobody has, in order of time."""
    taken = {slot for slots in mine.values() for slot in slots}
    found = [slot for slot in problem.slots if not problem.stays(slot) and slot.id not in taken]
    return sorted(found, key=lambda slot: (slot.start, slot.id))


def alternative(
    judge: Judge, mine: Held, aim: str, seed: int, *, keep_off: bool = False, explain: bool = True
) -> Alternative:
    """The alternative; without `explain` the gaps are named and nothing is said of why."""
    problem = judge.problem
    order = {slot.id: (slot.start, slot.id) for slot in problem.slots}
    kept = [(slot.id, slot.carer) for slot in problem.slots if problem.stays(slot) and slot.carer]
    given = [(slot, carer) for carer, slots in mine.items() for slot in slots]
    assignments = tuple(sorted([*kept, *given], key=lambda one: order[one[0]]))
    open_slots = unfilled(problem, mine)
    gaps = tuple(
        _gap(judge, mine, slot, keep_off) if explain else Gap(slot.id, "unfinished", ()) for slot in open_slots
    )
    outcomes = tuple(_outcomes(judge, mine, dict(assignments)))
    return Alternative(aim, seed, assignments, gaps, outcomes, _totals(judge, outcomes, dict(assignments), len(gaps)))


def off_day(slot: Slot) -> Finding:
    """What is said when somebody would be put to work on a day that was to be off."""
    return Finding("off-day", "", "refused", 0, 0, slot.start, slot.end)


def blocked(judge: Judge, carer: Carer, slots: Sequence[Id], slot: Slot, keep_off: bool) -> Blocked:
    """What keeps somebody from a slot on top of what they have."""
    # Who may not work it whatever else they do: there the law need not be asked.
    alone = [said.finding() for said in judge.of[carer.id].alone(slot.id) if said.forbids]
    found = alone or [said.finding() for said in judge.brings(carer.id, slots, slot.id)]
    if keep_off and not carer.off_days and slot.date not in judge.of[carer.id].works_on:
        found.insert(0, off_day(slot))
    return Blocked(carer.id, tuple(found))


def _gap(judge: Judge, mine: Held, slot: Slot, keep_off: bool) -> Gap:
    all_blocked = [blocked(judge, carer, mine[carer.id], slot, keep_off) for carer in judge.problem.carers]
    if any(not one.findings for one in all_blocked):
        reason = "unfinished"
    else:
        able = (c for c in judge.problem.carers if may_begin(judge, c, slot, keep_off))
        reason = "rules" if any(not judge.refused(carer.id, [slot.id]) for carer in able) else "nobody"
    return Gap(slot.id, reason, tuple(all_blocked))


def _outcomes(judge: Judge, mine: Held, who: Mapping[Id, Id]) -> Iterator[Outcome]:
    problem = judge.problem
    by_carer: dict[Id, list[Slot]] = {carer.id: [] for carer in problem.carers}
    for slot in problem.slots:
        if who.get(slot.id) in by_carer:
            by_carer[who[slot.id]].append(slot)
    carried = {carer.id: sum(points(problem, slot) for slot in by_carer[carer.id]) for carer in problem.carers}
    counted = [carer for carer in problem.carers if carer.contract and not carer.flex]
    hours = sum(carer.contract for carer in counted)
    rate = sum(carried[carer.id] for carer in counted) / hours if hours else 0.0
    for carer in problem.carers:
        slots, even = by_carer[carer.id], rate * carer.contract
        counts = carer in counted
        said = judge.said(carer.id, mine[carer.id])
        had = {slot.id for slot in problem.slots if slot.carer == carer.id}
        has = {slot.id for slot in slots}
        yield Outcome(
            carer.id, sum(slot.minutes for slot in slots), carer.contract, carried[carer.id],
            round(even - carer.carried, 2) if counts else 0.0,
            round(carer.carried + carried[carer.id] - even, 2) if counts else 0.0,
            tuple(wishes(carer, slots)), tuple(sorted(has - had)), tuple(sorted(had - has)),
            tuple(one.finding() for one in said if not one.rule.startswith("wish-")),
        )  # fmt: skip


def wishes(carer: Carer, slots: Sequence[Slot]) -> Iterator[WishMet]:
    """Each wish, and whether it came true with these slots: of any kind, or of the kind that it names."""
    for wish in carer.wishes:
        there = any(slot.date == wish.date and wish.kind in (None, slot.kind) for slot in slots)
        yield WishMet(wish.date, wish.kind, wish.level, wish.weight, wish.joker, there == (wish.level == "want"))


def _totals(judge: Judge, outcomes: Sequence[Outcome], who: Mapping[Id, Id], gaps: int) -> Totals:
    problem = judge.problem
    made = [wish for outcome in outcomes for wish in outcome.wishes]
    carers = {carer.id: carer for carer in problem.carers}
    counted = [o for o in outcomes if o.contract and not carers[o.carer].flex]
    spread = [outcome.carried for outcome in counted]
    return Totals(
        filled=len(who), open=gaps, mix_short=sum(_short(judge, who)),
        wishes_met=sum(wish.met for wish in made), wishes_made=len(made),
        jokers_met=sum(wish.met for wish in made if wish.joker), jokers_made=sum(wish.joker for wish in made),
        points_apart=round(max(spread) - min(spread), 2) if spread else 0.0,
        minutes_off=sum(abs(outcome.minutes - outcome.contract) for outcome in counted),
        changed=sum(who.get(slot.id) not in (slot.carer, None) for slot in problem.slots),
        asked=sum(
            who.get(slot.id) in carers and slot.carer != who[slot.id] and carers[who[slot.id]].asks(slot.date)
            for slot in problem.slots
        ),
    )  # fmt: skip


def _short(judge: Judge, who: Mapping[Id, Id]) -> Iterator[int]:
    carers = {carer.id: carer for carer in judge.problem.carers}
    for mix in judge.problem.mixes:
        able = sum(
            any(
                c.code == mix.competence and c.span.holds(judge.slots[slot].date) for c in carers[who[slot]].competences
            )
            for slot in mix.slots
            if who.get(slot) in carers
        )
        yield max(0, mix.least - able)


def different(one: Alternative, other: Alternative) -> int:
    """How many slots somebody else has, or nobody."""
    mine, theirs = one.who(), other.who()
    return sum(mine.get(slot) != theirs.get(slot) for slot in {*mine, *theirs})
