"""The bars of a budget: each account against its own budget, so that a small one can be read beside a large one."""

from __future__ import annotations

from projections.finance_budget_page import Figures
from web.finance_budget_view import WHOLE, WIDE, bars


def line(account: str, budget: int, posted: int, *, kind: str = "expense", ordered: int = 0) -> Figures:
    """An account with a budget of each month, and what was spent in January and ordered for February."""
    return Figures(account, kind, (budget,) * 12, [posted] + [0] * 11, [0, ordered] + [0] * 10)


def test_the_whole_budget_stands_at_the_same_place_for_a_large_and_a_small_account() -> None:
    wages, stamps = bars([line("4000", 4_000_000, 24_000_000), line("4390", 1_000, 6_000)], 3)

    assert wages.posted == stamps.posted == WHOLE // 2 and wages.share == stamps.share == 50
    assert wages.planned == stamps.planned == WHOLE // 4


def test_what_was_ordered_comes_after_what_was_spent_and_counts_in_the_share() -> None:
    (bar,) = bars([line("4350", 1_000, 6_000, ordered=9_000)], 1)

    assert (bar.posted, bar.ordered, bar.share) == (WHOLE // 2, WHOLE * 3 // 4, 125)


def test_a_bar_that_is_longer_than_the_drawing_ends_at_its_edge_and_its_share_is_told() -> None:
    (bar,) = bars([line("4350", 1_000, 120_000, ordered=1_200)], 1)

    assert bar.posted + bar.ordered + bar.rostered == WIDE and bar.share == 1010


def test_what_came_back_more_than_it_cost_has_no_width() -> None:
    (bar,) = bars([line("4360", 1_000, -600)], 1)

    assert (bar.posted, bar.ordered, bar.rostered, bar.share) == (0, 0, 0, -5)


def test_revenue_and_what_nobody_budgeted_are_not_drawn() -> None:
    assert bars([line("8000", 1_000, 500, kind="income"), line("4600", 0, 700)], 1) == []
