"""What the engine found, in the form that a fact holds: who gets which shift, what stays open, what it costs whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from domain.kernel import Id
from domain.rosters.engine.team.answer import Alternative, Gap, Outcome, Totals
from domain.rosters.engine.team.problem import Problem, Slot
from domain.rosters.proposals import Placement


def offered(problem: Problem, found: Alternative) -> dict[str, Any]:
    """An alternative as it is offered: only what it changes, in the order in which it can be taken over."""
    slots = {slot.id: slot for slot in problem.slots}
    changed = [
        Placement(slots[slot].date, slots[slot].kind, carer, slot, slots[slot].carer).fields()
        for slot, carer in found.assignments
        if slots[slot].carer != carer
    ]
    return {
        "aim": found.aim,
        "seed": found.seed,
        "shifts": changed,
        "gaps": [_gap(slots[gap.slot], gap) for gap in found.gaps],
        "costs": {outcome.carer: _cost(outcome) for outcome in found.carers},
        "whole": asdict(found.totals),
    }


def rebuilt(problem: Problem, fields: dict[str, Any]) -> Alternative:
    """The alternative again, as far as explaining needs it: who works what."""
    who: dict[Id, Id] = {slot.id: slot.carer for slot in problem.slots if slot.carer}
    who |= {shift["shift"]: shift["person"] for shift in fields["shifts"]}
    filled = tuple((slot.id, who[slot.id]) for slot in problem.slots if slot.id in who)
    gaps = tuple(Gap(gap["slot"], gap["reason"], ()) for gap in fields["gaps"])
    return Alternative(fields["aim"], fields["seed"], filled, gaps, (), Totals(**fields["whole"]))


def _gap(slot: Slot, gap: Gap) -> dict[str, Any]:
    """A gap with its reason, and how many are kept from it by which rule."""
    rules = Counter(rule for blocked in gap.blocked for rule in sorted({f.rule for f in blocked.findings}))
    return {
        "date": slot.date, "kind": slot.kind, "slot": slot.id, "reason": gap.reason,
        "rules": dict(sorted(rules.items())),
    }  # fmt: skip


def _cost(outcome: Outcome) -> dict[str, Any]:
    """What it means for one person, in figures."""
    jokers = [wish for wish in outcome.wishes if wish.joker]
    return {
        "minutes": outcome.minutes, "contract": outcome.contract, "points": outcome.points,
        "carried": outcome.carried, "wishes": len(outcome.wishes), "met": sum(w.met for w in outcome.wishes),
        "jokers": len(jokers), "jokers_met": sum(w.met for w in jokers),
        "refused": [[w.date, w.kind or "", w.level] for w in outcome.wishes if not w.met],
        "gained": len(outcome.gained), "lost": len(outcome.lost),
        "warnings": sorted({f.rule for f in outcome.findings}),
    }  # fmt: skip
