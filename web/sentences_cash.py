"""The facts of cash boxes as sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from web.places import Places

CASH = {
    "finance.CashBoxBegun": _l("{who} begon kas {account} bij te houden."),
    "finance.CashLimitsSet": _l("{who} legde vast hoeveel er in kas {account} mag liggen en wat je eruit mag betalen."),
    "finance.CashSpent": _l("{who} betaalde op {day} {amount} uit kas {account}."),
    "finance.CashCounted": _l("{who} telde op {day} kas {account}: {amount}."),
    "finance.CountSigned:even": _l("{who} telde kas {account} na en tekende: het klopt."),
    "finance.CountSigned:differs": _l("{who} telde kas {account} na en tekende; een verschil werd geboekt."),
    "finance.CountRejected": _l("{who} liet de telling van kas {account} overdoen."),
}
CASH_WAYS: dict[str, Callable[[Any, Places], str]] = {
    "finance.CountSigned": lambda fact, _: "differs" if fact.difference else "even",
}
