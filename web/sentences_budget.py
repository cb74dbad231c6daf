"""The facts of budgets, orders and hourly costs as sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from web.places import Places

BUDGET = {
    "finance.BudgetBegun": _l("{who} begon een begroting voor {year}."),
    "finance.BudgetProposed:adopt": _l("{who} stelde een begroting voor {year} voor."),
    "finance.BudgetProposed:amend": _l("{who} stelde voor de begroting van {year} te wijzigen."),
    "finance.BudgetProposed:shift": _l("{who} stelde voor binnen de begroting van {year} te verschuiven."),
    "finance.BudgetDeclined": _l("{who} stelde een voorgestelde begroting niet vast."),
    "finance.BudgetWithdrawn": _l("{who} trok een voorgestelde begroting in."),
    "finance.BudgetAdopted": _l("{who} stelde de begroting van {year} vast."),
    "finance.BudgetAmended": _l("{who} stelde een wijziging van de begroting van {year} vast: versie {version}."),
    "finance.BudgetShifted": _l(
        "{who} stelde vast dat {amount} in de begroting van {year} verschuift van {from_account} naar {to_account}."
    ),
    "finance.CommitmentEntered": _l("{who} voerde een verplichting in van {amount} op rekening {account}: {text}."),
    "finance.CommitmentAdjusted": _l("{who} paste een verplichting aan: die is nu in totaal {amount}."),
    "finance.CommitmentConsumed": _l("Een verplichting daalde met {amount} door een factuur die {who} boekte."),
    "finance.CommitmentRestored": _l("{who} zette {amount} van een verplichting terug na een storno."),
    "finance.CommitmentReleased": _l("{who} liet {amount} van een verplichting vrijvallen."),
    "finance.RatesBegun": _l("{who} begon vast te leggen wat een uur kost."),
    "finance.RateSet": _l("{who} legde vast wat een uur vanaf {valid_from} kost: {amount} op rekening {account}."),
}
BUDGET_WAYS: dict[str, Callable[[Any, Places], str]] = {"finance.BudgetProposed": lambda fact, _: str(fact.kind)}
