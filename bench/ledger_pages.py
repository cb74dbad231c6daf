"""What the pages of a team's money cost in long books, with months that are closed and a budget that holds."""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import Any

from bench.ledger_books import EXPENSES, FIRST, KEEPS, SECOND, TEAMS, post
from domain.finance.budget import Budget, budget_of
from domain.finance.ledger.period import next_period
from domain.kernel import Acting, act_as, id_of

TIMES = 60
_LAST_CLOSED, _YEAR = "2025-11", 2025
PAGES = {
    "overview": "", "findings": "/findings", "close": "/close", "open_items": "/open", "costs": "/costs",
    "budget": f"/budget?year={_YEAR}", "balance_of_five_years": f"/balance?on={_YEAR}-12-31&from=1000",
    "card_far_end": "/accounts/1010",
}  # fmt: skip
"""Pages without more to choose, under the address of the team's money."""
_FAR = 40
"""So many of the last facts on the longest card are stepped through."""


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


def pages(house: Any, asked: Callable[[random.Random], str]) -> dict[str, dict[str, dict[str, float]]]:
    """CPU of each page, asked as a browser asks of a process that serves; `asked`: the question of the controller's.

    `first`: for the first time in a process, where everything is proven from the start. `after_a_fact`: each look is
    the first one after an entry of the team; what posting costs is counted elsewhere.
    """
    client = _signed_in(house)
    chance, accounts = random.Random(5), ("1010", *EXPENSES)
    report, numbers = _last_report(house), count(1_000_000)
    paths: dict[str, Callable[[], str]] = {name: partial(str, path) for name, path in PAGES.items()}
    paths["balance"] = lambda: f"/balance?{asked(chance)}"
    paths["card"] = lambda: f"/accounts/{chance.choice(accounts)}"
    facts = _far_facts(house)
    paths["card_step_at_far_end"] = lambda: f"/accounts/1010?fact={chance.choice(facts)}"
    paths["report"] = lambda: f"/reports/{report}"

    def entry() -> None:
        post(house, next(numbers))
        house.engine.catch_up()

    with _as_in_a_server():
        return {
            "page_first": {name: {"ms": _asked(client, path())} for name, path in paths.items()},
            "page": {name: spread(_costs(client, path)) for name, path in paths.items()},
            "page_after_a_fact": {name: spread(_costs(client, path, entry)) for name, path in paths.items()},
        }


@contextmanager
def _as_in_a_server() -> Iterator[None]:
    """Collect no more garbage than a process that serves does: else one page of sixty is charged for all of them."""
    from web.warm import keep_memory

    before = gc.get_threshold()
    keep_memory()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def _far_facts(house: Any) -> list[int]:
    with house.now() as views:
        rows = views.execute(
            "SELECT position FROM finance_posting WHERE team = ? AND account = '1010' ORDER BY value_date DESC, "
            "position DESC LIMIT ?",
            (TEAMS[0], _FAR),
        )
        return [row[0] for row in rows]


def _signed_in(house: Any) -> Any:
    from web import create_app
    from web.session import PLAIN
    from web.warm import make_templates

    app = create_app(house.workspace.data, config={"HOUSE": house})
    make_templates(app)
    client = app.test_client()
    client.set_cookie(PLAIN, app.extensions["accounts"].begin_session(KEEPS))
    return client


def _last_report(house: Any) -> str:
    from projections.finance_reports import reports

    with house.now() as views:
        return reports(views, TEAMS[0])[0].report


def _costs(client: Any, path: Callable[[], str], before: Callable[[], object] | None = None) -> list[float]:
    costs = []
    for _ in range(TIMES):
        if before:
            before()
        costs.append(_asked(client, path()))
    return costs


def _asked(client: Any, path: str) -> float:
    """Milliseconds of CPU of one answer."""
    began = time.process_time()
    answer = client.get(f"/teams/{TEAMS[0]}/money{path}")
    cost = (time.process_time() - began) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"the page answered {answer.status_code} to {answer.request.url}")
    return round(cost, 2)


def spread(costs: list[float]) -> dict[str, float]:
    """The middle one of what was measured, and the one that one of a hundred is above."""
    ordered = sorted(costs)
    return {
        "ms_median": round(statistics.median(ordered), 2), "ms_p99": round(ordered[int(len(ordered) * 0.99)], 2),
    }  # fmt: skip
