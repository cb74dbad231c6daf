"""Whoever keeps the money spends some too: there is always a way in which a colleague pays that back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.finance.claims import PaymentList, payments_of, refusals
from domain.finance.ledger import Line, NewAccount
from domain.kernel import Id, NotAllowed
from projections.finance_bank_page import line_of
from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import camt, paid
from tests.finance.web.test_replay import plain
from tests.harness.claimed import IBAN, OURS, Till

TENTH = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def listed(till: Till, cents: int, *, of: Id, by: Id) -> Id:
    """What somebody claimed, approved by fenna and put on the payment list by another."""
    claim = till.make(cents, by=of, how="bank", iban=IBAN, supplier=f"Winkel {cents}")
    till.approve(claim)
    with till.home.by(by):
        till.claims.put_on_list(claim)
    return claim


def export(till: Till, by: Id) -> None:
    """Make a batch of what waits."""
    with till.home.by(by):
        till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)


def test_what_who_keeps_the_books_spent_is_settled_with_the_line_of_the_bank_by_who_plans(
    till: Till, client: Any
) -> None:
    anna, team = till.home.person("anna"), till.purse.team
    claim = listed(till, 500, of=till.bram, by=anna)
    export(till, anna)
    bank = Banked(till.purse, cents=0)
    till.home.clock.moment = TENTH
    bank.take(data := camt(day(2, paid(-500), opening=_balance(till))))
    line, page = bank.line(data), f"/teams/{team}/money/bank/lines/{bank.line(data)}"

    told = client(anna).get(f"/teams/{team}/money/claims/{claim}").text
    assert "De bank heeft betaald" not in told and "Open bij Bank de bankregel" in told
    assert "Dit betaalde" not in client(till.bram).get(page).text
    assert "Zet op een rekening" not in (shown := client(anna).get(page).text)
    ids = re.search(r'name="claims" value="([^"]+)"', shown)
    assert ids
    assert client(anna).send(page + "/pay", page, claims=ids[1]).status_code == 303

    assert (till.claim(claim).state, bank.state(line)) == ("paid", "matched")
    assert till.purse.balances()["1600"] == 0
    with till.home.by(till.emre), pytest.raises(NotAllowed):
        till.home.house.settling.pay_by_line(line, claims=[claim])


def test_of_two_who_pay_each_sends_what_the_other_spent(till: Till, client: Any) -> None:
    anna, saar, team = till.home.person("anna"), till.home.person("saar"), till.purse.team
    with till.home.by(anna):
        till.home.house.teams.give_role(team, person=saar, role="finance", since="2026-01-01")
    hers, his = listed(till, 700, of=saar, by=till.bram), listed(till, 500, of=till.bram, by=saar)
    page = f"/teams/{team}/money/claims"
    assert "blijft staan voor een collega" in plain(client(till.bram).get(page).text)

    export(till, till.bram)
    payments = till.home.house.workspace.get(PaymentList, payments_of(team, "team"))
    assert payments and (payments.sent, payments.waiting) == ({hers: 1}, {his: 500})
    with pytest.raises(refusals.OwnPayment):
        export(till, till.bram)
    assert "Maak een betaalbatch" not in client(till.bram).get(page).text
    export(till, saar)

    with till.home.house.now() as views:
        sent = views.execute("SELECT batch, cents FROM finance_batch ORDER BY batch").fetchall()
    assert [tuple(row) for row in sent] == [(1, 700), (2, 500)]


def test_a_claim_is_paid_off_the_account_on_which_it_was_posted_though_there_is_another_by_now(till: Till) -> None:
    before = [till.make(one, supplier=f"Winkel {one}", how="bank", iban=IBAN) for one in (300, 400)]
    for one in before:
        till.approve(one)
    with till.home.by(till.purse.cato):
        till.purse.ledger.open_accounts([NewAccount("1550", "Te betalen", "team", "liability", "payable")])
    after = till.make(200, supplier="Gamma", how="bank", iban=IBAN)
    till.approve(after)
    till.pay(before[0])
    assert till.purse.balances()["1600"] == -400

    with till.home.by(till.bram):
        for one in (before[1], after):
            till.claims.put_on_list(one)
    export(till, till.bram)
    bank = Banked(till.purse, cents=0)
    till.home.clock.moment = TENTH
    bank.take(data := camt(day(2, paid(-600), opening=_balance(till))))
    with till.home.by(till.bram):
        till.home.house.settling.pay_by_line(bank.line(data), claims=[before[1], after])

    left = till.purse.balances()
    assert (left["1600"], left["1550"]) == (0, 0)
    with till.home.house.now() as views:
        found = line_of(views, till.purse.team, bank.line(data))
    assert found and [part[:2] for part in found.parts] == [("1550", -200), ("1600", -400)]


@pytest.mark.parametrize("when", ["2026-02-26", "2026-03-02"])
def test_nothing_is_paid_before_it_was_bought_nor_tomorrow(till: Till, when: str) -> None:
    claim = till.make(500, how="bank", iban=IBAN)
    till.approve(claim)

    with pytest.raises(refusals.PaidDay):
        till.pay(claim, day=when)
    with till.home.by(till.bram):
        till.claims.put_on_list(claim)
    export(till, till.bram)
    with till.home.by(till.bram), pytest.raises(refusals.PaidDay):
        till.claims.confirm_payment(claim, account="1010", day=when)

    assert till.claim(claim).state == "listed"


def _balance(till: Till) -> int:
    """What the books have on the bank account."""
    till.purse.post("2026-02-28", Line("1010", 100_000), Line("8000", -100_000))
    return till.purse.balances()["1010"]
