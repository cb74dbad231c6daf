"""Strange addresses, in the bar and in a form's `page`: an answer that leads somewhere, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.harness.home import FIRST


@pytest.mark.parametrize("name", ["endpoint", "_scheme", "_anchor", "_method", "_external", "self", "team"])
def test_no_argument_of_an_address_has_a_meaning_for_the_program(home: Any, client: Any, name: str) -> None:
    anna = client(home.anna)

    then = anna.get(f"/teams/{home.team}/people?at=3&{name}=javascript")
    pinned = anna.get(f"/teams/{home.team}/people?at=2026-02-02T10:00&{name}=javascript")

    assert then.status_code == 200
    assert pinned.status_code == 302
    assert pinned.location.startswith(f"/teams/{home.team}/people?")
    assert "javascript:" not in then.text


@pytest.mark.parametrize("number", ["9" * 30, "-" + "9" * 30, str(2**63), "0", "-1"])
@pytest.mark.parametrize("name", ["done", "looked", "since"])
def test_a_number_that_no_position_can_be_is_taken_for_none(home: Any, client: Any, name: str, number: str) -> None:
    home.draft()
    home.publish()
    anna = client(home.anna)

    page = anna.get(f"/rosters/{home.roster}?{name}={number}")
    part = anna.get(f"/rosters/{home.roster}/part?since=0&{name}={number}")

    assert (page.status_code, part.status_code < 500) == (200, True)


@pytest.mark.parametrize("page", ["/€", "/me?€", "/💥?x=💥", "/%E2%82%AC", "/\udce2"])
def test_a_form_from_a_page_with_a_strange_address_is_refused_like_any_other(home: Any, client: Any, page: str) -> None:
    anna = client(home.anna)

    answer = anna.send(f"/teams/{home.team}/rename", "/me", team_name="", page=page.encode("utf-8", "replace").decode())

    assert answer.status_code < 500


def test_a_session_that_ends_under_a_live_part_leads_back_to_the_whole_page(home: Any, client: Any) -> None:
    home.draft()
    home.publish()
    nobody = client(None)
    looking = f"/rosters/{home.roster}?from={FIRST}&weeks=2"

    asked = nobody.get(
        f"/rosters/{home.roster}/part?since=3",
        headers={"HX-Request": "true", "HX-Current-URL": f"http://localhost{looking}"},
    )

    assert asked.status_code == 401
    assert "part" not in asked.headers["HX-Redirect"]
    assert f"next=/rosters/{home.roster}?from%3D{FIRST}" in asked.headers["HX-Redirect"].replace("%2F", "/").replace(
        "%3F", "?"
    )


def test_what_htmx_says_of_its_page_need_not_be_an_address(home: Any, client: Any) -> None:
    anna = client(home.anna)

    answer = anna.get("/me", headers={"HX-Current-URL": "http://[bad"})

    assert answer.status_code == 200
