"""The checks on closing: a reopening that ran out, and a bank account that no statement was ever held against."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.kernel import AMSTERDAM, instant, parse_instant
from projections.finance_findings import Finding, Looked, check


@check(4, "reopening_over", "finance_period")
def reopenings_over(looked: Looked) -> Iterable[Finding]:
    """The time of a reopening was over before this day, and nobody closed the period again."""
    begins = parse_instant(instant(date.fromisoformat(looked.day), 0))
    rows = looked.views.execute(
        "SELECT period, open_until FROM finance_period WHERE team = ? AND state = 'reopened' ORDER BY period",
        (looked.team,),
    )
    for period, until in rows:
        if parse_instant(until) < begins:
            day = parse_instant(until).astimezone(AMSTERDAM).date().isoformat()
            yield Finding(4, "reopening_over", "warned", day, place="period", key=period)


@check(9, "statement_none", "finance_bank_account")
def statements_none(looked: Looked) -> Iterable[Finding]:
    """Money lies on a bank account that no number is linked to, or of which no statement came: nothing was compared.

    Not of one that was emptied and closed.
    """
    taken = {
        row[0]
        for row in looked.views.execute(
            "SELECT account FROM finance_bank_account WHERE team = ? AND closing_on IS NOT NULL", (looked.team,)
        )
    }
    for account, cents in looked.used("bank"):
        if account.account not in taken and not (account.closed and not cents):
            yield Finding(9, "statement_none", "warned", cents=cents, account=account.account, place="bank",
                          key=account.account)  # fmt: skip
