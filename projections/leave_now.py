"""What leave rests on: contracts, absence, and what days cost. The commands decide by it and the pages show it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

from domain.kernel import AMSTERDAM, Id, now, parse_instant
from domain.rosters.leave import Balance, Request, Taking, Term, lots_of, settle
from domain.rosters.leave.rules import LeaveKind
from domain.rosters.leave.service import LeaveFacts, kind_of_leave, takings_of
from projections.clock import shown_position
from projections.hours_away import WORK, Opener, asks_hours, away_in, days_of_illness, real_minutes
from projections.leave import requests_by, written_to
from projections.people import contract_by_day
from projections.roster_shapes import first_row, rows

_FAR = "2200-12-31"


def leave_facts(views: sqlite3.Connection, vault: Opener, person: Id, position: int) -> LeaveFacts:
    """Contracts, the year from which rights are kept, leave without a request, and illness."""
    sick = days_of_illness(views, vault, person)
    return LeaveFacts(
        tuple(terms_of(views, person)),
        kept_since(views, person),
        tuple(_reported(views, vault, person, position)),
        sick,
    )


def terms_of(views: sqlite3.Connection, person: Id) -> list[Term]:
    """The contracts one after another; the last one until the last day in any team, else for ever."""
    held = rows(
        views, "SELECT since_day, minutes_per_week FROM people_contract WHERE person = ? ORDER BY since_day", person
    )
    end = first_row(
        views,
        "SELECT max(coalesce(until_day, ?)) FROM teams_relation WHERE person = ? AND role = 'member'",
        _FAR, person,
    )  # fmt: skip
    gone = end[0] if end and end[0] else _FAR
    found = []
    for at, (since, minutes) in enumerate(held):
        last = min(_moved(held[at + 1][0], -1) if at + 1 < len(held) else _FAR, gone)
        if since <= last:
            found.append(Term(since, last, minutes))
    return found


def kept_since(views: sqlite3.Connection, person: Id) -> int:
    """The year in which somebody came into driehoek; what they had before is written to their account."""
    row = first_row(
        views,
        "SELECT moment FROM trail_fact WHERE position = "
        "(SELECT min(since) FROM main.people_person_history WHERE person = ?)",
        person,
    )  # fmt: skip
    return (parse_instant(row[0]) if row else now()).astimezone(AMSTERDAM).year


def day_costs(
    views: sqlite3.Connection, person: Id, team: Id, first: str, last: str, per_day: int | None, moment: str
) -> dict[str, int]:
    """The minutes that leave takes, by day (cao 6:3).

    As many as were chosen; else those of the shifts that the person would work where the team's roster is published,
    and where it is not a fifth of the contract's week for each Monday to Friday
    that is no holiday.
    """
    planned: dict[str, int] = {}
    for day, *times in rows(
        views,
        "SELECT s.date, s.start, s.end, s.local_start, s.local_end, s.minutes FROM rosters_shift s "
        "JOIN rosters_roster r USING (roster) WHERE s.person = ? AND s.date BETWEEN ? AND ? AND s.start > ? "
        f"AND r.state IN ('published', 'closed') AND {WORK.format('s')}",
        person, first, last, moment,
    ):  # fmt: skip
        planned[day] = planned.get(day, 0) + real_minutes(*times)
    known = rows(
        views,
        "SELECT first, last FROM rosters_roster WHERE team = ? AND state IN ('published', 'closed') "
        "AND first <= ? AND last >= ?",
        team, last, first,
    )  # fmt: skip
    found, contract = {}, contract_by_day(views, person)
    for day in days_between(first, last):
        if per_day is not None:
            minutes = per_day
        elif any(begin <= day <= end for begin, end in known):
            minutes = planned.get(day, 0)
        else:
            minutes = contract(day) // 5 if asks_hours(day) else 0
        if minutes:
            found[day] = minutes
    return found


def balance_of(
    views: sqlite3.Connection, vault: Opener, person: Id, position: int, year: int, *,
    also: tuple[tuple[Request, LeaveKind], ...] = (), states: tuple[str, ...] = ("granted", "asked"), but: Id = "",
) -> Balance:  # fmt: skip
    """What is left of all rights up to and including a year's, besides what stands: with something more, or less."""
    facts = leave_facts(views, vault, person, position)
    standing = [one for one in requests_by(views, person) if one.state in states and one.id != but]
    pairs = [(one.request(), kind_of_leave(vault.open_packed(one.kind))) for one in standing] + list(also)
    until = max([year, *(int(one.last[:4]) for one, _ in pairs)])
    credits = [written.credit for written in written_to(views, person)]
    takings = takings_of(pairs, facts)
    return settle(lots_of(facts.terms, credits, range(facts.since, until + 1), takings), takings)


def days_between(first: str, last: str) -> list[str]:
    """Every day from one up to and including another."""
    start = date.fromisoformat(first)
    return [(start + timedelta(days=n)).isoformat() for n in range((date.fromisoformat(last) - start).days + 1)]


def _reported(views: sqlite3.Connection, vault: Opener, person: Id, position: int) -> list[Taking]:
    """Leave that was reported as absence, without asking: it is holiday all the same."""
    span = first_row(views, "SELECT min(first), max(last) FROM rosters_absence WHERE person = ?", person)
    if not span or span[0] is None:
        return []
    draws = kind_of_leave(None).draws
    return [
        Taking(away.day, away.minutes, draws, "")
        for _, away in away_in(views, vault, person, span[0], span[1], position)
        if away.cause == "leave" and away.leave is None
    ]


def _moved(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


class LeaveNow:
    """The same as it is now: what the commands decide from."""

    def __init__(self, reading: Callable[[], AbstractContextManager[sqlite3.Connection]], vault: Opener) -> None:
        self._reading = reading
        self._vault = vault

    def facts(self, person: Id) -> LeaveFacts:
        """What is known of somebody now."""
        with self._reading() as views:
            return leave_facts(views, self._vault, person, shown_position(views))

    def costs(self, person: Id, team: Id, first: str, last: str, per_day: int | None) -> dict[str, int]:
        """The minutes that leave on these days takes, by day."""
        with self._reading() as views:
            return day_costs(views, person, team, first, last, per_day, now().strftime("%Y-%m-%dT%H:%MZ"))
