"""Everything that can happen to a budget, for a woongroep that keeps books already."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.harness.budgets import Planned, evenly, in_month
from tests.harness.money import Purse


def budgeted(home: Any) -> None:
    """A budget is adopted, amended and shifted, two are not; orders are adjusted, invoiced, restored and released."""
    purse = Purse.standing(home)
    plan = Planned(purse)
    plan.adopt({"4310": evenly(50_000), "8000": evenly(60_000)})
    plan.adopt({"4310": evenly(50_000), "4350": evenly(1_000)}, why="Zonder opbrengst")
    plan.agree(plan.propose_shift("4310", "4350", in_month(3, 5_000)))
    declined, common = plan.propose({"4310": evenly(1)}), {"fund": "team", "year": 2026}
    with home.by(purse.fenna):
        plan.budgets.decline_budget(home.team, proposal=declined, why="Dat is te weinig.", **common)
    withdrawn = plan.propose({"4310": evenly(2)})
    with home.by(purse.bram):
        plan.budgets.withdraw_budget(home.team, proposal=withdrawn, **common)
    soon, later = ((home.clock.moment + timedelta(days=days)).date().isoformat() for days in (30, 60))
    order = plan.order("4350", 20_000, expected=soon)
    with home.by(purse.fenna):
        plan.budgets.adjust_commitment(order, cents=25_000, expected=later, why="Een plank erbij.")
    entry = plan.invoice(order, 10_000)
    purse.reverse(entry)
    with home.by(purse.bram):
        plan.budgets.restore_commitment(order, entry=entry)
        plan.budgets.release_commitment(order, why="De rest is niet leverbaar.")
    plan.rate("own", 4_250, "4310", None)
