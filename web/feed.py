"""A person's shifts as an iCalendar file: nobody else's name is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from flask import g
from icalendar import Calendar, Event

from domain.kernel import Id, now, parse_instant, today
from projections.mine import Dated, calendar
from web.say import say as _
from web.teller import Teller
from web.trail_story import teller

_BACK = timedelta(weeks=8)
_CANCELLED_FOR = timedelta(days=30)


class Feed(NamedTuple):
    """What is answered: the file, and the tag by which a calendar knows that it has it already."""

    body: bytes
    tag: str


def feed_of(person: Id) -> Feed:
    """The calendar of a person, as known at the moment of the request."""
    since = (today() - _BACK).isoformat()
    body = write(calendar(g.views, person, since, g.position), teller(), today())
    return Feed(body, hashlib.sha256(body).hexdigest()[:32])


def write(shifts: Iterable[Dated], tells: Teller, day: date) -> bytes:
    """The file: every shift under its own lasting name, a number that rises with each change, times in UTC."""
    found = Calendar()
    found.add("prodid", "-//driehoek//rooster//NL")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", _("Mijn diensten"))
    found.add("x-published-ttl", "PT1H")
    for shift in shifts:
        if shift.own or _lately(shift, day):
            found.add_component(_event(shift, tells))
    return found.to_ical()  # type: ignore[no-any-return]


def _event(shift: Dated, tells: Teller) -> Event:
    event = Event()
    event.add("uid", f"{shift.shift}@driehoek")
    changed = datetime.fromisoformat(shift.changed) if shift.changed else now()
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", shift.versions - 1 + shift.dropped)
    event.add("dtstart", parse_instant(shift.start))
    event.add("dtend", parse_instant(shift.end))
    kind = tells.kind(shift.team, shift.kind, g.position)
    event.add("summary", f"{kind[:1].upper()}{kind[1:]}")
    event.add("location", tells.team(shift.team))
    event.add("status", _status(shift))
    event.add("transp", "OPAQUE" if shift.own else "TRANSPARENT")
    return event


def _status(shift: Dated) -> str:
    if not shift.own:
        return "CANCELLED"
    return "TENTATIVE" if shift.state == "planned" else "CONFIRMED"


def _lately(shift: Dated, day: date) -> bool:
    """Whether a shift that is no longer one's own still shows as cancelled."""
    if not shift.changed:
        return False
    return datetime.fromisoformat(shift.changed).date() >= day - _CANCELLED_FOR
