"""The day of care in three places: who works now, who comes, who went home."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.kernel import OPERATOR, id_of
from tests.web.today.conftest import Client, at, thirds, today


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
