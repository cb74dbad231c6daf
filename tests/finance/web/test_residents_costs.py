"""A line that went out of the residents' account and is no withdrawal: on the pages one proposes, another confirms."""

from __future__ import annotations

import re

import pytest

from domain.finance.ledger import NewAccount
from domain.kernel import new_id
from projections.house import House
from tests.finance.bank.banked import Banked
from tests.finance.residents.banking import line_of, rosas_bank
from tests.finance.web.test_residents_bank import Clients, money, post
from tests.harness.money import Purse

BACK = "1300"


@pytest.fixture
def bank(purse: Purse) -> Banked:
    """100 euro of Rosa on a bank account that is linked, and an account for what the organisation pays back."""
    found = rosas_bank(purse)
    with found.home.by(purse.cato):
        purse.ledger.open_accounts([NewAccount(BACK, "Nog van de organisatie", "residents", "asset")])
    return found


def approve(client: Clients, bank: Banked, who: str = "fenna") -> int:
    """Somebody approves what waits on the page of Bewoners, as it says there."""
    person, page = client(bank.home.person(who)), f"{money(bank)}/residents"
    found = re.search(r'deposits/(\w+)/approve.*?name="content" value="(\w+)"', person.get(page).text, re.S)
    assert found
    code: int = post(person, page, f"{page}/deposits/{found[1]}/approve", content=found[2]).status_code
    return code


def looks(house: House, person: str) -> int:
    """How often somebody looked at what residents have."""
    return sum(one.person == person for one in house.access.looks())


def test_bram_proposes_it_and_fenna_confirms_it_where_she_signs(bank: Banked, purse: Purse, client: Clients) -> None:
    (line,) = line_of(bank, -150)
    bram, fenna, at = client(purse.bram), client(purse.fenna), f"{money(bank)}/bank/lines/{line}"

    page = bram.get(at).text
    assert "boekt niemand alleen" in page and "Zet hierop" not in page and "Verklaar in woorden" not in page
    assert post(bram, at, f"{at}/propose", account=BACK, text="Kosten van februari").status_code == 303
    waits, listed = bram.get(at).text, bram.get(f"{money(bank)}/bank?of=residents").text
    before, residents = purse.position(), fenna.get(f"{money(bank)}/residents").text

    assert "Wacht op een collega" in waits and "Wacht op een collega" in listed and "Trek in" in waits
    assert "van de bank naar 1300 Nog van de organisatie" in residents and "Kosten van februari" in residents
    assert "De bank schreef: Bakker Smit, Regel 0" in residents and "NL20" in residents
    assert "een tweede paar ogen" in fenna.get(f"/teams/{bank.team}").text
    assert fenna.get(at).status_code == 403
    assert approve(client, bank) == 303
    done = bram.get(at).text
    assert "Voorgesteld door Bram, bevestigd door Fenna." in re.sub(r"\s+", " ", done)
    assert purse.balances()[BACK] == 150
    assert "Wacht op een collega" in bram.get(f"{at}?at={before}").text
    assert "Wacht op een collega" not in bram.get(f"{money(bank)}/bank?of=residents").text


def test_who_confirms_is_written_down_as_looking_at_what_residents_have(
    bank: Banked, purse: Purse, client: Clients
) -> None:
    (line,) = line_of(bank, -150)
    at = f"{money(bank)}/bank/lines/{line}"
    post(client(purse.bram), at, f"{at}/propose", account=BACK)
    fenna = client(purse.fenna)
    before = looks(bank.home.house, purse.fenna)

    fenna.get(f"{money(bank)}/residents")

    assert looks(bank.home.house, purse.fenna) == before + 1


def test_bram_takes_his_proposal_back_and_reads_why_another_was_declined(
    bank: Banked, purse: Purse, client: Clients
) -> None:
    (line,) = line_of(bank, -150)
    bram, fenna, at = client(purse.bram), client(purse.fenna), f"{money(bank)}/bank/lines/{line}"

    post(bram, at, f"{at}/propose", account=BACK)
    assert post(bram, at, f"{at}/withdraw").status_code == 303
    assert "Stel voor waar het hoort" in bram.get(at).text
    post(bram, at, f"{at}/propose", account=BACK)
    page = f"{money(bank)}/residents"
    found = re.search(r"deposits/(\w+)/decline", fenna.get(page).text)
    assert found
    assert post(fenna, page, f"{page}/deposits/{found[1]}/decline", text="Vraag het de bank").status_code == 303

    assert "keurde het vorige voorstel niet goed: Vraag het de bank" in bram.get(at).text
    assert purse.balances()["1093"] == 150


def test_bram_divides_it_over_two_accounts(bank: Banked, purse: Purse, client: Clients) -> None:
    (line,) = line_of(bank, -150)
    with bank.home.by(purse.cato):
        purse.ledger.open_accounts([NewAccount("4930", "Bankkosten bewoners", "residents", "expense")])
    bram, at = client(purse.bram), f"{money(bank)}/bank/lines/{line}"
    typed = {"account_0": BACK, "amount_0": "1,00", "account_1": "4930"}

    refused = post(bram, at, f"{at}/propose", **typed)
    assert refused.status_code == 422 and "Kies bij elk deel" in refused.text
    assert post(bram, at, f"{at}/propose", **typed, amount_1="0,50").status_code == 303
    assert "1300 Nog van de organisatie 1,00" in client(purse.fenna).get(f"{money(bank)}/residents").text
    assert approve(client, bank) == 303

    assert (purse.balances()[BACK], purse.balances()["4930"]) == (100, 50)


def test_another_way_is_refused_in_words_and_a_line_without_proposal_has_nothing_to_take_back(
    bank: Banked, purse: Purse, client: Clients
) -> None:
    (line,) = line_of(bank, -150)
    bram, at = client(purse.bram), f"{money(bank)}/bank/lines/{line}"
    bank.home.second_team()

    for path, typed in (
        ("match", {"account": BACK}),
        ("split", {"account_0": BACK, "amount_0": "1,00", "account_1": BACK, "amount_1": "0,50"}),
        ("explain", {"account": BACK, "text": "Kosten"}),
    ):
        refused = post(bram, at, f"{at}/{path}", **typed)
        assert refused.status_code == 409 and "boekt niemand alleen" in refused.text
    for typed in ({}, {"account": "9999"}, {"account": "1030"}):
        refused = post(bram, at, f"{at}/propose", **typed)
        assert refused.status_code == 422 and 'aria-invalid="true"' in refused.text, (typed, refused.status_code)
    assert post(bram, at, f"{at}/withdraw").status_code == 404
    assert post(client(purse.fenna), "/me", f"{at}/propose", account=BACK).status_code == 403
    assert post(client(bank.home.person("yara")), "/me", f"{at}/propose", account=BACK).status_code == 404
    assert post(bram, at, f"{money(bank)}/bank/lines/{new_id()}/propose", account=BACK).status_code == 404

    assert purse.balances()["1093"] == 150
