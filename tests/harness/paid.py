"""A month of hours that goes the whole way, objections and a correction included."""

from __future__ import annotations

from typing import Any

from domain.kernel import Id
from domain.rosters.hours import statement_of


def paid(home: Any, person: Id, shift: Id, *, by: Id, month: str = "2026-03") -> None:
    """The person's month is stated, objected to twice, sent, and corrected because of other hours of a shift."""
    hours, statement = home.house.hours, statement_of(person, home.team, month)
    for who in (person, by):
        with home.by(person):
            hours.draw_up_statement(home.team, month=month)
        with home.by(who):
            hours.object_to_statement(statement, text="De pauze klopt niet.")
    with home.by(person):
        hours.draw_up_statement(home.team, month=month)
        hours.confirm_statement(statement)
    with home.by(by):
        hours.approve_statement(statement)
        hours.send_batch(month=month, statements=[statement])
    with home.by(person):
        home.house.rosters.record_hours(home.roster, shift, start="15:00", end="22:45", breaks=15)
        hours.draw_up_statement(home.team, month=month)
