"""What a command of many facts is told by."""

from __future__ import annotations

from projections.trail import TrailRow
from projections.trail_entries import Entry


def row(position: int, topic: str) -> TrailRow:
    """A fact of one and the same command."""
    return TrailRow(position, position, "2026-11-22T11:09Z", topic, "a" * 32, position, "b" * 32, "", None, "c" * 32)


def test_a_roster_that_was_made_with_all_its_shifts_is_told_as_the_roster() -> None:
    newest_first = [row(position, "rosters.ShiftPlanned") for position in range(128, 1, -1)]
    entry = Entry([newest_first[0]])

    for older in [*newest_first[1:], row(1, "rosters.RosterDrafted")]:
        entry.add(older)

    assert entry.lead.topic == "rosters.RosterDrafted"
    assert len(entry.rows) + entry.more == 128
