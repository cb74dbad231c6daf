"""Commitments: what was ordered falls exactly as it is invoiced, and is never counted twice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.finance.budget import Commitment, refusals
from domain.kernel import OPERATOR, Acting, CommandReused, Sealed, act_as, id_of
from projections.finance_budget_page import figures, order_of, orders, uses_of
from tests.finance.close.test_findings import found
from tests.harness.budgets import Planned, evenly
from tests.harness.claimed import Till

SAID = Sealed(id_of("subject"), "Ym94")


def line(plan: Planned, account: str = "4350", known: int | None = None):
    """The account in the page's figures."""
    with plan.home.house.now() if known is None else plan.home.house.at(known) as views:
        shown = figures(views, plan.team, 2026, "2026-12-31", (), "2026-03-01")
    return {one.account: one for one in shown.get("team", [])}.get(account)


def test_check_13_a_commitment_falls_exactly_as_it_is_invoiced(plan: Planned) -> None:
    plan.adopt({"4350": evenly(10_000)})
    order = plan.order("4350", 30_000)

    plan.invoice(order, 12_345)

    assert plan.ordered(order).left == 17_655
    found = line(plan)
    assert (found.ordered, found.posted, found.left) == (17_655, 12_345, 90_000)
    plan.invoice(order, 17_655)
    found = line(plan)
    assert (found.ordered, found.posted, found.left) == (0, 30_000, 90_000)


def test_an_invoice_is_taken_under_its_own_id(plan: Planned) -> None:
    order = plan.order("4350", 10_000)
    plan.invoice(order, 1_000)
    plan._made -= 1

    with pytest.raises(CommandReused):
        plan.invoice(order, 2_000)


def test_what_is_above_an_order_is_first_ordered_by_who_did_not_take_the_invoice(plan: Planned) -> None:
    order = plan.order("4350", 10_000)

    with pytest.raises(refusals.InvoiceAboveOrder, match="100,00"):
        plan.invoice(order, 12_000)
    assert (plan.ordered(order).left, plan.purse.balances().get("1600", 0)) == (10_000, 0)
    entry = plan.invoice(order, 10_000)

    assert plan.ordered(order).left == 0
    assert (line(plan).ordered, line(plan).posted) == (0, 10_000)
    assert plan.purse.entry(entry).kind == "invoice"
    with pytest.raises(refusals.CommitmentIsOver):
        plan.invoice(order, 1)


def test_invoice_and_fall_are_one_save_also_when_posting_is_refused(plan: Planned) -> None:
    order = plan.order("4350", 10_000)

    with pytest.raises(Exception, match="boeken van dit team beginnen"):
        plan.invoice(order, 4_000, day="2025-11-01")

    assert plan.ordered(order).left == 10_000
    assert line(plan).posted == 0


def test_who_ordered_does_not_take_the_invoice(plan: Planned) -> None:
    order = plan.order("4350", 10_000)

    with pytest.raises(refusals.OwnCommitment):
        plan.invoice(order, 10_000, by=plan.purse.fenna)


def test_a_reversed_invoice_lets_the_order_stand_open_again_once(plan: Planned) -> None:
    order = plan.order("4350", 10_000)
    entry = plan.invoice(order, 4_000)
    with pytest.raises(refusals.InvoiceStands), plan.home.by(plan.purse.bram):
        plan.budgets.restore_commitment(order, entry=entry)

    plan.purse.reverse(entry)
    with plan.home.by(plan.purse.bram):
        plan.budgets.restore_commitment(order, entry=entry)

    assert (line(plan).ordered, line(plan).posted) == (10_000, 0)
    with pytest.raises(refusals.InvoiceStands), plan.home.by(plan.purse.bram):
        plan.budgets.restore_commitment(order, entry=entry)


def test_an_order_is_adjusted_down_to_what_was_invoiced_and_released(plan: Planned) -> None:
    order = plan.order("4350", 10_000)
    plan.invoice(order, 4_000)

    with plan.home.by(plan.purse.fenna):
        with pytest.raises(refusals.BelowInvoiced):
            plan.budgets.adjust_commitment(order, cents=3_999, expected="2026-04-01", why="Minder")
        plan.budgets.adjust_commitment(order, cents=9_000, expected="2026-05-01", why="Minder")
        plan.budgets.release_commitment(order, why="De rest komt niet.")

    assert plan.ordered(order).left == 0
    assert line(plan).ordered == 0
    with plan.home.house.now() as views:
        found = order_of(views, plan.team, order)
    assert found and (found.cents, found.consumed, found.released) == (9_000, 4_000, 5_000)


def test_what_was_released_more_than_once_counts_together(plan: Planned) -> None:
    order = plan.order("4350", 10_000)
    entry = plan.invoice(order, 7_000)
    with plan.home.by(plan.purse.fenna):
        plan.budgets.release_commitment(order, why="De rest komt niet.")
    plan.purse.reverse(entry)
    with plan.home.by(plan.purse.bram):
        plan.budgets.restore_commitment(order, entry=entry)
    with plan.home.by(plan.purse.fenna):
        plan.budgets.release_commitment(order, why="Dit ook niet.")

    assert (plan.ordered(order).left, line(plan).ordered) == (0, 0)
    with pytest.raises(refusals.CommitmentIsOver):
        plan.invoice(order, 3_000)


