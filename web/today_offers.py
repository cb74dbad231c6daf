"""Open and offered shifts to come, what fits who looks first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from flask import g

from domain.kernel import Id
from domain.rosters import Verdict
from projections.roster_page import period
from projections.roster_shapes import Period, Shift
from projections.roster_sheet import Checker
from projections.today import contract_in, minutes_in, my_checker, open_shifts
from web.acts import allowed
from web.language import language, tr
from web.roster_days import span_title
from web.rounds_view import to_rounds, wishes_first
from web.say import say as _
from web.shown import instant_of, shown_day
from web.teller import Teller, day_text, hours_text
from web.today_shapes import Do, Offer, to_action, to_roster

_OPEN_SHOWN = 6
_JUDGED = 30


@dataclass(frozen=True, slots=True)
class Measure:
    """Who judges a roster's shifts for the person, and what the person works in its period."""

    checker: Checker
    period: Period
    minutes: int
    contract: int


Checkers = dict[Id, Measure | None]
"""By roster."""


def offers(team: Id, moment: datetime, tells: Teller) -> tuple[list[Offer], int]:
    """Open and offered shifts to come, what fits first, and how many more there are than are shown."""
    drafts = bool(allowed("rosters.plan_shift", team))
    found = open_shifts(g.views, team, g.person, instant_of(moment), drafts=drafts)
    takes = bool(allowed("rosters.take_shift", team))
    alike = Counter(_cell(shift) for shift in found)
    first = {_cell(shift): shift for shift in reversed(found)}
    cells = sorted(first.items(), key=lambda item: item[1].start)
    checkers: Checkers | None = {} if takes else None
    judged = [_offer(team, shift, tells, checkers, alike[cell]) for cell, shift in cells[:_JUDGED]]
    judged.sort(key=lambda offer: offer.button is None or not offer.button.posts)
    return _one_green(judged[:_OPEN_SHOWN]), max(len(cells) - _OPEN_SHOWN, 0)


def _one_green(offers: list[Offer]) -> list[Offer]:
    """A part has one main button: that of the first that fits."""
    if not offers or offers[0].button is None or not offers[0].button.posts:
        return offers
    return [replace(offers[0], button=replace(offers[0].button, main=True)), *offers[1:]]


def _cell(shift: Shift) -> tuple[str, str, Id]:
    """Open shifts of a kind on a day are one offer; what a colleague offers stands by itself."""
    return shift.date, shift.kind, shift.shift if shift.person else ""


def refused(verdicts: list[Verdict]) -> str | None:
    """The first sentence that refuses."""
    return next((tr(verdict.says) for verdict in verdicts if verdict.severity == "refused"), None)


def _offer(team: Id, shift: Shift, tells: Teller, checkers: Checkers | None, alike: int) -> Offer:
    kind = tells.kind(team, shift.kind, g.position)
    title = f"{day_text(shift.date)}, {kind}"
    whose = _("Van {who}.").format(who=tells.person(shift.person)) + " " if shift.person else ""
    whose = _("{n} plekken.").format(n=alike) + " " if alike > 1 else whose
    place = tells.place(team, shift.kind)
    button, small = None, _("Aangeboden") if shift.person else _("Open")
    if checkers is not None and g.person:
        small, button = _fits(team, shift, title, checkers)
    return Offer(shift.shift, shift.kind, place, bool(shift.person), title, whose + small, button)


def _checker(shift: Shift, checkers: Checkers) -> Measure | None:
    if shift.roster not in checkers:
        found = period(g.views, shift.roster)
        checkers[shift.roster] = _measure(found) if found else None
    return checkers[shift.roster]


def _measure(found: Period) -> Measure:
    minutes, contract = minutes_in(g.views, g.person, found), contract_in(g.views, g.person, found)
    return Measure(my_checker(g.views, g.person, found, viewer=g.person), found, minutes, contract)


def _becomes(measure: Measure, minutes: int) -> str:
    """What the person's hours become, of which period, and against which contract."""
    found = measure.period
    span = span_title(found.first, found.last, language(), shown_day().year)
    hours = hours_text(measure.minutes + minutes)
    if not measure.contract:
        return _("Je komt op {hours} in de periode van {span}.").format(hours=hours, span=span)
    return _("Je komt op {hours} in de periode van {span}; je contract is dan {contract}.").format(
        hours=hours, span=span, contract=hours_text(measure.contract)
    )


def _fits(team: Id, shift: Shift, title: str, checkers: Checkers) -> tuple[str, Do | None]:
    checker = _checker(shift, checkers)
    if checker is None:
        return _("Open"), None
    verdicts = checker.checker.judge_shift(shift)
    against = refused(verdicts)
    if against:
        to = to_roster(shift.roster, shift.date, cell=f"{g.person}:{shift.date}")
        says = _("Past niet bij jou. {why}").format(why=against)
        return says, Do(to, _("Waarom"), posts=False, about=title)
    says = _("Past bij jou.") + " " + _becomes(checker, shift.minutes)
    if shift.person is None and wishes_first(checker.period):
        return _("Diensten neem je daarna"), Do(to_rounds(shift.roster), _("Geef je wensen"), posts=False, about=title)
    warned = " ".join(tr(verdict.says) for verdict in verdicts)
    to = to_action("today.claim_shift", team, shift.roster, shift=shift.shift)
    return f"{says} {warned}".strip(), Do(to, _("Neem"), about=title)
