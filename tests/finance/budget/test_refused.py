"""What a budget, an order or an hourly rate cannot be is refused by its own name, and what stood stays."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.finance.budget import RATES, Rates, refusals
from domain.finance.budget.lines import clean_budget
from domain.finance.ledger import NewAccount
from domain.finance.ledger.refusals import AccountIsClosed, AccountUnknown, DayUnreadable, TextMissing
from domain.kernel import CommandReused, NotAllowed, NotThere, id_of
from tests.harness.budgets import Planned, evenly, in_month


def test_only_who_proposed_a_budget_withdraws_it_and_it_is_decided_once(plan: Planned) -> None:
    emre, proposal = plan.home.person("emre"), plan.propose({"4310": evenly(100)})
    common: dict[str, Any] = {"fund": "team", "year": 2026, "proposal": proposal}
    with plan.home.by(plan.home.person("anna")):
        plan.home.house.teams.give_role(plan.team, person=emre, role="finance", since="2026-01-01")

    with plan.home.by(emre), pytest.raises(refusals.NotYourBudget):
        plan.budgets.withdraw_budget(plan.team, **common)
    with plan.home.by(plan.purse.bram):
        with pytest.raises(refusals.OwnBudget):
            plan.budgets.decline_budget(plan.team, why="Toch niet.", **common)
        plan.budgets.withdraw_budget(plan.team, **common)
        with pytest.raises(refusals.BudgetDecided):
            plan.budgets.withdraw_budget(plan.team, **common)
    with plan.home.by(plan.purse.fenna), pytest.raises(refusals.BudgetDecided):
        plan.budgets.decline_budget(plan.team, why="Nee.", **common)

    assert (plan.standing().number, plan.standing().waiting) == (0, None)


def test_what_was_withdrawn_takes_nothing_along_that_was_proposed_after_it(plan: Planned) -> None:
    first = plan.propose({"4310": evenly(100)})
    common: dict[str, Any] = {"fund": "team", "year": 2026, "proposal": first}
    content = plan.waiting(first)
    with plan.home.by(plan.purse.bram):
        plan.budgets.withdraw_budget(plan.team, **common)
    second = plan.propose({"4310": evenly(200)})

    with plan.home.by(plan.purse.fenna):
        with pytest.raises(refusals.BudgetDecided):
            plan.budgets.adopt_budget(plan.team, content=content, **common)
        with pytest.raises(refusals.BudgetDecided):
            plan.budgets.decline_budget(plan.team, why="Nee.", **common)
    with plan.home.by(plan.purse.bram), pytest.raises(refusals.BudgetDecided):
        plan.budgets.withdraw_budget(plan.team, **common)

    plan.agree(second)
    assert plan.standing().lines == {"4310": evenly(200)}


def test_a_budget_has_as_many_lines_as_an_entry_and_each_at_most_what_a_sum_can_hold() -> None:
    most = {f"4{number:04d}": evenly(10**13) for number in range(400)}

    assert clean_budget(most) == most
    with pytest.raises(refusals.BudgetUnreadable):
        clean_budget(most | {"5000": evenly(1)})
    with pytest.raises(refusals.BudgetUnreadable):
        clean_budget({"4310": (1,) * 13})


@pytest.mark.parametrize("decided", [False, True])
def test_one_id_is_one_budget_that_is_proposed(plan: Planned, decided: bool) -> None:
    proposal = plan.propose({"4310": evenly(100)})
    if decided:
        plan.agree(proposal)
    plan._made -= 1

    with pytest.raises(CommandReused):
        plan.propose({"4310": evenly(900)})


@pytest.mark.parametrize(
    ("lines", "fund", "year", "refusal"),
    [
        ({"4310": (1.0,) * 12}, "team", 2026, refusals.BudgetUnreadable),
        ({"4310": evenly(10**13 + 1)}, "team", 2026, refusals.BudgetUnreadable),
        ({"4310": evenly(1)}, "team", 1999, refusals.BudgetUnreadable),
        ({"4900": evenly(1)}, "residents", 2026, refusals.BudgetUnreadable),
        ({"4350": evenly(1)}, "team", 2026, AccountIsClosed),
        ({"9999": evenly(1)}, "team", 2026, AccountUnknown),
    ],
)
def test_what_is_no_budget_is_refused(
    plan: Planned, lines: dict[str, Any], fund: str, year: int, refusal: type[Exception]
) -> None:
    with plan.home.by(plan.purse.cato):
        plan.purse.ledger.close_account("4350")
        plan.purse.ledger.open_accounts([NewAccount("4900", "Kosten van bewoners", "residents", "expense")])
    plan.fund, plan.year = fund, year

    with pytest.raises(refusal):
        plan.propose(lines)


@pytest.mark.parametrize(
    ("taker", "months"),
    [
        ("4350", (1,) * 11),
        ("4350", (0,) * 12),
        ("4350", (-1,) * 12),
        ("4350", (1.0,) * 12),
        ("4310", in_month(1, 1)),
    ],
)
def test_what_is_no_shift_is_refused(plan: Planned, taker: str, months: tuple[int, ...]) -> None:
    plan.adopt({"4310": evenly(100)})

    with pytest.raises(refusals.ShiftUnreadable):
        plan.propose_shift("4310", taker, months)


@pytest.mark.parametrize("cents", [0, -1, 1.0, 10**13 + 1])
def test_an_order_is_an_amount_above_nothing_also_when_it_is_adjusted(plan: Planned, cents: Any) -> None:
    order = plan.order("4350", 1)

    with pytest.raises(refusals.AmountNotAboveNothing):
        plan.order("4350", cents)
    with plan.home.by(plan.purse.fenna), pytest.raises(refusals.AmountNotAboveNothing):
        plan.budgets.adjust_commitment(order, cents=cents, expected="2026-04-01", why="Anders.")
    with pytest.raises(refusals.AmountNotAboveNothing):
        plan.invoice(order, cents)

    assert (plan.ordered(order).left, plan.purse.balances().get("1600", 0)) == (1, 0)


def test_one_id_is_one_order(plan: Planned) -> None:
    order = plan.order("4350", 100)
    plan._made -= 1

    with pytest.raises(CommandReused):
        plan.order("4350", 900)

    assert plan.ordered(order).cents == 100


def test_an_order_is_not_moved_to_a_year_that_is_over_but_keeps_the_day_that_it_had(plan: Planned) -> None:
    order = plan.order("4350", 100, expected="2026-12-20")
    plan.home.clock.moment = datetime(2027, 1, 10, 9, 0, tzinfo=UTC)

    with plan.home.by(plan.purse.fenna):
        with pytest.raises(refusals.ExpectedInThePast) as refused:
            plan.budgets.adjust_commitment(order, cents=100, expected="2026-12-21", why="Iets later.")
        plan.budgets.adjust_commitment(order, cents=200, expected="2026-12-20", why="Duurder.")
        plan.budgets.adjust_commitment(order, cents=200, expected="2027-01-01", why="Later.")

    assert refused.value.field == "expected"
    assert (plan.ordered(order).cents, plan.ordered(order).expected) == (200, "2027-01-01")


def test_what_is_let_go_is_let_go_with_a_reason_and_once(plan: Planned) -> None:
    order = plan.order("4350", 100)
    with plan.home.by(plan.purse.fenna):
        with pytest.raises(TextMissing):
            plan.budgets.release_commitment(order, why=" ")
        plan.budgets.release_commitment(order, why="Komt niet.")

        with pytest.raises(refusals.CommitmentIsOver):
            plan.budgets.release_commitment(order, why="Komt niet.")
        with pytest.raises(refusals.CommitmentIsOver):
            plan.budgets.adjust_commitment(order, cents=200, expected="2026-04-01", why="Toch wel.")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"kind": "vrijwilliger"}, refusals.RateUnreadable),
        ({"cents": 0}, refusals.RateUnreadable),
        ({"cents": 100_001}, refusals.RateUnreadable),
        ({"cents": 1.0}, refusals.RateUnreadable),
        ({"since": "morgen"}, DayUnreadable),
        ({"account": "8000"}, refusals.NotAnOrder),
        ({"account": "1010"}, refusals.NotAnOrder),
        ({"ort_account": "8000"}, refusals.NotAnOrder),
    ],
    ids=str,
)
def test_what_is_no_hourly_rate_is_refused_by_name(
    plan: Planned, wrong: dict[str, Any], refusal: type[Exception]
) -> None:
    given: dict[str, Any] = {"kind": "own", "cents": 4_000, "account": "4350", "ort_account": "4310"} | wrong

    with pytest.raises(refusal):
        plan.rate(**given)

    assert plan.home.house.workspace.get(Rates, RATES) is None


def test_a_rate_that_stands_is_not_set_again_and_there_are_so_many_and_no_more(
    plan: Planned, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.finance.budget.rates.MOST_RATES", 2)
    plan.rate("own", 100_000, "4350", None)
    with pytest.raises(refusals.RateIsSo):
        plan.rate("own", 100_000, "4350", None)
    plan.rate("own", 100_000, "4350", "4310")
    plan.rate("sleep", 1, "4350", None)

    with pytest.raises(refusals.RateUnreadable):
        plan.rate("agency", 5_000, "4350", None)
    plan.rate("sleep", 2, "4350", None)

    found = plan.home.house.workspace.get(Rates, RATES)
    assert found and sorted(found.rates.values(), key=str) == [[100_000, "4350", "4310"], [2, "4350", None]]


def test_who_is_no_controller_sets_no_rate(plan: Planned) -> None:
    for person in (plan.purse.bram, plan.purse.fenna, id_of("person", "yara")):
        with plan.home.by(person), pytest.raises((NotAllowed, NotThere)):
            plan.budgets.set_rate(
                kind="own", cents=1, valid_from="2026-01-01", account="4350", ort_account=None, decision="RvB 3"
            )
