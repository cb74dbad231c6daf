"""Waarom: the chain from an entry back to what it rests on, each step with its people and its place in the trail.

Other slices add the steps of what they post by `@explains("claim")`: a function of the team, the id in the entry's
`source` and the entry, which gives the steps from the claim to the mandate and its decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import g, url_for

from domain.kernel import Id
from projections.finance_entry_page import EntryRow, Step, backs_of, entry_of, steps_of
from projections.trail import fact
from web.dates import moment_long
from web.finance_words import day_month_year, entry_word
from web.parts import opened
from web.say import say as _
from web.teller import role_text
from web.trail_story import teller


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the chain."""

    icon: str
    head: str
    says: str
    href: str | None = None
    more: str = ""


Explainer = Callable[[Id, Id, Id], Iterable[Reason]]
EXPLAINERS: dict[str, Explainer] = {}


def explains(kind: str) -> Callable[[Explainer], Explainer]:
    """Let a function tell what an entry of this kind of source rests on."""

    def keep(explainer: Explainer) -> Explainer:
        EXPLAINERS[kind] = explainer
        return explainer

    return keep


def chain(entry: EntryRow) -> list[Reason]:
    """From what was posted back to who decided on it."""
    title = opened(entry.text) if entry.text else entry_word(entry.kind).capitalize()
    happened = _("Wat er gebeurde, {day}").format(day=day_month_year(entry.value_date))
    found = [Reason("coin", happened, title, url_for("trail.fact", position=entry.position))]
    found += _taken_back(entry)
    kind, _colon, id = (entry.source or "").partition(":")
    if kind in EXPLAINERS:
        found += EXPLAINERS[kind](entry.team, id, entry.entry)
    found.append(_role(entry))
    return found


def _taken_back(entry: EntryRow) -> list[Reason]:
    found = []
    for back in backs_of(g.views, entry.entry):
        other = entry_of(g.views, entry.team, back.entry if back.reversal == entry.entry else back.reversal)
        if other is None:
            continue
        head = _("Draait terug") if back.reversal == entry.entry else _("Teruggedraaid door een storno")
        says = opened(other.text) if other.text else entry_word(other.kind).capitalize()
        href = url_for("finance.entry", team=entry.team, entry=other.entry)
        found.append(Reason("undo", head, says, href, more=_("Reden: {why}").format(why=opened(back.why))))
    return found


@explains("proposal")
def proposal_explained(_team: Id, proposal: Id, _entry: Id) -> list[Reason]:
    """Who proposed it, who changed it, and who approved which content."""
    found, before = [], None
    for step in steps_of(g.views, proposal, g.position):
        found.append(_step_told(step, before))
        before = step
    return found[::-1]


def _step_told(step: Step, before: Step | None) -> Reason:
    tells, row = teller(), fact(g.views, step.position)
    when, href = moment_long(row.moment) if row else "", url_for("trail.fact", position=step.position)
    if step.state == "proposed":
        head = _("Voorgesteld, {when}") if before is None else _("Veranderd, {when}")
        return Reason("note", head.format(when=when), tells.person(step.requesters[-1]), href)
    # what was posted was approved: of what was declined or withdrawn there is no entry to ask why of
    seen = _("Gezien: de inhoud met kenmerk {hash}").format(hash=step.content[:12])
    who = tells.person(step.decider or step.requesters[-1])
    return Reason("tick", _("Goedgekeurd, {when}").format(when=when), who, href, more=seen)


def _role(entry: EntryRow) -> Reason:
    """In which role who posted it acted: what a step without a mandate rests on."""
    row = fact(g.views, entry.position)
    role = role_text(row.role) if row else ""
    return Reason("person", _("In de rol van"), role, more=teller().person(entry.by))
