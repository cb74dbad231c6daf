"""Closing a month on its page: the checklist, the report, opening it again by two people, and the end of a year."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from flask.testing import FlaskClient

from domain.finance.ledger import Line
from domain.kernel import new_id
from projections.finance_reports import reports
from tests.harness.home import Home
from tests.harness.money import Purse

Clients = Callable[..., FlaskClient]


def csrf(client: FlaskClient, address: str) -> str:
    """The token of a page's forms."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(address).text)
    assert found
    return found[1]


def do(client: FlaskClient, team: str, what: str, **data: str) -> tuple[int, str]:
    """Press a button of the page."""
    page = f"/teams/{team}/money/close"
    sent = {"csrf": csrf(client, "/me"), "command": new_id(), "page": f"{page}?period={what[:7]}"}
    answer = client.post(f"{page}/{what}", data=sent | data)
    return answer.status_code, answer.text


def test_what_is_to_be_done_is_told_and_what_is_done_is_too(purse: Purse, client: Clients) -> None:
    purse.pay("2026-01-10", "1090", 500)
    purse.propose("2026-01-12", Line("4310", 5), Line("1010", -5))

    page = client(purse.bram).get(f"/teams/{purse.team}/money/close").text

    assert "Er is nog geld te verklaren" in page and "Boekingen wachten op een tweede paar ogen" in page
    assert "De maand is voorbij" in page and "Sluit deze maand af" not in page
    assert "januari 2026" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_a_month_is_closed_its_report_is_there_and_the_same_again(purse: Purse, client: Clients, home: Home) -> None:
    purse.pay("2026-01-10", "4310", 12_345)
    bram = client(purse.bram)

    status, _ = do(bram, purse.team, "2026-01/close")

    with home.house.now() as views:
        (report,) = reports(views, purse.team)
    page = bram.get(f"/teams/{purse.team}/money/reports/{report.report}").text
    file = bram.get(f"/teams/{purse.team}/money/reports/{report.report}.csv")
    assert status == 303
    assert "hetzelfde als bij het afsluiten" in page and "123,45" in page
    assert file.data.startswith(b"driehoek report;1\n")
    assert f"reports/{report.report}" in bram.get(f"/teams/{purse.team}/money/close").text


def test_a_report_shows_the_team_before_the_household_and_adds_up_each_by_itself(
    purse: Purse, client: Clients, home: Home
) -> None:
    purse.pay("2026-01-10", "4310", 12_345)
    purse.post("2026-01-11", Line("1020", 5_000), Line("8100", -5_000), fund="household")
    bram = client(purse.bram)
    do(bram, purse.team, "2026-01/close")

    with home.house.now() as views:
        (report,) = reports(views, purse.team)
    page = bram.get(f"/teams/{purse.team}/money/reports/{report.report}").text
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("Kolommenbalans tot") :]))

    assert told.index("Team") < told.index("Samen 123,45 123,45")
    assert told.index("Samen 123,45") < told.index("Huishouding") < told.index("Samen 50,00 50,00")


def test_a_refusal_stands_on_the_page(purse: Purse, client: Clients) -> None:
    purse.pay("2026-01-10", "1090", 500)
    bram = client(purse.bram)

    assert do(bram, purse.team, "2026-01/close")[0] in (409, 422)
    assert "nog niet voorbij" in do(bram, purse.team, "2026-03/close")[1]
    assert do(bram, purse.team, "2026-99/close")[0] in (409, 422)
    assert do(bram, purse.team, "2026-01/ask", until="gisteren", text="x")[0] == 422


