"""The checker against the naive implementation: each on the cases that were worked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain.rosters.labour.document import read_document
from tests.rosters.labour.naive_sets import SETS, examine, summary

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_worked_by_hand(case):
    worked = json.loads(case.read_text())
    rules = SETS[worked["check"]["rules"]]

    found = read_document(json.dumps(worked["check"])).verdicts()

    assert summary(found, rules) == {key: worked[key] for key in ("refused", "warned", "noted")}, worked["why"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_naive_implementation_agrees_with_the_case(case):
    worked = json.loads(case.read_text())

    found = summary(examine(worked["check"]), SETS[worked["check"]["rules"]])

    # the checker tells the worst of windows that overlap, so that a noted one may be hidden by a refused one
    found["noted"] = [rule for rule in found["noted"] if rule in worked["noted"] or rule not in worked["refused"]]
    assert found == {key: worked[key] for key in ("refused", "warned", "noted")}, worked["why"]


def test_every_rule_that_both_know_has_a_case():
    worked = [json.loads(case.read_text()) for case in CASES]

    refused = {rule for one in worked for rule in one["refused"] + one["warned"]}

    assert len(CASES) >= 40
    assert refused >= set(SETS["atw"])
