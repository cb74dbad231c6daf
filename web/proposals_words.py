"""A proposal in words: what an alternative aims at, why something stays open, why something was left out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from flask import g
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from domain.kernel import Id, Refusal
from domain.rosters import Verdict
from domain.rosters.refusals import WorksElsewhere
from projections.proposal_reasons import checker_around
from projections.roster_page import kinds_of
from projections.roster_shapes import Period
from projections.roster_sheet import Checker
from web.language import tr
from web.rounds_words import decimal
from web.teller import Teller, day_text

AIMS = {
    "fair": _l("Eerlijk verdeeld voorop"),
    "wishes": _l("Wensen voorop"),
    "hours": _l("Contracturen voorop"),
    "again": _l("Zo weinig mogelijk veranderen"),
}
REASONS = {
    "nobody": _l("Niemand mag deze dienst werken, ook niet zonder andere diensten."),
    "rules": _l("Wie dit mag, kan niet door wat die al werkt."),
    "unfinished": _l("Er was geen tijd meer om iemand te vinden."),
}
FAILURES = {
    "nothing": _l("Er is in deze tijd geen enkele verdeling gevonden."),
    "filled": _l("Er was niets meer open toen het zoeken begon."),
    "closed": _l("Het rooster werd gesloten."),
    "stopped": _l("Het zoeken werd gestopt voordat er iets was gevonden."),
    "crashed": _l("Het zoeken brak steeds af. Vraag het nog eens. Lukt het weer niet, vraag dan de beheerder."),
}
RULES = {
    "agenda-double": _l("werkt dan al"),
    "agenda-absent": _l("is er dan niet"),
    "team-member": _l("hoort dan niet bij het team"),
    "team-competence": _l("mist een bekwaamheid"),
    "team-succession": _l("mag niet na de dienst ervoor"),
    "wish-cannot": _l("kan dan niet"),
    "wish-rather-not": _l("werkt dan liever niet"),
    "own-kind": _l("wil niet meer van deze diensten"),
    "own-max_minutes": _l("zit aan de eigen grens van uren"),
    "own-max_run": _l("zit aan de eigen grens van dagen achter elkaar"),
    "own-max_weekends": _l("zit aan de eigen grens van weekenden"),
    "own-agreement": _l("past dan niet bij een afspraak over werktijden"),
    "awake": _l("zou dan te lang achter elkaar werken"),
    "off-day": _l("is dan vrij, en sprak niet af om dan te werken"),
}
MISSED = {
    "taken": _l("Dat is intussen bezet."),
    "gone": _l("Die dienst is er niet meer."),
    "past": _l("Die dienst is al begonnen."),
}


def _(text: str, **places: object) -> str:
    return str(gettext(text, **places))


def rule_words(rule: str) -> str:
    """What a rule says in a few words; of the law its article."""
    if rule in RULES:
        return str(RULES[rule])
    return _("regel %(rule)s", rule=_article(rule))


def _article(rule: str) -> str:
    """ATW 5:3 lid 2, of `atw-5:3-2`."""
    law, _dash, rest = rule.partition("-")
    number, _dash, part = rest.partition("-")
    names = {"atw": "ATW", "atb": "ATB", "cao": "cao"}
    name = names.get(law.partition(".")[0][:3], law)
    if law == "cao":
        return f"cao {rest.removeprefix('ghz-')}"
    return f"{name} {number}" + (_(" lid %(part)s", part=part) if part.isdigit() else "")


def points_words(points: float) -> str:
    """1,5 punten."""
    return _("%(points)s punten", points=decimal(Fraction(points).limit_denominator(100), 1))


def missed_words(missed: dict[str, str], found: Period, tells: Teller) -> str:
    """Somebody's shift that was left out, and why as far as it still holds."""
    day, kind, person, rule = missed["date"], missed["kind"], missed["person"], missed["rule"]
    why = str(MISSED[rule]) if rule in MISSED else against(found, day, kind, person)
    return _(
        "%(who)s, %(day)s, %(kind)s: %(why)s",
        who=tells.person(person), day=day_text(day), kind=tells.kind(found.team, kind, g.position),
        why=why or _("paste niet (%(rule)s).", rule=rule_words(rule)),
    )  # fmt: skip


def against(found: Period, day: str, kind: str, person: Id) -> str:
    """What the rules have against somebody working a kind on a day, without what other teams do; nothing if nothing."""
    if kind not in kinds_of(g.views, found.team):
        return str(MISSED["gone"])
    checker = checker_around(g.views, person, found, g.person)
    refused = [v for v in checker.judge_new(found, day, kind) if v.severity == "refused"]
    known = _known(checker, found, day, kind)
    said: dict[str, Any] = {}
    for verdict in refused:
        says: Refusal = verdict.says if _key(verdict) in known else WorksElsewhere()
        said[str(says)] = tr(says)
    return " ".join(said.values())


def _known(checker: Checker, found: Period, day: str, kind: str) -> set[tuple[str, str]]:
    """What can be told without telling of another team."""
    own = replace(checker, booked=[b for b in checker.booked if b.team == found.team])
    return {_key(v) for v in own.judge_new(found, day, kind)}


def _key(verdict: Verdict) -> tuple[str, str]:
    return verdict.rule, str(verdict.says)
