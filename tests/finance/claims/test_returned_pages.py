"""The pages when the bank did not pay: one writes it, another confirms it, and the claim is sent anew."""

from __future__ import annotations

from typing import Any

import pytest

from domain.kernel import Id
from tests.finance.claims.test_pages import here
from tests.finance.web.test_replay import plain
from tests.harness.claimed import IBAN, OURS, Till


@pytest.fixture
def claim(till: Till) -> Id:
    """A claim of emre that bram sent to the bank."""
    found = till.make(how="bank", iban=IBAN)
    till.approve(found)
    _send(till, found)
    return found


def _send(till: Till, claim: Id) -> None:
    with till.home.by(till.bram):
        till.claims.put_on_list(claim)
        till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)


def test_from_what_the_bank_says_to_a_second_batch(till: Till, claim: Id, client: Any) -> None:
    bram, fenna, address = client(till.bram), client(till.fenna), f"{here(till)}/{claim}"
    assert "De bank betaalde dit niet" in bram.get(address).text
    assert "De bank betaalde dit niet" not in fenna.get(address).text

    empty = bram.send(address + "/return", address, text="")
    assert empty.status_code == 422 and 'aria-invalid="true"' in empty.text
    assert bram.send(address + "/return", address, text="Onbekend rekeningnummer.").status_code == 303

    assert "/return/confirm" not in bram.get(address).text
    assert "wacht op een collega" in plain(bram.get(address).text)
    today = fenna.get(f"/teams/{till.purse.team}").text
    assert "De bank betaalde Emre" in plain(today)
    asked = fenna.get(address).text
    assert "Onbekend rekeningnummer." in asked and "/return/confirm" in asked
    assert "Wacht op jouw bevestiging" in fenna.get(here(till)).text
    assert bram.send(address + "/return/confirm", address).status_code == 403
    assert fenna.send(address + "/return/confirm", address).status_code == 303

    page = plain(bram.get(address).text)
    assert till.claim(claim).state == "approved" and "Zet op de betaallijst" in page
    assert "Batch 1, niet betaald: Onbekend rekeningnummer. Bram, bevestigd door Fenna" in page
    _send(till, claim)
    again = plain(bram.get(address).text)
    assert "Betaalbatch 2" in again and "Batch 1, niet betaald" in again


def test_it_was_not_so(till: Till, claim: Id, client: Any) -> None:
    bram, fenna, address = client(till.bram), client(till.fenna), f"{here(till)}/{claim}"
    bram.send(address + "/return", address, text="Niet gezien.")
    then = till.purse.position()

    assert fenna.send(address + "/return/drop", address).status_code == 303

    assert till.claim(claim).state == "listed" and "Niet gezien." not in fenna.get(address).text
    assert "Niet gezien." in fenna.get(f"{address}?at={then}").text
    assert "/return/confirm" not in fenna.get(f"{address}?at={then}").text


def test_who_claims_it_and_who_is_of_another_team_do_nothing_with_it(till: Till, claim: Id, client: Any) -> None:
    till.home.second_team()
    address = f"{here(till)}/{claim}"
    with till.home.by(till.bram):
        till.claims.ask_return(claim, why="Onbekend rekeningnummer.")
    emre, yara = client(till.emre), client(till.home.person("yara"))

    assert "/return" not in emre.get(address).text
    assert emre.send(address + "/return", text="Nee").status_code == 403
    assert emre.send(address + "/return/confirm").status_code == 403
    for path in ("/return", "/return/confirm", "/return/drop"):
        assert yara.send(address + path, text="Nee").status_code == 404


def test_the_file_of_a_batch_reads_the_same_after_its_claim_became_another(till: Till, claim: Id, client: Any) -> None:
    bram, file = client(till.bram), f"/teams/{till.purse.team}/money/payments/team/1.xml"
    before = bram.get(file).data
    with till.home.by(till.bram):
        till.claims.ask_return(claim, why="Onbekend rekeningnummer.")
    with till.home.by(till.fenna):
        till.claims.confirm_return(claim)
    till.change(claim, 1_900, how="bank", iban="NL20 INGB 0001 2345 67")

    assert bram.get(file).data == before and b"24.50" in before


def test_without_a_number_on_the_receipt_the_day_is_what_is_the_same(till: Till, client: Any) -> None:
    first, second = (till.make(number="") for _ in range(2))
    numbered, again = (till.make(1_100, number="B-7") for _ in range(2))
    fenna = client(till.fenna)

    without, with_one = (plain(fenna.get(f"{here(till)}/{one}").text) for one in (second, again))

    assert "Dezelfde winkel, dezelfde dag en hetzelfde bedrag" in without and "bonnummer" not in without
    assert "Dezelfde winkel, hetzelfde bonnummer en hetzelfde bedrag" in with_one
    assert first != second and numbered != again
