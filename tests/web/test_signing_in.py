"""Who comes in, how, and for how long."""

from __future__ import annotations

import re
import sqlite3
from datetime import timedelta
from typing import Any

import pytest

from web.session import PLAIN, SECURE

PHRASE = "een lange zin om te onthouden"


@pytest.fixture
def bram_with_account(home: Any, client: Any) -> Any:
    """Bram, invited by Anna, has chosen a password; he is signed out."""
    fresh = client(None)
    answer = fresh.send(invitation_for(home, client, home.bram), "/sign-in", password=PHRASE)
    assert answer.status_code == 303
    fresh.send("/sign-out")
    return home.bram


def invitation_for(home: Any, client: Any, person: str) -> str:
    """The address in the invitation that Anna gives somebody."""
    page = f"/teams/{home.team}/people/{person}"
    anna = client(home.anna)
    anna.send(f"{page}/email", page, email="Bram@Voorbeeld.nl")
    answer = anna.send(f"{page}/invite", page)
    return "/invitations/" + re.search(r"/invitations/([\w-]+)", answer.text)[1]  # type: ignore[index]


def test_an_invited_carer_chooses_a_password_and_is_in(home: Any, client: Any) -> None:
    bram = client(None)
    address = invitation_for(home, client, home.bram)

    looked = [bram.get(address).status_code for _ in range(2)]
    accepted = bram.send(address, address, password=PHRASE)

    assert looked == [200, 200]
    assert accepted.status_code == 303
    assert "Bram" in bram.get("/me").text


def test_an_invitation_works_once(home: Any, client: Any) -> None:
    address = invitation_for(home, client, home.bram)
    client(None).send(address, address, password=PHRASE)

    again = client(None).send(address, "/sign-in", password="iets anders dan eerst")

    assert again.status_code == 410
    assert "al gebruikt of te oud" in again.text


def test_an_invitation_is_over_after_three_days(home: Any, client: Any) -> None:
    address = invitation_for(home, client, home.bram)

    home.clock.advance(timedelta(hours=72, seconds=1))

    assert client(None).get(address).status_code == 410


def test_a_carer_signs_in_with_address_and_password(home: Any, client: Any, bram_with_account: Any) -> None:
    bram = client(None)

    answer = bram.send("/sign-in", "/sign-in", email=" bram@voorbeeld.NL ", password=PHRASE)

    assert answer.status_code == 303
    assert "HttpOnly" in answer.headers["Set-Cookie"] and "SameSite=Lax" in answer.headers["Set-Cookie"]


def test_over_https_the_cookie_belongs_to_this_host_alone(home: Any, client: Any, bram_with_account: Any) -> None:
    bram, https = client(None), {"base_url": "https://driehoek.example"}
    page = bram.get("/sign-in", **https)
    token = re.search(r'name="csrf" value="([^"]+)"', page.text)[1]  # type: ignore[index]

    answer = bram.post("/sign-in", data={"csrf": token, "email": "bram@voorbeeld.nl", "password": PHRASE}, **https)

    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith(SECURE))
    assert "Secure" in cookie and "Path=/" in cookie and "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_a_wrong_password_says_nothing_about_the_address(home: Any, client: Any, bram_with_account: Any) -> None:
    known = client(None).send("/sign-in", "/sign-in", email="bram@voorbeeld.nl", password="niet dit wachtwoord")
    unknown = client(None).send("/sign-in", "/sign-in", email="nee@voorbeeld.nl", password="niet dit wachtwoord")

    sentence = re.compile(r'id="f-password-error">.*?<span>(.*?)</span>', re.DOTALL)
    assert sentence.search(known.text)[1] == sentence.search(unknown.text)[1]  # type: ignore[index]
    assert 'value="bram@voorbeeld.nl"' in known.text
    assert "niet dit wachtwoord" not in known.text


def test_the_sixth_wrong_password_waits_a_quarter_of_an_hour(home: Any, client: Any, bram_with_account: Any) -> None:
    wrong = {"email": "bram@voorbeeld.nl", "password": "niet dit wachtwoord"}
    right = wrong | {"password": PHRASE}

    answers = [client(None).send("/sign-in", "/sign-in", **wrong).status_code for _ in range(5)]
    blocked = client(None).send("/sign-in", "/sign-in", **right)
    home.clock.advance(timedelta(minutes=15, seconds=1))
    later = client(None).send("/sign-in", "/sign-in", **right)

    assert answers == [422] * 5
    assert blocked.status_code == 429
    assert later.status_code == 303


