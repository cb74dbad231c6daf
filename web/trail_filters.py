"""The trail's filters, as they stand in its address."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from domain.kernel import Id, fact_topics, instant, parse_instant, read_id
from projections.clock import position_at
from projections.trail import Asked, shift_positions
from web.pages import as_position
from web.trail_story import reader

GROUPS = {
    "shifts": (
        _l("Diensten"),
        (
            "rosters.ShiftPlanned",
            "rosters.ShiftDropped",
            "rosters.ShiftAssigned",
            "rosters.ShiftUnassigned",
            "rosters.ShiftMoved",
            "rosters.Roster",
            "rosters.HoursRecorded",
            "rosters.Call",
        ),
    ),  # fmt: skip
    "exchange": (
        _l("Ruilen en overnemen"),
        ("rosters.ShiftOffered", "rosters.Offer", "rosters.ShiftClaimed", "rosters.Swap", "rosters.ShiftSwap"),
    ),
    "rounds": (
        _l("Zelfroosteren"),
        ("rosters.Round", "rosters.Joker", "rosters.Gap", "rosters.Points", "rosters.Proposal"),
    ),
    "absence": (_l("Afwezig en wensen"), ("rosters.Absence", "rosters.Leave", "rosters.Wish")),
    "demand": (
        _l("Bezetting"),
        ("rosters.ShiftKind", "rosters.WeekdayDemand", "rosters.DateDemand", "rosters.Demand", "rosters.Period"),
    ),
    "pay": (
        _l("Uren voor het loon"),
        ("rosters.Statement", "rosters.PayMonth", "rosters.BatchSent", "rosters.HoursAccount", "rosters.HoursCarried"),
    ),
    "people": (_l("Mensen en rollen"), ("people.", "teams.")),
}
"""What the trail can be narrowed to: the word, and how its topics begin."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody wants to see of the trail."""

    who: Id | None = None
    what: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    role: str = ""
    shift: Id | None = None
    before: int | None = None
    unread: dict[str, str] = field(default_factory=dict)
    """What was typed and is no day, by field."""

    @classmethod
    def of(cls, args: MultiDict[str, str]) -> Filters:
        """The filters in an address; what cannot be read is named and left out."""
        unread: dict[str, str] = {}
        return cls(
            who=_id(args.get("who")),
            what=tuple(group for group in GROUPS if group in args.getlist("what")),
            since=_day(args.get("from"), "from", unread),
            until=_day(args.get("to"), "to", unread),
            role=(args.get("role") or "")[:40],
            shift=_id(args.get("shift")),
            before=args.get("before", type=as_position),
            unread=unread,
        )

    def address(self, **changed: Any) -> dict[str, Any]:
        """The question part of an address with these filters, something changed."""
        other = replace(self, **changed)
        values = {
            "who": other.who, "what": list(other.what) or None, "from": other.since or None,
            "to": other.until or None, "role": other.role or None, "shift": other.shift, "before": other.before,
        }  # fmt: skip
        return {name: value for name, value in values.items() if value is not None}

    def topics(self) -> tuple[str, ...]:
        """The topics of the groups; none for all."""
        starts = tuple(start for group in self.what for start in GROUPS[group][1])
        return tuple(topic for topic in fact_topics() if topic.startswith(starts)) if starts else ()

    def asked(self, views: sqlite3.Connection, position: int) -> Asked:
        """The filters as a question to the trail, seen from a position."""
        after = until = None
        if self.since:
            after = position_at(views, _just_before(self.since))
        if self.until:
            until = position_at(views, _just_before(_next(self.until)))
        return Asked(
            person=self.who,
            topics=self.topics(),
            role=self.role or None,
            after=after,
            until=until,
            reader=reader(),
            positions=shift_positions(views, self.shift, position) if self.shift else None,
        )


def _just_before(day: str) -> str:
    """The last recorded_at that is still before a local day."""
    return (parse_instant(instant(date.fromisoformat(day), 0)) - timedelta(microseconds=1)).isoformat()


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _day(text: str | None, name: str, unread: dict[str, str]) -> str:
    if not text or not text.strip():
        return ""
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        unread[name] = text[:40]
        return ""
    if not 1900 <= found.year <= 2200:
        unread[name] = text[:40]
        return ""
    return found.isoformat()


def _id(text: str | None) -> Id | None:
    try:
        return read_id(text) if text else None
    except ValueError:
        return None
