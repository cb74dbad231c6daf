"""The checker against the naive implementation on random agendas.

Thousands of them: `python -m bench.labour_against_naive --examples 5000`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from domain.rosters.labour import document
from domain.rosters.labour.sets import rules_at
from tests.rosters.labour.agendas import agendas
from tests.rosters.labour.compare import difference

few = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@settings(few, max_examples=40)
@given(agendas("atw"))
def test_the_law_on_random_agendas(agenda):
    assert difference(agenda) is None


@settings(few, max_examples=15)
@given(agendas("cao-ghz"))
def test_the_cao_on_random_agendas(agenda):
    assert difference(agenda) is None


@settings(few, max_examples=6)
@given(agendas("cao-ghz", weeks=58))
def test_a_year_of_history(agenda):
    assert difference(agenda) is None


def test_a_checker_that_is_wrong_is_seen(monkeypatch):
    case = json.loads((Path(__file__).parent / "cases" / "rest-10-45-once.json").read_text())["check"]
    right = difference(case)

    law = rules_at("atw", case["from"])
    wrong = [
        replace(rule, figures={**rule.figures, "rest_minutes": 645}) for rule in law.rules if rule.id == "atw-5:3-2"
    ]
    monkeypatch.setattr(document, "rules_at", lambda name, day: replace(law, rules=tuple(wrong)))

    assert right is None
    assert difference(case) == "atw-5:3-2: the checker says nothing, the naive one noted"
