"""Waarom ik, waarom niet een ander, and what could help where nobody can: beside a proposal, within a second."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from domain.kernel import Id, NotThere
from domain.rosters.refusals import WorksElsewhere
from projections.proposal_reasons import Reasons, Standing, gap_of, placement_of, split
from projections.proposals import Alternative, ProposalShown, alternatives_of
from projections.roster_shapes import Period
from web.acts import acts
from web.language import tr
from web.proposals_view import proposal_or_404
from web.proposals_words import RULES
from web.roster_view import may_plan, roster_or_404
from web.rounds_words import ahead_words, hours_words
from web.teller import Teller, day_text
from web.trail_story import teller

bp = Blueprint("proposal_reasons", __name__)
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
        reasons = Reasons(views, found, shown, alternative)
        day, kind = placement.date, placement.kind
        standings = [reasons.standing(one, day, kind) for one in reasons.people()]
    own = next((s for s in standings if s.person == placement.person), None)
    could, could_not = split(s for s in standings if s.person != placement.person)
    page = _page(found, shown, alternative, day, kind, tells) | {
        "who": tells.person(placement.person), "me": placement.person == g.person,
        "because": _because(own, alternative, len(could), len(standings) - 1) if own else [],
        "could": [_could(s, placement.person, alternative, tells) for s in could],
        "could_not": [_told(s, tells) for s in could_not],
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
        reasons = Reasons(views, found, shown, alternative)
        standings = [reasons.standing(one, day, kind) for one in reasons.people()]
        ways = reasons.ways(day, kind)
    could, could_not = split(standings)
    page = _page(found, shown, alternative, day, kind, tells) | {
        "conflict": _conflict(could_not, len(standings)),
        "ways": [_way(way.person, way.without, found, tells) for way in ways],
        "could": [Told(s.person, tells.person(s.person), ()) for s in could],
        "could_not": [_told(s, tells) for s in could_not], "planner": may_plan(found.team),
    }  # fmt: skip
    return render_template("proposals/why_gap.html", **page)


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


def _because(own: Standing, alternative: Alternative, others: int, everybody: int) -> list[str]:
    """Why the one who has it has it."""
    said = []
    if own.wish == "want":
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
    if own.wish == "rather_not":
        said.append(_("De wens was liever niet. Die is niet gevolgd."))
    return said


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


def _told(standing: Standing, tells: Teller) -> Told:
    said: dict[str, None] = {}
    for verdict, here in standing.refused:
        said[tr(verdict.says if here else WorksElsewhere())] = None
    if standing.wish == "cannot":
        said[_("Zei voor deze dag: kan niet.")] = None
    if standing.off_day:
        said[_sentence(str(RULES["off-day"]))] = None
    return Told(standing.person, tells.person(standing.person), tuple(said))


def _could(standing: Standing, chosen: Id, alternative: Alternative, tells: Teller) -> Told:
    """Somebody who could as well: what they have instead."""
    mine, theirs = alternative.costs.get(standing.person), alternative.costs.get(chosen)
    said = [_("Mag dit ook.")]
    if standing.there:
        said = [_("Werkt deze dienst ook al, op een andere plek.")]
    elif standing.wish == "rather_not":
        said.append(_("Werkt dan liever niet."))
    if mine and theirs and mine["contract"] and theirs["contract"]:
        over = mine["minutes"] / mine["contract"] - theirs["minutes"] / theirs["contract"]
        if over > 0.01:
            said.append(_("Zit in dit voorstel dichter bij het contract, of er verder boven."))
    if mine and theirs and mine["carried"] - theirs["carried"] > 0.5:
        said.append(_("Draagt meer punten."))
    if mine:
        said.append(_hours(mine))
    return Told(standing.person, tells.person(standing.person), tuple(said))


def _conflict(blocked: list[Standing], everybody: int) -> str:
    """Why nobody can, in one sentence."""
    if len(blocked) < everybody:
        return _("Er kan nog iemand. Bij het zoeken was de tijd om, of het ging ten koste van een andere dienst.")
    counts: dict[str, int] = {}
    for standing in blocked:
        counts[_group(standing)] = counts.get(_group(standing), 0) + 1
    parts = [f"{n} {word}" for word, n in sorted(counts.items(), key=lambda item: -item[1])]
    return _("Van de %(all)s mensen in het team kan niemand: %(why)s.", all=everybody, why=", ".join(parts))


def _group(standing: Standing) -> str:
    rules = {verdict.rule for verdict, _here in standing.refused}
    for rule in ("team-member", "agenda-absent", "team-competence"):
        if rule in rules:
            return str(RULES[rule])
    if standing.off_day:
        return _("is dan vrij")
    if standing.wish == "cannot":
        return str(RULES["wish-cannot"])
    if "agenda-double" in rules:
        return str(RULES["agenda-double"])
    return _("heeft dan te weinig rust of ruimte")


def _way(person: Id, without: Any, found: Period, tells: Teller) -> str:
    shifts = _(" en ").join(
        _("%(kind)s van %(day)s", kind=tells.kind(found.team, p.kind, g.position), day=day_text(p.date))
        for p in without
    )
    return _("%(who)s kan het wel, als een ander de %(shifts)s neemt.", who=tells.person(person), shifts=shifts)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
