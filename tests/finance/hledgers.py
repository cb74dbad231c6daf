"""What hledger says is on every account of a journal."""

from __future__ import annotations

import csv
import io
import subprocess
from decimal import Decimal
from pathlib import Path


def hledger_balances(hledger: str, journal: Path, *options: str) -> dict[str, int]:
    """Cents by the code of the account, as hledger adds them up; its own complaint when it refuses the file."""
    done = subprocess.run(
        [hledger, "-f", str(journal), "balance", "--flat", "--empty", "--no-total", "-O", "csv", *options],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = csv.DictReader(io.StringIO(done.stdout))
    return {row["account"].rpartition(":")[2].partition(" ")[0]: _cents(row["balance"]) for row in rows}


def _cents(text: str) -> int:
    number = text.removesuffix(" EUR").strip()
    return int(Decimal(number) * 100) if number else 0
