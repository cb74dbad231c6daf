"""Look at the books: balances as known at any moment, what changed between two, and files for others to check with."""

from __future__ import annotations

import click


@click.group(short_help=__doc__)
def finance() -> None:
    """Look at the books, as known now or at any earlier moment.

    Amounts are integer cents in JSON, debit above nothing; text has euros with the cents behind them. Residents' money
    is told only to who may see it, and each such look is written to the access log first.
    """


def register(group: click.Group) -> None:
    """Add `finance`."""
    from web.commands import _finance_audit, _finance_changes, _finance_files, _finance_show

    for part in (_finance_show, _finance_changes, _finance_files, _finance_audit):
        for command in part.COMMANDS:
            finance.add_command(command)
    group.add_command(finance)
