"""A month's hours: stated and confirmed by the person, approved by a colleague."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.kernel import NotAllowed, NotThere
from domain.rosters.hours import refusals
from projections.engine import first_difference
from projections.hours import statement
from projections.rebuilding import rebuild
from tests.harness.home import Home, moved_in
from tests.hours.conftest import APRIL
from tests.hours.stating import MARCH, approve, clock, confirm, draw, figures, record, send, standing, whole_way


def test_bram_states_and_confirms_his_march_and_fenna_approves_it(march: Home) -> None:
    record(march, march.bram, march.first, "07:00", "15:45", 30)

    drawn = draw(march, march.bram)
    confirm(march, march.bram, drawn)
    approve(march, march.fenna, drawn)

    assert standing(march, drawn).state == "approved"
    assert [line["how"] for line in standing(march, drawn).lines] == ["recorded", "planned"]
    assert standing(march, drawn).totals["worked"] == 495 + figures(march, march.bram).work[1].planned


def test_only_a_published_roster_counts(home: Home) -> None:
    home.plan(home.bram, "03", "V")

    home.clock.moment = APRIL

    assert figures(home, home.bram).totals() == {}


def test_march_cannot_be_stated_before_it_is_over(march: Home) -> None:
    march.clock.moment -= timedelta(days=4)

    with pytest.raises(refusals.MonthNotOver):
        draw(march, march.bram)


def test_nobody_approves_their_own_hours(march: Home) -> None:
    drawn = draw(march, march.bram)
    confirm(march, march.bram, drawn)

    with pytest.raises(refusals.OwnHours):
        approve(march, march.bram, drawn)

    assert standing(march, drawn).state == "confirmed"


def test_nobody_confirms_a_colleagues_hours(march: Home) -> None:
    drawn = draw(march, march.bram)

    with pytest.raises(refusals.NotYourHours):
        confirm(march, march.fenna, drawn)


def test_what_was_not_confirmed_is_not_approved(march: Home) -> None:
    drawn = draw(march, march.bram)

    with pytest.raises(refusals.NotYetConfirmed):
        approve(march, march.fenna, drawn)


def test_for_somebody_of_another_team_it_does_not_exist(march: Home) -> None:
    march.second_team()
    drawn = draw(march, march.bram)

    for act in (approve, confirm):
        with pytest.raises(NotThere):
            act(march, march.yara, drawn)
    with march.by(march.yara), pytest.raises(NotThere):
        march.house.hours.draw_up_statement(march.team, month=MARCH)
    with march.by(march.yara), pytest.raises(NotThere):
        march.house.hours.object_to_statement(drawn, text="Nee")


def test_a_resident_or_relative_states_no_hours(march: Home) -> None:
    for person in (march.rosa, march.koos):
        with march.by(person), pytest.raises((NotThere, NotAllowed)):
            march.house.hours.draw_up_statement(march.team, month=MARCH)


def test_hours_that_change_before_the_lock_make_the_statement_out_of_date(march: Home) -> None:
    drawn = draw(march, march.bram)
    confirm(march, march.bram, drawn)
    record(march, march.bram, march.first, "07:00", "17:00", 30)

    with pytest.raises(refusals.StatementOutOfDate):
        approve(march, march.fenna, drawn)
    draw(march, march.bram)

    assert standing(march, drawn).state == "drawn"
    assert standing(march, drawn).lines[0]["how"] == "recorded"


def test_hours_that_are_written_down_as_they_were_planned_leave_what_was_confirmed_standing(march: Home) -> None:
    drawn = draw(march, march.bram)
    confirm(march, march.bram, drawn)
    record(march, march.anna, march.late, "15:00", "23:15", 15)

    approve(march, march.fenna, drawn)
    send(march, drawn)

    assert figures(march, march.bram).work[1].how == "recorded"
    assert standing(march, drawn).state == "sent"


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(early=0, late=0, breaks=15)
@given(early=st.integers(-2, 2), late=st.integers(-2, 2), breaks=st.sampled_from([0, 15, 30]))
def test_a_statement_is_out_of_date_as_soon_as_a_minute_is_other_and_only_then(
    tmp_path_factory: pytest.TempPathFactory, early: int, late: int, breaks: int
) -> None:
    with moved_in(tmp_path_factory.mktemp("same")) as home:
        home.draft()
        shift = home.plan(home.bram, "07", "L")
        home.publish()
        home.clock.moment = APRIL
        drawn = draw(home, home.bram)
        confirm(home, home.bram, drawn)
        record(home, home.anna, shift, clock(15 * 60 - early), clock(23 * 60 + 15 + late), breaks)

        try:
            approve(home, home.fenna, drawn)
        except refusals.StatementOutOfDate:
            assert (early, late, breaks) != (0, 0, 15)
        else:
            assert (early, late, breaks) == (0, 0, 15)


def test_drawing_up_what_still_holds_changes_nothing(march: Home) -> None:
    draw(march, march.bram)

    with pytest.raises(refusals.StatementStands):
        draw(march, march.bram)


def test_an_objection_stops_it_until_it_is_drawn_up_again(march: Home) -> None:
    drawn = draw(march, march.bram)
    confirm(march, march.bram, drawn)
    with march.by(march.fenna):
        march.house.hours.object_to_statement(drawn, text="De late dienst ruilden we.")

    with pytest.raises(refusals.StatementObjectedTo):
        approve(march, march.fenna, drawn)
    draw(march, march.bram)

    assert standing(march, drawn).state == "drawn"


def test_a_night_in_which_the_clock_goes_forward_counts_as_planned_an_hour_less(march: Home) -> None:
    march.clock.moment -= timedelta(days=50)
    for day in ("27", "28"):
        march.plan(march.emre, day, "N")
    march.clock.moment += timedelta(days=50)

    one, other = figures(march, march.emre).work

    assert (one.how, one.minutes - other.minutes) == ("planned", 60)
    assert sum(other.bands(figures(march, march.emre).rules).values()) == other.minutes


def test_a_sleep_shift_counts_as_worked_and_earns_no_band(march: Home) -> None:
    march.clock.moment -= timedelta(days=50)
    sleep = march.plan(march.emre, "12", "S")
    march.clock.moment += timedelta(days=50)

    (work,) = figures(march, march.emre).work

    assert work.shift == sleep and work.place == "S"
    assert figures(march, march.emre).totals() == {"sleep": work.minutes}


def test_the_statement_of_then_is_shown_at_then_and_rebuilt_tables_are_the_live_ones(march: Home) -> None:
    drawn = whole_way(march, march.bram)
    record(march, march.bram, march.first, "07:00", "17:15", 30)
    draw(march, march.bram)
    with march.house.now() as views:
        confirmed = statement(views, drawn).confirmed  # type: ignore[union-attr]

    with march.house.at(confirmed) as views:
        assert statement(views, drawn).state == "confirmed"  # type: ignore[union-attr]

    live = march.house.engine.path
    again = live.parent / "again.db"
    rebuild(march.house.workspace, again)
    assert first_difference(live, again) is None
