"""Waarom ik, waarom niet een ander, and what could help where nobody can: beside a proposal, within a second."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from domain.kernel import Id, NotThere
from domain.rosters.engine.team import answer as engine
from domain.rosters.engine.team.conflict import conflict
from domain.rosters.engine.team.explain import Could, Explainer
from domain.rosters.engine.team.problem import Problem
from domain.rosters.proposal_offer import private_rules, rebuilt
from domain.rosters.proposals import Placement
from domain.rosters.refusals import WorksElsewhere
from domain.rosters.verdicts import BY_AGREEMENT
from projections.proposal_problem import problem_of_roster
from projections.proposal_reasons import Reasons, Standing, gap_of, placement_of, split
from projections.proposal_visitors import team_of, visits_in
from projections.proposals import Alternative, ProposalShown, alternatives_of, offer_of
from projections.roster_page import period
from projections.roster_shapes import Period
from web.acts import acts
from web.language import tr
from web.proposal_ways import conflict_words, way_words, ways_out
from web.proposals_view import proposal_or_404
from web.proposals_words import RULES, rule_words
from web.roster_view import may_plan, roster_or_404
from web.rounds_words import ahead_words, hours_words
from web.teller import Teller, day_text
from web.trail_story import teller

bp = Blueprint("proposal_reasons", __name__)
SECONDS = 0.7
"""For the smallest conflict: the page comes within a second."""
_ADDRESS = "/rosters/<id:roster>/proposals/<id:proposal>/<int:number>"


def _(text: str, **places: object) -> str:
    return str(gettext(text, **places))


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody with why they do not have it."""

    person: Id
    name: str
    says: tuple[str, ...]


@bp.get(f"{_ADDRESS}/shifts/<id:slot>")
@acts("rosters.see_proposals")
def why(roster: Id, proposal: Id, number: int, slot: Id) -> ResponseReturnValue:
    """Why somebody has a shift in an alternative, and why nobody else has."""
    found, shown, alternative = _alternative(roster, proposal, number)
    placement = placement_of(alternative, slot)
    if placement is None:
        raise NotThere
    tells = teller()
    with g.house.at(shown.looked) as views:
        reasons = Reasons(views, found, shown, alternative, g.person)
        day, kind = placement.date, placement.kind
        standings = [reasons.standing(one, day, kind) for one in reasons.people(day)]
        weighed = _weighed(views, found, shown, number, slot)
    own = next((s for s in standings if s.person == placement.person), None)
    could, could_not = split(s for s in standings if s.person != placement.person)
    refused = {one: weighed[one] for one in weighed if weighed[one].forbids}
    could_not += [s for s in could if s.person in refused]
    could = sorted((s for s in could if s.person not in refused), key=lambda s: _weight(weighed.get(s.person)))
    page = _page(found, shown, alternative, day, kind, tells) | {
        "who": tells.person(placement.person), "me": placement.person == g.person,
        "because": _because(own, found, alternative, len(could), len(standings) - 1)
        if own
        else _asked(placement, tells),
        "could": [_could(s, weighed.get(s.person), found, tells) for s in could],
        "could_not": _by_name(_told(s, found, tells, refused.get(s.person)) for s in could_not),
    }  # fmt: skip
    return render_template("proposals/why.html", **page)


@bp.get(f"{_ADDRESS}/gaps/<id:slot>")
@acts("rosters.see_proposals")
def why_gap(roster: Id, proposal: Id, number: int, slot: Id) -> ResponseReturnValue:
    """Why a shift stays open, and the cheapest ways out."""
    found, shown, alternative = _alternative(roster, proposal, number)
    gap = gap_of(alternative, slot)
    if gap is None:
        raise NotThere
    day, kind = gap
    tells = teller()
    with g.house.at(shown.looked) as views:
        reasons = Reasons(views, found, shown, alternative, g.person)
        standings = [reasons.standing(one, day, kind) for one in reasons.people(day)]
        ways = reasons.ways(day, kind)
        problem, rebuilt_one = _problem(views, found, shown, number)
        solved = conflict(problem, [slot], rebuilt_one, SECONDS)
        others = bool(visits_in(views, found)) and _reason(alternative, slot) != "unfinished"
    could, could_not = split(standings)
    page = _page(found, shown, alternative, day, kind, tells) | {
        "conflict": conflict_words(could_not, len(standings)), "others": others,
        "proven": solved.proven and not solved.possible,
        "ways": [*ways_out(solved, private_rules(problem), tells)]
        + [way_words(way.person, way.without, found, tells) for way in ways],
        "could": [Told(s.person, tells.person(s.person), ()) for s in could],
        "could_not": _by_name(_told(s, found, tells) for s in could_not), "planner": may_plan(found.team),
    }  # fmt: skip
    return render_template("proposals/why_gap.html", **page)


def _reason(alternative: Alternative, slot: Id) -> str:
    return next(str(gap["reason"]) for gap in alternative.gaps if gap["slot"] == slot)


def _weighed(views: sqlite3.Connection, found: Period, shown: ProposalShown, number: int, slot: Id) -> dict[Id, Could]:
    """What it would mean by the engine's own figures, were it each other's."""
    problem, alternative = _problem(views, found, shown, number)
    private = private_rules(problem)
    return {one.carer: discreet(one, private) for one in Explainer(problem, alternative).why(slot).others}


def discreet(one: Could, private: frozenset[str]) -> Could:
    """The same without the names of rules that count for who is protected only."""
    return replace(one, forbids=tuple(replace(f, rule=BY_AGREEMENT) if f.rule in private else f for f in one.forbids))


