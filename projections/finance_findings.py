"""What the checks of the books find in a team's money, at the moment of the connection: one finding for what fails.

A check is a function of `Looked`; `CHECKS` names them in the order in which they are told. A part of finance adds its
own with `check`. Of residents' money a finding says only that something is wrong, never how much or whose.

The 18 checks of the method, each with what is found when it fails; other modules add theirs:

| check | finding | or why it cannot fail where it is looked at |
|---|---|---|
| 1 | unbalanced | cents are whole numbers: a fact with another amount cannot be read |
| 2 | inexact_reversal | that an entry stays as it was, and is taken back once, is the log's own rule: `verify` |
| 3 | late, while_closed | |
| 4 | reopened, reopening_over | that two agreed, with a reason and an end, is asked of the one fact that reopens |
| 5 | report_missing, report_differs | |
| 6 | own_approval, own_claim | |
| 7 | otherwise | |
| 8 | beyond_mandate | that halves count together is judged at the act, on what was bought until then |
| 9 | statement_differs, statement_none, statement_old | a statement with a gap, or there already, is not taken |
| 10 | suspense | |
| 11 | cash_below, cash_above, cash_uncounted | |
| 12 | no_receipt, no_invoice, twice, same_photo | |
| 13 | order_differs, order_not_restored | |
| 14 | version_missing | |
| 15 | cards_differ | the audit file adds itself up, and is not written when it differs |
| 16 | | reading every fact again is no work for a page: `rebuild` makes the tables anew from the facts |
| 17 | unexplained | |
| 18 | residents_differ | a look that cannot be written to the access log is no look: the page is not shown |
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from domain.kernel import Id
from projections.finance_balances import Balance, trial_balance
from projections.finance_changes import reopened
from projections.finance_overview import STALE_AFTER, AccountRow, accounts
from projections.tables import TABLES

SEVERITIES = ("refused", "warned", "noted")
"""The books are wrong; somebody must do something; good to know."""
_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: `cents` or `many` is the value, `day` since when, `place` and `key` where it is looked at."""

    check: int
    """Its number among the checks of the method."""
    rule: str
    severity: str
    day: str = ""
    cents: int | None = None
    many: int | None = None
    account: str = ""
    place: str = ""
    """`account`, `entry`, `period`, `claim`, `order`, `count`, `bank` or nothing."""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """The books of a team as they are looked at."""

    views: sqlite3.Connection
    team: Id
    day: str
    chart: dict[str, AccountRow]
    balances: list[Balance]
    at: Callable[[int], AbstractContextManager[sqlite3.Connection]] | None = None
    """The views as known at a position, for checks that make something again."""

    @property
    def year_ago(self) -> str:
        """The first day that lists look at."""
        return (date.fromisoformat(self.day) - _YEAR).isoformat()

    @property
    def stale(self) -> str:
        """What was last seen before this day is old."""
        return (date.fromisoformat(self.day) - STALE_AFTER).isoformat()

    def used(self, *uses: str) -> list[tuple[AccountRow, int]]:
        """The accounts of these uses with what is on them, but residents' ones."""
        cents = {one.account: one.cents for one in self.balances}
        return [
            (one, cents[one.account])
            for one in self.chart.values()
            if one.use in uses and one.account in cents and one.fund != "residents"
        ]


class Check(NamedTuple):
    """A check of the method, by its number and its name here, with the tables that it reads."""

    number: int
    rule: str
    find: Callable[[Looked], Iterable[Finding]]
    tables: tuple[str, ...]


CHECKS: list[Check] = []


def check(
    number: int, rule: str, *tables: str
) -> Callable[[Callable[[Looked], Iterable[Finding]]], Callable[[Looked], Iterable[Finding]]]:
    """Let a function be a check; it is done where its tables are kept."""

    def register(find: Callable[[Looked], Iterable[Finding]]) -> Callable[[Looked], Iterable[Finding]]:
        CHECKS.append(Check(number, rule, find, tables))
        CHECKS.sort(key=lambda one: one[:2])
        return find

    return register


