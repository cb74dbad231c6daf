"""Gaps on the screen: one by one, with their effect, and who was first."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from domain.kernel import new_id
from tests.harness.home import Home
from tests.web.rounds.conftest import Client, address, words


def test_a_gap_shows_its_effect_on_hours_rest_and_points(gaps: Home, client: Client) -> None:
    gaps.plan(gaps.person("bram"), "04", "L")

    page = words(client(gaps.person("bram")).get(address(gaps)))

    # late on Wednesday until 23:15, and then the early one of Friday from 07:00
    assert (
        "vrijdag 6 maart, Vroeg Uren dan 16 van 112 uur, nu 8 Rust ervoor 31:45 uur "
        "Punten 0 punten, dan 0,8 punten boven het gemiddelde" in page
    )
    assert re.search("gaten die jou niet passen.*donderdag 5 maart, Vroeg", page)


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
