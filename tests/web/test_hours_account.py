"""The account of hours on the screen, as a file and for machines."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.kernel import id_of

YEAR = "/me/hours/year"


@pytest.fixture
def worked(lindehof: Any) -> Any:
    """Bram worked two shifts in March and was ill one day; it is April."""
    lindehof.plan(lindehof.bram, "03", "L")
    lindehof.plan(lindehof.bram, "04", "L")
    lindehof.plan(lindehof.bram, "26", "L")
    lindehof.publish()
    with lindehof.by(lindehof.bram):
        lindehof.house.rosters.report_absence(
            lindehof.team,
            absence=id_of("ill"),
            person=lindehof.bram,
            first="2026-03-26",
            last="2026-03-26",
            kind="sick",
        )
    lindehof.clock.moment = datetime(2026, 4, 2, 9, tzinfo=UTC)
    return lindehof


def test_bram_sees_what_his_year_comes_to_and_why(worked: Any, client: Any) -> None:
    page = client(worked.bram).get(YEAR).text

    assert "Mijn jaaruren, 2026" in page
    assert "16:00" in page and "8:00" in page and "Ziek" in page
    assert "/me/hours?month=2026-03" in page
    assert "1878 uur per jaar" in page and "28 uur per week vanaf" in page.replace("\u00a0", " ")


def test_a_colleague_sees_away_and_not_why(worked: Any, client: Any) -> None:
    page = client(worked.fenna).get(f"/teams/{worked.team}/hours/year/{worked.bram}").text

    assert "Afwezig" in page and "Ziek" not in page
    table = client(worked.fenna).get(f"/teams/{worked.team}/hours/year").text
    assert "Bram" in table and "Ziek" not in table


def test_the_files_have_decimals_and_only_one_s_own_has_illness(worked: Any, client: Any) -> None:
    own = client(worked.bram).get(f"{YEAR}.csv?year=2026")
    team = client(worked.fenna).get(f"/teams/{worked.team}/hours/year.csv?year=2026")

    rows = list(csv.DictReader(io.StringIO(own.data.decode("utf-8-sig")), delimiter=";"))
    assert (rows[0]["Maand"], rows[0]["Gewerkt"], rows[0]["Ziek"]) == ("maart 2026", "16,00", "8,00")
    assert rows[-1]["Maand"] == "Samen" and rows[-1]["Saldo"].startswith("-")
    lines = {row["Naam"]: row for row in csv.DictReader(io.StringIO(team.data.decode("utf-8-sig")), delimiter=";")}
    assert lines["Bram"]["Afwezig"] == "8,00" and "Ziek" not in lines["Bram"]
    for address in (f"{YEAR}.xlsx", f"/teams/{worked.team}/hours/year.xlsx"):
        assert client(worked.bram).get(address).data[:2] == b"PK"


def test_anna_takes_hours_along_and_bram_reads_why(worked: Any, client: Any) -> None:
    anna, address = client(worked.anna), f"/teams/{worked.team}/hours/year/{worked.bram}"

    fields = {"year": "2026", "hours": "-3:30", "why": "Eind 2025 te weinig"}
    for wrong in ({"hours": "veel"}, {"hours": "9999"}, {"why": " "}):
        assert anna.send(f"{address}/carry", address, **fields | wrong).status_code == 422
    assert anna.send(f"{address}/carry", address, **fields).status_code == 303
    own = f"/teams/{worked.team}/hours/year/{worked.anna}/carry"
    assert anna.send(own, None, **fields).status_code == 403

    page = client(worked.bram).get(YEAR).text
    assert "−3:30" in page and "Eind 2025 te weinig" in page
    assert "Eind 2025" not in client(worked.fenna).get(address).text


def test_another_team_and_residents_find_nothing(worked: Any, client: Any) -> None:
    worked.second_team()
    address = f"/teams/{worked.team}/hours/year"

    for person, status in ((worked.yara, 404), (worked.rosa, 403), (worked.koos, 403)):
        for path in (address, f"{address}.csv", f"{address}/{worked.bram}", f"/api/teams/{worked.team}/hours/account"):
            assert client(person).get(path).status_code == status
    assert client(worked.anna).get(f"{address}/{worked.yara}").status_code == 404
    assert client(worked.anna).send(f"{address}/{worked.yara}/carry", None, year="2026").status_code == 404


@pytest.mark.parametrize("year", ["x", "1", "99999", "-1", "2026a", "٢٠٢٦"])
def test_a_year_that_cannot_be_read_is_this_one(worked: Any, client: Any, year: str) -> None:
    assert "Mijn jaaruren, 2026" in client(worked.bram).get(f"{YEAR}?year={year}").text


def test_a_year_without_anything_says_so(worked: Any, client: Any) -> None:
    assert "nog geen contract of geen gepubliceerd rooster" in client(worked.bram).get(f"{YEAR}?year=2025").text
    assert client(worked.bram).get(f"{YEAR}.csv?year=2025").status_code == 404
    assert client(worked.rosa).get(YEAR).status_code == 200


def test_then_it_was_as_it_was_known_then(worked: Any, client: Any) -> None:
    then = worked.house.workspace.position()
    with worked.by(worked.anna):
        worked.house.hours.carry_hours(worked.bram, year=2026, minutes=600, why="Erbij", team=worked.team)

    page = client(worked.bram).get(f"{YEAR}?at={then}").text

    assert "Meegenomen uit 2025" in page and "Erbij" not in page


def test_machines_get_the_same_figures(worked: Any, client: Any) -> None:
    own = client(worked.bram).get("/api/me/hours/account?year=2026").json
    team = {one["person"]: one for one in client(worked.fenna).get(f"/api/teams/{worked.team}/hours/account").json}

    assert (own["worked"], own["sick"], own["leave"], own["away"]) == (960, 480, 0, 480)
    assert own["balance"] == own["worked"] + own["away"] - own["contract"] + own["holidays"]
    assert (team[worked.bram]["away"], team[worked.bram]["sick"]) == (480, None)
    assert client(worked.bram).get("/api/me/hours/account?year=1").status_code == 422


def test_the_pages_are_accessible(worked: Any, browser_page: Any, accessible: Any) -> None:
    anna, bram = browser_page(worked.anna), browser_page(worked.bram, viewport={"width": 390, "height": 844})

    for page, address in (
        (anna, f"/teams/{worked.team}/hours/year"), (anna, f"/teams/{worked.team}/hours/year/{worked.bram}"),
        (bram, YEAR), (anna, f"/teams/{worked.team}/people/{worked.bram}/leave"), (bram, "/me/leave"),
        (bram, "/me/leave/new?first=2026-04-06&last=2026-09-20&kind=holiday"), (anna, f"/teams/{worked.team}/leave"),
    ):  # fmt: skip
        page.goto(address)
        accessible(page)
