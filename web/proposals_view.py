"""What the pages of a proposal show: how far the search is, the alternatives side by side, and what it costs whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import g
from flask_babel import gettext, ngettext

from domain.kernel import Id, NotThere
from domain.rosters.desk import days_of
from projections.proposals import (
    Alternative,
    ProposalShown,
    Taken,
    alternatives_of,
    changed_since,
    proposal_shown,
    searching,
    taken_of,
)
from projections.roster_page import least_of, touched
from projections.roster_shapes import Period, rows
from web.proposal_notes import Note, Notes
from web.proposals_asked import ask_told, asking_of
from web.proposals_names import name_of
from web.proposals_parts import Cell, GapTold, Part, Standing, gap_told, part_told
from web.proposals_words import FAILURES, missed_words, points_words
from web.roster_view import may_plan
from web.teller import Teller, day_text
from web.trail_story import teller

_MOST_WANTING = 10


def _(text: str, **places: object) -> str:
    return str(gettext(text, **places))


@dataclass(slots=True)
class Told:
    """One alternative in words."""

    number: int
    letter: str
    aim: str
    facts: list[tuple[str, str]]
    gaps: list[GapTold]
    left: int
    takes: bool
    mine: int
    """How many shifts of who looks can still be taken over, when they may."""
    done: bool
    """Whether all of it is in the roster."""
    nothing: bool
    """Whether it adds nothing at all: no other distribution was found."""
    asks: int
    """How many shifts are to be asked of people of other teams, or were."""


@dataclass(slots=True)
class Row:
    """One person across the alternatives."""

    person: Id
    name: str
    me: bool
    parts: list[Part | None] = field(default_factory=list)

    @property
    def team(self) -> str:
        """Of who belongs to another team its name."""
        return next((part.asks.team for part in self.parts if part and part.asks), "")


def proposal_or_404(found: Period, proposal: Id) -> ProposalShown:
    """A proposal for this roster; raises NotThere."""
    shown = proposal_shown(g.views, found.roster, proposal)
    if shown is None:
        raise NotThere
    return shown


def version_of(shown: ProposalShown) -> str:
    """Another one when there is something new to show."""
    note = note_of(shown)
    changed = max(touched(g.views, shown.team), touched(g.views, g.person)) if g.at is None else g.at
    return f"{changed}-{shown.state}-{note.version if shown.searching else ''}"


def note_of(shown: ProposalShown) -> Note:
    """How far its search is; nothing on a page of then."""
    if g.at is not None or not shown.searching:
        return Note()
    return Notes(g.house.workspace.data).read(shown.proposal)


def page(found: Period, shown: ProposalShown) -> dict[str, Any]:
    """Everything that the page and its live part show."""
    tells = teller()
    alternatives = alternatives_of(g.views, shown.proposal)
    note, away = note_of(shown), tells.absence(shown.absence) if shown.absence else None
    stands = _standing(found)
    told = [_told(one, name_of(one, alternatives), found, shown, stands, tells) for one in alternatives]
    return {
        "period": found, "shown": shown, "version": version_of(shown), "who": tells.person(shown.asked_by),
        "stopper": tells.person(shown.stopped_by) if shown.stopped_by else "",
        "note": note, "done": _done(shown, note), "ahead": _ahead(shown), "best": _best(note, found, tells),
        "alternatives": told, "rows": _rows(alternatives, found, shown, stands, tells),
        "stale": _stale(shown),
        "wanting": _wanting(note.wanting or (alternatives[0].wanting if alternatives else ()), found, tells),
        "taken": [_taken(one, found, tells) for one in taken_of(g.views, shown.proposal)],
        "why_not": _failure(shown), "acts": g.at is None and shown.state == "offered",
        "planner": may_plan(found.team) and g.at is None, "absent": away["person"] if away else "",
        "absent_name": tells.person(away["person"]) if away else "",
    }  # fmt: skip


def _standing(found: Period) -> Standing:
    """What is in the roster, and what it still wants."""
    days = tuple(days_of(found.first, found.last))
    wanted = {(day, kind): least for (kind, day), least in least_of(g.views, found.team, days).items()}
    shifts: dict[Id, Id | None] = {}
    theirs: set[Cell] = set()
    there: dict[tuple[str, str], list[Id | None]] = {}
    for shift, day, kind, person in rows(
        g.views, "SELECT shift, date, kind, person FROM rosters_shift WHERE roster = ?", found.roster
    ):
        shifts[shift] = person
        there.setdefault((day, kind), []).append(person)
        if person:
            theirs.add((day, kind, person))
    room = {
        cell: max(wanted.get(cell, 0), len(there.get(cell, ()))) - sum(bool(p) for p in there.get(cell, ()))
        for cell in {*wanted, *there}
    }
    return Standing(shifts, frozenset(theirs), room)


def _told(one: Alternative, aim: str, found: Period, shown: ProposalShown, stands: Standing, tells: Teller) -> Told:
    open_now = shown.state == "offered" and g.at is None and found.state != "closed"
    own = [p for p in one.shifts if not p.asks]
    left, asks = [p for p in own if not stands.state(p)], len(one.shifts) - len(own)
    done = bool(own) and all(stands.state(p) == "done" for p in own)
    together = any(p.was for p in one.shifts)
    whole = one.whole
    facts = [
        (_("Gevuld"), ngettext("%(num)s dienst erbij", "%(num)s diensten erbij", len(one.shifts))),
        *([(_("Eerst vragen"), ngettext("%(num)s dienst", "%(num)s diensten", asks))] if asks else []),
        (_("Blijft open"), ngettext("%(num)s dienst", "%(num)s diensten", len(one.gaps)) if one.gaps else _("niets")),
        (_("Wensen"), _of(whole.get("wishes_met", 0), whole.get("wishes_made", 0))),
        (_("Jokers"), _of(whole.get("jokers_met", 0), whole.get("jokers_made", 0))),
        (_("Verschil in punten"), points_words(whole.get("points_apart", 0))),
        (_("Naast contract"), _("%(hours)s uur", hours=whole.get("minutes_off", 0) // 60)),
    ]
    return Told(
        one.number, "ABCDEFGH"[one.number % 8], aim, facts,
        [gap_told(gap, found, tells) for gap in one.gaps], len(left),
        open_now and bool(left) and may_plan(found.team),
        sum(p.person == g.person for p in left) if open_now and not together else 0, done, not one.shifts,
        asks,
    )  # fmt: skip


def _rows(
    alternatives: list[Alternative], found: Period, shown: ProposalShown, stands: Standing, tells: Teller
) -> list[Row]:
    people = {p for one in alternatives for p in one.costs} | {s.person for one in alternatives for s in one.shifts}
    made = [Row(person, tells.person(person), person == g.person) for person in people]
    asking = asking_of(alternatives, found, shown)
    for row in made:
        asks = [ask_told(one, row.person, found, stands, asking, tells) for one in alternatives]
        row.parts = [
            part_told(one, row.person, found, shown, stands, tells, ask)
            for one, ask in zip(alternatives, asks, strict=True)
        ]
    return sorted(made, key=lambda row: (not row.me, bool(row.team), row.name.casefold(), row.person))


def _of(met: int, made: int) -> str:
    return _("%(met)s van %(made)s", met=met, made=made) if made else _("geen")


def _done(shown: ProposalShown, note: Note) -> int:
    """How much of its time is over, in percent."""
    if not note.tries:
        return 0
    return min(99, int(100 * note.seconds / max(shown.seconds, 1)))


def _ahead(shown: ProposalShown) -> int:
    """How many searches go before it."""
    if not shown.searching or g.at is not None:
        return 0
    return sum(other.position < shown.position for other in searching(g.views))


def _best(note: Note, found: Period, tells: Teller) -> list[tuple[str, int]]:
    """Of the best so far: who gets how many shifts."""
    if not note.best:
        return []
    many: dict[Id, int] = {}
    for shift in note.best["shifts"]:
        many[shift["person"]] = many.get(shift["person"], 0) + 1
    return sorted((tells.person(person), n) for person, n in many.items())


def _wanting(told: Iterable[dict[str, Any]], found: Period, tells: Teller) -> list[str]:
    """What cannot all be filled, whatever is tried: a few of them."""
    lines = []
    for one in list(told)[:_MOST_WANTING]:
        many = Counter((day, kind) for day, kind in one["shifts"])
        shifts = [
            f"{n} × {day_text(day)}, {tells.kind(found.team, kind, g.position)}" for (day, kind), n in many.items()
        ]
        lines.append(
            ngettext(
                "%(shifts)s: daarvoor is samen maar %(num)s mens die dan mag.",
                "%(shifts)s: daarvoor zijn samen maar %(num)s mensen die dan mogen.",
                one["available"], shifts="; ".join(shifts),
            )
        )  # fmt: skip
    return lines


def _stale(shown: ProposalShown) -> int:
    """How many shifts of the roster changed since it was looked at."""
    return changed_since(g.views, shown, g.position) if shown.state == "offered" else 0


def _taken(taken: Taken, found: Period, tells: Teller) -> dict[str, Any]:
    shifts = ngettext("%(num)s dienst", "%(num)s diensten", len(taken.shifts))
    letter = "ABCDEFGH"[taken.alternative % 8]
    who = tells.person(taken.by)
    if taken.person is None:
        says = _("%(who)s nam mogelijkheid %(letter)s over: %(shifts)s.", who=who, letter=letter, shifts=shifts)
    elif taken.person == taken.by:
        says = _("%(who)s nam het eigen deel van %(letter)s over: %(shifts)s.", who=who, letter=letter, shifts=shifts)
    else:
        says = _(
            "%(who)s nam uit %(letter)s over wat voor %(person)s is: %(shifts)s.",
            who=who, letter=letter, person=tells.person(taken.person), shifts=shifts,
        )  # fmt: skip
    missed = [missed_words(one, found, tells) for one in taken.missed]
    return {"position": taken.position, "moment": taken.moment, "says": says, "missed": missed}


def _failure(shown: ProposalShown) -> str:
    return str(FAILURES.get(shown.status, FAILURES["nothing"])) if shown.state == "failed" else ""
