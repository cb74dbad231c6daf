"""The account of hours: what a year asks, what was done, and what is taken along."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import Id, NotAllowed, id_of
from domain.rosters.hours import refusals
from domain.rosters.hours.year import Agreed, owed, year_rules_on
from projections.hours_account import Account, account_of
from tests.harness.home import Home

HOUR = 60
HOLIDAYS = 7
"""On Monday to Friday in 2026, as everywhere in driehoek: Good Friday among them."""
YEAR_2026 = Agreed("2026-01-01", "2026-12-31", 36 * HOUR)


def account(home: Home, person: Id, year: int = 2026, day: str = "2026-04-01") -> Account | None:
    with home.house.now() as views:
        return account_of(
            views, home.house.vault, person, year, position=home.house.workspace.position(), day=day,
            moment=home.clock.moment.strftime("%Y-%m-%dT%H:%MZ"),
        )  # fmt: skip


def test_a_full_year_asks_1878_hours_less_the_holidays() -> None:
    year = owed([YEAR_2026], "2026-01-01", "2026-12-31")

    assert year.contract == 1878 * HOUR
    assert year.holidays == HOLIDAYS * 432


def test_a_leap_year_asks_no_more() -> None:
    assert owed([Agreed("2028-01-01", "2028-12-31", 36 * HOUR)], "2028-01-01", "2028-12-31").contract == 1878 * HOUR


def test_two_thirds_of_a_week_is_two_thirds_of_the_year_and_of_the_holidays() -> None:
    year = owed([Agreed("2026-01-01", "2026-12-31", 24 * HOUR)], "2026-01-01", "2026-12-31")

    assert (year.contract, year.holidays) == (1252 * HOUR, HOLIDAYS * 288)


def test_the_rules_name_their_source() -> None:
    assert "6:1" in year_rules_on("1999-01-01").source and "6:4" in year_rules_on("2026-01-01").source


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 364), st.integers(0, 2880), st.integers(0, 2880), st.integers(1, 364))
def test_a_year_is_the_sum_of_its_parts(change: int, before: int, after: int, cut: int) -> None:
    from datetime import date, timedelta

    def day(n: int) -> str:
        return (date(2026, 1, 1) + timedelta(days=n)).isoformat()

    contracts = [Agreed(day(0), day(change - 1), before), Agreed(day(change), day(364), after)]

    whole = owed(contracts, day(0), day(364))
    parts = [owed(contracts, day(0), day(cut - 1)), owed(contracts, day(cut), day(364))]
    assert whole.contract == sum((part.contract for part in parts), Fraction())
    assert whole.holidays == sum((part.holidays for part in parts), Fraction())
    assert whole.contract == Fraction(112680, 2160 * 365) * (change * before + (365 - change) * after)


def test_the_account_begins_with_the_first_published_roster_and_not_before(march: Home) -> None:
    found = account(march, march.bram)

    assert found and (found.since, found.until) == ("2026-03-02", "2026-04-01")
    assert account(march, march.bram, 2025) is None
    assert list(found.months) == ["2026-03", "2026-04"]


def test_what_was_worked_planned_and_asked_up_to_the_day(march: Home) -> None:
    found = account(march, march.bram)

    assert found
    assert (found.total.planned, found.total.worked, found.total.away) == (960, 960, 0)
    exact = Fraction(112680 * 28, 36 * 365) * 31
    assert found.total.contract == round(exact) and found.total.holidays == 0
    assert found.balance == 960 - found.total.contract


def test_the_months_of_the_account_are_the_months_that_are_paid(march: Home) -> None:
    with march.by(march.bram):
        march.house.rosters.record_hours(
            march.roster,
            march.first,
            start="07:00",
            end="16:00",
            breaks=30,  # type: ignore[attr-defined]
        )
        march.house.rosters.report_absence(
            march.team, absence="a" * 32, person=march.bram, first="2026-03-16", last="2026-03-17", kind="sick"
        )

    found = account(march, march.bram)

    paid = march.house.hours.source.figures(march.bram, march.team, "2026-03")
    assert found
    month = found.months["2026-03"]
    assert (month.worked, month.planned, month.sick) == (paid.counted(), paid.planned(), paid.causes()["sick"])


def test_hours_of_all_teams_count(march: Home) -> None:
    march.clock.moment = datetime(2026, 2, 2, 9, tzinfo=UTC)
    anker = march.second_team(also=(march.bram,))
    there = march.draft(anker)
    march.plan(march.bram, "12", "V", roster=there, by=march.yara)
    with march.by(march.yara):
        march.house.rosters.publish_roster(there)
    march.clock.moment = datetime(2026, 4, 2, 9, tzinfo=UTC)

    found = account(march, march.bram)

    assert found and found.total.worked == 3 * 480


def test_what_is_to_come_is_apart(march: Home) -> None:
    found = account(march, march.bram, day="2026-03-05")

    assert found and (found.total.planned, found.to_come) == (480, 480)


def test_another_contract_counts_from_its_own_day(march: Home) -> None:
    before = account(march, march.bram)
    with march.by(march.anna):
        march.house.people.agree_contract(march.bram, since="2026-03-17", minutes_per_week=14 * HOUR, team=march.team)

    after = account(march, march.bram)

    assert before and after and [agreed.minutes for agreed, _ in after.contracts] == [28 * HOUR, 14 * HOUR]
    less = Fraction(112680 * 14, 36 * 365) * 16
    assert before.total.contract - after.total.contract in (int(less), int(less) + 1)


def test_what_is_taken_along_has_a_reason_is_not_one_s_own_and_can_be_mended(march: Home) -> None:
    hours = march.house.hours
    with march.by(march.anna):
        hours.carry_hours(march.bram, year=2026, minutes=-90, why="Eind 2025", team=march.team)
        hours.carry_hours(march.bram, year=2026, minutes=-60, why="Verkeerd geteld", team=march.team)
        with pytest.raises(refusals.OwnAccount):
            hours.carry_hours(march.anna, year=2026, minutes=60, why="Ik", team=march.team)
        with pytest.raises(refusals.CarryWithoutReason):
            hours.carry_hours(march.bram, year=2026, minutes=60, why=" ", team=march.team)
        for wrong in ({"year": 1999}, {"minutes": 2_000 * 60 + 1}):
            with pytest.raises(refusals.CarryUnreadable):
                hours.carry_hours(march.bram, **{"year": 2026, "minutes": 1, "why": "x"} | wrong, team=march.team)  # type: ignore[arg-type]
    with march.by(march.fenna), pytest.raises(NotAllowed):
        hours.carry_hours(march.bram, year=2026, minutes=60, why="Voor bram", team=march.team)

    found = account(march, march.bram)

    assert found and found.carried and found.carried.minutes == -60
    assert found.balance == found.total.difference - 60


def test_leave_and_illness_stand_apart_and_count_as_worked(march: Home) -> None:
    march.clock.moment = datetime(2026, 2, 2, 9, tzinfo=UTC)
    with march.by(march.bram):
        march.house.leave.ask_leave(
            march.team, leave=id_of("leave"), first="2026-03-16", last="2026-03-20", kind="holiday", per_day=300
        )
    with march.by(march.anna):
        march.house.leave.grant_leave(march.bram, id_of("leave"))
    march.clock.moment = datetime(2026, 4, 2, 9, tzinfo=UTC)

    found = account(march, march.bram)

    assert found and (found.total.leave, found.total.sick) == (1500, 0)
    assert found.total.difference == 960 + 1500 - found.total.asked
