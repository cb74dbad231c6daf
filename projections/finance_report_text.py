"""The report of a close: lines of codes and whole cents, made only from the views at a position, the same for ever.

It holds no name and no word of any language: what accounts were called then is shown beside it, from the same moment.
Residents' money is not in it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from domain.finance.ledger import FUNDS
from domain.finance.ledger.period import next_period
from domain.kernel import Id
from projections.finance_balances import trial_balance
from projections.finance_findings import meanwhile

Sections = dict[str, list[list[str]]]
_HEADS = {
    "balance": ("fund", "account", "debit", "credit", "balance"),
    "cards": ("fund", "account", "before", "debit", "credit", "after", "lines"),
    "late": ("position", "entry", "value_date", "kind", "account", "cents"),
    "later-books": ("position", "entry", "value_date", "period", "account", "cents"),
    "reopened": ("position", "entry", "value_date", "kind", "cents"),
}
# Two passes: one over every posting with nothing to judge of it, and one over what the period itself took.
_CARDS = (
    "SELECT a.fund, s.account, s.cents FROM (SELECT account, sum(cents) AS cents FROM finance_posting "
    "WHERE team = :team AND period <= :period GROUP BY account) s JOIN finance_account a ON a.account = s.account "
    "WHERE a.fund != 'residents'"
)
_IN_PERIOD = (
    "SELECT p.account, sum(max(p.cents, 0)), sum(max(-p.cents, 0)), count(*) FROM finance_entry e "
    "JOIN finance_posting p USING (position) WHERE e.team = :team AND e.period = :period AND e.fund != 'residents' "
    "GROUP BY p.account"
)
_LATE = (
    "SELECT e.position, e.entry, e.value_date, e.kind, p.account, p.cents FROM finance_entry e "
    "JOIN finance_posting p USING (position) WHERE e.team = :team AND e.period = :period AND e.late = 1 "
    "AND e.fund != 'residents' ORDER BY e.position, p.line"
)
_LATER_BOOKS = (
    "SELECT e.position, e.entry, e.value_date, e.period, p.account, p.cents FROM finance_entry e "
    "JOIN finance_posting p USING (position) WHERE e.team = :team AND e.late = 1 AND e.period > :period "
    "AND e.value_date < :after AND e.fund != 'residents' ORDER BY e.position, p.line"
)


def closing_report(views: sqlite3.Connection, team: Id, period: str, known: int) -> bytes:
    """The report of a team's period, from the views as known at `known`."""
    asked = {"team": team, "period": period, "after": f"{next_period(period)}-01"}
    balances = [
        (one.fund, one.account, one.debit, one.credit, one.cents)
        for one in trial_balance(views, team, f"{period}-31")
        if one.fund != "residents"
    ]
    again = [
        (one.position, one.entry, one.value_date, one.kind, one.cents)
        for one in meanwhile(views, team, period).get(period, [])
    ]
    sections: dict[str, Iterable[Iterable[object]]] = {
        "balance": balances,
        "cards": _cards(views, asked),
        "late": views.execute(_LATE, asked),
        "later-books": views.execute(_LATER_BOOKS, asked),
        "reopened": again,
    }
    lines = ["driehoek report;1", "kind;close", f"team;{team}", f"period;{period}", f"known;{known}"]
    for name, rows in sections.items():
        lines += [f"section;{name}", ";".join(_HEADS[name]), *(";".join(map(str, row)) for row in rows)]
    return "".join(f"{line}\n" for line in (*lines, f"end;{len(lines)}")).encode("ascii")


def _cards(views: sqlite3.Connection, asked: dict[str, str]) -> list[tuple[object, ...]]:
    """Of each account what was on it before the period, what the period took, and what is on it after."""
    moved = {account: tuple(sums) for account, *sums in views.execute(_IN_PERIOD, asked)}
    rows = sorted(views.execute(_CARDS, asked), key=lambda row: (FUNDS.index(row[0]), row[1]))
    found: list[tuple[object, ...]] = []
    for fund, account, after in rows:
        debit, credit, lines = moved.get(account, (0, 0, 0))
        found.append((fund, account, after - debit + credit, debit, credit, after, lines))
    return found


def sections_of(report: bytes) -> Sections:
    """The rows of each section of a report, without their heads."""
    found: Sections = {}
    rows: list[list[str]] = []
    for line in report.decode("ascii").splitlines():
        cells = line.split(";")
        if cells[0] == "section":
            rows = found.setdefault(cells[1], [])
        elif cells[0] != "end" and not (found and tuple(cells) in _HEADS.values()):
            rows.append(cells)
    return found
