"""Proposals for rosters, as the pages read them: asked, offered with their alternatives, and what was taken over."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from domain.kernel import Id
from domain.rosters.proposals import Placement, Proposals, placements_in
from domain.rosters.verdicts import BY_AGREEMENT
from projections.fold import Views, on
from projections.proposal_asked import asked_in
from projections.roster_shapes import first_row, rows
from projections.tables import temporal

temporal(
    "rosters_proposal",
    key=("proposal",),
    columns=(
        "roster", "team", "what", "state", "seen", "seconds", "absence", "asked_by", "asked", "position", "looked",
        "status", "stopped_by",
    ),
    indexes=(("roster",), ("state",)),
)  # fmt: skip
"""`asked` is the instant, `position` that of the asking, `looked` that of the roster as it was offered."""
temporal("rosters_proposal_offer", key=("proposal",), columns=("position", "moment", "alternatives"))
"""What was offered, as JSON, and the position of that fact."""
temporal(
    "rosters_proposal_taken",
    key=("proposal", "position"),
    columns=("alternative", "person", "by", "moment", "shifts", "missed"),
)
"""Each time that something of it was taken over."""
temporal("rosters_proposal_stream", key=("stream",), columns=("roster", "team"))


@on(Proposals.ProposalsBegun)
def proposals_begun(views: Views, fact: Proposals.ProposalsBegun) -> None:
    """Whose proposals they are."""
    views.put("rosters_stream", (fact.originator_id,), team=fact.team, person=None)
    views.put("rosters_proposal_stream", (fact.originator_id,), roster=fact.roster, team=fact.team)


@on(Proposals.ProposalAsked)
def proposal_asked(views: Views, fact: Proposals.ProposalAsked) -> None:
    """One that is looked for."""
    roster, team = _of(views, fact.originator_id)
    views.put(
        "rosters_proposal", (fact.proposal,),
        roster=roster, team=team, what=fact.what, state="asked", seen=fact.seen, seconds=fact.seconds,
        absence=fact.absence, asked_by=fact.by, asked=fact.timestamp.strftime("%Y-%m-%dT%H:%M:%SZ"),
        position=views.position, looked=None, status="", stopped_by=None,
    )  # fmt: skip


@on(Proposals.ProposalStopped)
def proposal_stopped(views: Views, fact: Proposals.ProposalStopped) -> None:
    """The best until now is wanted."""
    _change(views, fact, state="stopped", stopped_by=fact.by)


@on(Proposals.ProposalOffered)
def proposal_offered(views: Views, fact: Proposals.ProposalOffered) -> None:
    """It lies before the team."""
    views.put(
        "rosters_proposal_offer", (fact.proposal,),
        position=views.position, moment=fact.moment, alternatives=json.dumps(fact.alternatives),
    )  # fmt: skip
    _change(views, fact, state="offered", looked=fact.looked, status=fact.status)


@on(Proposals.ProposalFailed)
def proposal_failed(views: Views, fact: Proposals.ProposalFailed) -> None:
    """Nothing came of it."""
    _change(views, fact, state="failed", status=fact.how)


@on(Proposals.ProposalAccepted)
def proposal_accepted(views: Views, fact: Proposals.ProposalAccepted) -> None:
    """What was taken over of it."""
    views.put(
        "rosters_proposal_taken", (fact.proposal, views.position),
        alternative=fact.alternative, person=fact.person, by=fact.by,
        moment=fact.timestamp.strftime("%Y-%m-%dT%H:%MZ"), shifts=json.dumps(fact.shifts),
        missed=json.dumps(fact.missed),
    )  # fmt: skip
    _of(views, fact.originator_id)


@on(Proposals.ProposalLetGo)
def proposal_let_go(views: Views, fact: Proposals.ProposalLetGo) -> None:
    """Nothing more is taken of it."""
    _change(views, fact, state="let_go")


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A proposal as it stands at the moment looked from."""

    proposal: Id
    roster: Id
    team: Id
    what: str
    state: str
    seen: int
    seconds: int
    absence: Id | None
    asked_by: Id
    asked: str
    position: int
    looked: int | None
    status: str
    stopped_by: Id | None

    @property
    def searching(self) -> bool:
        """Whether it is looked for."""
        return self.state in ("asked", "stopped")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of what was offered."""

    number: int
    aim: str
    seed: int
    shifts: tuple[Placement, ...]
    gaps: tuple[dict[str, Any], ...]
    costs: dict[Id, dict[str, Any]]
    """By person: what it costs them, as the engine counted it."""
    whole: dict[str, Any]
    """The same of the roster as a whole."""
    wanting: tuple[dict[str, Any], ...] = ()
    """Shifts at one moment of which there are too few people to work them all."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One time that something was taken over."""

    position: int
    alternative: int
    person: Id | None
    by: Id
    moment: str
    shifts: tuple[Id, ...]
    missed: tuple[dict[str, str], ...]


_COLUMNS = ", ".join(f"p.{name}" for name in ProposalShown.__dataclass_fields__)


