"""Balances straight from the facts, with no table between: what the projection must equal.

It imports next to nothing, so that it is quick also from the start of a program to its end.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import orjson

POSTED = "finance.EntryPosted"
_PAGE = 5_000

Row = tuple[int, str, int, str, bytes]
Balances = dict[str, dict[str, int]]
"""Cents by team and account, debit above nothing."""


def cold_balances(
    rows: Callable[[int, int, int | None], list[Row]], on: str = "9999-12-31", known: int | None = None
) -> Balances:
    """The balances with value dates up to `on`, of what was known at position `known`. `rows`: `workspace.rows`."""
    return added_up(_posted(rows, known), on)


def added_up(states: Iterable[bytes], on: str = "9999-12-31") -> Balances:
    """The balances of these posted entries, in so far as their value date is not after `on`."""
    teams: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    loads, collecting = orjson.loads, gc.isenabled()
    gc.disable()  # nothing here makes cycles
    try:
        for state in states:
            fact = loads(state)
            if fact["value_date"] <= on:
                held = teams[fact["team"]]
                for account, cents, _ in fact["lines"]:
                    held[account] += cents
    finally:
        if collecting:
            gc.enable()
    return {team: dict(held) for team, held in teams.items()}


def _posted(rows: Callable[[int, int, int | None], list[Row]], known: int | None) -> Iterator[bytes]:
    position = 0
    while page := rows(position, _PAGE, known):
        position = page[-1][0]
        yield from (row[4] for row in page if row[3] == POSTED)
