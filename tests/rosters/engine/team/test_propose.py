"""Alternatives are lawful, name their gaps, stop when told, and are the same for the same seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings

from domain.rosters.engine.clock import Clock
from domain.rosters.engine.team.answer import Progress
from domain.rosters.engine.team.board import Board
from domain.rosters.engine.team.exchange import Exchange
from domain.rosters.engine.team.ground import Ground
from domain.rosters.engine.team.price import Costs
from domain.rosters.engine.team.problem import Mix, Problem, Slot, Span, Stretch, Weights, Wish
from domain.rosters.engine.team.propose import figures, propose, undominated, worse
from domain.rosters.engine.team.scale import SCALES
from tests.rosters.engine.team.conftest import broken, carer, problem, problems


@settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))
@given(problems())
def test_every_alternative_passes_the_checker_and_names_its_gaps(asked: Problem) -> None:
    for made in propose(asked, 0.3):
        assert broken(asked, made) == []
        assert made.totals.filled == len(made.assignments) and made.totals.open == len(made.gaps)


def test_a_week_that_can_be_filled_is_filled(week: Problem) -> None:
    made = propose(week, 1)

    assert made and all(not one.gaps for one in made)
    assert all(broken(week, one) == [] for one in made)


def test_who_is_stopped_at_once_has_a_lawful_roster_with_its_gaps(week: Problem) -> None:
    heard: list[Progress] = []

    def stop(progress: Progress) -> bool:
        heard.append(progress)
        return False

    made = propose(week, 60, report=stop)

    assert heard[-1].stage == "stopped"
    assert len(made) == 1 and broken(week, made[0]) == []


def test_who_halts_from_outside_gets_what_there_is(week: Problem) -> None:
    made = propose(week, 60, halted=lambda: True)

    assert len(made) == 1 and broken(week, made[0]) == []


def test_the_same_seed_gives_the_same_alternatives() -> None:
    asked = problem({"V": 1}, [carer("anna"), carer("bram")], days=2)

    one, other = (propose(asked, 30, seeds=(7,)) for _ in range(2))

    assert one == other


def test_a_wish_is_honoured_where_it_costs_nobody_anything() -> None:
    wishes = (Wish("2026-03-04", "V", "want"), Wish("2026-03-05", None, "rather_not"))
    asked = problem({"V": 1}, [carer("anna", 20, wishes=wishes), carer("bram", 20)])

    made = propose(asked, 3)

    assert max(one.totals.wishes_met for one in made) == 2


def test_who_cannot_is_not_proposed_even_for_a_gap() -> None:
    asked = problem({"V": 1}, [carer("anna", wishes=(Wish("2026-03-04", None, "cannot"),))])

    made = propose(asked, 1)[0]

    gap = next(gap for gap in made.gaps if gap.slot == "2026-03-04-V0")
    assert gap.reason == "nobody"
    assert [finding.rule for finding in gap.blocked[0].findings] == ["wish-cannot"]


def test_a_gap_that_the_rules_leave_names_their_article() -> None:
    asked = problem({"V": 1, "L": 1}, [carer("anna", 40)], days=1)

    made = propose(asked, 1)[0]

    assert made.totals.open == 1 and made.gaps[0].reason == "rules"
    assert any(finding.article.startswith("AT") for finding in made.gaps[0].blocked[0].findings)


def test_a_late_a_sleep_and_an_early_shift_go_together_when_one_carer_must_do_them() -> None:
    asked = problem({"L": 1, "S": 1}, [carer("anna", 36)], days=1)
    early = replace(problem({"V": 1}, [], days=1, first=date(2026, 3, 3)).slots[0])
    asked = replace(asked, last="2026-03-03", slots=(*asked.slots, early))

    made = propose(asked, 1)[0]

    assert [slot[11] for slot, _ in made.assignments] == ["L", "S", "V"]
    assert broken(asked, made) == []


def test_a_night_over_each_clock_change_is_judged_at_its_real_length() -> None:
    for first in (date(2026, 3, 23), date(2026, 10, 19)):
        asked = problem({"N": 1, "V": 1}, [carer(f"c{n}", 36) for n in range(4)], first=first)

        made = propose(asked, 1)[0]

        assert not made.gaps and broken(asked, made) == []


def test_who_works_elsewhere_is_kept_from_a_shift_too_near_to_it() -> None:
    night = Stretch("2026-03-03T22:00Z", "2026-03-04T06:00Z")
    asked = problem({"V": 1}, [carer("anna", 36, elsewhere=(night,))], days=5)

    made = propose(asked, 1)[0]

    assert made.who() == {f"2026-03-0{day}-V0": "anna" for day in (2, 3, 5, 6)}
    assert made.gaps[0].slot == "2026-03-04-V0"


def test_a_shift_that_is_kept_counts_and_stays() -> None:
    asked = problem({"V": 1}, [carer("anna", 36), carer("bram", 36)], days=4)
    slots = tuple(replace(s, carer="anna", fixed=True) if s.date == "2026-03-03" else s for s in asked.slots)
    asked = replace(asked, slots=slots)

    made = propose(asked, 1)[0]

    assert made.who()["2026-03-03-V0"] == "anna"
    assert broken(asked, made) == []


def test_who_carried_more_than_even_gets_less_that_is_heavy() -> None:
    points = (Weights("1900-01-01", 10, 0, 0, 0),)
    before, after = carer("anna", 36, carried=20.0), carer("bram", 36, carried=-20.0)
    asked = problem({"N": 1}, [before, after], days=5, points=points)

    made = propose(asked, 3)[0]

    nights = [outcome.points for outcome in made.carers]
    assert nights[0] < nights[1]


def test_a_mix_of_competences_is_met_where_it_can_be() -> None:
    asked = problem({"V": 2}, [carer("anna"), carer("bram"), carer("chris"), carer("dina")], days=2)
    slots = tuple(replace(slot, needs=()) for slot in asked.slots)
    carers = tuple(replace(one, competences=()) if one.id != "dina" else one for one in asked.carers)
    mixes = tuple(
        Mix(tuple(s.id for s in slots if s.date == day), "medicatie", 1) for day in ("2026-03-02", "2026-03-03")
    )

    made = propose(replace(asked, slots=slots, carers=carers, mixes=mixes), 2)[0]

    assert made.totals.mix_short == 0 and not made.gaps


def test_nobody_in_the_team_is_no_error() -> None:
    made = propose(problem({"V": 1}, [], days=2), 1)

    assert [gap.reason for gap in made[0].gaps] == ["nobody", "nobody"]


def test_no_shifts_are_no_error() -> None:
    asked = problem({}, [carer("anna", there=(Span("2026-03-02", "2026-03-03"),))])

    assert propose(asked, 1)[0].totals.filled == 0


def test_an_on_call_shift_beside_a_night_is_refused_by_the_checker() -> None:
    asked = problem({"N": 1}, [carer("anna", 36)], days=1)
    call = Slot(
        "call", "2026-03-03", "A", "D", "2026-03-03T08:00Z", "2026-03-03T16:00Z", "09:00", "17:00", 0, "on_call"
    )

    made = propose(replace(asked, slots=(*asked.slots, call), last="2026-03-03"), 1)[0]

    assert broken(asked, replace(made, gaps=tuple(g for g in made.gaps if g.slot != "call"))) == []
    assert made.totals.filled == 1


def test_two_who_each_have_what_the_other_wished_for_swap() -> None:
    one = carer("anna", 8, wishes=(Wish("2026-03-02", None, "want"), Wish("2026-03-03", None, "rather_not")))
    other = carer("bram", 8, wishes=(Wish("2026-03-03", None, "want"), Wish("2026-03-02", None, "rather_not")))
    asked = problem({"V": 1}, [one, other], days=2)
    board = Board(Costs(Ground(asked), SCALES["wishes"]))
    crossed = {0: board.costs.column(0, (1,)), 1: board.costs.column(1, (0,))}
    told: list[float] = []

    swapped = Exchange(board, Clock.of(10), lambda roster: told.append(board.cost(roster))).run(crossed)

    assert [swapped[0].cells, swapped[1].cells] == [(0,), (1,)]
    assert told == sorted(told, reverse=True) and told[-1] == board.cost(swapped) < board.cost(crossed)


@settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))
@given(problems())
def test_of_three_none_is_in_no_figure_better_than_another(asked: Problem) -> None:
    made = propose(asked, 0.3)

    assert made
    assert len(made) == 2 or not [
        (one.aim, other.aim)
        for one in made
        for other in made
        if figures(one) != figures(other) and all(a >= b for a, b in zip(figures(one), figures(other), strict=True))
    ]


def test_of_three_that_differ_only_in_hours_off_contract_the_best_two_stay(week: Problem) -> None:
    (one, *_) = propose(week, 1)
    a, b, c = (replace(one, totals=replace(one.totals, minutes_off=hours * 60)) for hours in (95, 65, 51))
    fairer = replace(a, totals=replace(a.totals, points_apart=a.totals.points_apart - 1))

    assert undominated([a, b, c]) == [c, b]
    assert undominated([fairer, b, c]) == [fairer, c]
    assert undominated([a, a]) == [a, a] and undominated([a]) == [a]
    assert worse(a, c) and not worse(c, a) and not worse(a, a)
