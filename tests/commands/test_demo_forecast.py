"""The demo: what each home's roster will still cost is on its budget."""

from __future__ import annotations

from projections.finance_forecast import roster_costs
from projections.house import House
from tests.commands.conftest import UNTIL


def test_every_budget_says_what_the_published_roster_will_still_cost(demo_made):
    house = House(demo_made)
    try:
        with house.now() as views:
            at = house.workspace.position()
            costs = [
                cost
                for (team,) in views.execute("SELECT team FROM finance_books").fetchall()
                for cost in roster_costs(views, team, UNTIL[:10], f"{UNTIL[:4]}-12-31", at)
            ]
    finally:
        house.close()

    assert costs and all(cost.rate for cost in costs)
    assert any(cost.bands for cost in costs)
