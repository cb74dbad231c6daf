"""Whose act it was that waits for a second one: of who did it, and of the one on whose behalf (check 6)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from domain.kernel import Id, who_did


def whose(views: sqlite3.Connection, positions: Iterable[int]) -> frozenset[Id]:
    """Whose acts the facts at these positions are."""
    at = list(positions)
    rows = views.execute(f"SELECT by, on_behalf_of FROM trail_fact WHERE position IN ({', '.join('?' * len(at))})", at)
    return frozenset(one for row in rows for one in who_did(*row))


def whose_reopening(views: sqlite3.Connection, team: Id, period: str) -> frozenset[Id]:
    """Whose it is that this period is asked to be opened again."""
    rows = views.execute(
        "SELECT since FROM finance_period WHERE team = ? AND period = ? AND asked_by IS NOT NULL", (team, period)
    )
    return whose(views, (row[0] for row in rows))


def whose_signatures(views: sqlite3.Connection, withdrawal: Id, asked_at: int) -> frozenset[Id]:
    """Whose signatures a withdrawal that is not paid yet has: all that happened to it after it was asked."""
    rows = views.execute(
        "SELECT since FROM main.finance_withdrawal_history WHERE withdrawal = ? AND since > ?", (withdrawal, asked_at)
    )
    return whose(views, (row[0] for row in rows))