def _problem(
    views: sqlite3.Connection, found: Period, shown: ProposalShown, number: int
) -> tuple[Problem, engine.Alternative]:
    """What the engine was asked of the team, and what it said."""
    moment, alternatives = offer_of(g.views, shown.proposal)
    then = period(views, found.roster) or found
    problem = problem_of_roster(views, then, shown.what, moment, visitors=False)
    return problem, rebuilt(problem, alternatives[number])


def _weight(could: Could | None) -> float:
    return could.weight if could else 0.0


def _alternative(roster: Id, proposal: Id, number: int) -> tuple[Period, ProposalShown, Alternative]:
    """What the address names; raises NotThere."""
    found = roster_or_404(roster, "rosters.see_proposals")
    g.place = "rosters.current"
    shown = proposal_or_404(found, proposal)
    alternatives = alternatives_of(g.views, proposal)
    if shown.looked is None or not 0 <= number < len(alternatives):
        raise NotThere
    return found, shown, alternatives[number]


def _page(
    found: Period, shown: ProposalShown, alternative: Alternative, day: str, kind: str, tells: Teller
) -> dict[str, Any]:
    return {
        "period": found, "shown": shown, "letter": "ABCDEFGH"[alternative.number % 8], "code": kind,
        "place": tells.place(found.team, kind),
        "title": f"{day_text(day)}, {tells.kind(found.team, kind, g.position)}",
    }  # fmt: skip


def _private(person: Id, found: Period) -> bool:
    """Whether who looks may know what somebody wished: that person, and who plans."""
    return person == g.person or may_plan(found.team)


def _because(own: Standing, found: Period, alternative: Alternative, others: int, everybody: int) -> list[str]:
    """Why the one who has it has it."""
    said = []
    wish = own.wish if _private(own.person, found) else ""
    if wish == "want":
        said.append(_("Dit was een wens om te werken."))
    if not others:
        said.append(_("Van de anderen kan niemand."))
    else:
        said.append(
            ngettext("Van de %(all)s anderen kan er nog %(num)s.", "Van de %(all)s anderen kunnen er nog %(num)s.",
                     others, all=everybody)
        )  # fmt: skip
    cost = alternative.costs.get(own.person)
    if cost:
        said.append(_hours(cost))
        said.append(_points(cost))
    if wish == "rather_not":
        said.append(_("De wens was liever niet. Die is niet gevolgd."))
    return said


def _asked(placement: Placement, tells: Teller) -> list[str]:
    """Why somebody of another team is in it."""
    said = [_("Wie bij het team hoort, gaat voor. Met hen alleen bleef deze dienst of een andere open.")]
    team = team_of(g.views, placement.person, placement.date)
    if team:
        said.append(_("Werkt bij %(team)s en sprak af dat jullie mogen vragen.", team=tells.team(team)))
    return [*said, _("De dienst staat pas in het rooster na een ja.")]


def _hours(cost: dict[str, Any]) -> str:
    if not cost["contract"]:
        return _("In dit voorstel: %(worked)s uur, zonder contract.", worked=hours_words(cost["minutes"]))
    return _(
        "In dit voorstel: %(worked)s van %(contract)s uur.",
        worked=hours_words(cost["minutes"]), contract=hours_words(cost["contract"]),
    )  # fmt: skip


def _points(cost: dict[str, Any]) -> str:
    carried = ahead_words(Fraction(cost["carried"]).limit_denominator(1000))
    return _("Punten na deze periode: %(ahead)s.", ahead=carried)


def _told(standing: Standing, found: Period, tells: Teller, refused: Could | None = None) -> Told:
    said: dict[str, None] = {_("Werkt deze dienst al, op een andere plek."): None} if standing.there else {}
    for verdict, here in standing.refused:
        said[tr(verdict.says if here else WorksElsewhere())] = None
    if standing.wish == "cannot":
        wished = _("Zei voor deze dag: kan niet.")
        said[wished if _private(standing.person, found) else _sentence(str(RULES["wish-cannot"]))] = None
    if standing.off_day:
        said[_sentence(str(RULES["off-day"]))] = None
    if not said and refused is not None:  # what the checker warns of, an alternative does not begin with
        said = {_sentence(rule_words(one.rule)): None for one in refused.forbids}
    return Told(standing.person, tells.person(standing.person), tuple(said) or (_("Mag dan niet."),))


def _by_name(told: Iterable[Told]) -> list[Told]:
    return sorted(told, key=lambda one: (one.name.casefold(), one.person))


def _could(standing: Standing, weighed: Could | None, found: Period, tells: Teller) -> Told:
    """Somebody who could as well: what it would mean for them, and for the whole."""
    said = [_("Mag dit ook.")]
    side = weighed.side if weighed else None
    if side and _private(standing.person, found):
        said += [_("Dan komt de wens voor %(day)s niet uit.", day=day_text(wish.date)) for wish in side.wishes_lost[:3]]
    if side and side.contract:
        said.append(
            _("Zou op %(worked)s van %(contract)s uur komen.", worked=hours_words(side.minutes[1]),
              contract=hours_words(side.contract))
        )  # fmt: skip
    if side and side.carried[0] != side.carried[1]:
        carried = ahead_words(Fraction(side.carried[1]).limit_denominator(1000))
        said.append(_("Punten dan: %(ahead)s.", ahead=carried))
    if weighed:
        said.append(_("Alles bij elkaar %(how)s.", how=_how(weighed.weight)))
    return Told(standing.person, tells.person(standing.person), tuple(said))


def _how(weight: float) -> str:
    """Whether the whole would be better by it, as the alternative weighs it."""
    if abs(weight) < 1:
        return _("even goed")
    return _("minder goed, zoals dit voorstel weegt") if weight > 0 else _("iets beter; zo ver zocht het niet")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
