"""The balances of every account from a log file alone: `python -m bench.ledger_cold LOG OUT`."""

from __future__ import annotations

import json
import sqlite3
import sys

from projections.finance_cold import POSTED, Balances, added_up


def from_log(file: str, on: str = "9999-12-31") -> Balances:
    """What the facts in an events.db add up to."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        rows = connection.execute("SELECT state FROM stored_events WHERE topic = ? ORDER BY position", (POSTED,))
        return added_up((state for (state,) in rows), on)
    finally:
        connection.close()


if __name__ == "__main__":
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        json.dump(from_log(sys.argv[1]), out)
