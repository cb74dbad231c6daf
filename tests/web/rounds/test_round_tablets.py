"""The pages of the rounds as they stand on tablets and phones: live, together, without a script, for everybody."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.harness.home import Home
from tests.web.rounds.conftest import Client, Pages, address, words


def test_nothing_new_is_204_until_a_wish_a_gap_or_the_next_round(rounds: Home, client: Client) -> None:
    bram = client(rounds.person("bram"))
    part = re.search(r'id="round-part" hx-get="([^"]+)"', bram.get(address(rounds)).text)
    assert part
    asked = unescape(part[1])

    assert bram.get(asked).status_code == 204
    with rounds.by(rounds.person("fenna")):
        rounds.house.rosters.wish_for_day(rounds.roster, date="2026-03-05", kind="V", level="want")
    assert bram.get(asked).status_code == 200
    fresh = re.search(r'id="round-part" hx-get="([^"]+)"', bram.get(asked).text)
    assert fresh and bram.get(unescape(fresh[1])).status_code == 204
    rounds.clock.moment = datetime(2026, 2, 4, 23, 0, tzinfo=UTC)  # midnight on the wall
    assert "Neem dit gat" in client(rounds.person("bram")).get(unescape(fresh[1])).text


def test_a_page_of_then_shows_the_rounds_of_then_without_forms(rounds: Home, client: Client) -> None:
    before = rounds.house.workspace.position()
    rounds.clock.moment = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)
    with rounds.by(rounds.person("anna")):
        rounds.house.rosters.begin_round(rounds.roster, round="gaps")

    then = client(rounds.person("anna")).get(address(rounds, f"?at={before}"))

    assert 'aria-current="step"><b>Wensen' in then.text
    assert "<form" not in then.text.split("</header>")[1]


def test_whoever_chose_english_reads_the_rounds_in_english(gaps: Home, client: Client) -> None:
    bram = client(gaps.person("bram"))
    bram.send("/language", value="en")

    page = words(bram.get(address(gaps)))

    assert "Take this gap" in page and "The team's picture" in page
    assert "Fairly shared" in words(bram.get(f"/teams/{gaps.team}/fairness"))


def test_two_tablets_tap_the_same_gap_and_the_second_hears_who_was_first(gaps: Home, browser_page: Pages) -> None:
    bram, fenna = browser_page(gaps.person("bram")), browser_page(gaps.person("fenna"))
    for page in (bram, fenna):
        page.goto(address(gaps))
    fenna.route("**/rounds/part*", lambda route: route.fulfill(status=204))  # the second has not looked again yet
    for day in ("02", "03"):  # the early shifts of the second of March want two; one more stands there already
        gaps.plan(gaps.person("emre"), day, "V")

    bram.locator("#gat-2026-03-02-V").tap()
    expect(bram.locator("#gat-2026-03-02-V")).to_have_count(0)
    fenna.locator("#gat-2026-03-02-V").tap()

    expect(fenna.get_by_role("alert")).to_contain_text("Bram was eerst")
    expect(fenna.locator("#gat-2026-03-02-V")).to_have_count(0)
    people = sorted(f["person"] for f in gaps.standing().shifts.values() if f["date"] == "2026-03-02")
    assert people == sorted((gaps.person("emre"), gaps.person("bram")))


def test_a_wish_on_one_tablet_warms_the_strip_on_the_other(rounds: Home, browser_page: Pages) -> None:
    bram, fenna = browser_page(rounds.person("bram")), browser_page(rounds.person("fenna"))
    fenna.goto(address(rounds))
    bram.goto(address(rounds))
    early = fenna.locator(".heat tbody tr").first.locator("td").nth(3)
    expect(early).to_contain_text("−2")

    bram.get_by_role("link", name="Vroeg").tap()
    expect(bram.locator(".brushes [aria-current]")).to_contain_text(["Graag", "Vroeg"])
    bram.locator("#wens-2026-03-05").tap()
    expect(bram.locator("#wens-2026-03-05 .wished")).to_have_count(1)
    bram.get_by_role("link", name="Joker").tap()
    expect(bram.locator(".brushes [aria-current]", has_text="Joker")).to_have_count(1)
    bram.locator("#wens-2026-03-05").tap()
    expect(bram.locator("#wens-2026-03-05 .joker")).to_have_count(1)

    expect(early).to_contain_text("−1", timeout=5_000)


def test_what_somebody_opened_stays_open_while_colleagues_take_gaps(gaps: Home, browser_page: Pages) -> None:
    page = browser_page(gaps.person("fenna"))
    page.goto(address(gaps))
    page.locator("#meer-gaten summary").tap()
    missing = page.locator("#gaten small")
    before = missing.inner_text()

    with gaps.by(gaps.person("bram")):
        gaps.house.rosters.take_gap(gaps.roster, shift="ab" * 16, date="2026-03-20", kind="N")

    expect(missing).not_to_have_text(before, timeout=5_000)
    expect(page.locator("#meer-gaten .gaps")).to_be_visible()


def test_the_rounds_work_without_a_script(gaps: Home, browser: Any, app: Any, address: str) -> None:
    from web.session import PLAIN

    context = browser.new_context(java_script_enabled=False, base_url=address)
    token = app.extensions["accounts"].begin_session(gaps.person("bram"))
    context.add_cookies([{"name": PLAIN, "value": token, "url": address}])
    page = context.new_page()
    page.goto(f"/rosters/{gaps.roster}/rounds")

    page.locator("#gat-2026-03-04-N").click() if page.locator("#gat-2026-03-04-N").count() else page.locator(
        ".gaps button"
    ).first.click()

    assert len(gaps.standing().shifts) == 1
    assert page.url.endswith("/rounds")
    context.close()


def test_who_is_done_on_one_tablet_is_counted_on_the_planners_and_vandaag_says_so(
    rounds: Home, browser_page: Pages
) -> None:
    bram, anna, today = (browser_page(rounds.person(name)) for name in ("bram", "anna", "bram"))
    anna.goto(address(rounds))
    today.goto(f"/teams/{rounds.team}")
    bram.goto(address(rounds))
    expect(anna.locator(".given")).to_contain_text("0 van de 5")

    bram.get_by_role("button", name="Ik heb geen wensen").tap()

    expect(bram.get_by_role("button", name="Toch nog niet klaar")).to_be_visible()
    expect(anna.locator(".given")).to_contain_text("1 van de 5", timeout=5_000)
    expect(today.get_by_text("Je zei dat je geen wensen hebt.")).to_be_visible(timeout=5_000)


@pytest.mark.parametrize("mode", [{}, {"viewport": {"width": 390, "height": 844}}], ids=["tablet", "phone"])
def test_before_the_rounds_open_the_preview_is_accessible_and_one_tap_opens_them(
    home: Home, browser_page: Pages, accessible: Any, mode: dict[str, Any]
) -> None:
    home.draft()
    page = browser_page(home.person("anna"), **mode)
    page.goto(address(home))
    page.get_by_role("button", name="Bekijk wat er gebeurt").tap()
    page.wait_for_url("**/rounds/open?**")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    page.get_by_role("button", name="Open zelfroosteren").tap()

    expect(page.locator(".round-steps [aria-current]")).to_contain_text("Wensen")
    assert home.standing().state == "planned"


@pytest.mark.parametrize(
    "mode", [{}, {"viewport": {"width": 390, "height": 844}}, {"color_scheme": "dark"}], ids=["tablet", "phone", "dark"]
)
def test_the_pages_of_the_rounds_are_accessible_and_fit(
    rounds: Home, browser_page: Pages, accessible: Any, mode: dict[str, Any]
) -> None:
    with rounds.by(rounds.person("bram")):
        rounds.house.rosters.wish_for_day(rounds.roster, date="2026-03-05", kind="V", level="want")
        rounds.house.rosters.play_joker(rounds.roster, date="2026-03-05")
        rounds.house.rosters.wish_for_day(rounds.roster, date="2026-03-07", kind=None, level="cannot")

    def look(person: str, where: str) -> None:
        page = browser_page(rounds.person(person), **mode)
        page.goto(where)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    look("bram", address(rounds))
    look("anna", address(rounds))
    look("bram", f"/teams/{rounds.team}")
    look("bram", f"/rosters/{rounds.roster}")
    rounds.clock.moment = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)
    look("bram", address(rounds))
    rounds.plan(rounds.person("bram"), "05", "V")
    rounds.publish()
    look("bram", f"/teams/{rounds.team}/fairness?person={rounds.person('bram')}&roster={rounds.roster}")
    look("anna", f"/teams/{rounds.team}/fairness")
