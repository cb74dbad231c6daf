"""The cards of a report are what the postings themselves say, added up one by one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.finance.ledger import Line
from projections.finance_report_text import closing_report, sections_of
from tests.harness.home import moved_in
from tests.harness.money import Purse

moves = st.lists(
    st.tuples(
        st.sampled_from(["2026-01-05", "2026-01-28", "2026-02-03", "2026-02-20"]),
        st.sampled_from(["4310", "4350", "1600", "8000"]),
        st.integers(-5_000, 5_000).filter(bool),
    ),
    max_size=8,
)


@given(early=moves, late=moves)
@settings(max_examples=8, deadline=None)
def test_every_card_is_the_sum_of_its_postings(early: Any, late: Any) -> None:
    with TemporaryDirectory() as folder, moved_in(Path(folder) / "data") as home:
        home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        purse = Purse(home)
        _post(purse, early)
        purse.close("2026-01")
        _post(purse, late)

        for period in ("2026-01", "2026-02"):
            assert _cards(purse, period) == _added_up(purse, period)


def _post(purse: Purse, lines: list[tuple[str, str, int]]) -> None:
    for day, account, cents in lines:
        purse.post(day, Line(account, cents), Line("1010", -cents))


def _cards(purse: Purse, period: str) -> list[list[str]]:
    with purse.home.house.now() as views:
        return sections_of(closing_report(views, purse.team, period, purse.position()))["cards"]


def _added_up(purse: Purse, period: str) -> list[list[str]]:
    with purse.home.house.now() as views:
        rows = views.execute(
            "SELECT account, period, cents FROM finance_posting WHERE period <= ?", (period,)
        ).fetchall()
    found: dict[str, list[int]] = {}
    for account, booked, cents in rows:
        card = found.setdefault(account, [0, 0, 0, 0, 0])
        if booked < period:
            card[0] += cents
        else:
            card[1] += max(cents, 0)
            card[2] += max(-cents, 0)
            card[4] += 1
        card[3] += cents
    return [["team", account, *map(str, card)] for account, card in sorted(found.items())]
