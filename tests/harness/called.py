"""A night on call in De Lindehof, with a call that was real, one by the planner and one that was not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from domain.kernel import id_of
from domain.rosters import ShiftKind


def called(home: Any) -> None:
    """Saar is on call in the night of 27 March; she and Anna record calls, and one is taken back."""
    rosters, anna, saar = home.house.rosters, home.person("anna"), home.person("saar")
    with home.by(anna):
        rosters.define_kind(home.team, kind=ShiftKind("A", "A", 17 * 60, 15 * 60, 0), name="Bereikbaar")
    shift = home.plan(saar, "27", "A")
    before, home.clock.moment = home.clock.moment, datetime(2026, 3, 28, 9, tzinfo=UTC)
    for person, call, start, end in ((saar, "one", "19:00", "19:40"), (anna, "two", "03:00", "04:00")):
        with home.by(person):
            rosters.call_out(home.roster, call=id_of("call", call), shift=shift, start=start, end=end)
    with home.by(anna):
        rosters.withdraw_call(home.roster, call=id_of("call", "two"))
        rosters.retire_kind(home.team, code="A")
    home.clock.moment = before
