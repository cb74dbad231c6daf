"""The API: the same rules as the pages, said to machines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS
from werkzeug.test import Client as Program

from domain.kernel import clock, id_of
from web.session import PLAIN

Client = Callable[[Any], Any]


@pytest.fixture
def lindehof(home: Any) -> Any:
    """De Lindehof with a roster that lies before the team."""
    home.draft()
    with home.by(home.anna):
        home.house.rosters.lay_before_team(home.roster)
    return home


def test_a_program_reads_its_teams_and_a_roster(lindehof: Any, machine: Any) -> None:
    lindehof.plan(lindehof.bram, "06", "L")
    bram = machine(lindehof.bram)

    teams = bram.get("/teams").json
    team = bram.get(f"/teams/{lindehof.team}").json
    roster = bram.get(f"/rosters/{lindehof.roster}").json

    assert teams == [{"id": lindehof.team, "name": "De Lindehof", "roles": ["member"]}]
    assert {"Bram", "Fenna"} <= {person["name"] for person in team["people"]}
    assert team["rosters"] == [{"id": lindehof.roster, "from": "2026-03-02", "to": "2026-03-29", "state": "planned"}]
    assert [(s["date"], s["kind"], s["person"]) for s in roster["shifts"]] == [("2026-03-06", "L", lindehof.bram)]
    assert {"date": "2026-03-02", "kind": "V", "min": 2} in roster["demand"]


def test_every_answer_can_be_of_then(lindehof: Any, machine: Any) -> None:
    position = lindehof.house.workspace.position()
    lindehof.plan(lindehof.bram, "06", "L")
    bram = machine(lindehof.bram)

    then = bram.get(f"/rosters/{lindehof.roster}?at={position}").json
    writing = bram.post(f"/rosters/{lindehof.roster}/shifts?at={position}", date="2026-03-09", kind="L")

    assert then["shifts"] == [] and then["position"] == position
    assert writing.status_code == 409 and writing.json["refusal"] == "PastIsReadOnly"


def test_a_shift_is_taken_once_for_one_key(lindehof: Any, machine: Any) -> None:
    bram, key, shift = machine(lindehof.bram), id_of("key"), id_of("shift")
    wanted = {"id": shift, "date": "2026-03-09", "kind": "L"}

    first = bram.post(f"/rosters/{lindehof.roster}/shifts", key=key, **wanted)
    again = bram.post(f"/rosters/{lindehof.roster}/shifts", key=key, **wanted)
    other = bram.post(f"/rosters/{lindehof.roster}/shifts", key=key, **wanted | {"kind": "V"})

    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 409)
    assert first.json == again.json and lindehof.who(shift) == lindehof.bram
    assert other.json["refusal"] == "CommandReused"


def test_a_refusal_has_a_name_a_sentence_and_its_status(lindehof: Any, machine: Any) -> None:
    lindehof.plan(lindehof.bram, "06", "L")
    bram = machine(lindehof.bram)

    answer = bram.post(f"/rosters/{lindehof.roster}/shifts", date="2026-03-07", kind="V")

    assert answer.status_code == 422
    assert answer.json["refusal"] == "TooLittleRest" and "11 uur rust" in answer.json["sentence"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"date": "2026-03-07", "kind": "V", "colour": "red"}, "colour"),
        ({"date": "morgen", "kind": "V"}, "date"),
        ({"date": "2026-03-07", "kind": 7}, "kind"),
        ({"kind": "V"}, "date"),
        ({"date": "2026-03-07", "kind": "V", "person": "anna"}, "person"),
    ],
)
def test_what_cannot_be_read_names_its_field(lindehof: Any, machine: Any, body: dict[str, Any], field: str) -> None:
    answer = machine(lindehof.bram).post(f"/rosters/{lindehof.roster}/shifts", **body)

    assert answer.status_code == 422 and answer.json["field"] == field and field in answer.json["sentence"]


def test_what_is_no_json_is_refused(lindehof: Any, machine: Any) -> None:
    bram = machine(lindehof.bram)

    answer = bram.client.post(
        f"/api/rosters/{lindehof.roster}/shifts",
        data="{date:",
        headers={"X-CSRFToken": bram.token, "Content-Type": "application/json"},
    )

    assert answer.status_code in (400, 422) and answer.json["sentence"]


def test_only_planners_plan_for_others(lindehof: Any, machine: Any) -> None:
    wanted = {"date": "2026-03-09", "kind": "L", "person": lindehof.fenna}

    bram = machine(lindehof.bram).post(f"/rosters/{lindehof.roster}/shifts", **wanted)
    anna = machine(lindehof.anna).post(f"/rosters/{lindehof.roster}/shifts", **wanted)

    assert (bram.status_code, anna.status_code) == (403, 201)


def test_colleagues_swap_through_the_api(lindehof: Any, machine: Any) -> None:
    giving, wanting = lindehof.plan(lindehof.bram, "06", "L"), lindehof.plan(lindehof.fenna, "09", "L")

    proposed = machine(lindehof.bram).post(f"/rosters/{lindehof.roster}/swaps", giving=giving, wanting=wanting)
    agreed = machine(lindehof.fenna).post(f"/rosters/{lindehof.roster}/swaps/{proposed.json['id']}/swap")

    assert (proposed.status_code, agreed.status_code) == (201, 201)
    assert lindehof.who(giving) == lindehof.fenna
    trail = machine(lindehof.emre).get(f"/teams/{lindehof.team}/trail?limit=1").json
    assert trail["entries"][0]["sentence"].startswith("Bram ruilde de late dienst")
    assert trail["before"]


def test_another_team_does_not_exist_and_nobody_is_nobody(lindehof: Any, client: Client, machine: Any) -> None:
    lindehof.second_team()
    shift = lindehof.plan(None, "06", "L")
    yara = machine(lindehof.yara)

    paths = [f"/teams/{lindehof.team}", f"/rosters/{lindehof.roster}", f"/teams/{lindehof.team}/trail"]
    assert {yara.get(path).status_code for path in paths} == {404}
    assert yara.post(f"/rosters/{lindehof.roster}/shifts/{shift}/claim").status_code == 404
    assert {client(None).get(f"/api{path}").status_code for path in ["/teams", *paths]} == {401}
    assert client(lindehof.bram).post(f"/api/rosters/{lindehof.roster}/shifts/{shift}/claim").status_code == 400


def test_the_api_describes_itself(client: Client) -> None:
    described = client(None).get("/api/openapi.json").json

    assert described["openapi"].startswith("3.")
    assert "/api/rosters/{roster}/shifts" in described["paths"]
    parameter = described["paths"]["/api/teams/{team}"]["parameters"][0]["schema"]
    assert parameter["pattern"] == "^[0-9a-f]{32}$"


def test_whatever_a_program_sends_nothing_breaks(lindehof: Any, app: Any, machine: Any) -> None:
    shift = lindehof.plan(lindehof.anna, "06", "L")
    anna = machine(lindehof.anna)
    known = {"team": lindehof.team, "roster": lindehof.roster, "shift": shift}
    schema: Any = schemathesis.openapi.from_wsgi("/api/openapi.json", _in_time(app, lindehof))
    cookie = anna.client.get_cookie(PLAIN).value
    failed = CHECKS.get_one("not_a_server_error")

    def send(case: Any) -> None:
        case.path_parameters = {name: known.get(name, value) for name, value in (case.path_parameters or {}).items()}
        answer = case.call(headers={"X-CSRFToken": anna.token}, cookies={PLAIN: cookie})
        case.validate_response(answer, checks=[failed])

    for operation in schema.get_all_operations():
        examples = settings(
            max_examples=12, database=None, deadline=None, phases=[Phase.generate], derandomize=True,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        examples(given(case=operation.ok().as_strategy())(send))()


def _in_time(app: Any, lindehof: Any) -> Any:
    """The application under the standing clock of the test, whichever thread asks."""

    def wsgi(environ: Any, start_response: Any) -> Any:
        clock._fixed.set(lindehof.clock)
        return app(environ, start_response)

    assert Program(wsgi).get("/livez").status_code == 200
    return wsgi


@pytest.mark.parametrize(
    ("method", "path", "who", "status", "refusal"),
    [
        ("GET", "/api/teams", None, 401, "Unauthorized"),
        ("GET", "/api/nothing", None, 404, "NotFound"),
        ("GET", "/api/nothing", "bram", 404, "NotFound"),
        ("POST", "/api/nothing", "bram", 400, "FormTooOld"),
        ("GET", "/api/rosters/" + "0" * 32, "bram", 404, "NotThere"),
        ("OPTIONS", "/api/nothing", "bram", 404, "NotFound"),
    ],
)
def test_every_no_has_one_shape(
    home: Any, client: Any, method: str, path: str, who: str | None, status: int, refusal: str
) -> None:
    signed_in = client(home.person(who) if who else None)

    answer = signed_in.open(path, method=method)

    assert answer.status_code == status
    assert set(answer.json) == {"refusal", "sentence", "field"}
    assert answer.json["refusal"] == refusal and answer.json["sentence"].endswith(".")
