"""A month's hours: stated and confirmed by the person, approved by a colleague, sent once, corrected after."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel import OPERATOR, Id, NotAllowed, NotThere
from domain.rosters import roster_of
from domain.rosters.hours import HoursStatement, refusals, statement_of
from domain.rosters.hours.figures import Figures, added
from projections.engine import first_difference
from projections.hours import approved_of, batches, statement, statements_of
from projections.rebuilding import rebuild
from tests.harness.home import FIRST, Home, moved_in
from tests.hours.conftest import APRIL

MARCH = "2026-03"


def draw(home: Home, person: Id) -> Id:
    """The person's statement of March, drawn up."""
    with home.by(person):
        home.house.hours.draw_up_statement(home.team, month=MARCH)
    with home.house.now() as views:
        return statements_of(views, person, home.team, MARCH)[-1].id


def confirm(home: Home, person: Id, drawn: Id) -> None:
    with home.by(person):
        home.house.hours.confirm_statement(drawn)


def approve(home: Home, person: Id, drawn: Id) -> None:
    with home.by(person):
        home.house.hours.approve_statement(drawn)


def send(home: Home, *drawn: Id) -> None:
    with home.by(home.anna):
        home.house.hours.send_batch(month=MARCH, statements=list(drawn))


def whole_way(home: Home, person: Id) -> Id:
    """Drawn up, confirmed, approved by anna and sent."""
    drawn = draw(home, person)
    confirm(home, person, drawn)
    approve(home, home.anna, drawn)
    send(home, drawn)
    return drawn


def record(home: Home, person: Id, shift: Id, start: str, end: str, breaks: int = 0) -> None:
    with home.by(person):
        home.house.rosters.record_hours(home.roster, shift, start=start, end=end, breaks=breaks)


def standing(home: Home, drawn: Id) -> HoursStatement:
    found = home.house.workspace.get(HoursStatement, drawn)
    assert found
    return found


def figures(home: Home, person: Id) -> Figures:
    return home.house.hours.source.figures(person, home.team, MARCH)


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


def test_what_was_sent_is_locked_and_not_sent_twice(march: Home) -> None:
    drawn = whole_way(march, march.bram)

    with pytest.raises(refusals.AlreadySent):
        send(march, drawn)
    with pytest.raises(refusals.AlreadySent):
        approve(march, march.fenna, drawn)
    with march.by(march.bram), pytest.raises(refusals.AlreadySent):
        march.house.hours.object_to_statement(drawn, text="Toch niet")

    with march.house.now() as views:
        assert [batch.number for batch in batches(views, MARCH)] == [1]


def test_batches_of_a_month_are_numbered_without_gaps(march: Home) -> None:
    whole_way(march, march.bram)
    whole_way(march, march.fenna)

    with march.house.now() as views:
        assert [batch.number for batch in batches(views, MARCH)] == [2, 1]
        assert approved_of(views, MARCH) == []


def test_two_who_send_at_once_get_two_numbers_and_the_same_statement_goes_once(march: Home) -> None:
    ready = [draw(march, person) for person in (march.bram, march.fenna)]
    for person, drawn in zip((march.bram, march.fenna), ready, strict=True):
        confirm(march, person, drawn)
        approve(march, march.emre, drawn)

    def sends(drawn: Id) -> str:
        try:
            send(march, drawn)
        except refusals.AlreadySent:
            return "refused"
        return "sent"

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(copy_context().run, sends, drawn) for drawn in ready * 2]
        outcomes = sorted(job.result() for job in jobs)

    assert outcomes == ["refused", "refused", "sent", "sent"]
    with march.house.now() as views:
        assert [batch.number for batch in batches(views, MARCH)] == [2, 1]


def test_a_member_sends_nothing(march: Home) -> None:
    drawn = draw(march, march.bram)

    with march.by(march.bram), pytest.raises((NotAllowed, NotThere)):
        march.house.hours.send_batch(month=MARCH, statements=[drawn])


def test_after_the_lock_only_the_difference_is_stated(march: Home) -> None:
    first = whole_way(march, march.bram)
    record(march, march.bram, march.first, "07:00", "17:15", 30)

    second = draw(march, march.bram)

    assert standing(march, second).corrects == first
    assert standing(march, second).totals == {"worked": 105}
    assert second == statement_of(march.bram, march.team, MARCH, 1)


def test_a_sent_month_that_did_not_change_needs_no_correction(march: Home) -> None:
    whole_way(march, march.bram)

    with pytest.raises(refusals.StatementStands):
        draw(march, march.bram)


clocks = st.tuples(st.integers(0, 3), st.integers(4, 15), st.integers(0, 60))


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(clocks, min_size=1, max_size=3))
def test_the_first_statement_and_its_corrections_together_are_the_truth(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int, int]]
) -> None:
    with moved_in(tmp_path_factory.mktemp("truth")) as home:
        home.draft()
        shift = home.plan(home.bram, "07", "L")
        home.publish()
        home.clock.moment = APRIL
        whole_way(home, home.bram)
        for early, longer, breaks in changes:
            start, end = 14 * 60 - 60 * early, 14 * 60 + 60 * longer + 25
            record(home, home.bram, shift, clock(start), clock(end), breaks)
            try:
                whole_way(home, home.bram)
            except refusals.StatementStands:
                continue

        with home.house.now() as views:
            stated = statements_of(views, home.bram, home.team, MARCH)
        assert added(*(one.totals for one in stated)) == figures(home, home.bram).totals()


def clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


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


def test_a_night_in_which_the_clock_goes_forward_counts_as_planned_an_hour_less(march: Home) -> None:
    march.clock.moment -= timedelta(days=50)
    for day in ("27", "28"):
        march.plan(march.emre, day, "N")
    march.clock.moment += timedelta(days=50)

    one, other = figures(march, march.emre).work

    assert (one.how, one.minutes - other.minutes) == ("planned", 60)
    assert sum(other.bands(figures(march, march.emre).rules).values()) == other.minutes


def test_on_a_holiday_illness_without_a_roster_asks_no_hours(march: Home) -> None:
    with march.by(march.bram):
        march.house.rosters.report_absence(
            march.team, absence="9" * 32, person=march.bram, first="2026-04-06", last="2026-04-07", kind="sick"
        )

    april = march.house.hours.source.figures(march.bram, march.team, "2026-04")

    assert [away.day for away in april.away] == ["2026-04-07"]


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


def test_the_operator_sends_too(march: Home) -> None:
    drawn = draw(march, march.bram)
    confirm(march, march.bram, drawn)
    approve(march, march.fenna, drawn)

    with march.by(OPERATOR):
        march.house.hours.send_batch(month=MARCH, statements=[drawn])

    assert standing(march, drawn).state == "sent"
