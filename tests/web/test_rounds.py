"""The rounds on the screen: what is asked, wishes by tapping days, gaps with their effect, and who was first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.kernel import Id, new_id
from domain.rosters import Rounds, rounds_of
from tests.harness.home import Home

Client = Callable[[Id | None], Any]
Pages = Callable[..., Page]
DATES = {"wishes_until": "2026-02-04", "gaps_until": "2026-02-06", "publish_by": "2026-02-08", "jokers": "2"}


@pytest.fixture
def rounds(home: Home) -> Home:
    """De Lindehof in the round of the wishes, which asks for two early, two late and one night."""
    home.draft()
    with home.by(home.person("anna")):
        home.house.rosters.open_rounds(home.roster, **DATES | {"jokers": 2})  # type: ignore[arg-type]
    return home


@pytest.fixture
def gaps(rounds: Home) -> Home:
    """A few days later, in the round of the gaps."""
    rounds.clock.moment = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)
    return rounds


def address(home: Home, more: str = "") -> str:
    """The page of the rounds."""
    return f"/rosters/{home.roster}/rounds{more}"


def words(page: Any) -> str:
    """The text of an answer, as somebody reads it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).replace("\u00a0", " ").split())


def jokers(home: Home, person: Id) -> list[str]:
    """On which days and kinds somebody has a joker."""
    found = home.house.workspace.get(Rounds, rounds_of(home.roster))
    assert found
    return found.used.get(person, [])


def test_the_planner_opens_the_rounds_from_proposed_dates(home: Home, client: Client) -> None:
    home.draft()
    anna = client(home.person("anna"))
    page = anna.get(address(home)).text
    proposed = dict(re.findall(r'name="(wishes_until|gaps_until|publish_by|jokers)" type="\w+" value="([^"]+)"', page))

    answer = anna.send(address(home, "/open"), address(home), **proposed)

    assert answer.status_code == 303
    assert proposed["publish_by"] == "2026-02-08"  # the last day that is in time for the cao
    assert "Zeg wat je graag, liever niet of niet werkt." in words(client(home.person("bram")).get(address(home)))


def test_dates_that_do_not_follow_each_other_stay_typed_with_a_sentence_beside_them(home: Home, client: Client) -> None:
    home.draft()

    answer = client(home.person("anna")).send(
        address(home, "/open"), address(home), **DATES | {"gaps_until": "2026-02-03"}
    )

    assert answer.status_code == 422
    assert 'value="2026-02-03" aria-describedby="o-gaps-error"' in answer.text
    assert "De rondes volgen op elkaar" in answer.text


@pytest.mark.parametrize("bad", [{"jokers": "veel"}, {"wishes_until": "morgen"}, {"publish_by": ""}, {"jokers": "-1"}])
def test_what_cannot_be_read_is_told_at_its_field(home: Home, client: Client, bad: dict[str, str]) -> None:
    home.draft()

    answer = client(home.person("anna")).send(address(home, "/open"), address(home), **DATES | bad)

    assert answer.status_code == 422
    assert answer.text.count('aria-invalid="true"') == 1


def test_a_draft_without_rounds_does_not_exist_for_the_team(home: Home, client: Client) -> None:
    home.draft()

    assert client(home.person("bram")).get(address(home)).status_code == 404
    assert client(home.person("rosa")).get(address(home)).status_code in (403, 404)


def test_the_roster_says_what_is_asked_and_counts_down_to_the_legal_deadline(rounds: Home, client: Client) -> None:
    bram = client(rounds.person("bram"))

    now = words(bram.get(f"/rosters/{rounds.roster}"))
    rounds.clock.moment = datetime(2026, 2, 9, 12, 0, tzinfo=UTC)
    late = words(client(rounds.person("anna")).get(f"/rosters/{rounds.roster}"))

    assert "Zeg wat je graag, liever niet of niet werkt. tot en met wo 4, nog 2 dagen" in now
    assert "Cao Gehandicaptenzorg artikel 6:6: voor 9 februari 00:00, nog 6 dagen" in now
    assert "Cao Gehandicaptenzorg artikel 6:6: voor 9 februari 00:00, 13 uur voorbij" in late
    assert "Maak het rooster af en publiceer het." in late


def test_the_page_of_today_says_what_the_round_asks_until_the_roster_is_published(rounds: Home, client: Client) -> None:
    bram = client(rounds.person("bram"))

    asked = words(bram.get(f"/teams/{rounds.team}"))
    rounds.publish()

    assert "Wensen voor het rooster vanaf 2 maart Zeg wat je graag, liever niet of niet werkt." in asked
    assert "round-strip" not in bram.get(f"/teams/{rounds.team}").text


