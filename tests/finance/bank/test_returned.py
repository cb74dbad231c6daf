"""A payment that the bank refused comes back by two people: it is paid once all the same, whatever the bank does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.finance.claims import refusals
from domain.finance.ledger.refusals import TextMissing
from domain.kernel import Id, NotAllowed
from projections.finance_attempts import attempts_of
from projections.finance_claims import claim_of
from projections.finance_settling import payable_by
from projections.house import House
from tests.finance.bank.banked import Banked, day
from tests.finance.bank.settled import line_of, pay, sent
from tests.finance.statements.made import camt, paid
from tests.harness.claim_races import Act, raced
from tests.harness.claimed import IBAN, OURS, Till
from tests.harness.home import moved_in
from tests.harness.money import Purse

WHY = "Onbekend rekeningnummer."


def ask(till: Till, claim: Id, *, by: Id | None = None, why: str = WHY) -> None:
    """Bram writes that the bank refused it."""
    with till.home.by(by or till.bram):
        till.claims.ask_return(claim, why=why)


def confirm(till: Till, claim: Id, *, by: Id | None = None) -> None:
    """Fenna saw it too."""
    with till.home.by(by or till.fenna):
        till.claims.confirm_return(claim)


def test_what_the_bank_refused_is_approved_again_and_can_be_sent_anew(banked: Banked, till: Till) -> None:
    claim, other = sent(till, 2_450, 1_000)
    ask(till, claim)
    assert till.claim(claim).state == "listed"

    confirm(till, claim)

    assert [till.claim(one).state for one in (claim, other)] == ["approved", "listed"]
    with till.home.by(till.bram):
        till.claims.put_on_list(claim)
        till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)
    with till.home.house.now() as views:
        view = claim_of(views, claim)
        assert view and view.batch == 2
        assert [(one.batch, one.state) for one in attempts_of(views, claim)] == [(1, "returned"), (2, "sent")]
        first = attempts_of(views, claim)[0]
        assert (first.asker, first.second) == (till.bram, till.fenna)
        assert till.home.house.vault.open_packed(first.why or "") == WHY
    assert banked.purse.balances()["1600"] == -3_450


def test_two_people_say_so_and_neither_is_who_claims(banked: Banked, till: Till) -> None:
    (claim,) = sent(till, 2_450)
    with pytest.raises(refusals.NoReturnAsked):
        confirm(till, claim)
    with pytest.raises(TextMissing):
        ask(till, claim, why=" ")
    with pytest.raises(NotAllowed):
        ask(till, claim, by=till.home.person("saar"))
    ask(till, claim)

    with pytest.raises(refusals.ReturnIsAsked):
        ask(till, claim, by=till.home.person("anna"))
    with pytest.raises(refusals.OwnReturn):
        confirm(till, claim, by=till.bram)
    with pytest.raises(refusals.OwnPayment):
        confirm(till, claim, by=till.emre)

    assert till.claim(claim).state == "listed"


def test_it_was_not_refused_after_all_and_can_be_asked_anew(banked: Banked, till: Till) -> None:
    (claim,) = sent(till, 2_450)
    ask(till, claim)

    with till.home.by(till.fenna):
        till.claims.drop_return(claim)
    with pytest.raises(refusals.NoReturnAsked):
        confirm(till, claim)
    ask(till, claim, why="Toch wel.")
    confirm(till, claim)

    assert till.claim(claim).state == "approved"


def test_what_was_not_sent_or_was_paid_does_not_come_back(banked: Banked, till: Till) -> None:
    waits = till.make(2_450, how="bank", iban=IBAN)
    till.approve(waits)
    with pytest.raises(refusals.ClaimNotSent):
        ask(till, waits)
    (claim,), line = sent(till, 2_450), line_of(banked, 2_450)
    ask(till, claim)
    pay(banked, line, [claim])

    with pytest.raises(refusals.ClaimIsPaid):
        confirm(till, claim)
    with pytest.raises(refusals.ClaimIsPaid):
        ask(till, claim, by=till.home.person("anna"))

    assert till.claim(claim).state == "paid"


@pytest.mark.parametrize("again", ["back", "listed", "sent"])
def test_a_line_that_pays_it_after_all_settles_it_once(banked: Banked, till: Till, again: str) -> None:
    (claim,), line = sent(till, 2_450), line_of(banked, 2_450)
    ask(till, claim)
    confirm(till, claim)
    with till.home.by(till.bram):
        if again != "back":
            till.claims.put_on_list(claim)
        if again == "sent":
            till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)
    with till.home.house.now() as views:
        offered = payable_by(views, banked.team, "team", 2_450)

    pay(banked, line, [claim])

    assert [one.claims for one in offered] == [(claim,)]
    assert till.claim(claim).state == "paid" and banked.purse.balances()["1600"] == 0
    second = camt(day(3, paid(-2_450, name="Emre"), opening=7_550))
    banked.take(second)
    with pytest.raises(refusals.ClaimIsPaid):
        pay(banked, banked.line(second), [claim])
    with till.home.by(till.bram):
        with pytest.raises(refusals.NothingToPay):
            till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)
        with pytest.raises(refusals.ClaimIsPaid):
            till.claims.put_on_list(claim)
    with till.home.house.now() as views:
        assert payable_by(views, banked.team, "team", 2_450) == []


def test_a_batch_without_what_came_back_is_what_the_bank_took(banked: Banked, till: Till) -> None:
    back, *rest = sent(till, 2_450, 1_000, 700)
    ask(till, back)
    confirm(till, back)

    with till.home.house.now() as views:
        less, whole = (payable_by(views, banked.team, "team", cents) for cents in (1_700, 4_150))

    assert [set(one.claims) for one in less] == [set(rest)]
    assert [set(one.claims) for one in whole] == [{back, *rest}]


def test_taking_back_while_a_line_of_the_bank_pays_is_one_of_the_two_and_it_is_paid_once(tmp_path: Path) -> None:
    rounds = 4
    with moved_in(tmp_path) as home:
        till = Till(Purse(home))
        banked = Banked(till.purse)
        home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        claims = sent(till, *(1_000 + turn for turn in range(rounds)))
        for claim in claims:
            ask(till, claim)
        file = camt(day(2, *(paid(-1_000 - turn) for turn in range(rounds)), opening=10_000))
        banked.take(file)
        races = [
            [
                Act(till.fenna, "confirm_return", claim, {}),
                Act(till.bram, "pay_by_line", banked.line(file, turn), {"claims": [claim]}, "settling"),
            ]
            for turn, claim in enumerate(claims)
        ]
        moment = home.clock.moment

    came = raced(tmp_path, moment, races)

    # who comes back first is paid by the line all the same: it was sent
    assert all(race[1] == "" and race[0] in ("", "ClaimIsPaid") for race in came), came
    house = House(tmp_path)
    with house.now() as views:
        rows = views.execute("SELECT state, count(*) FROM finance_claim GROUP BY state").fetchall()
        debt = views.execute("SELECT sum(cents) FROM finance_posting WHERE account = '1600'").fetchone()[0]
    house.close()
    assert [tuple(row) for row in rows] == [("paid", rounds)] and debt == 0
