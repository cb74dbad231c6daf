"""People from an agency on the screen: let in until a day, apart on the roster, their hours by agency as a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from domain.kernel import OPERATOR
from tests.harness.hired import hired

Client = Callable[[Any], Any]


def text_of(answer: Any) -> str:
    """The text of a page, spaces as they are read."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace("\u00a0", " ").split())


@pytest.fixture
def ibo(lindehof: Any) -> Any:
    """Ibo from Zorgflex until 20 March has the late shift of 4 March; Bram the one of the 5th."""
    lindehof.ibo = hired(lindehof, "2026-03-20")
    lindehof.late = lindehof.plan(lindehof.ibo, "04", "L")
    lindehof.plan(lindehof.bram, "05", "L")
    lindehof.publish()
    lindehof.page = f"/teams/{lindehof.team}/agencies"
    return lindehof


def test_who_plans_lets_somebody_in_from_an_agency_and_sets_another_last_day(lindehof: Any, client: Client) -> None:
    anna, page = client(lindehof.anna), f"/teams/{lindehof.team}/agencies"

    answer = anna.send(
        page, page, name="Ibo Zand", agency="Zorgflex", since="2026-03-01", until="2026-03-20", competences="bhv"
    )

    assert answer.status_code == 303
    told = text_of(anna.get(page))
    assert "Ibo Zand" in told and "Zorgflex, 1 maart tot en met 20 maart" in told
    person = re.search(r"/agencies/([0-9a-f]{32})/until", anna.get(page).text)
    assert person and anna.send(f"{page}/{person[1]}/until", page, until="2026-03-25").status_code == 303
    assert "tot en met 25 maart" in text_of(anna.get(page))


def test_on_the_roster_and_in_the_team_they_stand_apart(ibo: Any, client: Client) -> None:
    anna = client(ibo.anna)

    roster = text_of(anna.get(f"/rosters/{ibo.roster}?from=2026-03-02&weeks=1"))
    sheet = text_of(anna.get(f"/rosters/{ibo.roster}?from=2026-03-02&cell={ibo.ibo}:2026-03-04"))
    people = text_of(anna.get(f"/teams/{ibo.team}/people"))
    person = text_of(anna.get(f"/teams/{ibo.team}/people/{ibo.ibo}"))

    assert "8 bureau" in roster and "1 bureau" in roster
    assert "Wij kennen alleen de diensten hier." in sheet
    assert "Ibo Zand tot en met 20 maart bureau" in people
    assert "werkt hier voor Zorgflex" in person and "Nodig uit" not in person and "Contract" not in person


@pytest.mark.parametrize(
    ("who", "office", "reads"),
    [
        ("anna", None, True), ("bram", None, False), ("yara", "administrator", True), ("yara", "controller", True),
        ("yara", "auditor", False),
    ],
)  # fmt: skip
def test_the_name_of_the_agency_is_for_who_deals_with_it(
    ibo: Any, client: Client, who: str, office: str | None, reads: bool
) -> None:
    ibo.second_team()
    if office:
        with ibo.by(OPERATOR):
            ibo.house.teams.give_office(ibo.person(who), office=office, since="2026-01-01")
    with ibo.house.now() as views:
        ((named,),) = views.execute("SELECT position FROM trail_fact WHERE topic = 'people.AgencyNamed'")
    page = client(ibo.person(who))

    person = text_of(page.get(f"/teams/{ibo.team}/people/{ibo.ibo}"))
    fact = page.get(f"/facts/{named}")

    name = "voor Zorgflex" if reads else "via een bureau"
    assert f"Ibo Zand werkt hier {name}, zonder account en zonder contract." in person
    assert reads or "Zorgflex" not in person + fact.text
    if office == "administrator":
        assert fact.status_code == 404
    else:
        assert "Ibo Zand hier via een bureau werkt" in text_of(fact) and ("Zorgflex" in fact.text) == reads


def test_residents_do_not_read_who_is_from_an_agency(ibo: Any, client: Client) -> None:
    roster = text_of(client(ibo.person("rosa")).get(f"/rosters/{ibo.roster}?from=2026-03-02&weeks=1"))

    assert "bureau" not in roster


