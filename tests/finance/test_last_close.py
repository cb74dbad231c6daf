"""Where Naspelen begins: the newest close after which something was posted in what it closed."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.finance.ledger import Line
from domain.finance.ledger.period import next_period
from projections.finance_replay import last_close_that_changed
from tests.finance.test_histories import books, histories, live
from tests.harness.money import Purse


def told(purse: Purse, known: int) -> tuple[str, int] | None:
    """The same, of every close and every line that the log has."""
    with purse.home.house.now() as now:
        closes = now.execute(
            "SELECT DISTINCT closed_at, period FROM main.finance_period_history WHERE closed_at <= ? "
            "ORDER BY closed_at DESC, period DESC",
            (known,),
        ).fetchall()
        lines = now.execute("SELECT position, value_date FROM main.finance_posting").fetchall()
    for closed_at, period in closes:
        end = f"{next_period(period)}-01"
        if any(closed_at < position <= known and day < end for position, day in lines):
            return period, closed_at
    return None


def begins(purse: Purse, known: int) -> tuple[str, int] | None:
    """As the tables say it, at a moment."""
    purse.home.house.engine.catch_up()
    with purse.home.house.at(known) as views:
        return last_close_that_changed(views, purse.team, known)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@example([("post", "2025-12-20", "4310", 9), ("close", "2026-01-01", 9, 0), ("post", "2025-12-21", "4310", 7)], 1.0)
@given(histories, st.floats(0, 1))
def test_it_is_the_newest_close_of_which_something_changed(
    history: list[tuple[str, str, object, int]], part: float
) -> None:
    with books() as purse:
        live(purse, history)
        for known in {purse.position(), round(part * purse.position())}:
            assert begins(purse, known) == told(purse, known)


def test_a_newer_close_that_stood_is_passed_over(purse: Purse) -> None:
    purse.pay("2026-01-20", "4310", 100)
    purse.close("2026-01")
    january = purse.position()
    purse.home.clock.advance(timedelta(days=2))
    purse.pay("2026-02-01", "4310", 200)
    assert begins(purse, purse.position()) is None
    purse.pay("2026-01-21", "4310", 200)
    purse.pay("2026-02-21", "4310", 300)
    late = purse.position()
    purse.home.clock.advance(timedelta(days=1))
    purse.close("2026-02")

    assert begins(purse, late) == begins(purse, purse.position()) == ("2026-01", january)


def test_a_period_that_was_closed_again_counts_from_its_last_close_that_changed(purse: Purse) -> None:
    purse.pay("2026-01-20", "4310", 100)
    purse.close("2026-01")
    january = purse.position()
    purse.reopen("2026-01", "2026-03-02T16:00Z")
    purse.post("2026-01-22", Line("4350", 50), Line("1010", -50), period="2026-01")
    purse.close("2026-01")
    again = purse.position()

    assert begins(purse, again) == ("2026-01", january)
    purse.pay("2026-01-23", "4310", 5)
    assert begins(purse, purse.position()) == ("2026-01", again)


def test_what_changed_in_a_later_month_counts_although_an_earlier_one_was_closed_after_it(purse: Purse) -> None:
    purse.pay("2026-01-20", "4310", 100)
    purse.close("2026-01", "2026-02")
    february = purse.position()
    purse.reopen("2026-01", "2026-03-02T16:00Z")
    purse.close("2026-01")
    purse.pay("2026-02-20", "4310", 100)

    assert begins(purse, purse.position()) == ("2026-02", february)
