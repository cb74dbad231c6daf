"""The trail: every fact, who did it and whom it concerns. A projection over everything; it has no domain of its own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from operator import itemgetter
from typing import Any

from domain.kernel import EVERYONE, Fact, Id, declare, fact_fields
from domain.people import Person
from domain.rosters import Agenda
from projections.fold import Views, on, on_all
from projections.tables import log, temporal
from projections.teams import ids_in, teams_left, touch_person

declare(
    {
        "trail.see_trail": ("member", "planner", "controller", "auditor"),
        "trail.see_own": (EVERYONE,),
        "trail.see_checkpoints": (
            "member", "planner", "resident", "relative", "kerngroep", "controller", "auditor", "administrator",
        ),
    }
)  # fmt: skip

log(
    "trail_fact",
    key=("position",),
    columns=("leaf", "moment", "topic", "originator", "version", "by", "role", "on_behalf_of", "command"),
)
"""`leaf`: its rank, the place in the tree. `moment`: the running maximum of recorded_at, which never falls."""
log("trail_concern", key=("subject", "position"), columns=())
"""Which teams and persons a fact is about, the one who did it included."""
log("trail_kept", key=("position", "subject"), columns=())
log("trail_kept_of", key=("position", "person"), columns=("team",))
"""Facts that are kept from all but some readers, with for whom they are: who may see the residents' money of that team,
and the one resident whom they are about; and all residents whom they tell of, whose money is then looked at. Marked by
whoever folds them: see `projections/finance_residents.py`."""
temporal("trail_disowned", key=("position",), columns=("person", "said"))
"""What stands in somebody's name and was not theirs; `said` is where they said so."""

_Taking = Callable[[dict[str, Any]], tuple[Any, ...]]
_SUBJECTS = frozenset(("by", "on_behalf_of", "person", "was", "asker", "asked", "team"))
MIRRORED = ("rosters.ShiftReserved", "rosters.ShiftReleased", "rosters.BookingsDropped", "rosters.AgendaBegun")
"""Facts that repeat, for a person's agenda, what another fact of the same command says."""


OWN = (
    "rosters.WishMade", "rosters.WishWithdrawn", "rosters.JokerUsed", "rosters.JokerReturned", "people.LimitsSet",
    "rosters.WishesFinished", "rosters.WishesResumed",
    "rosters.AskingAgreed", "rosters.AskingRevoked",
)  # fmt: skip
"""Facts that are for their person and for who plans, as they are on the roster."""

PRIVATE = ("rosters.ProtectionAsked", "rosters.ProtectionEnded")
"""Facts that are for their person alone, also before who reads the whole log."""


@on_all
def recorded(views: Views, fact: Fact) -> None:
    """A row for the fact, and one for each whom it concerns."""
    fields, position = fact.__dict__, views.position
    topic, metadata, concerned, for_teams = _shape(type(fact))
    views.add("trail_fact", (position, views.leaf, views.moment, topic, *metadata(fields)))
    originator = fields["originator_id"]
    stream = views.row("rosters_stream", originator) or (originator,)
    subjects = {*concerned(fields), *stream}
    if for_teams:
        standing = views.row("teams_person", stream[-1])
        if standing:
            subjects.update(ids_in(standing[0]))
            if standing[1]:  # whoever left a team is none of its business from the day after
                subjects -= teams_left(standing[1], fact.timestamp.date().isoformat())
    subjects.discard(None)
    views.add("trail_concern", chain.from_iterable(zip(subjects, repeat(position))))


@cache
def _shape(fact: type[Fact]) -> tuple[str, _Taking, _Taking, bool]:
    """A kind of fact: its topic, what takes its row and its teams and persons, whether it is of all their teams."""
    metadata = itemgetter("originator_id", "originator_version", "by", "role", "on_behalf_of", "command")
    concerned = itemgetter(*(name for name in fact_fields(fact) if name in _SUBJECTS))
    return fact.TOPIC, metadata, concerned, _for_teams(fact)  # type: ignore[attr-defined]


