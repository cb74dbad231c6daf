"""The facts alone say what the tables say, on any day and as known at any moment."""

from __future__ import annotations

from bench.ledger_books import TEAMS, write
from bench.ledger_cold import from_log
from domain.finance.ledger import Entry, Line
from projections.finance_balances import trial_balance
from projections.finance_cold import POSTED, cold_balances
from projections.house import House


def test_it_knows_the_fact_by_its_name():
    assert Entry.EntryPosted.TOPIC == POSTED


def test_the_books_of_a_team_are_the_same_from_the_facts_alone(purse):
    purse.post("2026-01-02", Line("1010", 100_000), Line("8000", -100_000))
    known = purse.position()
    twice = purse.pay("2026-01-20", "4310", 8_640)
    purse.close("2026-01")
    purse.reverse(twice)
    rows = purse.home.house.workspace.rows

    assert cold_balances(rows)[purse.team] == purse.balances()
    assert cold_balances(rows, known=known)[purse.team] == purse.balances(known=known)
    assert cold_balances(rows, "2026-01-19")[purse.team] == purse.balances("2026-01-19")
    assert from_log(str(purse.home.house.workspace.data / "events.db")) == cold_balances(rows)


def test_the_books_that_are_measured_are_like_any_other(tmp_path):
    write(tmp_path, 400)

    house = House(tmp_path)
    try:
        last = house.workspace.position()
        for known, day in ((last, "9999-12-31"), (last // 2, "2023-02-10"), (last // 3, "2021-05-31")):
            with house.at(known) as views:
                tables = {team: {one.account: one.cents for one in trial_balance(views, team, day)} for team in TEAMS}
            cold = cold_balances(house.workspace.rows, day, known)
            assert {team: held for team, held in tables.items() if held} == cold
        with house.now() as views:
            late, reversed_ = views.execute(
                "SELECT sum(late), (SELECT count(*) FROM finance_reversal) FROM finance_entry"
            ).fetchone()
        assert late and reversed_
    finally:
        house.close()
