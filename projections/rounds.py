"""The rounds of a roster and the points of a team, as the pages read them."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from domain.kernel import Id
from domain.rosters.points import Points, PointSet
from domain.rosters.rounds import RoundDates, Rounds
from projections.fold import Views, on
from projections.roster_shapes import first_row, rows
from projections.tables import temporal

temporal(
    "rosters_rounds", key=("roster",), columns=("team", "wishes_until", "gaps_until", "publish_by", "jokers", "early")
)
temporal("rosters_joker", key=("roster", "person", "day", "kind"), columns=("team",))
temporal("rosters_wishes_finished", key=("roster", "person"), columns=("team",))
temporal("rosters_gap_taken", key=("roster", "shift", "person"), columns=("team",))
temporal("rosters_rounds_stream", key=("stream",), columns=("roster", "team"))
temporal("rosters_points", key=("team", "since_day"), columns=("night", "sleep", "evening", "weekend"))


@on(Rounds.RoundsOpened)
def rounds_opened(views: Views, fact: Rounds.RoundsOpened) -> None:
    """A roster's rounds."""
    views.put(
        "rosters_rounds", (fact.roster,),
        team=fact.team, wishes_until=fact.wishes_until, gaps_until=fact.gaps_until, publish_by=fact.publish_by,
        jokers=fact.jokers, early="",
    )  # fmt: skip
    views.put("rosters_rounds_stream", (fact.originator_id,), roster=fact.roster, team=fact.team)
    views.put("rosters_stream", (fact.originator_id,), team=fact.team, person=None)
    views.touch(fact.team)


@on(Rounds.RoundsRedated)
def rounds_redated(views: Views, fact: Rounds.RoundsRedated) -> None:
    """Other dates."""
    roster, _ = _rounds(views, fact.originator_id)
    views.change(
        "rosters_rounds", (roster,),
        wishes_until=fact.wishes_until, gaps_until=fact.gaps_until, publish_by=fact.publish_by, jokers=fact.jokers,
        early="",
    )  # fmt: skip


@on(Rounds.RoundBegunEarly)
def round_begun_early(views: Views, fact: Rounds.RoundBegunEarly) -> None:
    """The round that it is at least."""
    roster, _ = _rounds(views, fact.originator_id)
    views.change("rosters_rounds", (roster,), early=fact.round)


@on(Rounds.JokerUsed)
def joker_used(views: Views, fact: Rounds.JokerUsed) -> None:
    """A strong wish."""
    roster, team = _rounds(views, fact.originator_id)
    views.put("rosters_joker", (roster, fact.person, fact.day, fact.kind or ""), team=team)


@on(Rounds.JokerReturned)
def joker_returned(views: Views, fact: Rounds.JokerReturned) -> None:
    """The joker can be used again."""
    roster, _ = _rounds(views, fact.originator_id)
    views.drop("rosters_joker", (roster, fact.person, fact.day, fact.kind or ""))


@on(Rounds.WishesFinished)
def wishes_finished(views: Views, fact: Rounds.WishesFinished) -> None:
    """Who gave their wishes."""
    roster, team = _rounds(views, fact.originator_id)
    views.put("rosters_wishes_finished", (roster, fact.person), team=team)


@on(Rounds.WishesResumed)
def wishes_resumed(views: Views, fact: Rounds.WishesResumed) -> None:
    """Who is still busy with them."""
    roster, _ = _rounds(views, fact.originator_id)
    views.drop("rosters_wishes_finished", (roster, fact.person))


@on(Rounds.GapTaken)
def gap_taken(views: Views, fact: Rounds.GapTaken) -> None:
    """Who took it in the round; the shift itself stands with the roster."""
    roster, team = _rounds(views, fact.originator_id)
    views.put("rosters_gap_taken", (roster, fact.shift, fact.person), team=team)


@on(Points.PointsBegun)
def points_begun(views: Views, fact: Points.PointsBegun) -> None:
    """Whose points they are."""
    views.put("rosters_stream", (fact.originator_id,), team=fact.team, person=None)


