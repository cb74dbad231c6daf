"""Residents' money: an account each, never below nothing, withdrawals that two others sign, and check 18."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.finance.ledger import Line
from domain.finance.ledger import refusals as books
from domain.finance.residents import refusals
from domain.kernel import Acting, CommandReused, Id, NotAllowed, NotThere, Refusal, act_as, id_of
from domain.policies import Hire
from projections.finance_residents import check_residents, kept, lines_of_resident
from projections.finance_withdrawals import withdrawal_of, withdrawals
from tests.harness.home import Home
from tests.harness.money import Purse

SLOW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def rosas(purse: Purse) -> Purse:
    """The team keeps 100 euro of Rosa, on the residents' bank account."""
    deposit(purse, 10_000)
    return purse


def deposit(purse: Purse, cents: int, *, of: str = "rosa", day: str = "2026-02-01") -> Id:
    """Money came in for a resident: Bram proposes, Fenna approves."""
    lines = Line("1030", cents), Line("1700", -cents, purse.home.person(of))
    return purse.post(day, *lines, fund="residents", text="Zakgeld")


def ask(purse: Purse, cents: int, *, by: str = "emre", of: str = "rosa", id: str = "one", account: str = "1030") -> Id:
    """Somebody asks for money of a resident."""
    with purse.home.by(purse.home.person(by)):
        purse.home.house.residents.ask_withdrawal(
            purse.team, purse.home.person(of), withdrawal=id_of(id), account=account, cents=cents, text="Kapper"
        )
    return id_of(id)


def sign(purse: Purse, withdrawal: Id, *people: str, on_behalf_of: Id | None = None) -> None:
    """These sign, one after another."""
    for person in people:
        with act_as(Acting(purse.home.person(person), "", on_behalf_of=on_behalf_of)):
            purse.home.house.residents.sign_withdrawal(withdrawal)


def has(purse: Purse, of: str = "rosa", on: str = "9999-12-31") -> int:
    """What a resident has."""
    with purse.home.house.now() as views:
        return {one.person: one.cents for one in kept(views, purse.team, on)}[purse.home.person(of)]


def test_what_comes_in_for_rosa_is_rosas(rosas: Purse, home: Home) -> None:
    assert has(rosas) == 10_000
    with home.house.now() as views:
        opening, (line,) = lines_of_resident(views, rosas.team, home.person("rosa"))
    assert (opening, line.cents, line.balance, line.value_date) == (0, 10_000, 10_000, "2026-02-01")


def test_a_withdrawal_is_paid_with_the_second_signature_of_others(rosas: Purse, home: Home) -> None:
    asked = ask(rosas, 2_500)
    sign(rosas, asked, "fenna")
    before = has(rosas)

    sign(rosas, asked, "bram")

    assert (before, has(rosas)) == (10_000, 7_500)
    assert rosas.balances()["1030"] == 7_500
    with home.house.now() as views:
        found = withdrawal_of(views, rosas.team, asked)
        waiting = withdrawals(views, rosas.team, "waiting")
    assert found and (found.state, found.signers) == ("paid", (home.person("fenna"), home.person("bram")))
    assert waiting == []


def test_rosa_asks_for_her_own_money_and_not_for_anothers(rosas: Purse, home: Home) -> None:
    live_in(home, "tom")
    deposit(rosas, 500, of="tom")

    sign(rosas, ask(rosas, 1_000, by="rosa"), "fenna", "emre")

    assert has(rosas) == 9_000
    with pytest.raises(refusals.OwnMoneyOnly):
        ask(rosas, 100, by="rosa", of="tom", id="toms")


def test_who_asked_does_not_sign_and_nobody_signs_twice(rosas: Purse) -> None:
    asked = ask(rosas, 2_500, by="fenna")
    with pytest.raises(refusals.OwnWithdrawal):
        sign(rosas, asked, "fenna")
    sign(rosas, asked, "bram")

    with pytest.raises(refusals.SignedAlready):
        sign(rosas, asked, "bram")

    assert has(rosas) == 10_000


def test_who_asked_does_not_sign_for_another_either(rosas: Purse, home: Home) -> None:
    asked = ask(rosas, 2_500, by="fenna")

    with pytest.raises(refusals.OwnWithdrawal):
        sign(rosas, asked, "bram", on_behalf_of=home.person("fenna"))


