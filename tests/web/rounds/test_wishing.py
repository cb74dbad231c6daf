"""Wishes on the screen: by tapping days, with a badge for what does not fit."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from tests.harness.home import Home
from tests.web.rounds.conftest import Client, address, jokers, words


def test_a_joker_is_for_its_person_and_for_who_plans_in_the_trail_too(rounds: Home, client: Client) -> None:
    with rounds.by(rounds.person("bram")):
        rounds.house.rosters.wish_for_day(rounds.roster, date="2026-03-05", kind="V", level="want")
        position = rounds.house.rosters.play_joker(rounds.roster, date="2026-03-05")

    seen = {n: client(rounds.person(n)).get(f"/facts/{position}").status_code for n in ("bram", "anna", "fenna")}

    assert seen == {"bram": 200, "anna": 200, "fenna": 404}


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
    assert cell and re.search(r"<s>V</s><i>L</i><i>N</i>", cell[0])
    assert re.search(r"<b>dinsdag.17.maart, Vroeg</b> <small>Te weinig rust", page)


def test_after_the_round_a_wish_is_refused_with_a_sentence_and_the_days_have_no_buttons(
    gaps: Home, client: Client
) -> None:
    bram = client(gaps.person("bram"))

    answer = bram.send(address(gaps, "/wish"), address(gaps), brush="want", day="2026-03-05")

    assert answer.status_code == 409
    assert "De ronde van de wensen is voorbij" in answer.text
    assert 'name="day"' not in bram.get(address(gaps)).text


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