def test_an_order_that_is_still_open_goes_along_to_the_next_year_and_stands_in_one(plan: Planned) -> None:
    order = plan.order("4350", 10_000, expected="2026-12-20")
    plan.order("4310", 5_000, expected="2027-03-01")

    def committed(year: int, day: str) -> dict[str, list[int]]:
        with plan.home.house.now() as views:
            told = figures(views, plan.team, year, f"{year}-12-31", (), day).get("team", [])
            listed = {one.commitment for one in orders(views, plan.team, year, day) if one.left}
            assert (order in listed) == any(one.account == "4350" and one.ordered for one in told) or year < int(
                day[:4]
            )
            return {one.account: one.committed for one in told if one.ordered}

    assert committed(2026, "2026-12-31") == {"4350": [*[0] * 11, 10_000]}
    assert committed(2027, "2026-12-31") == {"4310": [0, 0, 5_000, *[0] * 9]}
    assert committed(2026, "2027-02-15") == {}
    with plan.home.house.now() as views:
        assert order in [one.commitment for one in orders(views, plan.team, 2027, "2027-02-15")]
    assert committed(2027, "2027-02-15") == {"4350": [0, 10_000, *[0] * 10], "4310": [0, 0, 5_000, *[0] * 9]}


def test_what_was_open_then_is_known_then(plan: Planned) -> None:
    order = plan.order("4350", 10_000)
    known = plan.purse.position()

    plan.invoice(order, 10_000)

    assert (line(plan, known=known).ordered, line(plan, known=known).posted) == (10_000, 0)
    assert (line(plan).ordered, line(plan).posted) == (0, 10_000)


def test_only_costs_can_be_ordered(plan: Planned) -> None:
    for account in ("1010", "8000", "1030"):
        with pytest.raises(refusals.NotAnOrder):
            plan.order(account, 100)
    for cents in (0, -1):
        with pytest.raises(refusals.AmountNotAboveNothing):
            plan.order("4350", cents)


def test_check_12_an_invoice_has_a_paper_or_a_reason_why_not(plan: Planned) -> None:
    order = plan.order("4350", 30_000)

    with pytest.raises(refusals.InvoiceMissing):
        plan.invoice(order, 1_000, missing=" ")
    with pytest.raises(refusals.InvoiceOrReason):
        plan.invoice(order, 1_000, document="a" * 64)
    with pytest.raises(refusals.NumberTooLong):
        plan.invoice(order, 1_000, number="9" * 61)
    plan.invoice(order, 1_000, document="a" * 64, missing="")

    assert plan.ordered(order).left == 29_000
    assert told(plan, "no_invoice", "twice", "same_photo") == []


def test_check_12_the_same_invoice_twice_is_told_also_when_one_of_them_is_a_claim(plan: Planned) -> None:
    first, other = plan.order("4350", 30_000, supplier="De Bron B.V."), plan.order("4350", 30_000, supplier="de  bron")
    plan.invoice(first, 1_234, number="F 12")
    for cents, number in ((1_233, "F 12"), (1_234, "F 13"), (1_234, "")):
        plan.invoice(other, cents, number=number)
    assert told(plan, "twice") == []

    plan.invoice(other, 1_234, number=" f  12 ")
    assert [(one.key, one.cents, one.many) for one in told(plan, "twice")] in ([(first, 1_234, 2)], [(other, 1_234, 2)])
    with plan.home.house.now() as views:
        assert [bool(one.twice) for one in uses_of(views, other)] == [False, False, False, True]
    Till(plan.purse).make(1_234, supplier="De Bron", number="F 12", account="4310", day="2026-02-21")

    assert [(one.place, one.many) for one in told(plan, "twice")] == [("claim", 3)]


def test_check_12_the_same_photo_with_two_things_is_told(plan: Planned) -> None:
    till, photo = Till(plan.purse), "b" * 64
    plan.invoice(plan.order("4350", 30_000), 1_000, document=photo, missing="")
    assert told(plan, "same_photo") == []

    till.make(700, supplier="Kwekerij", receipt=photo, missing="")

    assert [one.many for one in told(plan, "same_photo")] == [2]


def told(plan: Planned, *rules: str):
    """What the checks find."""
    return [one for rule in rules for one in found(plan.purse, rule)]


OVER = (refusals.CommitmentIsOver, refusals.InvoiceAboveOrder)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10_000), st.lists(st.tuples(st.sampled_from("car"), st.integers(1, 6_000)), max_size=12))
def test_what_was_consumed_and_what_is_left_are_the_order_whatever_happens(cents: int, steps) -> None:
    order = _entered(cents)

    for number, (step, much) in enumerate(steps):
        before = order.left
        with act_as(Acting(id_of("orderer") if step == "a" else OPERATOR, "")):  # who ordered takes no invoice
            try:
                if step == "c":
                    order.consume(id_of(str(number)), much, mandate=id_of("mandate"), seller=id_of("seller"))
                    assert order.left == before - much
                elif step == "a":
                    order.adjust(much, "2026-05-01", SAID)
                else:
                    order.restore(next(iter(order.used), id_of("none")))
            except (*OVER, refusals.BelowInvoiced, refusals.InvoiceStands):
                assert order.left == before

    assert order.left >= 0
    assert order.left + sum(order.used.values()) == order.cents


def test_an_order_is_not_expected_in_a_year_that_is_over(plan: Planned) -> None:
    with pytest.raises(refusals.ExpectedInThePast) as refusal:
        plan.order("4350", 25_000, expected="2020-01-01")

    assert refusal.value.field == "expected"


def _entered(cents: int) -> Commitment:
    with act_as(Acting(id_of("orderer"), "")):
        return Commitment.entered(
            id_of("o"), team=id_of("t"), fund="team", account="4350", cents=cents, supplier=SAID, text=SAID,
            expected="2026-04-01",
        )  # fmt: skip
