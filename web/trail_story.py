"""Entries of the trail as they are told: sentences, the reason under them, and the way to just before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import g, url_for
from markupsafe import Markup

from domain.kernel import Fact, Id, today
from projections.teams import teams
from projections.trail import Reader, TrailRow, disowned
from projections.trail_entries import Entry, read_facts
from web.acts import allowed
from web.dates import as_day
from web.residents_looked import kept_for, look_at_facts
from web.sentences import sentence
from web.teller import Teller

_OTHERS = 6
_ABSENCE = ("rosters.AbsenceReported", "rosters.AbsenceWithdrawn")
_TOLD_WITH = {"rosters.AbsenceReported": "rosters.ShiftUnassigned", "rosters.RoundsOpened": "rosters.RosterPlanned"}
"""What the leading fact of a command brought about, told in one breath with it."""


@dataclass(slots=True)
class Told:
    """One entry as the page shows it."""

    position: int
    moment: str
    day: str
    says: Markup
    role: str
    reason: str | None = None
    """The reason as the viewer may read it; `gewist` when it was erased."""
    behalf: str | None = None
    others: list[Markup] = field(default_factory=list)
    more: int = 0
    disowned: bool = False
    kind: str = ""
    """The place in the day of the shift it is about, for its mark; nothing when it is about none."""
    code: str = ""
    shift: Id | None = None
    beside: Callable[[], tuple[str, str]] = lambda: ("", "")
    """The pages just before and just after it, made only for the one that is opened."""


def teller() -> Teller:
    """The teller of this page's moment."""
    return Teller(g.views, g.house.vault)


def reader() -> Reader:
    """As who the trail is read: somebody with their own teams, or who reads the whole log."""
    if "reader" not in g and allowed("trail.see_trail"):
        g.reader = Reader(g.person, all_teams=True, keeps=kept_for(found.id for found in teams(g.views)))
    elif "reader" not in g:
        mine = g.relations.teams(today().isoformat())
        plans = tuple(team for team in mine if allowed("rosters.plan_shift", team))
        g.reader = Reader(g.person, plans, keeps=kept_for(mine))
    found: Reader = g.reader
    return found


def tell(entries: Sequence[Entry], tells: Teller) -> list[Told]:
    """The entries in words."""
    wanted = [row.position for entry in entries for row in (entry.lead, *_shown(entry))]
    look_at_facts(wanted)
    facts = read_facts(g.house.workspace, wanted)
    not_theirs = disowned(g.views, [entry.lead.position for entry in entries])
    return [_told(entry, facts, tells, entry.lead.position in not_theirs) for entry in entries]


def reason_of(fact: Fact, topics: Sequence[str], tells: Teller) -> str | None:
    """The reason that was given. Why somebody is absent is for that person and for who wrote it down."""
    if fact.reason is None:
        return None
    if any(topic in _ABSENCE for topic in topics) and g.person != fact.by:
        return None
    return tells.opened(fact.reason.packed())


def page_of(row: TrailRow, fact: Any, tells: Teller, position: int) -> str:
    """The page that shows at a position what a fact changed."""
    if row.topic.startswith("rosters.Statement"):
        known = tells.statement(row.originator)
        return url_for("hours.team", team=known["team"], month=known["month"], at=position)
    if row.topic.startswith(("rosters.PayMonth", "rosters.BatchSent")):
        return url_for("hours.sent_batches", month=fact.month, at=position)
    if row.topic.startswith("rosters.Proposal"):
        made = tells.proposals(row.originator)
        if hasattr(fact, "proposal") and (row.topic != "rosters.ProposalAsked" or position >= row.position):
            return url_for("proposals.show", roster=made, proposal=fact.proposal, at=position)
        return url_for("proposals.all_of", roster=made, at=position)
    if row.topic.startswith("rosters."):
        roster = tells.roster(row.originator)
        if roster:
            shift = tells.shift(fact.shift, position) if hasattr(fact, "shift") else None
            days: dict[str, Any] = {"from": shift.date} if shift else {}
            return url_for("rosters.show", roster=row.originator, at=position, **days)
        made = tells.rounds(row.originator)
        if made:
            place = "rosters.show" if hasattr(fact, "shift") else "rounds.show"
            return url_for(place, roster=made, at=position, **({"from": fact.date} if hasattr(fact, "shift") else {}))
        stream = tells.stream(row.originator)
        if stream and stream["team"] and row.topic.startswith("rosters.Points"):
            return url_for("fairness.show", team=stream["team"], at=position)
        if stream and stream["team"]:
            return url_for("rosters.demand", team=stream["team"], at=position)
    elif row.topic.startswith("teams.Woongroep") or row.topic.startswith(("teams.Person", "teams.Role")):
        return url_for("teams.people", team=row.originator, at=position)
    return url_for("teams.today", team=g.team, at=position) if g.get("team") else url_for("home", at=position)


def _shown(entry: Entry) -> list[TrailRow]:
    return entry.others[:_OTHERS]


def _told(entry: Entry, facts: dict[int, Fact], tells: Teller, not_theirs: bool) -> Told:
    lead, shown = entry.lead, _shown(entry)
    fact: Any = facts[lead.position]
    sentences = [sentence(tells, facts[row.position], row.position, lead=lead.topic) for row in shown]
    says = sentence(tells, fact, lead.position)
    if lead.topic in _TOLD_WITH:
        opened = [i for i, row in enumerate(shown) if row.topic == _TOLD_WITH[lead.topic]]
        says = Markup(" ").join((says, *(sentences[i] for i in opened)))
        sentences = [text for i, text in enumerate(sentences) if i not in opened]
    told = Told(
        position=lead.position, moment=lead.moment, day=as_day(lead.moment).isoformat(), says=says, role=lead.role,
        reason=reason_of(fact, [row.topic for row in entry.rows], tells), others=sentences,
        more=entry.more + len(entry.others) - len(shown), disowned=not_theirs,
    )  # fmt: skip
    if fact.on_behalf_of:
        told.behalf = tells.person(fact.on_behalf_of)
    first, last = entry.rows[-1].position, entry.rows[0].position
    told.beside = lambda: (page_of(lead, fact, tells, first - 1), page_of(lead, fact, tells, last))
    _mark(told, fact, tells, lead.position)
    return told


def _mark(told: Told, fact: Any, tells: Teller, position: int) -> None:
    shift: Id | None = getattr(fact, "shift", None) or getattr(fact, "giving", None)
    standing = tells.shift(shift, position) if shift else None
    if standing:
        told.shift = standing.shift
        told.code, told.kind = standing.kind, tells.place(standing.team, standing.kind)
