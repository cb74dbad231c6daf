"""What is recorded can be read again, and what is broken is told by its place."""

from __future__ import annotations

import json

import pytest

from domain.rosters.engine.team.answer import Alternative, Blocked, Finding, Gap, Outcome, Totals, WishMet
from domain.rosters.engine.team.form import WrongForm, alternative_of, problem_of, to_json
from domain.rosters.engine.team.problem import (
    VERSION,
    Carer,
    Competence,
    Limits,
    Mix,
    Problem,
    RuleSet,
    RulesFrom,
    Slot,
    Span,
    Stretch,
    Weights,
    Wish,
)  # fmt: skip


@pytest.fixture
def problem() -> Problem:
    """One shift and one carer, with something in every field."""
    slot = Slot("s1", "2026-03-02", "L", "L", "2026-03-02T14:00Z", "2026-03-02T22:00Z", "15:00", "23:00", 450,
                needs=("medicatie",), carer="anna")  # fmt: skip
    carer = Carer(
        "anna", 7680, 1920, there=(Span("2026-03-01"),),
        competences=(Competence("medicatie", Span("2025-01-01", "2027-01-01")),),
        absences=(Span("2026-03-09", "2026-03-10"),), wishes=(Wish("2026-03-02", "L", "want", 2, True),),
        limits=Limits(9000, 5, 2, (("N", 3),)), carried=-1.5,
        elsewhere=(Stretch("2026-02-27T06:00Z", "2026-02-27T14:00Z", breaks=30, date="2026-02-27", kind="V"),),
        rules=(RulesFrom("1900-01-01", "cao-ghz"), RulesFrom("2026-03-16", "huis")), told="2026-02-01T09:00Z",
        flex=True, off_days=True,
    )  # fmt: skip
    return Problem(
        "team", "2026-03-02", "2026-03-29", (slot,), (carer,), points=(Weights("1900-01-01", 3, 2, 1, 2),),
        no_next=(("L", ("V",)),), mixes=(Mix(("s1",), "bhv", 1),), sets=(RuleSet("huis", "{}"),),
        frozen="2026-03-02T00:00Z",
    )  # fmt: skip


def test_a_problem_that_is_written_reads_the_same(problem: Problem) -> None:
    assert problem_of(to_json(problem)) == problem


def test_an_alternative_that_is_written_reads_the_same() -> None:
    finding = Finding("atw-5:3-2", "ATW", "noted", 480, 660, "2026-03-02T22:00Z", "2026-03-03T06:00Z", 1, 1)
    outcome = Outcome(
        "anna", 450, 7680, 1, 1.25, -0.25, (WishMet("2026-03-02", None, "want", 1, False, True),), ("s1",), (),
        (finding,),
    )  # fmt: skip
    gap = Gap("s2", "rules", (Blocked("anna", (finding,)),))
    made = Alternative("fair", 1, (("s1", "anna"),), (gap,), (outcome,), Totals(1, 1, 0, 1, 1, 0, 0, 2.5, 60, 1))

    assert alternative_of(to_json(made)) == made


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda it: it.update(version=VERSION + 1), "version"),
        (lambda it: it.update(name="Anna"), "Problem"),
        (lambda it: it["slots"][0].update(minutes="450"), r"Problem.slots\[0\].minutes"),
        (lambda it: it["slots"][0].update(minutes=True), r"Problem.slots\[0\].minutes"),
        (lambda it: it["carers"][0]["limits"].pop("max_run"), r"Problem.carers\[0\].limits"),
        (lambda it: it.update(no_next=[["L"]]), r"Problem.no_next\[0\]"),
    ],
)
def test_a_broken_text_is_told_by_its_place(problem: Problem, change: object, place: str) -> None:
    value = json.loads(to_json(problem))
    assert callable(change)
    change(value)

    with pytest.raises(WrongForm, match=place):
        problem_of(json.dumps(value))
