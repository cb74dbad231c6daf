"""Who was told of one protection does not read of another one that they were not told of."""

from __future__ import annotations

import pytest

from domain.kernel import Id, Refusal, id_of
from domain.rosters import ShiftKind, refusals
from projections.findings import Reading, findings_in
from projections.roster_page import period
from tests.harness.home import Home

LONG = "atw-4:5-4a"


@pytest.fixture
def twice(home: Home, fenna: Id, anna: Id) -> Home:
    """Fenna told Anna of a protection until the eighth of March, and nobody of the one after it."""
    with home.by(anna):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("X", "D", 7 * 60, 690, 30), name="Lang")
    with home.by(fenna):
        home.house.rosters.ask_protection(id_of("one"), first="2026-02-15", last="2026-03-08", tells=[anna])
        home.house.rosters.ask_protection(id_of("two"), first="2026-03-09", last="2026-08-01", tells=[])
    return home


def test_a_refusal_tells_why_only_of_the_days_of_which_the_planner_was_told(twice: Home, fenna: Id) -> None:
    with pytest.raises(Refusal) as told:
        twice.plan(fenna, "05", "X")
    with pytest.raises(refusals.ProtectedByAgreement):
        twice.plan(fenna, "12", "X")

    assert "Hoogstens mag 10 uur" in str(told.value)


def test_the_list_of_findings_tells_why_only_of_those_days(twice: Home, fenna: Id, anna: Id) -> None:
    for number, day in enumerate(("05", "12")):
        with twice.by(fenna):
            twice.house.rosters.take_shift(
                twice.roster, shift=id_of("own", str(number)), date=f"2026-03-{day}", kind="X"
            )

    with twice.house.now() as views:
        found = period(views, twice.roster)
        assert found
        listed = findings_in(views, found, Reading(anna, plans=True), person=fenna)
        hers = findings_in(views, found, Reading(fenna), person=fenna)

    named = {(one.day, one.verdict.rule) for one in listed if one.verdict.rule in (LONG, "own-agreement")}
    assert named == {("2026-03-05", LONG), ("2026-03-12", "own-agreement")}
    assert {one.day for one in hers if one.verdict.rule == LONG} == {"2026-03-05", "2026-03-12"}
