"""Below nothing only by choice, and what is written to an account."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest

from domain.kernel import Id, NotAllowed, id_of
from domain.rosters.leave import LeaveAccount, leave_of, refusals
from projections.leave import request_of
from tests.harness.home import Home
from tests.leave.asking import FIFTH, HOUR, WHOLE, ask, grant, left


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


def test_who_left_the_team_has_rights_until_the_last_day(home: Home) -> None:
    with home.by(home.anna):
        home.house.staffing.leave_team(home.team, person=home.bram, until="2026-06-30")

    assert left(home, home.bram) < WHOLE * 183 // 365
