"""Commands on what a person agrees to, and asks, about the rules of working time. Only the person can."""

from __future__ import annotations

from collections.abc import Sequence

from domain.kernel import EVERYONE, Id, NotThere, acting, command, declare
from domain.rosters.agenda import Agenda
from domain.rosters.desk import RosterDesk, clean_day, clean_text
from domain.rosters.deviations import ReasonMissing, TooManyTold
from domain.rosters.lawful import rules_on
from domain.rosters.presence import absence_text

declare({"rosters.agree_to_deviation": (EVERYONE,), "rosters.ask_protection": (EVERYONE,)})

PREGNANT = "pregnant"
MOST_TOLD = 50
"""Of how many colleagues at most it is kept that they may know why."""


class Agreeing(RosterDesk):
    """Consent and protection, each in the own agenda."""

    @command("rosters.agree_to_deviation")
    def agree_to_deviation(
        self, deviation: Id, *, rule: str, first: str, last: str, why: str, shift: Id | None = None
    ) -> None:
        """Agree that a rule may be deviated from for oneself; raises NobodyDeviates when it does not let one."""
        self.authority.require("rosters.agree_to_deviation", None)
        first, last = clean_day(first), clean_day(last)
        wanted = rules_on(first, self._own_rules()).rule(rule)
        if wanted is None or not wanted.applies:
            raise NotThere
        if not clean_text(why):
            raise ReasonMissing
        agenda = self._own_agenda()
        if shift is not None and all(one.shift != shift for one in agenda.booked()):
            raise NotThere
        sealed = self.workspace.vault.seal(agenda.person, clean_text(why))
        agenda.agree_to_deviation(deviation, wanted, first=first, last=last, shift=shift, why=sealed)
        self.workspace.save(agenda)

    @command("rosters.agree_to_deviation")
    def withdraw_deviation(self, deviation: Id) -> None:
        """Agree no longer, from today on."""
        self.authority.require("rosters.agree_to_deviation", None)
        agenda = self._own_agenda()
        agenda.withdraw_deviation(deviation)
        self.workspace.save(agenda)

    @command("rosters.ask_protection")
    def ask_protection(self, protection: Id, *, first: str, last: str, tells: Sequence[Id] = ()) -> None:
        """Ask for what the law gives who is pregnant or gave birth (ATW 4:5 and 4:7); `tells`: who may know why."""
        self.authority.require("rosters.ask_protection", None)
        agenda, tells = self._own_agenda(), list(dict.fromkeys(tells))
        if len(tells) > MOST_TOLD:
            raise TooManyTold(most=str(MOST_TOLD))
        for person in tells:
            if not self.authority.knows(person):
                raise NotThere
        kind = self.workspace.vault.seal(agenda.person, absence_text(PREGNANT))
        agenda.ask_protection(protection, first=clean_day(first), last=clean_day(last), kind=kind, tells=tells)
        self.workspace.save(agenda)

    @command("rosters.ask_protection")
    def end_protection(self, protection: Id) -> None:
        """Ask for it no longer, from today on."""
        self.authority.require("rosters.ask_protection", None)
        agenda = self._own_agenda()
        agenda.end_protection(protection)
        self.workspace.save(agenda)

    def _own_agenda(self) -> Agenda:
        me = acting().person
        if not self.authority.knows(me):
            raise NotThere
        return self._agenda(me)
