"""Bezetting: who plans says what the team needs; everybody else reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from projections.demand import date_demand, weekday_demand
from projections.roster_page import kinds_of

Client = Callable[[Any], Any]
EVENING = {"code": "a", "name": "Avond", "place": "L", "start": "17:30", "length": "4,5", "breaks": "0"}


@pytest.fixture
def page(home: Any) -> str:
    """The page of De Lindehof's demand."""
    return f"/teams/{home.team}/demand"


def kinds(home: Any) -> dict[str, Any]:
    """The team's kinds by code."""
    with home.house.now() as views:
        return kinds_of(views, home.team)


def test_a_planner_adds_a_kind_of_shift(home: Any, client: Client, page: str) -> None:
    anna = client(home.anna)

    answer = anna.send(f"{page}/kinds", page=page, **EVENING, needs="Medicatie, tillen", no_next="v")

    assert answer.status_code == 303
    added = kinds(home)["A"]
    assert (added.start, added.minutes, added.needs, added.no_next) == (1050, 270, ("medicatie", "tillen"), ("V",))
    assert "Avond" in anna.get(page).text


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("code", "avond", "1 tot 3 letters of cijfers"),
        ("code", "V", "Deze code is er al"),
        ("name", " ", "Vul een naam in"),
        ("start", "25:00", "Typ de begintijd als 07:00"),
        ("length", "lang", "Vul de duur in als 1 tot 24 uur"),
        ("breaks", "een kwartier", "aantal minuten"),
        ("needs", "dit is veel te lang voor een code", "Een bekwaamheid is een code"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_stays_typed(
    home: Any, client: Client, page: str, field: str, typed: str, says: str
) -> None:
    anna = client(home.anna)
    token = re.search(r'name="csrf" value="([^"]+)"', anna.get(page).text)
    assert token

    answer = anna.post(f"{page}/kinds", data=EVENING | {field: typed, "csrf": token[1], "page": page})

    assert answer.status_code == 422
    ids = {"no_next": "new-next"}
    assert f'id="{ids.get(field, f"new-{field}")}-error"' in answer.text
    assert says in answer.text
    assert 'value="Avond"' in answer.text or field == "name"
    assert "A" not in kinds(home)


def test_a_kind_changes_from_now_on_and_can_be_retired(home: Any, client: Client, page: str) -> None:
    anna = client(home.anna)

    anna.send(f"{page}/kinds/L", page=page, **EVENING | {"code": "L", "name": "Later"})
    anna.send(f"{page}/kinds/D/retire", page=page)

    assert kinds(home)["L"].start == 1050 and "D" not in kinds(home)


def test_only_the_numbers_that_were_changed_are_set(home: Any, client: Client, page: str) -> None:
    anna = client(home.anna)
    before = home.house.workspace.position()

    anna.send(f"{page}/weekdays", page=page, **{"n-V-0": "3", "was-V-0": "2", "n-L-0": "2", "was-L-0": "2"})

    with home.house.now() as views:
        wanted = weekday_demand(views, home.team)
    assert (wanted["V", 0], wanted["L", 0]) == (3, 2)
    assert home.house.workspace.position() == before + 1


def test_a_number_that_is_none_is_refused_and_nothing_is_set(home: Any, client: Client, page: str) -> None:
    anna = client(home.anna)
    before = home.house.workspace.position()
    token = re.search(r'name="csrf" value="([^"]+)"', anna.get(page).text)
    assert token

    answer = anna.post(
        f"{page}/weekdays",
        data={"n-L-0": "1", "was-L-0": "2", "n-V-0": "veel", "was-V-0": "2", "csrf": token[1], "page": page},
    )

    assert answer.status_code == 422
    assert "Vul een aantal in van 0 tot 50" in answer.text and 'value="veel"' in answer.text
    assert home.house.workspace.position() == before


def test_another_number_on_a_date_and_back(home: Any, client: Client, page: str) -> None:
    anna = client(home.anna)

    anna.send(f"{page}/dates", page=page, date="2026-04-27", kind="V", least="4")
    with home.house.now() as views:
        set_so = date_demand(views, home.team, "2026-04-01", "2026-04-30")
    anna.send(f"{page}/dates", page=page, date="2026-04-27", kind="V", least="")
    with home.house.now() as views:
        back = date_demand(views, home.team, "2026-04-01", "2026-04-30")

    assert [(one.date, one.code, one.least) for one in set_so] == [("2026-04-27", "V", 4)]
    assert back == []


def test_dutch_holidays_are_listed_with_what_is_wanted(home: Any, client: Client, page: str) -> None:
    text = client(home.bram).get(page).text.replace("\u00a0", " ")

    assert "Koningsdag" in text and "maandag 27 april" in text and "V 2, L 2, N 1" in text


def test_who_does_not_plan_reads_and_changes_nothing(home: Any, client: Client, page: str) -> None:
    bram = client(home.bram)

    text = bram.get(page).text
    answer = bram.send(f"{page}/kinds", page="/me", **EVENING)

    assert "Nieuwe dienstsoort" not in text and "<form" not in text.split("<main")[1]
    assert answer.status_code == 403
    assert "A" not in kinds(home)


def test_another_team_does_not_exist(home: Any, client: Client, page: str) -> None:
    home.second_team()
    yara = client(home.yara)

    assert yara.get(page).status_code == 404
    assert yara.send(f"{page}/kinds", page="/me", **EVENING).status_code == 404


def test_a_date_is_one_row_and_goes_back_to_its_weekday_as_a_whole(home: Any, client: Client, page: str) -> None:
    anna = client(home.anna)
    for kind in "VLN":
        anna.send(f"{page}/dates", page=page, date="2026-04-27", kind=kind, least="4")
    shown = anna.get(page).text

    answer = anna.send(f"{page}/dates/2026-04-27/as-weekday", page=page)

    assert shown.count('aria-label="Als de weekdag') == 1 and "L: 4, N: 4, V: 4" in shown
    assert answer.status_code == 303
    with home.house.now() as views:
        assert date_demand(views, home.team, "2026-04-01", "2026-04-30") == []


def test_many_dates_are_folded_by_week_and_every_control_has_a_name_of_its_own(
    home: Any, client: Client, page: str
) -> None:
    anna = client(home.anna)
    for day in range(2, 30):
        for kind in "VL":
            anna.send(f"{page}/dates", page=page, date=f"2026-03-{day:02}", kind=kind, least="1")

    shown = anna.get(page).text

    names = re.findall(r'<button class="btn" aria-label="([^"]+)"', shown)
    assert len(names) == len(set(names)) == 28
    assert shown.count("<summary>Week van maandag") == 4


def test_only_who_plans_lets_a_date_go_and_a_date_that_is_none_is_refused(home: Any, client: Client, page: str) -> None:
    assert client(home.bram).send(f"{page}/dates/2026-04-27/as-weekday").status_code == 403
    assert client(home.anna).send(f"{page}/dates/morgen/as-weekday").status_code == 422


def test_the_page_tells_how_long_two_shifts_are_there_together_to_hand_over(lindehof: Any, client: Client) -> None:
    page = client(lindehof.bram).get(f"/teams/{lindehof.team}/demand").text

    assert "Overdracht aan L: 15 minuten, binnen de werktijd" in page
