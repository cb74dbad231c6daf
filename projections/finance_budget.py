"""Budgets as tables: each version as it was agreed, what waits to be adopted, orders, and what an hour costs."""

from __future__ import annotations

import json
from typing import Any

from domain.finance.budget import Budget, Commitment, Rates, budget_lines, shifted
from domain.finance.budget.lines import stored_budget
from domain.kernel import Id, who_did
from projections.finance_ledger import touch_money
from projections.fold import Views, on
from projections.tables import temporal

temporal("finance_budget", key=("team", "fund", "year"), columns=("version",))
"""The version that holds; 0 when none was adopted."""
temporal(
    "finance_budget_version",
    key=("team", "fund", "year", "version"),
    columns=(
        "kind", "lines", "proposal", "proposer", "by", "position", "moment", "decision", "why", "from_account",
        "to_account", "cents",
    ),
)  # fmt: skip
"""`kind`: adopt, amend or shift; `lines` is JSON, whole in each version; decision and why are packed and sealed."""
temporal(
    "finance_budget_proposal",
    key=("proposal",),
    columns=(
        "team", "fund", "year", "kind", "lines", "from_account", "to_account", "months", "decision", "why", "content",
        "state", "proposer", "decider", "declined",
    ),
    indexes=(("team", "state"),),
)  # fmt: skip
"""`state`: proposed, adopted, declined or withdrawn."""
temporal(
    "finance_commitment",
    key=("commitment",),
    columns=("team", "fund", "account", "cents", "consumed", "released", "supplier", "text", "expected", "orderers"),
    indexes=(("team", "fund", "account"),),
)
temporal(
    "finance_commitment_use", key=("commitment", "entry"),
    columns=("cents", "position", "number", "same", "missing", "mandate"),
    indexes=(("entry",), ("same",)),
)  # fmt: skip
"""Which invoice took how much of an order; gone when it was restored. Number and missing are packed and sealed."""
temporal("finance_rate", key=("kind", "valid_from"), columns=("cents", "account", "ort_account", "decision", "by"))


@on(Budget.BudgetBegun)
def budget_begun(views: Views, fact: Budget.BudgetBegun) -> None:
    """A budget without a version yet."""
    views.put("finance_budget", (fact.team, fact.fund, fact.year), version=0)
    touch_money(views, fact.team)


@on(Budget.BudgetProposed)
def budget_proposed(views: Views, fact: Budget.BudgetProposed) -> None:
    """A version that waits for a second person."""
    views.put(
        "finance_budget_proposal", (fact.proposal,),
        team=fact.team, fund=fact.fund, year=fact.year, kind=fact.kind, lines=json.dumps(fact.lines),
        from_account=fact.from_account, to_account=fact.to_account, months=json.dumps(fact.months),
        decision=fact.decision, why=fact.why, content=fact.content, state="proposed", proposer=fact.by, decider=None,
        declined=None,
    )  # fmt: skip
    touch_money(views, fact.team)


@on(Budget.BudgetDeclined)
def budget_declined(views: Views, fact: Budget.BudgetDeclined) -> None:
    """It does not hold."""
    views.change(
        "finance_budget_proposal", (fact.proposal,), state="declined", decider=fact.by, declined=fact.why.packed()
    )
    touch_money(views, fact.team)


@on(Budget.BudgetWithdrawn)
def budget_withdrawn(views: Views, fact: Budget.BudgetWithdrawn) -> None:
    """It is no longer wanted."""
    views.change("finance_budget_proposal", (fact.proposal,), state="withdrawn")
    touch_money(views, fact.team)


@on(Budget.BudgetAdopted)
def budget_adopted(views: Views, fact: Budget.BudgetAdopted) -> None:
    """The first version."""
    _stands(views, fact, "adopt", fact.lines, None, None, None)


@on(Budget.BudgetAmended)
def budget_amended(views: Views, fact: Budget.BudgetAmended) -> None:
    """A version with other amounts."""
    _stands(views, fact, "amend", fact.lines, None, None, None)


