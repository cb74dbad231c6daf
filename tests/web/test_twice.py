"""The same form or call sent twice: by a second tap, by the back button, by a machine that heard no answer."""

from __future__ import annotations

from typing import Any

from domain.kernel import new_id
from projections.mine import own_absences


def test_an_absence_that_is_reported_twice_is_one(home: Any, client: Any) -> None:
    bram, command = client(home.bram), new_id()
    form = {"first": "2026-03-05", "last": "2026-03-06", "kind": "leave", "command": command}

    answers = [bram.send("/me/absences", "/me/roster", **form) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    with home.house.now() as views:
        assert len(own_absences(views, home.bram, "2026-03-01")) == 1


def test_a_call_that_is_repeated_with_its_key_gives_the_first_answer(home: Any, client: Any) -> None:
    home.draft()
    anna = client(home.anna)
    headers = {"X-CSRFToken": anna.get("/api/me").json["csrf"], "Idempotency-Key": new_id()}
    asked = {"date": "2026-03-05", "kind": "V", "person": home.bram}

    answers = [anna.post(f"/api/rosters/{home.roster}/shifts", json=asked, headers=headers) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json == answers[1].json
