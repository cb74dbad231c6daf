"""Residents' money as tables: their accounts; and check 18, which ties it together.

What is of the residents' fund is nobody's business who may not see it: its facts are marked (`keep_from`), and the
trail shows them only to who may see residents' money of that team, and to the one resident whom they are about.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import Any, NamedTuple

from domain.finance.cash import CashBox
from domain.finance.ledger import Entry, Proposal, Register
from domain.finance.ledger.resident import ResidentAccount
from domain.kernel import Id
from projections.finance_balances import LAST_DAY, trial_balance
from projections.finance_ledger import touch_money
from projections.finance_proposals import ProposalRow, proposal_of
from projections.fold import Views, on
from projections.tables import temporal

temporal("finance_resident", key=("team", "person"), columns=("state",))
"""Of whom a team keeps money: `open` or `closed`."""
temporal("trail_kept_stream", key=("stream",), columns=("team", "residents"))
"""Streams of the residents' fund whose later facts do not say so themselves; `residents` is JSON."""


def keep_from(views: Views, fact: Any, residents: Collection[Id], *, names: bool = False) -> None:
    """Keep the fact in hand from all but who may see residents' money of its team, and the one resident it is of.

    What is about several residents is for none of them to see. `names`: the fact names the resident, as `person`.
    """
    views.add("trail_kept", (views.position, fact.team))
    for person in residents:
        views.add("trail_kept_of", (views.position, person, fact.team))
    if len(residents) == 1:
        (person,) = residents
        views.add("trail_kept", (views.position, person))
        if not names and person not in (fact.by, fact.on_behalf_of):
            views.add("trail_concern", (person, views.position))


def _residents_of(lines: list[Any]) -> list[Id]:
    return sorted({line[2] for line in lines if line[2]})


@on(Entry.EntryPosted, Proposal.EntryProposed, Proposal.ProposalChanged)
def entry_kept(views: Views, fact: Any) -> None:
    """An entry of the residents' fund, posted or proposed, is kept from others with all that happens to it."""
    standing = views.row("trail_kept_stream", fact.originator_id)
    if fact.fund == "residents" or standing:
        before = json.loads(standing[1]) if standing else []
        residents = sorted({*before, *_residents_of(fact.lines)})
        views.put("trail_kept_stream", (fact.originator_id,), team=fact.team, residents=json.dumps(residents))
        keep_from(views, fact, residents)


@on(Entry.EntryReversed, Proposal.EntryApproved, Proposal.EntryDeclined, Proposal.ProposalWithdrawn)
def decision_kept(views: Views, fact: Any) -> None:
    """What happens to such an entry may say why, and so is kept from others too."""
    standing = views.row("trail_kept_stream", fact.originator_id)
    if standing:
        keep_from(views, fact, json.loads(standing[1]))


@on(
    Register.RegisterBegun, Register.RegisterMoved, CashBox.CashBoxBegun, CashBox.CashLimitsSet, CashBox.CashSpent,
    CashBox.CashCounted, CashBox.CountSigned, CashBox.CountRejected,
)  # fmt: skip
def register_kept(views: Views, fact: Any) -> None:
    """What moved in the residents' cash box, was counted in it once, or waits to be explained."""
    account = views.get("finance_account", fact.account)
    if account and account["fund"] == "residents":
        keep_from(views, fact, ())


@on(ResidentAccount.ResidentAccountOpened, ResidentAccount.ResidentAccountReopened)
def resident_account_opened(views: Views, fact: Any) -> None:
    """A resident whose money the team keeps."""
    views.put("finance_resident", (fact.team, fact.person), state="open")
    of_resident(views, fact)


@on(ResidentAccount.ResidentMoneyMoved, ResidentAccount.ResidentMoneySetAside, ResidentAccount.ResidentMoneyFreed)
def resident_money_moved(views: Views, fact: Any) -> None:
    """What moved stands with the entry; what waits for the bank with the withdrawal."""
    of_resident(views, fact)


@on(ResidentAccount.ResidentAccountClosed)
def resident_account_closed(views: Views, fact: ResidentAccount.ResidentAccountClosed) -> None:
    """The team keeps no money of the resident any more."""
    views.put("finance_resident", (fact.team, fact.person), state="closed")
    of_resident(views, fact)


def of_resident(views: Views, fact: Any) -> None:
    """A fact about one resident, whom it names."""
    keep_from(views, fact, (fact.person,), names=True)
    touch_money(views, fact.team)


class Kept(NamedTuple):
    """What a team keeps for a resident, in cents; `state` is open or closed."""

    person: Id
    state: str
    cents: int


class Check(NamedTuple):
    """Check 18: what the residents have together is what lies on their bank account and in their cash box, in cents."""

    owed: int
    bank: int
    cash: int
    suspense: int
    """What lies there and is still to be explained; until then the check fails by it."""

    @property
    def difference(self) -> int:
        """What lies there and is of no resident: nothing, when all is well."""
        return self.bank + self.cash - self.owed


class Line(NamedTuple):
    """A line on a resident's account; text is packed and sealed, cents are above nothing when it came in."""

    position: int
    entry: Id
    value_date: str
    kind: str
    cents: int
    text: str | None
    source: str | None
    by: Id
    moment: str
    balance: int


