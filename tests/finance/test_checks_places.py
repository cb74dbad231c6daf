"""Checks 9 to 14 of the method: where the money lies, what it was paid for, and what was planned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.finance.cash import refusals as cash
from domain.finance.claims import refusals as claims
from domain.finance.ledger import Line, refusals
from domain.kernel import id_of
from projections.finance_budget_page import figures
from projections.finance_claims import claim_of, claims_like
from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import camt, mt940, paid
from tests.harness.budgets import Planned, evenly
from tests.harness.claimed import Till
from tests.harness.money import Purse, facts


def test_check_09_statements_close_without_gaps_and_the_same_day_never_doubles(purse: Purse) -> None:
    banked = Banked(purse)
    purse.home.clock.advance(timedelta(days=9))
    first = day(2, paid(-1_250), paid(-1_250), opening=10_000)
    second, far = day(3, paid(900), opening=7_500), day(4, paid(-1), opening=9_999)

    banked.take(camt(first))
    assert banked.take(camt(first)) is None
    assert banked.take(mt940(first)) is None
    banked.take(mt940(second))
    with pytest.raises(Exception, match="99,99"):
        banked.take(camt(far))

    assert [cents for _, cents, _ in banked.lines()] == [-1_250, -1_250, 900]
    assert purse.balances()["1010"] == 8_400


def test_check_10_every_line_ends_matched_split_or_explained_and_suspense_is_nothing_at_close(purse: Purse) -> None:
    banked = Banked(purse)
    file = camt(day(10, paid(-1_250), paid(-800), paid(-500), opening=10_000, month="2026-02"))
    banked.take(file)
    purse.close("2026-01")
    assert purse.balances()["1090"] == 2_550

    banked.match(banked.line(file, 0), "4350")
    with purse.home.by(purse.bram):
        banked.service.split_line(banked.line(file, 1), parts=(Line("4350", -300), Line("4310", -500)))
    with pytest.raises(refusals.SuspenseLeft):
        purse.close("2026-02")
    with purse.home.by(purse.bram):
        banked.service.explain_line(banked.line(file, 2), why="Verjaardag", account="4350")
    purse.close("2026-02")

    assert sorted(state for _, _, state in banked.lines()) == ["explained", "matched", "split"]
    assert purse.balances()["1090"] == 0


def test_check_11_cash_is_never_below_nothing_on_a_later_day_and_its_maximum_is_watched(
    purse: Purse, client: Any
) -> None:
    purse.pay("2026-02-01", "1000", 5_000)
    purse.pay("2026-02-20", "4350", 4_000, out_of="1000")

    with pytest.raises(refusals.CashBelowNothing):
        purse.pay("2026-02-10", "4350", 1_001, out_of="1000")
    purse.pay("2026-02-10", "4350", 1_000, out_of="1000")
    with purse.home.by(purse.bram):
        purse.home.house.cash.set_cash_limits(purse.team, "1000", most=2_000, most_spent=500)
    purse.pay("2026-02-25", "1000", 2_500)

    assert purse.balances()["1000"] == 2_500
    page = client(purse.fenna).get(f"/teams/{purse.team}/money/cash?account=1000").text
    assert "meer in de kas dan is afgesproken" in page


def test_check_12_a_receipt_or_a_reason_and_the_same_bill_twice_is_flagged(till: Till) -> None:
    with pytest.raises(claims.ReceiptMissing):
        till.make(missing=" ")
    with till.home.by(till.purse.bram), pytest.raises(cash.ReceiptOrReason):
        till.home.house.cash.spend_cash(
            till.purse.team, "1000", spending=id_of("x"), cents=9, day="2026-02-01", expense="4350", text="Brood"
        )
    first = till.make(2_450, number="2026-0117", missing="", receipt=till.photo(till.emre))
    again = till.make(2_450, number=" 2026-0117", supplier="HEMA", by=till.fenna)
    other = till.make(2_451, number="2026-0117")

    with till.home.house.now() as views:
        like = {
            claim: [found.claim for found in claims_like(views, claim_of(views, claim))]  # type: ignore[arg-type]
            for claim in (first, again, other)
        }

    assert like == {first: [again], again: [first], other: []}


def test_check_13_a_commitment_falls_exactly_as_it_is_invoiced(purse: Purse) -> None:
    plan = Planned(purse)
    order = plan.order("4350", 30_000)
    left = []

    for cents in (12_345, 655, 17_000):
        plan.invoice(order, cents)
        left.append((plan.ordered(order).left, purse.balances()["4350"]))

    assert left == [(17_655, 12_345), (17_000, 13_000), (0, 30_000)]


def test_check_14_budget_versions_are_never_overwritten_and_some_teams_have_none(purse: Purse) -> None:
    purse.pay("2026-01-10", "4310", 2_500)
    nothing, plan = purse.position(), Planned(purse)
    plan.adopt({"4310": evenly(50_000)})
    first = purse.position()
    plan.adopt({"4310": evenly(60_000)}, why="Gas is duurder")

    budgeted = []
    purse.home.house.engine.catch_up()
    for known in (nothing, first, purse.position()):
        with purse.home.house.at(known) as views:
            (line,) = figures(views, purse.team, 2026, "2026-12-31", (), "2026-03-01")["team"]
            budgeted.append((line.budgeted, line.posted))

    assert budgeted == [(0, 2_500), (600_000, 2_500), (720_000, 2_500)]
    with purse.home.house.now() as views:
        versions = views.execute("SELECT version, kind FROM finance_budget_version ORDER BY version").fetchall()
    assert [tuple(row) for row in versions] == [(1, "adopt"), (2, "amend")]
    said = [fact["topic"] for fact in facts(purse, "finance.Budget")]
    assert said.count("finance.BudgetAdopted") == 1 and said.count("finance.BudgetAmended") == 1
