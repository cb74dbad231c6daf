"""Unpaid and parental leave: no balance, no new rights, a wage code of their own, and nobody reads why."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import Id
from domain.rosters.hours.figures import CAUSES
from domain.rosters.hours.ort import rules_on
from domain.rosters.leave import Taking, Term, leave_kinds, lots_of
from domain.rosters.presence import absence_text
from projections.hours_account import account_of
from projections.leave import request_of
from projections.leave_now import balance_of
from tests.harness.home import Home
from tests.leave.asking import FIFTH, HOUR, WHOLE, ask, grant, left
from web.hours_words import CAUSES as CAUSE_WORDS
from web.leave_view import KINDS

WEEK = 28 * HOUR


def rights_of(home: Home) -> int:
    """What bram's contract gives in 2026."""
    with home.house.now() as views:
        balance = balance_of(views, home.house.vault, home.bram, home.house.workspace.position(), 2026)
    return sum(lot.minutes for lot in balance.lots)


def week_of(home: Home, kind: str) -> Id:
    """Bram has a week of a kind of leave; it is April."""
    leave = ask(home, home.bram, "09", "15", kind=kind)
    grant(home, leave, home.bram)
    home.clock.moment = datetime(2026, 4, 2, 9, tzinfo=UTC)
    return leave


@pytest.mark.parametrize("kind", ["unpaid", "parental", "benefit"])
def test_it_draws_on_no_balance_and_needs_no_choice_to_go_below_nothing(home: Home, kind: str) -> None:
    leave = ask(home, home.bram, "09", "2026-12-20", kind=kind)

    with home.house.now() as views:
        found = request_of(views, leave)
    assert found and found.overdrawn == 0


def test_unpaid_hours_give_no_new_rights_and_those_with_a_benefit_do(home: Home) -> None:
    week_of(home, "unpaid")
    lost = Fraction(WEEK * 7, 365) * (4 + Fraction(57, 36))

    assert rights_of(home) == pytest.approx(WHOLE - lost, abs=2)
    assert left(home, home.bram) == rights_of(home)


def test_with_a_benefit_everything_is_built_up(home: Home) -> None:
    week_of(home, "benefit")

    assert rights_of(home) == left(home, home.bram) == WHOLE


@pytest.mark.parametrize("kind", ["unpaid", "parental", "benefit"])
def test_it_goes_to_the_salary_office_under_a_code_of_its_own(home: Home, kind: str) -> None:
    week_of(home, kind)

    march = home.house.hours.source.figures(home.bram, home.team, "2026-03")

    assert march.causes() == {kind: 5 * FIFTH}
    assert march.totals() == {"absent": 5 * FIFTH}
    assert rules_on("2026-03-01").wage_codes[kind][0] not in ("VERLOF", "ZIEK", "AFWEZIG")


def test_the_account_of_hours_asks_those_hours_no_more(home: Home) -> None:
    home.plan(home.bram, "10", "L")
    home.publish()
    week_of(home, "unpaid")

    with home.house.now() as views:
        found = account_of(
            views, home.house.vault, home.bram, 2026, position=home.house.workspace.position(), day="2026-03-31",
            moment="2026-04-02T09:00Z",
        )  # fmt: skip

    assert found and (found.total.away, found.total.other, found.total.leave) == (480, 480, 0)


def test_nobody_reads_what_kind_it_is(home: Home) -> None:
    for first, kind in (("09", "unpaid"), ("16", "parental"), ("23", "benefit"), ("30", "holiday")):
        grant(home, ask(home, home.bram, first, kind=kind), home.bram)

    with home.house.now() as views:
        kinds = [row[0] for row in views.execute("SELECT kind FROM leave_request")]
        causes = [row[0] for row in views.execute("SELECT kind FROM rosters_absence")]
    assert len({len(text) for text in kinds}) == len({len(text) for text in causes}) == 1
    for recorded in home.house.workspace.facts(0, 10_000):
        assert not any(word in recorded.state for word in (b"unpaid", b"parental", b"benefit"))


def test_every_kind_has_words_a_cause_and_a_wage_code() -> None:
    assert set(KINDS) == set(leave_kinds())
    assert {kind.counts_as for kind in leave_kinds().values()} <= set(CAUSES)
    assert set(CAUSES) == set(CAUSE_WORDS) <= set(rules_on("2026-01-01").wage_codes) | set(CAUSES)
    assert set(CAUSES) <= set(rules_on("2026-01-01").wage_codes)
    assert {len(absence_text(cause)) for cause in CAUSES} == {8}
    assert all(len(code) <= 12 for code in leave_kinds())


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 364), st.integers(15, 12 * HOUR)), max_size=80))
def test_rights_shrink_with_what_was_not_built_up_never_below_nothing_and_never_by_more_than_was_agreed(
    hours: list[tuple[int, int]],
) -> None:
    term = Term("2026-01-01", "2026-12-31", WEEK)
    days = [(date(2026, 1, 1) + timedelta(days=at)).isoformat() for at, _ in hours]
    unpaid = [Taking(day, n, (), "u", False) for day, (_, n) in zip(days, hours, strict=True)]

    whole = lots_of([term], [], range(2026, 2027))
    less = lots_of([term], [], range(2026, 2027), unpaid)

    taken = sum(n for _, n in hours)
    for lot, rate in zip(whole, (4, Fraction(57, 36)), strict=True):
        now = next((one.minutes for one in less if one.balance == lot.balance), 0)
        assert max(0, lot.minutes - ceil(Fraction(taken * 7, 365) * rate) - 1) <= now <= lot.minutes
    assert lots_of([term], [], range(2026, 2027), [one._replace(builds_up=True) for one in unpaid]) == whole


def test_who_takes_the_whole_year_unpaid_is_left_with_what_the_holidays_give() -> None:
    term = Term("2026-01-01", "2026-12-31", WEEK)
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    unpaid = [Taking(day.isoformat(), FIFTH, (), "u", False) for day in days if day.weekday() < 5]

    assert sum(lot.minutes for lot in lots_of([term], [], range(2026, 2027), unpaid)) < HOUR
