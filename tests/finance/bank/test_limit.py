"""Above an amount that the organisation sets a person always confirms; a team may be stricter, never looser."""

from __future__ import annotations

from typing import Any

import pytest

from domain.finance.bank import refusals
from domain.finance.ledger.refusals import DayUnreadable, TextMissing
from domain.kernel import NotThere
from projections.finance_bank_page import limit_on
from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import camt, paid


def limit(banked: Banked, cents: int, *, valid_from: str = "2026-03-10", why: str = "Na de controle.") -> None:
    """Cato, who keeps the chart, sets it."""
    with banked.home.by(banked.purse.cato):
        banked.service.set_limit(cents=cents, valid_from=valid_from, why=why)


def taken(banked: Banked) -> Any:
    """A rule of 12,50, then another line of 12,50: how that one stands."""
    first = camt(day(2, paid(-1_250), opening=10_000))
    banked.take(first)
    banked.match(banked.line(first), "4350")
    banked.rule(banked.line(first))
    return camt(day(3, paid(-1_250), opening=8_750))


@pytest.mark.parametrize(("cents", "state"), [(1_249, "open"), (1_250, "matched"), (0, "open")])
def test_a_rule_books_by_itself_up_to_the_limit_of_the_organisation(banked: Banked, cents: int, state: str) -> None:
    second = taken(banked)
    limit(banked, cents)

    banked.take(second)

    assert banked.state(banked.line(second)) == state


def test_it_counts_from_its_day_on_and_the_last_one_counts(banked: Banked) -> None:
    second = taken(banked)
    limit(banked, 100, valid_from="2026-03-11")
    banked.take(second)
    assert banked.state(banked.line(second)) == "matched"

    limit(banked, 2_000)
    limit(banked, 300, valid_from="2026-03-11")

    with banked.home.house.now() as views:
        found = [limit_on(views, on) for on in ("2026-03-09", "2026-03-10", "2026-03-12")]
    assert [one and one.cents for one in found] == [None, 2_000, 300]


def test_a_team_is_stricter_or_is_told_so(banked: Banked) -> None:
    limit(banked, 5_000)

    with banked.home.by(banked.purse.bram):
        with pytest.raises(refusals.ThresholdTooHigh):
            banked.service.set_threshold(banked.team, cents=5_001, why="Wij kunnen dit.")
        banked.service.set_threshold(banked.team, cents=1_000, why="Wij zijn nieuw.")
    second = taken(banked)
    banked.take(second)

    assert banked.state(banked.line(second)) == "open"


def test_who_keeps_the_chart_sets_it_for_today_or_later_with_a_reason(banked: Banked) -> None:
    with pytest.raises(refusals.LimitInThePast):
        limit(banked, 100, valid_from="2026-03-09")
    with pytest.raises(DayUnreadable):
        limit(banked, 100, valid_from="morgen")
    with pytest.raises(refusals.ThresholdTooHigh):
        limit(banked, 500_001)
    with pytest.raises(TextMissing):
        limit(banked, 100, why=" ")
    with banked.home.by(banked.purse.bram), pytest.raises(NotThere):
        banked.service.set_limit(cents=100, valid_from="2026-03-10", why="Ik.")
