"""What the engine found, in the form that a fact holds: who gets which shift, what stays open, what it costs whom."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from domain.kernel import Id
from domain.rosters.engine.team.answer import Alternative, Finding, Gap, Outcome, Totals
from domain.rosters.engine.team.contradictions import wanting
from domain.rosters.engine.team.problem import Problem, Slot
from domain.rosters.labour import read_set, rules_at
from domain.rosters.lawful import DEFAULT_SET, LAW
from domain.rosters.proposals import Placement


def offered(problem: Problem, found: Alternative) -> dict[str, Any]:
    """An alternative as it is offered: only what it changes, in the order in which it can be taken over."""
    slots, carers = {slot.id: slot for slot in problem.slots}, {carer.id: carer for carer in problem.carers}
    private, visitors = private_rules(problem), frozenset(carer.id for carer in problem.carers if carer.visitor)
    changed = [
        Placement(
            slots[slot].date, slots[slot].kind, carer, slot, slots[slot].carer, carers[carer].asks(slots[slot].date)
        ).fields()
        for slot, carer in found.assignments
        if slots[slot].carer != carer
    ]  # fmt: skip
    return {
        "aim": found.aim,
        "seed": found.seed,
        "shifts": changed,
        "gaps": [_gap(slots[gap.slot], gap, private, visitors) for gap in found.gaps],
        "costs": {
            outcome.carer: _cost(_visit(outcome) if outcome.carer in visitors else outcome, private)
            for outcome in found.carers
            if outcome.carer not in visitors or outcome.gained
        },
        "whole": asdict(found.totals) | _wishes(found),
    }


def wanted_too_much(problem: Problem) -> list[dict[str, Any]]:
    """Shifts at one moment of which there are too few people to work them all, whatever is tried."""
    slots = {slot.id: slot for slot in problem.slots}
    return [
        {"shifts": [[slots[id].date, slots[id].kind] for id in one.slots], "available": one.available}
        for one in wanting(problem)
    ]


def private_rules(problem: Problem) -> frozenset[str]:
    """The rules that count for who is protected only: their name would tell of whom."""
    sets = [rules for one in problem.sets for rules in read_set(json.loads(one.document))]
    sets += [rules_at(DEFAULT_SET, problem.first), rules_at(LAW, problem.first)]
    return frozenset(rule.id for rules in sets for rule in rules.rules if rule.only)


def rebuilt(problem: Problem, fields: dict[str, Any]) -> Alternative:
    """The alternative again, as far as explaining needs it: who works what, and what is even."""
    who: dict[Id, Id] = {slot.id: slot.carer for slot in problem.slots if slot.carer}
    who |= {shift["shift"]: shift["person"] for shift in fields["shifts"]}
    filled = tuple((slot.id, who[slot.id]) for slot in problem.slots if slot.id in who)
    gaps = tuple(Gap(gap["slot"], gap["reason"], ()) for gap in fields["gaps"])
    costs = fields["costs"]
    people = tuple(
        Outcome(
            carer.id, cost["minutes"], cost["contract"], cost["points"], cost["share"], cost["carried"], (), (), (), ()
        )
        for carer in problem.carers
        if (cost := costs.get(carer.id))
    )
    return Alternative(fields["aim"], fields["seed"], filled, gaps, people, Totals(**fields["whole"]))


def _told(findings: Iterable[Finding], private: frozenset[str]) -> list[str]:
    return sorted({"private" if finding.rule in private else finding.rule for finding in findings})


def _gap(slot: Slot, gap: Gap, private: frozenset[str], visitors: frozenset[Id]) -> dict[str, Any]:
    """A gap with its reason, and how many of the team are kept from it by which rule."""
    own = [blocked for blocked in gap.blocked if blocked.carer not in visitors]
    rules = Counter(rule for blocked in own for rule in _told(blocked.findings, private))
    return {
        "date": slot.date, "kind": slot.kind, "slot": slot.id, "reason": gap.reason,
        "rules": dict(sorted(rules.items())),
    }  # fmt: skip


def _visit(outcome: Outcome) -> Outcome:
    """Of who belongs to another team only what they would work here."""
    return replace(outcome, contract=0, share=0.0, carried=0.0, wishes=(), findings=())


def _wishes(found: Alternative) -> dict[str, int]:
    made = [wish for outcome in found.carers for wish in outcome.wishes if wish.weight]
    return {"wishes_made": len(made), "wishes_met": sum(wish.met for wish in made)}


def _cost(outcome: Outcome, private: frozenset[str]) -> dict[str, Any]:
    """What it means for one person, in figures."""
    made = [wish for wish in outcome.wishes if wish.weight]  # without a weight it is no wish
    jokers = [wish for wish in made if wish.joker]
    return {
        "minutes": outcome.minutes, "contract": outcome.contract, "points": outcome.points,
        "carried": outcome.carried, "share": outcome.share,
        "wishes": len(made), "met": sum(w.met for w in made),
        "jokers": len(jokers), "jokers_met": sum(w.met for w in jokers),
        "refused": [[w.date, w.kind or "", w.level] for w in made if not w.met],
        "gained": len(outcome.gained), "lost": len(outcome.lost),
        "warnings": _told((f for f in outcome.findings if f.severity == "warned"), private),
    }  # fmt: skip
