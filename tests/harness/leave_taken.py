"""Everything that can happen to leave, for a woongroep in which every kind of fact occurs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.kernel import Id, id_of, today


def leave_taken(home: Any, person: Id, *, by: Id) -> None:
    """Somebody asks for leave of a day and of days, which is granted, declined and withdrawn; hours are written."""
    leave = home.house.leave
    days = [(today() + timedelta(days=20 + 3 * n)).isoformat() for n in range(12)]
    for at, (first, last) in enumerate(zip(days, days, strict=True)):
        last = last if at % 2 else (today() + timedelta(days=21 + 3 * at)).isoformat()
        with home.by(person):
            leave.ask_leave(home.team, leave=id_of("leave", first), first=first, last=last, kind="special", note="Weg")
    for at, first in enumerate(days[:6]):
        with home.by(by if at < 4 else person):
            if at < 2:
                leave.grant_leave(person, id_of("leave", first), why="Fijn")
            elif at < 4:
                leave.decline_leave(person, id_of("leave", first), why="Dan is er niemand")
            else:
                leave.withdraw_leave(id_of("leave", first))
    with home.by(person):
        leave.ask_leave(
            home.team, leave=id_of("leave", "begun"), first=today().isoformat(),
            last=(today() + timedelta(days=2)).isoformat(), kind="unpaid",
        )  # fmt: skip
    with home.by(by):
        leave.grant_leave(person, id_of("leave", "begun"))
    with home.by(person):
        leave.end_leave(id_of("leave", "begun"), back=(today() + timedelta(days=1)).isoformat(), why="Toch weer terug")
    for minutes in (600, -60):
        with home.by(by):
            home.house.hours.carry_hours(person, year=2026, minutes=minutes, why="Eind 2025", team=home.team)
            leave.credit_leave(
                person, credit=id_of("credit", str(minutes)), balance="above", year=2026, minutes=minutes,
                why="Over van vorig jaar", team=home.team,
            )  # fmt: skip
