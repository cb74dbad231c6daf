"""What a round asks of each person: on the roster, on Vandaag, and once it is given."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from domain.rosters import roster_of
from tests.harness.home import Home
from tests.web.rounds.conftest import Client, address, words


def asked(home: Home, client: Client, person: str) -> str:
    """What stands in the middle of Vandaag."""
    page = words(client(home.person(person)).get(f"/teams/{home.team}"))
    return page.partition("Dit vraagt jou")[2].partition("Open of aangeboden")[0].strip()


def finish(home: Home, *people: str) -> None:
    """These say that they gave their wishes."""
    for person in people:
        with home.by(home.person(person)):
            home.house.rosters.finish_wishes(home.roster)


def test_the_roster_says_what_is_asked_and_counts_down_to_the_legal_deadline(rounds: Home, client: Client) -> None:
    bram = client(rounds.person("bram"))

    now = words(bram.get(f"/rosters/{rounds.roster}"))
    rounds.clock.moment = datetime(2026, 2, 9, 12, 0, tzinfo=UTC)
    late = words(client(rounds.person("anna")).get(f"/rosters/{rounds.roster}"))

    assert "Zeg wat je graag, liever niet of niet werkt. tot en met wo 4, nog 2 dagen" in now
    assert "Cao Gehandicaptenzorg artikel 6:6: voor 9 februari 00:00, nog 6 dagen" in now
    assert "Cao Gehandicaptenzorg artikel 6:6: voor 9 februari 00:00, 13 uur voorbij" in late
    assert "Maak het rooster af en publiceer het." in late


def test_a_published_roster_counts_down_no_more(rounds: Home, client: Client) -> None:
    rounds.publish()

    assert 'class="round-strip"' not in client(rounds.person("bram")).get(f"/rosters/{rounds.roster}").text


def test_the_count_goes_with_the_answer_to_publishing(rounds: Home, client: Client) -> None:
    anna = client(rounds.person("anna"))
    page = anna.get(f"/rosters/{rounds.roster}").text
    assert 'class="round-strip"' in page
    command = re.search(r'publish".*?name="command" value="([0-9a-f]{32})"', page, re.S)
    token = re.search(r'name="csrf" value="([^"]+)"', page)

    answer = anna.post(
        f"/rosters/{rounds.roster}/publish",
        data={"command": command[1] if command else "", "csrf": token[1] if token else "", "page": "/me"},
        headers={"HX-Request": "true", "HX-Target": "sheet"},
    )

    assert answer.status_code == 200
    assert '<div id="round-strip" hidden hx-swap-oob="true"></div>' in answer.text


def test_wishes_stand_under_what_is_asked_until_they_are_given_and_then_it_says_so(
    rounds: Home, client: Client
) -> None:
    first = asked(rounds, client, "bram")
    with rounds.by(rounds.person("bram")):
        rounds.house.rosters.wish_for_day(rounds.roster, date="2026-03-05", kind="V", level="want")
    busy = asked(rounds, client, "bram")
    finish(rounds, "bram")
    given = asked(rounds, client, "bram")

    assert first == (
        "1 Wensen voor het rooster vanaf 2 maart Zeg wat je graag, liever niet of niet werkt. Tot en met wo 4, "
        "nog 2 dagen. Geef wensen"
    )
    assert "1 Wensen" in busy and "Je gaf voor 1 dag een wens. Je hebt nog 2 jokers. Zeg het als je klaar bent." in busy
    assert given == (
        "Niets. Mooi zo. Rondes die lopen Wensen voor het rooster vanaf 2 maart Je wensen zijn gegeven, voor 1 dag. "
        "Veranderen mag nog. Tot en met wo 4, nog 2 dagen. Bekijk"
    )


def test_whoever_has_no_wishes_says_so_too(rounds: Home, client: Client) -> None:
    finish(rounds, "bram")

    assert "Je zei dat je geen wensen hebt." in asked(rounds, client, "bram")


def test_every_round_that_runs_is_shown(rounds: Home, client: Client) -> None:
    later = roster_of(rounds.team, "2026-03-30")
    with rounds.by(rounds.person("anna")):
        rounds.house.rosters.draft_roster(rounds.team, first="2026-03-30", weeks=4)
        rounds.house.rosters.open_rounds(
            later, wishes_until="2026-02-20", gaps_until="2026-02-25", publish_by="2026-03-07"
        )
    rounds.clock.moment = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)

    says = asked(rounds, client, "bram")

    assert says.startswith("2 Gaten in het rooster vanaf 2 maart Er zijn nog ")
    assert "Wensen voor het rooster vanaf 30 maart Zeg wat je graag" in says


def test_gaps_ask_of_whoever_has_hours_left_and_say_what_was_taken(gaps: Home, client: Client) -> None:
    bram = gaps.person("bram")
    before = asked(gaps, client, "bram")
    with gaps.by(bram):
        gaps.house.rosters.take_gap(gaps.roster, shift="ab" * 16, date="2026-03-05", kind="V")
    after = asked(gaps, client, "bram")

    assert re.search(r"Er zijn nog \d+ gaten\. Je werkt 0 van 112 uur\. Neem wat past\..* Neem een gat", before)
    assert "Je nam 1 gat. Je werkt 8 van 112 uur." in after


def test_whoever_works_all_hours_is_asked_nothing(gaps: Home, client: Client) -> None:
    with gaps.by(gaps.person("anna")):
        gaps.house.people.agree_contract(gaps.person("bram"), since="2026-02-01", minutes_per_week=60, team=gaps.team)
        gaps.house.rosters.plan_shift(
            gaps.roster, shift="cd" * 16, date="2026-03-05", kind="V", person=gaps.person("bram")
        )

    says = asked(gaps, client, "bram")

    assert says.startswith("Niets. Mooi zo. Rondes die lopen")
    assert "Je werkt 8 van 4 uur: er wordt niets van je gevraagd." in says


def test_the_planner_hears_when_everybody_gave_their_wishes(rounds: Home, client: Client) -> None:
    with rounds.house.now() as views:
        everybody = [row[0] for row in views.execute(
            "SELECT person FROM teams_relation WHERE team = ? AND role = 'member'", (rounds.team,)
        )]  # fmt: skip
    page = client(rounds.person("anna")).get(address(rounds))
    for person in everybody:
        with rounds.by(person):
            rounds.house.rosters.finish_wishes(rounds.roster)

    assert f"0 van de {len(everybody)} collega’s zijn klaar met hun wensen. Nog niet: Anna, Bram" in words(page)
    assert "Nog niet:" not in words(client(rounds.person("bram")).get(address(rounds)))
    assert "Iedereen gaf de wensen. Je kunt met de gaten beginnen." in asked(rounds, client, "anna")


def test_publishing_is_asked_of_who_plans_once_and_of_nobody_else(rounds: Home, client: Client) -> None:
    rounds.clock.moment = datetime(2026, 2, 7, 9, 0, tzinfo=UTC)

    anna, bram = asked(rounds, client, "anna"), asked(rounds, client, "bram")

    assert anna.count("2 maart") == 1 and "gaten. Maak het rooster af en publiceer het." in anna
    assert "Bekend voor 9 februari 00:00 (Cao Gehandicaptenzorg artikel 6:6), nog 38 uur." in anna
    assert bram.startswith("Niets. Mooi zo. Rondes die lopen") and "Er wordt nu niets van je gevraagd." in bram


def test_a_draft_without_rounds_says_until_when_it_must_be_known(home: Home, client: Client) -> None:
    home.draft()

    says = asked(home, client, "anna")

    known = "Bekend voor 9 februari 00:00 (Cao Gehandicaptenzorg artikel 6:6), nog 6 dagen."
    assert f"Nog niet gepubliceerd. {known}" in says


def test_once_published_nothing_of_it_is_left_on_today(rounds: Home, client: Client) -> None:
    rounds.publish()

    assert "Rondes die lopen" not in asked(rounds, client, "bram")


@pytest.mark.parametrize("person", ["rosa", "koos"])
def test_rounds_ask_nothing_of_residents_and_relatives(rounds: Home, client: Client, person: str) -> None:
    page = words(client(rounds.person(person)).get(f"/teams/{rounds.team}"))

    assert "2 maart" not in page and "Mijn rooster" not in page


def test_a_page_of_then_shows_the_rounds_that_ran_then(rounds: Home, client: Client) -> None:
    before = rounds.house.workspace.position()
    rounds.publish()

    then = words(client(rounds.person("bram")).get(f"/teams/{rounds.team}?at={before}"))

    assert "Wensen voor het rooster vanaf 2 maart Zeg wat je graag" in then and "Geef wensen" not in then


def test_two_buttons_say_that_one_is_ready_and_that_one_is_not(rounds: Home, client: Client) -> None:
    bram = client(rounds.person("bram"))

    said = bram.send(address(rounds, "/finish"), address(rounds))
    ready = words(bram.get(address(rounds)))
    bram.send(address(rounds, "/resume"), address(rounds))

    assert said.status_code == 303
    assert "Je zei dat je klaar bent. Veranderen mag nog. Toch nog niet klaar" in ready
    assert "Ik heb geen wensen" in words(bram.get(address(rounds)))


def test_mijn_rooster_offers_no_button_for_a_wish_whose_round_is_over_and_leads_to_what_came_true(
    rounds: Home, client: Client
) -> None:
    with rounds.by(rounds.person("bram")):
        rounds.house.rosters.wish_for_day(rounds.roster, date="2026-03-05", kind="V", level="want")
        rounds.house.rosters.make_wish(rounds.team, date="2026-05-05", kind="V", level="want")

    during = client(rounds.person("bram")).get("/me/roster").text.count("/me/wishes/withdraw")
    rounds.clock.moment = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)
    after = client(rounds.person("bram")).get("/me/roster")

    assert (during, after.text.count("/me/wishes/withdraw")) == (2, 1)
    assert "De ronde is voorbij." in words(after)
    assert f'href="/teams/{rounds.team}/fairness"' in after.text
