"""When there is no answer: it is proven, the reason is as small as can be, and each way out is one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from domain.rosters.engine.team.conflict import ONE_MORE, _Case, conflict
from domain.rosters.engine.team.contradictions import wanting
from domain.rosters.engine.team.problem import Problem, Slot, Span, Wish
from domain.rosters.engine.team.propose import propose
from tests.rosters.engine.team.conftest import carer, problem, problems


def test_what_can_be_filled_after_all_is_filled(week: Problem) -> None:
    found = conflict(week, [slot.id for slot in week.slots][:6])

    assert found.proven and len(found.possible) == 6 and not found.reasons


def test_the_reason_names_one_rule_for_each_who_might() -> None:
    anna = carer("anna", absences=(Span("2026-03-02", "2026-03-02"),))
    bram = carer("bram", wishes=(Wish("2026-03-02", None, "cannot"),))
    chris = carer("chris", competences=())
    asked = problem({"V": 1}, [anna, bram, chris], days=1)

    found = conflict(asked, ["2026-03-02-V0"])

    assert found.proven and not found.possible
    assert [(reason.carer, reason.rule) for reason in found.reasons] == [
        ("anna", "agenda-absent"), ("bram", "wish-cannot"), ("chris", "team-competence"),
    ]  # fmt: skip
    asks = [way for way in found.ways_out if way.kind == "ask"]
    assert (asks[0].carer, asks[0].rule) == ("bram", "wish-cannot")
    assert {way.kind for way in found.ways_out} >= {"ask", "one-more"}


@settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))
@given(problems(days=7))
def test_the_reason_leaves_no_answer_and_without_any_part_of_it_there_is_one(asked: Problem) -> None:
    first = [slot.id for slot in asked.slots if slot.date == asked.slots[0].date] if asked.slots else []
    found = conflict(asked, first, seconds=20)

    case = _Case(asked, first, None, float("inf"))
    assert (case.solve(None) is None) == (not found.possible and bool(first))
    if found.reasons:
        core = frozenset((reason.carer, reason.rule) for reason in found.reasons)
        assert case.solve(core) is None
        assert all(case.solve(core - {pair}) is not None for pair in core)


def test_two_overlapping_shifts_for_one_carer_are_a_person_too_few() -> None:
    asked = problem({"V": 2}, [carer("anna")], days=1)

    found = conflict(asked, [slot.id for slot in asked.slots])

    assert found.proven and found.short == 1 and not found.reasons
    assert any(way.kind == "one-more" and ONE_MORE in dict(way.assignments).values() for way in found.ways_out)
    assert any(way.kind == "leave" for way in found.ways_out)


def test_a_long_shift_may_be_split_where_that_helps() -> None:
    long = Slot("long", "2026-03-02", "D", "D", "2026-03-02T06:00Z", "2026-03-02T20:00Z", "07:00", "21:00", 810)
    asked = replace(problem({}, [carer("anna", 36), carer("bram", 36)], days=1), slots=(long,))

    found = conflict(asked, ["long"])

    split = next(way for way in found.ways_out if way.kind == "split")
    assert split.slot == "long" and set(dict(split.assignments)) == {"long/1", "long/2"}
    assert {reason.rule for reason in found.reasons} == {"atw-5:7-2a"}


def test_a_gap_of_an_alternative_is_explained_as_the_rest_stands() -> None:
    asked = problem({"V": 1, "L": 1}, [carer("anna", 40)], days=1)
    made = propose(asked, 1)[0]

    found = conflict(asked, [made.gaps[0].slot], made)

    assert found.proven and [reason.carer for reason in found.reasons] == ["anna"]


def test_demand_that_wants_more_than_there_are_is_said_before_anything_is_tried() -> None:
    asked = problem({"V": 2}, [carer("anna"), carer("bram", competences=())], days=1)

    found = wanting(asked)

    assert [(one.slots, one.available) for one in found] == [(("2026-03-02-V0", "2026-03-02-V1"), 1)]


def test_demand_that_can_be_met_is_not_called_wanting(week: Problem) -> None:
    assert wanting(week) == []
