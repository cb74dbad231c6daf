"""What pages that spend show of a mandate: whose it is, and the steps from it to the decision that gave it."""

from __future__ import annotations

from flask import g, url_for

from domain.kernel import Id
from projections.mandates import MandateView, mandate_of
from web.finance_why import Reason
from web.finance_words import day_month_year
from web.language import euro
from web.parts import opened
from web.say import say as _
from web.teller import Teller
from web.trail_story import teller


def holds_it(mandate: MandateView, person: Id, day: str) -> bool:
    """Whether somebody has a mandate, in person or by a role of the team."""
    if mandate.person:
        return mandate.person == person
    return mandate.for_role in g.relations.roles_in(mandate.team, day)


def holder_of(mandate: MandateView, tells: Teller) -> str:
    """Whose it is: a name, or a role."""
    if mandate.person:
        return tells.person(mandate.person)
    words = {"finance": _("wie het geld bijhoudt"), "planner": _("wie plant"), "member": _("iedereen in het team")}
    return words.get(mandate.for_role or "", mandate.for_role or "")


def mandate_explained(team: Id, mandate: Id | None) -> list[Reason]:
    """The mandate under which something was spent, and the decision that gave it; nothing when there was none."""
    found, tells = mandate_of(g.views, team, mandate) if mandate else None, teller()
    if found is None:
        return []
    most = _("tot {cents} per keer, tot en met {day}").format(
        cents=euro(found.limits.per_act), day=day_month_year(found.last)
    )
    href, given = url_for("mandates.show", team=team) + f"#m-{found.id}", url_for("trail.fact", position=found.given)
    who = _("Vastgelegd door {who}").format(who=tells.person(found.giver))
    return [
        Reason("person", _("Onder het mandaat van"), holder_of(found, tells), href, most),
        Reason("note", _("Volgens het besluit"), opened(found.decision), given, who),
    ]
