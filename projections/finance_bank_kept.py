"""What a bank says of residents' money is kept in the trail from all but who may see it, and the resident it is of."""

from __future__ import annotations

from typing import Any

from domain.finance.bank import BankAccount, BankLine, BankPlace, ReconciliationRules
from projections.finance_residents import keep_from
from projections.fold import Views, on

RESIDENTS = "residents"


@on(
    BankAccount.BankAccountLinked, BankAccount.BankAccountRelinked, BankLine.LineTaken,
    BankPlace.BankPlaceTaken, BankPlace.BankPlaceTakenAgain, BankPlace.BankPlaceFreed,
    ReconciliationRules.RuleMade, ReconciliationRules.RuleChanged,
)  # fmt: skip
def fund_kept(views: Views, fact: Any) -> None:
    """What names the fund itself."""
    if fact.fund == RESIDENTS:
        keep_from(views, fact, ())


@on(BankAccount.BankAccountClosed, BankAccount.StatementImported)
def account_kept(views: Views, fact: Any) -> None:
    """What happens to their bank account."""
    _keep(views, fact, "finance_bank_account", fact.originator_id, ())


@on(BankLine.LineMatched, BankLine.LineExplained)
def matched_kept(views: Views, fact: Any) -> None:
    """A line that is put on the name of a resident."""
    _keep(views, fact, "finance_line", fact.originator_id, (fact.resident,) if fact.resident else ())


@on(BankLine.LineSplit)
def split_kept(views: Views, fact: BankLine.LineSplit) -> None:
    """A line that is divided over residents."""
    _keep(views, fact, "finance_line", fact.originator_id, sorted({part[2] for part in fact.parts if part[2]}))


@on(BankLine.LineReleased, BankLine.LineProposed)
def opened_kept(views: Views, fact: Any) -> None:
    """A line that is opened again, or that waits for another to confirm where it belongs."""
    _keep(views, fact, "finance_line", fact.originator_id, ())


@on(ReconciliationRules.RuleEnded)
def ended_kept(views: Views, fact: ReconciliationRules.RuleEnded) -> None:
    """A rule for their lines."""
    _keep(views, fact, "finance_rule", fact.rule, ())


def _keep(views: Views, fact: Any, table: str, key: str, residents: Any) -> None:
    row = views.get(table, key)
    if row and row["fund"] == RESIDENTS:
        keep_from(views, fact, residents)
