"""The labour rules on a person's agenda: by which rules, with which absences, and what the person agreed to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from domain.kernel import Id, parse_instant
from domain.rosters.labour import Consent, Rules, Verdict, Work, check, rules_at
from domain.rosters.labour.change import added, removed
from domain.rosters.labour.verdict import SEVERITIES
from domain.rosters.labour.work import minute_of, moment_of, wall

if TYPE_CHECKING:
    from domain.rosters.verdicts import Booking

LAW = "atw"
DEFAULT_SET = "cao-ghz"
"""The law with the cao, until an organisation decides on a set of its own."""
Days = tuple[str, str]
"""A first and a last day."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Rules on which the organisation decided, from a day on."""

    version: Id
    since: str
    rules: Rules


@dataclass(frozen=True, slots=True)
class Employment:
    """What the labour rules ask of a person beside the shifts."""

    decided: tuple[Decided, ...] = ()
    contracts: tuple[tuple[str, int], ...] = ()
    """From which day how many minutes a week, the oldest first."""
    absent: tuple[Days, ...] = ()
    protected: tuple[Days, ...] = ()
    """In these days the rules for who is pregnant count (ATW 4:5 and 4:7)."""
    willing: bool = False
    """Whether the person decides for themselves: nobody may oblige them, they may all the same."""
    told: bool = False
    """Whether who reads the verdict may always know why the person is protected."""
    told_of: tuple[Days, ...] = ()
    """Of which of the protected days who reads the verdict was told why."""
    consents: tuple[Consent, ...] = ()

    def contract(self, day: str) -> int | None:
        """Contract minutes a week on a day."""
        return next((minutes for since, minutes in reversed(self.contracts) if since <= day), None) or None

    def is_protected(self, day: str) -> bool:
        """Whether the person is protected on a day."""
        return any(first <= day <= last for first, last in self.protected)

    def may_read(self, found: Verdict) -> bool:
        """Whether who reads may know why: they were told of all protected days that a verdict is about."""
        since, until = (moment_of(at).date().isoformat() for at in (found.since, found.until))
        about = [days for days in self.protected if days[0] <= until and since <= days[1]]
        return self.told or (bool(about) and all(days in self.told_of for days in about))


PLAIN = Employment()


def rules_on(day: str, decided: Sequence[Decided] = ()) -> Rules:
    """The one place that chooses: what the organisation decided for that day, else the law with the cao."""
    for one in reversed(decided):
        if one.since <= day:
            return one.rules
    return rules_at(DEFAULT_SET, day)


def brings(booked: Iterable[Booking], wanted: Booking, who: Employment = PLAIN) -> list[Verdict]:
    """What the rules of the day say of one more shift; nothing when it overlaps another, which is refused anyway."""
    others = list(booked)
    if any(one.start < wanted.end and wanted.start < one.end for one in others):
        return []
    rules, work = rules_on(wanted.day, who.decided), work_of(wanted)
    works = [work_of(one) for one in others]
    away = absence_of([*works, work], who)
    found = added(works + away, work, rules, contract=who.contract(wanted.day), protected=who.is_protected(wanted.day))
    return [consented(one, rules, who, [wanted.day]) for one in found]


def leaves(booked: Iterable[Booking], gone: Booking, who: Employment = PLAIN) -> list[Verdict]:
    """What they say of the agenda from which a shift went."""
    rules, works = rules_on(gone.day, who.decided), [work_of(one) for one in booked if one.shift != gone.shift]
    return removed(works + absence_of([*works, work_of(gone)], who), work_of(gone), rules)


