"""The result of a year by booking period is what its postings add up to, also with late entries and years carried."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.finance.ledger import Line
from projections.finance_now import BalancesNow
from tests.harness.home import moved_in
from tests.harness.money import Purse

moves = st.lists(
    st.tuples(
        st.sampled_from(["2025-11-05", "2025-12-28", "2026-01-03", "2026-02-20"]),
        st.sampled_from(["4310", "4350", "1600", "8000"]),
        st.integers(-5_000, 5_000).filter(bool),
    ),
    max_size=6,
)


@given(early=moves, late=moves, latest=moves)
@settings(max_examples=8, deadline=None)
def test_the_result_of_each_year_is_what_its_periods_took(early: Posts, late: Posts, latest: Posts) -> None:
    with TemporaryDirectory() as folder, moved_in(Path(folder) / "data") as home:
        home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        purse = Purse(home, first="2025-11")
        _post(purse, early)
        purse.close("2025-11")
        _post(purse, late)
        purse.close("2025-12")
        with home.by(purse.bram):
            if _result(purse, 2025):
                purse.ledger.carry_forward(purse.team, year=2025)
        _post(purse, latest)

        for year in (2025, 2026):
            assert _result(purse, year) == _added_up(purse, year)


Posts = list[tuple[str, str, int]]


def _post(purse: Purse, lines: Posts) -> None:
    for day, account, cents in lines:
        purse.post(day, Line(account, cents), Line("1010", -cents))


def _result(purse: Purse, year: int) -> dict[str, int]:
    return {account: cents for _, account, cents in BalancesNow(purse.home.house.now).result(purse.team, year)}


def _added_up(purse: Purse, year: int) -> dict[str, int]:
    with purse.home.house.now() as views:
        rows = views.execute(
            "SELECT p.account, p.period, e.kind, e.source, p.cents FROM finance_posting p "
            "JOIN finance_entry e USING (position) JOIN finance_account a USING (account) "
            "WHERE a.kind IN ('income', 'expense')"
        ).fetchall()
    found: dict[str, int] = {}
    for account, period, kind, source, cents in rows:
        counts = source == f"year:{year}" if kind == "carry_forward" else period[:4] == str(year)
        found[account] = found.get(account, 0) + (cents if counts else 0)
    return {account: cents for account, cents in found.items() if cents}
