"""Why somebody has a shift and why not somebody else: as the checker says it, or what it would cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings

from domain.rosters.engine.team.explain import why, why_not
from domain.rosters.engine.team.problem import Problem, Wish
from domain.rosters.engine.team.propose import propose
from tests.rosters.engine.team.conftest import broken, carer, problem, problems


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(problems(days=7))
def test_who_could_work_a_shift_instead_may_by_the_checker_and_who_may_not_is_refused_by_it(asked: Problem) -> None:
    made = propose(asked, 0.3)[0]

    for slot, holder in made.assignments[:3]:
        for other in asked.carers:
            if other.id == holder:
                continue
            said = why_not(asked, made, slot, other.id)
            changed = tuple((s, other.id if s == slot else who) for s, who in made.assignments)
            wrong = [line for line in broken(asked, replace(made, assignments=changed)) if line.startswith(other.id)]
            assert not (wrong and not said.forbids), (wrong, said)


def test_why_me_names_everybody_else_the_cheapest_first_and_those_who_may_not_last(week: Problem) -> None:
    made = propose(week, 1)[0]
    slot, holder = made.assignments[0]

    found = why(week, made, slot)

    assert found.carer == holder and not found.fixed and found.side is not None
    assert {other.carer for other in found.others} == {"anna", "bram", "chris"} - {holder}
    assert [bool(other.forbids) for other in found.others] == sorted(bool(other.forbids) for other in found.others)


def test_what_it_would_cost_names_the_wish_that_would_be_lost() -> None:
    wish = Wish("2026-03-02", None, "rather_not")
    asked = problem({"V": 1}, [carer("anna"), carer("bram", wishes=(wish,))], days=1)
    made = propose(asked, 1)[0]
    assert made.who() == {"2026-03-02-V0": "anna"}

    found = why_not(asked, made, "2026-03-02-V0", "bram")

    assert not found.forbids and found.side is not None
    assert [lost.date for lost in found.side.wishes_lost] == ["2026-03-02"]
    assert found.side.minutes == (0, 450) and found.weight > 0


def test_why_not_with_too_little_rest_names_the_article() -> None:
    asked = problem({"L": 1}, [carer("anna", 36)], days=1)
    early = problem({"V": 1}, [], days=1, first=date(2026, 3, 3)).slots
    asked = replace(asked, last="2026-03-03", slots=(*asked.slots, *early), carers=(*asked.carers, carer("bram", 36)))
    slots = tuple(replace(slot, carer="bram", fixed=slot.kind == "V") for slot in asked.slots)
    asked = replace(asked, slots=slots, no_next=(("L", ("V",)),))
    made = propose(asked, 1)[0]

    found = why_not(asked, made, "2026-03-02-L0", "bram")

    assert made.who()["2026-03-02-L0"] == "anna"
    assert "team-succession" in {finding.rule for finding in found.forbids}


def test_a_kept_shift_says_that_it_was_given() -> None:
    asked = problem({"V": 1}, [carer("anna"), carer("bram")], days=1)
    asked = replace(asked, slots=tuple(replace(slot, carer="anna", fixed=True) for slot in asked.slots))
    made = propose(asked, 1)[0]

    found = why(asked, made, "2026-03-02-V0")

    assert found.fixed and found.carer == "anna" and found.side is None