def test_signing_in_gives_a_new_token_and_signing_out_kills_it(home: Any, client: Any) -> None:
    bram = client(home.bram)
    before = bram.get_cookie(PLAIN).value

    answer = bram.send("/sign-out")
    bram.set_cookie(PLAIN, before)

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert bram.get("/me").headers["Location"].startswith("/sign-in")


def test_a_session_ends_when_nothing_is_done_for_half_a_day(home: Any, client: Any) -> None:
    bram = client(home.bram)

    home.clock.advance(timedelta(hours=11))
    busy = bram.get("/me").status_code
    home.clock.advance(timedelta(hours=11))
    still = bram.get("/me").status_code
    home.clock.advance(timedelta(hours=12, minutes=2))

    assert (busy, still) == (200, 200)
    assert bram.get("/me").status_code == 303


def test_a_session_ends_after_a_week_however_busy(home: Any, client: Any) -> None:
    bram = client(home.bram)

    for _ in range(7 * 3 + 1):
        home.clock.advance(timedelta(hours=8))
        bram.get("/me")

    assert bram.get("/me").status_code == 303


def test_only_the_hash_of_a_token_is_kept(home: Any, client: Any) -> None:
    bram = client(home.bram)
    token = bram.get_cookie(PLAIN).value

    kept = sqlite3.connect(home.house.workspace.data / "vault.db").execute("SELECT token FROM sessions").fetchall()

    assert len(kept[0][0]) == 64
    assert token not in str(kept)


def test_who_loses_the_account_is_out_everywhere(home: Any, client: Any) -> None:
    tablet, phone = client(home.bram), client(home.bram)
    page = f"/teams/{home.team}/people/{home.bram}"

    client(home.anna).send(f"{page}/close-account", page)

    assert tablet.get("/me").status_code == 303
    assert phone.get("/me").status_code == 303
    with sqlite3.connect(home.house.workspace.data / "vault.db") as vault:
        assert vault.execute("SELECT count(*) FROM sessions WHERE person = ?", (home.bram,)).fetchone() == (0,)


def test_an_account_closed_from_elsewhere_ends_the_session_too(home: Any, client: Any) -> None:
    bram = client(home.bram)

    with home.by(home.anna):
        home.house.people.close_account(home.bram)

    assert bram.get("/me").status_code == 303


def test_a_planner_cannot_get_into_an_open_account_by_an_invitation(
    home: Any, client: Any, bram_with_account: Any
) -> None:
    with home.by(home.anna):
        home.house.teams.give_role(home.team, person=home.fenna, role="planner", since="2026-01-01")
    page = f"/teams/{home.team}/people/{home.bram}"

    answer = client(home.fenna).send(f"{page}/invite", page)

    assert answer.status_code == 403


def test_the_addresses_stand_nowhere_in_clear(home: Any, client: Any, bram_with_account: Any) -> None:
    data = home.house.workspace.data
    files = [path.read_bytes().lower() for path in data.iterdir() if path.is_file()]

    assert files and not any(b"bram@voorbeeld" in content for content in files)


def test_the_list_of_the_demo_is_for_this_machine_only(home: Any, client: Any, app: Any) -> None:
    app.config["DEMO"] = True
    here, there = client(None), client(None)

    shown = here.get("/sign-in")
    behind_a_proxy = there.get("/sign-in", headers={"X-Forwarded-For": "203.0.113.9"})
    forced = there.post("/sign-in/demo", data={"person": home.anna}, headers={"X-Forwarded-For": "203.0.113.9"})
    became = here.send("/sign-in/demo", "/sign-in", person=home.fenna)

    assert "Fenna" in shown.text
    assert "Fenna" not in behind_a_proxy.text
    assert forced.status_code == 400
    assert became.status_code == 303 and "Fenna" in here.get("/me").text
    app.config["DEMO"] = False
    assert here.send("/sign-in/demo", person=home.anna).status_code == 404


def test_the_language_is_remembered_and_a_strange_next_page_is_not_followed(home: Any, client: Any) -> None:
    bram = client(home.bram)

    bram.send("/language", value="en")

    assert '<html lang="en"' in bram.get("/me").text
    for strange in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        assert bram.get("/sign-in", query_string={"next": strange}).headers["Location"] == "/"


def test_two_people_cannot_open_an_account_with_one_address(home: Any, client: Any) -> None:
    for_bram, for_fenna = (invitation_for(home, client, person) for person in (home.bram, home.fenna))

    first = client(None).send(for_bram, for_bram, password=PHRASE)
    second = client(None).send(for_fenna, for_fenna, password=PHRASE)

    assert (first.status_code, second.status_code) == (303, 422)
    assert "Iemand anders meldt zich al aan" in second.text
