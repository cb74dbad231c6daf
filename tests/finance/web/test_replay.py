"""Naspelen: what was known at X, what was known at Y, and what came between, to the cent."""

from __future__ import annotations

import re
from typing import Any

import pytest

from domain.finance.ledger import Line
from projections import finance_replay
from tests.finance.web.history import February
from tests.harness.money import Purse


def page_of(client: Any, told: February, address: str = "", *, who: str | None = None) -> str:
    """The page as text, without no-break spaces and tags."""
    found = client(who or told.purse.cato).get(
        f"/teams/{told.purse.team}/money/balance{address}", follow_redirects=True
    )
    assert found.status_code == 200
    return plain(found.text)


def plain(html: str) -> str:
    """What is read, with one space between words."""
    body = html[html.index("<main") :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body).replace("\u00a0", " "))


def test_it_begins_at_the_last_close_and_says_all_of_it_in_its_address(told: February, client: Any) -> None:
    answer = client(told.purse.cato).get(f"/teams/{told.purse.team}/money/balance")

    assert answer.status_code == 303
    assert answer.location.endswith(f"?on=2026-02-28&from={told.closed}")


def test_the_equation_stands_on_the_page_and_is_proven(told: February, client: Any) -> None:
    page = page_of(client, told)

    # 250,00 + 86,40 at the close; + 312,18 late - 86,40 back + 0,00 moved
    assert "Kosten van het team, bekend op X € 336,40 + 3 wijzigingen € 225,78 = Bekend op Y € 562,18" in page
    assert "Klopt op de cent, voor alle 9 rekeningen" in page


def test_each_row_says_what_was_known_then_what_came_and_what_is_known_now(told: February, client: Any) -> None:
    page = page_of(client, told)

    assert re.search(r"1600 Nog te betalen 0,00 −312,18 312,18", page)
    assert re.search(r"4310 Energie 250,00 \+262,23 512,23", page)
    assert re.search(r"Samen 0,00 0,00 1\.312,18 1\.312,18", page)
    assert re.search(r"1001 Kas huishouding 70,00 −64,15 5,85", page)


def test_what_changed_is_grouped_with_who_when_and_why(told: February, client: Any) -> None:
    page = page_of(client, told)
    _, _, changes = page.partition("Wat veranderde bij het team")

    assert "Te laat geboekt +312,18 Schoonmaak februari +312,18 Bram, gezien door Fenna, wo 4 maart 10:12." in changes
    assert "Storno −86,40 Busrit 19 februari −86,40" in changes and "Stond er twee keer in." in changes
    assert "Op een andere rekening 0,00 Geen energie 49,95" in changes
    assert re.search(r"Heropend Februari 2026 Tot donderdag 5 maart, 17:00, door Bram en Cato. De waterkoker", changes)
    assert "Bij de huishouding Te laat geboekt +64,15 Boodschappen, kas" in changes


def test_funds_are_never_added_up_together(told: February, client: Any) -> None:
    page = page_of(client, told)

    assert page.count("Samen") == 2
    assert "Potjes worden nooit bij elkaar opgeteld" in page
    only = page_of(client, told, f"?on=2026-02-28&from={told.closed}&fund=household")
    assert "Kosten van de huishouding, bekend op X € 0,00 + 1 wijziging € 64,15" in only
    assert "Energie" not in only and "voor alle 4 rekeningen" in only


def test_residents_money_does_not_stand_here(home: Any, told: February, client: Any) -> None:
    told.purse.post("2026-02-03", Line("1030", 777), Line("1700", -777, home.rosa), fund="residents")

    page = page_of(client, told)

    assert "7,77" not in page and "Bank bewoners" not in page


def test_a_day_and_moments_that_are_typed_are_pinned(told: February, client: Any) -> None:
    purse = told.purse
    answer = client(purse.cato).get(
        f"/teams/{purse.team}/money/balance?on=2026-02-19&from=2026-03-02T09:00:01&from_was=&from_pin=&until=",
    )

    assert answer.status_code == 303
    assert re.search(rf"\?on=2026-02-19&from={told.closed}$", answer.location)


def test_a_moment_that_was_left_alone_stays_the_very_position(told: February, client: Any) -> None:
    at, purse = told.closed - 3, told.purse
    was = "2026-03-02T09:00:00"

    answer = client(purse.cato).get(
        f"/teams/{purse.team}/money/balance?on=2026-02-19&from={was}&from_was={was}&from_pin={at}&until=",
    )

    assert answer.location.endswith(f"?on=2026-02-19&from={at}")


