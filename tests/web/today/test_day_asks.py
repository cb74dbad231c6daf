"""What changed, what the day asks of whom, and how the page stays fresh."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect

from domain.kernel import id_of
from tests.web.today.conftest import Client, at, thirds, today


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


def test_a_swap_of_which_a_shift_began_is_asked_no_more(lindehof: Any, client: Client) -> None:
    giving, wanting = lindehof.plan(lindehof.bram, "09", "L"), lindehof.plan(lindehof.fenna, "10", "L")
    with lindehof.by(lindehof.bram):
        lindehof.house.rosters.propose_swap(lindehof.roster, swap=id_of("w"), giving=giving, wanting=wanting)

    asked = []
    for moment in ("2026-03-09T13:59", "2026-03-09T14:00"):
        at(lindehof, moment)
        asked.append("Bram wil ruilen" in today(lindehof, client(lindehof.fenna)))

    assert asked == [True, False]


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


def test_a_second_tablet_sees_a_change_by_itself(lindehof: Any, browser_page: Callable[..., Page]) -> None:
    page = browser_page(lindehof.bram)
    page.goto(f"/teams/{lindehof.team}")
    expect(page.get_by_text("Voor deze dag is er geen rooster")).to_be_visible()

    lindehof.plan(lindehof.fenna, "06", "L")

    expect(page.locator(".dayband").get_by_text("Fenna")).to_be_visible(timeout=8_000)
