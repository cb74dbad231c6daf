"""What a snapshot of earlier code lacks is never missed: the stream is replayed instead."""

from __future__ import annotations

from typing import Any

import pytest

from domain.finance.budget import Budget, budget_of, refusals
from domain.finance.claims.payments import PaymentList
from domain.finance.reports.handover import MainLedger
from domain.kernel import Acting, act_as, id_of
from domain.store.mapper import FactMapper
from domain.store.snapshot import AggregateSnapshot
from tests.harness.budgets import Planned, evenly
from tests.harness.money import Purse


@pytest.mark.parametrize(
    ("cls", "begun", "lacks"),
    [(PaymentList, {"team": id_of("team"), "fund": "team"}, "returned"), (MainLedger, {}, "centres")],
)
def test_a_snapshot_from_before_a_field_was_kept_is_left_alone(cls: Any, begun: dict[str, str], lacks: str) -> None:
    with act_as(Acting(id_of("bram"), "finance")):
        found = cls.begin(id=id_of("long"), **begun)
    found.collect_events()
    snapshot = AggregateSnapshot.take(found)
    assert snapshot.fits()

    del snapshot.state[lacks]
    snapshot.state["class_version"] = 1

    assert not snapshot.fits()


def test_a_budget_that_was_changed_often_still_says_that_nothing_changes(
    purse: Purse, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, workspace = Planned(purse), purse.home.house.workspace
    plan.adopt({"4310": evenly(50_000)})
    budget = workspace.get(Budget, budget_of(purse.team, "team", 2026))
    assert budget
    written = FactMapper.to_stored_event(object.__new__(FactMapper), AggregateSnapshot.take(budget))
    monkeypatch.setattr(workspace, "_taken", lambda id: AggregateSnapshot.decoded(written).mutate(None))

    with purse.home.by(purse.bram):
        found = workspace.get(Budget, budget.id)
        assert found
        vault = workspace.vault
        with pytest.raises(refusals.NothingChanges):
            found.propose(
                id_of("same"), {"4310": evenly(50_000)}, decision=vault.seal(purse.team, "a"),
                why=vault.seal(purse.team, "b"),
            )  # fmt: skip
