"""The checker against the naive implementation: each on the cases that were worked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain.rosters.labour import rules_at
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


def test_every_rule_of_a_verdict_is_listed_with_its_set():
    for case in CASES:
        asked = json.loads(case.read_text())["check"]
        listed = {rule.id for rule in rules_at(asked["rules"], asked["from"]).rules}

        assert {one.rule for one in read_document(json.dumps(asked)).verdicts()} <= listed, case.stem


def test_every_rule_with_a_limit_is_tried_on_both_sides():
    """For each rule one case in which it is broken, and one in the same family in which it is kept."""
    worked = [(case.stem, json.loads(case.read_text())) for case in CASES]
    told = {rule for _, one in worked for rule in one["refused"] + one["warned"]}

    for rule in sorted(told):
        broken = {name.split("-")[0] for name, one in worked if rule in one["refused"] + one["warned"]}
        kept = {name.split("-")[0] for name, one in worked if rule not in one["refused"] + one["warned"]}
        assert broken & kept, rule
