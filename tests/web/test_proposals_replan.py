"""After a sick call: a proposal with as few changes as can be, asked for on the page of the sick call."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from projections.proposals import alternatives_of, proposals_for
from web.proposal_search import search
from web.proposal_worker import Worker

Client = Callable[[Any], Any]


@pytest.fixture
def morning(home: Any) -> Any:
    """Half past six on Thursday: Bram has the late shift of Friday, Emre the early one, Saar agreed to days off."""
    with home.by(home.anna):
        for code in ("V", "L", "N"):
            for weekday in range(7):
                home.house.rosters.set_weekday_demand(home.team, code=code, weekday=weekday, least=0)
    home.draft()
    home.late = home.plan(home.bram, "06", "L")
    home.plan(home.emre, "06", "V")
    home.publish()
    home.clock.moment = datetime(2026, 3, 5, 5, 30, tzinfo=UTC)
    with home.by(home.saar):
        home.house.rosters.agree_to_asks(home.team, days=["off"], places=["L"])
    return home


def text_of(answer: Any) -> str:
    """The text of a page, spaces as they are read."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace("\u00a0", " ").split())


def report(home: Any, client: Any) -> str:
    """Bram calls in sick for Friday; the address to which he is led."""
    answer = client.send(
        f"/teams/{home.team}/absences", f"/teams/{home.team}/absences/new",
        first="2026-03-06", last="2026-03-06", kind="sick",
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def ask(home: Any, client: Any, page: str) -> str:
    """Ask for another distribution as the page's form does."""
    fields = dict(re.findall(r'name="(what|absence|absent|seconds|seen)" value="([^"]*)"', client.get(page).text))
    assert fields["what"] == "replan"
    answer = client.send(f"/rosters/{home.roster}/proposals", page, **fields)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_only_who_agreed_to_it_is_put_on_a_day_off(morning: Any, client: Client) -> None:
    bram = client(morning.bram)

    page = ask(morning, bram, report(morning, bram))
    Worker(morning.house, search).step()

    with morning.house.now() as views:
        (one,) = alternatives_of(views, proposals_for(views, morning.roster)[0].proposal)
    assert [(p.shift, p.person, p.was) for p in one.shifts] == [(morning.late, morning.saar, None)]
    shown = text_of(bram.get(page))
    assert "omdat Bram er niet is" in shown and "A Zo weinig mogelijk veranderen" in shown
    reasons = text_of(bram.get(f"{page}/0/shifts/{morning.late}"))
    assert "Is dan vrij, en sprak niet af om dan te werken." in reasons


def test_the_one_whom_it_is_about_takes_it_over_and_whoever_is_not_does_not(morning: Any, client: Client) -> None:
    bram, saar = client(morning.bram), client(morning.saar)
    page = ask(morning, bram, report(morning, bram))
    Worker(morning.house, search).step()

    refused = bram.send(f"{page}/accept", page, alternative="0", person=morning.saar)
    taken = saar.send(f"{page}/accept", page, alternative="0", person=morning.saar)

    assert (refused.status_code, taken.status_code) == (403, 303)
    assert morning.who(morning.late) == morning.saar


def test_an_absence_of_another_team_does_not_exist(morning: Any, client: Client) -> None:
    report(morning, client(morning.bram))
    anna = client(morning.anna)

    answer = anna.send(
        f"/rosters/{morning.roster}/proposals", "/me", what="replan", absence="0" * 32, absent=morning.saar
    )

    assert answer.status_code == 404


def test_who_has_no_duty_sees_no_button(morning: Any, client: Client) -> None:
    page = report(morning, client(morning.bram))

    assert "Stel een andere verdeling voor" not in client(morning.fenna).get(page).text
    assert "Stel een andere verdeling voor" in client(morning.emre).get(page).text


def test_where_no_other_distribution_mends_it_the_page_says_so_and_what_can_help(morning: Any, client: Client) -> None:
    report(morning, client(morning.saar))
    bram = client(morning.bram)
    page = ask(morning, bram, report(morning, bram))
    Worker(morning.house, search).step()

    answer = bram.get(page)

    shown = text_of(answer)
    assert "0 diensten erbij" in shown
    assert "Er is geen andere verdeling gevonden die dit oplost." in shown and "Wat kan helpen?" in shown
    assert "Staat in het rooster" not in shown
    assert bram.get(re.findall(r'href="([^"]*/gaps/[^"]*)"', answer.text)[0]).status_code == 200
