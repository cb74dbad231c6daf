"""Which claims a line of a statement may have paid: those that were ever sent to the bank and are not paid yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from domain.kernel import Id


@dataclass(frozen=True, slots=True)
class Payable:
    """Claims that together are what a line took: of one batch, or one of them; `batch`: its number."""

    batch: int
    claims: tuple[Id, ...]
    makers: tuple[Id, ...]


def payable_by(views: sqlite3.Connection, team: Id, fund: str, cents: int) -> list[Payable]:
    """Whole batches, with and without what came back, and single claims, of exactly so many cents; the oldest first.

    What came back may have been paid after all, so it is offered too, so long as it was not paid.
    """
    rows = views.execute(
        "SELECT a.batch, c.claim, c.cents, c.maker, a.state FROM finance_attempt a JOIN finance_claim c USING (claim) "
        "WHERE a.team = ? AND c.state IN ('listed', 'approved') AND c.fund = ? AND a.cents = c.cents "
        "ORDER BY a.batch, c.made",
        (team, fund),
    ).fetchall()
    batches: dict[int, list[sqlite3.Row]] = {}
    for row in rows:
        batches.setdefault(row["batch"], []).append(row)
    found: dict[tuple[Id, ...], Payable] = {}
    for held in [*_whole(batches), *([row] for row in rows)]:
        claims = tuple(row["claim"] for row in held)
        if sum(row["cents"] for row in held) == cents:
            found.setdefault(claims, Payable(held[0]["batch"], claims, tuple(dict.fromkeys(r["maker"] for r in held))))
    return list(found.values())


def _whole(batches: dict[int, list[sqlite3.Row]]) -> Iterator[list[sqlite3.Row]]:
    """Of each batch what stands with the bank, and all that was sent."""
    for held in batches.values():
        for part in ([row for row in held if row["state"] != "returned"], held):
            if len(part) > 1:
                yield part
