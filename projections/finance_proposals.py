"""Entries that wait for a second pair of eyes, and what became of them."""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from domain.kernel import Id


class ProposalRow(NamedTuple):
    """A proposed entry; text and why are packed and sealed, `lines` are account, cents and resident."""

    proposal: Id
    position: int
    team: Id
    fund: str
    value_date: str
    period: str | None
    kind: str
    lines: list[tuple[str, int, Id | None]]
    text: str | None
    document: str | None
    reverses: Id | None
    content: str
    state: str
    requesters: tuple[Id, ...]
    decider: Id | None
    why: str | None
    askers: frozenset[Id]
    """All whose act it was: also the one on whose behalf it was done."""

    @property
    def cents(self) -> int:
        """How much it is about."""
        return sum(line[1] for line in self.lines if line[1] > 0)


_PROPOSAL = (
    "SELECT proposal, since, team, fund, value_date, period, kind, lines, text, document, reverses, content, state, "
    "requesters, decider, why, askers FROM finance_proposal WHERE "
)


def proposal_of(views: sqlite3.Connection, team: Id, proposal: Id) -> ProposalRow | None:
    """A proposal of a team."""
    row = views.execute(f"{_PROPOSAL} proposal = ? AND team = ?", (proposal, team)).fetchone()
    return _read(row) if row else None


def proposals_waiting(views: sqlite3.Connection, team: Id, *, limit: int = 100) -> list[ProposalRow]:
    """Those that wait, the oldest first; residents' money is proposed and seen on pages of its own."""
    rows = views.execute(
        f"{_PROPOSAL} team = ? AND state = 'proposed' AND fund != 'residents' ORDER BY since LIMIT ?", (team, limit)
    )
    return [_read(row) for row in rows]


def proposals_decided(views: sqlite3.Connection, team: Id, *, limit: int = 20) -> list[ProposalRow]:
    """The last ones that were decided on or withdrawn, the newest first."""
    rows = views.execute(
        f"{_PROPOSAL} team = ? AND state IN ('approved', 'declined', 'withdrawn') AND fund != 'residents' "
        "ORDER BY since DESC LIMIT ?",
        (team, limit),
    )
    return [_read(row) for row in rows]


def _read(row: sqlite3.Row) -> ProposalRow:
    lines = [(line[0], line[1], line[2]) for line in json.loads(row["lines"])]
    requesters, askers = tuple(json.loads(row["requesters"])), frozenset(json.loads(row["askers"]))
    return ProposalRow._make((*row[:7], lines, *row[8:13], requesters, *row[14:16], askers))
