"""What is a person's own business, or a planner's still, is not told to colleagues by another way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.kernel import OPERATOR


def told(client: Any, home: Any) -> Any:
    """Everything that somebody reads in the trail of the team and in the API."""
    return client.get(f"/teams/{home.team}/trail").text + client.get(f"/api/teams/{home.team}/trail?limit=100").text


def test_a_wish_is_for_its_person_and_for_who_plans(home: Any, client: Any) -> None:
    with home.by(home.bram):
        home.house.rosters.make_wish(home.team, date="2026-03-05", kind=None, level="cannot")
    at = home.house.workspace.position()

    fenna, bram, anna = client(home.fenna), client(home.bram), client(home.anna)

    assert "kan niet werken" not in told(fenna, home)
    assert fenna.get(f"/facts/{at}").status_code == 404
    for somebody in (bram, anna):
        assert "kan niet werken" in told(somebody, home)
        assert somebody.get(f"/facts/{at}").status_code == 200


def test_personal_limits_are_for_their_person_and_for_who_plans(home: Any, client: Any) -> None:
    with home.by(home.anna):
        home.house.people.set_limits(home.bram, limits={"max_run": 3}, team=home.team)
    at = home.house.workspace.position()

    assert client(home.fenna).get(f"/facts/{at}").status_code == 404
    assert client(home.bram).get(f"/facts/{at}").status_code == 200
    assert client(home.anna).get(f"/facts/{at}").status_code == 200


def test_a_roster_that_only_planners_see_is_not_told_to_the_others(home: Any, client: Any) -> None:
    home.draft()
    home.plan(home.bram, "05", "V")
    at = home.house.workspace.position()
    fenna, bram, anna = client(home.fenna), client(home.bram), client(home.anna)

    before = [told(somebody, home) for somebody in (fenna, bram, anna)]
    own = bram.get(f"/people/{home.bram}/trail").text
    with home.by(home.anna):
        home.house.rosters.lay_before_team(home.roster)

    assert ["vroege dienst van do" in text.replace("\u00a0", " ") for text in before] == [False, False, True]
    assert "vroege dienst" not in own
    assert "vroege dienst" in told(fenna, home)
    assert fenna.get(f"/facts/{at}").status_code == 200


def test_vandaag_says_nothing_of_a_roster_that_only_planners_see(home: Any, client: Any) -> None:
    home.draft()
    home.plan(home.bram, "02", "V")
    home.plan(home.bram, "05", "V")
    home.clock.advance(timedelta(days=28))

    today = [client(somebody).get(f"/teams/{home.team}").text for somebody in (home.bram, home.fenna, home.anna)]

    assert ["Geen rooster" in page or "er geen rooster" in page for page in today] == [True, True, False]
    assert "Je werkt weer" not in today[0] and "begint" not in today[0]


def test_an_administrator_reads_no_residents_in_the_api(home: Any, client: Any) -> None:
    with home.by(OPERATOR):
        home.second_team()
        home.house.teams.give_office(home.yara, office="administrator", since="2026-01-01")

    people = client(home.yara).get(f"/api/teams/{home.team}").json["people"]

    assert {"Rosa", "Koos"}.isdisjoint(p["name"] for p in people)
    assert "Bram" in {p["name"] for p in people}


def test_residents_and_relatives_see_who_comes_and_not_how_much_or_where_else_they_work(home: Any, client: Any) -> None:
    anker = home.second_team(also=(home.bram,))
    home.draft()
    home.plan(home.bram, "05", "V")
    home.publish()
    home.plan(home.bram, "06", "L", roster=home.draft(anker), by=home.yara)
    asked = f"/rosters/{home.roster}?cell={home.bram}:2026-03-06"

    pages = [client(home.person(name)).get(asked).text for name in ("fenna", "rosa", "koos")]

    assert ["van 56" in page for page in pages] == [True, False, False]
    assert ["elders" in page for page in pages] == [True, False, False]
    assert ['class="sum"' in page for page in pages] == [True, False, False]
    assert all(">V</span>" in page for page in pages)


def test_pay_leave_and_agreements_are_for_who_works_in_a_team(home: Any, client: Any) -> None:
    addresses = ("/me/hours", "/me/agreements", "/me/leave")

    seen = [client(home.person(name)).get("/me/roster").text for name in ("fenna", "rosa", "koos")]
    agreements = [client(home.person(name)).get("/me/agreements") for name in ("fenna", "rosa", "koos")]

    assert [[f'href="{one}"' in page for one in addresses] for page in seen] == [[True] * 3, [False] * 3, [False] * 3]
    assert ["Zwanger" in page.text for page in agreements] == [True, False, False]
    assert ['method="post" action="/me/' in page.text for page in agreements] == [True, False, False]


def test_residents_and_relatives_do_not_read_who_is_absent(home: Any, client: Any) -> None:
    home.draft()
    home.publish()
    with home.by(home.bram):
        home.house.rosters.report_absence(
            home.team, absence="a" * 32, person=home.bram, first="2026-03-06", last="2026-03-06", kind="sick"
        )
    asked = f"/rosters/{home.roster}?cell={home.bram}:2026-03-06"

    for more in ("", f"&at={home.house.workspace.position()}"):
        pages = [client(home.person(name)).get(asked + more).text for name in ("fenna", "rosa", "koos")]
        assert ["afwezig" in page for page in pages] == [True, False, False]
        assert [' away"' in page for page in pages] == [True, False, False]


def test_who_plans_reads_what_a_shift_would_become_before_changing_it(home: Any, client: Any) -> None:
    with home.by(home.anna):
        home.house.people.set_limits(home.bram, limits={"max_shifts": {"D": 0}}, team=home.team)
    home.draft()
    home.plan(home.bram, "03", "N")
    shift = home.plan(home.bram, "05", "L")
    cell = f"/rosters/{home.roster}?cell={home.bram}:2026-03-05"

    sheet = client(home.anna).get(cell).text

    move = sheet[sheet.index("Wordt dag") :].partition("</form>")[0]
    assert "Eigen grens: hoogstens 0 diensten D in deze periode. Dit wordt de 1e." in move
    assert "Komt op 16 uur." in move.replace("\u00a0", " ") and f"{shift}/move" in sheet


def test_who_carries_a_shift_reads_what_it_would_mean_before_putting_it_down(home: Any, client: Any) -> None:
    with home.by(home.anna):
        home.house.people.set_limits(home.bram, limits={"max_shifts": {"L": 0}}, team=home.team)
    home.draft()
    shift = home.plan(None, "05", "L")
    home.plan(home.fenna, "05", "N")
    page = f"/rosters/{home.roster}?carry={shift}&cell="

    warned = client(home.anna).get(f"{page}{home.bram}:2026-03-05").text
    refused = client(home.anna).get(f"{page}{home.fenna}:2026-03-06").text

    put = warned[warned.index("Zet hier neer") - 400 :].partition("</form>")[0]
    assert "Eigen grens: hoogstens 0 diensten L" in put
    assert "Zet hier neer" not in refused and "Te weinig rust" in refused