def proposals_for(views: sqlite3.Connection, roster: Id) -> list[ProposalShown]:
    """The proposals for a roster, the newest first."""
    found = rows(views, f"SELECT {_COLUMNS} FROM rosters_proposal p WHERE roster = ? ORDER BY position DESC", roster)
    return [ProposalShown(*row) for row in found]


def proposal_shown(views: sqlite3.Connection, roster: Id, proposal: Id) -> ProposalShown | None:
    """A proposal for this roster; None when there is none."""
    found = first_row(
        views, f"SELECT {_COLUMNS} FROM rosters_proposal p WHERE proposal = ? AND roster = ?", proposal, roster
    )
    return ProposalShown(*found) if found else None


def searching(views: sqlite3.Connection) -> list[ProposalShown]:
    """What was asked and not offered yet, in all teams, the oldest first."""
    found = rows(
        views, f"SELECT {_COLUMNS} FROM rosters_proposal p WHERE state IN ('asked', 'stopped') ORDER BY position"
    )
    return [ProposalShown(*row) for row in found]


def alternatives_of(views: sqlite3.Connection, proposal: Id) -> list[Alternative]:
    """What was offered; nothing before that."""
    found = first_row(views, "SELECT alternatives FROM rosters_proposal_offer WHERE proposal = ?", proposal)
    return [alternative(number, fields) for number, fields in enumerate(json.loads(found[0]) if found else ())]


def offer_of(views: sqlite3.Connection, proposal: Id) -> tuple[str, list[dict[str, Any]]]:
    """The instant that was now for the search, and the alternatives as the fact holds them."""
    found = first_row(views, "SELECT moment, alternatives FROM rosters_proposal_offer WHERE proposal = ?", proposal)
    return (found[0], json.loads(found[1])) if found else ("", [])


def _read(rule: str) -> str:
    """A rule as it is read: one for who is protected only stands here as on the roster."""
    return BY_AGREEMENT if rule == "private" else rule


def alternative(number: int, fields: dict[str, Any]) -> Alternative:
    """An alternative from what the fact holds."""
    return Alternative(
        number,
        fields["aim"],
        fields["seed"],
        tuple(placements_in(fields)),
        tuple(gap | {"rules": {_read(rule): n for rule, n in gap["rules"].items()}} for gap in fields["gaps"]),
        {
            person: cost | {"warnings": [_read(rule) for rule in cost["warnings"]]}
            for person, cost in fields["costs"].items()
        },
        fields["whole"],
        tuple(fields.get("wanting", ())),
    )


def taken_of(views: sqlite3.Connection, proposal: Id) -> list[Taken]:
    """What was taken over of it, in order."""
    found = rows(
        views,
        "SELECT position, alternative, person, by, moment, shifts, missed FROM rosters_proposal_taken "
        "WHERE proposal = ? ORDER BY position",
        proposal,
    )
    return [
        Taken(position, number, person, by, moment, tuple(json.loads(shifts)), tuple(json.loads(missed)))
        for position, number, person, by, moment, shifts, missed in found
    ]


def changed_since(views: sqlite3.Connection, shown: ProposalShown, position: int) -> int:
    """How many shifts of the roster changed between looking at it and a position.

    But for what was taken over of it, and what somebody in it was asked for.
    """
    own = {shift for taken in taken_of(views, shown.proposal) for shift in taken.shifts}
    asks = {(p.date, p.kind, p.person) for one in alternatives_of(views, shown.proposal) for p in one.shifts if p.asks}
    own |= {asked.shift for cell, asked in asked_in(views, shown.roster).items() if cell in asks} if asks else set()
    looked = shown.seen if shown.looked is None else shown.looked
    found = rows(
        views,
        "SELECT DISTINCT shift FROM main.rosters_shift_history WHERE roster = ? AND "
        "((since > ? AND since <= ?) OR (until > ? AND until <= ?))",
        shown.roster, looked, position, looked, position,
    )  # fmt: skip
    return len({shift for (shift,) in found} - own)


def position_of_cause(views: sqlite3.Connection, cause: str) -> int | None:
    """The position of the fact of a proposal that something names as its cause; None when it names another."""
    kind, _, rest = cause.partition(":")
    stream, _, version = rest.partition(":")
    known = first_row(views, "SELECT roster FROM rosters_proposal_stream WHERE stream = ?", stream)
    if kind != "fact" or known is None or not version.isdigit():
        return None
    found = first_row(
        views,
        "SELECT f.position FROM main.rosters_proposal_history p LEFT JOIN main.rosters_proposal_offer_history o "
        "USING (proposal) JOIN main.trail_fact f ON f.position IN (p.position, o.position) "
        "WHERE p.roster = ? AND f.originator = ? AND f.version = ?",
        known[0], stream, int(version),
    )  # fmt: skip
    return int(found[0]) if found else None


def _of(views: Views, stream: Id) -> tuple[Id, Id]:
    """The roster that a stream is about, and its team; what shows it changes."""
    row = views.row("rosters_proposal_stream", stream)
    if row is None:
        raise KeyError(stream)
    views.touch(row[1])
    return row[0], row[1]


def _change(views: Views, fact: Any, **changes: Any) -> None:
    _of(views, fact.originator_id)
    views.change("rosters_proposal", (fact.proposal,), **changes)
