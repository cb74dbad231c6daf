"""Leave: what was asked and decided, and what was written to each account."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.kernel import Id
from domain.rosters.leave import Credit, LeaveAccount, Request
from projections.fold import Views, on
from projections.roster_shapes import rows
from projections.tables import temporal
from projections.teams import touch_person

temporal(
    "leave_request",
    key=("leave",),
    columns=(
        "person", "team", "first", "last", "days", "per_day", "kind", "note", "state", "overdrawn", "asked", "decided",
        "decider", "why", "ended", "ended_why",
    ),
    indexes=(("person",), ("team", "state")),
)  # fmt: skip
"""`asked`, `decided` and `ended` (the person came back earlier) are the positions of those facts; kind, note, why and
ended_why are packed and sealed."""
temporal(
    "leave_credit", key=("credit",), columns=("person", "balance", "year", "minutes", "why", "writer"),
    indexes=(("person",),),
)  # fmt: skip


@on(LeaveAccount.LeaveAccountBegun)
def leave_account_begun(views: Views, fact: LeaveAccount.LeaveAccountBegun) -> None:
    """Whose leave it is."""
    views.put("rosters_stream", (fact.originator_id,), team=None, person=fact.person)


@on(LeaveAccount.LeaveAsked)
def leave_asked(views: Views, fact: LeaveAccount.LeaveAsked) -> None:
    """A request that waits."""
    views.put(
        "leave_request", (fact.leave,),
        person=_person(views, fact), team=fact.team, first=fact.first, last=fact.last, days=json.dumps(fact.days),
        per_day=fact.per_day, kind=fact.kind, note=fact.note, state="asked", overdrawn=fact.overdrawn,
        asked=views.position, decided=None, decider=None, why=None, ended=None, ended_why=None,
    )  # fmt: skip


@on(LeaveAccount.LeaveGranted)
def leave_granted(views: Views, fact: LeaveAccount.LeaveGranted) -> None:
    """It was given; the absence stands with the agenda."""
    _decide(
        views, fact, state="granted", days=json.dumps(fact.days), overdrawn=fact.overdrawn, decided=views.position,
        decider=fact.by, why=fact.why,
    )  # fmt: skip


@on(LeaveAccount.LeaveDeclined)
def leave_declined(views: Views, fact: LeaveAccount.LeaveDeclined) -> None:
    """It was not given."""
    _decide(views, fact, state="declined", decided=views.position, decider=fact.by, why=fact.why)


@on(LeaveAccount.LeaveWithdrawn)
def leave_withdrawn(views: Views, fact: LeaveAccount.LeaveWithdrawn) -> None:
    """It is no longer wanted."""
    _decide(views, fact, state="withdrawn")


@on(LeaveAccount.LeaveEnded)
def leave_ended(views: Views, fact: LeaveAccount.LeaveEnded) -> None:
    """The person is back earlier; the rest of it is theirs again."""
    last = (date.fromisoformat(fact.back) - timedelta(days=1)).isoformat()
    _decide(views, fact, last=last, days=json.dumps(fact.days), ended=views.position, ended_why=fact.why)


@on(LeaveAccount.LeaveCredited)
def leave_credited(views: Views, fact: LeaveAccount.LeaveCredited) -> None:
    """More rights of a year, or fewer."""
    views.put(
        "leave_credit", (fact.credit,),
        person=_person(views, fact), balance=fact.balance, year=fact.year, minutes=fact.minutes, why=fact.why,
        writer=fact.by,
    )  # fmt: skip


def _person(views: Views, fact: Any) -> Id:
    row = views.row("rosters_stream", fact.originator_id)
    if row is None:
        raise KeyError(fact.originator_id)
    person: Id = row[1]
    touch_person(views, person)
    return person


def _decide(views: Views, fact: Any, **changes: Any) -> None:
    _person(views, fact)
    views.change("leave_request", (fact.leave,), **changes)
    views.touch(fact.team)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it stands; kind, note and why are packed and sealed."""

    id: Id
    person: Id
    team: Id
    first: str
    last: str
    days: dict[str, int]
    per_day: int | None
    kind: str
    note: str | None
    state: str
    overdrawn: int
    asked: int
    decided: int | None
    decider: Id | None
    why: str | None
    ended: int | None
    ended_why: str | None
    since: int
    """The position of its last change."""

    @property
    def minutes(self) -> int:
        """What it takes altogether."""
        return sum(self.days.values())

    def request(self) -> Request:
        """The same as the account has it."""
        return Request(
            self.id, self.team, self.first, self.last, self.days, self.per_day, self.kind, self.state, self.overdrawn
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What was written to an account; `why` is packed and sealed."""

    credit: Credit
    why: str
    writer: Id
    position: int


_ASKED = (
    "SELECT leave, person, team, first, last, days, per_day, kind, note, state, overdrawn, asked, decided, decider, "
    "why, ended, ended_why, since FROM leave_request"
)


def request_of(views: sqlite3.Connection, leave: Id) -> Asked | None:
    """A request, if it was made."""
    found = rows(views, f"{_ASKED} WHERE leave = ?", leave)
    return _asked(found[0]) if found else None


def requests_by(views: sqlite3.Connection, person: Id) -> list[Asked]:
    """What somebody asked, the last days first."""
    return [_asked(row) for row in rows(views, f"{_ASKED} WHERE person = ? ORDER BY first DESC, leave", person)]


def undecided_in(views: sqlite3.Connection, team: Id) -> list[Asked]:
    """What a team has still to decide, the first days first."""
    found = rows(views, f"{_ASKED} WHERE team = ? AND state = 'asked' ORDER BY first, leave", team)
    return [_asked(row) for row in found]


def granted_in(views: sqlite3.Connection, team: Id, first: str) -> list[Asked]:
    """What a team gave and is not over on a day."""
    found = rows(
        views, f"{_ASKED} WHERE team = ? AND state = 'granted' AND last >= ? ORDER BY first, leave", team, first
    )
    return [_asked(row) for row in found]


def written_to(views: sqlite3.Connection, person: Id) -> list[Written]:
    """What was written to somebody's account, in order."""
    found = rows(
        views,
        "SELECT credit, balance, year, minutes, why, writer, since FROM leave_credit WHERE person = ? ORDER BY since",
        person,
    )
    return [Written(Credit(*row[:4]), *row[4:]) for row in found]


def _asked(row: tuple[Any, ...]) -> Asked:
    values = list(row)
    values[5] = json.loads(values[5])
    return Asked(*values)
