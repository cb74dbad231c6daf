"""A set of one's own is no laxer than the law, with what the law lets a collective agreement say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from domain.kernel import Refusal
from domain.rosters.labour.findings import fits
from domain.rosters.labour.rule import PARAMETERS, Rule, Rules
from domain.rosters.labour.verdict import SEVERITIES

_LESS = frozenset({"limit_minutes", "limit_count", "longer_minutes", "over_minutes", "from_nights"})
"""The smaller, the stricter."""
_MORE = frozenset(
    {
        "rest_minutes", "other_rest_minutes", "other_part_minutes", "free_count", "before_minutes", "after_minutes",
        "ahead_minutes",
    }
)  # fmt: skip
"""The larger, the stricter. What is in neither is as the law has it: another window is another rule, beside it."""


class LaxerThanLaw(Refusal):
    """De wet laat dit niet toe: {rule} ({article}). {what}"""

    field = "rules"


def require_lawful(own: Rules, law: Rules) -> None:
    """Raises LaxerThanLaw with the first rule of the law that the set does not keep."""
    for refusal in laxer(own, law):
        raise refusal


def laxer(own: Rules, law: Rules) -> Iterator[LaxerThanLaw]:
    """Each rule of the law that a set leaves out, or has laxer."""
    if own.terms != law.terms:
        what = "Wat een dienst en een nacht is, staat in de wet. Laat terms weg."
        yield LaxerThanLaw(rule="terms", article="ATW artikel 1:7", what=what)
    for asked in law.rules:
        agreed = next((one for one in law.agreements if one["id"] == asked.id), {})
        if not asked.applies or _instead(own, law, agreed):
            continue
        kept = own.rule(asked.id)
        what = ""
        if kept is None or not kept.applies:
            what = "" if agreed.get("without") else "Deze regel staat niet in de set of geldt er niet."
        elif kept.check != asked.check or kept.only != asked.only:
            what = "Deze regel wordt anders gecontroleerd dan in de wet."
        elif SEVERITIES.index(kept.severity) > SEVERITIES.index(asked.severity):
            what = "Deze regel is minder streng: dat geldt voor severity."
        elif kept.consent and kept.consent != asked.consent:
            what = "Bij deze regel geeft de wet niemand de ruimte om zo af te wijken (consent)."
        elif not agreed.get("without"):
            what = _worse(kept, asked, agreed)
        if what:
            yield LaxerThanLaw(rule=asked.id, article=asked.article, what=what)


def _instead(own: Rules, law: Rules, agreed: Mapping[str, Any]) -> bool:
    """Whether one of the rules holds that an agreement may put in this one's place."""
    for id in agreed.get("instead", ()):
        kept, asked = own.rule(id), law.rule(id)
        if kept and asked and kept.applies and kept.check == asked.check and not _worse(kept, asked, {}):
            return True
    return False


def _worse(kept: Rule, asked: Rule, agreed: Mapping[str, Any]) -> str:
    """What is laxer, of the rule as the law has it and as an agreement may have it."""
    found = _figure_worse(kept, asked)
    if found and (figures := {name: value for name, value in agreed.items() if name not in ("id", "article")}):
        found = _figure_worse(kept, _changed(asked, figures))
    return found and f"Het getal bij {found} is ruimer dan de wet, of anders dan de wet het telt."


def _changed(asked: Rule, figures: Mapping[str, Any]) -> Rule:
    lists = {name: tuple(value) for name, value in figures.items() if isinstance(value, list)}
    single = {name: value for name, value in figures.items() if name not in lists}
    return replace(asked, figures={**asked.figures, **single}, lists={**asked.lists, **lists})


def _figure_worse(kept: Rule, asked: Rule) -> str:
    for name, value in asked.figures.items():
        own = kept.figures[name]
        if (own > value and name in _LESS) or (own < value and name in _MORE):
            return name
        if own != value and name not in _LESS | _MORE:
            return name
    lists = [wanted.removesuffix("[]") for wanted in PARAMETERS[asked.check] if wanted.endswith("[]")]
    if lists == ["shorter_minutes"]:
        return "" if fits(kept.lists["shorter_minutes"], asked.lists["shorter_minutes"]) else "shorter_minutes"
    if len(lists) == 2:
        first, second = lists
        pairs = list(zip(kept.lists[first], kept.lists[second], strict=False))
        for low, high in zip(asked.lists[first], asked.lists[second], strict=False):
            if not any(own <= low and other >= high for own, other in pairs):
                return first
    return ""