@on(Budget.BudgetShifted)
def budget_shifted(views: Views, fact: Budget.BudgetShifted) -> None:
    """The version before it, with cents on another account."""
    before = views.get("finance_budget_version", fact.team, fact.fund, fact.year, fact.version - 1) or {}
    lines = shifted(budget_lines(json.loads(before["lines"])), fact.from_account, fact.to_account, fact.months)
    _stands(views, fact, "shift", stored_budget(lines), fact.from_account, fact.to_account, fact.cents)


def _stands(
    views: Views, fact: Any, kind: str, lines: Any, from_account: str | None, to_account: str | None, cents: int | None
) -> None:
    views.put(
        "finance_budget_version", (fact.team, fact.fund, fact.year, fact.version),
        kind=kind, lines=json.dumps(lines), proposal=fact.proposal, proposer=fact.proposed_by, by=fact.by,
        position=views.position, moment=fact.timestamp.isoformat(timespec="seconds"), decision=fact.decision,
        why=fact.why, from_account=from_account, to_account=to_account, cents=cents,
    )  # fmt: skip
    views.put("finance_budget", (fact.team, fact.fund, fact.year), version=fact.version)
    views.change("finance_budget_proposal", (fact.proposal,), state="adopted", decider=fact.by)
    touch_money(views, fact.team)


@on(Commitment.CommitmentEntered)
def commitment_entered(views: Views, fact: Commitment.CommitmentEntered) -> None:
    """An order."""
    views.put(
        "finance_commitment", (fact.originator_id,),
        team=fact.team, fund=fact.fund, account=fact.account, cents=fact.cents, consumed=0, released=0,
        supplier=fact.supplier, text=fact.text, expected=fact.expected,
        orderers=json.dumps(who_did(fact.by, fact.on_behalf_of)),
    )  # fmt: skip
    touch_money(views, fact.team)


@on(Commitment.CommitmentAdjusted)
def commitment_adjusted(views: Views, fact: Commitment.CommitmentAdjusted) -> None:
    """Another amount in all."""
    orderers: list[Id] = json.loads((views.get("finance_commitment", fact.originator_id) or {})["orderers"])
    views.change(
        "finance_commitment", (fact.originator_id,),
        cents=fact.cents, expected=fact.expected,
        orderers=json.dumps(list(dict.fromkeys([*orderers, *who_did(fact.by, fact.on_behalf_of)]))),
    )  # fmt: skip
    touch_money(views, fact.team)


@on(Commitment.CommitmentConsumed)
def commitment_consumed(views: Views, fact: Commitment.CommitmentConsumed) -> None:
    """It falls by an invoice."""
    views.put(
        "finance_commitment_use", (fact.originator_id, fact.entry),
        cents=fact.cents, position=views.position, number=fact.number, same=fact.same, missing=fact.missing,
        mandate=fact.mandate,
    )  # fmt: skip
    _fall(views, fact, "consumed", fact.cents)


@on(Commitment.CommitmentRestored)
def commitment_restored(views: Views, fact: Commitment.CommitmentRestored) -> None:
    """The invoice was reversed."""
    views.drop("finance_commitment_use", (fact.originator_id, fact.entry))
    _fall(views, fact, "consumed", -fact.cents)


@on(Commitment.CommitmentReleased)
def commitment_released(views: Views, fact: Commitment.CommitmentReleased) -> None:
    """Nothing more comes of it."""
    _fall(views, fact, "released", fact.cents)


def _fall(views: Views, fact: Any, column: str, cents: int) -> None:
    standing = views.get("finance_commitment", fact.originator_id) or {}
    views.change("finance_commitment", (fact.originator_id,), **{column: standing[column] + cents})
    touch_money(views, fact.team)


@on(Rates.RateSet)
def rate_set(views: Views, fact: Rates.RateSet) -> None:
    """What an hour costs from a day on."""
    views.put(
        "finance_rate", (fact.kind, fact.valid_from),
        cents=fact.cents, account=fact.account, ort_account=fact.ort_account, decision=fact.decision, by=fact.by,
    )  # fmt: skip
    views.touch("rates")


@on(Rates.RatesBegun)
def rates_begun(views: Views, fact: Rates.RatesBegun) -> None:
    """The organisation keeps what an hour costs."""
    views.touch("rates")
