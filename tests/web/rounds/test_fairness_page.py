"""Eerlijk verdeeld: points on a hundred contract hours, wishes that came true, and what the team agreed."""

from __future__ import annotations

import re
from html import unescape

from tests.harness.home import Home
from tests.web.rounds.conftest import Client, words


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

    assert "5 punten op 112,0 contracturen: 4,5 punten op 100 uur. Dat is 4,0 punten boven het gemiddelde." in words(
        behind
    )
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

    assert "alleen voor Bram" in pages["fenna"] and pages["fenna"].count("1 van 1") == 2
    assert "alleen voor" not in pages["anna"] and pages["bram"].count("1 van 1") == 4


def test_the_team_agrees_on_points_and_a_wrong_number_stands_at_its_field(home: Home, client: Client) -> None:
    anna, page = client(home.person("anna")), f"/teams/{home.team}/fairness"
    given = {"date": "2026-03-01", "night": "5", "sleep": "2", "evening": "1", "weekend": "x"}

    wrong = anna.send(f"{page}/points", page, **given)
    right = anna.send(f"{page}/points", page, **given | {"weekend": "2"})
    bram = client(home.person("bram")).send(f"{page}/points", "/me", **given | {"weekend": "2"})

    assert wrong.status_code == 422 and 'id="p-weekend-error"' in wrong.text
    assert (right.status_code, bram.status_code) == (303, 403)
    assert "Vanaf zondag 1 maart: nacht 5, slaapdienst 2, avond 1, weekend 2" in words(anna.get(page))
