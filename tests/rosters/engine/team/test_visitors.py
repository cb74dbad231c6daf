"""Carers of other teams who let this one ask: proposed after the team's own people, lawful as everybody is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bench.team_roster import times
from domain.rosters.engine.team.answer import Alternative
from domain.rosters.engine.team.explain import Explainer
from domain.rosters.engine.team.problem import Carer, Problem, Span, Stretch, Wish
from domain.rosters.engine.team.propose import figures, propose
from domain.rosters.engine.team.replan import replan
from tests.rosters.engine.team.conftest import ABLE, MONDAY, broken, carer, problem, problems

ALWAYS = (Span("2020-01-01"),)


def visitor(id: str, hours: int = 24, **more: object) -> Carer:
    """Somebody of another team, with so many hours left there this week."""
    return carer(id, hours, flex=True, there=ALWAYS, visits=ALWAYS, off_days=True, **more)


def asked_of(made: Alternative, name: str) -> set[str]:
    return {slot for slot, who in made.assignments if who == name}


@some.composite
def with_visitors(draw: some.DrawFn) -> Problem:
    """A team at random, with two of another team who work there during the period too, or may come on some days."""
    asked: Problem = draw(problems())
    days = [slot.date for slot in asked.slots] or [asked.first]
    visits = (Span(draw(some.sampled_from(days)), None),)
    elsewhere = tuple(
        Stretch(*times(MONDAY + timedelta(days=n), kind)[:2], "work", 30)
        for n, kind in draw(some.dictionaries(some.integers(0, 13), some.sampled_from("VL"), max_size=4)).items()
    )
    first = visitor("vera", 16, elsewhere=elsewhere)
    second = replace(visitor("walt", 32, competences=draw(some.sampled_from([(), ABLE]))), there=visits, visits=visits)
    return replace(asked, carers=(*asked.carers, first, second))


@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(with_visitors())
def test_with_visitors_every_alternative_passes_the_checker_and_names_its_gaps(asked: Problem) -> None:
    for made in propose(asked, 0.3):
        assert broken(asked, made) == []
        whose = [slot for slot, who in made.assignments if who in ("vera", "walt")]
        assert made.totals.asked == len(whose)


def test_nobody_is_asked_for_what_the_team_can_do_itself(week: Problem) -> None:
    asked = replace(week, carers=(*week.carers, carer("dina"), carer("ezra"), visitor("vera", 40)))

    made = propose(asked, 1)

    assert made and all(not asked_of(one, "vera") and not one.gaps for one in made)


def test_not_even_where_it_would_spare_a_wish_or_hours() -> None:
    tired = carer("anna", 8, wishes=(Wish("2026-03-03", None, "rather_not", 1, True),))
    asked = problem({"V": 1}, [tired, visitor("vera")], days=2)

    made = propose(asked, 1)

    assert all(one.who() == {"2026-03-02-V0": "anna", "2026-03-03-V0": "anna"} for one in made)


def test_who_is_asked_for_one_shift_is_not_asked_for_more_than_the_team_needs() -> None:
    tired = carer("anna", 8, wishes=(Wish("2026-03-03", None, "rather_not", 1, True),))
    asked = problem({"V": 1}, [tired, visitor("vera", 40)], days=2)
    asked = replace(asked, slots=(*asked.slots, replace(asked.slots[0], id="second")))

    made = propose(asked, 1)

    assert all(not one.gaps and one.totals.asked == 1 for one in made)
    assert all(one.who()["2026-03-03-V0"] == "anna" for one in made)


def test_what_the_team_cannot_fill_is_asked_of_a_visitor() -> None:
    asked = problem({"V": 2}, [carer("anna", 40), visitor("vera")], days=2)

    made = propose(asked, 1)[0]

    assert not made.gaps and made.totals.asked == 2
    assert {slot[:10] for slot in asked_of(made, "vera")} == {"2026-03-02", "2026-03-03"}


def test_a_visitor_takes_what_frees_one_of_the_team_for_what_only_they_can_do() -> None:
    able, plain = carer("anna", 40), visitor("vera", competences=())
    asked = problem({"V": 2}, [able, plain], days=1)
    slots = (asked.slots[0], replace(asked.slots[1], needs=()))
    asked = replace(asked, slots=slots)

    made = propose(asked, 1)[0]

    assert made.who() == {slots[0].id: "anna", slots[1].id: "vera"}


def test_what_a_visitor_works_in_the_own_team_keeps_them_from_what_is_too_near() -> None:
    night = Stretch("2026-03-02T22:00Z", "2026-03-03T06:00Z")
    asked = problem({"V": 1}, [visitor("vera", 36, elsewhere=(night,))], days=3)

    made = propose(asked, 1)[0]

    assert {slot[:10] for slot in asked_of(made, "vera")} == {"2026-03-02", "2026-03-04"}
    assert [gap.slot[:10] for gap in made.gaps] == ["2026-03-03"]


def test_nobody_is_asked_beyond_the_hours_that_their_own_contract_leaves() -> None:
    free, busy = replace(visitor("vera"), contract=0, per_week=None), replace(visitor("vera"), contract=60)
    asked = problem({"V": 1}, [free], days=7)

    # without a contract anywhere as many as the law allows; with one hour left of one at most twelve more
    assert propose(asked, 1)[0].totals.asked > 2
    assert propose(replace(asked, carers=(busy,)), 1)[0].totals.asked == 1


def test_who_belongs_to_the_team_for_some_days_is_asked_on_the_others_only() -> None:
    here, away = Span("2026-03-02", "2026-03-03"), Span("2026-03-04", "2026-03-05")
    asked = problem({"V": 1}, [carer("anna", 36, there=(here, away), visits=(away,))], days=4)

    made = propose(asked, 1)[0]

    assert not made.gaps and made.totals.asked == 2 and not asked.carers[0].visitor
    assert asked.own().carers[0].there == (here,)


def test_an_alternative_that_asks_fewer_is_better() -> None:
    asked = problem({"V": 1}, [carer("anna", 36)], days=1)
    one = propose(asked, 1)[0]
    more = replace(one, totals=replace(one.totals, asked=2))

    assert figures(one) < figures(more)


def test_a_replan_asks_a_visitor_only_for_what_was_open() -> None:
    ill = carer("anna", 36, absences=(Span("2026-03-03", "2026-03-03"),))
    asked = problem({"V": 1}, [ill, carer("bram", 36), visitor("vera")], days=3)
    standing = [(slot.id, "anna") for slot in asked.slots if slot.date != "2026-03-03"]

    made = replan(asked, standing, 2)

    # Bram is off on each of these days and agreed to nothing
    assert asked_of(made, "vera") == {"2026-03-03-V0"} and made.totals.changed == 1
    assert asked_of(made, "anna") == {"2026-03-02-V0", "2026-03-04-V0"} and broken(asked, made) == []


def test_of_a_visitor_nothing_is_weighed_against_the_team() -> None:
    asked = problem({"V": 2}, [carer("anna", 40), visitor("vera")], days=1)
    made = propose(asked, 1)[0]
    slot = next(iter(asked_of(made, "vera")))

    said = Explainer(asked.own(), made).why(slot)

    assert said.carer == "vera" and said.side is None and [one.carer for one in said.others] == ["anna"]
