"""Both clocks on the pages of money: up to which day it happened, and as known at which moment."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import orjson
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.finance.ledger import Line
from domain.kernel import OPERATOR, id_of
from projections.finance_cold import POSTED, cold_balances
from tests.finance.residents.test_residents import ask, deposit, live_in, sign
from tests.finance.web.test_replay import plain
from tests.harness.home import Home
from tests.harness.money import Purse

Clients = Callable[..., FlaskClient]
PAGES = ("accounts/4310", "cash", "budget", "residents", "residents/{rosa}")


@dataclass
class Winter:
    """January and February as they came to be known until March, with an invoice that came late."""

    purse: Purse
    begun: int
    early: int
    """The position at which only January was known."""

    @property
    def base(self) -> str:
        """Where the pages of the team's money are."""
        return f"/teams/{self.purse.team}/money"

    def page(self, name: str) -> str:
        """The address of a page."""
        return f"{self.base}/{name.format(rosa=self.purse.home.rosa)}"


@pytest.fixture
def winter(purse: Purse) -> Winter:
    """What happened on a day is often known only later."""
    live_in(purse.home, "tom")
    for of in ("rosa", "tom"):
        deposit(purse, 10_000, of=of, day="2026-01-05")
    purse.post("2026-01-02", Line("1010", 90_000), Line("8000", -90_000))
    purse.post("2026-01-02", Line("1001", 50_000), Line("1020", -50_000), fund="household")
    begun = purse.position()
    for day, cents in (("2026-01-10", 1_111), ("2026-01-28", 2_020)):
        purse.home.clock.advance(timedelta(days=1))
        purse.pay(day, "4310", cents)
        purse.pay(day, "4600", cents + 5, out_of="1001", fund="household")
    deposit(purse, 3_000, day="2026-01-20")
    early = purse.position()
    purse.home.clock.advance(timedelta(days=2))
    twice = purse.pay("2026-02-10", "4310", 4_004)
    purse.pay("2026-02-11", "4600", 7_007, out_of="1001", fund="household")
    purse.home.clock.advance(timedelta(days=1))
    purse.pay("2026-01-15", "4310", 50_500)
    purse.pay("2026-01-16", "4600", 606, out_of="1001", fund="household")
    purse.reverse(twice)
    sign(purse, ask(purse, 2_500), "fenna", "bram")
    return Winter(purse, begun, early)


