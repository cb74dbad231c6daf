"""What people do with leave, in one line each."""

from __future__ import annotations

from domain.kernel import Id, id_of
from projections.leave import request_of
from projections.leave_now import balance_of
from tests.harness.home import Home, full_day

HOUR = 60


FIFTH = 28 * HOUR // 5


WHOLE = 4 * 28 * HOUR + 57 * 28 * HOUR // 36
"""What a contract of 28 hours gives in a year: 112 hours by law, and by the cao 57 hours for who works 36."""


def ask(home: Home, person: Id, first: str, last: str = "", *, name: str = "", **more: object) -> Id:
    """Ask for leave in March; its id."""
    first = full_day(first)
    leave = id_of("leave", person, first, name)
    given = {"kind": "holiday"} | more
    with home.by(person):
        home.house.leave.ask_leave(
            home.team, leave=leave, first=first, last=full_day(last or first), **given,  # type: ignore[arg-type]
        )  # fmt: skip
    return leave


def grant(home: Home, leave: Id, of: Id, *, by: Id | None = None, **more: object) -> None:
    with home.by(by or home.anna):
        home.house.leave.grant_leave(of, leave, **more)  # type: ignore[arg-type]


def decline(home: Home, leave: Id, of: Id, why: str = "Er is dan niemand", *, by: Id | None = None) -> None:
    with home.by(by or home.anna):
        home.house.leave.decline_leave(of, leave, why=why)


def withdraw(home: Home, leave: Id, by: Id) -> None:
    with home.by(by):
        home.house.leave.withdraw_leave(leave)


def state(home: Home, leave: Id) -> str:
    with home.house.now() as views:
        found = request_of(views, leave)
    assert found
    return found.state


def days(home: Home, leave: Id) -> dict[str, int]:
    with home.house.now() as views:
        found = request_of(views, leave)
    assert found
    return found.days


def left(home: Home, person: Id) -> int:
    """Minutes that can still be taken in 2026."""
    with home.house.now() as views:
        return balance_of(views, home.house.vault, person, home.house.workspace.position(), 2026).usable("2026-12-31")


def end(home: Home, leave: Id, by: Id, back: str, why: str = "De reis ging niet door") -> None:
    """Come back earlier, on a day of March."""
    with home.by(by):
        home.house.leave.end_leave(leave, back=full_day(back), why=why)
