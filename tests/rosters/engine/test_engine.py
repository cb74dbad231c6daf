"""The engine on random tiny instances: lawful for another judge, as cheap as brute force, and never below its bound."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from bench.instances import broken, objective
from domain.rosters.engine.clock import Clock, OutOfTime
from domain.rosters.engine.contradictions import TooLarge, first_look, wanting
from domain.rosters.engine.dive import converge, dive, polish
from domain.rosters.engine.master import Master
from domain.rosters.engine.neighbourhood import improve
from domain.rosters.engine.pricing import Pricer
from domain.rosters.engine.proof import prove, what_is_left
from tests.rosters.engine.conftest import instances, lawful_schedules, optimum, problem_of, search

FEW = settings(max_examples=25, deadline=None)


@FEW
@given(text=instances(), seed=some.integers(0, 1000))
def test_prices_give_each_person_the_very_best_schedule(text, seed):
    problem = problem_of(text)
    prices = np.random.default_rng(seed).uniform(-3, 20, problem.need.shape)

    found = Pricer(problem).price(list(range(len(problem.people))), prices)

    for person, schedules in enumerate(lawful_schedules(text)):
        values = [_value(problem, person, one, prices) for one in schedules]
        assert found[person].value == pytest.approx(min(values, default=np.inf))
        for one in found[person].schedules:
            assert problem.lawful(person, one) and one.tolist() in schedules.tolist()
        if values:
            assert _value(problem, person, found[person].schedules[0], prices) == pytest.approx(min(values))


def _value(problem, person, schedule, prices):
    days = np.flatnonzero(schedule)
    return problem.schedule_cost(person, schedule) - prices[days, schedule[days] - 1].sum()


@FEW
@given(text=instances())
def test_who_has_no_schedule_is_named_before_anything_is_made(text):
    problem, schedules = problem_of(text), lawful_schedules(text)

    placed, never = first_look(problem, Clock.of(60))

    assert [one.person for one in never] == [person for person, each in enumerate(schedules) if not len(each)]
    assert all(one.tolist() in schedules[person].tolist() for person, one in placed.items())


@FEW
@given(text=instances(most_days=6))
def test_it_finds_and_proves_what_brute_force_finds(text):
    problem, schedules = problem_of(text), lawful_schedules(text)
    assume(all(len(each) for each in schedules))
    least = optimum(problem, schedules)

    found = search(problem)

    assert broken(text, found.text) == []
    assert (objective(text, found.text), found.cost, found.bound) == (least, least, least)


@FEW
@given(text=instances(most_days=6), more=some.integers(1, 3), seed=some.integers(0, 1000))
def test_a_bound_is_never_above_the_optimum_and_what_falls_away_is_in_no_better_roster(text, more, seed):
    problem, schedules = problem_of(text), lawful_schedules(text)
    assume(all(len(each) for each in schedules))
    least, pricer, master = optimum(problem, schedules), Pricer(problem), Master(problem)
    for person, each in enumerate(schedules):
        master.add(person, each[0])

    root = converge(master, pricer, Clock.of(60))
    none = prove(problem, what_is_left(problem, pricer, root.prices, least), least, 10)
    found = prove(problem, what_is_left(problem, pricer, root.prices, least + more), least + more, 10)

    assert root.whole_bound <= least
    assert none.roster is None and none.bound == least
    assert found.roster is not None and problem.roster_cost(found.roster) == found.bound == least
    assert all(problem.lawful(person, one) for person, one in enumerate(found.roster))


@FEW
@given(text=instances(), seed=some.integers(0, 1000))
def test_dives_and_neighbourhoods_never_leave_the_law_or_get_worse(text, seed):
    problem = problem_of(text)
    placed, never = first_look(problem, Clock.of(60))
    assume(not never)
    roster, rng = np.array([*placed.values()]), np.random.default_rng(seed)
    master, pricer = Master(problem), Pricer(problem)
    for person, one in enumerate(roster):
        master.add(person, one)

    dived = dive(master, pricer, Clock.of(60), rng)
    hurried = dive(master, pricer, Clock.of(0), rng)
    polished = polish(problem, pricer, roster, Clock.of(60))
    improved = improve(problem, master, {}, polished, Clock.of(60), rng)

    for one in (dived, hurried, polished, improved):
        assert all(problem.lawful(person, schedule) for person, schedule in enumerate(one))
    assert problem.roster_cost(improved) <= problem.roster_cost(polished) <= problem.roster_cost(roster)
    assert not master.fixed


def test_a_lean_lp_says_what_the_full_one_said(week):
    problem = problem_of(week)
    placed, _ = first_look(problem, Clock.of(60))
    master, pricer = Master(problem), Pricer(problem)
    for person, one in placed.items():
        master.add(person, one)
    found = converge(master, pricer, Clock.of(60))
    master.fix(1, int(np.argmax(found.weighed.weights * (np.array(master.people) == 1))))
    full, many = master.solve(), len(master.schedules)

    master.slim(found.prices, roomy=0, most=0)

    lean = master.solve()
    assert len(master.schedules) < many and lean.value == pytest.approx(full.value)
    assert all(problem.lawful(person, one) for person, one in enumerate(master.heaviest()))
    assert converge(master, pricer, Clock.of(60), before=found).weighed.value <= lean.value + 1e-6
    master.release([1])
    assert master.solve().value <= lean.value + 1e-6 and not master.fixed


def test_who_has_too_little_time_for_the_bound_still_has_one(week):
    problem = problem_of(week)
    placed, _ = first_look(problem, Clock.of(60))
    master, pricer = Master(problem), Pricer(problem)
    for person, one in placed.items():
        master.add(person, one)
    looks = iter([False, False, False])

    with pytest.raises(OutOfTime) as late:
        converge(master, pricer, Clock(np.inf, lambda: next(looks, True)))

    assert -np.inf < late.value.bound <= converge(master, pricer, Clock.of(60)).bound + 1e-6


def test_the_plain_judge_of_the_model_and_the_one_in_bench_agree(week):
    problem = problem_of(week)
    rng = np.random.default_rng(3)
    names = ("", *problem.kinds)
    agreed = 0
    for _ in range(400):
        roster = rng.choice(3, size=(3, 7), p=[0.5, 0.3, 0.2])
        text = "".join(",".join(names[done] for done in row) + "\n" for row in roster)
        lawful = [problem.lawful(person, row) for person, row in enumerate(roster)]
        named = {line.split(":")[0] for line in broken(week, text)}
        assert lawful == [who.id not in named for who in problem.people]
        assert problem.roster_cost(roster) == objective(week, text)
        agreed += sum(lawful)
    assert agreed > 10


def test_the_same_seed_gives_the_same_roster(week):
    problem = problem_of(week)

    once, again = search(problem, seed=7), search(problem, seed=7)

    assert once.text == again.text and once.bound == again.bound == once.cost


def test_limits_that_leave_somebody_nothing_are_named(week):
    text = week.replace("Chris,E=2|L=7,2400,960", "Chris,E=2|L=7,2880,2880")

    _, never = first_look(problem_of(text), Clock.of(60))

    assert [(one.id, one.limits) for one in never] == [("Chris", ("MinTotalMinutes",))]


def test_a_day_that_wants_more_people_than_there_are_is_named(week):
    text = week.replace("2,L,1,", "2,L,4,").replace("0,E,1,", "0,E,3,")

    assert [(one.day, one.kind, one.wanted, one.available) for one in wanting(problem_of(text))] == [
        (0, "E", 3, 2), (0, None, 3, 2), (2, "L", 4, 2), (2, None, 5, 3)]  # fmt: skip


def test_what_does_not_fit_in_memory_is_refused(week):
    text = week.replace("\n7\n", "\n365\n").replace("E,480,", "E,481,")
    text = text.replace("2400,960,5,2,2,1", "90000,960,60,2,2,20")

    with pytest.raises(TooLarge, match="Anna"):
        first_look(problem_of(text), Clock.of(1))


def test_without_time_there_is_no_first_roster(week):
    placed, never = first_look(problem_of(week), Clock.of(0))

    assert not placed and not never
    with pytest.raises(OutOfTime):
        Clock.of(0).check()
