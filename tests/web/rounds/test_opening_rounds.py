"""Opening the rounds: dates from the legal deadline, what becomes visible before it does, and then it is done."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from domain.rosters.rounds import RoundDates
from tests.harness.home import FIRST, Home
from tests.web.rounds.conftest import DATES, Client, address, words


def proposed(page: str) -> dict[str, str]:
    """The dates with which the form comes."""
    return dict(re.findall(r'name="(wishes_until|gaps_until|publish_by|jokers)" type="\w+" value="([^"]+)"', page))


def test_the_planner_sees_what_opening_does_from_proposed_dates_and_opens(home: Home, client: Client) -> None:
    home.draft()
    home.plan(home.person("bram"), "05", "V")
    anna, preview = client(home.person("anna")), address(home, "/open")
    dates = proposed(anna.get(address(home)).text)

    seen = words(anna.get(preview, query_string=dates))
    before = client(home.person("bram")).get(address(home)).status_code
    answer = anna.send(preview, f"{preview}?" + "&".join(f"{k}={v}" for k, v in dates.items()), **dates)

    assert dates["publish_by"] == "2026-02-08"  # the last day that is in time for the cao
    assert "Zodra je de rondes opent, ligt het voor aan het hele team." in seen and "te laat" not in seen
    assert "1 dienst met een naam erbij" in seen
    assert (before, answer.status_code) == (404, 303)
    assert "Zeg wat je graag, liever niet of niet werkt." in words(client(home.person("bram")).get(address(home)))


def test_the_trail_tells_of_opening_that_the_roster_was_laid_before_the_team(home: Home, client: Client) -> None:
    home.draft()
    with home.by(home.person("anna")):
        home.house.rosters.open_rounds(home.roster, **DATES | {"jokers": 2})  # type: ignore[arg-type]

    trail = words(client(home.person("bram")).get(f"/teams/{home.team}/trail"))

    assert "Anna opende de rondes voor het rooster van ma 2 maart: wensen tot en met wo 4 februari." in trail
    assert "Anna legde het rooster van ma 2 maart tot en met zo 29 maart aan het team voor." in trail


def test_a_roster_that_the_team_sees_already_stays_as_visible_as_it_was(home: Home, client: Client) -> None:
    home.draft()
    with home.by(home.person("anna")):
        home.house.rosters.lay_before_team(home.roster)

    seen = words(client(home.person("anna")).get(address(home, "/open"), query_string=DATES))

    assert "Het team ziet dit rooster al. Dat blijft zo." in seen


def test_publishing_after_the_legal_deadline_is_warned_of_before_and_after(home: Home, client: Client) -> None:
    home.draft()
    anna, late = client(home.person("anna")), DATES | {"publish_by": "2026-02-09"}

    before = words(anna.get(address(home, "/open"), query_string=late))
    anna.send(address(home, "/open"), "/me", **late)
    after = words(anna.get(address(home)))

    assert "Publiceren op maandag 9 februari is te laat." in before and "uiterlijk zondag 8 februari" in before
    assert "Op tijd is tot en met zondag 8 februari." in after


@pytest.mark.parametrize("day", [datetime(2026, 2, d, 9, tzinfo=UTC) for d in (2, 5, 7, 8, 9, 27, 28)], ids=str)
def test_proposed_dates_can_always_be_used_and_say_when_they_are_too_late(
    home: Home, client: Client, day: datetime
) -> None:
    home.draft()
    home.clock.moment = day
    anna = client(home.person("anna"))
    page = anna.get(address(home))
    dates = proposed(page.text)

    RoundDates(dates["wishes_until"], dates["gaps_until"], dates["publish_by"]).check(FIRST, f"{day:%Y-%m-%d}")

    too_late = day > datetime(2026, 2, 8, 0, tzinfo=UTC)
    assert (dates["publish_by"] > "2026-02-08") is too_late
    assert ("is het te laat: op tijd was tot en met zondag 8 februari" in words(page)) is too_late


def test_whoever_goes_back_from_the_preview_finds_the_dates_again(home: Home, client: Client) -> None:
    home.draft()
    anna = client(home.person("anna"))

    back = re.search(r'href="([^"]+)">Andere datums', anna.get(address(home, "/open"), query_string=DATES).text)

    assert back and proposed(anna.get(back[1].replace("&amp;", "&")).text)["gaps_until"] == DATES["gaps_until"]


def test_dates_that_do_not_follow_each_other_stay_typed_with_a_sentence_beside_them(home: Home, client: Client) -> None:
    home.draft()

    answer = client(home.person("anna")).get(address(home, "/open"), query_string=DATES | {"gaps_until": "2026-02-03"})

    assert answer.status_code == 422
    assert 'value="2026-02-03" aria-describedby="o-gaps-error"' in answer.text
    assert "De rondes volgen op elkaar" in answer.text


@pytest.mark.parametrize("bad", [{"jokers": "veel"}, {"wishes_until": "morgen"}, {"publish_by": ""}, {"jokers": "-1"}])
@pytest.mark.parametrize("posted", [False, True])
def test_what_cannot_be_read_is_told_at_its_field(
    home: Home, client: Client, bad: dict[str, str], posted: bool
) -> None:
    home.draft()
    anna, preview = client(home.person("anna")), address(home, "/open")

    answer = anna.send(preview, "/me", **DATES | bad) if posted else anna.get(preview, query_string=DATES | bad)

    assert answer.status_code == 422
    assert posted or answer.text.count('aria-invalid="true"') == 1


def test_rounds_that_are_open_have_no_preview(rounds: Home, client: Client) -> None:
    answer = client(rounds.person("anna")).get(address(rounds, "/open"), query_string=DATES)

    assert answer.status_code == 303 and answer.headers["Location"].endswith(address(rounds))


def test_in_the_past_nothing_is_opened(home: Home, client: Client) -> None:
    home.draft()
    position = home.house.workspace.position()

    answer = client(home.person("anna")).get(address(home, "/open"), query_string=DATES | {"at": str(position)})

    assert answer.status_code == 303 and address(home) in answer.headers["Location"]


def test_only_who_plans_sees_the_preview(home: Home, client: Client) -> None:
    home.draft()

    statuses = [client(home.person(n)).get(address(home, "/open"), query_string=DATES).status_code
                for n in ("bram", "rosa")]  # fmt: skip

    assert statuses == [403, 403]


def test_a_draft_without_rounds_does_not_exist_for_the_team(home: Home, client: Client) -> None:
    home.draft()

    assert client(home.person("bram")).get(address(home)).status_code == 404
    assert client(home.person("rosa")).get(address(home)).status_code in (403, 404)


def test_dates_of_open_rounds_are_changed_and_a_wrong_one_stands_at_its_field(rounds: Home, client: Client) -> None:
    anna, change = client(rounds.person("anna")), address(rounds, "/change")

    right = anna.send(change, address(rounds), **DATES | {"gaps_until": "2026-02-07"})
    wrong = anna.send(change, address(rounds), **DATES | {"gaps_until": "2026-02-03"})

    assert (right.status_code, wrong.status_code) == (303, 422)
    assert "tot en met za 7" in words(anna.get(address(rounds)))
    assert 'id="c-gaps-error"' in wrong.text
