"""The pages of the cash box: paid from it, counted, counted again by another, and known as it was."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from PIL import Image

from domain.finance.ledger import Line
from domain.kernel import new_id
from projections.finance_cash import counts
from tests.harness.home import Home
from tests.harness.money import Purse

Clients = Callable[..., FlaskClient]


@pytest.fixture
def box(purse: Purse) -> Purse:
    """A cash box of the household with 100 euro in it; a member pays up to 40 euro from it."""
    purse.post("2026-02-01", Line("1001", 10_000), Line("1020", -10_000), fund="household")
    with purse.home.by(purse.bram):
        purse.home.house.cash.set_cash_limits(purse.team, "1001", most=9_000, most_spent=4_000)
    return purse


def picture() -> tuple[io.BytesIO, str]:
    """A photo of a receipt."""
    data = io.BytesIO()
    Image.new("RGB", (60, 90), "white").save(data, "JPEG")
    data.seek(0)
    return data, "bon.jpg"


def csrf(client: FlaskClient, address: str) -> str:
    """The token of a page's forms."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(address).text)
    assert found
    return found[1]


def test_what_fenna_paid_is_in_the_cash_book_with_its_receipt(box: Purse, client: Clients, home: Home) -> None:
    fenna, form = client(home.person("fenna")), f"/teams/{box.team}/money/cash/1001/spend"

    answer = fenna.post(
        form,
        data={
            "csrf": csrf(fenna, form), "command": new_id(), "amount": "12,75", "day": "2026-02-27",
            "text": "Brood en melk", "account": "4600", "receipt": picture(), "no_receipt": "",
        },
        content_type="multipart/form-data",
    )  # fmt: skip

    assert answer.status_code == 303
    assert box.balances()["1001"] == 8_725
    page = fenna.get(f"/teams/{box.team}/money/cash").text
    assert "87,25" in page
    with home.house.now() as views:
        entry = views.execute("SELECT entry FROM finance_entry WHERE kind = 'cash'").fetchone()[0]
    shown = fenna.get(f"/teams/{box.team}/money/entries/{entry}")
    receipt = fenna.get(f"/teams/{box.team}/money/entries/{entry}/document")
    assert f"entries/{entry}/document" in shown.text
    assert (receipt.status_code, receipt.mimetype) == (200, "image/jpeg")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"amount": "twaalf"}, "f-amount-error"),
        ({"amount": "-3"}, "f-amount-error"),
        ({"amount": "40,01"}, "f-amount-error"),
        ({"account": ""}, "f-account-error"),
        ({"account": "8100"}, "f-account-error"),
        ({"text": ""}, "f-text-error"),
        ({"day": "2027-01-01"}, "f-day-error"),
        ({"no_receipt": ""}, "f-receipt-error"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_typed_is_lost(
    box: Purse, client: Clients, home: Home, typed: dict[str, str], said: str
) -> None:
    fenna, form = client(home.person("fenna")), f"/teams/{box.team}/money/cash/1001/spend"
    good = {
        "csrf": csrf(fenna, form), "page": form, "command": new_id(), "amount": "3", "day": "2026-02-27",
        "text": "Brood en kaas", "account": "4600", "no_receipt": "Markt",
    }  # fmt: skip

    answer = fenna.post(form, data=good | typed)

    assert answer.status_code == 422
    assert said in answer.text
    if "text" not in typed:
        assert "Brood en kaas" in answer.text
    assert box.balances()["1001"] == 10_000


def test_a_refusal_tells_days_in_words_in_both_languages(box: Purse, client: Clients, home: Home) -> None:
    fenna, form = client(home.person("fenna")), f"/teams/{box.team}/money/cash/1001/spend"
    with home.by(home.person("emre")):
        home.house.cash.count_cash(box.team, "1001", count=new_id(), day="2026-02-27", pieces={5_000: 2})
    with home.house.now() as views:
        (waiting,) = counts(views, box.team, "1001", 1, state="waiting")
    with home.by(home.person("fenna")):
        home.house.cash.sign_count(box.team, "1001", waiting.id, difference=0)
    typed = {
        "csrf": csrf(fenna, form), "page": form, "command": new_id(), "amount": "3", "day": "2026-02-20",
        "text": "Brood", "account": "4600", "no_receipt": "Markt",
    }  # fmt: skip

    dutch = fenna.post(form, data=typed).text
    fenna.set_cookie("taal", "en")
    english = fenna.post(form, data=typed).text

    assert "Op 27 februari 2026 is deze kas geteld" in dutch
    assert "27 February 2026" in english and "2026-02-27 " not in english


def test_an_account_in_a_refusal_has_its_name(box: Purse, client: Clients, home: Home) -> None:
    fenna, form = client(home.person("fenna")), f"/teams/{box.team}/money/cash/1001/spend"
    typed = {
        "csrf": csrf(fenna, form), "page": form, "command": new_id(), "amount": "3", "day": "2026-02-27",
        "text": "Brood", "account": "1010", "no_receipt": "Markt",
    }  # fmt: skip

    assert "Rekening 1010 Bank is daar niet voor" in fenna.post(form, data=typed).text


def test_who_begins_to_count_reads_at_once_that_a_count_waits(box: Purse, client: Clients, home: Home) -> None:
    with home.by(home.person("emre")):
        home.house.cash.count_cash(box.team, "1001", count=new_id(), day="2026-02-27", pieces={5_000: 2})

    page = client(home.person("fenna")).get(f"/teams/{box.team}/money/cash/1001/count").text

    assert "Emre telde al" in page and "Dit ligt er" not in page


def test_a_form_without_any_number_is_no_count_and_a_nought_is(box: Purse, client: Clients, home: Home) -> None:
    emre, form = client(home.person("emre")), f"/teams/{box.team}/money/cash/1001/count"
    sent = {"csrf": csrf(emre, form), "page": form, "day": "2026-02-28", "text": "De sleutel was zoek"}

    nothing = emre.post(form, data=sent | {"command": new_id()})
    empty = emre.post(form, data=sent | {"command": new_id(), "pieces_1": "0"})

    assert nothing.status_code == 422 and 'id="f-pieces_50000-error"' in nothing.text
    assert "typ dan ergens een 0" in nothing.text and "De sleutel was zoek" in nothing.text
    assert empty.status_code == 303


def test_one_counts_and_another_signs_what_they_saw(box: Purse, client: Clients, home: Home) -> None:
    emre, fenna = client(home.person("emre")), client(home.person("fenna"))
    form = f"/teams/{box.team}/money/cash/1001/count"
    counted = emre.post(
        form,
        data={
            "csrf": csrf(emre, form),
            "command": new_id(),
            "day": "2026-02-28",
            "pieces_5000": "1",
            "pieces_2000": "2",
        },
    )
    where = counted.headers["Location"].split("?")[0]
    page, own = fenna.get(where).text, emre.get(where).text

    signed = fenna.post(f"{where}/sign", data={"csrf": csrf(fenna, where), "command": new_id(), "difference": "-1000"})

    assert "Tel zelf na" in page and "Tel zelf na" not in own and "Een ander telt na" in own
    assert signed.status_code == 303
    assert box.balances()["1001"] == 9_000
    assert box.balances()["4670"] == 1_000
    with home.house.now() as views:
        assert counts(views, box.team, "1001")[0].state == "signed"


def test_too_much_in_the_box_is_said(box: Purse, client: Clients, home: Home) -> None:
    page = client(home.person("fenna")).get(f"/teams/{box.team}/money/cash").text

    assert "meer in de kas dan is afgesproken" in page


def test_a_past_moment_shows_the_box_as_it_was_and_changes_nothing(box: Purse, client: Clients, home: Home) -> None:
    before = box.position()
    box.pay("2026-02-20", "4600", 6_000, out_of="1001", fund="household")
    fenna = client(home.person("fenna"))

    then, now = (fenna.get(f"/teams/{box.team}/money/cash{at}").text for at in (f"?at={before}", ""))

    assert "100,00" in then and "40,00" in now
    assert "/spend" in now and "/spend" not in then


def test_another_teams_cash_does_not_exist(box: Purse, client: Clients, home: Home) -> None:
    other = home.second_team()
    yara = client(home.person("yara"))

    for path in ("", "/1001/spend", "/1001/count"):
        assert yara.get(f"/teams/{box.team}/money/cash{path}").status_code == 404
    assert yara.get(f"/teams/{other}/money/cash").status_code in (200, 303)
