"""The second answer to the same question comes before the app: it is what the app would say."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from domain.kernel import Id
from domain.workspace import Workspace
from tests.harness.home import Home
from tests.web.conftest import SignedIn

Client = Callable[[Id | None], SignedIn]


@pytest.fixture
def opened(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths for which the app itself was asked."""
    found: list[str] = []
    still: Any = app.wsgi_app
    inner = still._app

    def counting(environ: dict[str, Any], start_response: Any) -> Any:
        found.append(environ["PATH_INFO"])
        return inner(environ, start_response)

    monkeypatch.setattr(still, "_app", counting)
    return found


def polled(page: SignedIn, home: Home) -> str:
    """The address that the roster page polls, of which the first "nothing is new" was given."""
    part = re.search(r'hx-get="([^"]+/part[^"]*)"', page.get(f"/rosters/{home.roster}").text)
    assert part
    address = part[1].replace("&amp;", "&")
    assert page.get(address).status_code == 204
    return address


def test_the_same_question_is_answered_before_the_app_with_the_same_headers(
    lindehof: Home, client: Client, opened: list[str]
) -> None:
    bram = client(lindehof.person("bram"))
    address = polled(bram, lindehof)
    opened.clear()

    one, two = bram.get(address), bram.get(address)

    assert (one.status_code, two.status_code, opened) == (204, 204, [])
    assert one.headers["X-Request-ID"] != two.headers["X-Request-ID"]
    assert one.headers["Cache-Control"] == "no-store" and "default-src 'none'" in one.headers["Content-Security-Policy"]


def test_a_change_by_anybody_is_seen_at_once(lindehof: Home, client: Client) -> None:
    bram = client(lindehof.person("bram"))
    address = polled(bram, lindehof)

    lindehof.plan(lindehof.person("fenna"), "05", "L")

    assert bram.get(address).status_code == 200


def test_who_was_signed_out_elsewhere_gets_no_answer(
    lindehof: Home, client: Client, app: Flask, opened: list[str]
) -> None:
    bram = client(lindehof.person("bram"))
    address = polled(bram, lindehof)
    opened.clear()

    app.extensions["accounts"].end_sessions(lindehof.person("bram"))

    assert bram.get(address).status_code in (302, 303, 401)
    assert len(opened) == 1


def test_a_session_that_is_over_gets_no_answer(lindehof: Home, client: Client, app: Flask) -> None:
    bram = client(lindehof.person("bram"))
    address = polled(bram, lindehof)

    app.extensions["accounts"].rows.execute("UPDATE sessions SET until = 0")

    assert bram.get(address).status_code in (302, 303, 401)


def test_after_midnight_the_table_comes_with_another_today(lindehof: Home, client: Client) -> None:
    lindehof.clock.moment += timedelta(hours=8)
    bram = client(lindehof.person("bram"))
    address = polled(bram, lindehof)

    lindehof.clock.moment += timedelta(hours=2)

    assert bram.get(address).status_code == 200


def test_an_answer_is_for_the_session_that_it_was_given_to(lindehof: Home, client: Client, opened: list[str]) -> None:
    address = polled(client(lindehof.person("bram")), lindehof)
    opened.clear()

    nobody = client(None).get(address)

    assert nobody.status_code in (302, 303, 401) and len(opened) == 1


