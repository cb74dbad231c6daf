"""Two acts at one moment: what the one rests on is asked again when the other was first."""

from __future__ import annotations

import pytest

from domain.finance.bank.refusals import NotABankAccount
from domain.finance.ledger import CHART, Chart, Line, NewAccount, Proposal, refusals, refusals_books, refusals_chart
from domain.kernel import Busy, id_of
from projections.house import House
from tests.finance.statements.made import IBAN
from tests.harness.meanwhile import Act, Meanwhile
from tests.harness.money import Purse

PREPAID, BANK = "1400", "1011"
AHEAD = (Line(PREPAID, 700), Line("1010", -700))


@pytest.fixture
def chart(purse: Purse) -> Purse:
    """With an account of what is paid ahead, and one for a second bank account; none has anything on it."""
    with purse.home.by(purse.cato):
        purse.ledger.open_accounts(
            [
                NewAccount(PREPAID, "Vooruitbetaald", "team", "asset"),
                NewAccount(BANK, "Spaarrekening", "team", "asset", "bank"),
            ]
        )
    return purse


def posted(purse: Purse, *lines: Line, day: str = "2026-02-10", fund: str = "team") -> Act:
    """Bram proposes an entry and Fenna approves."""

    def act(house: House) -> None:
        purse._made += 1
        proposal = id_of("elsewhere", str(purse._made))
        with purse.home.by(purse.bram):
            house.ledger.propose_entry(
                purse.team, proposal=proposal, fund=fund, value_date=day, lines=lines, text="Vooruit"
            )
        found = house.workspace.get(Proposal, proposal)
        assert found
        with purse.home.by(purse.fenna):
            house.ledger.approve_entry(proposal, content=found.content)

    return act


def linked(purse: Purse) -> Act:
    """Bram links the number of the savings account."""

    def act(house: House) -> None:
        with purse.home.by(purse.bram):
            house.bank.link_account(purse.team, account=BANK, iban=IBAN)

    return act


def closed(purse: Purse, code: str) -> Act:
    """The controller lets nothing be posted to an account any more."""

    def act(house: House) -> None:
        with purse.home.by(purse.cato):
            house.ledger.close_account(code)

    return act


def is_closed(purse: Purse, code: str) -> bool:
    """As the log has it."""
    found = purse.home.house.workspace.get(Chart, CHART)
    assert found
    return found.account(code).closed


def test_an_account_on_which_money_comes_while_it_is_being_closed_stays_open(
    chart: Purse, meanwhile: Meanwhile
) -> None:
    meanwhile(posted(chart, *AHEAD))

    with pytest.raises(refusals_chart.AccountHasMoney, match="De Lindehof"):
        closed(chart, PREPAID)(chart.home.house)

    assert not is_closed(chart, PREPAID) and chart.balances()[PREPAID] == 700


def test_money_does_not_come_on_an_account_that_was_closed_meanwhile(chart: Purse, meanwhile: Meanwhile) -> None:
    proposal = chart.propose("2026-02-10", *AHEAD)
    meanwhile(closed(chart, PREPAID))

    with pytest.raises(refusals.AccountIsClosed):
        chart.approve(proposal)

    assert is_closed(chart, PREPAID) and not chart.balances().get(PREPAID)


def test_an_account_to_which_a_bank_is_linked_while_it_is_being_closed_stays_open(
    chart: Purse, meanwhile: Meanwhile
) -> None:
    meanwhile(linked(chart))

    with pytest.raises(refusals_chart.AccountIsLinked, match="De Lindehof"):
        closed(chart, BANK)(chart.home.house)

    assert not is_closed(chart, BANK)


def test_no_bank_is_linked_to_an_account_that_was_closed_meanwhile(chart: Purse, meanwhile: Meanwhile) -> None:
    meanwhile(closed(chart, BANK))

    with pytest.raises(NotABankAccount):
        linked(chart)(chart.home.house)

    assert is_closed(chart, BANK)


def test_who_closes_an_account_while_others_never_stop_hears_that_it_is_busy(
    chart: Purse, meanwhile: Meanwhile
) -> None:
    def renamed(house: House) -> None:
        chart._made += 1
        with chart.home.by(chart.home.person("anna")):
            house.teams.rename_team(chart.team, name=f"De Lindehof {chart._made}")

    meanwhile(renamed, times=100)

    with pytest.raises(Busy):
        closed(chart, PREPAID)(chart.home.house)

    assert not is_closed(chart, PREPAID)


def test_a_month_does_not_close_over_money_to_explain_on_an_account_that_was_opened_meanwhile(
    chart: Purse, meanwhile: Meanwhile
) -> None:
    def explained_later(house: House) -> None:
        with chart.home.by(chart.cato):
            house.ledger.open_accounts(
                [
                    NewAccount("1094", "Te verklaren groep", "group", "asset", "suspense"),
                    NewAccount("1040", "Bank groep", "group", "asset", "bank"),
                ]
            )
        posted(chart, Line("1040", 900), Line("1094", -900), day="2026-01-15", fund="group")(house)

    meanwhile(explained_later)

    with pytest.raises(refusals.SuspenseLeft, match="1094"):
        chart.close("2026-01")


def test_books_in_which_something_is_posted_at_that_moment_do_not_begin_again(
    chart: Purse, meanwhile: Meanwhile
) -> None:
    meanwhile(posted(chart, *AHEAD, day="2026-01-15"))

    with chart.home.by(chart.bram), pytest.raises(refusals_books.BooksAreUsed):
        chart.ledger.begin_books_again(chart.team, first="2026-02")

    assert chart.balances()[PREPAID] == 700


def test_nothing_is_posted_before_the_month_that_books_begin_with_meanwhile(chart: Purse, meanwhile: Meanwhile) -> None:
    def again(house: House) -> None:
        with chart.home.by(chart.bram):
            house.ledger.begin_books_again(chart.team, first="2026-02")

    proposal = chart.propose("2026-01-15", *AHEAD)
    meanwhile(again)

    with pytest.raises(refusals.BeforeTheBooks):
        chart.approve(proposal)

    assert not chart.balances().get(PREPAID)


@pytest.mark.parametrize("how", ["soft_close_period", "close_period"])
def test_a_month_does_not_close_that_the_books_meanwhile_do_not_begin_with(
    how: str, chart: Purse, meanwhile: Meanwhile
) -> None:
    def again(house: House) -> None:
        with chart.home.by(chart.bram):
            house.ledger.begin_books_again(chart.team, first="2026-02")

    meanwhile(again)

    with chart.home.by(chart.bram), pytest.raises(refusals.BeforeTheBooks):
        getattr(chart.ledger, how)(chart.team, "2026-01")
