"""What things weigh against each other, and the pace at which the law lets people work.

In order: cover, competence mix, that nobody of another team need be asked, wishes and jokers, fairness, contract hours,
shape of stints. An aim lifts one of wishes, fairness and hours; what goes before them stands above all of them in each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from domain.rosters.engine.team.ground import Block
from domain.rosters.engine.team.problem import Carer, Problem, Wish
from domain.rosters.labour import Rules

OPEN = 10_000.0
MIX = 2_000.0
VISIT = 1_000.0
"""For a slot of which somebody of another team must be asked: dearer than anything of the team's own people."""
JOKER = 4
"""A joker makes a wish so many times as heavy."""
HOUR = 60
SHORT_REST, BACKWARD = 25.0, 2.0
LONE_DAY_OFF, HALF_WEEKEND = 3.0, 2.0
LONG_OFF = 60 * HOUR
"""Less between two stints is one lone day off."""
LENGTHS = (0.0, 4.0, 2.0, 0.0, 0.0, 0.0, 6.0)
"""What a stint of so many days costs; longer ones 10 more for each day."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The weights of one aim: a wish (times its own weight), a point from even, an hour from the contract."""

    aim: str
    wish: float
    point: float
    hour: float
    change: float = 15.0
    """For a slot taken from who has it now."""
    gain: float = 0.0
    """For a slot given to somebody who does not have it now; when a roster that stands is made again."""
    near: float = 0.0
    """So many times as much more for a change tomorrow, half of that for one in a week."""
    keep_off: bool = False
    """Nobody is put to work on a day on which they have nothing now, unless they agreed."""

    def of_wish(self, wish: Wish) -> float:
        """What it costs when a wish does not come true."""
        return self.wish * wish.weight * (JOKER if wish.joker else 1)


SCALES = {
    "fair": Scale("fair", wish=25, point=20, hour=3),
    "wishes": Scale("wishes", wish=60, point=5, hour=3),
    "hours": Scale("hours", wish=25, point=5, hour=15),
}

AGAIN = Scale("again", wish=2, point=1, hour=0.5, change=60, gain=40, near=4, keep_off=True)
"""To make a standing roster again: what is not a gap is worth less than a change."""

Floats = npt.NDArray[np.float64]


MOST_OVER = 1.25
"""Nobody is proposed for more than this part of their contract, or twelve hours more where that is more."""


def most_minutes(problem: Problem, carer: Carer) -> int:
    """The most that somebody is proposed for in the period; without a contract anywhere 48 hours a week."""
    days = (date.fromisoformat(problem.last) - date.fromisoformat(problem.first)).days + 1
    most = int(max(carer.contract * MOST_OVER, carer.contract + 12 * HOUR))
    if carer.flex and not carer.per_week:
        most = 48 * HOUR * days // 7
    return most if carer.limits.max_minutes is None else min(most, carer.limits.max_minutes)


def off_contract(minutes: Floats | float, contract: int, scale: Scale, flex: bool) -> Floats:
    """What it costs to have so many minutes with such a contract; a flex carer costs by the hour instead."""
    hours = (np.asarray(minutes, dtype=np.float64) - contract) / HOUR
    if flex:
        return np.asarray(2 * scale.hour * np.maximum(hours, 0.0))
    away = np.abs(hours)
    return np.asarray(scale.hour * (0.5 * away + 0.5 * np.maximum(away - 4, 0) + 2 * np.maximum(hours - 12, 0)))


POINT_STEPS = ((2.0, 1.0), (3.0, 2.0), (float("inf"), 4.0))
"""How far from even, and what each such point weighs: the spread is what counts, so far is dearer than near."""


def off_share(points: float, share: float, scale: Scale) -> float:
    """What it costs that somebody carries so many points where another number would be even."""
    left, cost = abs(points - share), 0.0
    for wide, weight in POINT_STEPS:
        cost += min(left, wide) * weight * scale.point
        left -= min(left, wide)
    return cost