def test_rosa_and_her_relative_do_not_sign(rosas: Purse) -> None:
    asked = ask(rosas, 2_500)

    for person in ("rosa", "koos"):
        with pytest.raises((NotAllowed, NotThere)):
            sign(rosas, asked, person)


def test_nobody_has_less_than_nothing_when_it_is_paid_out(rosas: Purse) -> None:
    first, second = ask(rosas, 6_000), ask(rosas, 6_000, id="two")
    sign(rosas, first, "fenna", "bram")
    sign(rosas, second, "fenna")

    with pytest.raises(refusals.NotEnoughLeft):
        sign(rosas, second, "bram")

    assert has(rosas) == 4_000


@pytest.mark.parametrize("who", ["bram", "rosa"])
def test_who_may_see_it_hears_when_asking_that_it_is_too_much(rosas: Purse, who: str) -> None:
    with pytest.raises(books.ResidentBelowNothing):
        ask(rosas, 10_001, by=who)


@pytest.mark.parametrize("cents", [1, 10_000, 10_001, 10_000_000])
def test_who_may_not_see_it_asks_any_amount_and_a_first_signature_tells_nothing_either(
    rosas: Purse, cents: int
) -> None:
    sign(rosas, ask(rosas, cents), "fenna")

    assert has(rosas) == 10_000


def test_a_late_entry_never_takes_rosa_below_nothing_on_a_later_day(rosas: Purse) -> None:
    later = deposit(rosas, 5_000, day="2026-02-20")
    sign(rosas, ask(rosas, 12_000), "fenna", "bram")

    with pytest.raises(books.ResidentBelowNothing) as refused:
        rosas.reverse(later, day="2026-02-21")

    assert "2026-03-01" in refused.value.sentence()


def test_taking_a_deposit_back_is_refused_when_it_is_spent(rosas: Purse) -> None:
    entry = deposit(rosas, 3_000, day="2026-02-02")
    sign(rosas, ask(rosas, 12_000), "fenna", "bram")

    with pytest.raises(books.ResidentBelowNothing):
        rosas.reverse(entry)


def test_one_residents_money_never_pays_for_another(rosas: Purse, home: Home) -> None:
    live_in(home, "tom")
    tom, rosa = home.person("tom"), home.person("rosa")

    with pytest.raises(books.ResidentBelowNothing):
        rosas.post("2026-02-03", Line("1700", 100, tom), Line("1700", -100, rosa), fund="residents")


def test_money_is_kept_of_residents_of_the_team_only(purse: Purse, home: Home) -> None:
    for person in (home.person("emre"), id_of("nobody")):
        with pytest.raises(books.ResidentUnknown):
            purse.post("2026-02-03", Line("1030", 100), Line("1700", -100, person), fund="residents")


def test_it_is_paid_out_of_the_residents_own_bank_account_or_cash_box(rosas: Purse) -> None:
    with pytest.raises(refusals.NotWhereMoneyLies):
        ask(rosas, 100, account="1010")


@pytest.mark.parametrize("cents", [0, -5])
def test_an_amount_is_above_nothing(rosas: Purse, cents: int) -> None:
    with pytest.raises(refusals.AmountNotAboveNothing):
        ask(rosas, cents)


def test_what_is_rejected_or_dropped_is_never_paid(rosas: Purse, home: Home) -> None:
    rejected, dropped = ask(rosas, 100), ask(rosas, 200, id="two")
    with home.by(home.person("fenna")):
        home.house.residents.reject_withdrawal(rejected, why="Rosa wil dit niet.")
        with pytest.raises(refusals.NotYourWithdrawal):
            home.house.residents.drop_withdrawal(dropped)
    with home.by(home.person("emre")):
        home.house.residents.drop_withdrawal(dropped)

    for withdrawal in (rejected, dropped):
        with pytest.raises(refusals.WithdrawalIsDecided):
            sign(rosas, withdrawal, "bram")
    assert has(rosas) == 10_000


def test_the_same_withdrawal_is_asked_and_paid_once(rosas: Purse) -> None:
    asked = ask(rosas, 100)
    with pytest.raises(CommandReused):
        ask(rosas, 100)
    sign(rosas, asked, "fenna", "bram")

    with pytest.raises(refusals.WithdrawalIsDecided):
        sign(rosas, asked, "saar")

    assert has(rosas) == 9_900


