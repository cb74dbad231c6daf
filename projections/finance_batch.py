"""What goes to the main ledger: sums by booking period, cost centre (the team), fund and account, from the views."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from domain.finance.reports import Batched
from domain.kernel import Id
from projections.clock import shown_position


class BatchLine(NamedTuple):
    """Cents on an account of a cost centre in a period; `difference`: the period was sent before."""

    period: str
    team: Id
    fund: str
    account: str
    rgs: str
    debit: int
    credit: int
    postings: int
    difference: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch with its lines."""

    lines: list[BatchLine]
    first: int
    known: int

    def text(self) -> bytes:
        """What is hashed: lines of codes and whole cents, without a name."""
        lines = ["driehoek main ledger;1", f"known;{self.known}"]
        lines += [";".join(str(int(cell) if isinstance(cell, bool) else cell) for cell in line) for line in self.lines]
        return "".join(f"{line}\n" for line in lines).encode("ascii")

    def batched(self) -> Batched:
        """What the fact says of it."""
        return Batched(
            self.text(), min((one.period for one in self.lines), default=""), self.first, self.known,
            sum(one.postings for one in self.lines), sum(one.debit for one in self.lines),
        )  # fmt: skip


_LINES = (
    "SELECT e.period, e.team, e.fund, p.account, a.rgs, sum(max(p.cents, 0)), sum(max(-p.cents, 0)), count(*), "
    "s.value IS NOT NULL, min(e.position) FROM finance_entry e JOIN finance_posting p USING (position) "
    "JOIN finance_account a ON a.account = p.account LEFT JOIN json_each(:sent) s ON s.key = e.period "
    "WHERE e.period <= :last AND e.fund != 'residents' AND e.position > coalesce(s.value, 0) AND e.position <= :known "
    "GROUP BY e.period, e.team, e.fund, p.account ORDER BY e.period, e.team, e.fund, p.account"
)


def batch_of(views: sqlite3.Connection, last: str, sent: Mapping[str, int], known: int | None = None) -> Batch:
    """What was posted up to and including a period after what was sent of each; `known`: the position of the views."""
    known = shown_position(views) if known is None else known
    rows = views.execute(_LINES, {"last": last, "sent": json.dumps(dict(sent)), "known": known}).fetchall()
    lines = [BatchLine._make((*row[:8], bool(row[8]))) for row in rows]
    return Batch(lines, min((row[9] for row in rows), default=known), known)
