"""Leave as arithmetic: what contracts give, what ends when, and from what leave is taken."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.rosters.leave.rights import Credit, Lot, Taking, Term, lots_of, rights, settle
from domain.rosters.leave.rules import BALANCES, leave_kinds, leave_rules_on, usable_until

FULL, HOUR = 36 * 60, 60


def statutory(*terms: Term, year: int = 2026) -> int:
    return sum(lot.minutes for lot in rights(terms, year) if lot.balance == "statutory")


def above(*terms: Term, year: int = 2026) -> int:
    return sum(lot.minutes for lot in rights(terms, year) if lot.balance == "above")


def test_who_works_full_time_has_four_weeks_by_law_and_57_hours_by_the_cao() -> None:
    year = Term("2026-01-01", "2026-12-31", FULL)

    assert statutory(year) == 144 * HOUR
    assert above(year) == 57 * HOUR


def test_before_the_cao_of_2023_only_the_law_counts() -> None:
    assert above(Term("2020-01-01", "2030-12-31", FULL), year=2022) == 0
    assert statutory(Term("2020-01-01", "2030-12-31", FULL), year=2022) == 144 * HOUR


def test_who_begins_on_the_first_of_july_has_184_of_365_parts() -> None:
    assert statutory(Term("2026-07-01", "2026-12-31", FULL)) == -(-144 * HOUR * 184 // 365)


def test_a_contract_that_changes_in_the_year_counts_for_its_own_days() -> None:
    before, after = Term("2026-01-01", "2026-06-30", 16 * HOUR), Term("2026-07-01", "2026-12-31", 32 * HOUR)

    exact = Fraction(181, 365) * 4 * 16 * HOUR + Fraction(184, 365) * 4 * 32 * HOUR
    assert statutory(before, after) == -(-exact.numerator // exact.denominator)


def test_in_a_leap_year_a_whole_year_gives_as_much() -> None:
    assert statutory(Term("2028-01-01", "2028-12-31", FULL), year=2028) == 144 * HOUR


def test_the_law_s_minimum_ends_half_a_year_after_its_year_and_the_rest_after_five() -> None:
    assert usable_until("statutory", 2026) == "2027-06-30"
    assert usable_until("above", 2026) == "2031-12-31"


def test_what_ends_first_is_taken_first_also_over_the_turn_of_the_year() -> None:
    lots = lots_of([Term("2025-01-01", "2026-12-31", FULL)], [], range(2025, 2027))

    taken = settle(lots, [Taking("2026-01-02", 150 * HOUR, BALANCES, "a")])

    left = {(lot.balance, lot.year): minutes for lot, minutes in zip(taken.lots, taken.left, strict=True)}
    assert left["statutory", 2025] == 0
    assert left["statutory", 2026] == 138 * HOUR
    assert left["above", 2025] == left["above", 2026] == 57 * HOUR
    assert taken.short == 0


def test_the_last_day_of_june_still_takes_from_the_year_before_and_the_first_of_july_no_more() -> None:
    lots = [Lot("statutory", 2025, 600, "2025-01-01", "2026-06-30")]

    assert settle(lots, [Taking("2026-06-30", 480, BALANCES, "a")]).left == (120,)
    assert settle(lots, [Taking("2026-07-01", 480, BALANCES, "a")]).short == 480


def test_a_right_of_next_year_is_not_taken_this_year() -> None:
    lots = lots_of([Term("2027-01-01", "2027-12-31", FULL)], [], range(2026, 2028))

    assert settle(lots, [Taking("2026-12-31", 480, BALANCES, "a")]).short == 480
    assert settle(lots, [Taking("2027-01-01", 480, BALANCES, "a")]).short == 0


def test_leave_that_costs_no_balance_takes_nothing() -> None:
    lots = lots_of([Term("2026-01-01", "2026-12-31", FULL)], [], range(2026, 2027))

    taken = settle(lots, [Taking("2026-03-02", 480, leave_kinds()["special"].draws, "a")])

    assert taken.left == tuple(lot.minutes for lot in lots) and taken.short == 0


def test_what_was_written_off_comes_off_the_rights_of_that_year() -> None:
    lots = lots_of([Term("2026-01-01", "2026-12-31", FULL)], [Credit("c", "statutory", 2026, -600)], range(2026, 2027))

    assert settle(lots, []).of("statutory", "2026-02-01") == 144 * HOUR - 600


def test_every_rule_set_names_its_source() -> None:
    assert "7:634" in leave_rules_on("2026-01-01").source and "8A:1" in leave_rules_on("2026-01-01").source
    assert leave_rules_on("1999-01-01").id == "bw"


DRAWS = (BALANCES, ("statutory",), ("above",), ())
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(days, st.integers(0, 48 * 60)), min_size=1, max_size=6, unique_by=lambda one: one[0]))
def test_rights_by_day_add_up_however_often_the_contract_changed(changes: list[tuple[date, int]]) -> None:
    begins = sorted(changes)
    terms = []
    for at, (since, minutes) in enumerate(begins):
        last = begins[at + 1][0] - timedelta(days=1) if at + 1 < len(begins) else date(2026, 12, 31)
        terms.append(Term(since.isoformat(), last.isoformat(), minutes))

    by_day = sum(
        Fraction(4 * t.minutes, 365) * ((date.fromisoformat(t.last) - date.fromisoformat(t.first)).days + 1)
        for t in terms
    )
    assert statutory(*terms) == -(-by_day.numerator // by_day.denominator)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(BALANCES), st.integers(2024, 2026), st.integers(1, 3000)), max_size=5),
    st.lists(st.tuples(days, st.integers(1, 720), st.sampled_from(DRAWS)), max_size=12),
)  # fmt: skip
def test_nothing_is_taken_twice_and_nothing_gets_lost(rights_given, taken) -> None:  # type: ignore[no-untyped-def]
    credits = [Credit(str(n), *one) for n, one in enumerate(rights_given)]
    takings = [Taking(day.isoformat(), minutes, tuple(draws), str(n)) for n, (day, minutes, draws) in enumerate(taken)]
    lots = lots_of([], credits, range(2024, 2027))

    found = settle(lots, takings)

    assert all(0 <= left <= lot.minutes for lot, left in zip(found.lots, found.left, strict=True))
    drawn = sum(lot.minutes - left for lot, left in zip(found.lots, found.left, strict=True))
    assert drawn + found.short == sum(one.minutes for one in takings if one.draws)
    assert settle(lots, reversed(takings)) == found
