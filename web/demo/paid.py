"""What the demo people do with hours and leave: hours stated, approved and sent by month, leave asked and decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from domain.kernel import Id
from domain.rosters.hours import statement_of
from domain.rosters.hours.figures import same_lines
from projections.hours import Statement, approved_of
from web.demo.board import Board
from web.demo.cast import Carer, Home
from web.demo.stage import Life, Stage, local

_DAY = timedelta(days=1)
_WHY_NOT = ("Die week zijn er al twee weg", "In die week is de verbouwing, kan het een week later?")
_WHY_BACK = "De reis ging niet door"
_NOTES = ("Naar de camping", "Bruiloft van mijn zus", "Een week naar zee", "")


def months(stage: Stage, homes: Sequence[Home], first: date) -> None:
    """Let the hours of every month that is over be stated; those of the last one are not sent yet."""
    begin = first.replace(day=1)
    while (after := (begin + 32 * _DAY).replace(day=1)) <= stage.until.date():
        month, last = begin.isoformat()[:7], (after + 32 * _DAY).replace(day=1) > stage.until.date()
        for home in homes:
            stage.begin(_stated(stage, home, month, last=last), stage.daytime(after + _DAY, 10, 11))
        if not last:
            stage.begin(_sent(stage, homes, month), local(after + 11 * _DAY, "10:20"))
        else:
            stage.begin(_again(stage, homes, month), stage.daytime(stage.until.date() - _DAY, 19, 20))
        begin = after


def _stated(stage: Stage, home: Home, month: str, *, last: bool) -> Life:
    """Everybody states and confirms; a colleague approves. Of the last month somebody is still late."""
    people = home.working()[:-1] if last else home.working()
    for carer in people:
        _confirmed(stage, home, carer, month)
        yield stage.soon(4, 20)
    yield stage.daytime(stage.today() + 2 * _DAY, 9, 10)
    for carer in people:
        by = home.planner if carer is not home.planner else home.carers[1]
        statement = statement_of(carer.id, home.id, month)
        if not stage.act(by.id, stage.house.hours.approve_statement, statement):
            _confirmed(stage, home, carer, month)  # hours came in since
            stage.act(by.id, stage.house.hours.approve_statement, statement)
        yield stage.soon(1, 4)


def _confirmed(stage: Stage, home: Home, carer: Carer, month: str) -> None:
    hours = stage.house.hours
    if stage.act(carer.id, hours.draw_up_statement, home.id, month=month):
        stage.act(carer.id, hours.confirm_statement, statement_of(carer.id, home.id, month))


def _sent(stage: Stage, homes: Sequence[Home], month: str) -> Life:
    """The controller sends what was approved."""
    yield from _again(stage, homes, month)
    if ready := [one.id for one in _approved(stage, month)]:
        stage.act(stage.id("controller"), stage.house.hours.send_batch, month=month, statements=ready)


def _again(stage: Stage, homes: Sequence[Home], month: str) -> Life:
    """What changed since it was approved, because a period was opened for a correction, is stated again."""
    hours, carers = stage.house.hours, {carer.id: carer for home in homes for carer in home.working()}
    at = {home.id: home for home in homes}
    for one in _approved(stage, month):
        if not same_lines(one.lines, hours.source.figures(one.person, one.team, month).lines()):
            home, carer = at[one.team], carers[one.person]
            _confirmed(stage, home, carer, month)
            by = home.planner if carer is not home.planner else home.carers[1]
            stage.act(by.id, hours.approve_statement, one.id)
            yield stage.soon(1, 3)


def _approved(stage: Stage, month: str) -> list[Statement]:
    with stage.house.now() as views:
        return approved_of(views, month)


def leave(stage: Stage, board: Board, homes: Sequence[Home], founded: date) -> None:
    """Let what was left of before be written down, and some weeks of leave be asked in every home."""
    for home in homes:
        stage.begin(_written(stage, home), stage.daytime(founded + 12 * _DAY, 13, 15))
        for n, carer in enumerate(home.carers[2:6]):
            week = founded + _DAY * (7 * (13 + 3 * n) - founded.weekday())
            asked = stage.daytime(founded + (16 + 2 * n) * _DAY, 10, 20)
            stage.begin(_asked(stage, board, home, carer, week, granted=n != 2), asked)
    stage.begin(_waiting(stage, homes[0]), stage.daytime(stage.until.date() - 2 * _DAY, 10, 20))


def _written(stage: Stage, home: Home) -> Life:
    """The balance of the year before, as the old system had it."""
    year = stage.today().year - 1
    for carer in home.carers:
        by = home.planner if carer is not home.planner else home.carers[1]
        stage.act(
            by.id, stage.house.leave.credit_leave, carer.id, credit=stage.fresh("credit"), balance="above", year=year,
            minutes=60 * stage.random.randint(4, 38), why="Over van vorig jaar, uit het oude systeem", team=home.id,
        )  # fmt: skip
        yield stage.soon(1, 2)


def _asked(stage: Stage, board: Board, home: Home, carer: Carer, monday: date, *, granted: bool) -> Life:
    """A week of leave, far ahead, on which the planner decides within days."""
    last = monday + 6 * _DAY
    found = _ask(stage, home, carer, monday, last)
    if found is None:
        return
    yield stage.daytime(stage.today() + _DAY * stage.random.randint(1, 3), 19, 20)
    service, planner = stage.house.leave, home.planner.id
    if not granted:
        stage.act(planner, service.decline_leave, carer.id, found, why=stage.random.choice(_WHY_NOT))
    elif stage.act(planner, service.grant_leave, carer.id, found):
        board.absent[carer.id].append((monday, last))
        for slot in [s for s in board.of(carer) if s.home is home and monday <= s.day <= last]:
            board.give(slot, None)
        if stage.until.date() > monday + 3 * _DAY and carer is home.carers[3]:
            yield stage.daytime(monday + 2 * _DAY, 9, 11)
            back = monday + 3 * _DAY
            if stage.act(carer.id, service.end_leave, found, back=back.isoformat(), why=_WHY_BACK):
                board.absent[carer.id].remove((monday, last))
                board.absent[carer.id].append((monday, back - _DAY))


def wants_more(stage: Stage, home: Home) -> Life:
    """The planner says that an outing needs one more; nobody put that open yet when the visitor comes."""
    day = (stage.until.date() + 6 * _DAY).isoformat()
    with stage.house.now() as views:
        standing = views.execute(
            "SELECT count(*) FROM rosters_shift WHERE team = ? AND date = ? AND kind = 'V'", (home.id, day)
        ).fetchone()[0]
    stage.act(
        home.planner.id, stage.house.rosters.set_date_demand,
        home.id, code="V", date=day, least=standing + 1, reason="Uitje naar zee", about=home.id,
    )  # fmt: skip
    yield from ()


def _waiting(stage: Stage, home: Home) -> Life:
    """Two who wait for the planner when the visitor comes: some days soon, and two weeks later on."""
    for n, carer in enumerate(home.carers[3:5]):
        first = stage.today() + _DAY * (16 + 40 * n)
        _ask(stage, home, carer, first, first + _DAY * (2 + 11 * n))
        yield stage.soon(20, 90)


def _ask(stage: Stage, home: Home, carer: Carer, first: date, last: date) -> Id | None:
    leave = stage.fresh("leave")
    done = stage.act(
        carer.id, stage.house.leave.ask_leave, home.id, leave=leave, first=first.isoformat(), last=last.isoformat(),
        kind="holiday", note=stage.random.choice(_NOTES),
    )  # fmt: skip
    return leave if done else None
