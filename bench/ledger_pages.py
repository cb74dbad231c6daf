"""What the pages of a team's money cost in long books, with months that are closed and a budget that holds."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from bench.ledger_books import EXPENSES, FIRST, KEEPS, SECOND, TEAMS
from domain.finance.budget import Budget, budget_of
from domain.finance.ledger.period import next_period
from domain.kernel import Acting, act_as, id_of

TIMES = 60
_LAST_CLOSED, _YEAR = "2025-11", 2025
PAGES = {
    "overview": "", "findings": "/findings", "close": "/close", "open_items": "/open", "costs": "/costs",
    "budget": f"/budget?year={_YEAR}",
}  # fmt: skip
"""Pages without more to choose, under the address of the team's money."""


def settle(house: Any) -> list[float]:
    """Agree on a budget and close every month of the first team but the last; milliseconds of each close."""
    proposal = id_of("bench", "budget")
    with act_as(Acting(KEEPS, "")):
        house.budgets.propose_budget(
            TEAMS[0], proposal=proposal, fund="team", year=_YEAR, lines=dict.fromkeys(EXPENSES, (1_000_000,) * 12),
            decision="1", why="Nieuw jaar",
        )  # fmt: skip
    budget = house.workspace.get(Budget, budget_of(TEAMS[0], "team", _YEAR))
    with act_as(Acting(SECOND, "")):
        house.budgets.adopt_budget(
            TEAMS[0], fund="team", year=_YEAR, proposal=proposal, content=str(budget.the_waiting(proposal)["content"])
        )
    costs, period = [], FIRST.isoformat()[:7]
    while period <= _LAST_CLOSED:
        began = time.process_time()
        with act_as(Acting(KEEPS, "")):
            house.reports.close_period(TEAMS[0], period)
        costs.append((time.process_time() - began) * 1000)
        period = next_period(period)
    return costs


def pages(house: Any, asked: Callable[[random.Random], str]) -> dict[str, dict[str, float]]:
    """CPU of each page, asked as a browser asks; `asked` makes the question of the controller's page."""
    client = _signed_in(house)
    chance, accounts = random.Random(5), ("1010", *EXPENSES)
    report = _last_report(house)
    found = {"balance": _cost(client, lambda: f"/balance?{asked(chance)}")}
    for name, path in PAGES.items():
        found[name] = _cost(client, lambda path=path: path)  # type: ignore[misc]
    found["card"] = _cost(client, lambda: f"/accounts/{chance.choice(accounts)}")
    found["report"] = _cost(client, lambda: f"/reports/{report}")
    return found


def _signed_in(house: Any) -> Any:
    from web import create_app
    from web.session import PLAIN

    app = create_app(house.workspace.data, config={"HOUSE": house})
    client = app.test_client()
    client.set_cookie(PLAIN, app.extensions["accounts"].begin_session(KEEPS))
    return client


def _last_report(house: Any) -> str:
    from projections.finance_reports import reports

    with house.now() as views:
        return reports(views, TEAMS[0])[0].report


def _cost(client: Any, path: Callable[[], str]) -> dict[str, float]:
    costs = []
    for _ in range(TIMES + 5):  # the first ones compile the templates
        began = time.process_time()
        answer = client.get(f"/teams/{TEAMS[0]}/money{path()}")
        costs.append((time.process_time() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"the page answered {answer.status_code} to {answer.request.url}")
    return spread(costs[5:])


def spread(costs: list[float]) -> dict[str, float]:
    """The middle one of what was measured, and the one that one of a hundred is above."""
    ordered = sorted(costs)
    return {
        "ms_median": round(statistics.median(ordered), 2), "ms_p99": round(ordered[int(len(ordered) * 0.99)], 2),
    }  # fmt: skip