def text_of(client: FlaskClient, address: str) -> str:
    """A page as it is read."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return plain(answer.text)


def cents_in(text: str) -> int:
    """An amount on a page."""
    return int(re.sub(r"\D", "", text)) * (-1 if "\u2212" in text else 1)


def of_rosa(purse: Purse, on: str, known: int) -> int:
    """What Rosa has, straight from the facts."""
    left = 0
    for row in purse.home.house.workspace.rows(0, 100_000, known):
        if row[3] == POSTED and (fact := orjson.loads(row[4]))["value_date"] <= on:
            left -= sum(cents for _, cents, resident in fact["lines"] if resident == purse.home.rosa)
    return left


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(day=st.integers(0, 75), part=st.floats(0, 1))
def test_what_stands_on_a_page_is_what_the_facts_say_of_that_day_as_known_at_that_moment(
    winter: Winter, client: Clients, day: int, part: float
) -> None:
    purse, bram = winter.purse, client(winter.purse.bram)
    on = (date(2025, 12, 20) + timedelta(days=day)).isoformat()
    known = winter.begun + round(part * (purse.position() - winter.begun))
    asked = f"?on={on}&at={known}"

    cash, card = text_of(bram, f"{winter.base}/cash{asked}"), text_of(bram, f"{winter.base}/accounts/4310{asked}")
    budget = text_of(bram, f"{winter.base}/budget{asked}")
    rosa = text_of(bram, f"{winter.page('residents/{rosa}')}{asked}")
    trial = text_of(bram, f"{winter.base}/balance{asked}&from=1")
    held = text_of(bram, f"{winter.base}/residents{asked}")

    cold = cold_balances(purse.home.house.workspace.rows, on, known).get(purse.team, {})
    begun = cold_balances(purse.home.house.workspace.rows, f"{int(on[:4]) - 1}-12-31", known).get(purse.team, {})
    assert cents_in(_one(r"Kas huishouding € ([\d.,\u2212]+) volgens", cash)) == cold.get("1001", 0)
    assert cents_in(_one(r"(?:Er staat|stond er) € ([\d.,\u2212]+) op", card)) == cold.get("4310", 0)
    assert cents_in(_one(r"(?:Er staat|stond er) € ([\d.,\u2212]+) op", rosa)) == of_rosa(purse, on, known)
    assert cents_in(_one(r"Van bewoners € ([\d.,\u2212]+) =", held)) == -cold.get("1700", 0)
    assert "Klopt op de cent" in held
    assert cents_in(_one(r"Rosa ([\d.,\u2212]+) ", held)) == of_rosa(purse, on, known)
    energy = cold.get("4310", 0) - begun.get("4310", 0)
    row = re.search(r"4310 Energie [\d.,\u2212]+ ([\d.,\u2212]+) ", budget)
    assert (cents_in(row[1]) if row else 0) == energy
    balance = re.search(r"1001 Kas huishouding [\d.,\u2212]+ [+\d.,\u2212]+ ([\d.,]+)", trial)
    assert (cents_in(balance[1]) if balance else 0) == cold.get("1001", 0)


def _one(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, (pattern, text)
    return found[1]


@pytest.mark.parametrize("name", PAGES)
def test_what_the_form_sends_is_pinned_in_the_address(winter: Winter, client: Clients, name: str) -> None:
    bram, page = client(winter.purse.bram), winter.page(name)

    answer = bram.get(f"{page}?on=2026-01-31&until=2026-03-04T08:00:00&until_was=&until_pin=")
    back = bram.get(f"{page}?on=2026-01-31&until=&until_was=x&until_pin=3&at={winter.early}")

    assert answer.status_code == back.status_code == 303
    assert re.search(r"\?on=2026-01-31&at=\d+$", answer.location)
    assert back.location.endswith("?on=2026-01-31")
    kept = bram.get(f"{page}?on=2026-01-31&until=2026-01-01&until_was=2026-01-01&until_pin={winter.early}")
    assert kept.location.endswith(f"&at={winter.early}")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "asked",
    ["on=morgen", "on=9999-12-31", "on=1999-12-31", "until=ooit&until_was=", "on=x&until=&at=40", "on=2026-02-30"],
)
def test_what_cannot_be_read_is_said_beside_its_field_and_stays_typed(
    winter: Winter, client: Clients, name: str, asked: str
) -> None:
    answer = client(winter.purse.bram).get(f"{winter.page(name)}?{asked.replace('at=40', f'at={winter.early}')}")

    field, typed = ("until", "ooit") if "ooit" in asked else ("on", asked.partition("=")[2].partition("&")[0])
    assert answer.status_code == 200
    assert re.search(f'id="f-{field}"[^>]*value="{typed}"[^>]*aria-describedby="f-{field}-error"', answer.text)
    assert "lezen we niet" in answer.text
    assert ("Je kijkt naar" in answer.text) == ("at=" in asked)


@pytest.mark.parametrize("name", PAGES)
def test_the_page_of_another_moment_says_so_and_its_clock_agrees(winter: Winter, client: Clients, name: str) -> None:
    page = text_of(client(winter.purse.bram), f"{winter.page(name)}?on=2026-01-12&at={winter.early}")
    now = text_of(client(winter.purse.bram), winter.page(name))

    assert "tot en met 12 januari 2026" in page and "bekend tot di 3 maart" in page
    assert "bekend tot nu" in now and "bekend tot nu" not in page
    assert f"stand {winter.early}." in page


@pytest.mark.parametrize("name", PAGES)
def test_another_teams_page_is_not_there_and_a_right_that_is_gone_does_not_come_back(
    home: Home, winter: Winter, client: Clients, name: str
) -> None:
    purse, other = winter.purse, id_of("team", "beukenhof")
    with home.by(OPERATOR):
        home.house.staffing.found_team(other, name="De Beukenhof", hires=())
        home.house.teams.end_role(purse.team, person=purse.bram, role="finance", until="2026-02-28")
    asked = f"?on=2026-01-31&at={winter.early}"

    answer = client(purse.bram).get(f"{winter.page(name)}{asked}")
    elsewhere = client(purse.bram).get(winter.page(name).replace(purse.team, other) + asked)

    assert elsewhere.status_code == 404
    if name == "residents/{rosa}":
        assert answer.status_code == 403
    elif name == "residents":
        assert "100,00" not in answer.text and "slider" not in answer.text
    else:
        assert answer.status_code == 200  # a member still sees the team's money


def test_who_may_see_no_balance_gets_no_slider_and_no_bar_of_residents(
    home: Home, winter: Winter, client: Clients
) -> None:
    emre, bram = client(home.person("emre")), client(winter.purse.bram)
    deposit(winter.purse, 100, day="2026-02-25")

    page = emre.get(f"{winter.base}/residents?on=2026-01-12&until=").text
    bars = [
        re.findall(r"<rect", client.get(f"{winter.base}/balance?on=2026-02-28&from=1").text) for client in (emre, bram)
    ]
    before = len(bars[1])
    for number in range(3):
        deposit(winter.purse, 100, day=f"2026-02-{21 + number}")

    assert "slider" not in page and "clocks" not in page
    after = re.findall(r"<rect", bram.get(f"{winter.base}/balance?on=2026-02-28&from=1").text)
    assert len(bars[0]) == before == len(after)


def test_each_look_at_a_resident_on_another_day_is_written_first(winter: Winter, client: Clients) -> None:
    purse = winter.purse

    client(purse.bram).get(f"{winter.page('residents/{rosa}')}?on=2026-01-12&at={winter.early}")

    (look,) = purse.home.house.access.looks()
    assert (look.person, look.subject, look.shown) == (purse.bram, purse.home.rosa, winter.early)


def test_the_cash_box_shows_the_counts_of_then_and_one_that_waits_is_not_forgotten(
    home: Home, winter: Winter, client: Clients
) -> None:
    purse = winter.purse
    for day, name in (("2026-01-31", "one"), ("2026-02-20", "two")):
        with home.by(home.person("emre")):
            home.house.cash.count_cash(purse.team, "1001", count=id_of(name), day=day, pieces={5000: 9})
        if name == "one":
            with home.by(purse.fenna):
                expected = purse.balances("2026-01-31")["1001"]
                home.house.cash.sign_count(purse.team, "1001", id_of(name), difference=45_000 - expected)

    page = client(purse.bram).get(f"{winter.base}/cash?on=2026-01-31").text

    assert f"counts/{id_of('one')}" in page
    assert page.count(f"counts/{id_of('two')}") == 1 and "Een telling wacht" in page
    assert "Tel de kas" not in page.partition("kas-1001")[2]


def test_both_clocks_go_along_from_the_replay_to_a_card_its_facts_and_back(winter: Winter, client: Clients) -> None:
    bram = client(winter.purse.bram)
    clocks = f"on=2026-02-15&from={winter.begun}"
    early = f"&at={winter.early + 6}"

    replay = bram.get(f"{winter.base}/balance?{clocks}{early}").text
    card_address = _link(replay, "accounts/4310")
    card = bram.get(card_address).text
    stepping = re.search(r'data-step="next" href="([^"#]*)', bram.get(_link(card, "fact=")).text)
    assert stepping
    step = stepping[1].replace("&amp;", "&")

    for address in (card_address, _link(card, "fact="), step, _link(bram.get(step).text, "money/balance?")):
        assert "on=2026-02-15" in address and f"from={winter.begun}" in address and early[1:] in address, address
    for tab in ("money/cash?", "money/budget?", "money/residents?"):
        assert "on=2026-02-15" in _link(card, tab) and early[1:] in _link(card, tab)
    assert "on=" not in _link(bram.get(f"{winter.base}/cash?at={winter.early}").text, "money/budget?")


def test_the_page_of_an_entry_leads_back_to_the_card_with_both_clocks(winter: Winter, client: Clients) -> None:
    bram, clocks = client(winter.purse.bram), f"on=2026-02-15&from={winter.begun}&at={winter.early + 6}"
    card = bram.get(_link(bram.get(f"{winter.base}/accounts/4310?{clocks}").text.partition("<table")[2], "fact=")).text

    entry = bram.get(_link(card.partition("<aside")[2], "/entries/")).text

    for part in ("accounts/4310", "money/balance?"):
        assert all(one in _link(entry.partition("<main")[2], part) for one in clocks.split("&"))


@pytest.mark.parametrize("name", [*PAGES, "balance"])
def test_before_there_was_anything_nothing_is_shown_and_the_sliders_lead_back(
    winter: Winter, client: Clients, name: str
) -> None:
    for at in (60, winter.begun - 20):
        answer = client(winter.purse.bram).get(f"{winter.page(name)}?on=2026-02-15&from=1&at={at}")

        assert answer.status_code == 200
        assert 'class="slider"' in answer.text and f'name="at" value="{at}"' in answer.text
        assert not re.search(r"[1-9],\d\d|[1-9]\d,\d\d", plain(answer.text))


def _link(page: str, part: str) -> str:
    found = re.search(f'href="([^"]*{re.escape(part)}[^"]*)"', page)
    assert found, part
    return found[1].replace("&amp;", "&").partition("#")[0]


def test_a_day_that_is_chosen_on_the_card_is_its_last_and_the_filter_stays(winter: Winter, client: Clients) -> None:
    bram, page = client(winter.purse.bram), f"{winter.base}/accounts/4310"

    moved = bram.get(f"{page}?first=2026-01-12&on=2026-02-01&until=").location
    card = plain(bram.get(moved).text)

    assert "first=2026-01-12" in moved and "on=2026-02-01" in moved
    assert "15 januari" in card and "28 januari" in card and "10 januari" not in card and "10 februari" not in card
    assert "Op 1 februari 2026 stond er € 536,31 op." in card
    old = plain(bram.get(f"{page}?first=2026-01-12&last=2026-02-01").text)
    assert "Op 1 februari 2026 stond er € 536,31 op." in old


def test_the_forecast_says_from_which_day_and_counts_what_is_posted_later(winter: Winter, client: Clients) -> None:
    page = text_of(client(winter.purse.bram), f"{winter.base}/budget?on=2026-01-12")

    # 11,11 up to the twelfth of January, 536,31 in the whole year; of what nobody budgeted no budget is told
    assert "4310 Energie 0,00 11,11 536,31" in page
    assert "het gepubliceerde rooster na 6 maart 2026 nog kost" in page


def test_the_statement_of_a_resident_goes_up_to_the_day(winter: Winter, client: Clients) -> None:
    bram, page = client(winter.purse.bram), winter.page("residents/{rosa}")

    shown = text_of(bram, f"{page}?on=2026-01-31")
    file = bram.get(f"{page}/statement.csv?on=2026-01-31").data.decode("utf-8-sig").splitlines()

    assert "Op 31 januari 2026 stond er € 130,00 op." in shown and "Kapper" not in shown
    assert file[-1].split(";")[:5] == ["2026-01-31", "Eindsaldo", "", "", "130,00"]
