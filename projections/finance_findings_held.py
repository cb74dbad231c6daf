"""The checks on where the money lies: cash boxes, bank accounts, and receipts of claims."""

from __future__ import annotations

from collections.abc import Iterable

from projections.finance_balances import LAST_DAY, balance
from projections.finance_findings import Finding, Looked, by_day, check


@check(9, "statement_differs", "finance_bank_account")
def statements_differ(looked: Looked) -> Iterable[Finding]:
    """The books say something else than the last statement: whatever its value date, the bank booked it by then."""
    for account, closing, day in _banks(looked):
        cents = balance(looked.views, looked.team, account, LAST_DAY) - closing
        if cents:
            yield Finding(9, "statement_differs", "warned", day, cents, account=account, place="account", key=account)


@check(9, "statement_old", "finance_bank_account")
def statements_old(looked: Looked) -> Iterable[Finding]:
    """No statement came for weeks."""
    for account, _closing, day in _banks(looked):
        if day < looked.stale:
            yield Finding(9, "statement_old", "warned", day, account=account, place="bank", key=account)


def _banks(looked: Looked) -> list[tuple[str, int, str]]:
    """Account, closing balance and its day of each bank account that took a statement."""
    rows = looked.views.execute(
        "SELECT account, closing, closing_on FROM finance_bank_account WHERE team = ? AND closed = 0 "
        "AND closing_on IS NOT NULL AND fund != 'residents' ORDER BY account",
        (looked.team,),
    )
    return [(account, closing, day) for account, closing, day in rows]


@check(11, "cash_below")
def cash_below(looked: Looked) -> Iterable[Finding]:
    """A cash box in which there was less than nothing at the end of a day."""
    for account, _cents in looked.used("cash"):
        total = 0
        for day, cents in by_day(looked.views, looked.team, account.account):
            total += cents
            if total < 0:
                yield Finding(11, "cash_below", "refused", day, total, account=account.account, place="account",
                              key=account.account)  # fmt: skip
                break


@check(11, "cash_above", "finance_cashbox")
def cash_above(looked: Looked) -> Iterable[Finding]:
    """More lies in a cash box than was agreed."""
    limits = dict(
        looked.views.execute(
            "SELECT account, most FROM finance_cashbox WHERE team = ? AND most IS NOT NULL", (looked.team,)
        ).fetchall()
    )
    for account, cents in looked.used("cash"):
        above = cents - limits.get(account.account, cents)
        if above > 0:
            total, since = 0, ""
            for day, moved in by_day(looked.views, looked.team, account.account):
                over = total > limits[account.account]
                total += moved
                if total > limits[account.account] and not over:
                    since = day
            yield Finding(11, "cash_above", "warned", since, above, account=account.account, place="cash",
                          key=account.account)  # fmt: skip


@check(11, "cash_uncounted", "finance_count")
def cash_uncounted(looked: Looked) -> Iterable[Finding]:
    """A cash box that money moved in, and that two people have not counted for weeks."""
    counted = dict(
        looked.views.execute(
            "SELECT account, max(day) FROM finance_count WHERE team = ? AND state = 'signed' GROUP BY account",
            (looked.team,),
        ).fetchall()
    )
    for account, _cents in looked.used("cash"):
        last = counted.get(account.account)
        since = last or next(iter(by_day(looked.views, looked.team, account.account)), ("", 0))[0]
        if since < looked.stale:
            yield Finding(11, "cash_uncounted", "warned", since, account=account.account, place="cash",
                          key=account.account)  # fmt: skip


@check(12, "no_receipt", "finance_claim")
def no_receipts(looked: Looked) -> Iterable[Finding]:
    """A claim without a receipt and without a reason why there is none."""
    rows = looked.views.execute(
        "SELECT day, claim, cents FROM finance_claim WHERE team = ? AND fund != 'residents' "
        "AND state NOT IN ('declined', 'withdrawn') AND receipt IS NULL AND missing IS NULL",
        (looked.team,),
    )
    for day, claim, cents in rows:
        yield Finding(12, "no_receipt", "warned", day, cents, place="claim", key=claim)


@check(12, "twice", "finance_claim")
def claimed_twice(looked: Looked) -> Iterable[Finding]:
    """The same supplier, number and amount in more than one claim."""
    rows = looked.views.execute(
        "SELECT max(day), max(claim), cents, count(*) FROM finance_claim WHERE team = ? AND fund != 'residents' "
        "AND state NOT IN ('declined', 'withdrawn') AND number IS NOT NULL GROUP BY same, cents HAVING count(*) > 1",
        (looked.team,),
    )
    for day, claim, cents, many in rows:
        yield Finding(12, "twice", "warned", day, cents, many, place="claim", key=claim)
