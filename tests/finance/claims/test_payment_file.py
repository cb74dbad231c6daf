"""The file for the bank keeps to the schema of ISO 20022 (as sepaxml carries it), whoever is paid and for what."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from domain.finance.claims import claims_of
from domain.kernel import Id
from domain.kernel.money import MOST_CENTS
from tests.finance.claims.test_pages import here
from tests.harness.claimed import IBAN, OURS, Till
from web.finance_pain import NAMESPACE, Transfer, latin, pain_001

PLAIN = "NL91ABNA0417164300"
SCHEMA = etree.XMLSchema(
    etree.fromstring(files("sepaxml").joinpath("schemas", f"{NAMESPACE.rpartition(':')[2]}.xsd").read_bytes())
)
MOMENT = "2026-03-01T09:00:00+00:00"


def written(*transfers: Transfer, debtor: str = "De Lindehof") -> Any:
    """A batch as XML, which the schema takes."""
    data = pain_001("abc-team-1", MOMENT, debtor, PLAIN, transfers)
    assert data == pain_001("abc-team-1", MOMENT, debtor, PLAIN, transfers)
    document = etree.fromstring(data)
    SCHEMA.assertValid(document)
    return document


def told(document: Any, name: str) -> list[str]:
    """The texts of the elements with a name."""
    return [str(one.text) for one in document.iter(f"{{{NAMESPACE}}}{name}")]


texts = st.text(max_size=200)
transfers = st.builds(
    Transfer,
    st.uuids().map(lambda one: one.hex),
    texts,
    st.just("NL20INGB0001234567"),
    st.integers(1, MOST_CENTS),
    texts,
)


@given(st.lists(transfers, min_size=1, max_size=5), texts)
@settings(deadline=None, max_examples=60)
def test_whatever_names_and_amounts_the_schema_takes_it_and_the_sums_are_right(rows: list[Transfer], name: str) -> None:
    document = written(*rows, debtor=name)

    assert told(document, "EndToEndId") == [one.claim for one in rows]
    cents = [int(text.replace(".", "")) for text in told(document, "InstdAmt")]
    assert cents == [one.cents for one in rows]
    assert [int(text.replace(".", "")) for text in told(document, "CtrlSum")] == [sum(cents)] * 2
    assert told(document, "NbOfTxs") == [str(len(rows))] * 2


@pytest.mark.parametrize(
    ("name", "says"),
    [("José Müller-Çelik", "Jose Muller-Celik"), ("Søren Ærø", "Soren Aero"), ("Łukasz Groß", "Lukasz Gross"),
     ("Anneloes van 't Hof", "Anneloes van 't Hof"), ("IJsbrand & Zn. *", "IJsbrand Zn."), ("Мария", "Mariya"),
     ("😀", ":grinning:"), ("", "-"), ("\t\n", "-"), ("é" * 80, "e" * 70)],
)  # fmt: skip
def test_a_name_is_written_in_the_letters_that_banks_have(name: str, says: str) -> None:
    assert latin(name, 70) == says


def test_no_batch_of_nothing_is_made(till: Till, client: Any) -> None:
    assert not SCHEMA.validate(etree.fromstring(pain_001("abc-team-1", MOMENT, "De Lindehof", PLAIN, [])))
    bram = client(till.bram)

    answer = bram.send(f"/teams/{till.purse.team}/money/payments/team", debtor=OURS)

    assert answer.status_code == 409 and "Er staat niets op de betaallijst" in answer.text
    assert bram.get(f"/teams/{till.purse.team}/money/payments/team/1.xml").status_code == 404


def test_an_account_number_that_is_none_makes_no_batch(till: Till, client: Any) -> None:
    _listed(till)

    for wrong in ("NL92 ABNA 0417 1643 00", "NL91", "", "IBAN"):
        answer = client(till.bram).send(f"/teams/{till.purse.team}/money/payments/team", here(till), debtor=wrong)
        assert answer.status_code == 422 and 'aria-invalid="true"' in answer.text


def test_a_batch_is_paid_from_a_bank_account_that_the_team_linked_for_this_money(till: Till, client: Any) -> None:
    _listed(till)
    bram, at = client(till.bram), f"/teams/{till.purse.team}/money/payments/team"
    with till.home.by(till.bram):
        till.home.house.bank.link_account(till.purse.team, account="1010", iban=OURS)

    page = bram.get(here(till)).text
    strange = bram.send(at, here(till), debtor="NL02 ABNA 0123 4567 89")
    made = bram.send(at, here(till), debtor=OURS)

    assert f'<option value="{OURS.replace(" ", "")}"' in page
    assert strange.status_code == 422 and "Kies een bankrekening die het team" in strange.text
    assert made.status_code == 303


def test_a_batch_is_never_paid_from_the_account_of_who_gets_the_money(till: Till, client: Any) -> None:
    _listed(till)

    answer = client(till.bram).send(f"/teams/{till.purse.team}/money/payments/team", here(till), debtor=IBAN)

    assert answer.status_code == 422 and "rekening van iemand die het geld krijgt" in answer.text


def test_a_batch_of_which_an_account_number_was_erased_gives_no_file(till: Till, client: Any) -> None:
    claim = _listed(till)
    with till.home.by(till.bram):
        till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)
    file = f"/teams/{till.purse.team}/money/payments/team/1.xml"
    written_out = client(till.bram).get(file)
    SCHEMA.assertValid(etree.fromstring(written_out.data))

    till.home.house.vault.erase(claims_of(till.claim(claim).maker), "privacy", till.home.person("anna"))
    answer = client(till.bram).get(file)

    assert answer.status_code == 410 and "gewist" in answer.text


def test_who_was_erased_before_the_batch_stays_on_the_list_and_the_others_are_paid(till: Till, client: Any) -> None:
    erased = _listed(till)
    anna = till.home.person("anna")
    other = till.make(
        1_000, by=till.home.person("saar"), how="bank", iban="NL69 INGB 0123 4567 89", supplier="Kwekerij"
    )
    till.approve(other)
    with till.home.by(till.bram):
        till.claims.put_on_list(other)
    till.home.house.vault.erase(claims_of(till.emre), "privacy", anna)
    bram, at = client(till.bram), f"/teams/{till.purse.team}/money/payments/team"

    assert bram.send(at, here(till), debtor=OURS).status_code == 303
    file = bram.get(f"{at}/1.xml")
    again = bram.send(at, here(till), debtor=OURS)

    assert file.status_code == 200 and told(etree.fromstring(file.data), "NbOfTxs") == ["1", "1"]
    assert again.status_code == 422 and "geen rekeningnummer" in again.text
    with till.home.by(till.bram):
        till.claims.take_off_list(erased)
    assert till.claim(erased).state == "approved"


def _listed(till: Till) -> Id:
    till.home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    claim = till.make(how="bank", iban=IBAN)
    till.approve(claim)
    with till.home.by(till.bram):
        till.claims.put_on_list(claim)
    return claim
