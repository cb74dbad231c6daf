"""Why a shift of a proposal stays open, and what would help, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import g
from flask_babel import gettext

from domain.kernel import Id
from domain.rosters.engine.team.conflict import Conflict
from projections.proposal_reasons import Standing
from projections.roster_shapes import Period
from web.proposals_words import RULES, rule_words
from web.teller import Teller, day_text

_MOST_WAYS = 5


def _(text: str, **places: object) -> str:
    return str(gettext(text, **places))


def conflict_words(blocked: list[Standing], everybody: int) -> str:
    """Why nobody can, in one sentence."""
    if len(blocked) < everybody:
        return _("Er kan nog iemand. Bij het zoeken was de tijd om, of het ging ten koste van een andere dienst.")
    counts: dict[str, int] = {}
    for standing in blocked:
        counts[_group(standing)] = counts.get(_group(standing), 0) + 1
    parts = [f"{n} × {word}" for word, n in sorted(counts.items(), key=lambda item: -item[1])]
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
    if standing.there or "agenda-double" in rules:
        return str(RULES["agenda-double"])
    return _("heeft dan te weinig rust of ruimte")


def ways_out(solved: Conflict, private: frozenset[str], tells: Teller) -> Iterator[str]:
    """What the engine tried and found to help, the lightest first."""
    for carer in dict(solved.possible).values():
        yield _("%(who)s kan het: neem deze dienst op het rooster.", who=tells.person(carer))
    for way in solved.ways_out[:_MOST_WAYS]:
        if way.kind == "ask" and way.carer and way.rule not in private:
            rule = rule_words(way.rule)
            yield _(
                "Vraag het %(who)s: die %(rule)s. Als dat mag wijken, kan het.", who=tells.person(way.carer), rule=rule
            )
        elif way.kind == "one-more":
            yield _("Met een mens erbij kan het, bijvoorbeeld van een andere woongroep.")
        elif way.kind == "split":
            names = _(" en ").join(tells.person(who) for _slot, who in way.assignments)
            yield _("In twee delen kan het: %(names)s elk een helft.", names=names)


def way_words(person: Id, without: Any, found: Period, tells: Teller) -> str:
    """How somebody could take it: when others take these of theirs."""
    shifts = _(" en ").join(
        _("%(kind)s van %(day)s", kind=tells.kind(found.team, p.kind, g.position), day=day_text(p.date))
        for p in without
    )
    return _("%(who)s kan het wel, als een ander de %(shifts)s neemt.", who=tells.person(person), shifts=shifts)
