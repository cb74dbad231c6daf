"""The pages of a team at a moment of before: who belonged to it by the day of then."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

ADDRESSES = {"team", "roster", "person", "position"}
LOOKS = ["/language", "/theme", "/sign-out"]
"""The only forms of then: they change how this device shows things, and nothing of the house."""


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


def test_no_page_of_then_has_a_form_that_writes(home: Any, client: Any, app: Any) -> None:
    home.draft()
    home.publish()
    then = home.house.workspace.position()
    own = {"team": home.team, "roster": home.roster, "person": home.bram, "position": 3}
    anna = client(home.anna)
    rules = [r for r in app.url_map.iter_rules() if "GET" in r.methods and r.arguments <= ADDRESSES]

    forms = {}
    for rule in rules:
        address = re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda m: str(own[m[1]]), rule.rule)
        answer = anna.get(address, query_string={"at": then})
        page = answer.text if answer.mimetype == "text/html" else ""
        forms[rule.endpoint] = re.findall(r'<form[^>]*method="post"[^>]*action="([^"?]*)', page)

    assert {endpoint: found for endpoint, found in forms.items() if found} == {"accounts.me": LOOKS}