def test_their_hours_stand_by_agency_and_leave_as_a_file(ibo: Any, client: Client) -> None:
    ibo.clock.advance(timedelta(days=30))
    anna = client(ibo.anna)
    with ibo.by(ibo.anna):
        ibo.house.rosters.record_hours(ibo.roster, ibo.late, start="15:00", end="22:30", breaks=15)

    page = text_of(anna.get(f"{ibo.page}?month=2026-03"))
    file = anna.get(f"{ibo.page}.csv?month=2026-03")

    rows = list(csv.reader(io.StringIO(file.get_data(as_text=True).removeprefix("\ufeff")), delimiter=";"))
    assert re.search(r"Zorgflex 7(:15 uur| uur en 15 minuten)", page)
    assert rows[1] == [
        "2026-03", "De Lindehof", "Zorgflex", "Ibo Zand", "2026-03-04", "L", "15:00", "22:30", "7,25", "435", "ja",
    ]  # fmt: skip
    assert len(rows) == 2 and file.headers["Content-Disposition"].endswith('"bureaus-2026-03.csv"')


def test_they_are_in_no_list_of_hours_for_pay_and_nobody_offers_them_a_shift(ibo: Any, client: Client) -> None:
    bram, mine = client(ibo.bram), ibo.plan(ibo.bram, "09", "V")

    hours = text_of(client(ibo.anna).get(f"/teams/{ibo.team}/hours?month=2026-03"))
    choose = bram.get(f"/rosters/{ibo.roster}/shifts/{mine}/market")

    assert "Bram" in hours and "Ibo" not in hours
    assert ibo.emre in choose.text and ibo.ibo not in choose.text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"agency": ""}, "Vul de naam van het bureau in"),
        ({"until": "2026-02-01"}, "Kies een laatste dag"),
        ({"until": "zondag"}, "Deze datum lezen we niet"),
        ({"name": ""}, "Vul een naam in"),
    ],
)
def test_what_is_wrong_is_said_next_to_its_field_and_what_was_typed_stays(
    lindehof: Any, client: Client, fields: dict[str, str], says: str
) -> None:
    page = f"/teams/{lindehof.team}/agencies"
    given = {"name": "Ibo Zand", "agency": "Zorgflex", "since": "2026-03-01", "until": "2026-03-20"} | fields

    answer = client(lindehof.anna).send(page, page, **given)

    assert answer.status_code == 422 and says in text_of(answer) and "-error" in answer.text
    assert 'value="Ibo Zand"' in answer.text or not given["name"]


def test_who_does_not_plan_and_who_is_a_stranger_find_nothing(ibo: Any, client: Client) -> None:
    ibo.second_team()

    assert client(ibo.bram).get(ibo.page).status_code == 403
    assert client(ibo.person("yara")).get(ibo.page).status_code == 404
    assert client(ibo.person("yara")).get(f"{ibo.page}.csv").status_code == 404


def test_the_page_is_accessible_on_a_tablet_and_a_phone(
    ibo: Any, browser_page: Any, accessible: Callable[[Page], None]
) -> None:
    page = browser_page(ibo.anna)
    page.goto(f"{ibo.page}?month=2026-03")
    accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_nobody_waits_for_a_tick_of_who_has_no_account(ibo: Any, client: Client) -> None:
    ibo.plan(ibo.ibo, "06", "L")
    ibo.plan(ibo.bram, "06", "S")
    anna, cell = client(ibo.anna), f"/rosters/{ibo.roster}?cell="

    unseen = text_of(anna.get(f"/teams/{ibo.team}/unseen"))

    assert "Bram werkt nu" in unseen and "Ibo" not in unseen
    assert "Nog niet door Bram." in text_of(anna.get(f"{cell}{ibo.bram}:2026-03-06"))
    assert "Nog niet door Ibo" not in text_of(anna.get(f"{cell}{ibo.ibo}:2026-03-06"))


def test_among_candidates_the_agency_is_to_be_called(ibo: Any, client: Client) -> None:
    with ibo.by(ibo.anna):
        shift = ibo.plan(None, "12", "L")

    page = text_of(client(ibo.anna).get(f"/rosters/{ibo.roster}/shifts/{shift}/candidates"))

    assert "Ibo Zand" in page and "Werkt voor een bureau: bel het bureau." in page


def test_where_a_shift_is_given_they_are_of_an_agency_and_no_swap_is_offered(ibo: Any, client: Client) -> None:
    shift = ibo.plan(None, "12", "L")
    anna, page = client(ibo.anna), f"/rosters/{ibo.roster}?cell="

    given = text_of(anna.get(f"{page}open:2026-03-12"))

    assert shift and "Ibo Zand Van een bureau." in given and "van 0 uur" not in given
    assert "Ruil tegen jouw dienst" not in anna.get(f"{page}{ibo.ibo}:2026-03-04").text
    assert "Ruil tegen jouw dienst" in anna.get(f"{page}{ibo.bram}:2026-03-05").text
