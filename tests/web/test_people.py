"""The page of the team, and what a planner agrees with a person."""

from __future__ import annotations

from typing import Any


def test_every_page_of_the_team_opens(home: Any, client: Any) -> None:
    anna = client(home.anna)
    pages = [
        "/me",
        "/teams",
        f"/teams/{home.team}/people",
        f"/teams/{home.team}/people/{home.bram}",
        f"/teams/{home.team}/people/new?place=relative",
        f"/teams/{home.team}/people/{home.rosa}",
        "/moment",
        "/sign-in",
    ]

    for page in pages:
        assert anna.get(page, follow_redirects=True).status_code == 200, page


def test_a_planner_changes_contract_hours_and_what_was_wrong_stays_in_its_field(home: Any, client: Any) -> None:
    anna, page = client(home.anna), f"/teams/{home.team}/people/{home.bram}"

    wrong = anna.send(f"{page}/contract", page, hours="honderd", since="2026-03-01")
    right = anna.send(f"{page}/contract", page, hours="24,5", since="2026-01-15")

    assert wrong.status_code == 422
    assert 'value="honderd"' in wrong.text
    assert "Vul contracturen in tussen 0 en 48" in wrong.text
    assert right.status_code == 303
    assert "24,5 uur" in anna.get(page).text


def test_who_may_not_invite_a_closed_account_again_is_not_offered_to(home: Any, client: Any) -> None:
    anker = home.second_team(members=("yara", "wim"))
    wim = home.person("wim")
    pages = [client(who).get(f"/teams/{anker}/people/{wim}").text for who in (home.yara, home.anna)]
    with home.by(home.anna):
        home.house.people.close_account(wim)

    closed = [client(who).get(f"/teams/{anker}/people/{wim}").text for who in (home.yara, home.anna)]

    assert ["/invite" in page for page in (*pages, *closed)] == [True, True, False, True]
