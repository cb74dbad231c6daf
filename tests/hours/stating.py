"""What people do with a month's hours, in one line each."""

from __future__ import annotations

from domain.kernel import Id
from domain.rosters.hours import HoursStatement
from domain.rosters.hours.figures import Figures
from projections.hours import statements_of
from tests.harness.home import Home

MARCH = "2026-03"


def draw(home: Home, person: Id) -> Id:
    """The person's statement of March, drawn up."""
    with home.by(person):
        home.house.hours.draw_up_statement(home.team, month=MARCH)
    with home.house.now() as views:
        return statements_of(views, person, home.team, MARCH)[-1].id


def confirm(home: Home, person: Id, drawn: Id) -> None:
    with home.by(person):
        home.house.hours.confirm_statement(drawn)


def approve(home: Home, person: Id, drawn: Id) -> None:
    with home.by(person):
        home.house.hours.approve_statement(drawn)


def send(home: Home, *drawn: Id) -> None:
    with home.by(home.anna):
        home.house.hours.send_batch(month=MARCH, statements=list(drawn))


def whole_way(home: Home, person: Id) -> Id:
    """Drawn up, confirmed, approved by anna and sent."""
    drawn = draw(home, person)
    confirm(home, person, drawn)
    approve(home, home.anna, drawn)
    send(home, drawn)
    return drawn


def record(home: Home, person: Id, shift: Id, start: str, end: str, breaks: int = 0) -> None:
    with home.by(person):
        home.house.rosters.record_hours(home.roster, shift, start=start, end=end, breaks=breaks)


def standing(home: Home, drawn: Id) -> HoursStatement:
    found = home.house.workspace.get(HoursStatement, drawn)
    assert found
    return found


def figures(home: Home, person: Id) -> Figures:
    return home.house.hours.source.figures(person, home.team, MARCH)


def clock(minute: int) -> str:
    """Minutes of the day as they are typed."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
