"""Residents' money leaves by a withdrawal that two others sign, and by no entry that only one other looks at."""

from __future__ import annotations

import pytest

from domain.finance.cash.refusals import NotAPurseOfTheTeam
from domain.finance.ledger import Line, NewAccount, Proposal, proposing, refusals
from domain.kernel import id_of
from domain.policies import Hire
from tests.harness.home import Home
from tests.harness.money import Purse

OUT = Line("1030", -2_500)


@pytest.fixture
def rosas(purse: Purse) -> Purse:
    """The team keeps 100 euro of Rosa and 50 of Tom, on the residents' bank account."""
    home = purse.home
    with home.by(home.person("anna")):
        home.house.staffing.hire_person(
            home.team, hire=Hire(home.person("tom"), "Tom", since="2026-01-01", place="resident")
        )
    for name, cents in (("rosa", 10_000), ("tom", 5_000)):
        lines = Line("1030", cents), Line("1700", -cents, home.person(name))
        purse.post("2026-02-01", *lines, fund="residents", text="Zakgeld")
    return purse


@pytest.mark.parametrize("kind", ["memo", "reclassification"])
def test_an_entry_that_takes_rosas_money_away_is_refused_and_says_to_ask_a_withdrawal(rosas: Purse, kind: str) -> None:
    lines = Line("1700", 2_500, rosas.home.rosa), OUT

    with rosas.home.by(rosas.bram), pytest.raises(refusals.ResidentsMoneyLeaves) as refused:
        rosas.ledger.propose_entry(
            rosas.team, proposal=id_of("uit"), fund="residents", value_date="2026-02-10", lines=lines, text="Uit",
            kind=kind,
        )  # fmt: skip

    assert "opname" in refused.value.sentence()
    assert rosas.balances()["1030"] == 15_000


def test_neither_by_the_account_that_is_still_to_be_explained_nor_by_a_part_of_it(rosas: Purse) -> None:
    rosa, tom = rosas.home.rosa, rosas.home.person("tom")

    for lines in (
        (Line("1700", 2_500, rosa), Line("1093", -2_500)),
        (Line("1093", 2_500), OUT),
        (Line("1700", 3_000, rosa), Line("1700", -500, tom), OUT),
    ):
        with pytest.raises(refusals.ResidentsMoneyLeaves):
            rosas.propose("2026-02-10", *lines, fund="residents")


def test_a_proposal_does_not_become_one_that_takes_it_away(rosas: Purse) -> None:
    rosa = rosas.home.rosa
    waiting = rosas.propose("2026-02-10", Line("1030", 100), Line("1700", -100, rosa), fund="residents")

    with rosas.home.by(rosas.bram), pytest.raises(refusals.ResidentsMoneyLeaves):
        rosas.ledger.change_proposal(
            waiting, fund="residents", value_date="2026-02-10", lines=(Line("1700", 2_500, rosa), OUT), text="Uit"
        )


def test_what_was_proposed_before_this_rule_is_not_approved_any_more(
    rosas: Purse, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(proposing, "check_stays", lambda *_: None)
        waiting = rosas.propose("2026-02-10", Line("1700", 2_500, rosas.home.rosa), OUT, fund="residents")

    with pytest.raises(refusals.ResidentsMoneyLeaves):
        rosas.approve(waiting)

    found = rosas.home.house.workspace.get(Proposal, waiting)
    assert found and found.state == "proposed"
    with rosas.home.by(rosas.fenna):
        rosas.ledger.decline_entry(waiting, why="Vraag een opname aan.")


def test_what_comes_in_what_moves_between_residents_and_a_mistake_taken_back_stay(rosas: Purse, home: Home) -> None:
    rosa, tom = home.rosa, home.person("tom")
    rosas.post("2026-02-10", Line("1700", 300, rosa), Line("1700", -300, tom), fund="residents")
    wrong = rosas.post("2026-02-10", Line("1030", 900), Line("1700", -900, tom), fund="residents")

    rosas.reverse(wrong)

    assert (rosas.balances()["1030"], rosas.balances()["1700"]) == (15_000, -15_000)


def test_an_opening_puts_money_on_names_and_takes_none_off(rosas: Purse, home: Home) -> None:
    rosa, tom = home.rosa, home.person("tom")
    rosas.post("2026-01-01", Line("1030", 700), Line("1700", -700, rosa), fund="residents")

    for lines in ((Line("1700", 700, rosa), Line("1030", -700)), (Line("1700", 700, rosa), Line("1700", -700, tom))):
        with home.by(rosas.bram), pytest.raises(refusals.ResidentsMoneyLeaves):
            rosas.ledger.take_opening(rosas.team, fund="residents", lines=lines, text="Beginbalans")

    with home.by(rosas.bram):
        opening = Line("1030", 400), Line("1700", -400, tom)
        rosas.ledger.take_opening(rosas.team, fund="residents", lines=opening, text="Beginbalans")
    assert rosas.balances()["1700"] == -16_100


def test_nobody_pays_the_teams_things_from_the_residents_cash_box(rosas: Purse, home: Home) -> None:
    with home.by(rosas.cato):
        rosas.ledger.open_accounts(
            [
                NewAccount("1002", "Kas van bewoners", "residents", "asset", "cash"),
                NewAccount("4700", "Kosten van bewoners", "residents", "expense", ""),
            ]
        )
    rosas.post("2026-02-10", Line("1002", 5_000), Line("1030", -5_000), fund="residents")

    with home.by(rosas.bram), pytest.raises(NotAPurseOfTheTeam) as refused:
        spend(rosas, "1002", "4700")

    assert "opname" in refused.value.sentence()
    assert rosas.balances()["1002"] == 5_000


def spend(purse: Purse, account: str, expense: str) -> None:
    """Something is paid from a cash box."""
    purse.home.house.cash.spend_cash(
        purse.team, account, spending=id_of("koek"), cents=500, day="2026-02-11", expense=expense, text="Koek",
        no_receipt="Weg",
    )  # fmt: skip
