"""The same books in the journals of ledger, hledger and beancount, and what those tools cost to read them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson

from bench.ledger_books import AFTER, EXPENSES, FIRST, TEAMS
from domain.finance.ledger import Entry
from domain.workspace import Workspace
from web.finance_journal import amount

TOOLS = {
    "hledger": ("hledger", "-f", "{file}", "balance", "--flat"),
    "ledger": ("ledger", "-f", "{file}", "balance", "--flat"),
    "beancount": ("bean-check", "--no-cache", "{file}"),
}
"""By name: the command. It reads the journal and adds everything up; what must come out stands at the journal's end,
so that it complains, and exits with an error, when it finds anything else."""
_ROOTS = {"10": "Assets", "16": "Liabilities", "43": "Expenses", "80": "Income"}

# A program's peak counts that of whoever started it: so a small one does.
_SPENT = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""

Balances = Mapping[str, Mapping[str, int]]


def found(wanted: str) -> Iterator[tuple[str, str | None]]:
    """Each tool that is wanted, with its program; None when it is not installed."""
    for name in filter(None, (part.strip() for part in wanted.split(","))):
        program = TOOLS[name][0] if name in TOOLS else name
        beside = Path(sys.executable).with_name(program)
        yield name, shutil.which(program) or (str(beside) if beside.exists() else None)


def measured(name: str, program: str, file: Path) -> dict[str, Any]:
    """CPU seconds and peak of a tool that reads a journal; raises when it does not agree with the balances in it."""
    command = [program, *(part.format(file=file) for part in TOOLS[name][1:])]
    return spent(command)


def spent(command: list[str]) -> dict[str, Any]:
    """CPU seconds and the peak in MB of a program that must succeed; raises RuntimeError with its complaint."""
    done = subprocess.run([sys.executable, "-I", "-S", "-c", _SPENT, *command], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr[-500:]}")
    cpu, peak = done.stdout.split()
    return {"cpu_s": round(float(cpu), 2), "peak_mb": int(peak) // 1024}


def write_journal(name: str, data: Path, file: Path, balances: Balances) -> None:
    """The plainest journal that holds these books: no comments, no names."""
    lines = _beancount(data, balances) if name == "beancount" else _ledger(data, balances)
    with file.open("w", encoding="utf-8") as out:
        out.writelines(lines)


def _entries(data: Path) -> Iterator[tuple[int, Any]]:
    workspace, position = Workspace(data), 0
    while page := workspace.rows(position, 5_000):
        position = page[-1][0]
        yield from ((row[0], orjson.loads(row[4])) for row in page if row[3] == Entry.EntryPosted.TOPIC)
    workspace.close()


def _ledger(data: Path, balances: Balances) -> Iterator[str]:
    for position, fact in _entries(data):
        number = TEAMS.index(fact["team"])
        postings = "".join(f"    team{number}:{code}  {amount(cents)}\n" for code, cents, _ in fact["lines"])
        yield f"{fact['value_date']} * ({position})\n{postings}\n"
    yield f"{AFTER.date()} * balances\n"
    for team, held in balances.items():
        for code, cents in held.items():
            yield f"    team{TEAMS.index(team)}:{code}  {amount(0)} = {amount(cents)}\n"


def _beancount(data: Path, balances: Balances) -> Iterator[str]:
    for number in range(len(TEAMS)):
        for code in ("1010", "1600", "8000", *EXPENSES):
            yield f"{FIRST} open {_name(number, code)} EUR\n"
    for position, fact in _entries(data):
        number = TEAMS.index(fact["team"])
        postings = "".join(f"  {_name(number, code)}  {amount(cents)}\n" for code, cents, _ in fact["lines"])
        yield f'{fact["value_date"]} * "{position}"\n{postings}\n'
    day: date = AFTER.date() + timedelta(days=1)
    for team, held in balances.items():
        for code, cents in held.items():
            yield f"{day} balance {_name(TEAMS.index(team), code)}  {amount(cents)}\n"


def _name(number: int, code: str) -> str:
    return f"{_ROOTS[code[:2]]}:Team{number}:{code}"
