"""How a home makes a roster: a draft, rounds for wishes and gaps, some evenings of planning, published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import holidays

from domain.kernel import Id
from web.demo.board import Board, Slot, minutes, slot
from web.demo.cast import Carer, Home
from web.demo.life import published
from web.demo.rounds import WEEKS, Span, gaps_taken, missing, opening, wanted, wishers
from web.demo.stage import Life, Stage, local

_DAY = timedelta(days=1)
_LEFT_TO_TEAM = 0.1
_NOT_YET = 0.6
"""Of what the third evening would bring, this part is still to do in the roster that is being planned."""


def period(stage: Stage, board: Board, span: Span) -> Life:
    """One period from seven weeks before it is due; begun at its draft."""
    home, roster = span.home, span.roster
    planner, rosters = home.planner.id, stage.house.rosters
    board.first[roster] = span.first
    stage.act(planner, rosters.draft_roster, home.id, first=span.first.isoformat(), weeks=WEEKS)
    yield from _holidays(stage, home, span.first)
    opening(stage, span)
    wishers(stage, board, span)
    yield local(span.day(34), "19:20")
    for evening, part in enumerate(_sessions(wanted(stage, span))):
        left = _LEFT_TO_TEAM if span.goal == "published" or evening < 2 else _NOT_YET
        for want in part:
            if stage.random.random() >= left and _planned(stage, board, home, want, reach=1.04):
                yield stage.clock.moment + timedelta(seconds=stage.random.randint(15, 70))
        yield stage.daytime(stage.today() + _DAY, 19, 19)
    yield from gaps_taken(stage, board, span)
    if span.goal == "published":
        yield from _rest_filled(stage, board, span)
        yield stage.daytime(span.day(22), 19, 20)
        if stage.act(planner, rosters.publish_roster, roster):
            _gaps_opened(stage, board, home, roster)
            published(stage, board, home, roster, span.first)


def _holidays(stage: Stage, home: Home, first: date) -> Life:
    """On a holiday the weekend's numbers hold."""
    days = holidays.country_holidays("NL", years=[first.year, first.year + 1])
    for n in range(7 * WEEKS):
        day = first + n * _DAY
        if day not in days or day.weekday() >= 5:
            continue
        yield stage.soon(1, 3)
        for code in sorted({code for code, _ in home.demand}):
            least = home.demand.get((code, 6), 0)
            if least != home.demand.get((code, day.weekday()), 0):
                stage.act(
                    home.planner.id, stage.house.rosters.set_date_demand,
                    home.id, code=code, date=day.isoformat(), least=least,
                )  # fmt: skip


def _sessions(wanted: list[Slot]) -> Iterator[list[Slot]]:
    """Three evenings."""
    third = len(wanted) // 3 + 1
    return (wanted[n : n + third] for n in range(0, len(wanted), third))


def _planned(stage: Stage, board: Board, home: Home, wanted: Slot, *, reach: float) -> bool:
    """Put the best carer on it; False when there are enough, or nobody fits."""
    if _full(board, wanted):
        return False
    scored = [
        (_score(stage, board, carer, wanted), n, carer)
        for n, carer in enumerate(home.working())
        if board.load(carer, wanted.roster, WEEKS) < reach and board.fits(carer, wanted)
    ]
    if not scored:
        return False
    carer = min(scored)[2]
    rosters, planner = stage.house.rosters, home.planner.id
    if wanted.kind.sleeps:
        _beside(stage, board, carer, wanted, wanted.day, "L")
    day, code = wanted.day.isoformat(), wanted.kind.code
    done = stage.act(planner, rosters.plan_shift, wanted.roster, shift=wanted.id, date=day, kind=code, person=carer.id)
    if done:
        wanted.person = carer
        board.add(wanted)
    if done and wanted.kind.sleeps and stage.random.random() < 0.7:
        _beside(stage, board, carer, wanted, wanted.day + _DAY, "V")
    return done


def _full(board: Board, wanted: Slot) -> bool:
    """Whether the day has enough shifts of this kind, also when it was more before a holiday was noted."""
    there = sum(s.day == wanted.day and s.kind.code == wanted.kind.code for s in board.of_roster[wanted.roster])
    return there >= wanted.home.demand.get((wanted.kind.code, wanted.day.weekday()), 0)


def _beside(stage: Stage, board: Board, carer: Carer, sleep: Slot, day: date, code: str) -> None:
    """A sleep shift lies between a late shift and the next early one where that can be."""
    beside = slot(stage.fresh("shift"), sleep.home, sleep.roster, day, code)
    inside = (day - board.first[sleep.roster]).days < 7 * WEEKS
    if not inside or _full(board, beside) or not board.fits(carer, beside):
        return
    if stage.act(
        sleep.home.planner.id, stage.house.rosters.plan_shift,
        sleep.roster, shift=beside.id, date=day.isoformat(), kind=code, person=carer.id,
    ):  # fmt: skip
        beside.person = carer
        board.add(beside)


def _score(stage: Stage, board: Board, carer: Carer, wanted: Slot) -> float:
    """Low is good: little work yet, a wish for it, the same kind as yesterday, no lonely day."""
    score = board.load(carer, wanted.roster, WEEKS)
    score += {"want": -0.35, "rather_not": 0.4}.get(board.wish(carer, wanted.day, wanted.kind.code), 0)
    near = {(s.day - wanted.day).days: s.kind.code for s in board.of(carer) if abs((s.day - wanted.day).days) <= 2}
    if near.get(-1) == wanted.kind.code or near.get(1) == wanted.kind.code:
        score += 0.5 if wanted.kind.sleeps else -0.25
    if 0 in near:
        score += 0.15
    if wanted.day.weekday() >= 5:
        weekend = [s for s in board.of(carer) if s.roster == wanted.roster and s.day.weekday() >= 5]
        score += 0.12 * len(weekend)
        score -= 0.2 * any(abs((s.day - wanted.day).days) == 1 for s in weekend)
    return score + stage.random.random() * 0.08


def _rest_filled(stage: Stage, board: Board, span: Span) -> Life:
    """The planner asks around and fills most of what is left."""
    yield stage.daytime(span.day(23), 19, 19)
    for want in missing(stage, board, span):
        if stage.random.random() < 0.55 and _planned(stage, board, span.home, want, reach=1.15):
            yield stage.clock.moment + timedelta(seconds=stage.random.randint(15, 70))


def _gaps_opened(stage: Stage, board: Board, home: Home, roster: Id) -> None:
    """What publishing left open comes on the board."""
    with stage.house.now() as views:
        rows = views.execute(
            "SELECT shift, date, kind, start, end FROM rosters_shift WHERE roster = ? AND person IS NULL "
            "ORDER BY date, start, shift",
            (roster,),
        ).fetchall()
    for row in rows:
        if row["shift"] not in board.slots:
            gap = slot(row["shift"], home, roster, date.fromisoformat(row["date"]), row["kind"])
            gap.start, gap.end = minutes(row["start"]), minutes(row["end"])
            board.add(gap)
