"""In long books no page reads what it does not show: counted in steps of the database, on no clock."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.finance_balances import LAST_DAY
from projections.finance_budget_page import figures
from projections.finance_card import AFTER_ALL, BEFORE_ALL, Place, page_after, page_before, steps
from projections.finance_replay import Moved, moved
from projections.tables import FAR, create_indexes, create_tables

ACCOUNTS = ("1010", "4310", "4350")
MONTHS = tuple(f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13))


def books(postings: list[tuple[int, str, str, int, str]]) -> sqlite3.Connection:
    """Views with these postings: position, account, value date, cents and the month in which each was recorded."""
    views = sqlite3.connect(":memory:")
    views.row_factory = sqlite3.Row
    create_tables(views)
    create_indexes(views)
    views.executemany(
        "INSERT INTO finance_account_history VALUES (?, '', 'team', ?, '', '', 0, 0, ?)",
        [(account, "asset" if account[0] == "1" else "expense", FAR) for account in ACCOUNTS],
    )
    views.executemany(
        "INSERT INTO finance_posting_log VALUES (?, 0, 'team', ?, ?, ?, 'team', ?, NULL, ?)",
        [
            (position, account, day, cents, recorded, int(recorded > day[:7]))
            for position, account, day, cents, recorded in postings
        ],
    )
    views.executemany(
        "INSERT INTO finance_entry_log VALUES (?, ?, 'team', 'team', ?, ?, 'memo', 0, '', '', '', '', '')",
        [(position, f"{position:032x}", day, recorded) for position, _, day, _, recorded in postings],
    )
    views.executemany(
        "INSERT INTO trail_fact_log (position, moment) VALUES (?, ?)",
        [(position, f"{recorded}-15T09:00:00+00:00") for position, *_, recorded in postings],
    )
    last = max((posting[0] for posting in postings), default=0)
    views.execute("UPDATE engine SET position = ?", (last,))
    return views


@pytest.fixture
def long() -> Iterator[sqlite3.Connection]:
    """Two years of three thousand postings."""
    postings = []
    for number in range(3_000):
        month = MONTHS[number * len(MONTHS) // 3_000]
        postings.append((number + 1, ACCOUNTS[number % 3], f"{month}-{number % 28 + 1:02d}", 100 + number, month))
    with closing(books(postings)) as views:
        yield views


def cost(views: sqlite3.Connection, asks: Callable[[], object]) -> int:
    """How many steps the database takes to answer."""
    taken = [0]

    def step() -> int:
        taken[0] += 1
        return 0

    views.set_progress_handler(step, 1)
    try:
        asks()
    finally:
        views.set_progress_handler(None, 1)
    return taken[0]


@pytest.mark.parametrize("number", [3, 1_500, 2_997])
def test_who_steps_from_fact_to_fact_on_a_long_card_reads_only_the_day_of_the_fact(
    long: sqlite3.Connection, number: int
) -> None:
    day = long.execute("SELECT value_date FROM finance_posting WHERE position = ?", (number,)).fetchone()[0]
    account = ACCOUNTS[(number - 1) % 3]

    taken = cost(long, lambda: steps(long, "team", account, (day, number, 0), first="", last=LAST_DAY))

    assert taken < 1_000


@pytest.mark.parametrize("end", [("2024-01-20", 60, 0), ("2025-01-14", 1_500, 0), AFTER_ALL])
def test_a_page_of_a_long_card_costs_the_same_wherever_it_ends(long: sqlite3.Connection, end: Place) -> None:
    assert cost(long, lambda: page_before(long, "team", "1010", end, first="", last=LAST_DAY, limit=10)) < 2_000


@pytest.mark.parametrize("begin", [BEFORE_ALL, ("2025-01-14", 1_500, 0), ("2025-12-20", 2_990, 0)])
def test_a_page_of_a_long_card_costs_the_same_wherever_it_begins(long: sqlite3.Connection, begin: Place) -> None:
    assert cost(long, lambda: page_after(long, "team", "1010", begin, first="", last=LAST_DAY, limit=10)) < 2_000


def test_the_budget_of_a_year_reads_the_postings_of_its_last_month_alone(long: sqlite3.Connection) -> None:
    assert cost(long, lambda: figures(long, "team", 2025, "2025-12-31", [], "")) < 8_000


@given(
    st.lists(
        st.tuples(
            st.sampled_from(ACCOUNTS), st.sampled_from(MONTHS), st.integers(-9, 9).filter(bool), st.integers(0, 4)
        ),
        max_size=30,
    ),
    st.integers(0, 70),
    st.sampled_from((*(f"{month}-{day}" for month in MONTHS for day in ("14", "31")), LAST_DAY)),
)
@settings(deadline=None, max_examples=60)
def test_what_moved_is_the_sum_of_what_came_however_wide_one_looks(
    told: list[tuple[str, str, int, int]], known: int, on: str
) -> None:
    """Two positions for each posting, which comes so many months after its value date, in the order of recording."""
    came = sorted(told, key=lambda one: MONTHS.index(one[1]) + one[3])
    postings = [
        (number * 2, account, f"{month}-14", cents, (*MONTHS, *_AFTER)[MONTHS.index(month) + late])
        for number, (account, month, cents, late) in enumerate(came, start=1)
    ]
    plainly: dict[str, Moved] = {}
    for position, account, day, cents, _ in postings:
        if position > known and day <= on:
            had = plainly.get(account, Moved(account, 0, 0))
            plainly[account] = Moved(account, had.cents + cents, had.entries + 1)

    with closing(books(postings)) as views:
        assert moved(views, "team", known, on) == plainly


_AFTER = ("2026-01", "2026-02", "2026-03", "2026-04")


def test_who_looks_at_all_that_came_in_long_books_sorts_nothing(long: sqlite3.Connection) -> None:
    wide = cost(long, lambda: moved(long, "team", 10))
    narrow = cost(long, lambda: moved(long, "team", 2_990))

    assert wide < 3_000 * 20 and narrow < 3_000
