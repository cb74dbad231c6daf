"""The rounds in the demo: the planner opens them, everybody wishes, the team takes gaps one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.kernel import AMSTERDAM, Id, parse_instant
from domain.rosters import roster_of
from domain.rosters.lawful import DEFAULT_SET
from domain.rosters.notice import notices_on
from web.demo.board import Board, Slot, slot
from web.demo.cast import Carer, Home
from web.demo.stage import Life, Stage

_DAY = timedelta(days=1)
WEEKS = 4
JOKERS = 2
_LEVELS = ("want", "want", "rather_not", "rather_not", "cannot")
_ORDER = "SNLVD"
"""Nights and the late shifts before them first: they are hardest to fill."""


@dataclass(frozen=True, slots=True)
class Span:
    """One period of one home. `due`: its first day, or so much earlier as the home works ahead of the others."""

    home: Home
    first: date
    due: date
    goal: str
    """published, or how far it comes: gaps, wishes."""

    @property
    def roster(self) -> Id:
        """Its roster."""
        return roster_of(self.home.id, self.first.isoformat())

    def day(self, before: int) -> date:
        """So many days before it is due."""
        return self.due - before * _DAY


def opening(stage: Stage, span: Span) -> None:
    """The planner opens the rounds; a round in which the visitor can join in lasts until the demo's last day."""
    last, publish = stage.until.astimezone(AMSTERDAM).date(), _in_time(span)
    if span.goal == "gaps":
        publish = max(publish, min(last, span.day(22)))
    gaps = span.day(24) if span.goal != "gaps" else min(max(span.day(24), last), publish)
    stage.act(
        span.home.planner.id, stage.house.rosters.open_rounds,
        span.roster, wishes_until=span.day(36).isoformat(), gaps_until=gaps.isoformat(),
        publish_by=publish.isoformat(), jokers=JOKERS,
    )  # fmt: skip


def _in_time(span: Span) -> date:
    """The last day on which publishing is in time, also where the clock changes between."""
    deadline = parse_instant(notices_on(span.due.isoformat(), DEFAULT_SET)[0].deadline(span.due.isoformat()))
    return (deadline.astimezone(AMSTERDAM) - timedelta(hours=24)).date()


def wishers(stage: Stage, board: Board, span: Span) -> None:
    """Everybody says what suits some time in the round; where the round still runs, every second one did."""
    people = span.home.working()
    soonest = 43 if span.goal == "wishes" else 38
    for carer in people[::2] if span.goal == "wishes" else people:
        at = stage.daytime(span.day(stage.random.randint(soonest, 46)))
        stage.begin(_wishing(stage, board, span, carer), at)


def _wishing(stage: Stage, board: Board, span: Span, carer: Carer) -> Life:
    """Somebody says what suits, makes one or two of it strong, and asks for leave now and then."""
    rosters, random = stage.house.rosters, stage.random
    codes = sorted({code for code, _ in span.home.demand})
    days = sorted(random.sample(range(7 * WEEKS), random.randint(3, 7)))
    jokers = random.randint(0, JOKERS)
    for n in days:
        day, level = span.first + n * _DAY, random.choice(_LEVELS)
        kind = None if level == "cannot" else random.choice(codes)
        if not stage.act(carer.id, rosters.wish_for_day, span.roster, date=day.isoformat(), kind=kind, level=level):
            continue
        board.wishes[carer.id, day, kind or ""] = level
        if jokers and random.random() < 0.4:
            jokers -= stage.act(carer.id, rosters.play_joker, span.roster, date=day.isoformat())
        yield stage.soon(1, 2)
    stage.act(carer.id, rosters.finish_wishes, span.roster)
    if carer in span.home.carers and random.random() < 0.3:
        _leave(stage, board, span, carer)


def _leave(stage: Stage, board: Board, span: Span, carer: Carer) -> None:
    begin = span.first + _DAY * (7 * stage.random.randint(0, 3) + stage.random.choice((0, 0, 3)))
    last = begin + _DAY * stage.random.choice((0, 1, 4, 6))
    stage.act(
        carer.id, stage.house.rosters.report_absence,
        span.home.id, absence=stage.fresh("absence"), person=carer.id,
        first=begin.isoformat(), last=last.isoformat(), kind="leave",
    )  # fmt: skip
    board.absent[carer.id].append((begin, last))


def wanted(stage: Stage, span: Span) -> list[Slot]:
    """What the period needs, the hardest first within each week."""
    found: list[Slot] = []
    for week in range(WEEKS):
        for code in _ORDER:
            for n in range(7):
                day = span.first + _DAY * (7 * week + n)
                for _ in range(span.home.demand.get((code, day.weekday()), 0)):
                    found.append(slot(stage.fresh("shift"), span.home, span.roster, day, code))
    return found


def missing(stage: Stage, board: Board, span: Span) -> list[Slot]:
    """A fresh slot for everything that is wanted and not there."""
    there: dict[tuple[date, str], int] = {}
    for standing in board.of_roster[span.roster]:
        there[standing.day, standing.kind.code] = there.get((standing.day, standing.kind.code), 0) + 1
    lacks = []
    for want in wanted(stage, span):
        key = (want.day, want.kind.code)
        there[key] = there.get(key, 0) - 1
        if there[key] < 0:
            lacks.append(want)
    return lacks


def gaps_taken(stage: Stage, board: Board, span: Span) -> Life:
    """The team takes gaps one by one, as long as their round lasts."""
    for before in range(30, 23, -1):
        yield stage.daytime(max(span.day(before), stage.today()), 10, 21)
        _take_gap(stage, board, span)


def _take_gap(stage: Stage, board: Board, span: Span) -> None:
    for want in missing(stage, board, span):
        fitting = board.candidates(span.home.carers, want)
        if not fitting or stage.random.random() < 0.5:
            continue
        carer = fitting[0]
        if stage.act(
            carer.id, stage.house.rosters.take_gap,
            span.roster, shift=want.id, date=want.day.isoformat(), kind=want.kind.code,
        ):  # fmt: skip
            want.person = carer
            board.add(want)
            return
