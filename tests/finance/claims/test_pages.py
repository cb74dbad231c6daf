"""The pages of claims and mandates: from a photo to the books, by several people."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from domain.finance.ledger import NewAccount
from projections.finance_claims import claims_in
from tests.harness.claimed import IBAN, OURS, Till
from tests.harness.mandated import give_mandate
from tests.web.test_receipts import picture, saved


def fields(**given: Any) -> dict[str, Any]:
    """A claim as it is typed."""
    return {
        "amount": "24,50", "day": "2026-02-27", "supplier": "Hema", "text": "Waterkoker voor de keuken",
        "account": "4350", "how": "cash", "iban": "", "number": "", "missing": "",
    } | given  # fmt: skip


def photo() -> tuple[BytesIO, str]:
    """A photo of a receipt."""
    return BytesIO(saved(picture())), "bon.jpg"


def here(till: Till) -> str:
    """The address of the claims."""
    return f"/teams/{till.purse.team}/money/claims"


def test_a_claim_with_a_photo_goes_from_emre_to_the_books_and_back_to_his_pocket(till: Till, client: Any) -> None:
    emre, fenna, bram = client(till.emre), client(till.fenna), client(till.bram)

    made = emre.send(here(till), here(till) + "/new", **fields(receipt=photo()))
    address = made.location.partition("?")[0]
    assert made.status_code == 303 and "wacht op goedkeuring" in emre.get(address).text
    picture_of = fenna.get(address + "/receipt")
    assert picture_of.mimetype == "image/jpeg" and picture_of.data.startswith(b"\xff\xd8")
    with till.home.house.now() as views:
        (claim,) = claims_in(views, till.purse.team, "made")
    assert "Wacht op jouw goedkeuring" in fenna.get(here(till)).text
    sent = fenna.send(address + "/approve", address, content=claim.content, mandate=till.mandate)
    assert sent.status_code == 303 and till.purse.balances()["4350"] == 2_450
    assert bram.send(address + "/pay", address, account="1000", day="2026-03-01").status_code == 303

    page = emre.get(address).text
    assert "uitbetaald" in page and "Teamoverleg 12 februari, punt 4" in page
    assert till.purse.balances()["1600"] == 0
    assert "uitbetaald" in emre.get("/me/claims").text


def test_a_photo_stays_when_something_else_is_refused(till: Till, client: Any) -> None:
    emre = client(till.emre)

    refused = emre.send(here(till), here(till) + "/new", **fields(amount="twaalf", receipt=photo()))

    assert refused.status_code == 422 and "Dit bedrag lezen we niet" in refused.text
    kept = refused.text.partition('name="kept" value="')[2][:64]
    assert emre.send(here(till), here(till) + "/new", **fields(kept=kept)).status_code == 303


def test_of_a_photo_that_is_too_large_the_form_says_so_and_keeps_what_was_typed(till: Till, client: Any) -> None:
    large = BytesIO(bytes(30 * 2**20)), "bon.jpg"

    refused = client(till.emre).send(here(till), here(till) + "/new", **fields(receipt=large))

    assert refused.status_code == 413 and "Deze foto is te groot" in refused.text
    assert "Waterkoker voor de keuken" in refused.text and "24,50" in refused.text


def test_what_the_chart_lacks_is_said_in_words_that_people_use(till: Till, client: Any) -> None:
    emre = client(till.emre)

    refused = emre.send(here(till), here(till) + "/new", **fields(account="4600", missing="Weggewaaid."))

    assert refused.status_code in (409, 422) and "payable" not in refused.text
    assert "een rekening van de soort nog te betalen voor het potje Huishouding" in " ".join(refused.text.split())


def test_somebody_elses_photo_is_not_mine(till: Till, client: Any) -> None:
    digest = till.photo(till.fenna)

    assert client(till.emre).send(here(till), here(till) + "/new", **fields(kept=digest)).status_code == 404


def test_the_program_proposes_a_budget_line_and_says_why(till: Till, client: Any) -> None:
    till.make(account="4310", supplier="Hema", text="Batterijen")
    emre = client(till.emre)

    made = emre.send(here(till), here(till) + "/new", **fields(account="", missing="Weg"))
    page = emre.get(made.location).text

    assert "Voorstel: Energie" in page and "omdat dat eerder zo ging bij Hema" in page
    address = made.location.partition("?")[0]
    assert emre.send(address + "/account", address, account="4350").status_code == 303
    assert "4350 Kleine inventaris" in emre.get(address).text


def test_what_a_roster_pays_is_not_offered_as_something_that_was_bought(till: Till, client: Any) -> None:
    with till.home.by(till.purse.cato):
        till.purse.ledger.open_accounts([NewAccount("4000", "Lonen", "team", "expense", "", "WPerLesLon")])

    page = client(till.emre).get(here(till) + "/new").text

    assert "Kleine inventaris" in page and "Lonen" not in page


def test_who_pays_reads_an_account_number_in_groups_of_four(till: Till, client: Any) -> None:
    claim = till.make(how="bank", iban="NL91ABNA0417164300")

    page = client(till.emre).get(f"{here(till)}/{claim}").text

    assert "NL91\u00a0ABNA\u00a00417\u00a01643\u00a000" in page


def test_without_anything_to_go_by_the_budget_line_is_asked(till: Till, client: Any) -> None:
    answer = client(till.emre).send(here(till), here(till) + "/new", **fields(account="", missing="Weg"))

    assert answer.status_code == 422 and "Kies zelf de begrotingsregel" in answer.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount": "0"}, "meer dan nul euro"),
        ({"amount": "12,345"}, "twee cijfers achter de komma"),
        ({"missing": ""}, "Maak een foto van de bon"),
        ({"supplier": " "}, "Schrijf op waar je het kocht"),
        ({"day": "gisteren"}, "Deze datum lezen we niet"),
        ({"day": "2026-03-02"}, "vandaag of eerder"),
        ({"how": "bank", "iban": "NL91ABNA0417164301"}, "Dit rekeningnummer klopt niet"),
        ({"how": "bitcoin"}, "uit de kas krijgt of op je rekening"),
        ({"account": "1000"}, "Op rekening 1000 Kas kun je niets declareren"),
        ({"account": "9999"}, "staat niet in het rekeningschema"),
        ({"receipt": (BytesIO(b"%PDF-1.4"), "bon.pdf")}, "Een PDF kunnen we niet bewaren"),
    ],
)
def test_bad_input_gets_a_sentence_beside_the_field(
    till: Till, client: Any, wrong: dict[str, Any], sentence: str
) -> None:
    answer = client(till.emre).send(here(till), here(till) + "/new", **fields(**({"missing": "Weg"} | wrong)))

    assert answer.status_code == 422 and sentence in answer.text


def test_a_claim_is_not_seen_by_outsiders_nor_by_another_teams_address(till: Till, client: Any) -> None:
    claim = till.make(missing="", receipt=till.photo(till.emre))
    other = till.home.second_team(also=(till.emre,))
    yara = client(till.home.person("yara"))

    for address in (here(till), f"{here(till)}/{claim}", f"{here(till)}/{claim}/receipt", f"{here(till)}/new",
                    f"/teams/{till.purse.team}/mandates"):  # fmt: skip
        assert yara.get(address).status_code == 404
    assert client(till.emre).get(f"/teams/{other}/money/claims/{claim}").status_code == 404


def test_who_has_no_mandate_reads_who_does(till: Till, client: Any) -> None:
    claim = till.make()

    page = client(till.home.person("saar")).get(f"{here(till)}/{claim}").text

    assert "Jij hebt geen mandaat" in page and "Dit kan wel: Fenna." in page


def test_the_second_half_of_a_split_purchase_is_told_before_it_is_approved(till: Till, client: Any) -> None:
    till.approve(till.make(6_000))
    claim = till.make(5_000)

    page = client(till.fenna).get(f"{here(till)}/{claim}").text

    assert "Gedeelde aankopen tellen samen" in page and "Keur goed" not in page.replace("Keur niet goed", "")


def test_nobody_is_said_to_approve_half_a_purchase_that_only_a_higher_mandate_covers(till: Till, client: Any) -> None:
    till.approve(till.make(6_000))
    address = f"{here(till)}/{till.make(5_000)}"

    approver, claimant = client(till.fenna).get(address).text, client(till.emre).get(address).text

    for page in (approver, claimant):
        assert "110,00 per keer" in page and "gegeven door: Anna" in page
        assert "Dit kan wel" not in page and "Dit wacht op een collega" not in page


def test_a_mandate_of_a_role_that_only_who_gave_it_has_lets_nobody_approve(till: Till, client: Any) -> None:
    give_mandate(till.home, "planners", for_role="planner", per_act=30_000)
    address = f"{here(till)}/{till.make(20_000)}"

    assert "Niemand heeft dat nu" in client(till.emre).get(address).text


def test_a_batch_for_the_bank_is_made_once_and_reads_the_same_again(till: Till, client: Any) -> None:
    claim = till.make(how="bank", iban=IBAN)
    till.approve(claim)
    bram, address = client(till.bram), f"{here(till)}/{claim}"
    bram.send(address + "/list", address)
    export = f"/teams/{till.purse.team}/money/payments/team"

    assert bram.send(export, debtor=OURS).status_code == 303
    assert bram.send(export, debtor=OURS).status_code == 409
    first, again = bram.get(export + "/1.xml"), bram.get(export + "/1.xml")

    assert first.data == again.data and b'<InstdAmt Ccy="EUR">24.50</InstdAmt>' in first.data
    assert client(till.fenna).get(export + "/1.xml").status_code == 403
    assert bram.send(address + "/unlist", address).status_code == 409
    bram.send(address + "/confirm", address, account="1010", day="2026-03-01")
    assert till.purse.balances()["1600"] == 0 and till.claim(claim).state == "paid"


def test_mandates_are_given_shown_then_and_ended_on_their_page(till: Till, client: Any) -> None:
    address, anna = f"/teams/{till.purse.team}/mandates", client(till.home.person("anna"))
    before = till.purse.position()
    given = {
        "holder": till.emre, "fund": "household", "account": "", "per_act": "75", "per_period": "300", "per": "year",
        "together": "30", "first": "2026-03-01", "last": "2026-12-31", "decision": "Huisoverleg 3",
    }  # fmt: skip

    assert anna.send(address, address, **given).status_code == 303
    page = anna.get(address).text
    assert "Huisoverleg 3" in page and "Emre: tot" in page
    assert "Huisoverleg 3" not in anna.get(f"{address}?at={before}").text
    for wrong, sentence in (
        ({"holder": till.home.person("anna")}, "niet aan jezelf"), ({"together": "x"}, "1 tot 366 dagen"),
        ({"decision": ""}, "met welk besluit"), ({"per_act": "400"}, "minstens gelijk"), ({"holder": "x"}, "Kies bij"),
    ):  # fmt: skip
        answer = anna.send(address, address, **(given | wrong))
        assert answer.status_code in (403, 422) and sentence in answer.text
    assert anna.send(f"{address}/{till.mandate}/end", address, why="Klaar").status_code == 303
    assert "Beëindigd door Anna: Klaar" in anna.get(address).text
    assert "Geef een mandaat" not in client(till.bram).get(address).text


def test_vandaag_says_what_waits_for_whom(till: Till, client: Any) -> None:
    address = f"/teams/{till.purse.team}"
    waits, declined = till.make(2_450, text="Waterkoker"), till.make(900, supplier="Gamma", text="Verf")
    assert "Emre declareert" in client(till.fenna).get(address).text
    assert "Emre declareert" not in client(till.home.person("saar")).get(address).text

    till.approve(waits)
    with till.home.by(till.fenna):
        till.claims.decline_claim(declined, why="Dit is van de verhuurder.")

    assert "Betaal Emre" in client(till.bram).get(address).text
    mine = client(till.emre).get(address).text
    assert "is niet goedgekeurd" in mine and "Fenna: Dit is van de verhuurder." in mine


def test_a_payment_on_a_day_that_cannot_be_says_so_and_pays_nothing(till: Till, client: Any) -> None:
    claim = till.make()
    till.approve(claim)
    bram, address = client(till.bram), f"{here(till)}/{claim}"

    for day, sentence in (("gisteren", "Deze datum lezen we niet"), ("2026-01-02", "op de dag van de bon of later")):
        answer = bram.send(address + "/pay", address, account="1000", day=day)
        assert answer.status_code == 422 and sentence in answer.text

    assert till.claim(claim).state == "approved"
