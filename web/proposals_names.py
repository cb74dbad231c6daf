"""The name of an alternative: what it is best in of those that are offered beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask_babel import lazy_gettext as _l

from projections.proposals import Alternative
from web.proposals_words import AIMS

_MINUTES = 60
FIGURES: dict[str, Callable[[Alternative], float]] = {
    "open": lambda one: len(one.gaps),
    "fair": lambda one: round(one.whole.get("points_apart", 0), 1),
    "wishes": lambda one: -one.whole.get("wishes_met", 0),
    "hours": lambda one: one.whole.get("minutes_off", 0) // _MINUTES,
}
"""As the page shows them; less is better."""
NAMES = AIMS | {"open": _l("Minst open"), "mixed": _l("Van alles wat"), "other": _l("Anders verdeeld")}


def best_in(one: Alternative, offered: Sequence[Alternative]) -> str:
    """What it was made for where no other is better in that; else what it alone is best in, if anything."""
    others = [other for other in offered if other.number != one.number]
    if any(all(of(other) <= of(one) for of in FIGURES.values()) and _differ(one, other) for other in others):
        return "other"
    alone = [aim for aim, of in FIGURES.items() if others and all(of(one) < of(other) for other in others)]
    own = FIGURES.get(one.aim)
    if one.aim in alone or (not alone and (own is None or all(own(one) <= own(other) for other in others))):
        return one.aim
    return alone[0] if alone else "mixed"


def _differ(one: Alternative, other: Alternative) -> bool:
    return any(of(one) != of(other) for of in FIGURES.values())


def name_of(one: Alternative, offered: Sequence[Alternative]) -> str:
    """Its name in words."""
    best = best_in(one, offered)
    return str(NAMES.get(best, best))