def test_a_joker_is_for_its_person_and_for_who_plans_in_the_trail_too(rounds: Home, client: Client) -> None:
    with rounds.by(rounds.person("bram")):
        rounds.house.rosters.wish_for_day(rounds.roster, date="2026-03-05", kind="V", level="want")
        position = rounds.house.rosters.play_joker(rounds.roster, date="2026-03-05")

    seen = {n: client(rounds.person(n)).get(f"/facts/{position}").status_code for n in ("bram", "anna", "fenna")}

    assert seen == {"bram": 200, "anna": 200, "fenna": 404}


def test_a_published_roster_counts_down_no_more(rounds: Home, client: Client) -> None:
    rounds.publish()

    assert "round-strip" not in client(rounds.person("bram")).get(f"/rosters/{rounds.roster}").text


def test_one_tap_a_day_makes_a_wish_a_joker_makes_it_strong_and_the_eraser_takes_both(
    rounds: Home, client: Client
) -> None:
    person = rounds.person("bram")
    bram = client(person)

    def tap(brush: str, day: str) -> int:
        return int(bram.send(address(rounds, "/wish"), address(rounds), brush=brush, day=f"2026-03-{day}").status_code)

    assert [tap("want:V", "05"), tap("want:L", "05"), tap("joker", "05")] == [303, 303, 303]
    assert jokers(rounds, person) == ["2026-03-05:L", "2026-03-05:V"]
    assert [tap("cannot", "05"), tap("joker", "06"), tap("joker", "05")] == [303, 422, 303]
    assert rounds.agenda(person).wishes == {"2026-03-05:": "cannot"}
    assert tap("clear", "05") == 303
    assert (rounds.agenda(person).wishes, jokers(rounds, person)) == ({}, [])


@pytest.mark.parametrize(
    ("brush", "day", "status"),
    [("want:ZZ", "2026-03-05", 422), ("want", "2027-01-01", 422), ("want", "gisteren", 422), ("", "2026-03-05", 422),
     ("💥", "2026-03-05", 422), ("want:" + "V" * 999, "2026-03-05", 422)],
)  # fmt: skip
def test_a_wish_that_cannot_be_read_is_a_sentence(
    rounds: Home, client: Client, brush: str, day: str, status: int
) -> None:
    answer = client(rounds.person("bram")).send(address(rounds, "/wish"), address(rounds), brush=brush, day=day)

    assert answer.status_code == status
    assert 'role="alert"' in answer.text


def test_days_that_do_not_fit_carry_a_badge_with_the_reason(rounds: Home, client: Client) -> None:
    rounds.plan(rounds.person("bram"), "16", "L")

    page = client(rounds.person("bram")).get(address(rounds)).text

    cell = re.search(r'id="wens-2026-03-17".*?</button>', page, re.DOTALL)
    assert cell and re.search(r'<s title="[^"]+">V</s><i>L</i><i>N</i>', cell[0])


def test_after_the_round_a_wish_is_refused_with_a_sentence_and_the_days_have_no_buttons(
    gaps: Home, client: Client
) -> None:
    bram = client(gaps.person("bram"))

    answer = bram.send(address(gaps, "/wish"), address(gaps), brush="want", day="2026-03-05")

    assert answer.status_code == 409
    assert "De ronde van de wensen is voorbij" in answer.text
    assert 'name="day"' not in bram.get(address(gaps)).text


def test_a_gap_shows_its_effect_on_hours_rest_and_points(gaps: Home, client: Client) -> None:
    gaps.plan(gaps.person("bram"), "04", "L")

    page = words(client(gaps.person("bram")).get(address(gaps)))

    # late on Wednesday until 23:15, and then the early one of Friday from 07:00
    assert (
        "vrijdag 6 maart, Vroeg Uren dan 16 van 112 uur Rust ervoor 31,75 uur Punten 0 punten, daarna 0,8 boven" in page
    )
    assert re.search("gaten die jou niet passen.*donderdag 5 maart, Vroeg", page)


def test_while_wishes_are_given_the_sheet_offers_no_shift_but_says_when(rounds: Home, client: Client) -> None:
    bram = rounds.person("bram")
    sheet = f"/rosters/{rounds.roster}?cell={bram}:2026-03-05"

    during = client(bram).get(sheet)
    rounds.clock.moment = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)
    after = client(bram).get(sheet)

    assert "Tot en met woensdag 4 februari geeft het team zijn wensen." in words(during)
    assert "/take" not in during.text and "/take" in after.text


def test_while_wishes_are_given_an_open_shift_has_no_button_on_today_nor_on_its_sheet(
    rounds: Home, client: Client
) -> None:
    bram, shift = rounds.person("bram"), rounds.plan(None, "05", "V")
    pages = (f"/teams/{rounds.team}", f"/rosters/{rounds.roster}?cell=open:2026-03-05&from=2026-03-02")
    rounds.clock.moment = datetime(2026, 2, 4, 9, 0, tzinfo=UTC)
    during = [client(bram).get(page) for page in pages]
    rounds.clock.moment = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)
    after = [client(bram).get(page) for page in pages]

    assert "Diensten neem je daarna" in words(during[0])
    assert [f"{shift}/claim" in page.text for page in (*during, *after)] == [False, False, True, True]


