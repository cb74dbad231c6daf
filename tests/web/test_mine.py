"""Mijn rooster: one's own shifts, and the calendar that shows them under a secret address."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

Client = Callable[[Any], Any]


@pytest.fixture
def lindehof(home: Any) -> Any:
    """De Lindehof with a published roster in which nothing is asked, so that what is planned is all there is."""
    home.need(V=0, L=0, N=0)
    home.draft()
    home.publish()
    return home


def address_of(client: Any) -> str:
    """Make a calendar address; the path that the page shows once."""
    page = client.send("/me/feed", page="/me/roster").text
    found = re.search(r'value="http://[^/]+(/feeds/[^"]+)"', page)
    assert found
    return found[1]


def events(client: Any, path: str) -> dict[str, Any]:
    """The events of a calendar by the kind of shift."""
    found = Calendar.from_ical(client.get(path).data)
    return {str(event["SUMMARY"]): event for event in found.walk("VEVENT")}


def test_my_shifts_stand_by_week_with_hours_against_contract(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "02", "L")
    lindehof.plan(lindehof.bram, "03", "L")
    lindehof.plan(lindehof.fenna, "04", "N")

    page = client(lindehof.bram).get("/me/roster?from=2026-03-02").text.replace("\u00a0", " ")

    assert "16 uur van 28 uur" in re.sub(r"\s+", " ", page)
    assert "maandag 2 maart" in page and "nachtdienst" not in page.split("Elke dienst")[0]


def test_the_calendar_shows_my_shifts_and_nobody_elses_name(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "02", "L")
    lindehof.plan(lindehof.fenna, "03", "V")
    path = address_of(client(lindehof.bram))

    answer = client(None).get(path)

    assert answer.content_type.startswith("text/calendar")
    assert answer.text.count("BEGIN:VEVENT") == 1
    assert "DTSTART:20260302T140000Z" in answer.text and "DTEND:20260302T221500Z" in answer.text
    assert not any(name in answer.text for name in ("Fenna", "Anna", "Bram"))


def test_a_night_over_the_clock_change_ends_at_its_time_on_the_wall(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "28", "N")
    path = address_of(client(lindehof.bram))

    text = client(None).get(path).text

    assert "DTSTART:20260328T220000Z" in text and "DTEND:20260329T051500Z" in text


def test_the_number_of_a_shift_rises_with_each_change_and_a_lost_shift_is_cancelled(
    lindehof: Any, client: Client
) -> None:
    shift = lindehof.plan(lindehof.bram, "02", "L")
    path, nobody = address_of(client(lindehof.bram)), client(None)
    first = events(nobody, path)["Late dienst"]

    with lindehof.by(lindehof.anna):
        lindehof.house.rosters.assign_shift(lindehof.roster, shift, person=lindehof.fenna, instead_of=lindehof.bram)
    lost = events(nobody, path)["Late dienst"]
    with lindehof.by(lindehof.anna):
        lindehof.house.rosters.assign_shift(lindehof.roster, shift, person=lindehof.bram, instead_of=lindehof.fenna)
    again = events(nobody, path)["Late dienst"]

    assert first["UID"] == lost["UID"] == again["UID"]
    assert (first["STATUS"], lost["STATUS"], again["STATUS"]) == ("CONFIRMED", "CANCELLED", "CONFIRMED")
    assert first["SEQUENCE"] < lost["SEQUENCE"] < again["SEQUENCE"]


def test_publishing_confirms_a_shift_under_a_higher_number_and_a_dropped_one_stays_cancelled(
    home: Any, client: Client
) -> None:
    home.draft()
    home.lay()
    shift = home.plan(home.bram, "02", "L")
    path, nobody = address_of(client(home.bram)), client(None)
    planned = events(nobody, path)["Late dienst"]
    home.clock.advance(timedelta(hours=1))

    home.publish()
    published = events(nobody, path)["Late dienst"]
    with home.by(home.anna):
        home.house.rosters.drop_shift(home.roster, shift, was=home.bram)
    dropped = events(nobody, path)["Late dienst"]
    home.clock.advance(timedelta(weeks=8))
    later = events(nobody, path)

    assert [str(e["STATUS"]) for e in (planned, published, dropped)] == ["TENTATIVE", "CONFIRMED", "CANCELLED"]
    assert planned["SEQUENCE"] < published["SEQUENCE"] < dropped["SEQUENCE"]
    assert planned["LAST-MODIFIED"].dt < published["LAST-MODIFIED"].dt <= dropped["LAST-MODIFIED"].dt
    assert {e["UID"] for e in (planned, published, dropped)} == {f"{shift}@driehoek"} and later == {}


def test_a_calendar_that_did_not_change_is_not_sent_again(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "02", "L")
    path, nobody = address_of(client(lindehof.bram)), client(None)
    tag = nobody.get(path).headers["ETag"]

    same = nobody.get(path, headers={"If-None-Match": tag})
    lindehof.plan(lindehof.bram, "03", "L")
    other = nobody.get(path, headers={"If-None-Match": tag})

    assert (same.status_code, other.status_code) == (304, 200)


def test_a_revoked_or_renewed_address_stops_working(lindehof: Any, client: Client) -> None:
    bram, nobody = client(lindehof.bram), client(None)
    old = address_of(bram)
    new = address_of(bram)
    assert (nobody.get(old).status_code, nobody.get(new).status_code) == (404, 200)

    bram.send("/me/feed/end", page="/me/roster")

    assert nobody.get(new).status_code == 404


def test_who_guesses_addresses_is_slowed_down(lindehof: Any, client: Client) -> None:
    nobody = client(None)

    answers = [nobody.get(f"/feeds/guess-{number}.ics").status_code for number in range(32)]

    assert answers[0] == 404 and answers[-1] == 429


def test_bram_reports_absence_and_withdraws_it(lindehof: Any, client: Client) -> None:
    shift = lindehof.plan(lindehof.bram, "06", "L")
    bram = client(lindehof.bram)

    answer = bram.send("/me/absences", page="/me/roster", first="2026-03-06", last="2026-03-07", kind="sick")
    page = bram.get("/me/roster").text
    withdrawn = re.search(r"/me/absences/[0-9a-f]{32}/withdraw", page)

    assert answer.status_code == 303 and lindehof.who(shift) is None
    assert "Ziek" in page and withdrawn
    assert bram.send(withdrawn[0], page="/me/roster").status_code == 303
    assert "geen afwezigheid gemeld" in bram.get("/me/roster").text


def test_an_absence_that_ends_before_it_begins_is_refused_at_its_field_and_stays_typed(
    lindehof: Any, client: Client
) -> None:
    bram = client(lindehof.bram)
    token = re.search(r'name="csrf" value="([^"]+)"', bram.get("/me/roster").text)
    assert token
    typed = {"first": "2026-03-08", "last": "2026-03-07", "kind": "sick"}

    answer = bram.post("/me/absences", data={"csrf": token[1], "page": "/me/roster"} | typed)

    assert answer.status_code == 422
    assert 'id="a-last-error"' in answer.text
    assert 'value="2026-03-08"' in answer.text


def test_wishes_are_kept_and_taken_back(lindehof: Any, client: Client) -> None:
    bram = client(lindehof.bram)

    bram.send("/me/wishes", page="/me/roster", day="2026-03-10", level="rather_not", kind="N")
    kept = bram.get("/me/roster").text
    bram.send("/me/wishes/withdraw", page="/me/roster", day="2026-03-10", kind="N")

    assert "Liever niet: nachtdienst" in kept
    assert "geen wensen" in bram.get("/me/roster").text


def test_who_corrects_hours_begins_from_the_break_that_was_recorded(lindehof: Any, client: Client) -> None:
    shift = lindehof.plan(lindehof.bram, "02", "L")
    lindehof.clock.advance(timedelta(days=29))
    bram = client(lindehof.bram)

    bram.send(f"/me/hours/{lindehof.roster}/{shift}", page="/me/roster", start="15:00", end="23:45", breaks="40")

    assert re.search(rf'id="b-{shift}" name="breaks" type="text" value="40"', bram.get("/me/roster").text)


def test_hours_really_worked_are_recorded_after_the_shift_began(lindehof: Any, client: Client) -> None:
    shift = lindehof.plan(lindehof.bram, "02", "L")
    lindehof.clock.advance(timedelta(days=29))
    bram = client(lindehof.bram)

    bram.send(f"/me/hours/{lindehof.roster}/{shift}", page="/me/roster", start="15:00", end="23:45", breaks="15")

    page = bram.get("/me/roster?from=2026-03-02").text.replace("\u00a0", " ")
    assert "Gewerkt: 15:00–23:45, 8:30 uur" in page


def test_another_persons_team_cannot_be_named(lindehof: Any, client: Client) -> None:
    other = lindehof.second_team()

    answer = client(lindehof.bram).send(
        "/me/absences", page="/me", team=other, first="2026-03-06", last="2026-03-07", kind="leave"
    )

    assert answer.status_code == 404
