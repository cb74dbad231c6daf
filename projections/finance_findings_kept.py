"""The checks on what was agreed: periods, proposals, mandates, orders, budgets, and what changed since a close.

The commands keep all of this already; a finding means that what is shown is not what was recorded, or that a record was
made around the commands.
"""

from __future__ import annotations

from collections.abc import Iterable

from projections.finance_balances import trial_balance
from projections.finance_findings import Finding, Looked, check
from projections.finance_replay import closes, moved

_WHILE_CLOSED = (
    "SELECT e.entry, e.value_date FROM finance_period_history h CROSS JOIN finance_entry e ON e.team = h.team "
    "AND e.period = h.period AND e.position > h.since AND e.position <= h.until WHERE h.team = ? AND "
    "e.fund != 'residents' AND (h.state = 'closed' OR (h.state = 'reopened' AND substr(e.moment, 1, 16) > "
    "substr(h.open_until, 1, 16))) LIMIT 100"
)
_OTHERWISE = (
    "SELECT e.entry, e.value_date FROM finance_proposal p JOIN finance_entry e ON e.source = 'proposal:' || p.proposal "
    "WHERE p.team = ? AND p.state = 'approved' AND e.value_date >= ? AND p.fund != 'residents' "
    "AND (p.value_date != e.value_date OR p.fund != e.fund OR json_array_length(p.lines) != "
    "(SELECT count(*) FROM finance_posting q WHERE q.position = e.position) "
    "OR EXISTS (SELECT 1 FROM json_each(p.lines) j LEFT JOIN finance_posting q ON q.position = e.position "
    "AND q.line = j.key WHERE q.account IS NOT json_extract(j.value, '$[0]') "
    "OR q.cents IS NOT json_extract(j.value, '$[1]')))"
)
_SPENT = (
    "SELECT m.mandate, m.per_act, m.per_period, m.first, m.last, u.act, u.cents, u.day, "
    "sum(u.cents) OVER (PARTITION BY m.mandate, substr(u.day, 1, CASE m.per WHEN 'month' THEN 7 ELSE 4 END)) "
    "FROM mandates_mandate m JOIN mandates_use u ON u.mandate = m.mandate WHERE m.team = ? ORDER BY u.day, u.act"
)
_SPENT_ON = (
    "SELECT 'claim', claim FROM finance_claim WHERE entry = ? "
    "UNION ALL SELECT 'order', commitment FROM finance_commitment_use WHERE entry = ?"
)
_FALLEN = (
    "SELECT c.commitment, c.account, c.consumed, c.cents - c.consumed - c.released, "
    "(SELECT coalesce(sum(u.cents), 0) FROM finance_commitment_use u WHERE u.commitment = c.commitment), "
    "(SELECT coalesce(sum(p.cents), 0) FROM finance_commitment_use u JOIN finance_entry e ON e.entry = u.entry "
    "JOIN finance_posting p ON p.position = e.position AND p.account = c.account WHERE u.commitment = c.commitment) "
    "FROM finance_commitment c WHERE c.team = ? AND c.fund != 'residents' ORDER BY c.commitment"
)
_STILL_FALLEN = (
    "SELECT u.commitment, r.reversal, e.value_date, u.cents FROM finance_commitment c "
    "JOIN finance_commitment_use u ON u.commitment = c.commitment JOIN finance_reversal r ON r.entry = u.entry "
    "JOIN finance_entry e ON e.entry = r.reversal WHERE c.team = ? AND c.fund != 'residents' ORDER BY e.value_date"
)
_VERSIONS = (
    "SELECT b.year, b.version, (SELECT count(*) FROM finance_budget_version v WHERE v.team = b.team "
    "AND v.fund = b.fund AND v.year = b.year AND v.version BETWEEN 1 AND b.version) FROM finance_budget b "
    "WHERE b.team = ? ORDER BY b.year"
)


@check(3, "while_closed")
def posted_while_closed(looked: Looked) -> Iterable[Finding]:
    """An entry in a period that took none at its position."""
    for entry, day in looked.views.execute(_WHILE_CLOSED, (looked.team,)):
        yield Finding(3, "while_closed", "refused", day, place="entry", key=entry)


@check(7, "otherwise")
def posted_otherwise(looked: Looked) -> Iterable[Finding]:
    """An entry of the last year that is not what was approved."""
    for entry, day in looked.views.execute(_OTHERWISE, (looked.team, looked.year_ago)):
        yield Finding(7, "otherwise", "refused", day, place="entry", key=entry)


@check(8, "beyond_mandate", "mandates_use", "finance_claim", "finance_commitment")
def beyond_mandates(looked: Looked) -> Iterable[Finding]:
    """A claim, or an invoice of an order, that was taken above its mandate or outside its days."""
    for _mandate, per_act, per_period, first, last, act, cents, day, in_period in looked.views.execute(
        _SPENT, (looked.team,)
    ):
        if cents > per_act or in_period > per_period or not first <= day <= last:
            place, key = looked.views.execute(_SPENT_ON, (act, act)).fetchone() or ("", "")
            yield Finding(8, "beyond_mandate", "refused", day, cents, place=place, key=key)


@check(13, "order_differs", "finance_commitment")
def orders_differ(looked: Looked) -> Iterable[Finding]:
    """An order that did not fall by exactly what was invoiced, or fell below nothing."""
    for order, account, consumed, left, taken, invoiced in looked.views.execute(_FALLEN, (looked.team,)):
        if not consumed == taken == invoiced or left < 0:
            yield Finding(13, "order_differs", "refused", cents=consumed - invoiced, account=account,
                          place="order", key=order)  # fmt: skip


@check(13, "order_not_restored", "finance_commitment")
def orders_not_restored(looked: Looked) -> Iterable[Finding]:
    """An order that still counts an invoice that was taken back."""
    for order, _reversal, day, cents in looked.views.execute(_STILL_FALLEN, (looked.team,)):
        yield Finding(13, "order_not_restored", "warned", day, cents, place="order", key=order)


@check(14, "version_missing", "finance_budget")
def versions_missing(looked: Looked) -> Iterable[Finding]:
    """A budget of which a version that was agreed is not there."""
    for year, version, there in looked.views.execute(_VERSIONS, (looked.team,)):
        if version != there:
            yield Finding(14, "version_missing", "refused", f"{year}-01-01", many=version - there, place="budget")


@check(17, "unexplained")
def unexplained(looked: Looked) -> Iterable[Finding]:
    """What changed since the last close does not explain the difference with what was known then."""
    last = max((known for _, known in closes(looked.views, looked.team)), default=None)
    if last is None or looked.at is None:
        return
    with looked.at(last) as before:
        cents = {one.account: one.cents for one in trial_balance(before, looked.team)}
    for account, came in moved(looked.views, looked.team, last).items():
        cents[account] = cents.get(account, 0) + came.cents
    for one in looked.balances:
        cents[one.account] = cents.get(one.account, 0) - one.cents
    for account in sorted(account for account, left in cents.items() if left):
        shown = looked.chart[account].fund != "residents"
        yield Finding(
            17, "unexplained", "refused", cents=-cents[account] if shown else None, account=account if shown else "",
            place="account" if shown else "", key=account if shown else "",
        )  # fmt: skip
