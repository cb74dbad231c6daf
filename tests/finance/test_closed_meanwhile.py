"""Check 3 at one moment: whatever is posted while its period is being closed lands in the first one that is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from domain.finance.ledger import Line
from domain.kernel import Id, id_of
from projections.house import House
from tests.finance.bank.banked import Banked
from tests.finance.statements.made import Sheet, camt, paid
from tests.harness.budgets import Planned
from tests.harness.claimed import IBAN, OURS, Till
from tests.harness.meanwhile import Act, Meanwhile
from tests.harness.money import Purse

Then = Callable[[], object]
DAY = "2026-02-20"
PEOPLE = ("fenna", "emre", "saar")


def entry(purse: Purse) -> Then:
    """Fenna approves what Bram proposed."""
    proposal = purse.propose(DAY, Line("4310", 100), Line("1010", -100))
    return lambda: purse.approve(proposal)


def reversal(purse: Purse) -> Then:
    """Fenna approves that an entry is taken back."""
    wrong = purse.pay(DAY, "4310", 100)
    with purse.home.by(purse.bram):
        purse.ledger.propose_reversal(wrong, proposal=id_of("back"), text="Dubbel")
    return lambda: purse.approve(id_of("back"))


def claim(purse: Purse) -> Then:
    """Fenna approves what Emre claims."""
    till = Till(purse)
    made = till.make(day=DAY)
    return lambda: till.approve(made)


def changed_claim(purse: Purse) -> Then:
    """Emre lets a claim that was approved be another one: the entry is taken back."""
    till = Till(purse)
    made = till.make(day=DAY)
    till.approve(made)
    return lambda: till.change(made, 3_000, day=DAY)


def claim_from_cash(purse: Purse) -> Then:
    """Bram pays a claim out of the cash box."""
    till = Till(purse)
    till.fill_cash()
    made = till.make(day=DAY)
    till.approve(made)
    return lambda: till.pay(made, day=DAY)


def claim_by_bank(purse: Purse) -> Then:
    """Bram says that the bank paid a claim."""
    till = Till(purse)
    made = till.make(day=DAY, how="bank", iban=IBAN)
    till.approve(made)

    def confirm() -> None:
        with purse.home.by(purse.bram):
            till.claims.confirm_payment(made, account="1010", day=DAY)

    with purse.home.by(purse.bram):
        till.claims.put_on_list(made)
        till.claims.export_payments(purse.team, fund="team", debtor=OURS)
    return confirm


def cash(purse: Purse) -> Then:
    """Bram writes down what was paid from the cash box."""
    purse.post("2026-01-05", Line("1000", 5_000), Line("1010", -5_000))

    def spend() -> None:
        with purse.home.by(purse.bram):
            purse.home.house.cash.spend_cash(
                purse.team, "1000", spending=id_of("one"), cents=100, day=DAY, expense="4350", text="Brood",
                no_receipt="Weg.",
            )  # fmt: skip

    return spend


def counted(purse: Purse) -> Then:
    """Fenna signs a count that differs from the books."""
    with purse.home.by(purse.bram):
        purse.home.house.cash.count_cash(purse.team, "1000", count=id_of("one"), day=DAY, pieces={100: 1})

    def sign() -> None:
        with purse.home.by(purse.fenna):
            purse.home.house.cash.sign_count(purse.team, "1000", id_of("one"), difference=100)

    return sign


def invoice(purse: Purse) -> Then:
    """Bram takes the invoice of what Fenna ordered."""
    plan = Planned(purse)
    order, mandate = plan.order("4350", 10_000), plan.mandate
    return lambda: plan.invoice(order, 100, day=DAY, mandate=mandate)


def withdrawal(purse: Purse) -> Then:
    """Saar signs, as the second one, what was asked for Rosa."""
    home, residents = purse.home, purse.home.house.residents
    purse.home.clock.moment = datetime(2026, 2, 28, 21, 0, tzinfo=UTC)
    rosa = Line("1700", -5_000, home.person("rosa"))
    purse.post("2026-02-01", Line("1030", 5_000), rosa, fund="residents")
    with home.by(purse.bram):
        residents.ask_withdrawal(
            purse.team, home.person("rosa"), withdrawal=id_of("one"), account="1030", cents=500, text="Jas"
        )
    with home.by(purse.fenna):
        residents.sign_withdrawal(id_of("one"))

    def sign() -> None:
        with home.by(home.person("saar")):
            residents.sign_withdrawal(id_of("one"))

    return sign


def statement(purse: Purse) -> Then:
    """Bram takes a statement whose line a rule books at once."""
    banked = Banked(purse)
    first = camt(Sheet(10_000, "2026-02-18", "2026-02-19", (paid(-100, "2026-02-19"),)))
    banked.take(first)
    banked.match(banked.line(first), "4350")
    banked.rule(banked.line(first))
    return lambda: banked.take(camt(Sheet(9_900, "2026-02-19", DAY, (paid(-200, DAY),))))


POSTING = (entry, reversal, claim, changed_claim, claim_from_cash, claim_by_bank, cash, counted, invoice, withdrawal,
           statement)  # fmt: skip


def closing(purse: Purse) -> Act:
    """Bram closes January and February, on the first of March."""

    def act(house: House) -> None:
        purse.home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        with purse.home.by(purse.bram):
            for period in ("2026-01", "2026-02"):
                house.ledger.close_period(purse.team, period)

    return act


def periods(purse: Purse) -> dict[Id, str]:
    """The period of each entry of February."""
    with purse.home.house.now() as views:
        rows = views.execute("SELECT entry, period FROM finance_entry WHERE team = ?", (purse.team,))
        return dict(map(tuple, rows))


@pytest.mark.parametrize("what", POSTING, ids=lambda what: what.__name__)
def test_what_is_posted_while_its_period_is_closed_lands_in_the_first_open_one(
    purse: Purse, meanwhile: Meanwhile, what: Callable[[Purse], Then]
) -> None:
    then = what(purse)
    before = periods(purse)
    meanwhile(closing(purse))

    then()

    after = periods(purse)
    assert len(after) > len(before)
    assert {period for one, period in after.items() if one not in before} == {"2026-03"}
