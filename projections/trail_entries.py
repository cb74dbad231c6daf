"""The trail as people read it: what one command did is one entry, led by the fact that says most."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from domain.kernel import Fact, Id
from domain.workspace import Workspace
from projections.trail import Asked, TrailRow, facts, together

_PAGE = 200
_KEPT = 60

LEADS = (
    "teams.OrganisationFounded",
    "teams.WoongroepFounded",
    "rosters.RosterDrafted",
    "rosters.RosterPublished",
    "rosters.RoundsOpened",
    "rosters.ProposalAccepted",
    "rosters.GapTaken",
    "rosters.WishMade",
    "rosters.BatchSent",
    "teams.PersonJoined",
    "teams.PersonLeft",
    "people.PersonRegistered",
    "rosters.LeaveAsked",
    "rosters.LeaveGranted",
    "rosters.LeaveWithdrawn",
    "rosters.LeaveEnded",
    "rosters.LeaveCredited",
    "rosters.HoursCarriedOver",
    "rosters.AbsenceReported",
    "rosters.ShiftSwapped",
    "rosters.ShiftClaimed",
    "rosters.ShiftAssigned",
    "rosters.ShiftUnassigned",
    "rosters.ShiftPlanned",
)
"""What a command is told by, when it recorded several facts; of others the first."""


@dataclass(slots=True)
class Entry:
    """The facts of one command, newest first, of which the first 60 are kept, and the one that says most."""

    rows: list[TrailRow] = field(default_factory=list)
    more: int = 0

    def add(self, row: TrailRow) -> None:
        """One more fact of the command, an older one; beyond the first 60 only the fact that says most stays."""
        if len(self.rows) < _KEPT:
            self.rows.append(row)
            return
        self.more += 1
        if lead_of([*self.rows, row]) is row:
            self.rows[-1] = row

    @property
    def lead(self) -> TrailRow:
        """The fact that says most."""
        return lead_of(self.rows)

    @property
    def others(self) -> list[TrailRow]:
        """The rest, in the order in which they were recorded."""
        lead = self.lead
        return [row for row in reversed(self.rows) if row is not lead]


def lead_of(rows: Iterable[TrailRow]) -> TrailRow:
    """The fact that a command is told by."""
    ranks = {topic: rank for rank, topic in enumerate(LEADS)}
    return min(rows, key=lambda row: (ranks.get(row.topic, len(LEADS)), row.position))


def entries(
    views: sqlite3.Connection, subject: Id, asked: Asked, *, before: int | None = None, limit: int = 30
) -> tuple[list[Entry], int | None]:
    """Entries about a team or a person, newest first, and the `before` of the next page (None: there is none)."""
    found: list[Entry] = []
    while True:
        page = facts(views, subject, asked, before=before, limit=_PAGE)
        for row in page:
            if found and row.command is not None and row.command == found[-1].rows[0].command:
                found[-1].add(row)
            elif len(found) == limit:
                return found, row.position + 1
            else:
                found.append(Entry([row]))
        if len(page) < _PAGE:
            return found, None
        before = page[-1].position


def whole_entry(views: sqlite3.Connection, row: TrailRow) -> list[TrailRow]:
    """All facts of the command that a fact belongs to, in order."""
    return together(views, row.command, row.position) if row.command else [row]


def read_facts(workspace: Workspace, positions: Sequence[int]) -> dict[int, Fact]:
    """The facts at these positions, read from the log in few questions."""
    found: dict[int, Fact] = {}
    for first, last in _runs(sorted(set(positions))):
        for recorded in workspace.facts(first - 1, last - first + 1, last):
            found[recorded.position] = workspace.decode(recorded)
    return found


def _runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Positions in runs; a gap of a few is read along, which is cheaper than another question."""
    runs: list[tuple[int, int]] = []
    for position in positions:
        if runs and position - runs[-1][1] <= 8:
            runs[-1] = runs[-1][0], position
        else:
            runs.append((position, position))
    return runs
