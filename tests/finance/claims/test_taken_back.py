"""A claim whose entry somebody took back in the ledger: there is nothing to pay any more."""

from __future__ import annotations

import pytest

from domain.finance.claims import refusals
from domain.finance.ledger import Entry
from tests.harness.claimed import IBAN, OURS, Till


def _taken_back(till: Till, claim: str) -> str:
    entry = till.claim(claim).entry
    assert entry
    till.purse.reverse(entry)
    return entry


def test_it_is_not_paid_from_the_cash_box(till: Till) -> None:
    claim = till.make()
    till.approve(claim)
    _taken_back(till, claim)

    with pytest.raises(refusals.ClaimTakenBack):
        till.pay(claim)

    assert till.claim(claim).state == "approved"


def test_it_neither_comes_on_the_payment_list_nor_goes_to_the_bank_from_it(till: Till) -> None:
    early, late = till.make(how="bank", iban=IBAN), till.make(how="bank", iban=IBAN, supplier="Blokker")
    till.approve(early)
    till.approve(late)
    with till.home.by(till.bram):
        till.claims.put_on_list(early)
    _taken_back(till, early)
    _taken_back(till, late)

    with till.home.by(till.bram):
        with pytest.raises(refusals.ClaimTakenBack):
            till.claims.put_on_list(late)
        with pytest.raises(refusals.ClaimTakenBack):
            till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)
        till.claims.take_off_list(early)


def test_it_can_still_become_another_claim_which_is_approved_anew(till: Till) -> None:
    claim = till.make()
    till.approve(claim)
    entry = _taken_back(till, claim)

    till.change(claim, 3_000)
    till.approve(claim)
    till.pay(claim)

    assert till.claim(claim).state == "paid" and till.claim(claim).entry != entry
    assert till.home.house.workspace.get(Entry, till.claim(claim).entry or "")


def test_a_claim_that_changes_is_taken_back_in_no_earlier_month_than_it_was_posted_in(till: Till) -> None:
    till.purse.close("2026-01")
    claim = till.make(day="2026-01-20")
    till.approve(claim)
    posted = till.purse.entry(till.claim(claim).entry or "")
    till.purse.reopen("2026-01", "2026-03-05T16:00Z")

    till.change(claim, 3_000, day="2026-01-20")

    back = till.purse.entry(till.purse.entry(posted.id).reversal or "")
    assert (posted.period, back.value_date, back.period) == ("2026-02", "2026-01-20", "2026-02")
