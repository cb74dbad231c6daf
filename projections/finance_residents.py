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
from projections.finance_balances import LAST_DAY
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


# sums by resident go through the index on team and account
_OF = "p.team = ? AND p.account IN (SELECT account FROM finance_account WHERE use = 'resident')"


def kept(views: sqlite3.Connection, team: Id, on: str = LAST_DAY) -> list[Kept]:
    """Every resident whose money the team keeps or kept, with what they have at the end of a day."""
    sums = dict(
        views.execute(
            f"SELECT p.resident, -sum(p.cents) FROM finance_posting p WHERE {_OF} AND p.value_date <= ? "
            "GROUP BY p.resident",
            (team, on),
        ).fetchall()
    )
    rows = views.execute("SELECT person, state FROM finance_resident WHERE team = ? ORDER BY person", (team,))
    return [Kept(person, state, sums.get(person, 0)) for person, state in rows]


def check_residents(views: sqlite3.Connection, team: Id, on: str = LAST_DAY) -> Check:
    """Check 18 at the end of a day, as known at the moment of the connection."""
    sums = dict.fromkeys(("resident", "bank", "cash", "suspense"), 0)
    sums |= views.execute(
        # the few accounts of residents first: else every posting of the team is read
        "SELECT a.use, sum(p.cents) FROM finance_account a CROSS JOIN finance_posting p ON p.account = a.account "
        "WHERE a.fund = 'residents' AND p.team = ? AND p.value_date <= ? GROUP BY a.use",
        (team, on),
    ).fetchall()
    return Check(-sums["resident"], sums["bank"], sums["cash"], -sums["suspense"])


def lines_of_resident(
    views: sqlite3.Connection, team: Id, person: Id, first: str = "", last: str = LAST_DAY
) -> tuple[int, list[Line]]:
    """What a resident had before these days, and what came in and went out on them with what was left after each."""
    opening = views.execute(
        f"SELECT coalesce(-sum(p.cents), 0) FROM finance_posting p WHERE {_OF} AND p.resident = ? AND p.value_date < ?",
        (team, person, first),
    ).fetchone()[0]
    rows = views.execute(
        "SELECT p.position, e.entry, p.value_date, e.kind, -p.cents, e.text, e.source, e.by, e.moment "
        f"FROM finance_posting p JOIN finance_entry e USING (position) WHERE {_OF} AND p.resident = ? "
        "AND p.value_date BETWEEN ? AND ? ORDER BY p.value_date, p.position, p.line",
        (team, person, first, last),
    )
    found, left = list[Line](), int(opening)
    for row in rows:
        left += row[4]
        found.append(Line._make((*row, left)))
    return int(opening), found


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