def test_when_the_log_cannot_be_read_the_app_says_so(
    lindehof: Home, client: Client, app: Flask, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bram = client(lindehof.person("bram"))
    address = polled(bram, lindehof)
    opened.clear()

    def gone() -> int:
        raise OSError("the disk is gone")

    monkeypatch.setattr(app.wsgi_app, "_position", gone)

    bram.get(address)

    assert len(opened) == 1


def test_vandaag_which_changes_with_the_clock_is_always_asked_of_the_app(
    lindehof: Home, client: Client, opened: list[str]
) -> None:
    bram = client(lindehof.person("bram"))
    part = re.search(r'hx-get="([^"]+)"', bram.get(f"/teams/{lindehof.team}").text)
    assert part
    opened.clear()

    for _ in range(2):
        assert bram.get(part[1].replace("&amp;", "&"), headers={"HX-Request": "true"}).status_code == 204

    assert len(opened) == 2


def test_what_changed_is_sent_before_the_app_as_the_app_itself_would_send_it(
    lindehof: Home, client: Client, app: Flask, opened: list[str]
) -> None:
    bram = client(lindehof.person("bram"))
    address = polled(bram, lindehof)
    opened.clear()

    lindehof.plan(lindehof.person("fenna"), "05", "L")
    before = bram.get(address)
    app.wsgi_app._told.clear()  # type: ignore[attr-defined]
    itself = bram.get(address)

    assert (before.status_code, before.data, len(opened)) == (200, itself.data, 1)
    own = {"X-Request-ID", "Content-Security-Policy"}
    assert {h for h in before.headers if h[0] not in own} == {h for h in itself.headers if h[0] not in own}
    assert before.headers["Content-Security-Policy"] != itself.headers["Content-Security-Policy"]


def test_whoever_left_the_team_is_told_by_the_app_that_it_is_not_theirs(
    lindehof: Home, client: Client, opened: list[str]
) -> None:
    emre = lindehof.person("emre")
    page = client(emre)
    address = polled(page, lindehof)
    opened.clear()

    with lindehof.by(lindehof.person("anna")):
        lindehof.house.staffing.leave_team(lindehof.team, person=emre, until="2026-02-19")

    assert page.get(address).status_code == 404
    assert len(opened) == 1


def test_a_roster_in_another_state_comes_from_the_app_with_its_new_steps(
    lindehof: Home, client: Client, opened: list[str]
) -> None:
    bram = client(lindehof.person("bram"))
    address = polled(bram, lindehof)
    opened.clear()

    lindehof.publish()

    assert bram.get(address).status_code == 200
    assert len(opened) == 1


def test_an_erased_name_is_gone_from_the_next_answer(lindehof: Home, client: Client, opened: list[str]) -> None:
    bram = client(lindehof.person("bram"))
    address = polled(bram, lindehof)
    opened.clear()

    lindehof.plan(lindehof.person("fenna"), "05", "L")
    with closing(Workspace(lindehof.house.workspace.data)) as elsewhere:  # another process
        elsewhere.vault.erase(lindehof.person("fenna"), "test", lindehof.person("anna"))

    found = bram.get(address)
    assert found.status_code == 200 and "gewist" in found.text and "Fenna" not in found.text


def test_a_poll_in_english_stays_english(lindehof: Home, client: Client, opened: list[str]) -> None:
    bram = client(lindehof.person("bram"))
    bram.set_cookie("taal", "en")
    address = polled(bram, lindehof)
    opened.clear()

    lindehof.plan(lindehof.person("fenna"), "05", "L")

    assert "roster as known on" in bram.get(address).text and not opened


def test_a_shift_of_ones_own_that_changed_is_also_answered_before_the_app(
    lindehof: Home, client: Client, app: Flask, opened: list[str]
) -> None:
    bram = client(lindehof.person("bram"))
    address = polled(bram, lindehof)
    opened.clear()

    lindehof.plan(lindehof.person("bram"), "05", "L")
    before, again = bram.get(address), bram.get(address)
    app.wsgi_app._told.clear()  # type: ignore[attr-defined]
    itself = bram.get(address)

    assert (before.status_code, before.data, again.data, len(opened)) == (200, itself.data, itself.data, 1)


def test_whoever_was_given_a_role_is_answered_by_the_app(lindehof: Home, client: Client, opened: list[str]) -> None:
    bram = client(lindehof.person("bram"))
    address = polled(bram, lindehof)
    opened.clear()

    with lindehof.by(lindehof.person("anna")):
        lindehof.house.teams.give_role(
            lindehof.team, person=lindehof.person("bram"), role="planner", since="2026-02-02"
        )

    assert bram.get(address).status_code in (200, 204)
    assert len(opened) == 1


def test_whoever_looked_at_another_moment_is_answered_before_the_app_with_their_own_dog_ears(
    lindehof: Home, client: Client, app: Flask, opened: list[str]
) -> None:
    lindehof.publish()
    bram = client(lindehof.person("bram"))
    address = polled(bram, lindehof)
    looked = lindehof.house.workspace.position()
    lindehof.plan(lindehof.person("fenna"), "05", "L")
    opened.clear()

    old, new = (re.sub(r"looked=\d+", f"looked={at}", address) for at in (looked, looked + 10))
    before = [bram.get(one).data for one in (old, new, old)]
    app.wsgi_app._told.clear()  # type: ignore[attr-defined]
    itself = [bram.get(old).data]
    app.wsgi_app._told.clear()  # type: ignore[attr-defined]
    itself += [bram.get(new).data]

    assert before == [*itself, itself[0]] and itself[0] != itself[1]
    assert len(opened) == 2
