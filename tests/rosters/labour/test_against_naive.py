"""The checker against the naive implementation on random agendas.

Thousands of them: `python -m bench.labour_against_naive --examples 5000`.
"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

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
