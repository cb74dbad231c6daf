"""The chart: what an account must be, when it closes and when it opens again."""

from __future__ import annotations

from typing import Any

import pytest

from domain.finance.ledger import CHART, Chart, Line, NewAccount, refusals, refusals_chart
from tests.finance.bank.banked import Banked
from tests.harness.claimed import Till
from tests.harness.home import Home
from tests.harness.money import Purse


def test_an_account_that_closed_still_lets_go_of_what_is_on_it(home: Home) -> None:
    purse = Purse(home, first="2025-11")
    wrong, _ = purse.pay("2025-11-05", "4310", 500), purse.pay("2025-12-05", "4310", 30_000)
    close(purse, "4310")

    purse.reverse(wrong)
    purse.close("2025-11", "2025-12")
    with home.by(purse.bram):
        purse.ledger.carry_forward(home.team, year=2025)

    assert purse.balances()["4310"] == 0
    with pytest.raises(refusals.AccountIsClosed):
        purse.pay("2026-02-05", "4310", 1)


def test_an_account_with_money_on_it_does_not_close_and_who_closes_reads_where(purse: Purse) -> None:
    purse.post("2026-02-01", Line("1000", 11_405), Line("8000", -11_405))

    with pytest.raises(refusals_chart.AccountHasMoney, match=r"Lindehof \(€.114,05\)"):
        close(purse, "1000")

    purse.post("2026-02-02", Line("1000", -11_405), Line("8000", 11_405))
    close(purse, "1000")


def test_of_residents_money_the_refusal_tells_no_amount(purse: Purse) -> None:
    with purse.home.by(purse.cato):
        purse.ledger.open_accounts([NewAccount("1002", "Kas bewoners", "residents", "asset", "cash")])
    purse.post("2026-02-01", Line("1002", 4_321), Line("1700", -4_321, purse.home.person("rosa")), fund="residents")

    with pytest.raises(refusals_chart.AccountHasMoney, match="Lindehof") as refused:
        close(purse, "1002")

    assert "43,21" not in refused.value.sentence()


def test_an_account_that_takes_the_statements_of_a_bank_does_not_close(purse: Purse) -> None:
    Banked(purse, cents=0)

    with pytest.raises(refusals_chart.AccountIsLinked, match="Lindehof"):
        close(purse, "1010")


@pytest.mark.parametrize("account", ["0500", "1090", "1600", "4370"])
def test_what_a_fund_cannot_do_without_does_not_close(purse: Purse, account: str) -> None:
    with pytest.raises(refusals_chart.AccountIsNeeded, match=account):
        close(purse, account)


def test_of_two_accounts_for_the_same_one_closes_and_what_is_to_be_paid_comes_on_the_other(purse: Purse) -> None:
    open_one(purse, NewAccount("1601", "Crediteuren", "team", "liability", "payable"))
    till = Till(purse)
    close(purse, "1600")

    with pytest.raises(refusals_chart.AccountIsNeeded, match="1601"):
        close(purse, "1601")
    till.approve(till.make(2_450))

    assert purse.balances() == {"1601": -2_450, "4350": 2_450}


def test_the_last_account_of_a_fund_closes_whatever_it_is_for(purse: Purse) -> None:
    open_one(purse, NewAccount("1605", "Nog te betalen groep", "group", "liability", "payable"))

    close(purse, "1605")

    assert the_chart(purse).account("1605").closed


def test_an_account_that_is_closed_once_more_stays_as_it_is(purse: Purse) -> None:
    close(purse, "4350")
    before = the_chart(purse).version

    close(purse, "4350")

    assert the_chart(purse).version == before


def test_an_account_does_not_open_again_beside_the_one_that_took_its_place(purse: Purse) -> None:
    open_one(purse, NewAccount("0520", "Resultaat groep", "group", "equity", "result"))
    close(purse, "0520")
    open_one(purse, NewAccount("0521", "Resultaat", "group", "equity", "result"))

    with purse.home.by(purse.cato), pytest.raises(refusals_chart.UseIsTaken, match="0521"):
        purse.ledger.reopen_account("0520")

    assert the_chart(purse).account("0520").closed


