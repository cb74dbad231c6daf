"""Vandaag: who works now, what changed, what asks for me, and what is open."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.kernel import OPERATOR, id_of

Client = Callable[[Any], Any]


@pytest.fixture
def lindehof(home: Any) -> Any:
    """De Lindehof with a published roster in which nothing is asked; it is three in the afternoon of Friday 6 March."""
    with home.by(home.anna):
        for code in ("V", "L", "N"):
            for weekday in range(7):
                home.house.rosters.set_weekday_demand(home.team, code=code, weekday=weekday, least=0)
    home.draft()
    home.publish()
    at(home, "2026-03-06T14:00")
    return home


def at(home: Any, moment: str) -> None:
    """Set the clock, in UTC."""
    home.clock.moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)


def today(home: Any, client: Any, question: str = "") -> str:
    """The page's text, spaces as they are read."""
    text: str = client.get(f"/teams/{home.team}{question}").text
    return text.replace("\u00a0", " ")


def thirds(page: str) -> list[str]:
    """The three places of the day as text."""
    sections = re.findall(r"<section[^>]*data-kind=\"[VLN]\">(.*?)</section>", page, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", section).split()) for section in sections]


def test_the_day_shows_who_goes_home_who_works_and_who_comes(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.fenna, "06", "V")
    lindehof.plan(lindehof.bram, "06", "L")
    lindehof.plan(lindehof.emre, "06", "N")

    page = today(lindehof, client(lindehof.bram))

    assert "<h1>Vrijdag 6 maart</h1>" in page and "Dag Bram. Je late dienst begint nu." in page
    assert thirds(page) == [
        "07:00 V Vroeg gaat zo naar huis tot 15:15 Fenna",
        "15:00 L Laat nu tot 23:15 Jij",
        "23:00 07:00 N Nacht vanavond tot 07:15 Emre",
    ]
    assert 'x="33.33%"' in page


def test_day_and_sleep_shifts_stand_in_sentences(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.fenna, "06", "D")
    lindehof.plan(lindehof.saar, "06", "N")
    lindehof.plan(lindehof.emre, "06", "S")

    page = today(lindehof, client(lindehof.bram))

    assert "Dag: Fenna, 09:00–17:15." in page
    assert "Slaapdienst: Emre, 23:15–07:00." in page


def test_a_home_where_people_only_sleep_at_night_shows_who_sleeps(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.emre, "06", "S")

    assert thirds(today(lindehof, client(lindehof.bram)))[2] == ("23:00 07:00 S Slaapdienst vanavond tot 07:00 Emre")


def test_after_midnight_it_is_still_the_night_of_the_day_before(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.emre, "06", "N")
    at(lindehof, "2026-03-07T01:30")

    page = today(lindehof, client(lindehof.emre))

    assert "<h1>Nacht van vrijdag 6 op zaterdag 7 maart</h1>" in page
    assert "Je nachtdienst duurt tot 07:15." in page and thirds(page)[2].startswith("23:00 07:00 N Nacht nu")


def test_at_ten_past_seven_the_night_is_not_home_yet(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.emre, "06", "N")
    lindehof.plan(lindehof.fenna, "07", "V")
    at(lindehof, "2026-03-07T06:10")

    page = today(lindehof, client(lindehof.bram))

    assert "<h1>Zaterdag 7 maart</h1>" in page and "Emre blijft tot 07:15." in page


@pytest.mark.parametrize(
    ("moment", "until", "fraction"),
    [("2026-03-29T00:30", "07:15", 78.57), ("2026-10-25T00:30", "07:15", 79.63)],
)
def test_both_clock_changes_keep_the_night_on_the_wall(
    lindehof: Any, client: Client, moment: str, until: str, fraction: float
) -> None:
    if moment > "2026-10":
        with lindehof.by(lindehof.anna):
            lindehof.house.rosters.draft_roster(lindehof.team, first="2026-10-19", weeks=1)
            roster = id_of(lindehof.team, "roster", "2026-10-19")
            lindehof.house.rosters.publish_roster(roster)
        lindehof.plan(lindehof.emre, "2026-10-24", "N", roster=roster)
    else:
        lindehof.plan(lindehof.emre, "28", "N")
    at(lindehof, moment)

    page = today(lindehof, client(lindehof.bram))

    assert f"tot {until}" in thirds(page)[2]
    assert f'x="{fraction}%"' in page


def test_a_team_without_people_and_a_day_without_a_roster_say_so(lindehof: Any, client: Client) -> None:
    empty = id_of("team", "leeg")
    with lindehof.by(OPERATOR):
        lindehof.house.staffing.found_team(empty, name="Leeg", hires=[lindehof.hire("yara", place="resident")])

    nobody = client(lindehof.yara).get(f"/teams/{empty}").text
    no_roster = today(lindehof, client(lindehof.bram))

    assert "Hier werkt nog niemand" in nobody
    assert "Voor deze dag is er geen rooster" in no_roster
    assert "Er staat niets open." in no_roster and "Alle diensten hebben een naam." not in no_roster


def test_what_others_changed_since_i_looked_has_a_dog_ear(lindehof: Any, client: Client) -> None:
    bram = client(lindehof.bram)
    first = today(lindehof, bram)
    lindehof.plan(lindehof.fenna, "07", "L")
    lindehof.clock.advance(timedelta(hours=3))

    page, again = today(lindehof, bram), today(lindehof, bram)
    lindehof.clock.advance(timedelta(hours=1))
    later = today(lindehof, bram)

    assert "Vanaf nu zie je hier" in first
    for seen in (page, again):
        assert '<li class="line new"><b>Anna</b> zette <b>Fenna</b> op de late dienst van za 7 maart.' in seen
    assert "Niets sinds je keek." in later


def test_my_own_doing_is_no_news(lindehof: Any, client: Client) -> None:
    bram = client(lindehof.bram)
    today(lindehof, bram)
    with lindehof.by(lindehof.bram):
        lindehof.house.rosters.take_shift(lindehof.roster, shift=id_of("s"), date="2026-03-09", kind="L")
    lindehof.clock.advance(timedelta(hours=3))

    assert "Niets sinds je keek." in today(lindehof, bram)


def test_a_swap_that_is_asked_of_me_is_answered_right_there(lindehof: Any, client: Client) -> None:
    giving, wanting = lindehof.plan(lindehof.bram, "09", "L"), lindehof.plan(lindehof.fenna, "10", "L")
    with lindehof.by(lindehof.bram):
        lindehof.house.rosters.propose_swap(lindehof.roster, swap=id_of("w"), giving=giving, wanting=wanting)
    fenna = client(lindehof.fenna)
    page = today(lindehof, fenna)
    action = re.search(r'action="([^"]+/swap)"', page)

    assert "Bram wil ruilen" in page and action
    assert "Jij krijgt de late dienst van ma 9 maart en geeft de late dienst van di 10 maart." in page
    assert fenna.send(action[1], page=f"/teams/{lindehof.team}").status_code == 303
    assert lindehof.who(giving) == lindehof.fenna and "Bram wil ruilen" not in today(lindehof, fenna)


def test_a_change_after_publishing_asks_to_be_seen(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "09", "L")
    bram = client(lindehof.bram)
    page = today(lindehof, bram)
    until = re.search(r'name="until" value="(\d+)"', page)

    assert "Jij werkt nu de late dienst van ma 9 maart." in page and until
    bram.send(f"/teams/{lindehof.team}/today/changes/seen", page=f"/teams/{lindehof.team}", until=until[1])
    assert "Jouw rooster is veranderd" not in today(lindehof, bram)


def test_hours_of_a_shift_that_is_over_are_one_tap(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "05", "L")
    bram = client(lindehof.bram)
    action = re.search(r'action="([^"]+/hours)"', today(lindehof, bram))

    assert action
    bram.send(action[1], page=f"/teams/{lindehof.team}")
    assert "Uren van" not in today(lindehof, bram)
    with lindehof.house.now() as views:
        assert views.execute("SELECT minutes FROM rosters_hours").fetchone()[0] == 480


def test_an_open_shift_says_whether_it_fits_and_is_taken_right_there(lindehof: Any, client: Client) -> None:
    shift = lindehof.plan(None, "07", "L")
    bram = client(lindehof.bram)
    page = today(lindehof, bram)
    action = re.search(r'action="([^"]+/claim)"', page)

    says = "Past bij jou. Je komt op 8 uur in de periode van 2 tot 29 maart; je contract is dan 112 uur."
    assert says in page and action
    assert bram.send(action[1], page=f"/teams/{lindehof.team}").status_code == 303
    assert lindehof.who(shift) == lindehof.bram


def test_hours_of_other_teams_count_for_the_contract_but_not_what_is_still_a_draft_there(
    lindehof: Any, client: Client
) -> None:
    lindehof.plan(None, "07", "L")
    anker = lindehof.second_team(also=(lindehof.bram,))
    roster = lindehof.draft(anker)
    lindehof.plan(lindehof.bram, "10", "V", roster=roster, by=lindehof.yara)
    bram = client(lindehof.bram)

    before = today(lindehof, bram)
    with lindehof.by(lindehof.yara):
        lindehof.house.rosters.lay_before_team(roster)
    after = today(lindehof, bram)

    assert "Je komt op 8 uur in" in before and "Je komt op 16 uur in" in after


def test_a_shift_that_began_with_nobody_is_not_told_as_having_a_name(lindehof: Any, client: Client) -> None:
    lindehof.plan(None, "06", "V")

    page = today(lindehof, client(lindehof.bram))

    assert "Wat nog open staat, is al begonnen." in page and "Alle diensten hebben een naam." not in page


def test_early_in_the_morning_the_line_of_now_leaves_names_and_hours_readable(
    lindehof: Any, browser_page: Callable[..., Page]
) -> None:
    lindehof.plan(lindehof.fenna, "06", "V")
    at(lindehof, "2026-03-06T06:56")
    page = browser_page(lindehof.bram)

    page.goto(f"/teams/{lindehof.team}")

    name = page.get_by_role("listitem").filter(has_text="Fenna").first
    assert name.evaluate("e => Number(getComputedStyle(e).zIndex) > 0 && getComputedStyle(e).backgroundColor") not in (
        False,
        "rgba(0, 0, 0, 0)",
    )
    expect(page.locator("time.h").first).to_have_css("opacity", "0")


def test_an_open_shift_that_does_not_fit_says_why(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "06", "L")
    lindehof.plan(None, "07", "V")

    page = today(lindehof, client(lindehof.bram))

    assert "Past niet bij jou. Te weinig rust" in page and "Waarom" in page


def test_who_was_second_reads_it_at_the_shift_that_was_tapped(lindehof: Any, client: Client) -> None:
    shift = lindehof.plan(None, "07", "L")
    lindehof.plan(None, "08", "L")
    bram = client(lindehof.bram)
    page = today(lindehof, bram)
    action = f"/teams/{lindehof.team}/today/{lindehof.roster}/{shift}/claim"
    with lindehof.by(lindehof.fenna):
        lindehof.house.rosters.claim_shift(lindehof.roster, shift)
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token

    part = bram.post(action, data={"csrf": token[1]}, headers={"HX-Request": "true"})
    whole = bram.post(action, data={"csrf": token[1], "page": f"/teams/{lindehof.team}"})

    for answer in (part, whole):
        assert answer.status_code == 409 and "Iemand anders was eerst" in answer.text


def test_planners_see_what_came_open_by_an_absence_and_what_is_not_published(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "09", "L")
    with lindehof.by(lindehof.bram):
        lindehof.house.rosters.report_absence(
            lindehof.team, absence=id_of("a"), person=lindehof.bram, first="2026-03-09", last="2026-03-09", kind="sick"
        )
    with lindehof.by(lindehof.anna):
        lindehof.house.rosters.draft_roster(lindehof.team, first="2026-03-30", weeks=4)

    anna, fenna = today(lindehof, client(lindehof.anna)), today(lindehof, client(lindehof.fenna))

    assert "Bram is er niet" in anna and "1 dienst staat open" in anna and "Nog niet gepubliceerd" in anna
    assert "Bram is er niet" not in fenna and "sick" not in anna


def test_planners_read_what_somebody_says_not_to_have_done(lindehof: Any, client: Client) -> None:
    lindehof.plan(None, "09", "L")
    shift = lindehof.standing().open_shift("2026-03-09", "L")
    before = lindehof.house.workspace.position()
    with lindehof.by(lindehof.bram):
        lindehof.house.rosters.claim_shift(lindehof.roster, shift)
        lindehof.house.people.disown_act(before + 1)

    page = today(lindehof, client(lindehof.anna))

    assert "Bram zegt: dit was ik niet" in page
    assert "<b>Bram</b> nam de open late dienst van ma 9 maart." in page


def test_the_part_is_sent_again_only_when_something_changed(lindehof: Any, client: Client) -> None:
    bram = client(lindehof.bram)
    since = re.search(r"since=([\w-]+)", today(lindehof, bram))
    assert since
    address = f"/teams/{lindehof.team}?since={since[1]}"

    same = bram.get(address, headers={"HX-Request": "true"})
    lindehof.plan(lindehof.fenna, "06", "L")
    other = bram.get(address, headers={"HX-Request": "true"})

    assert same.status_code == 204 and other.status_code == 200
    assert other.text.lstrip().startswith('<div id="vandaag"') and "Fenna" in other.text


def test_the_day_of_then_is_the_day_of_then_and_nothing_can_be_tapped(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "06", "L")
    lindehof.plan(None, "08", "L")
    position = lindehof.house.workspace.position()
    at(lindehof, "2026-03-20T08:00")
    lindehof.plan(lindehof.fenna, "20", "L")

    page = today(lindehof, client(lindehof.bram), f"?at={position}")

    assert "<h1>Vrijdag 6 maart</h1>" in page and "Jij" in thirds(page)[1]
    assert 'method="post"' not in page and "every 3s" not in page


def test_another_team_does_not_exist(lindehof: Any, client: Client) -> None:
    lindehof.second_team()
    shift = lindehof.plan(None, "07", "L")
    yara = client(lindehof.yara)

    assert yara.get(f"/teams/{lindehof.team}").status_code == 404
    claim = f"/teams/{lindehof.team}/today/{lindehof.roster}/{shift}/claim"
    assert yara.send(claim, page="/me").status_code == 404
    assert lindehof.who(shift) is None


def test_on_a_tablet_a_shift_is_taken_with_one_tap(lindehof: Any, browser_page: Callable[..., Page]) -> None:
    shift = lindehof.plan(None, "07", "L")
    page = browser_page(lindehof.bram)
    page.goto(f"/teams/{lindehof.team}")

    page.get_by_role("button", name=re.compile("Neem")).tap()

    expect(page.get_by_text("Er staat niets open.")).to_be_visible()
    assert lindehof.who(shift) == lindehof.bram


def test_a_second_tablet_sees_a_change_by_itself(lindehof: Any, browser_page: Callable[..., Page]) -> None:
    page = browser_page(lindehof.bram)
    page.goto(f"/teams/{lindehof.team}")
    expect(page.get_by_text("Voor deze dag is er geen rooster")).to_be_visible()

    lindehof.plan(lindehof.fenna, "06", "L")

    expect(page.locator(".dayband").get_by_text("Fenna")).to_be_visible(timeout=8_000)
