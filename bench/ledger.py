"""Balances as known at any moment: cold against ledger, hledger and beancount, warm from the tables, and posting."""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench.ledger_books import AFTER, DAYS, FIRST, TEAMS, post, write
from bench.ledger_pages import pages, settle, spread
from bench.ledger_tools import found, measured, spent, write_journal
from domain.kernel import fixed_clock
from projections.finance_cold import cold_balances

TIMES = 300
POSTED = 300
_IN_TURN = 25


def run(
    transactions: int = 1_000_000, against: str = "hledger,ledger,beancount", say: Callable[[str], None] = print
) -> dict[str, Any]:
    """Measure on books of so many entries, and posting on those and on books a tenth as long."""
    with tempfile.TemporaryDirectory() as name:
        large, small = Path(name) / "large", Path(name) / "small"
        say(f"writing {transactions} entries")
        write(large, transactions)
        write(small, max(transactions // 10, 1))
        figures = {"entries": transactions, "load": round(os.getloadavg()[0], 1), "cold": _cold(large, Path(name))}
        figures |= {"against": _against(large, Path(name), against, say)}
        cold = figures["cold"]["cpu_s"]
        figures["against_ratio"] = {
            tool: round(told["cpu_s"] / cold, 1) for tool, told in figures["against"].items() if "cpu_s" in told
        }
        say("making the tables")
        figures |= _standing(large, small)
    return figures | {
        "limit": {
            "cold_peak_mb": 100, "account_ms_p99": 10, "trial_balance_ms_p99": 150, "what_changed_ms_p99": 10,
            "posting_ratio": 1.2,
            **{f"{part}_{name}_ms_p99": 50 for part in ("page", "page_after_a_fact") for name in figures[part]},
        }
    }  # fmt: skip


def _cold(data: Path, folder: Path) -> dict[str, Any]:
    """A program that knows nothing but the log: what it costs from its start to its end."""
    return spent([sys.executable, "-m", "bench.ledger_cold", str(data / "events.db"), str(folder / "cold.json")])


def _against(data: Path, folder: Path, wanted: str, say: Callable[[str], None]) -> dict[str, Any]:
    balances = json.loads((folder / "cold.json").read_text())
    told: dict[str, Any] = {}
    for name, program in found(wanted):
        if program is None:
            say(f"{name} is not installed")
            told[name] = {"installed": "no"}
            continue
        file = folder / f"books.{name}"
        write_journal(name, data, file, balances)
        say(f"{name} reads {file.stat().st_size // 1_000_000} MB")
        told[name] = measured(name, program, file)
        file.unlink()
    return told


def _standing(large: Path, small: Path) -> dict[str, Any]:
    from projections.house import House

    began = time.process_time()
    with fixed_clock(AFTER), closing(House(large)) as many, closing(House(small)) as few:
        made = time.process_time() - began
        return {
            "making_the_tables_cpu_s": round(made, 1),
            "equal_cold": _equal(many),
            "warm": _warm(many),
            "posting": _posting(few, many),
            **_pages(many),
        }


def _equal(house: Any) -> str:
    """Whether the tables say what the facts say, on a day in the middle and as known in the middle."""
    from projections.finance_balances import trial_balance

    known, day = house.workspace.position() // 2, (FIRST + timedelta(days=DAYS // 3)).isoformat()
    cold = cold_balances(house.workspace.rows, day, known)
    with house.at(known) as views:
        warm = {team: {one.account: one.cents for one in trial_balance(views, team, day)} for team in TEAMS}
    return "yes" if {team: held for team, held in warm.items() if held} == cold else "NO"


def _warm(house: Any) -> dict[str, Any]:
    """One account, the whole trial balance and what changed, each on a random day as known at a random moment."""
    from projections.finance_balances import balance, changes, trial_balance
    from projections.finance_changes import groups_of

    chance, last = random.Random(4), house.workspace.position()
    accounts: list[float] = []
    whole: list[float] = []
    changed: list[float] = []
    listed = 0
    for _ in range(TIMES):
        team, known = chance.choice(TEAMS), chance.randint(1, last)
        day = (FIRST + timedelta(days=chance.randrange(DAYS))).isoformat()
        with house.at(known) as views:
            accounts.append(_ms(partial(balance, views, team, "1010", day)))
            whole.append(_ms(partial(trial_balance, views, team, day)))
        close, on = _close(chance, last)
        with house.now() as views:
            began = time.process_time()
            listed = max(listed, len(groups_of(views, team, changes(views, team, close, on))))
            changed.append((time.process_time() - began) * 1000)
    return {
        "account": spread(accounts), "trial_balance": spread(whole),
        "what_changed": spread(changed) | {"most_listed": listed},
    }  # fmt: skip


def _close(chance: random.Random, last: int) -> tuple[int, str]:
    """A month with the position of its close, ten days after its end."""
    month = FIRST.replace(year=FIRST.year + chance.randrange(5), month=chance.randint(1, 12))
    end = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    known = last * min((end - FIRST).days + 10, DAYS - 1) // DAYS
    return known, end.isoformat()


def _pages(house: Any) -> dict[str, Any]:
    """The pages of money, and what closing a month costs, its report included."""
    closing, last = settle(house), house.workspace.position()

    def asked(chance: random.Random) -> str:
        close, on = _close(chance, last)
        return f"on={on}&from={close}"

    return {"closing_a_month": spread(closing), **pages(house, asked)}


def _posting(few: Any, many: Any) -> dict[str, Any]:
    """CPU of an entry that one proposes and another approves, in short and in long books, a few in turn."""
    costs: dict[str, list[float]] = {"short": [], "long": []}
    number = 1
    for _ in range(POSTED // _IN_TURN):
        for name, house in (("short", few), ("long", many)):
            for _ in range(_IN_TURN):
                number += 1
                began = time.process_time()
                post(house, number)
                house.engine.catch_up()
                costs[name].append((time.process_time() - began) * 1000)
    short, long = (statistics.median(costs[name]) for name in ("short", "long"))
    return {
        "short_books_cpu_ms": round(short, 3), "long_books_cpu_ms": round(long, 3), "ratio": round(long / short, 2),
    }  # fmt: skip


def _ms(asked: Callable[[], object]) -> float:
    began = time.process_time()
    asked()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if sys.argv[1:] else 1_000_000), indent=2))
