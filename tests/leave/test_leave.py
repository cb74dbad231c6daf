"""Leave asked, granted, declined and withdrawn, and what stays sealed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.rosters.desk import days_of
from domain.rosters.leave import LeaveAccount, leave_of, refusals
from domain.rosters.refusals import PersonAbsent
from projections.engine import first_difference
from projections.leave import granted_in, request_of, requests_by, undecided_in
from projections.rebuilding import rebuild
from tests.harness.home import Home, moved_in
from tests.leave.asking import HOUR, WHOLE, ask, decline, grant, left, state, withdraw


def test_bram_asks_a_week_and_anna_grants_it(home: Home) -> None:
    leave = ask(home, home.bram, "09", "15")
    assert (state(home, leave), left(home, home.bram)) == ("asked", WHOLE - 28 * HOUR)

    grant(home, leave, home.bram)

    assert state(home, leave) == "granted"
    assert home.agenda(home.bram).absences == {leave: ["2026-03-09", "2026-03-15"]}
    assert left(home, home.bram) == WHOLE - 28 * HOUR


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


def test_why_and_what_kind_stay_sealed_and_tell_nothing_by_their_length(home: Home) -> None:
    ask(home, home.bram, "09", note="Naar de notaris", kind="special")
    ask(home, home.bram, "16", kind="holiday")
    with home.house.now() as views:
        one, other = requests_by(views, home.bram)

    assert len(one.kind) == len(other.kind)
    for recorded in home.house.workspace.facts(0, 10_000):
        assert b"notaris" not in recorded.state and b"special" not in recorded.state


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