def checks() -> list[Check]:
    """The checks that can be judged here."""
    return [one for one in CHECKS if all(table in TABLES for table in one.tables)]


def findings_of(
    views: sqlite3.Connection,
    team: Id,
    day: str,
    at: Callable[[int], AbstractContextManager[sqlite3.Connection]] | None = None,
) -> list[Finding]:
    """Everything that the checks find in a team's books on a day, the worst first."""
    looked = Looked(views, team, day, accounts(views), trial_balance(views, team), at)
    found = [finding for one in checks() for finding in one.find(looked)]
    return sorted(found, key=lambda f: (SEVERITIES.index(f.severity), f.check, f.rule, f.day, f.key))


@check(1, "unbalanced")
def unbalanced(looked: Looked) -> Iterable[Finding]:
    """Each fund sums to nothing; if not, the entries that do not."""
    funds: dict[str, int] = {}
    for one in looked.balances:
        funds[one.fund] = funds.get(one.fund, 0) + one.cents
    wrong = sorted(fund for fund, left in funds.items() if left)
    for fund in wrong:
        rows = looked.views.execute(
            "SELECT e.entry, e.value_date, sum(p.cents) FROM finance_posting p JOIN finance_entry e USING (position) "
            "WHERE p.team = ? AND p.fund = ? GROUP BY p.position HAVING sum(p.cents) != 0 LIMIT 100",
            (looked.team, fund),
        )
        for entry, day, cents in rows:
            shown = fund != "residents"
            yield Finding(
                1, "unbalanced", "refused", day, cents if shown else None, place="entry" if shown else "",
                key=entry if shown else "",
            )  # fmt: skip


@check(2, "inexact_reversal")
def inexact_reversals(looked: Looked) -> Iterable[Finding]:
    """What was taken back and what took it back sum to nothing on each account."""
    rows = looked.views.execute(
        "SELECT e.entry, e.value_date FROM finance_entry e WHERE e.entry IN ("
        "SELECT r.reversal FROM finance_reversal r JOIN finance_entry a ON a.entry = r.entry "
        "JOIN finance_entry b ON b.entry = r.reversal JOIN finance_posting p ON p.position IN (a.position, b.position) "
        "WHERE r.team = ? AND p.fund != 'residents' GROUP BY r.position, p.account, p.resident "
        "HAVING sum(p.cents) != 0) ORDER BY e.position",
        (looked.team,),
    )
    for entry, day in dict.fromkeys((row[0], row[1]) for row in rows):
        yield Finding(2, "inexact_reversal", "refused", day, place="entry", key=entry)


@check(3, "late")
def late(looked: Looked) -> Iterable[Finding]:
    """What was posted in a later period than that of its value date, by period, of the last year."""
    rows = looked.views.execute(
        "SELECT period, count(*), min(value_date) FROM finance_entry WHERE team = ? AND period >= ? AND late = 1 "
        "AND fund != 'residents' GROUP BY period ORDER BY period",
        (looked.team, looked.year_ago[:7]),
    )
    for period, many, day in rows:
        yield Finding(3, "late", "noted", day, many=many, place="period", key=period)


@check(4, "reopened")
def posted_meanwhile(looked: Looked) -> Iterable[Finding]:
    """What was posted in a period while it stood open again."""
    for period, many in meanwhile(looked.views, looked.team).items():
        day = min(one.value_date for one in many)
        yield Finding(4, "reopened", "noted", day, many=len(many), place="period", key=period)


class Meanwhile(NamedTuple):
    """An entry that was posted while its period stood open again; the text is packed and sealed."""

    position: int
    entry: Id
    value_date: str
    kind: str
    text: str | None
    by: Id
    cents: int