def _for_teams(fact: type[Fact]) -> bool:
    """Whether a kind of fact is about one person, and so concerns the teams where that person is."""
    topic: str = fact.TOPIC  # type: ignore[attr-defined]
    return topic not in (*MIRRORED, *PRIVATE) and (topic.startswith("people.") or issubclass(fact, Agenda.Event))


@on(Person.ActDisowned)
def act_disowned(views: Views, fact: Person.ActDisowned) -> None:
    """What was not theirs."""
    views.put("trail_disowned", (fact.position,), person=fact.originator_id, said=views.position)
    touch_person(views, fact.originator_id)


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One fact as the trail lists it; the rest is read from the log."""

    position: int
    leaf: int
    moment: str
    topic: str
    originator: Id
    version: int
    by: Id
    role: str
    on_behalf_of: Id | None
    command: Id | None


@dataclass(frozen=True, slots=True)
class Reader:
    """As who the trail is read: drafts are for who plans the team, and what is a colleague's own is too."""

    person: Id
    plans: tuple[Id, ...] = ()
    all_teams: bool = False
    """Reads the whole log: all but what is for its person alone."""
    keeps: tuple[Id, ...] = ()
    """The teams whose residents' money it may see, with the residents who are this person's own."""

    def sees(self) -> tuple[str, list[object]]:
        """What must be so of a fact `f`, and its arguments."""
        alone = (
            f"(f.topic NOT IN ({','.join('?' * len(PRIVATE))}) OR EXISTS "
            "(SELECT 1 FROM trail_concern a WHERE a.subject = ? AND a.position = f.position))"
        )
        alone += (
            " AND (NOT EXISTS (SELECT 1 FROM trail_kept k WHERE k.position = f.position) OR EXISTS "
            f"(SELECT 1 FROM trail_kept k WHERE k.position = f.position "
            f"AND k.subject IN ({','.join('?' * len(self.keeps))})))"
        )
        first: list[object] = [*PRIVATE, self.person, *self.keeps]
        if self.all_teams:
            return alone, first
        plans, own = ",".join("?" * len(self.plans)), ",".join("?" * len(OWN))
        drafts = (
            f"SELECT roster FROM rosters_roster WHERE state = 'drafted' AND team NOT IN ({plans}) UNION "
            "SELECT stream FROM rosters_proposal_stream p JOIN rosters_roster r USING (roster) "
            f"WHERE r.state = 'drafted' AND r.team NOT IN ({plans})"
        )
        theirs = (
            f"SELECT 1 FROM trail_concern o WHERE o.subject IN (?{',?' * len(self.plans)}) AND o.position = f.position"
        )
        return (
            f"{alone} AND f.originator NOT IN ({drafts}) AND (f.topic NOT IN ({own}) OR EXISTS ({theirs}))",
            [*first, *self.plans, *self.plans, *OWN, self.person, *self.plans],
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """Which facts are asked for, as the filters in the address say."""

    person: Id | None = None
    """By or about this person."""
    topics: tuple[str, ...] = ()
    role: str | None = None
    after: int | None = None
    until: int | None = None
    positions: tuple[int, ...] | None = None
    """Only these, of one shift for instance."""
    mirrored: bool = False
    reader: Reader | None = None
    """As who it is read; None: by the program itself."""


def facts(
    views: sqlite3.Connection, subject: Id, asked: Asked = Asked(), *, before: int | None = None, limit: int = 50
) -> list[TrailRow]:
    """The facts that concern a team or a person, newest first; `before` a position, for paging."""
    query = "SELECT f.* FROM trail_concern c JOIN trail_fact f USING (position) WHERE c.subject = ?"
    arguments: list[object] = [subject]
    for test, value in (
        ("EXISTS (SELECT 1 FROM trail_concern p WHERE p.subject = ? AND p.position = c.position)", asked.person),
        ("f.role = ?", asked.role), ("c.position > ?", asked.after), ("c.position <= ?", asked.until),
        ("c.position < ?", before),
    ):  # fmt: skip
        if value is not None:
            query += f" AND {test}"
            arguments.append(value)
    for column, wanted in (("f.topic", asked.topics or None), ("c.position", asked.positions)):
        if wanted is not None:
            query += f" AND {column} IN ({','.join('?' * len(wanted))})"
            arguments += wanted
    if not asked.mirrored:
        query += f" AND f.topic NOT IN ({','.join('?' * len(MIRRORED))})"
        arguments += MIRRORED
    if asked.reader is not None:
        test, given = asked.reader.sees()
        query += f" AND {test}"
        arguments += given
    query += " ORDER BY c.position DESC LIMIT ?"
    return [TrailRow(*row) for row in views.execute(query, (*arguments, limit))]


def fact(views: sqlite3.Connection, position: int) -> TrailRow | None:
    """The fact at a position, if it is not later than the moment looked from."""
    row = views.execute("SELECT * FROM trail_fact WHERE position = ?", (position,)).fetchone()
    return TrailRow(*row) if row else None


def concerned(views: sqlite3.Connection, position: int, candidates: Collection[Id]) -> frozenset[Id]:
    """Which of these teams and persons the fact at a position is about."""
    places = ",".join("?" * len(candidates))
    found = views.execute(
        f"SELECT subject FROM trail_concern WHERE subject IN ({places}) AND position = ?", (*candidates, position)
    )
    return frozenset(row[0] for row in found)


def readable(views: sqlite3.Connection, position: int, reader: Reader) -> bool:
    """Whether the fact at a position is not kept from somebody; it may still not concern them."""
    test, arguments = reader.sees()
    found = views.execute(f"SELECT 1 FROM trail_fact f WHERE f.position = ? AND {test}", (position, *arguments))
    return found.fetchone() is not None


def together(views: sqlite3.Connection, command: Id, near: int) -> list[TrailRow]:
    """The facts of one command: they stand next to each other in the log."""
    found = views.execute(
        "SELECT * FROM trail_fact WHERE position BETWEEN ? AND ? AND command = ? ORDER BY position",
        (near - 2_000, near + 2_000, command),
    )
    return [TrailRow(*row) for row in found]


def roles_seen(views: sqlite3.Connection, subject: Id) -> list[str]:
    """The roles in which somebody acted lately in what concerns the subject."""
    found = views.execute(
        "SELECT DISTINCT role FROM (SELECT f.role FROM trail_concern c JOIN trail_fact f USING (position) "
        "WHERE c.subject = ? ORDER BY c.position DESC LIMIT 2000) ORDER BY role",
        (subject,),
    )
    return [row[0] for row in found]


def shift_positions(views: sqlite3.Connection, shift: Id, until: int) -> tuple[int, ...]:
    """Where something happened to a shift: each place where a row about it began or ended."""
    roster = views.execute("SELECT roster FROM main.rosters_shift_history WHERE shift = ?", (shift,)).fetchone()
    if roster is None:
        return ()
    found: set[int] = set()
    for query, arguments in (
        ("SELECT since, until FROM main.rosters_shift_history WHERE shift = ?", (shift,)),
        ("SELECT since, until FROM main.rosters_hours_history WHERE shift = ?", (shift,)),
        (
            "SELECT since, until FROM main.rosters_swap_history WHERE roster = ? AND (giving = ? OR wanting = ?)",
            (roster[0], shift, shift),
        ),
    ):
        for row in views.execute(query, arguments):
            found.update(position for position in row if position <= until)
    return tuple(sorted(found))


def kept_residents(views: sqlite3.Connection, positions: Sequence[int]) -> list[tuple[Id, Id]]:
    """The residents whose money these facts tell of, each with the team that keeps it: who looks is written first."""
    rows = views.execute(
        "SELECT DISTINCT person, team FROM trail_kept_of WHERE position IN (SELECT value FROM json_each(?)) "
        "ORDER BY person",
        (json.dumps(list(positions)),),
    )
    return [(row[0], row[1]) for row in rows]


def disowned(views: sqlite3.Connection, positions: Sequence[int]) -> frozenset[int]:
    """Which of these stand in a name of somebody who said that they did not do it."""
    places = ",".join("?" * len(positions))
    found = views.execute(f"SELECT position FROM trail_disowned WHERE position IN ({places})", tuple(positions))
    return frozenset(row[0] for row in found)
