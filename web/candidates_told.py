"""Candidates for an open shift in words: what it means for each, who was asked what, and why others cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from flask import g

from domain.kernel import AMSTERDAM, Id, Refusal, instant
from projections.agency import agency_of
from projections.asks import Asked, asked_for, on_duty
from projections.candidates import Against, Candidate, Ranking, candidates, decided_by
from projections.roster_shapes import Shift
from web.acts import allowed
from web.dates import clock, moment_long
from web.language import tr
from web.say import say as _
from web.shown import instant_of, shown_now
from web.teller import Teller, day_text, hours_text

FEW = 3
"""So many are asked with one tap."""


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody on the list."""

    person: Id
    name: str
    says: str
    why_here: str = ""
    """What else they are ranked by, and by what they stand before the next."""
    can_ask: bool = False


@dataclass(frozen=True, slots=True)
class AskTold:
    """Somebody who was asked."""

    name: str
    says: str
    tone: str = "wait"
    """wait, good or no."""
    why: str = ""


@dataclass(slots=True)
class Search:
    """An open shift with whoever could take it."""

    shift: Shift
    title: str
    times: str
    place: str
    taker: str = ""
    over: bool = False
    running: bool = False
    asked: list[AskTold] = field(default_factory=list)
    ranked: list[Told] = field(default_factory=list)
    unasked: list[Told] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)
    few: list[Told] = field(default_factory=list)
    few_says: str = ""
    few_names: str = ""
    """Whom that one tap asks."""


def search_of(shift: Shift, tells: Teller) -> Search:
    """Everything about an open shift that whoever looks for somebody needs."""
    kind = tells.kind(shift.team, shift.kind, g.position)
    found = Search(
        shift, f"{day_text(shift.date)}, {kind}", f"{shift.local_start}–{shift.local_end}",
        tells.place(shift.team, shift.kind),
    )  # fmt: skip
    asked = asked_for(g.views, shift.shift)
    found.running = bool(asked) and asked[0].how == ""
    found.over = shift.start <= instant_of(shown_now())
    found.asked = [_asked(one, tells) for one in asked]
    if shift.person:
        found.taker = tells.person(shift.person)
    elif not found.over:
        _candidates(found, candidates(g.views, shift, shown_now()), asked if found.running else [], tells)
    return found


def may_ask(shift: Shift, absent: Id | None) -> bool:
    """Whether who looks may ask for this shift: who plans, who works today or that day, and whoever is absent."""
    if g.at is not None or g.person is None:
        return False
    if allowed("rosters.plan_shift", shift.team) or g.person == absent:
        return True
    return duty_today(shift.team, (shift.date,))


def duty_today(team: Id, days: tuple[str, ...] = ()) -> bool:
    """Whether who looks works in the team today, or on one of these days."""
    day = shown_now().astimezone(AMSTERDAM).date()
    begin, end = instant(day, 0), instant(day, 24 * 60)
    return on_duty(g.views, team, g.person, (day.isoformat(), *days), begin, end)


def effect_text(one: Candidate, *, me: bool = False) -> list[str]:
    """What taking the shift means, in sentences; `me`: for the person themselves."""
    said = [tr(warning) for warning in one.warnings] or [_("Geen waarschuwing.")]
    if one.rest is None or one.rest_step == 0:
        said.append(_("Een dag rust of meer eromheen."))
    elif one.rest_here and one.rest:  # none where it joins a sleep shift
        said.append(_("Minstens {hours} rust eromheen.").format(hours=hours_text(one.rest)))
    if not one.here:
        return said
    if one.contract and me:
        says = _("Je komt op {worked} van {contract} in deze periode.")
    elif one.contract:
        says = _("Komt op {worked} van {contract} in deze periode.")
    else:
        says = _("Je komt op {worked} in deze periode.") if me else _("Komt op {worked} in deze periode.")
    return [*said, says.format(worked=hours_text(one.minutes), contract=hours_text(one.contract))]


def _candidates(found: Search, ranking: Ranking, asked: list[Asked], tells: Teller) -> None:
    standing = {one.person for one in asked}
    left = [one for one in ranking.ranked if one.person not in standing]
    for number, one in enumerate(left):
        why = _because(decided_by(one, left[number + 1])) if number + 1 < len(left) else ""
        more = " ".join([*_points(one), _last(one), why])
        name = _name(one.person, one.here, tells)
        found.ranked.append(Told(one.person, name, " ".join(effect_text(one)), more.strip(), True))
    found.unasked = [_unasked(one, tells) for one in ranking.unasked if one.person not in standing]
    found.refused = [_against(a.person, a.here, a.why, tells) for a in ranking.refused if a.person not in standing]
    found.few = found.ranked[:FEW]
    found.few_says = _few(found.few)
    if len(found.few) > 1:
        first, last = ", ".join(one.name for one in found.few[:-1]), found.few[-1].name
        found.few_names = _("{names} en {last}").format(names=first, last=last)


def _few(few: list[Told]) -> str:
    if len(few) == FEW:
        return _("Vraag deze drie")
    return _("Vraag deze twee") if len(few) == 2 else _("Vraag {name}").format(name=few[0].name) if few else ""


def _because(criterion: str) -> str:
    return {
        "warnings": _("Staat hier door minder waarschuwingen dan de volgende."),
        "rest": _("Staat hier door meer rust dan de volgende."),
        "hours": _("Staat hier door minder uren, naast het contract, dan de volgende."),
        "points": _("Staat hier door minder zware diensten tot nu toe dan de volgende."),
        "asked": _("Staat hier omdat de volgende later nog is gevraagd."),
        "order": _("Gelijk aan de volgende."),
    }[criterion]


def _points(one: Candidate) -> list[str]:
    """How the heavy shifts were shared until now; of who is of another team that is not told."""
    points = round(one.points)
    if not one.here or not points:
        return []
    if points > 0:
        return [_("Droeg {n} punten meer dan gelijk verdeeld.").format(n=points)]
    return [_("Droeg {n} punten minder dan gelijk verdeeld.").format(n=-points)]


def _last(one: Candidate) -> str:
    if one.asked is None:
        return _("Nog nooit gevraagd.")
    return _("Het laatst gevraagd op {moment}.").format(moment=moment_long(one.asked))


def _name(person: Id, here: bool, tells: Teller) -> str:
    name = tells.person(person)
    return name if here else _("{name}, van een andere woongroep").format(name=name)


def _unasked(one: Against, tells: Teller) -> Told:
    told = _against(one.person, one.here, one.why, tells)
    if agency_of(g.views, one.person) is None:
        return told
    return replace(told, says=_("Werkt voor een bureau: bel het bureau."))


def _against(person: Id, here: bool, why: Iterable[Refusal], tells: Teller) -> Told:
    return Told(person, _name(person, here, tells), " ".join(tr(one) for one in why))


def _asked(one: Asked, tells: Teller) -> AskTold:
    name, at = tells.person(one.person), clock(one.moment)
    if one.answer == "yes":
        return AskTold(name, _("zei ja"), "good")
    if one.answer == "no":
        why = tells.opened(one.why) if one.why and g.person in (one.person, one.asked_by) else ""
        return AskTold(name, _("zei nee"), "no", why)
    if one.how:
        return AskTold(name, _("gevraagd om {at}, hoeft niet meer").format(at=at), "no")
    return AskTold(name, _("gevraagd om {at}, nog geen antwoord").format(at=at))
