"""Which claims a line of a statement may have paid: those that were ever sent to the bank and are not paid yet.

And which of those that it paid it may have given back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

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


class Back(NamedTuple):
    """A claim that the bank paid, in which batch, and that it may have given back."""

    claim: Id
    maker: Id
    batch: int


def given_back_by(views: sqlite3.Connection, team: Id, fund: str, cents: int) -> list[Back]:
    """The claims of exactly so many cents that the bank paid, the last ones first: a line that came in may be one."""
    rows = views.execute(
        "SELECT c.claim, c.maker, max(a.batch) FROM finance_claim c JOIN finance_attempt a USING (claim) "
        "WHERE c.team = ? AND c.state = 'paid' AND c.how = 'bank' AND c.fund = ? AND c.cents = ? "
        "GROUP BY c.claim ORDER BY max(a.batch) DESC, c.made DESC LIMIT 10",
        (team, fund, cents),
    )
    return [Back(*row) for row in rows]


def _whole(batches: dict[int, list[sqlite3.Row]]) -> Iterator[list[sqlite3.Row]]:
    """Of each batch what stands with the bank, and all that was sent."""
    for held in batches.values():
        for part in ([row for row in held if row["state"] != "returned"], held):
            if len(part) > 1:
                yield part
