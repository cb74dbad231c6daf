"""What every part of a roster's sheet begins with: whose cell, which day, who looks, and what stands there."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import g
from markupsafe import Markup

from domain.kernel import Id
from domain.rosters.roster import moment_now
from projections.roster_shapes import Carer, Kind, Period, RosterData, Shift
from projections.roster_sheet import Checker, checker_of
from web.acts import allowed
from web.roster_options import Section, Unfit, shift_title
from web.roster_ruler import ruler
from web.roster_table import OPEN
from web.roster_view import Window, data_of, kinds_of, may_plan, names_of


@dataclass(slots=True)
class Sheet:
    """What the template shows of one cell."""

    cell: str
    title: str
    day: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    ruler: Markup = field(default_factory=Markup)
    sections: list[Section] = field(default_factory=list)
    unfits: list[Unfit] = field(default_factory=list)
    hours: list[HoursForm] = field(default_factory=list)
    absence: AbsenceForm | None = None
    limits: list[str] = field(default_factory=list)
    """Personal limits in words."""
    note: str = ""
    origins: list[tuple[str, int]] = field(default_factory=list)
    """(shift, position) of what made each shift what it is."""


@dataclass(frozen=True, slots=True)
class HoursForm:
    """What was really worked of a shift: filled with what was planned, or with what was recorded."""

    action: str
    title: str
    start: str
    end: str
    breaks: int
    recorded: bool


@dataclass(frozen=True, slots=True)
class AbsenceForm:
    """Somebody reports that they (or a colleague) are not there."""

    action: str
    person: Id
    mine: bool
    day: str


@dataclass(slots=True)
class Desk:
    """Who looks at which cell of which weeks, with everything that the sheet asks."""

    window: Window
    data: RosterData
    who: str
    day: str
    period: Period
    names: dict[Id, str]
    kind_names: dict[str, str]
    planner: bool
    member: bool
    checkers: dict[Id, Checker] = field(default_factory=dict)

    @property
    def me(self) -> bool:
        """Whether the cell is one's own."""
        return bool(self.who == g.person)

    @property
    def roster(self) -> Id:
        """The roster of the cell's day."""
        return self.period.roster

    @property
    def open_for_change(self) -> bool:
        """Whether anything may change."""
        return self.period.state != "closed"

    @property
    def carer(self) -> Carer:
        """Whose cell it is."""
        return self.data.carers[self.who]

    @property
    def standing(self) -> list[Shift]:
        """The shifts in the cell."""
        held = self.data.open if self.who == OPEN else self.carer.shifts
        return held.get(self.day, [])

    def checker(self, person: Id) -> Checker:
        """The checker of somebody, made once."""
        if person not in self.checkers:
            self.checkers[person] = checker_of(g.views, self.data, person, self.period, viewer=g.person)
        return self.checkers[person]

    def name(self, person: Id) -> str:
        """The name of somebody in these rows."""
        return self.names.get(person, "")

    def kind_name(self, code: str) -> str:
        """The name of a kind; its code when the team no longer has it."""
        return self.kind_names.get(code, code)

    def place(self, code: str) -> str:
        """Where a kind stands in the day."""
        return self.data.kinds[code].place if code in self.data.kinds else "D"

    def shift_title(self, shift: Shift) -> str:
        """Laat, 15:00–23:15."""
        return shift_title(shift, self.kind_name(shift.kind))

    def short_of(self, code: str) -> int:
        """How many more of a kind the day wants."""
        wanted = self.data.least.get((code, self.day), 0)
        return max(wanted - self.data.counts.get((code, self.day), 0), 0)

    def started(self, start: str) -> bool:
        """Whether an instant has been."""
        return start <= moment_now()

    def kinds(self) -> list[Kind]:
        """The kinds, first those of which the day has too few."""
        return sorted(self.data.kinds.values(), key=lambda k: (not self.short_of(k.code), k.start, k.code))


def desk_of(window: Window, cell: str) -> Desk | None:
    """The desk of a cell `PERSON:DAY` or `open:DAY`; None for what is none in these weeks."""
    who, _colon, day = cell.partition(":")
    data = data_of(window)
    period = data.period_of(day)
    if day not in data.days or period is None or (who != OPEN and who not in data.carers):
        return None
    team = window.period.team
    return Desk(
        window, data, who, day, period, names_of(data), dict(kinds_of(data)), planner=may_plan(team),
        member=bool(allowed("rosters.take_shift", team)),
    )  # fmt: skip


def draw_ruler(desk: Desk, sheet: Sheet, maybe: tuple[str, str, str] | None) -> None:
    """Put the rest ruler on the sheet."""
    if desk.who != OPEN and (maybe or desk.standing):
        sheet.ruler = ruler(desk.day, desk.checker(desk.who).booked, desk.data.kinds, maybe)