# by the index of what names a resident, which is read for nobody else
_OF = (
    "p.resident = {resident} AND p.team = {team} "
    "AND +p.account IN (SELECT account FROM finance_account WHERE use = 'resident')"
)
_KEPT = (
    "SELECT r.person, r.state, coalesce((SELECT -sum(p.cents) FROM finance_posting p "
    f"WHERE {_OF.format(resident='r.person', team='r.team')} AND p.value_date <= :on), 0) "
    "FROM finance_resident r WHERE r.team = :team AND (:person IS NULL OR r.person = :person) ORDER BY r.person"
)
_OWN = f"FROM finance_posting p WHERE {_OF.format(resident=':person', team=':team')} "
_IN = "AND p.value_date BETWEEN :first AND :last "
_IN_ORDER = "ORDER BY p.value_date, p.position, p.line LIMIT :limit OFFSET :skip"


def kept(views: sqlite3.Connection, team: Id, on: str = LAST_DAY, person: Id | None = None) -> list[Kept]:
    """Every resident (or one) whose money the team keeps or kept, with what they have at the end of a day."""
    return [Kept(*row) for row in views.execute(_KEPT, {"team": team, "on": on, "person": person})]


def check_residents(views: sqlite3.Connection, team: Id, on: str = LAST_DAY) -> Check:
    """Check 18 at the end of a day, as known at the moment of the connection."""
    uses = dict(views.execute("SELECT account, use FROM finance_account WHERE fund = 'residents'").fetchall())
    sums = dict.fromkeys(("resident", "bank", "cash", "suspense"), 0)
    for one in trial_balance(views, team, on):
        if uses.get(one.account) in sums:
            sums[uses[one.account]] += one.cents
    return Check(-sums["resident"], sums["bank"], sums["cash"], -sums["suspense"])


class Years(NamedTuple):
    """The year of the first line of a resident (none without any), what is left after the last one, and after a day."""

    first: str | None
    left: int
    then: int


def years_of_resident(views: sqlite3.Connection, team: Id, person: Id, on: str) -> Years:
    """Since when a resident has lines, and what is left after all of them, and at the end of a day."""
    row = views.execute(
        "SELECT substr(min(p.value_date), 1, 4), coalesce(-sum(p.cents), 0), "
        f"coalesce(-sum(p.cents * (p.value_date <= :on)), 0) {_OWN}",
        {"team": team, "person": person, "on": on},
    ).fetchone()
    return Years(*row)


def count_lines(views: sqlite3.Connection, team: Id, person: Id, first: str, last: str) -> int:
    """How many lines a resident has on these days."""
    asked = {"team": team, "person": person, "first": first, "last": last}
    return int(views.execute(f"SELECT count(*) {_OWN}{_IN}", asked).fetchone()[0])


def lines_of_resident(
    views: sqlite3.Connection, team: Id, person: Id, first: str = "", last: str = LAST_DAY, *, skip: int = 0,
    limit: int = -1,
) -> tuple[int, list[Line]]:  # fmt: skip
    """What a resident had before these days, and what came in and went out on them with what was left after each.

    `skip`, `limit`: of the lines of these days but so many, and what the resident had before those.
    """
    asked = {"team": team, "person": person, "first": first, "last": last, "skip": skip, "limit": limit}
    before = views.execute(
        f"SELECT coalesce((SELECT -sum(p.cents) {_OWN}AND p.value_date < :first), 0) - coalesce((SELECT sum(cents) "
        f"FROM (SELECT p.cents {_OWN}{_IN}ORDER BY p.value_date, p.position, p.line LIMIT :skip)), 0)",
        asked,
    ).fetchone()
    rows = views.execute(
        "SELECT q.position, e.entry, q.value_date, e.kind, -q.cents, e.text, e.source, e.by, e.moment "
        f"FROM (SELECT p.position, p.line, p.value_date, p.cents {_OWN}{_IN}{_IN_ORDER}) q "
        "CROSS JOIN finance_entry e ON e.position = q.position ORDER BY q.value_date, q.position, q.line",
        asked,
    )
    opening = left = int(before[0])
    found = list[Line]()
    for row in rows:
        left += row[4]
        found.append(Line._make((*row, left)))
    return opening, found


def told_at(views: sqlite3.Connection, person: Id, position: int) -> list[int]:
    """Where it stands, for a resident alone, that the entry posted at a position moved their money: the same save."""
    rows = views.execute(
        "SELECT f.position FROM trail_concern c JOIN trail_fact f USING (position) "
        "JOIN trail_fact e ON e.position = ? AND e.command = f.command "
        "WHERE c.subject = ? AND c.position BETWEEN e.position - 100 AND e.position + 100 AND f.topic = ?",
        (position, person, ResidentAccount.ResidentMoneyMoved.TOPIC),
    )
    return [row[0] for row in rows]


def residents_of(views: sqlite3.Connection, entry: Id) -> list[Id]:
    """Whose money an entry of the residents' fund moved."""
    row = views.execute("SELECT residents FROM trail_kept_stream WHERE stream = ?", (entry,)).fetchone()
    return list(json.loads(row[0])) if row else []


def proposals_of_residents(views: sqlite3.Connection, team: Id) -> list[ProposalRow]:
    """Entries of residents' money that wait for a second pair of eyes, the oldest first."""
    rows = views.execute(
        "SELECT proposal FROM finance_proposal WHERE team = ? AND state = 'proposed' AND fund = 'residents' "
        "ORDER BY since",
        (team,),
    ).fetchall()
    return [found for row in rows if (found := proposal_of(views, team, row[0]))]
