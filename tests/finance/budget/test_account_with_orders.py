"""An account on which something is still ordered stays open: an order cannot go to another account."""

from __future__ import annotations

from typing import Any

import pytest

from domain.finance.ledger import refusals_chart
from domain.finance.ledger.refusals import AccountIsClosed
from domain.workspace import Workspace
from projections.house import House
from tests.harness.budgets import Planned
from tests.harness.money import Purse


@pytest.fixture
def plan(purse: Purse) -> Planned:
    """A budget of the team."""
    return Planned(purse)


def close(plan: Planned) -> None:
    """The controller closes the account of small inventory."""
    with plan.home.by(plan.purse.cato):
        plan.purse.ledger.close_account("4350")


def test_an_account_with_an_open_order_is_not_closed_and_the_team_is_named(plan: Planned) -> None:
    order = plan.order("4350", 30_000)
    plan.invoice(order, 10_000)

    with pytest.raises(refusals_chart.AccountHasOrders, match="De Lindehof"):
        close(plan)
    plan.invoice(order, 20_000)

    close(plan)


def test_what_was_let_go_of_an_order_keeps_no_account_open(plan: Planned) -> None:
    order = plan.order("4350", 30_000)
    with plan.home.by(plan.purse.fenna):
        plan.budgets.release_commitment(order, why="Niet leverbaar")

    close(plan)


def test_nothing_is_ordered_on_an_account_that_was_closed_at_that_moment(
    plan: Planned, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, workspace, closed = Workspace.save, plan.home.house.workspace, list[bool]()

    def late(ours: Workspace, *saved: Any, **given: Any) -> int:
        if ours is workspace and not closed:
            closed.append(True)
            other = House(workspace.data, workspace.database)
            with plan.home.by(plan.purse.cato):
                other.ledger.close_account("4350")
            other.close()
        return save(ours, *saved, **given)

    monkeypatch.setattr(Workspace, "save", late)

    with pytest.raises(AccountIsClosed):
        plan.order("4350", 30_000)
