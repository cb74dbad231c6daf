"""Commands on absence and hours really worked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date as Day
from datetime import timedelta

from domain.kernel import Id, act_as, acting, command, instant, minutes_between
from domain.rosters.agenda import Agenda
from domain.rosters.demand import Demand, demand_of
from domain.rosters.desk import RosterDesk, clean_day
from domain.rosters.leave.account import LeaveAccount, leave_of
from domain.rosters.leave.refusals import AbsenceIsLeave
from domain.rosters.refusals import AbsenceUnreadable, HoursUnreadable, NotYourShift
from domain.rosters.roster import Roster, moment_now, roster_of

LAST_DAY = "2200-12-31"
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{1,2}")


class Presence(RosterDesk):
    """Who is there, and for how long somebody was."""

    @command("rosters.report_absence")
    def report_absence(
        self, team: Id, *, absence: Id, person: Id, first: str, last: str, kind: str, open_shifts: bool = True
    ) -> None:
        """Report that somebody (oneself, or as planner a colleague) is not there; shifts to come in this team open.

        `kind` is leave, sick or other, and stays sealed.
        """
        self.authority.require("rosters.report_absence", team)
        first, last = clean_day(first), clean_day(last)
        self._member_or_me(person, team, first, last, others="planner")
        if kind not in ("leave", "sick", "other"):
            raise AbsenceUnreadable(field="kind")
        agenda = self._agenda(person)
        sealed = self.workspace.vault.seal(person, absence_text(kind))
        agenda.report_absence(absence, first=first, last=last, kind=sealed)
        with act_as(replace(acting(), cause=f"fact:{agenda.id}:{agenda.version}")):
            rosters = self.opened(agenda, team, first, last) if open_shifts else []
        self.workspace.save(agenda, *rosters)

    @command("rosters.report_absence")
    def withdraw_absence(self, team: Id, *, absence: Id, person: Id) -> None:
        """Say that somebody is there after all; shifts that came open stay open."""
        self.authority.require("rosters.report_absence", team)
        agenda, account = self._agenda(person), self.workspace.get(LeaveAccount, leave_of(person))
        first, last = agenda.absences.get(absence, ("", ""))
        self._member_or_me(person, team, first, last or "9999", others="planner")
        if account and account.is_leave(absence):
            raise AbsenceIsLeave
        agenda.withdraw_absence(absence)
        with act_as(replace(acting(), cause=f"fact:{agenda.id}:{agenda.version}")):
            rosters = self._asked_no_more(person, absence, first, last)
        self.workspace.save(agenda, *rosters)

    @command("rosters.see_changes")
    def see_changes(self, team: Id, *, until: int) -> None:
        """Record that the person who acts saw the changes to the own roster up to a position."""
        self.authority.require("rosters.see_changes", team)
        agenda = self._agenda(acting().person)
        agenda.see_changes(min(until, self.workspace.position()))
        self.workspace.save(agenda)

    @command("rosters.record_hours")
    def record_hours(self, roster: Id, shift: Id, *, start: str, end: str, breaks: int) -> None:
        """Record what was really worked: local clock times `23:00` nearest to the shift, and minutes of break."""
        found = self._roster(roster, "rosters.record_hours")
        standing = found.shift(shift)
        if standing["person"] != acting().person:
            if standing["person"] is None:
                raise NotYourShift
            self.authority.require_role("planner", found.team)
        first, last = self._worked(standing, start, end)
        minutes = minutes_between(first, last) - breaks
        if breaks < 0 or minutes <= 0:
            raise HoursUnreadable(field="breaks")
        found.record_hours(shift, start=first, end=last, minutes=minutes)
        self.workspace.save(found)

    def _worked(self, standing: dict[str, object], start: str, end: str) -> tuple[str, str]:
        planned, begin, finish = str(standing["start"]), minute_of_day(start, "start"), minute_of_day(end, "end")
        around = [Day.fromisoformat(str(standing["date"])) + timedelta(days=step) for step in (0, -1, 1)]
        day = min(around, key=lambda day: abs(minutes_between(planned, instant(day, begin))))
        return instant(day, begin), instant(day if finish > begin else day + timedelta(days=1), finish)

    def _asked_no_more(self, person: Id, absence: Id, first: str, last: str) -> list[Roster]:
        """The rosters of the person's teams in which somebody was asked because of this absence: nobody is any more."""
        rosters = []
        for team in dict.fromkeys(r.team for r in self.authority.relations(person).relations if r.team):
            demand = self.workspace.get(Demand, demand_of(team))
            for begin, _end in [p for p in demand.periods if p[0] <= last and first <= p[1]] if demand else []:
                found = self.workspace.get(Roster, roster_of(team, begin))
                if found is None:
                    continue
                asked = [
                    shift
                    for shift, search in found.searches.items()
                    if search["absence"] == absence and first <= found.shift(shift)["date"] <= last
                ]
                for shift in asked:
                    found.end_search(shift, "withdrawn")
                rosters += [found] if asked else []
        return rosters

    def opened(self, agenda: Agenda, team: Id, first: str, last: str) -> list[Roster]:
        """Open this team's shifts to come in these days, not saved yet; other teams open their own."""
        rosters: dict[Id, Roster] = {}
        for booking in agenda.booked():
            if booking.team == team and first <= booking.day <= last and booking.start > moment_now():
                found = rosters.get(booking.roster) or self._the(Roster, booking.roster)
                if found.state == "closed":
                    continue
                rosters[booking.roster] = found
                found.unassign_shift(booking.shift, was=agenda.person)
                agenda.release(booking.shift)
        return list(rosters.values())


def absence_text(kind: str) -> str:
    """What is sealed: of one length, or the length would tell who is sick."""
    return kind.ljust(8)


def minute_of_day(clock: str, field: str) -> int:
    """Minutes after midnight of `23:15`; raises HoursUnreadable."""
    hours, _, minutes = clock.strip().partition(":")
    if not _CLOCK.fullmatch(clock.strip()) or int(hours) > 23 or int(minutes) > 59:
        raise HoursUnreadable(field=field)
    return int(hours) * 60 + int(minutes)
