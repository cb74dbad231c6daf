"""The words of budgets, orders and hourly costs."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

VERSIONS = {
    "adopt": _l("vastgesteld"),
    "amend": _l("gewijzigd"),
    "shift": _l("verschoven"),
}
STATES = {
    "proposed": _l("wacht op een ander"),
    "adopted": _l("vastgesteld"),
    "declined": _l("niet vastgesteld"),
    "withdrawn": _l("ingetrokken"),
}
RATES = {
    "own": _l("eigen mensen en open diensten"),
    "agency": _l("uitzendkrachten en zzp"),
    "sleep": _l("slaapdiensten"),
}


def version_word(kind: str) -> str:
    """How a version came to be."""
    return str(VERSIONS[kind])


def budget_state(state: str) -> str:
    """How a proposed version stands."""
    return str(STATES[state])


def rate_word(kind: str) -> str:
    """Whose hours cost this."""
    return str(RATES.get(kind, kind))


BUDGET_WORDS = (version_word, budget_state, rate_word)
"""The filters of the pages of budgets."""