def test_the_chart_holds_so_many_accounts_and_no_more(purse: Purse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.finance.ledger.chart.MOST_ACCOUNTS", len(the_chart(purse).accounts) + 1)

    open_one(purse, NewAccount("4390", "Overig", "team", "expense"))
    with pytest.raises(refusals_chart.TooManyAccounts):
        open_one(purse, NewAccount("4391", "Nog iets", "team", "expense"))


@pytest.mark.parametrize("rgs", ["wperleslon", "WPer LesLon", "W" * 40])
def test_what_is_no_code_of_the_rgs_is_refused(purse: Purse, rgs: str) -> None:
    with pytest.raises(refusals_chart.RgsUnreadable):
        open_one(purse, NewAccount("4390", "Overig", "team", "expense", rgs=rgs))
    with purse.home.by(purse.cato), pytest.raises(refusals_chart.RgsUnreadable):
        purse.ledger.change_account("4350", rgs=rgs)


def test_who_keeps_the_chart_opens_an_account_again(purse: Purse) -> None:
    close(purse, "4310")
    with purse.home.by(purse.cato):
        purse.ledger.reopen_account("4310")
        with pytest.raises(refusals_chart.AccountIsOpen):
            purse.ledger.reopen_account("4310")

    purse.pay("2026-02-05", "4310", 1)
    with purse.home.house.now() as views:
        assert views.execute("SELECT closed FROM finance_account WHERE account = '4310'").fetchone()[0] == 0


NEW = {"code": "4444", "name": "Nieuw", "fund": "team", "kind": "expense", "use": "", "rgs": ""}


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"code": "44 44"}, "CodeUnreadable"),
        ({"name": " "}, "NameMissing"),
        ({"name": "n" * 121}, "NameMissing"),
        ({"fund": "piraten"}, "FundUnknown"),
        ({"kind": "onzin"}, "KindUnknown"),
        ({"use": "onzin"}, "UseUnknown"),
        ({"use": "bank"}, "UseDiffers"),
        ({"use": "resident", "kind": "liability"}, "NotResidentsFund"),
        ({"use": "result", "kind": "equity"}, "UseIsTaken"),
        ({"use": "suspense", "kind": "asset"}, "UseIsTaken"),
        ({"rgs": "WPerLesLon"}, "RgsIsTaken"),
    ],
)
def test_each_thing_that_is_wrong_with_a_new_account_has_its_own_name(
    purse: Purse, change: dict[str, Any], refused: str
) -> None:
    with purse.home.by(purse.cato):
        purse.ledger.change_account("4350", rgs="WPerLesLon")
        with pytest.raises(getattr(refusals_chart, refused)):
            purse.ledger.open_accounts([NewAccount(**NEW | change)])


def test_a_code_of_the_rgs_belongs_to_one_account(purse: Purse) -> None:
    with purse.home.by(purse.cato):
        purse.ledger.change_account("4350", rgs="WPerLesLon")
        purse.ledger.change_account("4350", rgs="WPerLesLon")
        with pytest.raises(refusals_chart.RgsIsTaken, match="4350"):
            purse.ledger.change_account("4310", rgs="WPerLesLon")
        purse.ledger.change_account("4350", rgs="")
        purse.ledger.change_account("4310", rgs="WPerLesLon")


def close(purse: Purse, account: str) -> None:
    """Cato closes an account."""
    with purse.home.by(purse.cato):
        purse.ledger.close_account(account)


def open_one(purse: Purse, account: NewAccount) -> None:
    """Cato adds an account."""
    with purse.home.by(purse.cato):
        purse.ledger.open_accounts([account])


def the_chart(purse: Purse) -> Chart:
    """The chart as the log has it."""
    found = purse.home.house.workspace.get(Chart, CHART)
    assert found
    return found
