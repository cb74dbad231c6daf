"""What published rosters came to lack, and the fact by which the team said how many it wants."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from domain.kernel import AMSTERDAM, Id, parse_instant
from domain.rosters.desk import days_of
from projections.roster_page import kinds_of, least_of, periods_of
from projections.roster_shapes import first_row, rows
from projections.roster_sheet import shift_kind


class Shortage(NamedTuple):
    """A kind on a day to come of which a published roster has fewer shifts than the team wants."""

    roster: Id
    date: str
    kind: str
    missing: int
    least: int


def shortages_of(views: sqlite3.Connection, team: Id, moment: str) -> list[Shortage]:
    """What the team's published rosters lack of what begins after a moment; an open shift is there."""
    kinds, today, found = kinds_of(views, team), parse_instant(moment).astimezone(AMSTERDAM).date().isoformat(), []
    for period in periods_of(views, team, today):
        days = tuple(day for day in days_of(period.first, period.last) if day >= today)
        if period.state != "published" or not days:
            continue
        there = {
            (kind, day): number
            for kind, day, number in rows(
                views,
                "SELECT kind, date, count(*) FROM rosters_shift WHERE roster = ? AND date >= ? GROUP BY kind, date",
                period.roster, today,
            )
        }  # fmt: skip
        found += [
            Shortage(period.roster, day, code, least - there.get((code, day), 0), least)
            for (code, day), least in least_of(views, team, days).items()
            if least > there.get((code, day), 0) and shift_kind(kinds[code]).instants(day)[0] > moment
        ]
    order = {code: number for number, code in enumerate(kinds)}
    return sorted(found, key=lambda one: (one.date, order[one.kind]))


def position_of_demand(views: sqlite3.Connection, cause: str) -> int | None:
    """The position of the fact of a team's demand that something names as its cause; None when it names another."""
    kind, _, rest = cause.partition(":")
    stream, _, version = rest.partition(":")
    known = first_row(views, "SELECT team FROM rosters_stream WHERE stream = ?", stream)
    if kind != "fact" or known is None or known[0] is None or not version.isdigit():
        return None
    found = first_row(
        views,
        "WITH said AS (SELECT since, until FROM main.rosters_weekday_demand_history WHERE team = ? "
        "UNION ALL SELECT since, until FROM main.rosters_date_demand_history WHERE team = ?) "
        "SELECT f.position FROM (SELECT since AS at FROM said UNION SELECT until FROM said) s "
        "JOIN main.trail_fact f ON f.position = s.at WHERE f.originator = ? AND f.version = ?",
        known[0], known[0], stream, int(version),
    )  # fmt: skip
    return int(found[0]) if found else None
