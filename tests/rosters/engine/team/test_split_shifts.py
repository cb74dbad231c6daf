"""A shift is split only of who agreed to that, as a fact (cao 6:6)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.rosters.engine.team.judge import Judge
from domain.rosters.engine.team.problem import Problem, Slot, Span
from domain.rosters.engine.team.propose import propose
from tests.rosters.engine.team.conftest import carer, problem

DAY = "2026-03-03"


@pytest.fixture
def parted() -> Problem:
    """Four hours in the morning and four in the evening, and one carer."""
    asked = problem({}, [carer("anna", 36)], days=2)
    parts = (("morning", "06:00", "10:00"), ("evening", "16:00", "20:00"))
    slots = tuple(
        Slot(id, DAY, id[0], "D", f"{DAY}T{start}Z", f"{DAY}T{end}Z", start, end, 240) for id, start, end in parts
    )
    return replace(asked, slots=slots)


def agreed(asked: Problem, *spans: Span) -> Problem:
    return replace(asked, carers=(replace(asked.carers[0], splits=spans),))


def test_without_consent_it_is_not_proposed(parted: Problem) -> None:
    made = propose(parted, 1)[0]

    assert made.totals.filled == 1 and made.gaps[0].reason == "rules"
    assert [one.rule for one in made.gaps[0].blocked[0].findings] == ["cao-ghz-6:6-split"]


def test_with_consent_for_that_day_what_would_stay_open_is_filled_by_it(parted: Problem) -> None:
    asked = agreed(parted, Span("2026-03-02", DAY))

    made = propose(asked, 1)[0]

    assert not made.gaps and {who for _, who in made.assignments} == {"anna"}
    assert "cao-ghz-6:6-split" in [one.rule for one in made.carers[0].findings]


def test_consent_for_other_days_is_none(parted: Problem) -> None:
    asked = agreed(parted, Span("2026-03-04"), Span("2026-02-01", "2026-03-02"))

    assert propose(asked, 1)[0].totals.filled == 1


def test_consent_to_split_is_no_consent_to_too_long_a_day(parted: Problem) -> None:
    asked = agreed(parted, Span("2026-03-01"))
    long = tuple(replace(slot, end=slot.end.replace("T10", "T15"), minutes=540) for slot in asked.slots[:1])
    asked = replace(asked, slots=(*long, *asked.slots[1:]))

    assert any(said.forbids for said in Judge(asked).said("anna", [slot.id for slot in asked.slots]))
