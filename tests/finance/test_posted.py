"""How much was posted when: every entry is counted once, in the part of the time in which it was posted."""

from __future__ import annotations

from datetime import timedelta

from projections.finance_posted import posted_between


def test_each_entry_is_counted_in_its_own_part_of_the_time(purse):
    begin = purse.home.clock.moment
    purse.pay("2026-01-20", "4310", 100)
    purse.home.clock.advance(timedelta(days=5))
    purse.pay("2026-01-21", "4310", 200)
    purse.pay("2026-01-22", "4310", 300)
    purse.home.clock.advance(timedelta(days=4))
    purse.pay("2026-02-22", "4310", 300)

    with purse.home.house.now() as views:
        counts = posted_between(views, purse.team, begin, purse.home.clock.moment, 9)

    assert counts == [1, 0, 0, 0, 0, 2, 0, 0, 1]