@on(Points.PointsAgreed)
def points_agreed(views: Views, fact: Points.PointsAgreed) -> None:
    """The points from a day on."""
    stream = views.row("rosters_stream", fact.originator_id)
    assert stream
    views.put(
        "rosters_points", (stream[0], fact.since),
        night=fact.night, sleep=fact.sleep, evening=fact.evening, weekend=fact.weekend,
    )  # fmt: skip
    views.touch(stream[0])


class RoundsShown(NamedTuple):
    """The rounds of a roster."""

    roster: Id
    team: Id
    wishes_until: str
    gaps_until: str
    publish_by: str
    jokers: int
    early: str

    @property
    def dates(self) -> RoundDates:
        """Their dates, which say which round it is at a moment."""
        return RoundDates(self.wishes_until, self.gaps_until, self.publish_by, self.jokers)


def rounds_shown(views: sqlite3.Connection, roster: Id) -> RoundsShown | None:
    """The rounds of a roster, if they were opened at that moment."""
    found = first_row(
        views,
        "SELECT roster, team, wishes_until, gaps_until, publish_by, jokers, early FROM rosters_rounds WHERE roster = ?",
        roster,
    )
    return RoundsShown._make(found) if found else None


def jokers_of(views: sqlite3.Connection, roster: Id, person: Id) -> frozenset[tuple[str, str]]:
    """(day, kind or nothing) of a person's strong wishes."""
    found = rows(views, "SELECT day, kind FROM rosters_joker WHERE roster = ? AND person = ?", roster, person)
    return frozenset((day, kind) for day, kind in found)


def wishes_of(views: sqlite3.Connection, person: Id, first: str, last: str) -> dict[str, dict[str, str]]:
    """By day: kind (or nothing) to level."""
    wished: dict[str, dict[str, str]] = {}
    for day, kind, level in rows(
        views, "SELECT day, kind, level FROM rosters_wish WHERE person = ? AND day BETWEEN ? AND ? ORDER BY day, kind",
        person, first, last,
    ):  # fmt: skip
        wished.setdefault(day, {})[kind] = level
    return wished


def finished_in(views: sqlite3.Connection, roster: Id) -> frozenset[Id]:
    """Who said that their wishes are complete."""
    found = rows(views, "SELECT person FROM rosters_wishes_finished WHERE roster = ?", roster)
    return frozenset(person for (person,) in found)


def wishing_in(views: sqlite3.Connection, team: Id, first: str, last: str) -> list[Id]:
    """Who works in the team on any of these days, and so is asked for wishes."""
    found = rows(
        views,
        "SELECT DISTINCT person FROM teams_relation WHERE team = ? AND role = 'member' AND since_day <= ? "
        "AND (until_day IS NULL OR until_day >= ?) AND person NOT IN (SELECT person FROM people_agency) "
        "ORDER BY person",
        team, last, first,
    )  # fmt: skip
    return [person for (person,) in found]


def gaps_taken_by(views: sqlite3.Connection, roster: Id, person: Id) -> int:
    """How many gaps somebody took in the round and still works."""
    found = rows(
        views,
        "SELECT count(*) FROM rosters_gap_taken t JOIN rosters_shift s ON s.roster = t.roster AND s.shift = t.shift "
        "AND s.person = t.person WHERE t.roster = ? AND t.person = ?",
        roster, person,
    )  # fmt: skip
    return int(found[0][0])


def points_agreed_by(views: sqlite3.Connection, team: Id) -> list[PointSet]:
    """The points that the team agreed on, oldest first."""
    found = rows(
        views,
        "SELECT since_day, night, sleep, evening, weekend FROM rosters_points WHERE team = ? ORDER BY since_day",
        team,
    )
    return [PointSet(*row) for row in found]


def _rounds(views: Views, stream: Id) -> tuple[Id, Id]:
    """The roster whose rounds they are, and its team; what shows it changes."""
    row = views.row("rosters_rounds_stream", stream)
    if row is None:
        raise KeyError(stream)
    views.touch(row[1])
    return row[0], row[1]