def test_two_people_open_a_month_again_and_what_came_meanwhile_is_listed(purse: Purse, client: Clients) -> None:
    purse.close("2026-01")
    bram, cato, where = client(purse.bram), client(purse.cato), f"/teams/{purse.team}/money/close?period=2026-01"

    missing = do(bram, purse.team, "2026-01/ask", until="2026-03-04", at="16:00", text="")
    asked, _ = do(bram, purse.team, "2026-01/ask", until="2026-03-04", at="16:00", text="Een late factuur.")
    own, _ = do(bram, purse.team, "2026-01/agree")
    seen, content = cato.get(where).text, purse.asked("2026-01")
    unseen, _ = do(cato, purse.team, "2026-01/agree", content="iets anders")
    agreed, _ = do(cato, purse.team, "2026-01/agree", content=content)
    purse.post("2026-01-15", Line("4310", 4_000), Line("1010", -4_000), text="Gas van januari")

    assert missing[0] == 422 and "f-text-error" in missing[1]
    assert (asked, own, unseen, agreed) == (303, 403, 409, 303)
    assert purse.asked("2026-01") == "" and f'value="{content}"' in seen and "16:00" in seen
    assert "Een late factuur." in seen and "Stem in" in seen
    page = client(purse.fenna).get(where).text
    assert "Geboekt terwijl deze maand heropend was" in page and "Gas van januari" in page


def test_a_closed_year_is_carried_forward_after_its_lines_were_seen(home: Home, client: Clients) -> None:
    purse = Purse(home, first="2025-12")
    purse.pay("2025-12-10", "4310", 12_345)
    purse.close("2025-12")
    bram = client(purse.bram)

    page = bram.get(f"/teams/{purse.team}/money/close").text
    status, _ = do(bram, purse.team, "2025/carry")

    assert "Breng het resultaat van 2025 over" in page and "123,45" in page
    assert status == 303
    assert purse.balances()["0500"] == 12_345
    assert "Het resultaat is overgebracht." in bram.get(f"/teams/{purse.team}/money/close").text


def test_who_may_not_close_sees_no_button_and_is_refused(purse: Purse, client: Clients) -> None:
    fenna = client(purse.fenna)

    page = fenna.get(f"/teams/{purse.team}/money/close").text

    assert "Sluit deze maand af" not in page
    assert do(fenna, purse.team, "2026-01/close")[0] == 403


def test_the_past_shows_the_month_as_it_stood(purse: Purse, client: Clients) -> None:
    before = purse.position()
    purse.close("2026-01")

    then = client(purse.bram).get(f"/teams/{purse.team}/money/close?at={before}&period=2026-01").text

    assert "Sluit deze maand af" not in then and "De maand is voorbij" in then


def test_another_teams_reports_do_not_exist(purse: Purse, client: Clients, home: Home) -> None:
    other = home.second_team()
    with home.by(purse.bram):
        home.house.reports.close_period(purse.team, "2026-01")
    with home.house.now() as views:
        (report,) = reports(views, purse.team)

    yara = client(home.person("yara"))
    assert yara.get(f"/teams/{purse.team}/money/close").status_code == 404
    assert yara.get(f"/teams/{purse.team}/money/reports/{report.report}").status_code == 404
    assert yara.get(f"/teams/{other}/money/reports/{report.report}").status_code == 404


def test_what_would_be_refused_is_not_offered(purse: Purse, client: Clients) -> None:
    """A month that is not over, or with money to be explained, is closed neither for now nor for good."""
    bram, where = client(purse.bram), f"/teams/{purse.team}/money/close?period="
    assert "Sluit voorlopig" in bram.get(f"{where}2026-02").text
    purse.pay("2026-02-10", "1090", 500)

    for period in ("2026-02", "2026-03"):
        page = bram.get(f"{where}{period}").text
        assert "Sluit voorlopig" not in page and "Sluit deze maand af" not in page and "moet eerst" in page


def test_a_month_whose_reopening_ran_out_asks_to_be_closed_again(purse: Purse, client: Clients, home: Home) -> None:
    purse.close("2026-01")
    purse.reopen("2026-01", "2026-03-01T16:00Z")
    home.clock.moment = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    bram, where = client(purse.bram), f"/teams/{purse.team}/money/close?period=2026-01"

    page = bram.get(where).text
    assert "heropening voorbij" in page and "neemt niets meer aan" in page and "Sluit deze maand af" in page
    assert do(bram, purse.team, "2026-01/close")[0] == 303
    assert "heropening voorbij" not in bram.get(where).text
