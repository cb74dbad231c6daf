"""Leave asked, granted, declined and withdrawn: what it costs, who decides, and what everybody then knows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel import Id, NotAllowed, NotThere, id_of
from domain.rosters import ShiftKind, roster_of
from domain.rosters.desk import days_of
from domain.rosters.leave import LeaveAccount, leave_of, refusals
from domain.rosters.refusals import PersonAbsent
from projections.engine import first_difference
from projections.leave import granted_in, request_of, requests_by, undecided_in
from projections.leave_now import balance_of
from projections.rebuilding import rebuild
from tests.harness.home import FIRST, Home, full_day, moved_in

HOUR = 60
FIFTH = 28 * HOUR // 5


def ask(home: Home, person: Id, first: str, last: str = "", *, name: str = "", **more: object) -> Id:
    """Ask for leave in March; its id."""
    first = full_day(first)
    leave = id_of("leave", person, first, name)
    given = {"kind": "holiday"} | more
    with home.by(person):
        home.house.leave.ask_leave(
            home.team, leave=leave, first=first, last=full_day(last or first), **given,  # type: ignore[arg-type]
        )  # fmt: skip
    return leave


def grant(home: Home, leave: Id, of: Id, *, by: Id | None = None, **more: object) -> None:
    with home.by(by or home.anna):
        home.house.leave.grant_leave(of, leave, **more)  # type: ignore[arg-type]


def decline(home: Home, leave: Id, of: Id, why: str = "Er is dan niemand", *, by: Id | None = None) -> None:
    with home.by(by or home.anna):
        home.house.leave.decline_leave(of, leave, why=why)


def withdraw(home: Home, leave: Id, by: Id) -> None:
    with home.by(by):
        home.house.leave.withdraw_leave(leave)


def state(home: Home, leave: Id) -> str:
    with home.house.now() as views:
        found = request_of(views, leave)
    assert found
    return found.state


def days(home: Home, leave: Id) -> dict[str, int]:
    with home.house.now() as views:
        found = request_of(views, leave)
    assert found
    return found.days


def left(home: Home, person: Id) -> int:
    """Minutes that can still be taken in 2026."""
    with home.house.now() as views:
        return balance_of(views, home.house.vault, person, home.house.workspace.position(), 2026).usable("2026-12-31")


WHOLE = 4 * 28 * HOUR + 57 * 28 * HOUR // 36
"""What a contract of 28 hours gives in a year: 112 hours by law, and by the cao 57 hours for who works 36."""


def test_bram_asks_a_week_and_anna_grants_it(home: Home) -> None:
    leave = ask(home, home.bram, "09", "15")
    assert (state(home, leave), left(home, home.bram)) == ("asked", WHOLE - 28 * HOUR)

    grant(home, leave, home.bram)

    assert state(home, leave) == "granted"
    assert home.agenda(home.bram).absences == {leave: ["2026-03-09", "2026-03-15"]}
    assert left(home, home.bram) == WHOLE - 28 * HOUR


def test_a_week_without_a_published_roster_costs_the_contract_s_week_from_monday_to_friday(home: Home) -> None:
    leave = ask(home, home.bram, "09", "15")

    assert days(home, leave) == {f"2026-03-{day}": FIFTH for day in ("09", "10", "11", "12", "13")}


def test_a_holiday_costs_no_leave_for_it_asks_no_hours(home: Home) -> None:
    easter = ask(home, home.bram, "2026-04-06", "2026-04-12")

    assert list(days(home, easter)) == ["2026-04-07", "2026-04-08", "2026-04-09", "2026-04-10"]


def test_in_a_published_roster_leave_costs_the_shifts_in_it_and_they_come_open(home: Home) -> None:
    early, late = home.plan(home.bram, "10", "V"), home.plan(home.bram, "14", "L")
    kept = home.plan(home.bram, "20", "V")
    home.publish()

    leave = ask(home, home.bram, "09", "15")
    grant(home, leave, home.bram)

    assert days(home, leave) == {"2026-03-10": 480, "2026-03-14": 480}
    assert (home.who(early), home.who(late), home.who(kept)) == (None, None, home.bram)


def test_being_on_call_costs_no_leave_and_counts_no_absence(home: Home) -> None:
    with home.by(home.anna):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("A", "A", 17 * 60, 14 * 60, 0), name="Achterwacht")
    home.plan(home.bram, "10", "A")
    home.plan(home.bram, "12", "L")
    home.plan(home.bram, "24", "A")
    home.publish()
    with home.by(home.bram):
        home.house.rosters.report_absence(
            home.team, absence="8" * 32, person=home.bram, first="2026-03-24", last="2026-03-24", kind="sick"
        )

    leave = ask(home, home.bram, "09", "15")

    assert days(home, leave) == {"2026-03-12": 480}
    sick = home.house.hours.source.figures(home.bram, home.team, "2026-03").away
    assert [(away.day, away.minutes, away.shift) for away in sick] == [("2026-03-24", FIFTH, None)]


def test_a_night_in_which_the_clock_goes_forward_costs_an_hour_less(home: Home) -> None:
    home.plan(home.bram, "28", "N")
    home.plan(home.bram, "27", "N")
    home.publish()

    leave = ask(home, home.bram, "27", "28")

    costs = days(home, leave)
    assert costs["2026-03-27"] - costs["2026-03-28"] == 60


def test_hours_that_were_chosen_count_on_every_day(home: Home) -> None:
    leave = ask(home, home.bram, "14", "15", per_day=6 * HOUR)

    assert days(home, leave) == {"2026-03-14": 360, "2026-03-15": 360}


def test_the_page_of_pay_and_the_balance_count_the_same_leave(home: Home) -> None:
    home.plan(home.bram, "10", "V")
    home.publish()
    leave = ask(home, home.bram, "09", "15")
    grant(home, leave, home.bram)
    home.clock.moment = datetime(2026, 4, 2, 9, tzinfo=UTC)

    march = home.house.hours.source.figures(home.bram, home.team, "2026-03")

    assert march.causes() == {"leave": 480}
    assert [(away.day, away.minutes) for away in march.away] == list(days(home, leave).items())


def test_who_is_on_leave_can_be_planned_nowhere(home: Home) -> None:
    grant(home, ask(home, home.bram, "09", "15"), home.bram)

    with pytest.raises(PersonAbsent):
        home.plan(home.bram, "12", "L")


def test_a_declined_request_has_its_reason_and_costs_nothing(home: Home) -> None:
    leave = ask(home, home.bram, "09", "15")

    with pytest.raises(refusals.WhyMissing):
        decline(home, leave, home.bram, "  ")
    decline(home, leave, home.bram)

    assert (state(home, leave), left(home, home.bram)) == ("declined", WHOLE)
    with home.house.now() as views:
        assert home.house.vault.open_packed(request_of(views, leave).why) == "Er is dan niemand"  # type: ignore[union-attr]
    ask(home, home.bram, "09", "15", name="again")


def test_bram_withdraws_what_he_asked_and_what_he_got(home: Home) -> None:
    asked, got = ask(home, home.bram, "09"), ask(home, home.bram, "16")
    grant(home, got, home.bram)

    withdraw(home, asked, home.bram)
    withdraw(home, got, home.bram)

    assert state(home, asked) == state(home, got) == "withdrawn"
    assert home.agenda(home.bram).absences == {}
    assert left(home, home.bram) == WHOLE
    with pytest.raises(refusals.LeaveDecided):
        withdraw(home, got, home.bram)


def test_leave_that_began_is_neither_withdrawn_nor_granted(home: Home) -> None:
    granted, waiting = ask(home, home.bram, "09", "15"), ask(home, home.bram, "16")
    grant(home, granted, home.bram)

    home.clock.moment = datetime(2026, 3, 17, 9, tzinfo=UTC)

    with pytest.raises(refusals.LeaveHasBegun):
        withdraw(home, granted, home.bram)
    with pytest.raises(refusals.LeaveHasBegun):
        grant(home, waiting, home.bram)


def test_the_absence_of_leave_is_not_withdrawn_behind_its_back(home: Home) -> None:
    leave = ask(home, home.bram, "09")
    grant(home, leave, home.bram)

    with home.by(home.bram), pytest.raises(refusals.AbsenceIsLeave):
        home.house.rosters.withdraw_absence(home.team, absence=leave, person=home.bram)


def test_who_plans_decides_and_of_who_plans_alone_a_colleague(home: Home) -> None:
    brams, annas = ask(home, home.bram, "09"), ask(home, home.anna, "09")

    with pytest.raises(refusals.PlannerDecides):
        grant(home, brams, home.bram, by=home.fenna)
    with pytest.raises(refusals.OwnLeave):
        grant(home, annas, home.anna)
    grant(home, annas, home.anna, by=home.fenna)

    assert state(home, annas) == "granted"


def test_where_somebody_else_plans_too_a_colleague_does_not_decide_on_the_planner(home: Home) -> None:
    with home.by(home.anna):
        home.house.teams.give_role(home.team, person=home.emre, role="planner", since="2026-01-01")
    annas = ask(home, home.anna, "09")

    with pytest.raises(refusals.PlannerDecides):
        grant(home, annas, home.anna, by=home.fenna)
    grant(home, annas, home.anna, by=home.emre)


def test_for_another_team_and_for_residents_leave_does_not_exist(home: Home) -> None:
    anker = home.second_team()
    leave = ask(home, home.bram, "09")

    for act in (grant, decline):
        with pytest.raises(NotThere):
            act(home, leave, home.bram, by=home.yara)
        with pytest.raises(NotAllowed):
            act(home, leave, home.bram, by=home.koos)
    with home.by(home.bram), pytest.raises(NotThere):
        home.house.leave.ask_leave(anker, leave="1" * 32, first="2026-03-09", last="2026-03-09", kind="holiday")
    with pytest.raises(NotThere):
        withdraw(home, leave, home.fenna)


def test_two_requests_do_not_share_a_day(home: Home) -> None:
    ask(home, home.bram, "09", "15")

    with pytest.raises(refusals.LeaveOverlaps):
        ask(home, home.bram, "15", "20")


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"kind": "party"}, refusals.LeaveKindUnknown),
        ({"per_day": 14}, refusals.LeaveHoursUnreadable),
        ({"per_day": 13 * HOUR}, refusals.LeaveHoursUnreadable),
        ({"last": "2026-03-08"}, refusals.LeaveUnreadable),
        ({"last": "2027-03-10"}, refusals.LeaveUnreadable),
    ],
)
def test_what_cannot_be_read_is_refused(home: Home, more: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        ask(home, home.bram, "09", **more)  # type: ignore[arg-type]


def test_leave_is_not_asked_for_yesterday(home: Home) -> None:
    with pytest.raises(refusals.LeaveUnreadable):
        ask(home, home.bram, "2026-02-01")


@pytest.mark.parametrize("first", ["2029-03-10", "2200-01-01"])
def test_leave_is_asked_for_at_most_three_years_ahead(home: Home, first: str) -> None:
    with pytest.raises(refusals.LeaveUnreadable) as refusal:
        ask(home, home.bram, first, overdraw=True)

    assert refusal.value.field == "first"


def test_below_nothing_only_by_a_conscious_choice_that_stays_written(home: Home) -> None:
    with pytest.raises(refusals.BalanceTooLow):
        ask(home, home.bram, "09", "2026-05-10")
    leave = ask(home, home.bram, "09", "2026-05-10", overdraw=True)

    grant(home, leave, home.bram)

    with home.house.now() as views:
        found = request_of(views, leave)
    assert found and found.overdrawn == 9 * 28 * HOUR - 3 * FIFTH - WHOLE


def only_a_fifth_is_left(home: Home) -> None:
    """Of bram's year one day is left."""
    for balance, minutes in (("statutory", 4 * 28 * HOUR - FIFTH), ("above", 57 * 28 * HOUR // 36)):
        with home.by(home.anna):
            home.house.leave.credit_leave(
                home.bram, credit=id_of("credit", balance), balance=balance, year=2026, minutes=-minutes,
                why="Elders genomen", team=home.team,
            )  # fmt: skip
    assert left(home, home.bram) == FIFTH


def test_who_grants_more_than_was_chosen_chooses_that_too(home: Home) -> None:
    only_a_fifth_is_left(home)
    leave = ask(home, home.bram, "09")
    home.plan(home.bram, "09", "V")
    home.publish()

    with pytest.raises(refusals.BalanceTooLow):
        grant(home, leave, home.bram)
    grant(home, leave, home.bram, overdraw=True)

    with home.house.now() as views:
        assert request_of(views, leave).overdrawn == 480 - FIFTH  # type: ignore[union-attr]


def test_illness_in_leave_is_no_leave_and_is_paid_as_illness(home: Home) -> None:
    leave = ask(home, home.bram, "09", "15")
    grant(home, leave, home.bram)
    home.clock.moment = datetime(2026, 3, 10, 5, tzinfo=UTC)
    with home.by(home.bram):
        home.house.rosters.report_absence(
            home.team, absence="5" * 32, person=home.bram, first="2026-03-10", last="2026-03-11", kind="sick"
        )
    home.clock.moment = datetime(2026, 4, 2, 9, tzinfo=UTC)

    march = home.house.hours.source.figures(home.bram, home.team, "2026-03")

    assert march.causes() == {"leave": 3 * FIFTH, "sick": 2 * FIFTH}
    assert left(home, home.bram) == WHOLE - 3 * FIFTH


def test_a_shift_in_another_team_stands_in_the_way_until_that_team_opened_it(home: Home) -> None:
    anker = home.second_team(also=(home.bram,))
    there = home.draft(anker)
    shift = home.plan(home.bram, "10", "L", roster=there, by=home.yara)
    leave = ask(home, home.bram, "09", "15")

    with pytest.raises(refusals.ShiftsElsewhere):
        grant(home, leave, home.bram)
    with home.by(home.yara):
        home.house.rosters.unassign_shift(roster_of(anker, FIRST), shift, was=home.bram)
    grant(home, leave, home.bram)


def test_two_tablets_that_grant_at_the_same_instant_give_it_once(home: Home) -> None:
    home.plan(home.bram, "10", "V")
    with home.by(home.anna):
        home.house.teams.give_role(home.team, person=home.emre, role="planner", since="2026-01-01")
    leave = ask(home, home.bram, "09", "15")

    def give(by: Id) -> str:
        try:
            grant(home, leave, home.bram, by=by)
        except refusals.LeaveDecided:
            return "decided"
        return "gave"

    with ThreadPoolExecutor(2) as tablets:
        work = [tablets.submit(copy_context().run, give, by) for by in (home.anna, home.emre)]
        said = sorted(one.result() for one in work)

    assert said == ["decided", "gave"]
    assert list(home.agenda(home.bram).absences) == [leave]


def test_who_decides_second_reads_that_it_was_decided_though_the_shifts_came_open_meanwhile(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.plan(home.bram, "10", "V")
    with home.by(home.anna):
        home.house.teams.give_role(home.team, person=home.emre, role="planner", since="2026-01-01")
    leave = ask(home, home.bram, "09", "15")
    rosters = home.house.leave.rosters
    opened, elsewhere = rosters.opened, copy_context()

    def first_the_other(*asked: Any) -> Any:
        monkeypatch.setattr(rosters, "opened", opened)
        with ThreadPoolExecutor(1) as tablet:
            tablet.submit(elsewhere.run, grant, home, leave, home.bram, by=home.emre).result()
        return opened(*asked)

    monkeypatch.setattr(rosters, "opened", first_the_other)

    with pytest.raises(refusals.LeaveDecided):
        grant(home, leave, home.bram, by=home.anna)


def test_two_requests_granted_at_the_same_instant_do_not_take_the_same_hours(home: Home) -> None:
    with home.by(home.anna):
        home.house.teams.give_role(home.team, person=home.emre, role="planner", since="2026-01-01")
    only_a_fifth_is_left(home)
    one, other = ask(home, home.bram, "09"), ask(home, home.bram, "10", overdraw=True)

    def give(leave: Id, by: Id) -> bool:
        try:
            grant(home, leave, home.bram, by=by)
        except refusals.BalanceTooLow:  # for the first day nobody chose to go below nothing
            return False
        return True

    with ThreadPoolExecutor(2) as tablets:
        work = [tablets.submit(copy_context().run, give, *pair) for pair in ((one, home.anna), (other, home.emre))]
        first, second = (done.result() for done in work)

    account = home.house.workspace.get(LeaveAccount, leave_of(home.bram))
    assert account and second
    granted = [found for found in account.standing() if found.state == "granted"]
    assert sum(found.overdrawn for found in granted) == (FIFTH if first else 0)
    assert len(granted) == 1 + first


def test_what_is_written_to_an_account_has_a_reason_and_is_not_one_s_own(home: Home) -> None:
    given = {"credit": "c" * 32, "balance": "above", "year": 2025, "minutes": 600, "why": "Over van 2025"}

    with home.by(home.anna):
        home.house.leave.credit_leave(home.bram, team=home.team, **given)  # type: ignore[arg-type]
        for wrong in ({"year": 1999}, {"minutes": 0}, {"balance": "x"}):
            with pytest.raises(refusals.CreditUnreadable):
                home.house.leave.credit_leave(home.bram, team=home.team, **given | {"credit": "d" * 32} | wrong)  # type: ignore[arg-type]
        with pytest.raises(refusals.OwnCredit):
            home.house.leave.credit_leave(home.anna, team=home.team, **given)  # type: ignore[arg-type]
        with pytest.raises(refusals.WhyMissing):
            home.house.leave.credit_leave(home.bram, team=home.team, **given | {"credit": "d" * 32, "why": ""})  # type: ignore[arg-type]
    with home.by(home.fenna), pytest.raises(NotAllowed):
        home.house.leave.credit_leave(home.bram, team=home.team, **given)  # type: ignore[arg-type]

    assert left(home, home.bram) == WHOLE + 600


def test_why_and_what_kind_stay_sealed_and_tell_nothing_by_their_length(home: Home) -> None:
    ask(home, home.bram, "09", note="Naar de notaris", kind="special")
    ask(home, home.bram, "16", kind="holiday")
    with home.house.now() as views:
        one, other = requests_by(views, home.bram)

    assert len(one.kind) == len(other.kind)
    for recorded in home.house.workspace.facts(0, 10_000):
        assert b"notaris" not in recorded.state and b"special" not in recorded.state


def test_who_left_the_team_has_rights_until_the_last_day(home: Home) -> None:
    with home.by(home.anna):
        home.house.staffing.leave_team(home.team, person=home.bram, until="2026-06-30")

    assert left(home, home.bram) < WHOLE * 183 // 365


def test_the_leave_of_then_is_shown_at_then_and_rebuilt_tables_are_the_live_ones(home: Home) -> None:
    leave = ask(home, home.bram, "09", "15")
    then = home.house.workspace.position()
    grant(home, leave, home.bram)
    decline(home, ask(home, home.fenna, "09"), home.fenna)

    with home.house.at(then) as views:
        assert [one.id for one in undecided_in(views, home.team)] == [leave]
        assert granted_in(views, home.team, "2026-01-01") == []
    home.house.engine.catch_up()
    copy = home.house.workspace.data / "copy.db"
    rebuild(home.house.workspace, copy)
    assert first_difference(home.house.engine.path, copy) is None


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_happens_absence_and_granted_leave_are_the_same_days(data: st.DataObject) -> None:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder, moved_in(Path(folder)) as home:
        home.draft()
        for at in range(data.draw(st.integers(1, 6))):
            begin = data.draw(st.integers(1, 25))
            try:
                leave = ask(
                    home, home.bram, f"{begin:02d}", f"{begin + data.draw(st.integers(0, 3)):02d}", name=str(at)
                )
            except refusals.LeaveOverlaps:
                continue
            for act in data.draw(st.permutations([grant, decline, withdraw])):
                try:
                    act(home, leave, home.bram)
                except refusals.LeaveDecided:
                    continue
        account = home.house.workspace.get(LeaveAccount, leave_of(home.bram))
        agenda = home.house.rosters.agenda_if_begun(home.bram)

    standing = [(one.first, one.last) for one in account.standing()] if account else []
    absent = [tuple(one) for one in agenda.absences.values()] if agenda else []
    assert sorted(standing) == sorted(absent)
    assert len({day for one in standing for day in days_of(*one)}) == sum(len(days_of(*one)) for one in standing)
