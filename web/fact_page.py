"""One fact with all its metadata, its place in the tree, and the history of the shift that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from flask import g
from markupsafe import Markup

from domain.kernel import Fact, Id, Sealed
from projections import trail
from projections.leave import request_of
from projections.proposals import position_of_cause
from projections.shortages import position_of_demand
from projections.trail import TrailRow
from projections.trail_entries import lead_of, read_facts, whole_entry
from web.acts import allowed
from web.agency_words import may_read_agency
from web.checkpoint_place import TreePlace, tree_place
from web.deviation_words import may_read_why
from web.hours_words import stated
from web.leave_view import may_read
from web.say import say as _
from web.sentences import sentence
from web.teller import Teller
from web.trail_story import page_of, reason_of

_METADATA = frozenset(
    (
        "originator_id", "originator_version", "timestamp", "by", "role", "on_behalf_of", "reason", "command", "cause",
        "originator_topic",
    )
)  # fmt: skip
_OF_THE_BALANCE = ("days", "per_day", "overdrawn")


@dataclass(frozen=True, slots=True)
class Line:
    """A fact in a list: where it stands and what it says."""

    position: int
    moment: str
    says: Markup


@dataclass(frozen=True, slots=True)
class FactView:
    """Everything that the page of a fact shows."""

    row: TrailRow
    recorded_at: str
    says: Markup
    by: str
    behalf: str | None
    cause: str | None
    """What caused it, when that stands elsewhere in the log or is a decision."""
    causes: list[Line]
    """What caused it, when it is of the same command."""
    reason: str | None
    data: list[tuple[str, str]]
    tree: TreePlace
    together: list[Line]
    last: int
    """The last position of its command."""
    history: list[Line]
    before: str
    after: str
    mine: bool
    """Whether it stands in the viewer's own name, and can be said not to be theirs."""
    disowned: bool


def fact_view(row: TrailRow, others: Sequence[TrailRow], tells: Teller) -> FactView:
    """Everything about the fact at a position."""
    recorded = g.house.workspace.fact_at(row.position)
    fact: Any = g.house.workspace.decode(recorded)
    topics = [row.topic, *(other.topic for other in others)]
    not_theirs = bool(trail.disowned(g.views, [row.position]))
    causing = [other.position for other in others if fact.cause == f"fact:{other.originator}:{other.version}"]
    if fact.cause and not causing:
        elsewhere = position_of_cause(g.views, fact.cause) or position_of_demand(g.views, fact.cause)
        causing = [elsewhere] if elsewhere else []
    return FactView(
        row=row,
        recorded_at=fact.timestamp.isoformat(),
        says=sentence(tells, fact, row.position, lead=_lead(row.position, row.topic)),
        by=tells.person(fact.by),
        behalf=tells.person(fact.on_behalf_of) if fact.on_behalf_of else None,
        cause=None if causing else fact.cause,
        causes=_lines(causing, tells),
        reason=reason_of(fact, topics, tells),
        data=[(name, _value(name, getattr(fact, name), fact, tells)) for name in _names(fact) if _may_know(name, fact)],
        tree=tree_place(row.leaf, recorded),
        together=_lines([other.position for other in others][:60], tells),
        last=max(row.position, *(other.position for other in others)) if others else row.position,
        history=_history(fact, row, tells),
        before=page_of(row, fact, tells, row.position - 1),
        after=page_of(row, fact, tells, row.position),
        mine=fact.by == g.person and not not_theirs and g.at is None and row.topic != "people.ActDisowned",
        disowned=not_theirs,
    )


def _names(fact: Fact) -> list[str]:
    if is_dataclass(fact):
        return [f.name for f in fields(fact) if f.name not in _METADATA]
    return [name for name in vars(fact) if name not in _METADATA]


def _value(name: str, value: Any, fact: Any, tells: Teller) -> str:
    if isinstance(value, Sealed):
        if not _may_open(name, fact):
            return _("verzegeld: alleen voor wie het betreft")
        return tells.opened(value.packed()).strip()
    if value is None:
        return "–"
    if fact.TOPIC.startswith("rosters.StatementDrawn") and name in ("lines", "totals"):
        return stated(value)
    if name == "alternatives":
        return str(len(value))
    if name == "rules" and isinstance(value, dict):
        return str(value["title"])
    if isinstance(value, str) and name in ("person", "was", "asker", "asked", "of"):
        return f"{tells.person(value)} ({value})"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "–"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {part}" for key, part in value.items()) or "–"
    return str(value)


def _may_know(name: str, fact: Any) -> bool:
    """What leave does to a balance is for who reads the request: it is left out for others."""
    if name not in _OF_THE_BALANCE or not hasattr(fact, "leave"):
        return True
    asked = request_of(g.views, fact.leave)
    return asked is not None and may_read(asked)


def _may_open(name: str, fact: Any) -> bool:
    """Names are for who sees the fact; an address and why somebody is absent only for that person and the writer."""
    if fact.TOPIC == "rosters.AbsenceReported" and name == "kind":
        return g.person in (fact.by, fact.kind.subject)
    if fact.TOPIC.startswith(("rosters.Leave", "rosters.HoursCarried", "rosters.Protection")):
        return g.person in (fact.by, getattr(fact, name).subject)
    if fact.TOPIC.startswith("rosters.Statement") and name == "causes":
        return bool(g.person == fact.causes.subject)
    if fact.TOPIC == "rosters.StatementObjectedTo" and name == "text":
        return g.person in (fact.by, fact.text.subject)
    if fact.TOPIC == "rosters.BatchSent" and name == "export":
        return False
    if fact.TOPIC == "rosters.CarerAnswered" and name == "why":
        return bool(g.person == fact.by)
    if fact.TOPIC == "rosters.DeviationAgreed" and name == "why":
        return may_read_why(fact.by)
    if fact.TOPIC == "people.AgencyNamed" and name == "agency":
        return may_read_agency(fact.originator_id)
    if name == "email":
        return g.person in (fact.by, fact.originator_id) or bool(allowed("people.change_person"))
    return True


def _history(fact: Any, row: TrailRow, tells: Teller) -> list[Line]:
    shift: Id | None = getattr(fact, "shift", None) or getattr(fact, "giving", None)
    if shift is None:
        return []
    return _lines(list(trail.shift_positions(g.views, shift, g.position))[-60:], tells)


def _lead(position: int, topic: str) -> str:
    """What the command is told by, for a shift that may have come open by an absence."""
    row = trail.fact(g.views, position) if topic == "rosters.ShiftUnassigned" else None
    return lead_of(whole_entry(g.views, row)).topic if row else ""


def _lines(positions: Sequence[int], tells: Teller) -> list[Line]:
    facts = read_facts(g.house.workspace, positions)
    found = []
    for position in positions:
        fact: Any = facts.get(position)
        if fact is not None:
            says = sentence(tells, fact, position, lead=_lead(position, fact.TOPIC))
            found.append(Line(position, fact.timestamp.isoformat(), says))
    return found
