"""Which claims a line of a statement may have paid: those that were sent to the bank and are not paid yet."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from domain.kernel import Id


@dataclass(frozen=True, slots=True)
class Payable:
    """Claims that together are what a line took: of one batch, or one of them; `batch`: its number."""

    batch: int
    claims: tuple[Id, ...]
    makers: tuple[Id, ...]


def payable_by(views: sqlite3.Connection, team: Id, fund: str, cents: int) -> list[Payable]:
    """Whole batches, and single claims, of exactly so many cents; the oldest first."""
    rows = views.execute(
        "SELECT p.batch, c.claim, c.cents, c.maker FROM finance_payment p JOIN finance_claim c USING (claim) "
        "WHERE p.team = ? AND p.batch IS NOT NULL AND c.state = 'listed' AND c.fund = ? ORDER BY p.batch, c.made",
        (team, fund),
    ).fetchall()
    batches: dict[int, list[sqlite3.Row]] = {}
    for row in rows:
        batches.setdefault(row["batch"], []).append(row)
    whole = [held for held in batches.values() if len(held) > 1 and sum(row["cents"] for row in held) == cents]
    single = [[row] for row in rows if row["cents"] == cents]
    return [
        Payable(held[0]["batch"], tuple(r["claim"] for r in held), tuple(dict.fromkeys(r["maker"] for r in held)))
        for held in whole + single
    ]
