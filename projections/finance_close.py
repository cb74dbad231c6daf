"""What is still to be done before a month of a team's books can be closed, as the checklist tells it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from domain.finance.ledger.period import next_period, reopening_content
from domain.kernel import AMSTERDAM, Id, parse_instant
from projections.finance_balances import balance
from projections.finance_findings import findings_of
from projections.finance_overview import AccountRow, accounts
from projections.finance_suspense import in_suspense
from projections.tables import TABLES


class PeriodRow(NamedTuple):
    """A booking period: open, soft, closed, reopened (until an instant) or expired; `why` is packed and sealed.

    Expired: the time of the reopening is over, it takes nothing any more, and it waits to be closed again.
    """

    period: str
    state: str
    open_until: str | None
    closed_at: int | None
    asked_by: Id | None
    asked_until: str | None
    why: str | None

    @property
    def asked(self) -> str:
        """The hash of the reopening that was asked; nothing when nothing was."""
        return reopening_content(self.asked_until, self.why) if self.asked_until and self.why else ""


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the checklist: whether it is done, and whether closing is refused until it is."""

    name: str
    done: bool
    blocks: bool
    many: int = 0
    account: str = ""


def periods(views: sqlite3.Connection, team: Id, first: str, now: datetime) -> list[PeriodRow]:
    """The periods of the books up to the one that runs, the newest first; what was reopened stops by itself.

    Books that begin next month have that one already.
    """
    kept = {
        row["period"]: PeriodRow(*row)
        for row in views.execute(
            "SELECT period, state, open_until, closed_at, asked_by, asked_until, why FROM finance_period "
            "WHERE team = ?",
            (team,),
        )
    }
    found, period, last = [], first, max([now.astimezone(AMSTERDAM).strftime("%Y-%m"), first, *kept])
    while period <= last:
        row = kept.get(period, PeriodRow(period, "open", None, None, None, None, None))
        if row.state == "reopened" and row.open_until and parse_instant(row.open_until) < now:
            row = row._replace(state="expired")
        found.append(row)
        period = next_period(period)
    return found[::-1]


def reopenings_asked(views: sqlite3.Connection) -> list[tuple[Id, str]]:
    """The team and the period of each reopening that waits for a second person, the oldest period first."""
    rows = views.execute("SELECT team, period FROM finance_period WHERE asked_by IS NOT NULL ORDER BY period, team")
    return [(row["team"], row["period"]) for row in rows]


def first_open(rows: list[PeriodRow]) -> PeriodRow:
    """The oldest period that is to be closed next."""
    return next((row for row in reversed(rows) if row.state != "closed"), rows[0])


def checklist(views: sqlite3.Connection, team: Id, period: str, day: str) -> list[Step]:
    """What closing this period asks, filled in from the books."""
    after = f"{next_period(period)}-01"
    steps = [Step("over", day >= after, True), *_statements(views, team, after), *_suspense(views, team, period)]
    steps += _lines(views, team, period)
    steps.append(_waiting(views, team, after))
    steps += _cash(views, team, after)
    if "finance_claim" in TABLES:
        many = _count(
            views, "SELECT count(*) FROM finance_claim WHERE team = ? AND state = 'made' AND day < ? "
            "AND fund != 'residents'", team, after,
        )  # fmt: skip
        steps.append(Step("claims", not many, False, many))
    many = sum(one.severity == "refused" for one in findings_of(views, team, day))
    return [*steps, Step("findings", not many, False, many)]


def _statements(views: sqlite3.Connection, team: Id, after: str) -> list[Step]:
    if "finance_bank_account" not in TABLES:
        return []
    rows = views.execute(
        "SELECT account, closing_on FROM finance_bank_account WHERE team = ? AND closed = 0 AND fund != 'residents' "
        "ORDER BY account",
        (team,),
    )
    found = {code: bool(until) and until >= _last_day(after) for code, until in rows}
    steps = [Step("statements", done, False, account=code) for code, done in found.items()]
    for one in accounts(views).values():  # money lies there, and no number of a bank is linked to it
        if one.use == "bank" and one.fund != "residents" and one.account not in found:
            if _moved(views, team, one, after[:7]):
                steps.append(Step("unlinked", False, False, account=one.account))
    return steps


def _last_day(after: str) -> str:
    """The last day of the month before the first of one."""
    return datetime.fromordinal(datetime.fromisoformat(after).toordinal() - 1).date().isoformat()


def _suspense(views: sqlite3.Connection, team: Id, period: str) -> list[Step]:
    """Suspense is nothing in the books up to the period; of residents only whether."""
    steps = []
    for one in accounts(views).values():
        if one.use == "suspense":
            left = _count(
                views, "SELECT coalesce(sum(cents), 0) FROM finance_posting WHERE account = ? AND team = ? "
                "AND period <= ?", one.account, team, period,
            )  # fmt: skip
            shown = one.fund != "residents"
            if left or shown:
                steps.append(Step("suspense" if shown else "suspense_residents", not left, True,
                                  account=one.account if shown else ""))  # fmt: skip
    return steps


def _lines(views: sqlite3.Connection, team: Id, period: str) -> list[Step]:
    """Lines of the bank that are still open in the books up to the period; of residents only whether."""
    if "finance_line" not in TABLES:
        return []
    funds = [one.fund for one in in_suspense(views, team, period) if one.waits]
    many = sum(fund != "residents" for fund in funds)
    return [Step("lines", not many, True, many), *[Step("lines_residents", False, True)][: len(funds) - many]]


def _waiting(views: sqlite3.Connection, team: Id, after: str) -> Step:
    many = _count(
        views, "SELECT count(*) FROM finance_proposal WHERE team = ? AND state = 'proposed' AND value_date < ? "
        "AND fund != 'residents'", team, after,
    )  # fmt: skip
    return Step("proposals", not many, False, many)


def _cash(views: sqlite3.Connection, team: Id, after: str) -> list[Step]:
    """Each box that money moved in is counted on the last day or later, and signed."""
    steps = []
    for one in accounts(views).values():
        if one.use == "cash" and one.fund != "residents" and _moved(views, team, one, after[:7]):
            counted = _count(
                views, "SELECT count(*) FROM finance_count WHERE team = ? AND account = ? AND state = 'signed' "
                "AND day >= ?", team, one.account, _last_day(after),
            )  # fmt: skip
            steps.append(Step("cash", bool(counted), False, account=one.account))
    return steps


def _moved(views: sqlite3.Connection, team: Id, account: AccountRow, month: str) -> bool:
    """Whether money moved on an account before a month; not when it was emptied and closed since."""
    moved = "SELECT count(*) FROM finance_month WHERE team = ? AND account = ? AND month < ?"
    gone = account.closed and not balance(views, team, account.account)
    return not gone and bool(_count(views, moved, team, account.account, month))


def _count(views: sqlite3.Connection, query: str, *values: object) -> int:
    return int(views.execute(query, values).fetchone()[0])


def years_to_carry(views: sqlite3.Connection, team: Id, rows: list[PeriodRow]) -> list[int]:
    """The years of which every period is closed, the newest first."""
    closed = {row.period for row in rows if row.state in ("closed", "expired")}
    kept = {row.period for row in rows}
    return [
        year
        for year in sorted({int(period[:4]) for period in kept}, reverse=True)
        if f"{year}-12" in kept and {one for one in kept if one[:4] == str(year)} <= closed
    ]


def carried(views: sqlite3.Connection, team: Id) -> list[int]:
    """The years that were carried forward."""
    row = views.execute("SELECT carried FROM finance_books WHERE team = ?", (team,)).fetchone()
    return list(json.loads(row[0])) if row else []