def test_y_in_the_past_makes_it_a_page_of_then(told: February, client: Any) -> None:
    purse = told.purse
    answer = client(purse.cato).get(
        f"/teams/{purse.team}/money/balance?on=2026-02-28&from={told.closed}&until=2026-03-03T23:00:00"
    )
    page = page_of(client, told, answer.location.partition("balance")[2])

    assert re.search(r"&at=\d+", answer.location)
    assert "1 wijziging € −86,40 = Bekend op Y € 250,00" in page
    assert "Schoonmaak" not in page


@pytest.mark.parametrize(
    "address",
    ["?on=morgen&from=1", "?on=2026-02-28&from=straks", "?on=2026-02-28&from=1&until=ooit", "?on=9999-99-99&from=-1"],
)
def test_what_cannot_be_read_is_said_beside_the_field_and_stays_typed(
    told: February, client: Any, address: str
) -> None:
    answer = client(told.purse.cato).get(f"/teams/{told.purse.team}/money/balance{address}")

    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.text and "lezen we niet" in answer.text
    assert re.search('value="(morgen|straks|ooit|9999-99-99)"', answer.text)


def test_x_after_y_is_nothing_to_compare(told: February, client: Any) -> None:
    page = page_of(client, told, f"?on=2026-02-28&from=99999999&at={told.closed}")

    assert "0 wijzigingen € 0,00" in page
    assert "Niets. Wat op X bekend was, is op Y nog zo." in page


def test_if_the_changes_did_not_explain_the_difference_the_page_says_so_loudly(
    told: February, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = finance_replay.moved

    def broken(*args: Any) -> Any:
        found = real(*args)
        found["4310"] = found["4310"]._replace(cents=found["4310"].cents + 1)
        return found

    monkeypatch.setattr("web.finance_replay_view.moved", broken)
    page = page_of(client, told)

    assert "Dit klopt niet. Rekening 4310 scheelt € −0,01." in page
    assert "Klopt op de cent" not in page


def test_only_who_may_see_the_money_sees_it(home: Any, told: February, client: Any) -> None:
    address = f"/teams/{told.purse.team}/money/balance?on=2026-02-28&from=1"

    assert client(home.fenna).get(address).status_code == 200
    assert client(home.rosa).get(address).status_code == 403
    assert client(None).get(address).status_code == 302 or client(None).get(address).status_code == 303


def test_books_in_which_nothing_is_posted_say_so(purse: Purse, client: Any) -> None:
    answer = client(purse.cato).get(f"/teams/{purse.team}/money/balance", follow_redirects=True)

    assert "Nog niets geboekt" in answer.text


def test_htmx_gets_the_part_and_a_step_back_the_whole_page(told: February, client: Any) -> None:
    address = f"/teams/{told.purse.team}/money/balance?on=2026-02-28&from={told.closed}"
    cato = client(told.purse.cato)

    part = cato.get(address, headers={"HX-Request": "true"}).text
    back = cato.get(address, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}).text

    assert part.lstrip().startswith('<div id="replay"') and "<html" not in part
    assert "<html" in back


def test_what_another_slice_knows_of_stands_among_the_changes(
    told: February, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from web import finance_changes
    from web.finance_changes import Told

    def amended(team: str, known: int, last: int) -> list[Told]:
        assert (team, known) == (told.purse.team, told.closed) and last >= known
        return [Told("budget", "team", last, "Energie", None, "Bram, besluit 12.", "/facts/1")]

    monkeypatch.setattr(finance_changes, "PROVIDERS", [*finance_changes.PROVIDERS, amended])
    page = page_of(client, told)

    assert "Begroting gewijzigd Energie Bram, besluit 12. Waarom?" in page
    assert page.index("Begroting gewijzigd") < page.index("Heropend")


def test_the_chain_goes_on_as_the_source_of_an_entry_explains_it(
    told: February, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from web import finance_why
    from web.finance_why import Reason

    def by_mandate(team: str, proposal: str, entry: str) -> list[Reason]:
        return [Reason("note", "Mandaat M-12", "Tot 500 euro", "/facts/1", more="Besluit van 18 november")]

    monkeypatch.setitem(finance_why.EXPLAINERS, "proposal", by_mandate)
    page = plain(client(told.purse.cato).get(f"/teams/{told.purse.team}/money/entries/{told.late}").text)

    assert re.search(r"Schoonmaak februari Mandaat M-12 Tot 500 euro Besluit van 18 november In de rol van", page)