def test_who_wished_for_a_gap_sees_it_first(rounds: Home, client: Client) -> None:
    with rounds.by(rounds.person("bram")):
        rounds.house.rosters.wish_for_day(rounds.roster, date="2026-03-19", kind="N", level="want")
    rounds.clock.moment = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)

    page = client(rounds.person("bram")).get(address(rounds)).text

    first = re.search(r'<ul class="gaps"><li>.*?</li>', page, re.DOTALL)
    assert first and "19\u00a0maart, Nacht" in first[0] and "jouw wens: graag" in first[0]


def test_a_gap_that_somebody_has_says_who_was_first(gaps: Home, client: Client) -> None:
    fields = {"date": "2026-03-05", "kind": "N"}
    assert client(gaps.person("bram")).send(address(gaps, "/take"), address(gaps), **fields).status_code == 303

    answer = client(gaps.person("fenna")).send(address(gaps, "/take"), address(gaps), **fields)

    assert answer.status_code == 409
    assert "Bram was eerst" in words(answer)


def test_the_same_tap_sent_twice_takes_one_gap(gaps: Home, client: Client) -> None:
    bram, key = client(gaps.person("bram")), new_id()

    for _ in range(2):
        answer = bram.send(address(gaps, "/take"), address(gaps), date="2026-03-05", kind="V", command=key)
        assert answer.status_code == 303

    assert len(gaps.standing().shifts) == 1


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


def test_fairness_opens_each_figure_into_the_shifts_and_their_facts(gaps: Home, client: Client) -> None:
    bram = gaps.person("bram")
    gaps.plan(bram, "07", "N")
    with gaps.house.now() as views:
        position = views.execute("SELECT since FROM rosters_shift WHERE person = ?", (bram,)).fetchone()[0]
    gaps.publish()
    mine = client(bram)
    page = mine.get(f"/teams/{gaps.team}/fairness")
    figure = re.search(rf'href="(/teams/[^"]+/fairness\?person={bram}[^"]+)"', page.text)
    assert figure

    behind = mine.get(unescape(figure[1].split("#")[0]))

    assert "5 punten op 112,0 contracturen: 0,04 per uur. Dat is 4,0 boven het gemiddelde." in words(behind)
    assert f'href="/facts/{position}"' in behind.text
    assert mine.get(f"/facts/{position}").status_code == 200


def test_wishes_honoured_are_for_their_person_and_for_who_plans_and_the_team_sees_the_sum(
    rounds: Home, client: Client
) -> None:
    bram = rounds.person("bram")
    with rounds.by(bram):
        rounds.house.rosters.wish_for_day(rounds.roster, date="2026-03-05", kind="V", level="want")
    rounds.plan(bram, "05", "V")
    rounds.publish()

    pages = {
        n: words(client(rounds.person(n)).get(f"/teams/{rounds.team}/fairness")) for n in ("bram", "fenna", "anna")
    }

    assert "alleen voor Bram" in pages["fenna"] and pages["fenna"].count("1 van 1") == 1
    assert "alleen voor" not in pages["anna"] and pages["bram"].count("1 van 1") == 2


def test_the_team_agrees_on_points_and_a_wrong_number_stands_at_its_field(home: Home, client: Client) -> None:
    anna, page = client(home.person("anna")), f"/teams/{home.team}/fairness"
    given = {"date": "2026-03-01", "night": "5", "sleep": "2", "evening": "1", "weekend": "x"}

    wrong = anna.send(f"{page}/points", page, **given)
    right = anna.send(f"{page}/points", page, **given | {"weekend": "2"})
    bram = client(home.person("bram")).send(f"{page}/points", "/me", **given | {"weekend": "2"})

    assert wrong.status_code == 422 and 'id="p-weekend-error"' in wrong.text
    assert (right.status_code, bram.status_code) == (303, 403)
    assert "Vanaf zondag 1 maart: nacht 5, slaapdienst 2, avond 1, weekend 2" in words(anna.get(page))


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

    bram.get_by_role("link", name="Graag Vroeg").tap()
    expect(bram.locator(".brushes [aria-current]")).to_have_text("Graag Vroeg")
    bram.locator("#wens-2026-03-05").tap()
    expect(bram.locator("#wens-2026-03-05 .wished")).to_have_count(1)
    bram.get_by_role("link", name="Joker").tap()
    bram.locator("#wens-2026-03-05").tap()
    expect(bram.locator("#wens-2026-03-05 .joker")).to_have_count(1)

    expect(early).to_contain_text("−1", timeout=5_000)


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
    look("bram", f"/rosters/{rounds.roster}")
    rounds.clock.moment = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)
    look("bram", address(rounds))
    rounds.plan(rounds.person("bram"), "05", "V")
    rounds.publish()
    look("bram", f"/teams/{rounds.team}/fairness?person={rounds.person('bram')}&roster={rounds.roster}")
    look("anna", f"/teams/{rounds.team}/fairness")
