"""Two woongroepen that share a carer, for what several processes do to them at once, and what must then still hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from domain.kernel import OPERATOR, Acting, Id, act_as, id_of, today
from domain.policies import Hire
from domain.rosters import Agenda, Roster, agenda_of, roster_of
from projections.engine import first_difference
from projections.house import House

WEEKS = 8
ONE, OTHER = id_of("team", "bench one"), id_of("team", "bench other")
CARERS = tuple(id_of("person", f"bench carer {number}") for number in range(8))
SHARED = tuple(id_of("person", f"bench shared {number}") for number in range(2))
"""They work in turns: who works every day gets no rest in the week, and the law refuses that."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The days that can be planned, from a Monday to come."""

    first: date
    days: int

    def day(self, number: int) -> str:
        """The day with this number."""
        return (self.first + timedelta(days=number)).isoformat()

    def roster(self, team: Id, number: int) -> Id:
        """The team's roster that a day is in."""
        return roster_of(team, self.day(number - number % (7 * WEEKS)))


def found(data: Path, database: str | None, days: int) -> Plan:
    """Found both woongroepen, with rosters for so many days."""
    first = today() + timedelta(days=14 - today().weekday())
    plan = Plan(first, days)
    house = House(data, database)
    with act_as(Acting(OPERATOR, "")):
        administrator = Hire(CARERS[0], "Carer 0", since="2026-01-01")
        house.staffing.found_organisation(name="Bench", administrator=administrator, team=ONE, team_name="One")
        hires = [Hire(carer, f"Carer {n}", since="2026-01-01") for n, carer in enumerate(CARERS[1:] + SHARED, start=1)]
        house.staffing.import_people(hires={ONE: hires}, founded={})
        house.staffing.found_team(OTHER, name="Other")
        for person in SHARED:
            house.teams.join_team(OTHER, person=person, place="member", since="2026-01-01")
        for start in range(0, days, 7 * WEEKS):
            for team in (ONE, OTHER):
                house.rosters.draft_roster(team, first=plan.day(start), weeks=WEEKS)
                house.rosters.lay_before_team(plan.roster(team, start))
    house.close()
    return plan


def broken(house: House, beside: Path) -> Iterator[str]:
    """What does not hold that always must: nobody twice, roster and agenda agree, rebuilt views equal the live ones."""
    with house.now() as views:
        rosters = [row[0] for row in views.execute("SELECT roster FROM rosters_roster")]
        shown = {row[0]: row[1] for row in views.execute("SELECT shift, person FROM rosters_shift")}
    held: dict[Id, set[Id]] = {}
    for id in rosters:
        roster = house.workspace.get(Roster, id)
        assert roster
        for shift, fields in roster.shifts.items():
            if shown.pop(shift, "not shown") != fields["person"]:
                yield f"shift {shift} is shown otherwise than it stands"
            if fields["person"]:
                held.setdefault(fields["person"], set()).add(shift)
    for shift in shown:
        yield f"shift {shift} is shown and does not exist"
    for person in CARERS + SHARED:
        yield from _agenda_broken(house, person, held.get(person, set()))
    house.engine.build(beside)
    if difference := first_difference(house.engine.path, beside):
        yield f"views diverged: {difference}"


def _agenda_broken(house: House, person: Id, held: set[Id]) -> Iterator[str]:
    agenda = house.workspace.get(Agenda, agenda_of(person))
    bookings = sorted(agenda.booked(), key=lambda booking: booking.start) if agenda else []
    for before, after in zip(bookings, bookings[1:], strict=False):
        if after.start < before.end:
            yield f"{person} is twice at {after.start}"
    booked = {booking.shift for booking in bookings}
    forgotten = agenda_dropped(house, person)
    if booked - held or held - booked - forgotten:
        yield f"agenda and rosters of {person} disagree on {(booked ^ held) - forgotten}"
    twice = [shift for shift, count in Counter(booking.shift for booking in bookings).items() if count > 1]
    if twice:
        yield f"{person} has {twice} twice"


def agenda_dropped(house: House, person: Id) -> set[Id]:
    """The shifts that an agenda left out of its memory because no rule looks that far back."""
    days: dict[Id, str] = {}
    dropped: set[Id] = set()
    for fact in house.workspace.events.get(agenda_of(person)):
        if isinstance(fact, Agenda.ShiftReserved):
            days[fact.shift] = fact.day
        elif isinstance(fact, Agenda.BookingsDropped):
            dropped |= {shift for shift, day in days.items() if day < fact.before}
    return dropped