def meanwhile(views: sqlite3.Connection, team: Id, period: str = "") -> dict[str, list[Meanwhile]]:
    """By period what was posted in it while it stood open again, without residents' money."""
    found: dict[str, list[Meanwhile]] = {}
    for one in reopened(views, team):
        if period in ("", one.period):
            rows = views.execute(
                "SELECT e.position, e.entry, e.value_date, e.kind, e.text, e.by, "
                "(SELECT sum(p.cents) FROM finance_posting p WHERE p.position = e.position AND p.cents > 0) "
                "FROM finance_entry e WHERE e.team = ? AND e.period = ? AND e.position > ? AND e.position <= ? "
                "AND e.fund != 'residents' ORDER BY e.position",
                (team, one.period, one.since, one.until),
            )
            found.setdefault(one.period, []).extend(Meanwhile(*row) for row in rows)
    return {period: entries for period, entries in found.items() if entries}


@check(6, "own_approval")
def own_approvals(looked: Looked) -> Iterable[Finding]:
    """An entry that whoever proposed it approved, also on behalf of each other."""
    rows = looked.views.execute(
        "SELECT p.value_date, e.entry FROM finance_proposal p JOIN finance_entry e "
        "ON e.source = 'proposal:' || p.proposal WHERE p.team = ? AND p.state = 'approved' AND p.fund != 'residents' "
        "AND EXISTS (SELECT 1 FROM json_each(p.askers) a JOIN json_each(p.deciders) d ON d.value = a.value)",
        (looked.team,),
    )
    for day, entry in rows:
        yield Finding(6, "own_approval", "refused", day, place="entry", key=entry)


@check(6, "own_claim", "finance_claim")
def own_claims(looked: Looked) -> Iterable[Finding]:
    """A claim that whoever asked it approved or paid, also on behalf of each other."""
    rows = looked.views.execute(
        "SELECT day, claim, cents FROM finance_claim WHERE team = ? AND fund != 'residents' "
        "AND state IN ('approved', 'listed', 'paid') AND EXISTS (SELECT 1 FROM json_each(askers) a "
        "WHERE a.value IN (SELECT value FROM json_each(deciders) UNION ALL SELECT value FROM json_each(payers)))",
        (looked.team,),
    )
    for day, claim, cents in rows:
        yield Finding(6, "own_claim", "refused", day, cents, place="claim", key=claim)


@check(10, "suspense")
def suspense(looked: Looked) -> Iterable[Finding]:
    """Money that is still to be explained."""
    for account, cents in looked.used("suspense"):
        if cents:
            day = open_from(looked.views, looked.team, account.account)
            yield Finding(10, "suspense", "warned", day, cents, account=account.account, place="account",
                          key=account.account)  # fmt: skip


def open_from(views: sqlite3.Connection, team: Id, account: str) -> str:
    """The value date since which an account has not stood at nothing."""
    total, first = 0, ""
    for day, cents in by_day(views, team, account):
        first = day if total == 0 else first
        total += cents
    return first


def by_day(views: sqlite3.Connection, team: Id, account: str) -> list[tuple[str, int]]:
    """What moved on an account, by value date."""
    rows = views.execute(
        "SELECT value_date, sum(cents) FROM finance_posting WHERE team = ? AND account = ? GROUP BY value_date "
        "ORDER BY value_date",
        (team, account),
    )
    return [(day, cents) for day, cents in rows]


@check(18, "residents_differ")
def residents_differ(looked: Looked) -> Iterable[Finding]:
    """What belongs to residents is not what lies in their bank and cash; how much is told on their own pages."""
    uses = {"resident": 0, "held": 0}
    for one in looked.balances:
        if one.fund == "residents":
            use = looked.chart[one.account].use
            uses["resident" if use == "resident" else "held"] += one.cents if use in ("resident", "bank", "cash") else 0
    if uses["resident"] + uses["held"]:
        yield Finding(18, "residents_differ", "refused")


import projections.finance_findings_cards  # noqa: E402, F401  the check of every card
import projections.finance_findings_closing  # noqa: E402, F401  the checks of closing
import projections.finance_findings_held  # noqa: E402, F401  the checks of cash, the bank and claims
import projections.finance_findings_kept  # noqa: E402, F401  the checks of what was agreed
