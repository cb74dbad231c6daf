"""The problem is made from what the team's pages show: demand, shifts, wishes, absences, history, other teams."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.kernel import id_of
from domain.rosters.engine.team.answer import Alternative, Blocked, Finding, Gap, Outcome, Totals
from domain.rosters.engine.team.problem import Problem, Span
from domain.rosters.proposal_offer import offered, private_rules
from domain.rosters.proposals import REPLAN, REST
from projections.proposal_problem import open_slots, problem_of_roster
from projections.roster_page import period

MOMENT = "2026-02-02T09:00Z"


@pytest.fixture
def home(home):
    """One early shift a day is wanted, and nothing else."""
    with home.by(home.person("anna")):
        for code, least in (("V", 1), ("L", 0), ("N", 0)):
            for weekday in range(7):
                home.house.rosters.set_weekday_demand(home.team, code=code, weekday=weekday, least=least)
    return home


def problem(home, what: str = REST, moment: str = MOMENT) -> Problem:
    """The problem as it stands."""
    with home.house.now() as views:
        found = period(views, home.roster)
        assert found
        return problem_of_roster(views, found, what, moment)


def test_what_the_team_wants_and_nobody_has_is_open(home, bram):
    home.plan(bram, "05", "V")

    asked = problem(home)

    assert len(open_slots(asked)) == 27 and len(asked.slots) == 28
    taken = next(slot for slot in asked.slots if slot.carer)
    assert (taken.date, taken.carer, taken.fixed) == ("2026-03-05", bram, True)


def test_an_open_shift_is_one_of_those_that_are_wanted(home):
    shift = home.plan(None, "05", "V")

    asked = problem(home)

    assert len(asked.slots) == 28 and shift in {slot.id for slot in open_slots(asked)}


def test_the_same_gap_has_the_same_id_each_time(home):
    assert [slot.id for slot in problem(home).slots] == [slot.id for slot in problem(home).slots]


def test_wishes_with_their_jokers_and_absences_come_along(home, anna, bram):
    with home.by(anna):
        home.house.rosters.open_rounds(
            home.roster, wishes_until="2026-02-05", gaps_until="2026-02-07", publish_by="2026-02-08"
        )
    with home.by(bram):
        home.house.rosters.wish_for_day(home.roster, date="2026-03-06", kind="V", level="want")
        home.house.rosters.play_joker(home.roster, date="2026-03-06")
        home.house.rosters.report_absence(
            home.team, absence=id_of("away"), person=bram, first="2026-03-10", last="2026-03-12", kind="leave"
        )

    carer = problem(home).carer(bram)

    assert [(w.date, w.kind, w.level, w.joker) for w in carer.wishes] == [("2026-03-06", "V", "want", True)]
    assert carer.absences == (Span("2026-03-10", "2026-03-12"),)


def test_a_day_of_leave_takes_a_fifth_of_the_week_off_the_contract(home, bram, fenna):
    with home.by(bram):
        home.house.rosters.report_absence(
            home.team, absence=id_of("away"), person=bram, first="2026-03-06", last="2026-03-09", kind="leave"
        )

    asked = problem(home)

    assert asked.carer(fenna).contract == 4 * 28 * 60
    # Friday and Monday; nobody is owed a Saturday
    assert asked.carer(bram).contract == 4 * 28 * 60 - 2 * 28 * 60 // 5


def test_work_in_another_team_is_known_and_counts_for_the_contract(home, bram):
    other = home.second_team(also=(bram,))
    elsewhere = home.draft(other)
    home.plan(bram, "05", "N", roster=elsewhere, by=home.person("yara"))

    carer = problem(home).carer(bram)

    (stretch,) = carer.elsewhere
    assert (stretch.start, stretch.kind, stretch.date) == ("2026-03-05T22:00Z", None, None)
    assert carer.contract == 4 * 28 * 60 - 480


def test_the_period_before_is_known_as_history_of_this_team(home, anna, bram):
    from domain.rosters import roster_of

    before = (date.fromisoformat("2026-03-02") - timedelta(weeks=2)).isoformat()
    with home.by(anna):
        home.house.rosters.draft_roster(home.team, first=before, weeks=2)
    home.plan(bram, "2026-03-01", "N", roster=roster_of(home.team, before))

    (stretch,) = problem(home).carer(bram).elsewhere

    assert (stretch.date, stretch.kind, stretch.nature) == ("2026-03-01", "N", "work")


def test_competences_limits_and_points_come_along(home, anna, bram):
    with home.by(anna):
        home.house.people.grant_competence(bram, code="medicatie", since="2026-01-01", team=home.team)
        home.house.people.set_limits(bram, limits={"max_run": 3, "max_shifts": {"V": 5}}, team=home.team)
        home.house.rosters.agree_points(home.team, since="2026-03-10", night=5, sleep=2, evening=1, weekend=2)

    asked = problem(home)

    carer = asked.carer(bram)
    assert [c.code for c in carer.competences] == ["medicatie"]
    assert carer.limits.max_run == 3 and carer.limits.max_shifts == (("V", 5),)
    assert [w.night for w in asked.points] == [3, 5]


def test_who_comes_later_is_there_from_then_on(home, anna):
    with home.by(anna):
        home.house.staffing.hire_person(home.team, hire=home.hire("noor", since="2026-03-16"))

    carer = problem(home).carer(home.person("noor"))

    assert carer.there == (Span("2026-03-16"),)
    assert carer.contract == 2 * 28 * 60


def test_what_began_is_past(home, bram):
    asked = problem(home, moment="2026-03-10T12:00Z")

    assert min(slot.date for slot in open_slots(asked)) == "2026-03-11"


def test_who_has_no_contract_is_flexible(home, anna):
    with home.by(anna):
        home.house.staffing.hire_person(home.team, hire=home.hire("noor", minutes_per_week=None))

    assert problem(home).carer(home.person("noor")).flex


def test_for_a_replan_only_what_is_near_may_change_hands(home, bram, fenna):
    for day in range(2, 30):
        home.plan(bram if day % 2 else fenna, f"{day:02d}", "V")
    home.publish()
    with home.by(bram):
        home.house.rosters.report_absence(
            home.team, absence=id_of("away"), person=bram, first="2026-03-05", last="2026-03-05", kind="sick"
        )

    asked = problem(home, REPLAN)

    assert [slot.date for slot in open_slots(asked)] == ["2026-03-05"]
    loose = {slot.date for slot in asked.slots if slot.carer and not slot.fixed}
    assert (min(loose), max(loose)) == ("2026-03-02", "2026-03-12")


def test_nobody_is_put_to_work_on_a_day_off_without_agreeing_and_only_for_what_they_agreed(home, bram, fenna):
    home.plan(bram, "05", "V")
    with home.by(fenna):
        home.house.rosters.agree_to_asks(home.team, days=["off"], places=["V"])

    asked, filled = problem(home, REPLAN), problem(home)

    assert not asked.carer(bram).off_days and asked.carer(fenna).off_days
    assert {w.kind for w in asked.carer(fenna).wishes if w.level == "cannot"} == {"L", "N", "S", "D"}
    assert filled.carer(bram).off_days and filled.carer(fenna).wishes == ()


def test_an_offer_never_names_a_rule_that_counts_for_who_is_protected_only(home, bram):
    asked = problem(home)
    rule = sorted(private_rules(asked))[0]
    slot = open_slots(asked)[0]
    said = Finding(rule, "", "refused", 1, 1, slot.start, slot.end)
    person = Outcome(bram, 0, 0, 0, 0.0, 0.0, (), (), (), (replace(said, severity="warned"),))
    totals = Totals(0, 1, 0, 0, 0, 0, 0, 0.0, 0, 0)
    found = Alternative("fair", 1, (), (Gap(slot.id, "rules", (Blocked(bram, (said,)),)),), (person,), totals)

    fields = offered(asked, found)

    assert fields["gaps"][0]["rules"] == {"private": 1} and fields["costs"][bram]["warnings"] == ["private"]
    assert rule not in str(fields)
