"""Ten thousand files that were changed anyhow are each taken whole or refused by name, by the service and, one in
fifty of them, by the page (of any number, with more of the page: bench/bank_fuzz.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import bank_fuzz
from bench.statement_fuzz import NeitherReadNorRefused
from tests.finance.bank.fuzzed import Fuzzed


@pytest.mark.parametrize("seed", [20261122, 20261123, 20261124, 20261125])
def test_changed_files_are_taken_whole_or_refused(tmp_path: Path, seed: int) -> None:
    outcomes = bank_fuzz.fuzz(tmp_path, 2_500, seed, page_every=50)

    assert sum(times for outcome, times in outcomes.items() if not outcome.startswith("page")) == 2_500
    assert outcomes["taken"] >= 3 and outcomes["page 422"] >= 20 and len(outcomes) >= 15


def test_half_a_booking_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fuzzed, "wrong", lambda self: "half a booking")

    with pytest.raises(NeitherReadNorRefused):
        bank_fuzz.fuzz(tmp_path, 1, 1)
