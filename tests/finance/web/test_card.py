"""The ledger card, one fact at a time with its why, and the page of one entry."""

from __future__ import annotations

import re
from typing import Any

from domain.finance.ledger import Line
from domain.kernel import OPERATOR, id_of
from projections.finance_balances import card
from tests.finance.web.history import February
from tests.finance.web.test_replay import plain
from tests.harness.money import Purse
from web.finance_entries import ON_A_PAGE


def position_of(told: February, entry: str) -> int:
    """Where an entry was posted."""
    with told.purse.home.house.now() as views:
        row = views.execute("SELECT position FROM finance_entry WHERE entry = ?", (entry,)).fetchone()
        return int(row[0])


def test_a_card_tells_each_line_with_what_was_on_the_account_after_it(told: February, client: Any) -> None:
    page = plain(client(told.purse.cato).get(f"/teams/{told.purse.team}/money/accounts/4310").text)

    assert "4310 Energie" in page and "Er staat € 512,23 op." in page
    assert re.search(r"10 februari Boeking .* februari 2026 250,00 250,00", page)
    assert re.search(r"20 februari Geen energie .* 49,95 200,05", page)
    assert re.search(r"26 februari Schoonmaak februari .* maart 2026 312,18 512,23", page)


def test_a_card_of_then_has_only_what_was_known(told: February, client: Any) -> None:
    address = f"/teams/{told.purse.team}/money/accounts/4310?at={told.closed}"

    page = plain(client(told.purse.cato).get(address).text)

    assert "Er staat € 250,00 op." in page and "Schoonmaak" not in page


def test_a_long_card_comes_in_pages_that_go_on_from_each_other(purse: Purse, client: Any) -> None:
    for day in range(1, 29):
        for month in ("01", "02", "03"):
            purse.pay(f"2026-{month}-{day:02d}", "4310", 100 + day)
    address, seen, many = f"/teams/{purse.team}/money/accounts/4310", list[str](), 0
    cato = client(purse.cato)

    while address:
        page = cato.get(address).text
        lines = re.findall(r'id="f-\d+".*?</tr>', page, re.DOTALL)
        seen = [re.findall(r'class="num">([^<]*)</td></tr>', line)[0] for line in lines] + seen
        older = re.search(r'href="([^"]+before=[^"]+)"', page)
        address = older[1].replace("&amp;", "&") if older else ""
        many += 1

    with purse.home.house.now() as views:
        expected = [line.balance for line in card(views, purse.team, "4310")]
    assert many == -(-len(expected) // ON_A_PAGE)
    assert [int(re.sub(r"\D", "", text)) for text in seen] == expected


def test_newer_leads_back_to_where_older_came_from(purse: Purse, client: Any) -> None:
    for day in range(1, 29):
        for month in ("01", "02"):
            purse.pay(f"2026-{month}-{day:02d}", "4310", 100 + day)
    cato, first = client(purse.cato), f"/teams/{purse.team}/money/accounts/4310"

    older = re.search(r'href="([^"]+before=[^"]+)"', cato.get(first).text)
    assert older
    newer = re.search(r'href="([^"]+after=[^"]+)"', cato.get(older[1].replace("&amp;", "&")).text)
    assert newer
    again = plain(cato.get(newer[1].replace("&amp;", "&")).text)

    assert "28 februari" in again and "Nieuwer" not in again and "Stand ervoor" in again


def test_days_that_are_typed_limit_the_card_and_wrong_ones_are_said(told: February, client: Any) -> None:
    address = f"/teams/{told.purse.team}/money/accounts/4310"
    cato = client(told.purse.cato)

    page = plain(cato.get(f"{address}?first=2026-02-20&last=2026-02-25").text)
    wrong = cato.get(f"{address}?first=gisteren").text

    assert "Geen energie" in page and "Schoonmaak" not in page and "200,05" in page
    assert 'value="gisteren"' in wrong and "Deze datum lezen we niet" in wrong
    assert "Niets geboekt" in cato.get(f"{address}?first=2025-01-01&last=2025-01-02").text


def test_one_fact_at_a_time_with_what_it_rests_on(told: February, client: Any) -> None:
    at = position_of(told, told.kettle)
    cato = client(told.purse.cato)

    page = cato.get(f"/teams/{told.purse.team}/money/accounts/4310?fact={at}").text
    next_one = re.search(r'data-step="next" href="([^"]+)"', page)
    assert next_one and 'data-step="prev"' in page
    after = plain(cato.get(next_one[1].replace("&amp;", "&")).text)

    said = plain(page)
    assert "Waarom deze boeking?" in said
    assert re.search(r"Goedgekeurd, donderdag 5 maart, 09:31 Fenna Gezien: de inhoud met kenmerk [0-9a-f]{12}", said)
    assert "Voorgesteld, donderdag 5 maart, 09:31 Bram" in said
    assert "Wat er gebeurde, 26 februari 2026 Schoonmaak februari" in after and "Net erna" not in after


def test_an_entry_tells_its_lines_and_what_took_it_back(told: February, client: Any) -> None:
    cato, base = client(told.purse.cato), f"/teams/{told.purse.team}/money/entries"

    taken, back = plain(cato.get(f"{base}/{told.bus}").text), plain(cato.get(f"{base}/{told.back}").text)

    assert "Deze boeking is teruggedraaid. Stond er twee keer in." in taken
    assert re.search(r"4350 Kleine inventaris 86,40 1010 Bank 86,40", taken)
    assert "Storno: Stond er twee keer in." in back and "Draait terug Busrit 19 februari" in back
    late = plain(cato.get(f"{base}/{told.late}").text)
    assert "Te laat geboekt: hoort bij februari 2026, staat in maart 2026" in late


def test_entries_and_cards_of_elsewhere_are_not_there(home: Any, told: February, client: Any) -> None:
    other, cato = id_of("team", "beukenhof"), client(told.purse.cato)
    with home.by(OPERATOR):
        home.house.staffing.found_team(other, name="De Beukenhof", hires=())
    purse = told.purse
    rosas = purse.post("2026-02-03", Line("1030", 777), Line("1700", -777, home.rosa), fund="residents")

    assert cato.get(f"/teams/{other}/money/entries/{told.bus}").status_code == 404
    assert cato.get(f"/teams/{purse.team}/money/entries/{'0' * 32}").status_code == 404
    assert cato.get(f"/teams/{purse.team}/money/entries/{rosas}").status_code == 404
    for account in ("1700", "9999", "x", "1030"):
        assert cato.get(f"/teams/{purse.team}/money/accounts/{account}").status_code == 404
    for place in ("x", "2026-02-03:x:1", "2026-02-03:1", "2026-99-03:1:1", "2026-02-03:" + "9" * 40 + ":1"):
        assert cato.get(f"/teams/{purse.team}/money/accounts/4310?before={place}").status_code == 200
        assert cato.get(f"/teams/{purse.team}/money/accounts/4310?after={place}&fact={place}").status_code == 200
