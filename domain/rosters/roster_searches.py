"""Looking for who takes an open shift: who is asked, and what they say."""

from __future__ import annotations

from abc import abstractmethod

from eventsourcing.domain import event

from domain.kernel import Fact, Id, NotThere, Sealed, acting, id_of
from domain.rosters import refusals
from domain.rosters.roster_part import RosterPart, moment_now


class RosterSearches(RosterPart):
    """Open shifts for which somebody is sought."""

    @abstractmethod
    def claim_shift(self, shift: Id) -> Id | None:
        """Take a shift."""

    class ReplacementSought(Fact):
        """Somebody began to look for who can take an open shift, until it begins; perhaps because of an absence."""

        TOPIC = "rosters.ReplacementSought"
        search: Id
        shift: Id
        until: str
        absence: Id | None

    class CarerAsked(Fact):
        """A carer who agreed to be asked was asked to take an open shift."""

        TOPIC = "rosters.CarerAsked"
        ask: Id
        search: Id
        shift: Id
        person: Id

    class CarerAnswered(Fact):
        """A carer said yes or no to taking a shift; why is sealed."""

        TOPIC = "rosters.CarerAnswered"
        ask: Id
        shift: Id
        person: Id
        answer: str
        why: Sealed | None

    class ReplacementEnded(Fact):
        """Looking for who takes a shift ended: it was filled, withdrawn, or began and nobody had taken it."""

        TOPIC = "rosters.ReplacementEnded"
        search: Id
        shift: Id
        how: str

    def seek_replacement(self, shift: Id, *, absence: Id | None) -> None:
        """Look for who can take an open shift; raises TakenByOther, ShiftIsOver, NotYetPublished (it is a draft)."""
        self._changeable()
        if self.state == "drafted":
            raise refusals.NotYetPublished
        standing = self.shift(shift)
        if standing["person"] is not None:
            raise refusals.TakenByOther(first=standing["person"])
        if standing["start"] <= moment_now():
            raise refusals.ShiftIsOver
        if shift not in self.searches:
            search = id_of(self.id, shift, "search", str(self.version))
            self._replacement_sought(search=search, shift=shift, until=standing["start"], absence=absence)

    def ask_carer(self, shift: Id, person: Id) -> None:
        """Ask somebody to take a shift for which a replacement is sought; nothing happens when they were asked."""
        search = self.searches[shift]["search"]
        ask = id_of(search, person)
        if ask not in self.searches[shift]["asked"]:
            self._carer_asked(ask=ask, search=search, shift=shift, person=person)

    def answer_ask(self, ask: Id, answer: str, *, why: Sealed | None = None) -> Id:
        """Say yes or no to what one is asked; a yes takes the shift, which is given back. Raises AskOver."""
        shift = next((shift for shift, search in self.searches.items() if ask in search["asked"]), None)
        if shift is None or self.searches[shift]["until"] <= moment_now():
            raise refusals.AskOver
        if self.searches[shift]["asked"][ask] != acting().person:
            raise NotThere
        if self.searches[shift]["said"].get(ask) != answer:
            self._carer_answered(ask=ask, shift=shift, person=acting().person, answer=answer, why=why)
        if answer == "yes":
            self.claim_shift(shift)
        return shift

    def end_search(self, shift: Id, how: str) -> None:
        """Ask nobody any more for a shift; nothing happens when nobody is sought. Over its time, nobody was found."""
        found = self.searches.get(shift)
        if found:
            how = "nobody" if how == "withdrawn" and found["until"] <= moment_now() else how
            self._replacement_ended(search=found["search"], shift=shift, how=how)

    @event(ReplacementSought)
    def _replacement_sought(self, search: Id, shift: Id, until: str, absence: Id | None) -> None:
        self.searches[shift] = {"search": search, "until": until, "absence": absence, "asked": {}, "said": {}}

    @event(CarerAsked)
    def _carer_asked(self, ask: Id, search: Id, shift: Id, person: Id) -> None:
        self.searches[shift]["asked"][ask] = person

    @event(CarerAnswered)
    def _carer_answered(self, ask: Id, shift: Id, person: Id, answer: str, why: Sealed | None) -> None:
        self.searches[shift]["said"][ask] = answer

    @event(ReplacementEnded)
    def _replacement_ended(self, search: Id, shift: Id, how: str) -> None:
        del self.searches[shift]
