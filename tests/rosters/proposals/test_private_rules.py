"""Why somebody is protected is not written into what a whole team reads of a proposal."""

from __future__ import annotations

from domain.kernel import id_of
from domain.rosters import ShiftKind
from tests.harness.home import full_day


def test_what_was_left_out_never_names_the_rule_that_only_who_was_told_may_know(home, asked, on, fenna, anna, bram):
    with home.by(anna):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("X", "D", 7 * 60, 690, 30), name="Lang")
        for day in ("05", "06"):
            home.house.rosters.set_date_demand(home.team, code="X", date=full_day(day), least=1)
    asked.offer([on("05", "X", fenna), on("06", "X", bram)])
    with home.by(fenna):
        home.house.rosters.ask_protection(id_of("p"), first="2026-02-15", last="2026-08-01", tells=[anna])

    asked.accept(anna)

    assert asked.missed() == [(fenna, "own-agreement")]
