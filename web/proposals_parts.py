"""What an alternative means for one person, and why a shift stays open: in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import g
from flask_babel import gettext, ngettext

from domain.kernel import Id
from domain.rosters.proposals import Placement
from projections.proposals import Alternative, ProposalShown
from projections.roster_shapes import Period
from web.proposals_words import REASONS, rule_words
from web.roster_view import may_plan
from web.rounds_words import ahead_words, hours_words
from web.teller import Teller, day_text

Cell = tuple[str, str, Id]
"""(day, kind, person)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in the roster now."""

    shifts: dict[Id, Id | None]
    """By shift: who has it."""
    theirs: frozenset[Cell]
    room: dict[tuple[str, str], int]
    """(day, kind) -> how many more it wants."""

    def state(self, placement: Placement) -> str:
        """`done` when it is in the roster, `taken` when nobody is wanted there any more; nothing: it can be taken."""
        if (placement.date, placement.kind, placement.person) in self.theirs:
            return "done"
        if placement.was:
            return "" if self.shifts.get(placement.shift or "") == placement.was else "taken"
        return "" if self.room.get((placement.date, placement.kind), 0) > 0 else "taken"


def _(text: str, **places: object) -> str:
    return str(gettext(text, **places))


@dataclass(frozen=True, slots=True)
class ShiftTold:
    """One shift of an alternative."""

    slot: Id | None
    title: str
    code: str
    place: str
    person: str
    was: str
    state: str
    """done, taken by others, or nothing: it can still be taken over."""
    asks: str = ""
    """Of who belongs to another team: how far asking them is."""
    asked: Id | None = None
    """The shift for which they were asked."""


@dataclass(frozen=True, slots=True)
class AskTold:
    """What of an alternative is to be asked of somebody of another team."""

    team: str
    """The name of theirs."""
    left: int
    """Of how many shifts they can still be asked."""
    may: bool
    """Whether who looks can ask now."""
    why_not: str
    """Why they are not asked today."""
    says: dict[tuple[str, str], tuple[str, Id | None]]
    """By day and kind how far asking is, and for which shift."""


@dataclass(frozen=True, slots=True)
class Part:
    """What an alternative means for one person."""

    worked: str
    points: str
    wishes: str
    """Nothing when it is not for whoever looks."""
    refused: tuple[str, ...]
    shifts: tuple[ShiftTold, ...]
    left: int
    """How many of their shifts can still be taken over."""
    done: bool
    """Whether all of them are in the roster."""
    takes: bool
    """Whether who looks may take this part over."""
    warnings: tuple[str, ...] = ()
    asks: AskTold | None = None


@dataclass(frozen=True, slots=True)
class GapTold:
    """What stays open, and why."""

    slot: Id
    title: str
    code: str
    place: str
    why: str
    rules: tuple[str, ...]


def gap_told(gap: dict[str, Any], found: Period, tells: Teller) -> GapTold:
    """What stays open, with its reason."""
    rules = sorted(gap["rules"].items(), key=lambda item: -item[1])
    return GapTold(
        gap["slot"], f"{day_text(gap['date'])}, {tells.kind(found.team, gap['kind'], g.position)}", gap["kind"],
        tells.place(found.team, gap["kind"]), str(REASONS.get(gap["reason"], "")),
        tuple(f"{n} × {rule_words(rule)}" for rule, n in rules[:4]),
    )  # fmt: skip


def part_told(
    one: Alternative,
    person: Id,
    found: Period,
    shown: ProposalShown,
    stands: Standing,
    tells: Teller,
    asks: AskTold | None = None,
) -> Part | None:
    """What an alternative means for somebody; None when it means nothing."""
    cost = one.costs.get(person)
    own = [p for p in one.shifts if p.person == person]
    if cost is None and not own:
        return None
    told = tuple(_shift(p, found, stands, tells, asks) for p in own)
    private = person == g.person or may_plan(found.team)
    mine = [shift for shift in told if not shift.asks]
    left, visits = sum(not shift.state for shift in mine), bool(told) and not mine
    acts = shown.state == "offered" and g.at is None and found.state != "closed"
    together = any(p.was for p in one.shifts)
    return Part(
        _worked(cost) if cost and not visits else "", _points(cost) if cost and not visits else "",
        _wishes(cost) if cost and private and not visits else "",
        _refused(cost, found, tells) if cost and private else (), told, left,
        bool(mine) and all(shift.state == "done" for shift in mine),
        acts and bool(left) and not together and (person == g.person or may_plan(found.team)),
        tuple(rule_words(rule) for rule in cost["warnings"]) if cost else (), asks,
    )  # fmt: skip


def _shift(
    placement: Placement, found: Period, stands: Standing, tells: Teller, asks: AskTold | None
) -> ShiftTold:  # fmt: skip
    kind = tells.kind(found.team, placement.kind, g.position)
    says, asked = asks.says[placement.date, placement.kind] if asks and placement.asks else ("", None)
    return ShiftTold(
        placement.shift, f"{day_text(placement.date)}, {kind}", placement.kind,
        tells.place(found.team, placement.kind), tells.person(placement.person),
        tells.person(placement.was) if placement.was else "", stands.state(placement), says, asked,
    )  # fmt: skip


def _worked(cost: dict[str, Any]) -> str:
    hours, contract = hours_words(cost["minutes"]), hours_words(cost["contract"])
    if not cost["contract"]:
        return _("%(worked)s uur, geen contract", worked=hours)
    return _("%(worked)s van %(contract)s uur", worked=hours, contract=contract)


def _points(cost: dict[str, Any]) -> str:
    points = ngettext("%(num)s punt", "%(num)s punten", cost["points"])
    return _(
        "%(points)s, daarna %(ahead)s",
        points=points,
        ahead=ahead_words(Fraction(cost["carried"]).limit_denominator(1000)),
    )


def _wishes(cost: dict[str, Any]) -> str:
    if not cost["wishes"]:
        return _("geen wensen")
    said = _("%(met)s van %(made)s wensen", met=cost["met"], made=cost["wishes"])
    if cost["jokers"]:
        said += _(", jokers %(met)s van %(made)s", met=cost["jokers_met"], made=cost["jokers"])
    return said


def _refused(cost: dict[str, Any], found: Period, tells: Teller) -> tuple[str, ...]:
    """The wishes that do not come true."""
    says = {"want": _("graag"), "rather_not": _("liever niet"), "cannot": _("kan niet")}
    return tuple(
        f"{day_text(day)}: {says[level]} {tells.kind(found.team, kind, g.position) if kind else ''}".strip()
        for day, kind, level in cost["refused"]
    )
