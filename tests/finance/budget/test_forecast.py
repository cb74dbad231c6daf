"""What the published roster will still cost, against a naive computation, minute by minute."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import AMSTERDAM, parse_instant
from domain.rosters.hours.ort import is_holiday
from projections.finance_budget_page import figures
from projections.finance_forecast import Cost, band_cents, hour_cents, roster_costs
from tests.harness.budgets import Planned


@pytest.fixture
def rostered(plan: Planned) -> Planned:
    """A published roster of March with early, late, night and sleep shifts, one of them open."""
    home = plan.home
    plan.open_wages()
    home.need(V=0, L=0, N=0)
    home.draft()
    bram, fenna = home.person("bram"), home.person("fenna")
    for person, day, kind in (
        (bram, "02", "V"), (fenna, "03", "L"), (bram, "07", "L"), (fenna, "08", "V"), (None, "14", "N"),
        (fenna, "28", "N"),
    ):  # fmt: skip
        home.plan(person, day, kind)
    home.publish()
    home.clock.moment = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    return plan


def costs(plan: Planned, after: str = "2026-03-02") -> list[Cost]:
    """The shifts after a day."""
    with plan.home.house.now() as views:
        return roster_costs(views, plan.team, after, "2026-12-31", plan.purse.position())


def half_up(value: Fraction) -> int:
    """Whole cents, halves up."""
    return (value + Fraction(1, 2)).__floor__()


def percent_at(moment: datetime) -> int:
    """The allowance of one minute, as the cao's table says it."""
    local = moment.astimezone(AMSTERDAM)
    hour, weekday = local.hour, local.weekday()
    if weekday == 6 or is_holiday(local.date()):
        return 60
    if weekday == 5:
        return 49 if hour < 6 or hour >= 22 else 38 if hour < 8 or 12 <= hour else 0
    return 44 if hour < 6 or hour >= 22 else 22 if hour == 6 or hour >= 20 else 0


def naive(start: str, end: str, minutes: int, rate: int) -> tuple[int, int]:
    """Wage and allowance of a shift, each minute looked at by itself; the break lies in the middle."""
    first, last = parse_instant(start), parse_instant(end)
    span = round((last - first).total_seconds() / 60)
    before = minutes // 2
    worked = [first + timedelta(minutes=n) for n in (*range(before), *range(before + span - minutes, span))]
    bands: dict[int, int] = {}
    for moment in worked:
        bands[percent_at(moment)] = bands.get(percent_at(moment), 0) + 1
    wage = half_up(Fraction(len(worked) * rate, 60))
    return wage, sum(half_up(Fraction(many * rate * percent, 6000)) for percent, many in bands.items() if percent)


def test_the_forecast_is_what_a_naive_computation_finds(rostered: Planned) -> None:
    rostered.rate("own", 4_137, "4000", "4020")

    found = costs(rostered)

    assert [one.day for one in found] == ["2026-03-03", "2026-03-07", "2026-03-08", "2026-03-14", "2026-03-28"]
    with rostered.home.house.now() as views:
        times = {row[0]: (row[1], row[2]) for row in views.execute("SELECT shift, start, end FROM rosters_shift")}
    for one in found:
        wage, extra = naive(*times[one.shift], one.minutes, 4_137)
        assert (one.base, one.cents - one.base) == (wage, extra), one
    assert any(one.is_open for one in found)
    with rostered.home.house.now() as views:
        shown = figures(views, rostered.team, 2026, "2026-12-31", found, "2026-03-02")
    expected = {line.account: line.expected for line in shown["team"]}
    assert expected == {"4000": sum(one.base for one in found), "4020": sum(one.cents - one.base for one in found)}


def test_a_night_in_which_the_clock_goes_forward_is_an_hour_shorter(rostered: Planned) -> None:
    rostered.rate("own", 6_000, "4000", None)

    before, night = costs(rostered)[-2:]

    assert night.minutes == before.minutes - 60
    assert night.cents == night.minutes * 100


def test_no_rate_is_said_and_is_not_nothing(rostered: Planned) -> None:
    found = costs(rostered)

    assert found and all(one.rate is None and one.minutes > 0 for one in found)


def test_the_rate_of_a_shift_is_the_one_of_its_day(rostered: Planned) -> None:
    rostered.rate("own", 4_000, "4000", None)
    rostered.rate("own", 5_000, "4000", None, since="2026-03-14")

    assert [one.rate.cents for one in costs(rostered) if one.rate] == [4_000, 4_000, 4_000, 5_000, 5_000]


def test_what_is_still_to_come_is_known_as_it_was(rostered: Planned) -> None:
    rostered.rate("own", 4_000, "4000", None)
    known, before = rostered.purse.position(), costs(rostered)

    rostered.rate("own", 9_000, "4000", None)

    with rostered.home.house.at(known) as views:
        assert roster_costs(views, rostered.team, "2026-03-02", "2026-12-31", known) == before
    assert sum(one.cents for one in costs(rostered)) > sum(one.cents for one in before)


def test_the_page_says_so_when_there_is_no_rate_and_lists_the_shifts_when_there_is(rostered: Planned, client) -> None:
    fenna, page = client(rostered.purse.fenna), f"/teams/{rostered.team}/money/budget"
    assert "is geen uurtarief vastgelegd" in fenna.get(page).text

    rostered.rate("own", 4_000, "4000", "4020")

    assert "is geen uurtarief vastgelegd" not in fenna.get(page).text
    listed = fenna.get(f"{page}/roster?year=2026").text
    assert listed.count("<tr>") == 1 + len(costs(rostered))
    assert re.search(r"60%", listed)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 100_000), st.integers(0, 100))
def test_rounding_is_halves_up_and_needs_no_fractions(minutes: int, rate: int, percent: int) -> None:
    assert hour_cents(minutes, rate) == half_up(Fraction(minutes * rate, 60))
    assert band_cents(minutes, rate, percent) == half_up(Fraction(minutes * rate * percent, 6_000))


def test_the_first_of_march_is_a_sunday() -> None:
    assert percent_at(datetime(2026, 3, 1, 12, tzinfo=UTC)) == 60
    assert date(2026, 3, 1).weekday() == 6
