"""How much was posted when: every entry is counted once, in the part of the time in which it was posted."""

from __future__ import annotations

from datetime import timedelta

from domain.finance.ledger import Line
from projections.finance_posted import posted_between, posted_days, posted_on_between, posted_on_days
from tests.finance.residents.test_residents import live_in


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


def test_residents_money_is_counted_only_where_it_is_asked_for(purse):
    live_in(purse.home, "tom")
    begin = purse.home.clock.moment
    purse.pay("2026-02-20", "4310", 100)
    for who in ("rosa", "rosa", "tom"):
        resident = purse.home.person(who)
        purse.post("2026-02-20", Line("1030", 500), Line("1700", -500, resident), fund="residents")
        purse.home.clock.advance(timedelta(days=2))
    end, rosa, year = purse.home.clock.moment, purse.home.rosa, ("2026-01-01", "2026-12-31")

    with purse.home.house.now() as views:
        own = [posted_on_between(views, purse.team, ["1030", "1700"], begin, end, 3, of) for of in (None, rosa)]
        days = [posted_on_days(views, purse.team, ["1030", "1700"], *year, of) for of in (None, rosa)]
        assert posted_between(views, purse.team, begin, end, 3) == [1, 0, 0]
        assert posted_days(views, purse.team, *year) == {"2026-02-20": 1}

    assert own == [[1, 1, 1], [1, 1, 0]]
    assert days == [{"2026-02-20": 3}, {"2026-02-20": 2}]
