"""An order that somebody entered on behalf of another is of both: neither takes its invoice, and both read so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.finance.budget import refusals
from domain.kernel import Acting, Id, act_as, id_of
from projections.finance_budget_page import order_of
from tests.harness.budgets import Planned
from tests.harness.money import Purse
from tests.web.conftest import SignedIn

ORDER = id_of("for-bram")


@pytest.fixture
def plan(purse: Purse) -> Planned:
    """Fenna ordered something on behalf of Bram."""
    plan = Planned(purse)
    with act_as(Acting(purse.fenna, "", on_behalf_of=purse.bram)):
        plan.budgets.enter_commitment(
            purse.team, commitment=ORDER, account="4350", cents=30_000, supplier="De Bron", text="Kast",
            expected="2026-04-01",
        )  # fmt: skip
    return plan


def orderers(plan: Planned) -> list[Id]:
    """Whose order it is, as the pages have it."""
    with plan.home.house.now() as views:
        found = order_of(views, plan.team, ORDER)
    assert found
    return found.orderers


def test_for_whom_it_was_ordered_is_not_offered_the_invoice_that_would_be_refused(
    plan: Planned, client: Callable[..., SignedIn]
) -> None:
    purse, emre = plan.purse, plan.home.person("emre")
    page = f"/teams/{plan.team}/money/commitments/{ORDER}"

    with pytest.raises(refusals.OwnCommitment):
        plan.invoice(ORDER, 1_000, by=purse.bram)

    assert orderers(plan) == [purse.fenna, purse.bram]
    for person in (purse.fenna, purse.bram):
        assert "Jij voerde dit in" in client(person).get(page).text
    assert "Jij voerde dit in" not in client(emre).get(page).text


def test_who_changes_it_on_behalf_of_another_makes_it_the_order_of_both(plan: Planned) -> None:
    emre, saar = plan.home.person("emre"), plan.home.person("saar")
    with act_as(Acting(emre, "", on_behalf_of=saar)):
        plan.budgets.adjust_commitment(ORDER, cents=40_000, expected="2026-04-01", why="Duurder")

    assert orderers(plan) == [plan.purse.fenna, plan.purse.bram, emre, saar]
