"""Carers of other teams who let a team ask: what the engine is told of them, so that a proposal can have them in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.kernel import AMSTERDAM, Id, Refusal
from domain.rosters.asking import against_asking, works_on
from domain.rosters.desk import days_of
from domain.rosters.engine.team.problem import Carer, Span, Wish
from projections.asks import agreements_with, last_asked
from projections.candidates import busy_and_away
from projections.roster_shapes import Kind, Period
from projections.teams import relations

MOST = 30
"""So many at most, whom the team asked longest ago first: each makes the search longer."""
NO_WISH = 0
"""The weight of what is no wish, and counts for none."""


@dataclass(frozen=True, slots=True)
class Visit:
    """When somebody may be asked, and for which parts of the day."""

    spans: tuple[Span, ...]
    places: tuple[str, ...]


def visits_in(views: sqlite3.Connection, found: Period, but: Set[Id] = frozenset()) -> dict[Id, Visit]:
    """By person, those asked longest ago first: the days on which they work in another team and not in this one.

    Nobody who lives here, or is family of who does, is among them.
    """
    agreed, asked = agreements_with(views, found.team), last_asked(views, found.team)
    days = days_of(found.first, found.last)
    visits: dict[Id, Visit] = {}
    for person in sorted(agreed.keys() - but, key=lambda one: (asked.get(one, ""), one)):
        if len(visits) == MOST:
            break
        known = relations(views, person)
        there = [day for day in days if not known.closed and _visits(known.roles_in(found.team, day))]
        there = [day for day in there if any("member" in known.roles_in(t, day) for t in known.teams(day))]
        if there:
            visits[person] = Visit(_spans(there), tuple(agreed[person]["places"]))
    return visits


def visiting(mine: Carer, visit: Visit, never: Span, contract: int, kinds: dict[str, Kind], found: Period) -> Carer:
    """A carer with the days on which they may be asked; `contract`: the minutes that their own team leaves."""
    here = tuple(span for span in mine.there if span != never)
    days = [day for day in days_of(found.first, found.last) if any(span.holds(day) for span in visit.spans)]
    cannot = not_for(visit.places, days, kinds)
    if here:
        return replace(mine, there=(*here, *visit.spans), visits=visit.spans, wishes=(*mine.wishes, *cannot))
    # a wish for a kind is about their own team's; that they cannot work on a day holds everywhere
    away = (Wish(w.date, None, "cannot", NO_WISH) for w in mine.wishes if w.level == "cannot" and w.kind is None)
    return replace(
        mine, there=visit.spans, visits=visit.spans, contract=contract, wishes=(*away, *cannot), carried=0.0, flex=True,
        off_days=True,
    )  # fmt: skip


def against_today(
    views: sqlite3.Connection, team: Id, persons: Sequence[Id], moment: datetime
) -> Callable[[Id, str], Refusal | None]:
    """What stands against asking one of these today for a shift in a part of the day; None when nothing does."""
    agreed, day = agreements_with(views, team), moment.astimezone(AMSTERDAM).date().isoformat()
    busy, away = busy_and_away(views, persons, day)
    return lambda person, place: against_asking(
        agreed.get(person), place, works=works_on(day, busy.get(person, ())), away=person in away
    )


def team_of(views: sqlite3.Connection, person: Id, day: str) -> Id | None:
    """The team in which somebody works on a day; of more the one that was first."""
    known = relations(views, person)
    return next((team for team in known.teams(day) if "member" in known.roles_in(team, day)), None)


def not_for(places: Sequence[str], days: Sequence[str], kinds: dict[str, Kind]) -> tuple[Wish, ...]:
    """Who agreed to some parts of the day only cannot for the others on these days."""
    others = [code for code, kind in kinds.items() if kind.place not in places]
    return tuple(Wish(day, code, "cannot", NO_WISH) for day in days for code in others)


def _visits(roles: frozenset[str]) -> bool:
    return not roles & {"member", "resident", "relative"}


def _spans(days: Sequence[str]) -> tuple[Span, ...]:
    """Days as stretches without a gap."""
    spans: list[Span] = []
    for day in days:
        before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
        if spans and spans[-1].last == before:
            spans[-1] = Span(spans[-1].first, day)
        else:
            spans.append(Span(day, day))
    return tuple(spans)
