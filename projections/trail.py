"""The trail: every fact, who did it and whom it concerns. A projection over everything; it has no domain of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from domain.kernel import Fact, Id
from projections.fold import Views, on_all
from projections.tables import log

log(
    "trail_fact",
    key=("position",),
    columns=("leaf", "moment", "topic", "originator", "version", "by", "role", "on_behalf_of", "command"),
)
"""`leaf`: its rank, the place in the tree. `moment`: the running maximum of recorded_at, which never falls."""
log("trail_concern", key=("subject", "position"), columns=())
"""Which teams and persons a fact is about, the one who did it included."""

_PERSONS = ("by", "on_behalf_of", "person", "was", "asker", "asked")
_MIRRORED = ("rosters.ShiftReserved", "rosters.ShiftReleased", "rosters.BookingsDropped", "rosters.AgendaBegun")
"""Facts that repeat, for a person's agenda, what another fact of the same command says."""


@on_all
def recorded(views: Views, fact: Fact) -> None:
    """A row for the fact, and one for each whom it concerns."""
    views.add(
        "trail_fact", views.position, views.leaf, views.moment, fact.TOPIC, fact.originator_id,  # type: ignore[attr-defined]
        fact.originator_version, fact.by, fact.role, fact.on_behalf_of, fact.command,
    )  # fmt: skip
    fields = vars(fact)
    subjects = {fact.originator_id}
    for name in _PERSONS:
        subject = fields.get(name)
        if subject:
            subjects.add(subject)
    team = fields.get("team")
    if team:
        subjects.add(team)
    else:
        stream = views.get("rosters_roster", fact.originator_id) or views.get("rosters_stream", fact.originator_id)
        if stream:
            subjects.update(s for s in (stream.get("team"), stream.get("person")) if s)
    for subject in subjects:
        views.add("trail_concern", subject, views.position)


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


def facts(
    views: sqlite3.Connection,
    subjects: Sequence[Id],
    *,
    by: Id | None = None,
    topics: Sequence[str] = (),
    role: str | None = None,
    since: str | None = None,
    before: int | None = None,
    limit: int = 50,
    mirrored: bool = False,
) -> list[TrailRow]:
    """The facts that concern any of the subjects, newest first.

    `since`: UTC ISO text; `before`: a position, for paging; `mirrored`: also what only guards an agenda.
    """
    places = ",".join("?" * len(subjects))
    query = f"SELECT DISTINCT f.* FROM trail_concern c JOIN trail_fact f USING (position) WHERE c.subject IN ({places})"
    arguments: list[object] = list(subjects)
    for test, value in (
        ("f.by = ?", by), ("f.role = ?", role), ("f.moment >= ?", since), ("c.position < ?", before),
    ):  # fmt: skip
        if value is not None:
            query += f" AND {test}"
            arguments.append(value)
    if topics:
        query += f" AND f.topic IN ({','.join('?' * len(topics))})"
        arguments += topics
    if not mirrored:
        query += f" AND f.topic NOT IN ({','.join('?' * len(_MIRRORED))})"
        arguments += _MIRRORED
    query += " ORDER BY c.position DESC LIMIT ?"
    return [TrailRow(*row) for row in views.execute(query, (*arguments, limit))]


def fact(views: sqlite3.Connection, position: int) -> TrailRow | None:
    """The fact at a position, if it is not later than the moment looked from."""
    row = views.execute("SELECT * FROM trail_fact WHERE position = ?", (position,)).fetchone()
    return TrailRow(*row) if row else None


def concerns(views: sqlite3.Connection, position: int) -> frozenset[Id]:
    """The teams and persons that the fact at a position is about."""
    # the log table's key begins with the subject; a fact concerns few, and they stand in the log itself
    return frozenset(
        row[0] for row in views.execute("SELECT subject FROM trail_concern WHERE position = ?", (position,))
    )


def together(views: sqlite3.Connection, command: Id, near: int) -> list[TrailRow]:
    """The facts of one command: they stand next to each other in the log."""
    found = views.execute(
        "SELECT * FROM trail_fact WHERE position BETWEEN ? AND ? AND command = ? ORDER BY position",
        (near - 2_000, near + 2_000, command),
    )
    return [TrailRow(*row) for row in found]
