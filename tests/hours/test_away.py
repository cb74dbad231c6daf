"""Days on which somebody was not there, in the month that is paid."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.kernel import Id
from domain.rosters import roster_of
from tests.harness.home import FIRST, Home
from tests.hours.stating import MARCH, draw, figures, standing


def test_shifts_that_come_open_by_a_sick_call_count_and_nobody_reads_why(march: Home) -> None:
    march.clock.moment -= timedelta(days=40)
    with march.by(march.bram):
        march.house.rosters.report_absence(
            march.team, absence="a" * 32, person=march.bram, first="2026-03-03", last="2026-03-04", kind="sick"
        )
    march.clock.moment += timedelta(days=40)

    drawn = draw(march, march.bram)

    late = standing(march, drawn).lines[-1]
    assert standing(march, drawn).totals["absent"] == 480
    assert standing(march, drawn).totals["worked"] == late["minutes"]
    assert figures(march, march.bram).causes() == {"sick": 480}
    assert "sick" not in str(vars(standing(march, drawn)))


def ill_in_two_teams(home: Home) -> tuple[Id, Id, Id]:
    """Bram, who works at Het Anker too, is ill on 3 to 5 March; his shift there is of the fifth, yara's of the 20th."""
    home.clock.moment -= timedelta(days=40)
    anker = home.second_team(also=(home.bram,))
    there = home.draft(anker)
    shift = home.plan(home.bram, "05", "L", roster=there, by=home.yara)
    other = home.plan(home.yara, "20", "L", roster=there, by=home.yara)
    with home.by(home.yara):
        home.house.rosters.publish_roster(there)
    with home.by(home.bram):
        home.house.rosters.report_absence(
            home.team, absence="2" * 32, person=home.bram, first="2026-03-03", last="2026-03-05", kind="sick"
        )
    return anker, shift, other


@pytest.mark.parametrize("how", ["opened", "given to yara", "offered and claimed", "offered to yara"])
def test_who_is_ill_keeps_the_hours_that_the_other_team_had_planned_whenever_it_opens_the_shift(
    march: Home, how: str
) -> None:
    anker, shift, _ = ill_in_two_teams(march)
    there, rosters = roster_of(anker, FIRST), march.house.rosters
    march.clock.advance(timedelta(days=1))
    if how == "opened":
        with march.by(march.yara):
            rosters.unassign_shift(there, shift, was=march.bram)
    elif how == "given to yara":
        with march.by(march.yara):
            rosters.assign_shift(there, shift, person=march.yara, instead_of=march.bram)
    elif how == "offered to yara":
        with march.by(march.bram):
            rosters.offer_shift_to(there, offer="6" * 32, shift=shift, to=[march.yara])
        with march.by(march.yara):
            rosters.take_offer(there, "6" * 32)
    else:
        with march.by(march.bram):
            rosters.offer_shift(there, shift)
        with march.by(march.yara):
            rosters.claim_shift(there, shift)

    here, elsewhere = (march.house.hours.source.figures(march.bram, team, MARCH) for team in (march.team, anker))
    assert [(away.day, away.minutes, away.cause) for away in elsewhere.away] == [("2026-03-05", 480, "sick")]
    assert elsewhere.away[0].shift == shift
    assert [(away.day, away.minutes) for away in here.away] == [("2026-03-03", 480)]


def test_who_is_ill_and_gave_the_shift_against_another_is_not_paid_twice(march: Home) -> None:
    anker, shift, other = ill_in_two_teams(march)
    there, rosters = roster_of(anker, FIRST), march.house.rosters

    with march.by(march.bram):
        rosters.offer_shift_to(there, offer="7" * 32, shift=shift, against=[other])
    with march.by(march.yara):
        rosters.take_offer(there, "7" * 32, against=other)

    assert march.house.hours.source.figures(march.bram, anker, MARCH).away == ()


def test_who_is_ill_and_swapped_the_shift_works_the_other_one_and_is_not_paid_twice(march: Home) -> None:
    anker, shift, other = ill_in_two_teams(march)
    there, rosters = roster_of(anker, FIRST), march.house.rosters

    with march.by(march.bram):
        rosters.propose_swap(there, swap="3" * 32, giving=shift, wanting=other)
    with march.by(march.yara):
        rosters.swap_shift(there, "3" * 32)

    elsewhere = march.house.hours.source.figures(march.bram, anker, MARCH)
    assert elsewhere.away == ()
    assert [work.shift for work in elsewhere.work] == [other]


def test_a_shift_that_the_planner_took_away_before_is_no_absence(march: Home) -> None:
    march.clock.moment -= timedelta(days=40)
    with march.by(march.anna):
        march.house.rosters.unassign_shift(march.roster, march.first, was=march.bram)  # type: ignore[attr-defined]
    with march.by(march.bram):
        march.house.rosters.report_absence(
            march.team, absence="c" * 32, person=march.bram, first="2026-03-03", last="2026-03-03", kind="sick"
        )

    (away,) = figures(march, march.bram).away

    assert away.shift is None and away.minutes == 28 * 60 // 5


def test_what_was_withdrawn_counts_no_more(march: Home) -> None:
    march.clock.moment -= timedelta(days=40)
    with march.by(march.bram):
        march.house.rosters.report_absence(
            march.team, absence="d" * 32, person=march.bram, first="2026-03-03", last="2026-03-03", kind="sick"
        )
        march.house.rosters.withdraw_absence(march.team, absence="d" * 32, person=march.bram)

    assert figures(march, march.bram).away == ()


def test_hours_in_two_teams_are_stated_apart_and_leave_counts_once(march: Home) -> None:
    anker = march.second_team(also=(march.bram,))
    with march.by(march.bram):
        march.house.rosters.report_absence(
            march.team, absence="e" * 32, person=march.bram, first="2026-03-16", last="2026-03-16", kind="leave"
        )

    both = [march.house.hours.source.figures(march.bram, team, MARCH) for team in (march.team, anker)]

    assert sum(one.totals().get("absent", 0) for one in both) == 28 * 60 // 5


def test_leave_that_the_roster_was_made_around_counts_by_the_contract(march: Home) -> None:
    with march.by(march.bram):
        march.house.rosters.report_absence(
            march.team, absence="b" * 32, person=march.bram, first="2026-03-16", last="2026-03-22", kind="leave"
        )

    assert figures(march, march.bram).causes() == {"leave": 28 * 60}


def test_on_a_holiday_illness_without_a_roster_asks_no_hours(march: Home) -> None:
    with march.by(march.bram):
        march.house.rosters.report_absence(
            march.team, absence="9" * 32, person=march.bram, first="2026-04-06", last="2026-04-07", kind="sick"
        )

    april = march.house.hours.source.figures(march.bram, march.team, "2026-04")

    assert [away.day for away in april.away] == ["2026-04-07"]
