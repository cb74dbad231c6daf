"""A reopening is told when two people agreed, and only then."""

from __future__ import annotations

from datetime import UTC, datetime

from projections.finance_findings import findings_of
from projections.finance_replay import reopenings
from tests.harness.home import Home
from tests.harness.money import Purse


def test_what_was_asked_after_a_reopening_ran_out_and_was_declined_is_no_reopening(purse: Purse, home: Home) -> None:
    purse.close("2026-01")
    before = purse.position()
    purse.reopen("2026-01", "2026-03-01T10:00Z")
    home.clock.moment = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    known = purse.position()
    with home.by(purse.bram):
        purse.ledger.ask_reopening(purse.team, "2026-01", until="2026-03-05T10:00Z", why="Nog eens.")
    with home.by(purse.cato):
        purse.ledger.decline_reopening(purse.team, "2026-01")

    with home.house.now() as views:
        assert reopenings(views, purse.team, known, purse.position()) == []
        assert [again.period for again in reopenings(views, purse.team, before, known)] == ["2026-01"]

    purse.reopen("2026-01", "2026-03-05T10:00Z")
    with home.house.now() as views:
        assert len(reopenings(views, purse.team, known, purse.position())) == 1


def test_a_reopening_that_ran_out_after_midnight_here_is_over_since_that_day(purse: Purse, home: Home) -> None:
    """Half past midnight in the Netherlands is the evening before by the world's clock."""
    purse.close("2026-01")
    purse.reopen("2026-01", "2026-03-03T23:30Z")
    home.clock.moment = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)

    with home.house.now() as views:
        found = [one.day for one in findings_of(views, purse.team, "2026-03-06") if one.rule == "reopening_over"]

    assert found == ["2026-03-04"]
