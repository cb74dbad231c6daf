"""A team of twelve with four weeks planned, for measurements: more than 500 facts stand behind its roster."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from domain.kernel import OPERATOR, Acting, Id, Refusal, act_as, fixed_clock, id_of
from domain.policies import Hire
from domain.rosters import roster_of
from projections.house import House

BEGIN = datetime(2026, 2, 2, 9, tzinfo=UTC)
FIRST = date(2026, 3, 2)
DAYS = 28


class BenchTeam:
    """Twelve people, one roster of 28 days, and what is done with it again and again."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.team = id_of("bench", "team")
        self.people = [id_of("bench", "person", str(n)) for n in range(12)]
        self.planner = self.people[0]
        self.roster: Id = roster_of(self.team, FIRST.isoformat())

    def plan(self) -> None:
        """Found the team and plan what the rules allow, until more than 500 facts stand behind the roster."""
        hires = [
            Hire(p, f"Medewerker {n}", since="2010-01-01", minutes_per_week=1920, roles=("planner",) if n == 0 else ())
            for n, p in enumerate(self.people)
        ]
        with fixed_clock(BEGIN):
            with act_as(Acting(OPERATOR, "")):
                self.house.staffing.found_team(self.team, name="Meetgroep", hires=hires)
            with act_as(Acting(self.planner, "")):
                self.house.rosters.draft_roster(self.team, first=FIRST.isoformat())
                for day in range(DAYS):
                    for n, person in enumerate(self.people):
                        if (day + n) % 3:
                            self._try(person, day, "VLN"[(day // 2 + n) % 3])
                for _ in range(3):
                    for shift, person in self._standing()[:60]:
                        self.house.rosters.unassign_shift(self.roster, shift, was=person)
                        self.house.rosters.assign_shift(self.roster, shift, person=person, instead_of=None)

    def _try(self, person: Id, day: int, kind: str) -> None:
        shift = id_of("bench", "shift", person, str(day))
        when = (FIRST + timedelta(days=day)).isoformat()
        try:
            self.house.rosters.plan_shift(self.roster, shift=shift, date=when, kind=kind, person=person)
        except Refusal:
            pass

    def _standing(self) -> list[tuple[Id, Id]]:
        with self.house.now() as views:
            rows = views.execute(
                "SELECT shift, person FROM rosters_shift WHERE roster = ? AND person IS NOT NULL ORDER BY shift",
                (self.roster,),
            ).fetchall()
        return [(row[0], row[1]) for row in rows]

    def toggle(self, times: int) -> list[tuple[Id, Id]]:
        """Shifts to take off and put back: one command each."""
        found = self._standing()
        return [found[n % len(found)] for n in range(times)]
