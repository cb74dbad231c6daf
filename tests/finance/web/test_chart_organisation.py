"""The organisation on the page of the chart: its name and tax number for the audit file, as known at any moment."""

from __future__ import annotations

from typing import Any

from tests.finance.web.test_replay import plain
from tests.harness.money import Purse

PAGE, FORM = "/money/chart", "/money/chart/organisation"
LINDE = {"company": "Stichting De Linde", "tax_number": "1234.56.782", "valid_from": "2026-01-01"}


def test_the_controller_records_it_and_every_team_sees_it(purse: Purse, client: Any) -> None:
    cato, before = client(purse.cato), purse.position()

    answer = cato.send(FORM, PAGE, **LINDE)

    assert answer.status_code == 303
    assert "Stichting De Linde, RSIN 123456782." in plain(client(purse.bram).get(PAGE).text)
    then = plain(cato.get(f"{PAGE}?at={before}").text)
    assert "123456782." not in then and "RSIN is nog niet vastgelegd" in then


def test_what_is_refused_stands_beside_its_own_field(purse: Purse, client: Any) -> None:
    cato = client(purse.cato)

    mistyped = cato.send(FORM, PAGE, **(LINDE | {"tax_number": "123456783"}))
    nameless = cato.send(FORM, PAGE, **(LINDE | {"company": " "}))

    assert 400 <= mistyped.status_code < 500 and 'id="o-number-error"' in mistyped.text
    assert "9 cijfers die samen kloppen" in mistyped.text and "Stichting De Linde" in mistyped.text
    assert 400 <= nameless.status_code < 500 and 'id="o-name-error"' in nameless.text
    assert 'id="f-name-error"' not in nameless.text


def test_only_the_controller_has_the_form(purse: Purse, client: Any) -> None:
    bram = client(purse.bram)

    assert FORM not in bram.get(PAGE).text
    assert bram.send(FORM, f"/teams/{purse.team}/money/proposals/new", **LINDE).status_code == 404
