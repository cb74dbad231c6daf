"""Commands on what a team needs and on its periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from domain.kernel import Id, command, id_of
from domain.rosters.demand import Demand, ShiftKind, demand_of
from domain.rosters.desk import RosterDesk, clean_day, clean_text, days_of
from domain.rosters.refusals import PeriodUnreadable
from domain.rosters.roster import Roster, roster_of

STANDARD_KINDS = (
    (ShiftKind("V", "V", 7 * 60, 495, 15), "Vroeg"),
    (ShiftKind("L", "L", 15 * 60, 495, 15), "Laat"),
    (ShiftKind("N", "N", 23 * 60, 495, 15), "Nacht"),
    (ShiftKind("S", "S", 23 * 60 + 15, 465, 0), "Slaapdienst"),
    (ShiftKind("D", "D", 9 * 60, 495, 15), "Dag"),
)
"""What most woongroepen begin with; each changes it as it likes."""

STANDARD_DEMAND = {"V": 2, "L": 2, "N": 1}


class Periods(RosterDesk):
    """What the team needs, and the steps of a period."""

    def demand_begun(
        self,
        team: Id,
        kinds: Sequence[tuple[ShiftKind, str]] = STANDARD_KINDS,
        weekly: Mapping[str, int] = STANDARD_DEMAND,
    ) -> Demand:
        """A new team's demand, not saved yet: kinds with names, and how many of each on every weekday."""
        demand = Demand.begin(demand_of(team), team=team)
        for kind, name in kinds:
            demand.define_kind(kind, self.workspace.vault.seal(team, clean_text(name)))
        for code, least in weekly.items():
            for weekday in range(7):
                demand.set_weekday(code, weekday, least)
        return demand

    @command("rosters.change_demand")
    def define_kind(self, team: Id, *, kind: ShiftKind, name: str) -> None:
        """Agree on a kind of shift, or on other times for it from now on."""
        demand = self._own_demand(team)
        demand.define_kind(kind, self.workspace.vault.seal(team, clean_text(name)))
        self.workspace.save(demand)

    @command("rosters.change_demand")
    def retire_kind(self, team: Id, *, code: str) -> None:
        """Plan a kind no longer."""
        demand = self._own_demand(team)
        demand.retire_kind(code)
        self.workspace.save(demand)

    @command("rosters.change_demand")
    def set_weekday_demand(self, team: Id, *, code: str, weekday: int, least: int) -> None:
        """Say how many people a weekday (0 is Monday) needs in a kind."""
        demand = self._own_demand(team)
        demand.set_weekday(code, weekday, least)
        self.workspace.save(demand)

    @command("rosters.change_demand")
    def set_date_demand(self, team: Id, *, code: str, date: str, least: int | None) -> None:
        """Say how many people a date needs in a kind; None: as the weekday does."""
        demand = self._own_demand(team)
        demand.set_date(code, clean_day(date), least)
        self.workspace.save(demand)

    def roster_drafted(self, demand: Demand, *, first: str, weeks: int) -> Roster:
        """A new roster in the demand's team, not saved yet; raises PeriodUnreadable, PeriodOverlaps."""
        if not 1 <= weeks <= 8:
            raise PeriodUnreadable(field="weeks")
        last = (date.fromisoformat(clean_day(first)) + timedelta(days=7 * weeks - 1)).isoformat()
        roster = Roster.begin(roster_of(demand.team, first), team=demand.team, first=first, last=last)
        demand.open_period(roster.id, first=first, last=last)
        return roster

    @command("rosters.draft_roster")
    def draft_roster(self, team: Id, *, first: str, weeks: int = 4) -> None:
        """Begin a roster of some weeks from a Monday."""
        self.authority.require("rosters.draft_roster", team)
        demand = self._demand(team)
        self.workspace.save(demand, self.roster_drafted(demand, first=clean_day(first), weeks=weeks))

    @command("rosters.change_state")
    def lay_before_team(self, roster: Id) -> None:
        """Let the whole team look and take shifts."""
        found = self._roster(roster, "rosters.change_state")
        found.lay_before_team()
        self.workspace.save(found)

    @command("rosters.change_state")
    def publish_roster(self, roster: Id) -> None:
        """Let the roster hold; what demand leaves unfilled becomes an open shift."""
        found = self._roster(roster, "rosters.change_state")
        demand = self._demand(found.team)
        for number, (kind, day) in enumerate(self._gaps(found, demand)):
            shift = id_of(roster, "gap", str(found.version), str(number))
            found.plan_shift(self._booking(found, shift, kind, day), kind.clock(), None)
        found.publish()
        self.workspace.save(found)

    @command("rosters.change_state")
    def close_roster(self, roster: Id) -> None:
        """Let the hours of the period stand."""
        found = self._roster(roster, "rosters.change_state")
        found.close()
        self.workspace.save(found)

    @command("rosters.change_state")
    def reopen_roster(self, roster: Id) -> None:
        """Open a closed period for a correction."""
        found = self._roster(roster, "rosters.change_state")
        found.reopen()
        self.workspace.save(found)

    def _own_demand(self, team: Id) -> Demand:
        self.authority.require("rosters.change_demand", team)
        return self._demand(team)

    def _gaps(self, roster: Roster, demand: Demand) -> list[tuple[ShiftKind, str]]:
        there: dict[tuple[str, str], int] = {}
        for fields in roster.shifts.values():
            cell = (fields["kind"], fields["date"])
            there[cell] = there.get(cell, 0) + 1
        return [
            (kind, day)
            for day in days_of(roster.first, roster.last)
            for kind in demand.all_kinds()
            for _ in range(demand.least(kind.code, day) - there.get((kind.code, day), 0))
        ]
