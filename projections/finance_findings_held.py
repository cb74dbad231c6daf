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
    """A cash box that money moved in, and that two people have not counted for weeks; not one that is gone."""
    counted = dict(
        looked.views.execute(
            "SELECT account, max(day) FROM finance_count WHERE team = ? AND state = 'signed' GROUP BY account",
            (looked.team,),
        ).fetchall()
    )
    for account, cents in looked.used("cash"):
        if account.closed and not cents:
            continue
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


_BILLS = (
    "SELECT 'claim' place, claim key, day, cents, same, receipt FROM finance_claim WHERE team = :team "
    "AND fund != 'residents' AND state NOT IN ('declined', 'withdrawn') AND {of_claim} "
    "UNION ALL SELECT 'order', u.commitment, e.value_date, u.cents, u.same, e.document FROM finance_commitment_use u "
    "CROSS JOIN finance_entry e ON e.entry = u.entry WHERE +e.team = :team AND {of_invoice}"
)
_NUMBERED = _BILLS.format(of_claim="number IS NOT NULL", of_invoice="u.same IS NOT NULL")
_PICTURED = (
    _BILLS.format(of_claim="receipt IS NOT NULL", of_invoice="e.document IS NOT NULL")
    + " UNION ALL SELECT 'entry', e.entry, e.value_date, 0, '', e.document FROM finance_entry e "
    "WHERE +e.team = :team AND e.source >= 'spent:' AND e.source < 'spent;' AND e.document IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM finance_reversal r WHERE r.entry = e.entry)"
)
_MORE_THAN_ONCE = (
    "SELECT day, place, key, cents, many FROM (SELECT *, count(*) OVER (PARTITION BY {same}) many, "
    "row_number() OVER (PARTITION BY {same} ORDER BY day DESC, key DESC) nth FROM ({bills})) WHERE many > 1 AND nth = 1"
)


@check(12, "no_invoice", "finance_commitment")
def no_invoices(looked: Looked) -> Iterable[Finding]:
    """An invoice of an order without a picture and without a reason why there is none."""
    rows = looked.views.execute(
        "SELECT e.value_date, u.commitment, u.cents FROM finance_commitment_use u CROSS JOIN finance_entry e "
        "ON e.entry = u.entry WHERE +e.team = ? AND e.document IS NULL AND u.missing IS NULL ORDER BY u.position",
        (looked.team,),
    )
    for day, order, cents in rows:
        yield Finding(12, "no_invoice", "warned", day, cents, place="order", key=order)


@check(12, "twice", "finance_claim", "finance_commitment")
def billed_twice(looked: Looked) -> Iterable[Finding]:
    """The same supplier, number and amount in more than one claim or invoice."""
    for day, place, key, cents, many in looked.views.execute(
        _MORE_THAN_ONCE.format(same="same, cents", bills=_NUMBERED), {"team": looked.team}
    ):
        yield Finding(12, "twice", "warned", day, cents, many, place=place, key=key)


@check(12, "same_photo", "finance_claim", "finance_commitment")
def pictured_twice(looked: Looked) -> Iterable[Finding]:
    """The very same photo with more than one claim, invoice or purchase from a cash box."""
    for day, place, key, _cents, many in looked.views.execute(
        _MORE_THAN_ONCE.format(same="receipt", bills=_PICTURED), {"team": looked.team}
    ):
        yield Finding(12, "same_photo", "warned", day, many=many, place=place, key=key)
