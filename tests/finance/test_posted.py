"""How much was posted when: every entry is counted once, in the part of the time in which it was posted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.finance.ledger import Line
from projections.finance_posted import posted_between, posted_days, posted_on_between, posted_on_days
from tests.finance.ledger.test_long_books import books
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


@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["rosa", "tom"])), max_size=20), st.integers(1, 7))
@settings(deadline=None, max_examples=40)
def test_the_parts_of_the_time_of_a_resident_hold_each_entry_once(told, parts):
    """Each entry so many minutes after the hour, one second before or after a bound or on it; some outside of it."""
    begin = datetime(2026, 1, 15, 9, tzinfo=UTC)
    end = begin + timedelta(minutes=30)
    came = sorted((begin - timedelta(minutes=5) + timedelta(minutes=after), who) for after, who in told)
    views = books([(number, "1093", "2026-01-14", 1, "2026-01") for number in range(1, len(came) + 1)])
    for number, (moment, who) in enumerate(came, start=1):
        views.execute("UPDATE finance_posting_log SET resident = ? WHERE position = ?", (who, number))
        views.execute("UPDATE trail_fact_log SET moment = ? WHERE position = ?", (moment.isoformat(), number))
    bounds = [(begin + (end - begin) * number / parts).replace(microsecond=0) for number in range(parts)]
    bounds.append(end + timedelta(seconds=1))
    plainly = [sum(who == "rosa" and a <= moment < b for moment, who in came) for a, b in pairwise(bounds)]

    assert posted_on_between(views, "team", ["1093"], begin, end, parts, "rosa") == plainly
    views.close()
