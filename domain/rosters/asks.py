"""Commands by which a shift that came open finds somebody: agree to be asked, ask, answer, stop asking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.kernel import Id, NotAllowed, NotThere, Refusal, acting, command, today
from domain.rosters.agenda import Agenda
from domain.rosters.asking import MOST_ASKED, against_asking, works_on
from domain.rosters.demand import Demand, ShiftKind, demand_of
from domain.rosters.desk import RosterDesk
from domain.rosters.refusals import GapsNotYet, LivesHere, NobodyChosen, NotFree, NotOnDuty, WorksElsewhere
from domain.rosters.roster import Roster
from domain.rosters.rounds import Rounds, rounds_of
from domain.rosters.verdicts import Booking, Case, require


class Asks(RosterDesk):
    """Who may be asked, who is asked, and what they say."""

    @command("rosters.agree_to_asks")
    def agree_to_asks(self, team: Id, *, days: list[str], places: list[str]) -> None:
        """Let a team ask oneself: the own one, or another for which one would like to stand in."""
        agenda = self._own(team)
        agenda.agree_to_asks(team, days=days, places=places)
        self.workspace.save(agenda)

    @command("rosters.agree_to_asks")
    def revoke_asks(self, team: Id) -> None:
        """Let a team no longer ask oneself."""
        agenda = self._own(team)
        agenda.revoke_asks(team)
        self.workspace.save(agenda)

    @command("rosters.seek_replacement")
    def ask_carers(
        self, roster: Id, shift: Id, *, persons: Sequence[Id], absence: Id | None = None, absent: Id | None = None
    ) -> None:
        """Ask some colleagues at once to take an open shift; `absence` of `absent` is why it is open.

        For who plans, who works that day, and whoever is absent. Raises what stands against asking one of them.
        """
        found = self._roster(roster, "rosters.seek_replacement")
        standing = found.shift(shift)
        self._why_open(found, standing["date"], absence, absent)
        self._require_on_duty(found, standing["date"], absent)
        self._after_the_wishes(found)
        if not 0 < len(persons) <= MOST_ASKED:
            raise NobodyChosen
        found.seek_replacement(shift, absence=absence)
        demand = self._demand(found.team)
        for person in persons:
            self._require_askable(found, shift, person, demand)
            found.ask_carer(shift, person)
        self.workspace.save(found)

    @command("rosters.seek_replacement")
    def stop_asking(self, roster: Id, shift: Id) -> None:
        """Ask nobody any more for a shift."""
        found = self._roster(roster, "rosters.seek_replacement")
        self._require_on_duty(found, found.shift(shift)["date"], None)
        found.end_search(shift, "withdrawn")
        self.workspace.save(found)

    @command("rosters.answer_ask")
    def decline_ask(self, roster: Id, ask: Id, *, why: str) -> None:
        """Say no to what one is asked; why is sealed, and need not be said."""
        self.authority.require("rosters.answer_ask", None)
        found = self._the(Roster, roster)
        sealed = self._sealed_reason(acting().person, why) if why.strip() else None
        found.answer_ask(ask, "no", why=sealed)
        self.workspace.save(found)

    def accepted(self, roster: Id, ask: Id) -> tuple[Roster, Agenda, str | None]:
        """The roster and the agenda after a yes, not saved yet; the shift's day when who said it is no member there.

        Raises AskOver when somebody was first, and what the checker has against it by now.
        """
        self.authority.require("rosters.answer_ask", None)
        found = self._the(Roster, roster)
        self._after_the_wishes(found)
        shift = found.answer_ask(ask, "yes")
        demand, agenda = self._demand(found.team), self._agenda(acting().person)
        booking, kind = self._standing(found, shift, demand)
        case = self._case(agenda, booking, kind, demand)
        agenda.reserve(replace(case, member=True))
        return found, agenda, None if case.member else booking.day

    def _after_the_wishes(self, found: Roster) -> None:
        """Raises GapsNotYet as long as the team gives its wishes: nobody is asked then, and a yes waits until after."""
        rounds = self.workspace.get(Rounds, rounds_of(found.id)) if found.state == "planned" else None
        if rounds and rounds.round_now() == "wishes":
            raise GapsNotYet

    def _own(self, team: Id) -> Agenda:
        self.authority.require("rosters.agree_to_asks", None)
        if self.workspace.get(Demand, demand_of(team)) is None:
            raise NotThere
        day, held = today().isoformat(), self.authority.relations(acting().person)
        if not any("member" in held.roles_in(own, day) for own in held.teams(day)):
            raise NotAllowed
        return self._agenda(acting().person)

    def _why_open(self, found: Roster, day: str, absence: Id | None, absent: Id | None) -> None:
        if absence is None and absent is None:
            return
        agenda = self.agenda_if_begun(absent or "")
        first, last = agenda.absences.get(absence or "", ("", "")) if agenda else ("", "")
        if agenda is None or not first <= day <= last:
            raise NotThere
        self.authority.require_worked(agenda.person, found.team, first, last)

    def _require_on_duty(self, found: Roster, day: str, absent: Id | None) -> None:
        """Raises NotOnDuty unless who acts plans, works today or on the day of the shift, or is the absent one."""
        if self.authority.may("rosters.plan_shift", found.team) or absent == acting().person:
            return
        agenda = self.agenda_if_begun(acting().person)
        booked = [b for b in agenda.booked() if b.team == found.team] if agenda else []
        times = [(b.start, b.end) for b in booked]
        if not works_on(today().isoformat(), times) and all(b.day != day for b in booked):
            raise NotOnDuty

    def _require_askable(self, found: Roster, shift: Id, person: Id, demand: Demand) -> None:
        """Raises NotThere for whom the team does not know, or what stands against asking or against the shift."""
        self._require_willing(found, *self._standing(found, shift, demand), person, demand)

    def _require_willing(self, found: Roster, booking: Booking, kind: ShiftKind, person: Id, demand: Demand) -> None:
        """The same for a shift that need not stand in the roster yet."""
        agenda, day = self._agenda(person), today().isoformat()
        if self.authority.relations(person).roles_in(found.team, day) & {"resident", "relative"}:
            raise LivesHere
        agreed = agenda.asking.get(found.team)
        case = self._case(agenda, booking, kind, demand)
        if agreed is None and not case.member:
            raise NotThere
        works = works_on(day, [(b.start, b.end) for b in agenda.booked()])
        away = any(first <= day <= last for first, last in agenda.absences.values())
        against = against_asking(agreed, kind.place, works=works, away=away)
        if against:
            raise against
        _require_free(case)


def _require_free(case: Case) -> None:
    """Raises what the checker has against it; of who is of another team no more than that they work there."""
    wanted = replace(case, member=True)
    if case.member:
        require(wanted)
        return
    if any(first <= case.wanted.day <= last for first, last in case.absent):
        raise NotFree
    try:
        require(wanted)
    except Refusal:
        require(replace(wanted, booked=[one for one in case.booked if one.team == case.wanted.team]))
        raise WorksElsewhere from None
