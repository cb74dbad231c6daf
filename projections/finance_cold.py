"""Balances straight from the facts, with no table between: what the projection must equal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import orjson

from domain.finance.ledger import Entry
from domain.kernel import Id
from domain.store.recorded import Row
from projections.finance_balances import LAST_DAY

_PAGE = 5_000
_POSTED = Entry.EntryPosted.TOPIC

Rows = Callable[[int, int, int | None], list[Row]]
"""The rows of the log after a position, at most so many, up to a position: `workspace.rows`."""


def cold_balances(rows: Rows, on: str = LAST_DAY, known: int | None = None) -> dict[Id, dict[str, int]]:
    """Cents by team and account, with value dates up to `on`, of what was known at position `known`."""
    teams: defaultdict[Id, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    loads, posted, position = orjson.loads, _POSTED, 0
    while page := rows(position, _PAGE, known):
        position = page[-1][0]
        for row in page:
            if row[3] == posted:
                fact = loads(row[4])
                if fact["value_date"] <= on:
                    held = teams[fact["team"]]
                    for account, cents, _ in fact["lines"]:
                        held[account] += cents
    return {team: dict(held) for team, held in teams.items()}