@dataclass(frozen=True, slots=True)
class Pace:
    """Figures of the rules that go from one shift to the next; the search keeps to them, the checker judges."""

    rest: int = 0
    shortest: int = 0
    after_night: int = 0
    after_long_night: int = 0
    row_ends: int = 36 * HOUR
    nights: int = 99
    after_nights: int = 0
    span: int = 14 * 24 * HOUR
    """From the first start to the last end of shifts without a weekly rest between them."""


def pace_of(rules: Rules) -> Pace:
    """The figures of a set."""
    pace = Pace()
    for rule in rules.rules:
        if not rule.applies or rule.severity != "refused":
            continue
        if rule.check == "daily_rest":
            pace = replace(
                pace,
                rest=rule["rest_minutes"],
                shortest=min(rule.lists["shorter_minutes"], default=rule["rest_minutes"]),
            )
        elif rule.check == "rest_after_night":
            pace = replace(pace, after_night=rule["rest_minutes"])
        elif rule.check == "rest_after_long_night":
            pace = replace(pace, after_long_night=rule["rest_minutes"])
        elif rule.check == "rest_after_nights":
            pace = replace(
                pace, nights=rule["from_nights"], after_nights=rule["rest_minutes"], row_ends=rule["row_ends_minutes"]
            )
        elif rule.check == "weekly_rest":
            pace = replace(pace, span=rule["window_minutes"] - rule["rest_minutes"])
    return pace


def needed_rest(pace: Pace, early: Block, late: Block) -> int:
    """The least minutes between two blocks; on-call may begin and end at work."""
    if early.on_call or late.on_call:
        return 0
    if early.long_night:
        return max(pace.after_long_night, pace.shortest)
    return pace.after_night if early.late_night else pace.shortest


def turn(pace: Pace, early: Block, late: Block) -> float:
    """What the way from one block to the next in a stint costs: a short rest, an earlier beginning."""
    rest = late.start - early.end
    short = SHORT_REST if rest < pace.rest and not (early.on_call or late.on_call) else 0.0
    back = late.start - early.start < (late.day - early.day) * 24 * HOUR - 3 * HOUR
    return short + (BACKWARD if back else 0.0)


def nights_on(pace: Pace, early: bool, late: bool, given: bool) -> tuple[tuple[int, int], ...]:
    """Which number of nights in a row leads to which; a row of many nights ends with a longer rest."""
    if not early:
        return ((0, 0),)
    if late:
        return ((0, 1), (1, 2), (2, 2))
    return tuple((number, 0) for number in range(3 if given else min(3, pace.nights - 1)))


def stint(days: int) -> float:
    """What a stint of so many days costs."""
    return LENGTHS[days] if days < len(LENGTHS) else LENGTHS[-1] + 10.0 * (days - len(LENGTHS) + 1)


def begins(block: Block) -> float:
    """What it costs to begin a stint with a block: on a Sunday it parts a weekend."""
    return HALF_WEEKEND if block.day % 7 == 0 else 0.0


def ends(block: Block) -> float:
    """What it costs to end one: on a Saturday likewise."""
    return HALF_WEEKEND if block.last_day % 7 == 6 else 0.0


def shape(pace: Pace, blocks: Sequence[Block]) -> float:
    """What the shape of a schedule costs: its stints, and the ways from block to block. Blocks are in order of time."""
    cost, first = 0.0, 0
    for at, block in enumerate(blocks):
        rest = block.start - blocks[at - 1].end if at else 0
        if at == 0 or rest >= pace.row_ends:
            cost += begins(block) + (LONE_DAY_OFF if at and rest < LONG_OFF else 0.0)
            first = at
        else:
            cost += turn(pace, blocks[at - 1], block)
        last = at + 1 == len(blocks) or blocks[at + 1].start - block.end >= pace.row_ends
        if last:
            cost += ends(block) + stint(block.day - blocks[first].day + 1)
    return cost
