"""Look at the books: balances as known at any moment, what changed between two, and files for others to check with."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click


@click.group(short_help=__doc__)
def finance() -> None:
    """Look at the books, as known now or at any earlier moment.

    In JSON amounts are integer cents, debit above nothing, and days are as 2026-02-28; text has euros with the cents
    behind them, and days in words. Residents' money is told only to who may see it, and each such look is written to
    the access log first.
    """


def register(group: click.Group) -> None:
    """Add `finance`, with the commands of every `_finance_*.py` beside this file."""
    for file in sorted(Path(__file__).parent.glob("_finance_*.py")):
        for command in getattr(import_module(f"web.commands.{file.stem}"), "COMMANDS", ()):
            finance.add_command(command)
    group.add_command(finance)
