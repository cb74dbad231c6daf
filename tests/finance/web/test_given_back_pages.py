"""What the bank gave back, on the pages: Bram taps at the line which payment it is, Fenna confirms, it is sent anew."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.kernel import Id, new_id
from tests.finance.bank.banked import Banked
from tests.finance.bank.settled import line_of, pay, sent
from tests.finance.bank.test_given_back import came_in
from tests.finance.web.test_replay import plain
from tests.finance.web.test_residents_bank import post
from tests.harness.claimed import Till
from tests.harness.money import Purse


class Back:
    """A batch of two that one line paid, of which the bank gave the first back."""

    def __init__(self, purse: Purse) -> None:
        self.banked = Banked(purse)
        purse.home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        self.till = Till(purse)
        self.claim, self.other = sent(self.till, 2_450, 1_000)
        pay(self.banked, line_of(self.banked, 3_450), [self.claim, self.other])
        self.line = came_in(self.banked, 2_450, opening=6_550)
        self.team = purse.team

    def at_line(self) -> str:
        """The page of the line that came in."""
        return f"/teams/{self.team}/money/bank/lines/{self.line}"

    def at_claim(self, claim: Id = "") -> str:
        """The page of the claim."""
        return f"/teams/{self.team}/money/claims/{claim or self.claim}"


@pytest.fixture
def back(purse: Purse) -> Back:
    return Back(purse)


def test_three_taps_by_two_people(back: Back, client: Any) -> None:
    bram, fenna = client(back.till.bram), client(back.till.fenna)

    page = plain(bram.get(back.at_line()).text)
    assert "Dit is de betaling aan Emre uit batch 1" in page
    assert "Dit is de betaling" not in fenna.get(back.at_line()).text
    assert post(bram, back.at_line(), f"{back.at_line()}/back", claim=back.claim).status_code == 303
    assert "Een collega bevestigt dat" in bram.get(back.at_line()).text
    assert "Dit is de betaling" not in bram.get(back.at_line()).text
    assert "/return/confirm" not in bram.get(back.at_claim()).text

    assert "De bank gaf € 24,50 voor Emre terug" in plain(fenna.get(f"/teams/{back.team}").text)
    assert "Wacht op jouw bevestiging" in fenna.get(f"/teams/{back.team}/money/claims").text
    assert "Gaf de bank dit terug?" in fenna.get(back.at_claim()).text
    assert post(bram, back.at_claim(), f"{back.at_claim()}/return/confirm").status_code == 403
    assert post(fenna, back.at_claim(), f"{back.at_claim()}/return/confirm").status_code == 303

    page = plain(bram.get(back.at_claim()).text)
    assert "Batch 1, teruggegeven. Bram, bevestigd door Fenna" in page and "Zet op de betaallijst" in page
    assert "Betaalbatch 1, teruggegeven" in page
    assert post(bram, back.at_claim(), f"{back.at_claim()}/list").status_code == 303
    assert back.till.claim(back.claim).state == "listed"
    assert "verwerkt" in bram.get(back.at_line()).text
    assert back.banked.purse.balances()["1600"] == -2_450


def test_it_was_not_so_and_the_line_offers_it_again(back: Back, client: Any) -> None:
    bram, fenna = client(back.till.bram), client(back.till.fenna)
    post(bram, back.at_line(), f"{back.at_line()}/back", claim=back.claim)

    assert post(fenna, back.at_claim(), f"{back.at_claim()}/return/drop").status_code == 303

    assert "Dit is de betaling aan Emre" in bram.get(back.at_line()).text
    assert "Gaf de bank dit terug?" not in fenna.get(back.at_claim()).text


def test_another_payment_another_team_and_who_may_not_pay_are_refused(back: Back, client: Any) -> None:
    back.till.home.second_team()
    bram, at = client(back.till.bram), f"{back.at_line()}/back"

    assert post(bram, back.at_line(), at, claim=back.other).status_code == 422
    for wrong in ("", "x", new_id()):
        assert post(bram, back.at_line(), at, claim=wrong).status_code == 404
    assert post(client(back.till.fenna), "/me", at, claim=back.claim).status_code == 403
    assert post(client(back.till.home.person("yara")), "/me", at, claim=back.claim).status_code == 404
    assert "Dit is de betaling" not in client(back.till.emre).get(back.at_line()).text

    assert back.till.claim(back.claim).state == "paid"


def test_what_was_thought_unpaid_and_was_paid_comes_back_all_the_same(purse: Purse, client: Any) -> None:
    banked = Banked(purse)
    purse.home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    till = Till(purse)
    (claim,) = sent(till, 2_450)
    with till.home.by(till.bram):
        till.claims.ask_return(claim, why="Niet gezien.")
    pay(banked, line_of(banked, 2_450), [claim])
    line = came_in(banked, 2_450, opening=7_550)
    bram, at = client(till.bram), f"/teams/{purse.team}/money/bank/lines/{line}"

    assert post(bram, at, f"{at}/back", claim=claim).status_code == 303
    page = f"/teams/{purse.team}/money/claims/{claim}"
    assert post(client(till.fenna), page, f"{page}/return/confirm").status_code == 303

    assert till.claim(claim).state == "approved"
