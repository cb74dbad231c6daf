"""Invoices of orders are taken under a mandate: judged at the act, and counted together with what was claimed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.mandates import Mandate, refusals
from tests.finance.budget.test_pages import plain, send
from tests.harness.budgets import Planned
from tests.harness.claimed import Till
from tests.harness.mandated import DECISION, give_mandate

Clients = Callable[..., object]


def used(plan: Planned, mandate: str) -> int:
    """The cents that were spent under a mandate this month."""
    found = plan.home.house.workspace.get(Mandate, mandate)
    assert found
    return found.spent("2026-03-01")


def test_an_invoice_above_the_mandate_is_not_taken(plan: Planned) -> None:
    mandate = give_mandate(plan.home, "bram", to=plan.purse.bram, per_act=5_000)
    order = plan.order("4350", 10_000)

    with pytest.raises(refusals.AboveTheMandate, match="50,00"):
        plan.invoice(order, 5_001, mandate=mandate)

    assert (plan.ordered(order).left, used(plan, mandate), plan.purse.balances()) == (10_000, 0, {})
    plan.invoice(order, 5_000, mandate=mandate)
    assert (plan.ordered(order).left, used(plan, mandate)) == (5_000, 5_000)


def test_who_has_no_mandate_takes_no_invoice(plan: Planned) -> None:
    mandate = give_mandate(plan.home, "saar", to=plan.home.person("saar"))
    order = plan.order("4350", 10_000)

    with pytest.raises(refusals.NotYourMandate):
        plan.invoice(order, 1_000, mandate=mandate)


def test_a_mandate_for_another_account_is_not_for_this_order(plan: Planned) -> None:
    mandate = give_mandate(plan.home, "bram", to=plan.purse.bram, accounts=("4310",))
    order = plan.order("4350", 10_000)

    with pytest.raises(refusals.AccountOutsideMandate):
        plan.invoice(order, 1_000, mandate=mandate)


def test_who_gave_the_mandate_does_not_have_the_own_order_taken_under_it(plan: Planned) -> None:
    order = plan.order("4350", 10_000)
    with plan.home.by(plan.home.person("anna")):
        plan.budgets.adjust_commitment(order, cents=12_000, expected="2026-04-01", why="Een plank erbij.")

    with pytest.raises(refusals.AskerGaveIt):
        plan.invoice(order, 1_000)


def test_an_invoice_counts_together_with_a_claim_at_the_same_supplier(plan: Planned) -> None:
    till = Till(plan.purse)
    till.approve(till.make(6_000, supplier="De  Bron B.V.", day="2026-02-19"))
    mandate = give_mandate(plan.home, "bram", to=plan.purse.bram, per_act=10_000)
    order = plan.order("4350", 10_000, supplier="de bron")

    with pytest.raises(refusals.SplitPurchase, match=r"60,00.*110,00"):
        plan.invoice(order, 5_000, mandate=mandate)
    plan.invoice(order, 4_000, mandate=mandate)

    with pytest.raises(refusals.SplitPurchase, match=r"100,00"):
        till.approve(till.make(1, supplier="De Bron", day="2026-02-21"))


def test_an_invoice_that_was_taken_back_frees_the_mandate(plan: Planned) -> None:
    mandate = give_mandate(plan.home, "bram", to=plan.purse.bram, per_act=10_000, per_period=10_000)
    order = plan.order("4350", 10_000)
    entry = plan.invoice(order, 10_000, mandate=mandate)
    plan.purse.reverse(entry)

    with plan.home.by(plan.purse.bram):
        plan.budgets.restore_commitment(order, entry=entry)

    assert used(plan, mandate) == 0
    plan.invoice(order, 10_000, mandate=mandate)
    assert (used(plan, mandate), plan.ordered(order).left) == (10_000, 0)


def test_the_page_says_what_it_takes_and_lets_choose_among_ones_own_mandates(plan: Planned, client: Clients) -> None:
    order = plan.order("4350", 10_000)
    address, bram = f"/teams/{plan.team}/money/commitments/{order}", client(plan.purse.bram)
    give_mandate(plan.home, "saar", to=plan.home.person("saar"))
    assert "heeft een mandaat nodig voor rekening 4350. Dat heb jij nu niet." in plain(bram.get(address).text)
    assert "Boek de factuur" not in bram.get(address).text

    low = give_mandate(plan.home, "low", to=plan.purse.bram, per_act=2_500)
    high = give_mandate(plan.home, "high", to=plan.purse.bram, per_act=5_000, per_period=5_000)

    shown = bram.get(address).text
    assert shown.index(f'value="{high}"') < shown.index(f'value="{low}"')
    invoice = {"amount": "30", "value_date": "2026-02-20", "text": "Factuur 12", "missing": "Kwam per mail."}
    answer = send(bram, address, f"{address}/invoice", mandate=low, **invoice)
    assert answer.status_code == 422 and "tot € 25,00 per keer" in plain(answer.text)
    assert f'value="{low}" selected' in answer.text
    assert send(bram, address, f"{address}/invoice", mandate="x", **invoice).status_code == 403
    assert send(bram, address, f"{address}/invoice", mandate=high, **invoice).status_code == 303
    assert plan.ordered(order).left == 7_000


def test_the_entry_of_an_invoice_leads_to_the_order_the_mandate_and_its_decision(
    plan: Planned, client: Clients
) -> None:
    mandate = give_mandate(plan.home, "bram", to=plan.purse.bram)
    order = plan.order("4350", 10_000)
    plan.invoice(order, 1_000)
    entry = plan.invoice(order, 2_000, mandate=mandate)

    shown = client(plan.purse.cato).get(f"/teams/{plan.team}/money/entries/{entry}").text

    assert f'href="/teams/{plan.team}/money/commitments/{order}"' in shown
    assert f"/mandates#m-{mandate}" in shown and DECISION in shown
    assert shown.count("/mandates#m-") == 1


def test_an_invoice_dated_ahead_counts_together_with_what_was_bought_today(plan: Planned) -> None:
    till = Till(plan.purse)
    till.approve(till.make(6_000, supplier="De Bron", day="2026-02-28"))
    mandate = give_mandate(plan.home, "bram", to=plan.purse.bram, per_act=10_000)
    order = plan.order("4350", 10_000, supplier="De Bron")

    with pytest.raises(refusals.SplitPurchase):
        plan.invoice(order, 5_000, day="2026-06-30", mandate=mandate)
