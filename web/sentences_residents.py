"""The facts of residents' money as sentences: read by who may see it, and by the resident."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from web.places import Places

RESIDENTS = {
    "finance.ResidentAccountOpened": _l("{who} begon geld van {person} te bewaren."),
    "finance.ResidentMoneyMoved:in": _l("Bij {person} kwam op {day} {amount} bij."),
    "finance.ResidentMoneyMoved:out": _l("Bij {person} ging op {day} {amount} eraf."),
    "finance.ResidentMoneySetAside": _l("Van {person} wacht {amount} op de bank."),
    "finance.ResidentMoneyFreed": _l("Van {person} wacht een bedrag niet meer op de bank."),
    "finance.ResidentAccountClosed": _l("{who} sloot de rekening van {person}: alles is uitbetaald."),
    "finance.ResidentAccountReopened": _l("{who} begon weer geld van {person} te bewaren."),
    "finance.WithdrawalAsked": _l("{who} vroeg {amount} op van {person}: {text}."),
    "finance.WithdrawalSigned:first": _l("{who} zette de eerste handtekening onder een opname van {person}."),
    "finance.WithdrawalSigned:second": _l("{who} zette de tweede handtekening: de opname van {person} is betaald."),
    "finance.WithdrawalGranted": _l("{who} zette de tweede handtekening: de opname van {person} wacht op de bank."),
    "finance.WithdrawalPaid": _l("De bank betaalde de opname van {person}; {who} zocht de bankregel erbij."),
    "finance.WithdrawalRejected": _l("{who} wees een opname van {person} af."),
    "finance.WithdrawalDropped": _l("{who} trok een opname van {person} in."),
}
RESIDENTS_WAYS: dict[str, Callable[[Any, Places], str]] = {
    "finance.ResidentMoneyMoved": lambda fact, _: "in" if fact.cents > 0 else "out",
    "finance.WithdrawalSigned": lambda fact, _: "second" if fact.entry else "first",
}