def test_when_rosa_leaves_all_is_paid_out_and_her_account_closes(rosas: Purse, home: Home) -> None:
    residents, rosa = home.house.residents, home.person("rosa")
    with home.by(rosas.bram), pytest.raises(books.ResidentHasMoney):
        residents.close_resident_account(rosas.team, rosa)
    with home.by(home.person("anna")):
        home.house.staffing.leave_team(rosas.team, person=home.person("koos"), until="2026-02-25")
        home.house.staffing.leave_team(rosas.team, person=rosa, until="2026-02-28")
    sign(rosas, ask(rosas, 10_000), "fenna", "bram")
    with home.by(rosas.bram):
        residents.close_resident_account(rosas.team, rosa)

    with pytest.raises(books.ResidentAccountIsClosed):
        deposit(rosas, 100)

    with home.by(rosas.bram):
        residents.open_resident_account(rosas.team, rosa)
    deposit(rosas, 100, day="2026-03-01")
    assert has(rosas) == 100


@pytest.mark.parametrize("who", ["emre", "rosa", "koos"])
def test_only_who_keeps_the_books_opens_and_closes_accounts(purse: Purse, home: Home, who: str) -> None:
    with home.by(home.person(who)), pytest.raises(NotAllowed):
        home.house.residents.open_resident_account(purse.team, home.person("rosa"))


def test_another_team_finds_no_withdrawal_to_sign(rosas: Purse, home: Home) -> None:
    asked = ask(rosas, 100)
    home.second_team()

    with pytest.raises(NotThere):
        sign(rosas, asked, "yara")


def live_in(home: Home, name: str) -> None:
    """Somebody comes to live here."""
    with home.by(home.person("anna")):
        home.house.staffing.hire_person(
            home.team, hire=Hire(home.person(name), name.title(), since="2026-01-01", place="resident")
        )


def check(purse: Purse, on: str = "9999-12-31") -> tuple[int, int]:
    """What check 18 finds: what residents have, and what lies there of nobody."""
    with purse.home.house.now() as views:
        found = check_residents(views, purse.team, on)
    return found.owed, found.difference


def test_check_18_what_residents_have_is_what_lies_there(rosas: Purse) -> None:
    sign(rosas, ask(rosas, 2_500), "fenna", "bram")

    assert check(rosas) == (7_500, 0)
    assert check(rosas, "2026-01-31") == (0, 0)


def test_check_18_fails_by_what_is_still_to_be_explained(rosas: Purse, home: Home) -> None:
    rosas.post("2026-02-05", Line("1030", 700), Line("1093", -700), fund="residents")

    assert check(rosas) == (10_000, 700)
    with home.house.now() as views:
        assert check_residents(views, rosas.team).suspense == 700


Step = tuple[str, str, int, int]
STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(
        st.sampled_from(("in", "in", "back", "asked")), st.sampled_from(("rosa", "tom")), st.integers(0, 58),
        st.integers(1, 9_000),
    ),
    min_size=3, max_size=9,
)  # fmt: skip


EACH: list[Step] = [
    ("in", "rosa", 9, 5_000),
    ("in", "tom", 9, 700),
    ("asked", "rosa", 0, 3_000),
    ("back", "rosa", 9, 0),
]
"""Rosa gets 30 of her 50 euro, so that the 50 cannot be taken back any more."""


@SLOW
@example(steps=EACH)
@given(steps=STEPS)
def test_whatever_comes_and_goes_check_18_holds_on_every_day_and_nobody_is_below_nothing(
    steps: list[Step], fresh_purse: Callable[[], Purse]
) -> None:
    purse = fresh_purse()
    live_in(purse.home, "tom")
    came: list[Id] = []
    for number, (what, of, after, cents) in enumerate(steps):
        day = (date(2026, 1, 1) + timedelta(after)).isoformat()
        try:
            if what == "in":
                came.append(deposit(purse, cents, of=of, day=day))
            elif what == "back":
                purse.reverse(came[cents % len(came)] if came else id_of("none"), day=day)
            else:
                sign(purse, ask(purse, cents, of=of, id=str(number)), "fenna", "bram")
        except Refusal:
            continue

    with purse.home.house.now() as views:
        for after in range(62):
            on = (date(2026, 1, 1) + timedelta(after)).isoformat()
            assert check_residents(views, purse.team, on).difference == 0
            assert all(one.cents >= 0 for one in kept(views, purse.team, on))
    if steps == EACH:
        assert (has(purse), has(purse, "tom")) == (2_000, 700)
