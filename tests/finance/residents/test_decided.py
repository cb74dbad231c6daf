"""What was decided of a resident's withdrawal stays, and nothing but whole cents above nothing is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.finance.ledger import Line
from domain.finance.ledger.refusals import ResidentUnknown
from domain.finance.ledger.resident import ResidentAccount, resident_account_of
from domain.finance.residents import Withdrawal, refusals
from domain.kernel import OPERATOR, Id, NotThere, id_of
from domain.policies import Hire
from tests.finance.residents.banking import granted, line_of, pay, rosas_bank
from tests.finance.residents.test_residents import ask, deposit, has, sign
from tests.harness.money import Purse

Step = Callable[[Purse, Id], None]


def paid(purse: Purse, asked: Id) -> None:
    """Fenna and Bram sign it."""
    sign(purse, asked, "fenna", "bram")


def signed_by_saar(purse: Purse, asked: Id) -> None:
    """Saar signs it."""
    sign(purse, asked, "saar")


def rejected(purse: Purse, asked: Id) -> None:
    """Fenna does not sign it, and says why."""
    with purse.home.by(purse.fenna):
        purse.home.house.residents.reject_withdrawal(asked, why="Dit is te veel.")


def dropped(purse: Purse, asked: Id) -> None:
    """Emre no longer wants it."""
    with purse.home.by(purse.home.person("emre")):
        purse.home.house.residents.drop_withdrawal(asked)


def version(purse: Purse, asked: Id) -> int:
    """How many facts there are of it."""
    found = purse.home.house.workspace.get(Withdrawal, asked)
    assert found
    return found.version


@pytest.mark.parametrize("decided", [paid, rejected, dropped])
@pytest.mark.parametrize("then", [signed_by_saar, rejected, dropped])
def test_a_withdrawal_is_decided_once(purse: Purse, decided: Step, then: Step) -> None:
    deposit(purse, 10_000)
    asked = ask(purse, 2_500)
    decided(purse, asked)
    before = version(purse, asked), has(purse)

    with pytest.raises(refusals.WithdrawalIsDecided):
        then(purse, asked)

    assert (version(purse, asked), has(purse)) == before


def test_what_waits_for_the_bank_is_not_signed_once_more(purse: Purse) -> None:
    rosas_bank(purse)
    asked = granted(purse, 2_500)

    with pytest.raises(refusals.WithdrawalIsDecided):
        signed_by_saar(purse, asked)


@pytest.mark.parametrize("cents", [0, -2_500, 25.0])
def test_nothing_but_cents_above_nothing_is_asked_for(purse: Purse, cents: Any) -> None:
    deposit(purse, 10_000)

    with pytest.raises(refusals.AmountNotAboveNothing):
        ask(purse, cents)

    assert purse.home.house.workspace.get(Withdrawal, id_of("one")) is None


def test_one_cent_can_be_asked_for(purse: Purse) -> None:
    deposit(purse, 10_000)

    paid(purse, ask(purse, 1))

    assert has(purse) == 9_999
    assert purse.entry(id_of("finance.withdrawn", id_of("one"))).kind == "payment"


def test_the_bank_pays_out_all_that_rosa_has_and_nothing_stays_set_aside(purse: Purse) -> None:
    bank, rosa = rosas_bank(purse), purse.home.person("rosa")
    asked = granted(purse, 10_000)
    (line,) = line_of(bank, -10_000)

    pay(bank, line, asked)

    kept = purse.home.house.workspace.get(ResidentAccount, resident_account_of(purse.team, rosa))
    assert has(purse) == 0 and kept and kept.aside == {}


def test_no_money_is_kept_of_who_lives_in_another_team(purse: Purse) -> None:
    home, otto = purse.home, purse.home.person("otto")
    there = home.second_team()
    with home.by(OPERATOR):
        home.house.staffing.hire_person(there, hire=Hire(otto, "Otto", place="resident", since="2026-01-01"))

    with home.by(purse.bram), pytest.raises(ResidentUnknown):
        home.house.residents.open_resident_account(purse.team, otto)
    with pytest.raises(ResidentUnknown):
        purse.propose("2026-02-01", Line("1030", 500), Line("1700", -500, otto), fund="residents")


def test_a_line_of_this_team_pays_no_withdrawal_of_another_team(purse: Purse) -> None:
    home, asked = purse.home, id_of("theirs")
    bank = rosas_bank(purse)
    there = home.second_team(members=("yara", "ties", "wim"))
    yara, otto = home.person("yara"), home.person("otto")
    with home.by(OPERATOR):
        home.house.staffing.hire_person(there, hire=Hire(otto, "Otto", place="resident", since="2026-01-01"))
        home.house.teams.give_role(there, person=yara, role="finance", since="2026-01-01")
    with home.by(yara):
        purse.ledger.begin_books(there, first="2026-01")
        lines = Line("1030", 5_000), Line("1700", -5_000, otto)
        purse.ledger.propose_entry(
            there, proposal=id_of("in"), fund="residents", value_date="2026-02-01", lines=lines, text="Zakgeld"
        )
        home.house.bank.link_account(there, account="1030", iban="NL20INGB0001234567")
    purse.approve(id_of("in"), by=home.person("ties"))
    with home.by(yara):
        home.house.residents.ask_withdrawal(there, otto, withdrawal=asked, account="1030", cents=2_500, text="Jas")
    sign(purse, asked, "ties", "wim")
    (line,) = line_of(bank, -2_500)

    with pytest.raises(NotThere):
        pay(bank, line, asked)

    found = home.house.workspace.get(Withdrawal, asked)
    assert found and found.state == "granted" and bank.state(line) == "open"
