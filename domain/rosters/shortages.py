"""What a published roster lacks since the team wants more than it did, put open for the team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.kernel import Id, act_as, acting, command, id_of
from domain.rosters.demand import Demand, ShiftKind
from domain.rosters.desk import clean_day
from domain.rosters.periods import Periods
from domain.rosters.refusals import DayOutsidePeriod, NotShort, NotYetPublished, RosterClosed, ShiftIsOver
from domain.rosters.roster import Roster, moment_now

Cell = tuple[ShiftKind, str]
"""A kind on a day."""
_LOOKED_BACK = 500


class Shortages(Periods):
    """Open what is wanted and not there."""

    @command("rosters.open_shortage")
    def open_shortage(self, roster: Id, *, date: str, kind: str) -> None:
        """Put as many open shifts of a kind on a day as the team wants more; raises NotShort, ShiftIsOver."""
        found, demand = self._published(roster)
        day = clean_day(date)
        wanted = demand.kind(kind)
        if not found.first <= day <= found.last:
            raise DayOutsidePeriod
        if wanted.instants(day)[0] <= moment_now():
            raise ShiftIsOver
        self._open_cells(found, demand, [cell for cell in self._gaps(found, demand) if cell == (wanted, day)])

    @command("rosters.open_shortage")
    def open_shortages(self, roster: Id) -> None:
        """Put everything open that the roster still lacks in shifts to come; raises NotShort."""
        found, demand = self._published(roster)
        now = moment_now()
        self._open_cells(
            found, demand, [cell for cell in self._gaps(found, demand) if cell[0].instants(cell[1])[0] > now]
        )

    def _published(self, roster: Id) -> tuple[Roster, Demand]:
        found = self._roster(roster, "rosters.open_shortage")
        if found.state == "closed":
            raise RosterClosed
        if found.state != "published":
            raise NotYetPublished
        return found, self._demand(found.team)

    def _open_cells(self, found: Roster, demand: Demand, cells: Sequence[Cell]) -> None:
        """In the trail each of them leads to where the team said how many it wants."""
        if not cells:
            raise NotShort
        begun, causes = found.version, _Causes(self, demand)
        for number, (kind, day) in enumerate(cells):
            shift = id_of(found.id, "shortage", str(begun), str(number))
            with act_as(replace(acting(), cause=causes.of(kind.code, day))):
                found.plan_shift(self._booking(found, shift, kind, day), kind.clock(), None)
        self.workspace.save(found, unchanged={demand.id: demand.version})


class _Causes:
    """The facts by which the team said how many people it wants."""

    def __init__(self, desk: Periods, demand: Demand) -> None:
        self._demand = demand
        self._facts = desk.workspace.latest(demand.id, _LOOKED_BACK)

    def of(self, code: str, day: str) -> str | None:
        """What caused the number of a kind on a day, as `Acting.cause` names it; None when it is of long ago."""
        dated = f"{code}:{day}" in self._demand.dates
        weekday = date.fromisoformat(day).weekday()
        for fact in self._facts:
            if isinstance(fact, Demand.DateDemandSet):
                says = (fact.code, fact.date) == (code, day)
            else:
                says = (
                    not dated
                    and isinstance(fact, Demand.WeekdayDemandSet)
                    and (fact.code, fact.weekday) == (code, weekday)
                )
            if says:
                return f"fact:{fact.originator_id}:{fact.originator_version}"
        return None
