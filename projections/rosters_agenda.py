"""Agendas: absences, wishes and what was seen, as tables."""

from __future__ import annotations

from typing import Any

from domain.kernel import Id
from domain.rosters import Agenda
from projections.fold import Views, on, touch_all
from projections.tables import temporal
from projections.teams import ids_in, touch_person

temporal("rosters_absence", key=("person", "absence"), columns=("first", "last", "kind"), indexes=(("absence",),))
temporal("rosters_wish", key=("person", "day", "kind"), columns=("level", "weight"))
temporal("rosters_seen", key=("person",), columns=("seen",))
"""Up to which position somebody has seen the notices."""


@on(Agenda.BookingsDropped)
def mirrored(views: Views, fact: Any) -> None:
    """This only guards: what it says stands in the other facts of its command."""


@on(Agenda.ShiftReserved, Agenda.ShiftReleased)
def agenda_changed(views: Views, fact: Any) -> None:
    """The shift itself stands with its roster; the other teams of whoever works it show it as elsewhere."""
    stream = views.row("rosters_stream", fact.originator_id)
    standing = views.row("teams_person", stream[1]) if stream else None
    if standing:
        known = ids_in(standing[0])
        if len(known) > 1:
            touch_all(views, known)


@on(Agenda.AgendaBegun)
def agenda_begun(views: Views, fact: Agenda.AgendaBegun) -> None:
    """Whose agenda it is."""
    views.put("rosters_stream", (fact.originator_id,), team=None, person=fact.person)


@on(Agenda.AbsenceReported)
def absence_reported(views: Views, fact: Agenda.AbsenceReported) -> None:
    """Somebody is away; why stays sealed."""
    person = _person(views, fact.originator_id)
    views.put("rosters_absence", (person, fact.absence), first=fact.first, last=fact.last, kind=fact.kind)


@on(Agenda.AbsenceWithdrawn)
def absence_withdrawn(views: Views, fact: Agenda.AbsenceWithdrawn) -> None:
    """Somebody is there after all."""
    views.drop("rosters_absence", (_person(views, fact.originator_id), fact.absence))


@on(Agenda.AbsenceShortened)
def absence_shortened(views: Views, fact: Agenda.AbsenceShortened) -> None:
    """Somebody is back earlier."""
    views.change("rosters_absence", (_person(views, fact.originator_id), fact.absence), last=fact.last)


@on(Agenda.WishMade)
def wish_made(views: Views, fact: Agenda.WishMade) -> None:
    """What suits."""
    key = (_person(views, fact.originator_id), fact.day, fact.kind or "")
    views.put("rosters_wish", key, level=fact.level, weight=fact.weight)


@on(Agenda.WishWithdrawn)
def wish_withdrawn(views: Views, fact: Agenda.WishWithdrawn) -> None:
    """The wish is gone."""
    views.drop("rosters_wish", (_person(views, fact.originator_id), fact.day, fact.kind or ""))


@on(Agenda.ChangesSeen)
def changes_seen(views: Views, fact: Agenda.ChangesSeen) -> None:
    """The notices up to there are no news any more."""
    person = _person(views, fact.originator_id)
    before = views.row("rosters_seen", person) or (0,)
    views.put("rosters_seen", (person,), seen=max(before[0], fact.until))


def _person(views: Views, agenda: Id) -> Id:
    """The person whose agenda it is; what shows them and their teams changes."""
    stream = views.row("rosters_stream", agenda)
    if stream is None:
        raise KeyError(agenda)
    person: Id = stream[1]
    touch_person(views, person)
    return person
