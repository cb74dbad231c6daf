"""Rosters and their shifts: the tables."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from domain.kernel import Id
from domain.rosters import Roster
from projections.fold import Views, on
from projections.notices_fold import notify
from projections.tables import temporal

temporal(
    "rosters_roster",
    key=("roster",),
    columns=("team", "first", "last", "state", "published"),
    indexes=(("team", "first"),),
)
temporal(
    "rosters_shift",
    key=("roster", "shift"),
    columns=(
        "team", "date", "kind", "start", "end", "local_start", "local_end", "minutes", "person", "offered",
        "changed_after", "via",
    ),
    indexes=(("shift",), ("person", "date", "team"), ("team", "date")),
)  # fmt: skip
"""`changed_after`: the change is from after publishing. `via`: swapped, claimed, or nothing special."""
temporal("rosters_hours", key=("roster", "shift"), columns=("person", "start", "end", "minutes"), indexes=(("shift",),))
temporal(
    "rosters_swap",
    key=("roster", "swap"),
    columns=("giving", "wanting", "asker", "asked"),
    indexes=(("swap",), ("asked",)),
)
temporal("rosters_stream", key=("stream",), columns=("team", "person"))
"""Whose demand, roster or agenda a stream is."""


@on(Roster.RosterDrafted)
def roster_drafted(views: Views, fact: Roster.RosterDrafted) -> None:
    """A roster."""
    views.put(
        "rosters_roster", (fact.originator_id,),
        team=fact.team, first=fact.first, last=fact.last, state="drafted", published=None,
    )  # fmt: skip
    views.put("rosters_stream", (fact.originator_id,), team=fact.team, person=None)
    views.touch(fact.team)


@on(Roster.RosterPlanned, Roster.RosterPublished, Roster.RosterClosed, Roster.RosterReopened)
def roster_stepped(views: Views, fact: Any) -> None:
    """Its next state."""
    key = (fact.originator_id,)
    if isinstance(fact, Roster.RosterPublished):
        views.change("rosters_roster", key, state="published", published=fact.timestamp.isoformat())
    else:
        state = {"RosterPlanned": "planned", "RosterClosed": "closed", "RosterReopened": "published"}
        views.change("rosters_roster", key, state=state[type(fact).__name__])
    _roster(views, fact.originator_id)


_planned = itemgetter("date", "kind", "start", "end", "local_start", "local_end", "minutes", "person")


@on(Roster.ShiftPlanned)
def shift_planned(views: Views, fact: Roster.ShiftPlanned) -> None:
    """A shift."""
    team, published = _roster(views, fact.originator_id)
    row = (team, *_planned(vars(fact)), 0, int(published), "")
    views.put_row("rosters_shift", (fact.originator_id, fact.shift), row)
    if published:
        notify(views, fact, fact.shift, fact.person, "gained", team)


@on(Roster.ShiftDropped)
def shift_dropped(views: Views, fact: Roster.ShiftDropped) -> None:
    """The shift is gone."""
    _roster(views, fact.originator_id)
    views.drop("rosters_shift", (fact.originator_id, fact.shift))


@on(Roster.ShiftAssigned)
def shift_assigned(views: Views, fact: Roster.ShiftAssigned) -> None:
    """Whose it is now."""
    _hand(views, fact, fact.shift, fact.person, fact.was, "")


@on(Roster.ShiftUnassigned)
def shift_unassigned(views: Views, fact: Roster.ShiftUnassigned) -> None:
    """It is open."""
    _hand(views, fact, fact.shift, None, fact.was, "")


@on(Roster.ShiftClaimed)
def shift_claimed(views: Views, fact: Roster.ShiftClaimed) -> None:
    """Whose it is now, taken."""
    _hand(views, fact, fact.shift, fact.person, fact.was, "claimed")


@on(Roster.ShiftMoved)
def shift_moved(views: Views, fact: Roster.ShiftMoved) -> None:
    """Where it is now."""
    team, published = _roster(views, fact.originator_id)
    views.change(
        "rosters_shift", (fact.originator_id, fact.shift),
        date=fact.date, kind=fact.kind, start=fact.start, end=fact.end, local_start=fact.local_start,
        local_end=fact.local_end, minutes=fact.minutes, changed_after=int(published),
    )  # fmt: skip
    if published:
        notify(views, fact, fact.shift, fact.person, "moved", team)


@on(Roster.ShiftOffered)
def shift_offered(views: Views, fact: Roster.ShiftOffered) -> None:
    """It is on offer."""
    _roster(views, fact.originator_id)
    views.change("rosters_shift", (fact.originator_id, fact.shift), offered=1)


@on(Roster.OfferWithdrawn)
def offer_withdrawn(views: Views, fact: Roster.OfferWithdrawn) -> None:
    """It is kept."""
    _roster(views, fact.originator_id)
    views.change("rosters_shift", (fact.originator_id, fact.shift), offered=0)


@on(Roster.SwapProposed)
def swap_proposed(views: Views, fact: Roster.SwapProposed) -> None:
    """A proposal that waits."""
    _roster(views, fact.originator_id)
    views.put(
        "rosters_swap", (fact.originator_id, fact.swap),
        giving=fact.giving, wanting=fact.wanting, asker=fact.asker, asked=fact.asked,
    )  # fmt: skip


@on(Roster.SwapEnded)
def swap_ended(views: Views, fact: Roster.SwapEnded) -> None:
    """The proposal waits no longer."""
    _roster(views, fact.originator_id)
    views.drop("rosters_swap", (fact.originator_id, fact.swap))


@on(Roster.ShiftSwapped)
def shift_swapped(views: Views, fact: Roster.ShiftSwapped) -> None:
    """Both shifts changed hands."""
    views.drop("rosters_swap", (fact.originator_id, fact.swap))
    _hand(views, fact, fact.giving, fact.asked, fact.asker, "swapped")
    _hand(views, fact, fact.wanting, fact.asker, fact.asked, "swapped")


@on(Roster.OfferTaken)
def offer_taken(views: Views, fact: Roster.OfferTaken) -> None:
    """The shift changed hands, and the one that was wanted back."""
    via = "swapped" if fact.against else "claimed"
    _hand(views, fact, fact.shift, fact.person, fact.was, via)
    if fact.against:
        _hand(views, fact, fact.against, fact.was, fact.person, via)


@on(Roster.HoursRecorded)
def hours_recorded(views: Views, fact: Roster.HoursRecorded) -> None:
    """What was really worked, and by whom; written by somebody else it is news."""
    team, _ = _roster(views, fact.originator_id)
    row = (fact.person, fact.start, fact.end, fact.minutes)
    views.put_row("rosters_hours", (fact.originator_id, fact.shift), row)
    notify(views, fact, fact.shift, fact.person, "hours", team)


def _roster(views: Views, roster: Id) -> tuple[Id, bool]:
    """The roster's team, what shows it changes, and whether it is published."""
    row = views.row("rosters_roster", roster)
    if row is None:
        raise KeyError(roster)
    team, _, _, state, _ = row
    views.touch(team)
    return team, state == "published"


def _hand(views: Views, fact: Any, shift: Id, person: Id | None, was: Id | None, via: str) -> None:
    """A shift is now `person`'s (None: open) and no longer `was`'s."""
    team, published = _roster(views, fact.originator_id)
    views.change(
        "rosters_shift", (fact.originator_id, shift),
        person=person, offered=0, changed_after=int(published), via=via,
    )  # fmt: skip
    views.drop("rosters_hours", (fact.originator_id, shift))
    if published:
        notify(views, fact, shift, person, "gained", team)
        notify(views, fact, shift, was, "lost", team, was)
