"""A line of a statement pays the claims that were sent to the bank: each once, and the line is explained by them."""

from __future__ import annotations

import pytest

from domain.finance.bank import refusals
from domain.finance.claims import refusals as claiming
from domain.finance.ledger import refusals as books
from domain.kernel import NotAllowed
from projections.finance_settling import payable_by
from tests.finance.bank.banked import Banked, day
from tests.finance.bank.settled import line_of, pay, sent
from tests.finance.statements.made import camt, paid
from tests.harness.claimed import IBAN, OURS, Till


def test_a_batch_is_one_line_and_every_claim_in_it_is_paid(banked: Banked, till: Till) -> None:
    claims, line = sent(till, 2_450, 1_000), line_of(banked, 3_450)
    with banked.home.house.now() as views:
        offered = payable_by(views, banked.team, "team", 3_450)

    pay(banked, line, claims)

    balances = banked.purse.balances()
    assert [set(one.claims) for one in offered] == [set(claims)]
    assert {till.claim(claim).state for claim in claims} == {"paid"}
    assert (balances["1600"], balances["1090"], balances["4350"], balances["1010"]) == (0, 0, 3_450, 6_550)
    assert banked.state(line) == "matched"
    with banked.home.house.now() as views:
        assert payable_by(views, banked.team, "team", 3_450) == []


def test_a_line_pays_exactly_what_it_is(banked: Banked, till: Till) -> None:
    claims, line = sent(till, 2_450, 1_000), line_of(banked, 2_450)

    for chosen in (claims, claims[1:], []):
        with pytest.raises(refusals.LineIsNotTheirSum):
            pay(banked, line, chosen)
    pay(banked, line, [claims[0], claims[0]])

    assert [till.claim(claim).state for claim in claims] == ["paid", "listed"]
    assert banked.purse.balances()["1600"] == -1_000


def test_a_claim_is_not_paid_by_a_second_line(banked: Banked, till: Till) -> None:
    (claim,), first = sent(till, 2_450), line_of(banked, 2_450)
    again = camt(day(3, paid(-2_450, name="Emre"), opening=7_550))
    banked.take(again)
    pay(banked, first, [claim])

    with pytest.raises(claiming.ClaimIsPaid):
        pay(banked, banked.line(again), [claim])
    with pytest.raises(claiming.ClaimIsPaid):
        pay(banked, first, [claim])

    assert banked.purse.balances()["1090"] == 2_450


def test_a_claim_that_was_not_sent_or_was_taken_back_is_not_paid(banked: Banked, till: Till) -> None:
    waits = till.make(2_450, how="bank", iban=IBAN)
    till.approve(waits)
    (gone,), line = sent(till, 2_450), line_of(banked, 2_450)
    with pytest.raises(claiming.ClaimNotApproved):
        pay(banked, line, [waits])
    entry = till.claim(gone).entry
    assert entry
    banked.purse.reverse(entry)

    with pytest.raises(claiming.ClaimTakenBack):
        pay(banked, line, [gone])


def test_a_line_that_paid_claims_does_not_open_again(banked: Banked, till: Till) -> None:
    claims, line = sent(till, 2_450), line_of(banked, 2_450)
    pay(banked, line, claims)

    with banked.home.by(banked.purse.bram), pytest.raises(refusals.LinePaysClaims):
        banked.service.release_line(line, why="Toch niet.")


def test_what_the_bank_credits_back_later_stands_open_until_it_is_transferred_anew(banked: Banked, till: Till) -> None:
    claims, line = sent(till, 2_450, 1_000), line_of(banked, 3_450)
    pay(banked, line, claims)
    back = camt(day(3, paid(1_000, name="Bank", text="Onbekend rekeningnummer"), opening=6_550))
    anew = camt(day(4, paid(-1_000, name="Emre"), opening=7_550))

    banked.take(back)
    banked.match(banked.line(back), "1600")
    open_still = banked.purse.balances()["1600"]
    banked.take(anew)
    banked.match(banked.line(anew), "1600")

    balances = banked.purse.balances()
    assert (open_still, balances["1600"], balances["1010"], balances["1090"]) == (-1_000, 0, 6_550, 0)
    assert till.claim(claims[1]).state == "paid"


def test_what_the_bank_posted_is_opened_again_at_the_bank_and_not_taken_back_in_the_ledger(
    banked: Banked, till: Till
) -> None:
    line_of(banked, 2_450)
    with banked.home.house.now() as views:
        entry = views.execute("SELECT taken FROM finance_line").fetchone()[0]

    with pytest.raises(books.BankEntryStays):
        banked.purse.reverse(entry)


def test_an_account_that_takes_statements_pays_by_their_lines_alone(banked: Banked, till: Till) -> None:
    (claim,) = sent(till, 2_450)

    with till.home.by(till.bram), pytest.raises(claiming.BankLinePays):
        till.claims.confirm_payment(claim, account="1010")

    assert till.claim(claim).state == "listed"


def test_only_who_pays_claims_says_so(banked: Banked, till: Till) -> None:
    claims, line = sent(till, 2_450), line_of(banked, 2_450)

    with pytest.raises(NotAllowed):
        pay(banked, line, claims, by="saar")
    own = till.make(500, by=till.bram, how="bank", iban=IBAN)
    till.approve(own)
    with till.home.by(till.home.person("anna")):
        till.claims.put_on_list(own)
        till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)
    data = camt(day(3, paid(-500), opening=7_550))
    banked.take(data)
    with pytest.raises(claiming.OwnPayment):
        pay(banked, banked.line(data), [own])
