"""The labour rules on a person's agenda: bookings in, verdicts with instants as text out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from domain.kernel import parse_instant
from domain.rosters.labour import Rules, Verdict, Work, rules_at
from domain.rosters.labour.change import added, removed
from domain.rosters.labour.work import minute_of

if TYPE_CHECKING:
    from domain.rosters.verdicts import Booking

DEFAULT_SET = "cao-ghz"
"""The law with the cao, until an organisation decides on a set of its own."""


def brings(booked: Iterable[Booking], wanted: Booking) -> list[Verdict]:
    """What the law and the cao say of one more shift; nothing when it overlaps another, which is refused anyway."""
    others = list(booked)
    if any(one.start < wanted.end and wanted.start < one.end for one in others):
        return []
    return added([_work(one) for one in others], _work(wanted), _rules(wanted.day))


def leaves(booked: Iterable[Booking], gone: Booking) -> list[Verdict]:
    """What they say of the agenda from which a shift went."""
    return removed([_work(one) for one in booked if one.shift != gone.shift], _work(gone), _rules(gone.day))


def instant_of(minute: int) -> str:
    """The text of an instant."""
    return datetime.fromtimestamp(minute * 60, UTC).strftime("%Y-%m-%dT%H:%MZ")


def _rules(day: str) -> Rules:
    return rules_at(DEFAULT_SET, day)


def _work(booking: Booking) -> Work:
    return _stretch(booking.start, booking.end, booking.minutes, booking.sleeps)


@lru_cache(65536)
def _stretch(start: str, end: str, minutes: int, sleeps: bool) -> Work:
    since, until = minute_of(parse_instant(start)), minute_of(parse_instant(end))
    return Work(since, until, "sleep" if sleeps else "work", max(0, until - since - minutes))
