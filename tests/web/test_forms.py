"""What every form keeps: its token, what was typed, and one outcome."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from web import create_app


def test_a_form_without_its_token_changes_nothing(home: Any, client: Any) -> None:
    before = home.house.workspace.position()

    answer = client(home.anna).post(f"/teams/{home.team}/rename", data={"team_name": "Gekaapt"})

    assert answer.status_code == 400
    assert home.house.workspace.position() == before


def test_the_token_of_somebody_else_is_refused(home: Any, client: Any) -> None:
    token = re.search(r'name="csrf" value="([^"]+)"', client(home.bram).get("/me").text)[1]  # type: ignore[index]

    answer = client(home.anna).post(f"/teams/{home.team}/rename", data={"team_name": "Gekaapt", "csrf": token})

    assert answer.status_code == 400


def test_a_form_sent_twice_has_one_outcome(home: Any, client: Any) -> None:
    anna, page = client(home.anna), f"/teams/{home.team}/people/new"
    fields = {"name": "Noor Appelboom", "place": "member", "hours": "24", "command": "c" * 32, "since": "2026-02-01"}

    first = anna.send(f"/teams/{home.team}/people", page, **fields)
    position = home.house.workspace.position()
    second = anna.send(f"/teams/{home.team}/people", page, **fields)

    assert first.headers["Location"] == second.headers["Location"]
    assert home.house.workspace.position() == position


def test_a_refusal_stands_by_its_field_and_the_rest_stays_as_typed(home: Any, client: Any) -> None:
    page = f"/teams/{home.team}/people/new"

    answer = client(home.anna).send(f"/teams/{home.team}/people", page, name="Noor Appelboom", since="ooit", hours="24")

    assert answer.status_code == 422
    assert 'value="Noor Appelboom"' in answer.text and 'value="ooit"' in answer.text
    assert 'id="f-since-error"' in answer.text
    assert "Deze datum lezen we niet" in answer.text


def test_htmx_gets_the_sentence_as_a_part(home: Any, client: Any) -> None:
    anna = client(home.anna)
    token = re.search(r'name="csrf" value="([^"]+)"', anna.get("/me").text)[1]  # type: ignore[index]

    answer = anna.post(
        f"/teams/{home.team}/rename", data={"team_name": ""}, headers={"HX-Request": "true", "X-CSRFToken": token}
    )

    assert answer.status_code == 422
    assert "<html" not in answer.text
    assert "hoogstens 80 tekens" in answer.text


def test_nothing_typed_is_lost_when_the_session_ended_meanwhile(home: Any, client: Any) -> None:
    anna, page = client(home.anna), f"/teams/{home.team}/people/new"
    token = re.search(r'name="csrf" value="([^"]+)"', anna.get(page).text)[1]  # type: ignore[index]
    typed = {"name": "Noor Appelboom", "hours": "24", "since": "2026-02-01", "csrf": token, "page": page}
    before = home.house.workspace.position()

    home.clock.advance(timedelta(hours=13))
    sent = anna.post(f"/teams/{home.team}/people", data=typed)
    back = sign_in_again(anna, home.anna, sent.headers["Location"])

    assert home.house.workspace.position() == before
    assert 'value="Noor Appelboom"' in back.text and 'value="24"' in back.text
    assert "Wat je typte staat er nog" in back.text


def test_what_somebody_typed_is_not_for_who_signs_in_next(home: Any, client: Any) -> None:
    anna, page = client(home.anna), f"/teams/{home.team}/people/new"
    token = re.search(r'name="csrf" value="([^"]+)"', anna.get(page).text)[1]  # type: ignore[index]
    with home.by(home.anna):
        home.house.teams.give_role(home.team, person=home.fenna, role="planner", since="2026-01-01")

    home.clock.advance(timedelta(hours=13))
    sent = anna.post(f"/teams/{home.team}/people", data={"name": "Noor Appelboom", "csrf": token, "page": page})
    back = sign_in_again(anna, home.fenna, sent.headers["Location"])

    assert "Noor" not in back.text


def test_what_was_typed_stands_in_the_vault_only_sealed(home: Any, client: Any) -> None:
    anna, page = client(home.anna), f"/teams/{home.team}/people/new"
    token = re.search(r'name="csrf" value="([^"]+)"', anna.get(page).text)[1]  # type: ignore[index]

    home.clock.advance(timedelta(hours=13))
    anna.post(f"/teams/{home.team}/people", data={"name": "Noor Appelboom", "csrf": token, "page": page})

    files = [path.read_bytes() for path in home.house.workspace.data.iterdir() if path.is_file()]
    assert not any(b"Appelboom" in content for content in files)


def sign_in_again(client: Any, person: str, address: str) -> Any:
    """Sign in, as the demo does it, on the page that the answer led to."""
    client.application.config["DEMO"] = True
    token = re.search(r'name="csrf" value="([^"]+)"', client.get(address).text)[1]  # type: ignore[index]
    to = re.search(r'name="next" value="([^"]+)"', client.get(address).text)[1].replace("&amp;", "&")  # type: ignore[index]
    answer = client.post("/sign-in/demo", data={"csrf": token, "person": person, "next": to})
    return client.get(answer.headers["Location"])


def test_what_is_too_large_is_refused_before_it_is_read(home: Any, client: Any) -> None:
    answer = client(home.anna).post("/language", data={"value": "x" * 2_000_000})

    assert answer.status_code == 413
    assert "te groot" in answer.text


@pytest.mark.parametrize(
    "address",
    ["/me", "/nergens", "/livez", "/teams/" + "0" * 32 + "/people", "/sign-in", "/static/app.js", "/me?at=ooit"],
)
def test_every_answer_carries_the_strict_headers(home: Any, client: Any, address: str) -> None:
    answer = client(home.anna).get(address)

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert address.startswith("/static") or answer.headers["Cache-Control"] == "no-store"


def test_in_the_past_nothing_can_be_changed(home: Any, client: Any) -> None:
    anna = client(home.anna)
    position = home.house.workspace.position()

    answer = anna.send(f"/teams/{home.team}/rename?at={position}", team_name="Toen")

    assert answer.status_code == 409
    assert "Ga terug naar nu" in answer.text
    assert home.house.workspace.position() == position


def test_an_error_of_ours_shows_no_trace_and_its_log_line_no_name(home: Any, capfd: Any) -> None:
    app = create_app(home.house.workspace.data, config={"HOUSE": home.house})
    from web.acts import public

    def breaks() -> str:
        raise ValueError("Bram Kersenpit, bram@voorbeeld.nl")

    app.add_url_rule("/breaks", "breaks", public(breaks))
    client: FlaskClient = app.test_client()

    answer = client.get("/breaks")

    said = capfd.readouterr()
    assert answer.status_code == 500
    assert "ValueError" not in answer.text and "Kersenpit" not in answer.text
    assert '"kind": "ValueError"' in said.err and answer.headers["X-Request-ID"] in said.err
    assert "Kersenpit" not in said.err + said.out and "Traceback" not in said.err


def test_no_name_and_no_address_is_ever_in_a_log_line(home: Any, client: Any, capfd: Any) -> None:
    anna, page = client(home.anna), f"/teams/{home.team}/people/{home.bram}"

    anna.send(f"{page}/rename", page, name="Kanarie Vogelaar")
    anna.send(f"{page}/email", page, email="kanarie@voorbeeld.nl")
    anna.send(f"{page}/email", page, email="kanarie@@voorbeeld")
    link = re.search(r"/invitations/[\w-]+", anna.send(f"{page}/invite", page).text)[0]  # type: ignore[index]
    client(None).send(link, link, password="kanarie in een kooi")
    client(None).send("/sign-in", "/sign-in", email="kanarie@voorbeeld.nl", password="kanarie mis")
    client(home.emre).send(f"{page}/rename", name="Kanarie")

    said = "".join(capfd.readouterr()).lower()
    assert "signed_in" in said and "denied" in said and "sign_in_refused" in said
    assert "kanarie" not in said and "voorbeeld" not in said and link.rpartition("/")[2].lower() not in said


def test_a_reload_of_a_forms_own_address_comes_to_the_page_of_the_form(lindehof: Any, client: Any) -> None:
    shift = lindehof.plan(lindehof.bram, "04", "V")
    lindehof.publish()
    page = f"/rosters/{lindehof.roster}/shifts/{shift}/market"
    bram = client(lindehof.bram)

    again, preview = bram.get(f"{page}/some"), bram.get("/rules/preview")

    assert (again.status_code, again.location) == (303, page) and bram.get(page).status_code == 200
    assert (preview.status_code, preview.location) == (303, "/rules")
    assert bram.get("/sign-out").status_code == 405
    assert bram.get(f"{page}/some", headers={"HX-Request": "true"}).status_code == 405
