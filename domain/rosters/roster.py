"""One team's period: its shifts and who works them."""

from __future__ import annotations

from typing import Any

from eventsourcing.domain import event

from domain.kernel import Aggregate, CommandReused, Fact, FirstFact, Id, NotThere, Sealed, acting, id_of, now
from domain.rosters import refusals
from domain.rosters.verdicts import Booking


def roster_of(team: Id, first: str) -> Id:
    """The id of the team's roster that begins on a day."""
    return id_of(team, "roster", first)


def moment_now() -> str:
    """This moment as an instant's text."""
    return now().strftime("%Y-%m-%dT%H:%MZ")


class Roster(Aggregate):
    """Drafted, planned (laid before the team), published, closed. Shifts keep their id through every change."""

    TOPIC = "rosters.Roster"
    class_version = 3

    class RosterDrafted(FirstFact):
        """A team began a roster for a period."""

        TOPIC = "rosters.RosterDrafted"
        team: Id
        first: str
        last: str

    class RosterPlanned(Fact):
        """The roster was laid before the team: everybody may look and take shifts."""

        TOPIC = "rosters.RosterPlanned"

    class RosterPublished(Fact):
        """The roster holds; from now on every change is noticed to whom it concerns."""

        TOPIC = "rosters.RosterPublished"

    class RosterClosed(Fact):
        """The period is over and its hours stand."""

        TOPIC = "rosters.RosterClosed"

    class RosterReopened(Fact):
        """A closed period was opened again for a correction."""

        TOPIC = "rosters.RosterReopened"

    class ShiftPlanned(Fact):
        """A shift was added to the roster, for somebody or still open."""

        TOPIC = "rosters.ShiftPlanned"
        shift: Id
        date: str
        kind: str
        start: str
        end: str
        local_start: str
        local_end: str
        minutes: int
        person: Id | None

    class ShiftDropped(Fact):
        """A shift that nobody works was taken out of the roster."""

        TOPIC = "rosters.ShiftDropped"
        shift: Id

    class ShiftAssigned(Fact):
        """A shift came to be somebody's."""

        TOPIC = "rosters.ShiftAssigned"
        shift: Id
        person: Id
        was: Id | None

    class ShiftUnassigned(Fact):
        """A shift came open: whoever had it no longer does."""

        TOPIC = "rosters.ShiftUnassigned"
        shift: Id
        was: Id

    class ShiftMoved(Fact):
        """A shift went to another day or became one of another kind; whoever has it keeps it."""

        TOPIC = "rosters.ShiftMoved"
        shift: Id
        date: str
        kind: str
        start: str
        end: str
        local_start: str
        local_end: str
        minutes: int
        person: Id | None

    class ShiftOffered(Fact):
        """A carer offered a shift to the team, and keeps it until somebody takes it."""

        TOPIC = "rosters.ShiftOffered"
        shift: Id

    class OfferWithdrawn(Fact):
        """A carer keeps a shift that was on offer."""

        TOPIC = "rosters.OfferWithdrawn"
        shift: Id

    class ShiftClaimed(Fact):
        """A carer took a shift that was open or on offer."""

        TOPIC = "rosters.ShiftClaimed"
        shift: Id
        person: Id
        was: Id | None

    class SwapProposed(Fact):
        """A carer asked a colleague to swap two shifts."""

        TOPIC = "rosters.SwapProposed"
        swap: Id
        giving: Id
        wanting: Id
        asker: Id
        asked: Id

    class SwapEnded(Fact):
        """A proposal to swap was declined, withdrawn or overtaken by a change."""

        TOPIC = "rosters.SwapEnded"
        swap: Id
        how: str
        giving: Id
        wanting: Id
        asker: Id
        asked: Id

    class ShiftSwapped(Fact):
        """Two carers swapped two shifts; both agreed."""

        TOPIC = "rosters.ShiftSwapped"
        swap: Id
        giving: Id
        wanting: Id
        asker: Id
        asked: Id

    class HoursRecorded(Fact):
        """What was really worked of a shift: instants, and minutes net of breaks."""

        TOPIC = "rosters.HoursRecorded"
        shift: Id
        person: Id
        start: str
        end: str
        minutes: int

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

    @event(RosterDrafted)
    def __init__(self, team: Id, first: str, last: str) -> None:
        self.team = team
        self.first = first
        self.last = last
        self.state = "drafted"
        self.shifts: dict[str, dict[str, Any]] = {}
        self.swaps: dict[str, dict[str, str]] = {}
        self.searches: dict[str, dict[str, Any]] = {}
        """By shift: who is asked to take it."""

    def lay_before_team(self) -> None:
        """Let everybody look and take shifts; raises NotInThisState."""
        self._step({"drafted"})
        self._roster_planned()

    def publish(self) -> None:
        """Let it hold; raises NotInThisState."""
        self._step({"drafted", "planned"})
        self._roster_published()

    def close(self) -> None:
        """Let its hours stand; raises NotInThisState."""
        self._step({"published"})
        for shift in list(self.searches):
            self.end_search(shift, "withdrawn")
        self._roster_closed()

    def reopen(self) -> None:
        """Open a closed period for a correction; raises NotInThisState."""
        self._step({"closed"})
        self._roster_reopened()

    def plan_shift(self, booking: Booking, clock: tuple[str, str], person: Id | None) -> None:
        """Add a shift, for somebody or open; raises DayOutsidePeriod, RosterClosed, CommandReused when it is there."""
        self._changeable(booking.day)
        if booking.shift in self.shifts:
            raise CommandReused
        self._shift_planned(
            shift=booking.shift, date=booking.day, kind=booking.kind, start=booking.start, end=booking.end,
            local_start=clock[0], local_end=clock[1], minutes=booking.minutes, person=person,
        )  # fmt: skip

    def drop_shift(self, shift: Id) -> None:
        """Take out a shift that nobody works; raises ShiftGone, TakenByOther."""
        self._changeable()
        if self.shift(shift)["person"]:
            raise refusals.TakenByOther(first=self.shift(shift)["person"])
        self.end_search(shift, "withdrawn")
        self._shift_dropped(shift=shift)

    def assign_shift(self, shift: Id, person: Id, *, instead_of: Id | None) -> None:
        """Let a shift be somebody's; raises ChangedMeanwhile unless it is `instead_of`'s (None: open) now."""
        self._changeable()
        standing = self.shift(shift)
        if standing["person"] != instead_of:
            raise refusals.ChangedMeanwhile(first=standing["person"])
        self._shift_assigned(shift=shift, person=person, was=instead_of)
        self._end_swaps_of(shift)
        self.end_search(shift, "filled")

    def unassign_shift(self, shift: Id, *, was: Id) -> None:
        """Let a shift come open; raises ChangedMeanwhile unless it is `was`'s now."""
        self._changeable()
        standing = self.shift(shift)
        if standing["person"] != was:
            raise refusals.ChangedMeanwhile(first=standing["person"])
        self._shift_unassigned(shift=shift, was=was)
        self._end_swaps_of(shift)

    def move_shift(self, booking: Booking, clock: tuple[str, str]) -> None:
        """Let a shift be on another day or of another kind; raises ShiftGone, DayOutsidePeriod."""
        self._changeable(booking.day)
        person = self.shift(booking.shift)["person"]
        self._shift_moved(
            shift=booking.shift, date=booking.day, kind=booking.kind, start=booking.start, end=booking.end,
            local_start=clock[0], local_end=clock[1], minutes=booking.minutes, person=person,
        )  # fmt: skip
        self._end_swaps_of(booking.shift)
        self.end_search(booking.shift, "withdrawn")

    def offer_shift(self, shift: Id) -> None:
        """Offer one's own shift to the team; raises NotYourShift, ShiftIsOver."""
        self._own_to_come(shift)
        if not self.shift(shift)["offered"]:
            self._shift_offered(shift=shift)

    def withdraw_offer(self, shift: Id) -> None:
        """Keep one's own shift; raises NotYourShift."""
        self._changeable()
        if self.shift(shift)["person"] != acting().person:
            raise refusals.NotYourShift
        if self.shift(shift)["offered"]:
            self._offer_withdrawn(shift=shift)

    def claim_shift(self, shift: Id) -> Id | None:
        """Take an open or offered shift; who had it. Raises TakenByOther when somebody was first, ShiftIsOver."""
        self._changeable()
        standing = self.shift(shift)
        me, was = acting().person, standing["person"]
        if was == me:
            raise refusals.TakenByOther(first=me)
        if was is not None and not standing["offered"]:
            raise refusals.TakenByOther(first=was)
        if standing["end"] <= moment_now():
            raise refusals.ShiftIsOver
        self._shift_claimed(shift=shift, person=me, was=was)
        self._end_swaps_of(shift)
        self.end_search(shift, "filled")
        return str(was) if was else None

    def propose_swap(self, swap: Id, *, giving: Id, wanting: Id) -> None:
        """Ask a colleague to swap; raises NotYourShift, SwapWithYourself, ShiftIsOver, ShiftNotOffered (it is open)."""
        if swap in self.swaps:
            raise CommandReused
        self._own_to_come(giving)
        other = self.shift(wanting)
        if other["person"] is None:
            raise refusals.ShiftNotOffered
        if other["person"] == acting().person:
            raise refusals.SwapWithYourself
        if other["start"] <= moment_now():
            raise refusals.ShiftIsOver
        self._swap_proposed(
            swap=swap, giving=giving, wanting=wanting, asker=acting().person, asked=str(other["person"])
        )

    def end_swap(self, swap: Id) -> None:
        """Decline or withdraw a proposal; raises SwapGone, SwapNotForYou."""
        found = self.swap(swap)
        if acting().person not in (found["asker"], found["asked"]):
            raise refusals.SwapNotForYou
        how = "declined" if acting().person == found["asked"] else "withdrawn"
        self._swap_ended(swap=swap, how=how, **found)

    def swap_shift(self, swap: Id) -> None:
        """Agree to a proposal: both shifts change hands. Raises SwapGone, SwapNotForYou, ShiftIsOver."""
        self._changeable()
        found = self.swap(swap)
        if acting().person != found["asked"]:
            raise refusals.SwapNotForYou
        if any(self.shift(found[side])["start"] <= moment_now() for side in ("giving", "wanting")):
            raise refusals.ShiftIsOver
        self._shift_swapped(swap=swap, **found)
        self._end_swaps_of(found["giving"])
        self._end_swaps_of(found["wanting"])

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

    def record_hours(self, shift: Id, *, start: str, end: str, minutes: int) -> None:
        """Record what was really worked; raises ShiftGone, ShiftNotOver, RosterClosed, NotYourShift (it is open)."""
        self._changeable()
        standing = self.shift(shift)
        if standing["start"] > moment_now():
            raise refusals.ShiftNotOver
        if standing["person"] is None:
            raise refusals.NotYourShift
        if standing["worked"] != [start, end, minutes]:
            self._hours_recorded(shift=shift, person=standing["person"], start=start, end=end, minutes=minutes)

    def shift(self, shift: Id) -> dict[str, Any]:
        """The shift as it stands; raises ShiftGone."""
        try:
            return self.shifts[shift]
        except KeyError:
            raise refusals.ShiftGone from None

    def open_shift(self, day: str, kind: str) -> Id | None:
        """A shift of a kind on a day that nobody has yet."""
        cells = self.shifts.items()
        return next((s for s, f in cells if f["date"] == day and f["kind"] == kind and not f["person"]), None)

    def swap(self, swap: Id) -> dict[str, str]:
        """The proposal as it stands; raises SwapGone."""
        try:
            return self.swaps[swap]
        except KeyError:
            raise refusals.SwapGone from None

    def _step(self, allowed: set[str]) -> None:
        if self.state not in allowed:
            raise refusals.NotInThisState

    def _changeable(self, day: str | None = None) -> None:
        if self.state == "closed":
            raise refusals.RosterClosed
        if day is not None and not self.first <= day <= self.last:
            raise refusals.DayOutsidePeriod

    def _own_to_come(self, shift: Id) -> None:
        self._changeable()
        standing = self.shift(shift)
        if standing["person"] != acting().person:
            raise refusals.NotYourShift
        if standing["start"] <= moment_now():
            raise refusals.ShiftIsOver

    def _end_swaps_of(self, shift: Id) -> None:
        for swap, found in list(self.swaps.items()):
            if shift in (found["giving"], found["wanting"]):
                self._swap_ended(swap=swap, how="overtaken", **found)

    def _handed(self, shift: Id, person: Id | None) -> None:
        """Whoever has it now has not worked what somebody else recorded."""
        self.shifts[shift].update(person=person, offered=False, worked=None)

    @event(RosterPlanned)
    def _roster_planned(self) -> None:
        self.state = "planned"

    @event(RosterPublished)
    def _roster_published(self) -> None:
        self.state = "published"

    @event(RosterClosed)
    def _roster_closed(self) -> None:
        self.state = "closed"

    @event(RosterReopened)
    def _roster_reopened(self) -> None:
        self.state = "published"

    @event(ShiftPlanned)
    def _shift_planned(
        self,
        shift: Id,
        date: str,
        kind: str,
        start: str,
        end: str,
        local_start: str,
        local_end: str,
        minutes: int,
        person: Id | None,
    ) -> None:
        self.shifts[shift] = {
            "date": date, "kind": kind, "start": start, "end": end, "minutes": minutes, "person": person,
            "offered": False, "worked": None,
        }  # fmt: skip

    @event(ShiftDropped)
    def _shift_dropped(self, shift: Id) -> None:
        del self.shifts[shift]

    @event(ShiftAssigned)
    def _shift_assigned(self, shift: Id, person: Id, was: Id | None) -> None:
        self._handed(shift, person)

    @event(ShiftUnassigned)
    def _shift_unassigned(self, shift: Id, was: Id) -> None:
        self._handed(shift, None)

    @event(ShiftMoved)
    def _shift_moved(
        self,
        shift: Id,
        date: str,
        kind: str,
        start: str,
        end: str,
        local_start: str,
        local_end: str,
        minutes: int,
        person: Id | None,
    ) -> None:
        self.shifts[shift].update(date=date, kind=kind, start=start, end=end, minutes=minutes)

    @event(ShiftOffered)
    def _shift_offered(self, shift: Id) -> None:
        self.shifts[shift]["offered"] = True

    @event(OfferWithdrawn)
    def _offer_withdrawn(self, shift: Id) -> None:
        self.shifts[shift]["offered"] = False

    @event(ShiftClaimed)
    def _shift_claimed(self, shift: Id, person: Id, was: Id | None) -> None:
        self._handed(shift, person)

    @event(SwapProposed)
    def _swap_proposed(self, swap: Id, giving: Id, wanting: Id, asker: Id, asked: Id) -> None:
        self.swaps[swap] = {"giving": giving, "wanting": wanting, "asker": asker, "asked": asked}

    @event(SwapEnded)
    def _swap_ended(self, swap: Id, how: str, giving: Id, wanting: Id, asker: Id, asked: Id) -> None:
        del self.swaps[swap]

    @event(ShiftSwapped)
    def _shift_swapped(self, swap: Id, giving: Id, wanting: Id, asker: Id, asked: Id) -> None:
        del self.swaps[swap]
        self._handed(giving, asked)
        self._handed(wanting, asker)

    @event(HoursRecorded)
    def _hours_recorded(self, shift: Id, person: Id, start: str, end: str, minutes: int) -> None:
        self.shifts[shift]["worked"] = [start, end, minutes]

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
