"""A withdrawal out of a bank account whose statements are taken: two sign, the bank pays, and a line of it says so."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from domain.finance.bank import refusals as banking
from domain.finance.bank.refusals_residents import AskWithdrawal, LineIsNotWithdrawal, LineOnResident
from domain.finance.ledger import Line, NewAccount
from domain.finance.ledger import refusals as books
from domain.finance.ledger.resident import ResidentAccount, resident_account_of
from domain.finance.residents import refusals
from domain.kernel import NotAllowed, NotThere
from projections.finance_residents import check_residents, lines_of_resident
from projections.finance_withdrawals import granted_for, withdrawal_of, withdrawals
from projections.house import House
from tests.finance.bank.banked import Banked
from tests.finance.residents.banking import booked_by_two, granted, line_of, pay, rosas_bank
from tests.finance.residents.test_residents import ask, deposit, has, live_in, sign
from tests.harness.claim_races import Act, raced
from tests.harness.home import moved_in
from tests.harness.money import Purse


@pytest.fixture
def bank(purse: Purse) -> Banked:
    """100 euro of Rosa on a bank account that is linked."""
    return rosas_bank(purse)


def state(bank: Banked, withdrawal: str) -> str:
    """How a withdrawal stands."""
    with bank.home.house.now() as views:
        found = withdrawal_of(views, bank.team, withdrawal)
    assert found
    return found.state


def difference(bank: Banked) -> int:
    """What check 18 finds that is of nobody."""
    with bank.home.house.now() as views:
        return check_residents(views, bank.team).difference


def test_with_two_signatures_it_waits_and_the_line_of_the_bank_pays_it(bank: Banked, purse: Purse) -> None:
    asked = granted(purse, 2_500)
    before = purse.balances()["1030"], has(purse), state(bank, asked), difference(bank)
    (line,) = line_of(bank, -2_500)
    with bank.home.house.now() as views:
        offered = granted_for(views, bank.team, bank.bank, 2_500)

    pay(bank, line, asked)

    assert before == (10_000, 10_000, "granted", 0)
    assert [one.withdrawal for one in offered] == [asked]
    assert (purse.balances()["1030"], purse.balances()["1093"], has(purse), difference(bank)) == (7_500, 0, 7_500, 0)
    assert (state(bank, asked), bank.state(line)) == ("paid", "matched")
    with bank.home.house.now() as views:
        last = lines_of_resident(views, bank.team, bank.home.rosa)[1][-1]
        assert (last.cents, last.value_date, last.source) == (-2_500, "2026-03-02", f"line:{line}")
        assert last.text and bank.home.house.workspace.vault.open_packed(last.text) == "Kapper"
        assert granted_for(views, bank.team, bank.bank, 2_500) == [] == withdrawals(views, bank.team, "granted")


def test_what_waits_for_the_bank_is_not_spent_twice(bank: Banked, purse: Purse) -> None:
    granted(purse, 6_000)
    second = ask(purse, 6_000, id="two")
    sign(purse, second, "fenna")
    live_in(bank.home, "tom")

    with pytest.raises(refusals.NotEnoughLeft):
        sign(purse, second, "bram")
    with pytest.raises(books.ResidentBelowNothing):
        purse.post("2026-03-03", Line("1700", 6_000, bank.home.rosa), Line("1700", -6_000, bank.home.person("tom")),
                   fund="residents")  # fmt: skip
    granted(purse, 4_000, id="three")

    assert has(purse) == 10_000


@pytest.mark.parametrize("how", ["reject", "drop"])
def test_what_the_bank_does_not_pay_after_all_is_free_again(bank: Banked, purse: Purse, how: str) -> None:
    asked, residents = granted(purse, 6_000), bank.home.house.residents

    with bank.home.by(bank.home.person("saar" if how == "reject" else "emre")):
        if how == "reject":
            residents.reject_withdrawal(asked, why="Rosa wil het toch niet.")
        else:
            residents.drop_withdrawal(asked)

    granted(purse, 10_000, id="two")
    (line,) = line_of(bank, -6_000)
    with pytest.raises(refusals.WithdrawalIsDecided):
        pay(bank, line, asked)


def test_money_that_came_in_later_is_not_held_back_on_an_earlier_day(bank: Banked, purse: Purse) -> None:
    granted(purse, 9_000)
    live_in(bank.home, "tom")

    purse.post("2026-02-10", Line("1700", 1_000, bank.home.rosa), Line("1700", -1_000, bank.home.person("tom")),
               fund="residents")  # fmt: skip

    assert has(purse) == 9_000


def test_a_line_pays_exactly_what_two_signed_for_and_once(bank: Banked, purse: Purse) -> None:
    asked, waiting = granted(purse, 2_500), ask(purse, 1_000, id="two")
    other, first, again, unsigned = line_of(bank, -2_400, -2_500, -2_500, -1_000)

    with pytest.raises(LineIsNotWithdrawal) as refused:
        pay(bank, other, asked)
    with pytest.raises(refusals.WithdrawalNotSigned):
        pay(bank, unsigned, waiting)
    pay(bank, first, asked)
    for line in (first, again):
        with pytest.raises(refusals.WithdrawalIsDecided):
            pay(bank, line, asked)
    with pytest.raises(refusals.WithdrawalIsDecided):
        sign(purse, asked, "saar")
    with pytest.raises(banking.LineIsResolved):
        pay(bank, first, granted(purse, 2_500, id="three"))

    assert "24,00" in refused.value.sentence() and "25,00" in refused.value.sentence()
    assert purse.balances()["1093"] == 5_900
    assert has(purse) == 7_500


def test_only_who_keeps_the_books_of_that_team_lets_a_line_pay(bank: Banked, purse: Purse) -> None:
    asked, (line,) = granted(purse, 2_500), line_of(bank, -2_500)
    bank.home.second_team()

    with pytest.raises(NotAllowed):
        pay(bank, line, asked, by="emre")
    with pytest.raises(NotThere):
        pay(bank, line, asked, by="yara")


def test_nobody_alone_puts_a_line_that_went_out_on_a_resident(bank: Banked, purse: Purse) -> None:
    lines = line_of(bank, -2_500, -1_000)
    rosa = bank.home.rosa

    with bank.home.by(purse.bram):
        for act in (
            lambda: bank.service.match_line(lines[0], account="1700", resident=rosa),
            lambda: bank.service.explain_line(lines[0], why="Jas", account="1700", resident=rosa),
            lambda: bank.service.split_line(
                lines[0], parts=(Line("1700", -1_500, rosa), Line("1700", -1_000, rosa))
            ),
        ):  # fmt: skip
            with pytest.raises(AskWithdrawal) as refused:
                act()

    assert "twee anderen" in refused.value.sentence()
    assert (has(purse), purse.balances()["1093"]) == (10_000, 3_500)


@pytest.mark.parametrize("how", ["match", "split", "explain"])
def test_what_stands_on_a_resident_is_moved_by_an_entry_that_another_approves(
    bank: Banked, purse: Purse, how: str
) -> None:
    live_in(bank.home, "tom")
    (line,), rosa, tom = line_of(bank, 5_000), bank.home.rosa, bank.home.person("tom")
    with bank.home.by(purse.bram):
        if how == "match":
            bank.service.match_line(line, account="1700", resident=rosa)
        elif how == "split":
            bank.service.split_line(line, parts=(Line("1700", 3_000, rosa), Line("1700", 2_000, tom)))
        else:
            bank.service.explain_line(line, why="Zakgeld", account="1700", resident=rosa)

        with pytest.raises(LineOnResident):
            bank.service.release_line(line, why="Foutje")

    purse.post("2026-03-02", Line("1700", 3_000, rosa), Line("1700", -3_000, tom), fund="residents")
    assert (has(purse), difference(bank)) == (10_000 if how == "split" else 12_000, 0)


def test_a_line_that_paid_a_withdrawal_stays(bank: Banked, purse: Purse) -> None:
    asked, (line,) = granted(purse, 2_500), line_of(bank, -2_500)
    pay(bank, line, asked)

    with bank.home.by(purse.bram), pytest.raises(LineOnResident):
        bank.service.release_line(line, why="Foutje")


def test_what_the_bank_charges_is_paid_back_by_the_organisation_and_is_no_residents_loss(
    bank: Banked, purse: Purse
) -> None:
    (charged,) = line_of(bank, -150)
    with bank.home.by(purse.cato):
        purse.ledger.open_accounts([NewAccount("1300", "Nog van de organisatie", "residents", "asset")])

    booked_by_two(bank, charged, "1300")
    missing = difference(bank)
    (paid_back,) = line_of(bank, 150, on=3, opening=9_850)
    with bank.home.by(purse.bram):
        bank.service.match_line(paid_back, account="1300")

    assert (missing, difference(bank)) == (-150, 0)
    assert (purse.balances()["1093"], purse.balances()["1300"], has(purse)) == (0, 0, 10_000)


def test_money_on_no_linked_account_is_paid_with_the_second_signature(purse: Purse) -> None:
    deposit(purse, 10_000)

    sign(purse, ask(purse, 2_500), "fenna", "bram")

    assert has(purse) == 7_500


def test_a_line_pays_it_or_it_is_rejected_and_never_both_and_two_lines_pay_it_once(tmp_path: Path) -> None:
    rounds = 3
    with moved_in(tmp_path) as home:
        bank = rosas_bank(purse := Purse(home))
        lines = line_of(bank, *[-100] * rounds * 4)
        asked = [granted(purse, 100, id=f"asked {turn}") for turn in range(rounds * 2)]
        saar, races = home.person("saar"), []
        for turn in range(rounds):
            paying = Act(purse.bram, "pay_withdrawal", lines[turn], {"withdrawal": asked[turn]}, "settling")
            races.append([paying, Act(saar, "reject_withdrawal", asked[turn], {"why": "Toch niet."}, "residents")])
        for turn in range(rounds, rounds * 2):
            races.append([
                Act(purse.bram, "pay_withdrawal", lines[2 * turn + side], {"withdrawal": asked[turn]}, "settling")
                for side in range(2)
            ])  # fmt: skip
        moment, rosa = home.clock.moment, home.rosa

    came = raced(tmp_path, moment, races)

    assert [Counter(race) for race in came] == [Counter({"": 1, "WithdrawalIsDecided": 1})] * rounds * 2
    house = House(tmp_path)
    many = rounds + sum(race[0] == "" for race in came[:rounds])
    account = house.workspace.get(ResidentAccount, resident_account_of(purse.team, rosa))
    assert account and (account.balance(), account.aside) == (10_000 - 100 * many, {})
    house.close()
