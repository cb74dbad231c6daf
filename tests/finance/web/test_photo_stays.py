"""A photo that was sent stays when something else on the form is refused: nobody makes it again."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from domain.finance.ledger import Line
from domain.kernel import id_of
from domain.mandates import Limits
from tests.harness.money import Purse

STANDS = "De foto is er al"
ENTRY = {"text": "Gas en licht", "value_date": "2026-02-12", "account_0": "4310", "debit_0": "12", "account_1": "1010"}
SPENT = {"amount": "0,75.5", "day": "2026-02-27", "text": "Brood en melk", "account": "4600", "no_receipt": ""}


def photo() -> tuple[BytesIO, str]:
    """A photo as a form sends it."""
    found = BytesIO()
    Image.new("RGB", (40, 30), "white").save(found, "PNG")
    return BytesIO(found.getvalue()), "bon.png"


def kept(page: str) -> str:
    """The photo that stands on the form."""
    found = re.search(r'name="kept" value="([0-9a-f]{64})"', page)
    assert found and STANDS in page and "Kies het opnieuw" not in page
    return found[1]


@pytest.fixture
def box(purse: Purse) -> Purse:
    """A cash box of the household; a member pays up to 40 euro from it."""
    purse.post("2026-02-01", Line("1001", 10_000), Line("1020", -10_000), fund="household")
    with purse.home.by(purse.bram):
        purse.home.house.cash.set_cash_limits(purse.team, "1001", most=9_000, most_spent=4_000)
    return purse


@pytest.fixture
def order(purse: Purse) -> str:
    """What Fenna ordered; Bram may take its invoices."""
    with purse.home.by(purse.home.anna):
        purse.home.house.mandates.give_mandate(
            purse.team, mandate=id_of("mandate"), funds=("team",), limits=Limits(100_000, 500_000, "year", 30),
            for_role="finance", first="2026-01-01", last="2026-12-31", decision="Teamoverleg, punt 5",
        )  # fmt: skip
    with purse.home.by(purse.fenna):
        purse.home.house.budgets.enter_commitment(
            purse.team, commitment=id_of("an order"), account="4350", cents=12_000, supplier="De Boet",
            text="Twee tuinbanken", expected="2026-03-20",
        )  # fmt: skip
    return id_of("an order")


def test_of_what_was_paid_from_the_box(box: Purse, client: Any) -> None:
    fenna, form = client(box.fenna), f"/teams/{box.team}/money/cash/1001/spend"

    refused = fenna.send(form, form, receipt=photo(), **SPENT)
    taken = fenna.send(form, form, kept=kept(refused.text), **(SPENT | {"amount": "12,75"}))

    assert refused.status_code == 422 and taken.status_code == 303
    assert box.balances()["1001"] == 8_725


def test_of_an_entry(purse: Purse, client: Any) -> None:
    bram, form = client(purse.bram), f"/teams/{purse.team}/money/proposals/new"

    refused = bram.send(form, form, document=photo(), **ENTRY, credit_1="11")
    taken = bram.send(form, form, kept=kept(refused.text), **ENTRY, credit_1="12")

    assert refused.status_code == 422 and taken.status_code == 303
    assert "Bekijk het bewijsstuk" in bram.get(taken.location).text


def test_of_an_invoice(purse: Purse, order: str, client: Any) -> None:
    bram, page = client(purse.bram), f"/teams/{purse.team}/money/commitments/{order}"
    sent = {"value_date": "2026-02-12", "text": "Banken", "number": "7", "missing": "", "mandate": id_of("mandate")}

    refused = bram.send(f"{page}/invoice", page, document=photo(), amount="130", **sent)
    taken = bram.send(f"{page}/invoice", page, kept=kept(refused.text), amount="120", **sent)

    assert taken.status_code == 303
    assert purse.balances()["4350"] == 12_000


@pytest.mark.parametrize("made_up", ["0" * 64, "../../events.db", "nee"])
def test_but_not_one_that_was_never_sent(box: Purse, client: Any, made_up: str) -> None:
    fenna, form = client(box.fenna), f"/teams/{box.team}/money/cash/1001/spend"

    refused = fenna.send(form, form, kept=made_up, **(SPENT | {"amount": "12,75"}))

    assert refused.status_code == 422 and STANDS not in refused.text and 'id="f-receipt-error"' in refused.text
