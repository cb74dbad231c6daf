"""What a snapshot of earlier code lacks is never missed: the stream is replayed instead."""

from __future__ import annotations

from typing import Any

import pytest

from domain.finance.claims.payments import PaymentList
from domain.finance.reports.handover import MainLedger
from domain.kernel import Acting, act_as, id_of
from domain.store.snapshot import AggregateSnapshot


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
