"""What the bank paid and then gave back: two people say which payment the line that came in is; it is sent anew."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.finance.bank import refusals as banking
from domain.finance.claims import refusals
from domain.kernel import Id, NotAllowed, NotThere
from projections.finance_attempts import attempts_of, back_by, returns_asked
from projections.finance_claims import claim_of
from projections.finance_settling import given_back_by
from projections.house import House
from tests.finance.bank.banked import Banked, day
from tests.finance.bank.settled import line_of, pay, sent
from tests.finance.statements.made import camt, paid
from tests.harness.claim_races import Act, raced
from tests.harness.claimed import IBAN, OURS, Till
from tests.harness.home import moved_in
from tests.harness.money import Purse


def came_in(banked: Banked, cents: int, *, opening: int, on: int = 3) -> Id:
    """The bank gives so many cents back on a day of March."""
    data = camt(day(on, paid(cents, name="Emre", text="Storno: rekening opgeheven"), opening=opening))
    banked.take(data)
    return banked.line(data)


def ask(till: Till, line: Id, claim: Id, *, by: Id | None = None) -> None:
    """Bram writes which payment it is."""
    with till.home.by(by or till.bram):
        till.home.house.settling.ask_back(line, claim=claim)


def confirm(till: Till, claim: Id, *, by: Id | None = None) -> None:
    """Fenna saw it too."""
    with till.home.by(by or till.fenna):
        till.home.house.settling.confirm_back(claim)


def given_back(banked: Banked, till: Till) -> tuple[Id, Id, Id]:
    """A batch of two was paid by one line; the bank gave the first back: the claims, and the line that came in."""
    claim, other = sent(till, 2_450, 1_000)
    pay(banked, line_of(banked, 3_450), [claim, other])
    return claim, other, came_in(banked, 2_450, opening=6_550)


def test_in_three_taps_it_is_on_the_payment_list_again(banked: Banked, till: Till) -> None:
    claim, other, line = given_back(banked, till)
    with till.home.house.now() as views:
        offered = given_back_by(views, banked.team, "team", 2_450)

    ask(till, line, claim)
    waits = till.claim(claim).state, banked.state(line)
    confirm(till, claim)
    with till.home.by(till.bram):
        till.claims.put_on_list(claim)
        till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)

    assert [(one.claim, one.maker, one.batch) for one in offered] == [(claim, till.emre, 1)]
    assert waits == ("paid", "open")
    assert [till.claim(one).state for one in (claim, other)] == ["listed", "paid"]
    balances = banked.purse.balances()
    assert (balances["1600"], balances["1090"], banked.state(line)) == (-2_450, 0, "matched")
    with till.home.house.now() as views:
        view = claim_of(views, claim)
        assert view and view.batch == 2
        assert [(one.batch, one.state, one.line) for one in attempts_of(views, claim)] == [
            (1, "returned", line), (2, "sent", None),
        ]  # fmt: skip


def test_it_is_paid_by_the_next_line_and_given_back_once_more(banked: Banked, till: Till) -> None:
    claim, _, line = given_back(banked, till)
    ask(till, line, claim)
    confirm(till, claim)
    with till.home.by(till.bram):
        till.claims.put_on_list(claim)
        till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)
    again = camt(day(4, paid(-2_450, name="Emre"), opening=9_000))
    banked.take(again)
    pay(banked, banked.line(again), [claim])
    settled = banked.purse.balances()["1600"], till.claim(claim).state

    second = came_in(banked, 2_450, opening=6_550, on=5)
    ask(till, second, claim)
    confirm(till, claim)

    assert settled == (0, "paid")
    assert (banked.purse.balances()["1600"], till.claim(claim).state) == (-2_450, "approved")


def test_what_was_paid_from_the_cash_box_since_is_not_given_back_by_the_bank(banked: Banked, till: Till) -> None:
    claim, _, line = given_back(banked, till)
    ask(till, line, claim)
    confirm(till, claim)
    again = came_in(banked, 2_450, opening=9_000, on=6)
    till.fill_cash()

    till.pay(claim, day="2026-03-05")

    assert till.claim(claim).state == "paid" and banked.purse.balances()["1600"] == 0
    with till.home.by(till.bram), pytest.raises(refusals.ClaimNotPaidByBank):
        till.home.house.settling.ask_back(again, claim=claim)


def test_two_people_say_so_and_neither_is_who_claims(banked: Banked, till: Till) -> None:
    claim, _, line = given_back(banked, till)

    with pytest.raises(refusals.OwnPayment):
        ask(till, line, claim, by=_paying(till))
    with pytest.raises(NotAllowed):
        ask(till, line, claim, by=till.home.person("saar"))
    with pytest.raises(refusals.NoReturnAsked):
        confirm(till, claim)
    ask(till, line, claim)
    with pytest.raises(refusals.ReturnIsAsked):
        ask(till, line, claim, by=till.home.person("anna"))
    with pytest.raises(refusals.OwnReturn):
        confirm(till, claim, by=till.bram)
    with pytest.raises(refusals.OwnPayment):
        confirm(till, claim, by=till.emre)

    assert (till.claim(claim).state, banked.state(line)) == ("paid", "open")


def _paying(till: Till) -> Id:
    """Emre, who may pay too, as a planner does."""
    with till.home.by(till.home.person("anna")):
        till.home.house.teams.give_role(till.purse.team, person=till.emre, role="finance", since="2026-01-01")
    return till.emre


def test_it_was_another_payment_and_the_line_is_free(banked: Banked, till: Till) -> None:
    claim, _, line = given_back(banked, till)
    ask(till, line, claim)
    with till.home.house.now() as views:
        asked = returns_asked(views, banked.team), back_by(views, banked.team, line)

    with till.home.by(till.fenna):
        till.claims.drop_return(claim)
    with pytest.raises(refusals.NoReturnAsked):
        confirm(till, claim)
    banked.match(line, "8000")

    assert asked == ({claim: till.bram}, claim)
    with till.home.house.now() as views:
        assert (returns_asked(views, banked.team), back_by(views, banked.team, line)) == ({}, None)
    assert till.claim(claim).state == "paid"


def test_a_line_that_was_used_meanwhile_gives_nothing_back(banked: Banked, till: Till) -> None:
    claim, _, line = given_back(banked, till)
    ask(till, line, claim)
    banked.match(line, "1600")

    with pytest.raises(banking.LineIsResolved):
        confirm(till, claim)
    with till.home.by(till.fenna):
        till.claims.drop_return(claim)

    assert till.claim(claim).state == "paid"


def test_only_the_very_amount_of_a_payment_by_the_bank_comes_back(banked: Banked, till: Till) -> None:
    claim, other, line = given_back(banked, till)
    cash = till.make(2_450, supplier="Kas")
    till.approve(cash)
    till.fill_cash()
    till.pay(cash, day="2026-03-01")
    waits = till.make(2_450, how="bank", iban=IBAN, supplier="Wacht")
    till.approve(waits)

    with pytest.raises(banking.LineIsNotThePayment) as refused:
        ask(till, line, other)
    for wrong in (cash, waits):
        with pytest.raises(refusals.ClaimNotPaidByBank):
            ask(till, line, wrong)
    with pytest.raises(NotThere):
        ask(till, line, "0" * 32)
    ask(till, line, claim)
    confirm(till, claim)
    with pytest.raises(banking.LineIsResolved):
        ask(till, line, claim)

    assert "24,50" in refused.value.sentence() and "10,00" in refused.value.sentence()


def test_the_line_that_gave_it_back_is_not_opened_again(banked: Banked, till: Till) -> None:
    claim, _, line = given_back(banked, till)
    ask(till, line, claim)
    confirm(till, claim)

    with till.home.by(till.bram), pytest.raises(banking.LinePaysClaims):
        till.home.house.bank.release_line(line, why="Foutje")

    assert banked.purse.balances()["1600"] == -2_450


def test_who_claims_it_corrects_the_account_number_and_it_is_approved_anew(banked: Banked, till: Till) -> None:
    claim, _, line = given_back(banked, till)
    ask(till, line, claim)
    confirm(till, claim)

    till.change(claim, how="bank", iban="NL69 INGB 0123 4567 89", supplier="Winkel 2450", number="bon 99")
    till.approve(claim)

    assert till.claim(claim).state == "approved" and banked.purse.balances()["1600"] == -2_450


def test_confirming_twice_at_once_gives_it_back_once(tmp_path: Path) -> None:
    rounds = 3
    with moved_in(tmp_path) as home:
        till = Till(Purse(home))
        banked = Banked(till.purse)
        home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        claims = sent(till, *(1_000 + turn for turn in range(rounds)))
        total = sum(1_000 + turn for turn in range(rounds))
        pay(banked, line_of(banked, total), claims)
        back = camt(day(3, *(paid(1_000 + turn) for turn in range(rounds)), opening=10_000 - total))
        banked.take(back)
        for turn, claim in enumerate(claims):
            ask(till, banked.line(back, turn), claim)
        anna = home.person("anna")
        races = [[Act(who, "confirm_back", claim, {}, "settling") for who in (till.fenna, anna)] for claim in claims]
        moment = home.clock.moment

    came = raced(tmp_path, moment, races)

    # who is second may have read the claim before the first was recorded and what was said of it after
    assert len(came) == rounds
    assert {tuple(sorted(race)) for race in came} <= {("", "ClaimNotPaidByBank"), ("", "NoReturnAsked")}
    house = House(tmp_path)
    with house.now() as views:
        debt = views.execute("SELECT sum(cents) FROM finance_posting WHERE account = '1600'").fetchone()[0]
    house.close()
    assert debt == -total