def over(
    booked: Iterable[Booking], first: str, last: str, who: Employment = PLAIN, published: str | None = None
) -> list[Verdict]:
    """What the rules say of a person's shifts from a day up to and including another, each by the rules of its day."""
    bookings = sorted(booked, key=lambda one: one.start)
    works = [work_of(one) for one in bookings]
    works += absence_of(works, who)
    known = minute(published) if published else None
    found: list[Verdict] = []
    for since, until, rules in _versions(first, last, who.decided):
        begin, end = date.fromisoformat(since), date.fromisoformat(until)
        told = check(works, rules, begin, end, who.contract(since), published=known)
        for some, more in who.protected:
            if some <= until and since <= more:
                theirs = replace(rules, rules=tuple(rule for rule in rules.rules if rule.only))
                told += check(
                    works, theirs, date.fromisoformat(max(some, since)), date.fromisoformat(min(more, until)),
                    pregnant=True,
                )  # fmt: skip
        for one in told:
            days = [b.day for b in bookings if since <= b.day <= until and _within(b, one)]
            found.append(consented(one, rules, who, days))
    return sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one.since, one.rule))


def _within(booking: Booking, found: Verdict) -> bool:
    """Whether the shift lies in the verdict's interval, or on one of its ends."""
    return minute(booking.start) <= found.until and found.since <= minute(booking.end)


def _versions(first: str, last: str, decided: Sequence[Decided]) -> Iterator[tuple[str, str, Rules]]:
    """The days parted where other rules begin to hold."""
    begins = sorted({first, *(one.since for one in decided if first < one.since <= last)})
    for since, after in zip(begins, [*begins[1:], None], strict=True):
        until = (date.fromisoformat(after) - timedelta(days=1)).isoformat() if after else last
        yield since, until, rules_on(since, decided)


def consented(found: Verdict, rules: Rules, who: Employment, days: Iterable[str]) -> Verdict:
    """The same, noted when the person agreed to it for all these days and the rule lets them."""
    rule = rules.rule(found.rule)
    if found.severity == "noted" or rule is None:
        return found
    if rule.only and who.willing:
        return replace(found, severity="warned" if found.severity == "refused" else found.severity)
    if rule.consent is None or (rule.consent.limit is not None and found.value > rule.consent.limit):
        return found
    wanted = list(days)
    for one in who.consents:
        if one.rule == found.rule and wanted and all(one.first <= day <= one.last for day in wanted):
            return replace(found, severity="noted", consent=one)
    return found


def absence_of(works: Sequence[Work], who: Employment) -> list[Work]:
    """The hours of sickness and leave (ATW 5:2): a seventh of the contract's week on each day without a shift."""
    if not who.absent or not who.contracts:
        return []
    ordered = sorted(works, key=lambda work: work.start)
    starts, ends = [work.start for work in ordered], sorted(work.end for work in ordered)
    found, seen = [], set()
    for first, last in who.absent:
        for day in range(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal() + 1):
            since, until = wall(day), wall(day + 1)
            contract = who.contract(date.fromordinal(day).isoformat())
            if day in seen or not contract or bisect_left(starts, until) > bisect_left(starts, since):
                continue
            seen.add(day)
            over = ends[bisect_right(ends, since) :]  # what began before and goes on
            if over and bisect_left(starts, since) > bisect_right(ends, since):
                since = over[0]
            minutes = min(contract * (day % 7 + 1) // 7 - contract * (day % 7) // 7, until - since)
            if minutes > 0:
                found.append(Work(since, until, "absence", until - since - minutes))
    return found


def instant_of(minute: int) -> str:
    """The text of an instant."""
    return datetime.fromtimestamp(minute * 60, UTC).strftime("%Y-%m-%dT%H:%MZ")


@lru_cache(65536)
def minute(instant: str) -> int:
    """Minutes since 1970 of the text of an instant."""
    return minute_of(parse_instant(instant))


def work_of(booking: Booking) -> Work:
    """A shift in an agenda as the rules see it."""
    return _stretch(booking.start, booking.end, booking.minutes, booking.sleeps)


@lru_cache(65536)
def _stretch(start: str, end: str, minutes: int, sleeps: bool) -> Work:
    since, until = minute(start), minute(end)
    if not minutes:
        return Work(since, until, "on_call")
    return Work(since, until, "sleep" if sleeps else "work", max(0, until - since - minutes))
