"""The pages of a team at a moment of before: who belonged to it by the day of then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any


def test_who_was_there_then_stands_on_the_page_of_then(home: Any, client: Any) -> None:
    with home.by(home.anna):
        home.house.staffing.leave_team(home.team, person=home.bram, until="2026-02-10")
    then = home.house.workspace.position()
    home.clock.advance(timedelta(days=30))
    anna = client(home.anna)

    page, page_then = (anna.get(f"/teams/{home.team}/people{asked}").text for asked in ("", f"?at={then}"))

    assert ("Bram" in page, "Bram" in page_then) == (False, True)
    assert anna.get(f"/teams/{home.team}/people/{home.bram}?at={then}").status_code == 200


def test_who_had_still_to_come_then_is_shown_so(home: Any, client: Any) -> None:
    with home.by(home.anna):
        home.house.staffing.hire_person(home.team, hire=home.hire("wim", since="2026-02-20"))
    then = home.house.workspace.position()
    home.clock.advance(timedelta(days=30))

    page = client(home.anna).get(f"/teams/{home.team}/people?at={then}").text

    assert "vanaf 20\u00a0februari" in page
