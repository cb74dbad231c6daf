"""Money for machines: the same rules as on the pages, in cents, and no more told than there."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from PIL import Image
from schemathesis.checks import CHECKS

from domain.finance.ledger import Line
from domain.kernel import clock, id_of
from tests.harness.budgets import Planned, evenly
from tests.harness.claimed import Till
from tests.harness.money import Purse
from tests.web.conftest import machine  # noqa: F401
from web.session import PLAIN

KETTLE = {
    "account": "4350", "cents": 2_450, "day": "2026-02-27", "supplier": "Hema", "text": "Waterkoker",
    "missing": "De bon is weggewaaid.",
}  # fmt: skip


@pytest.fixture
def till(purse: Purse) -> Till:
    """The claims of De Lindehof."""
    return Till(purse)


def picture() -> BytesIO:
    """A photo of a receipt."""
    file = BytesIO()
    Image.new("RGB", (40, 60), "white").save(file, "JPEG")
    file.seek(0)
    return file


def test_balances_on_a_day_as_known_then(purse: Purse, machine: Any) -> None:  # noqa: F811
    purse.pay("2026-01-20", "4310", 8_640)
    known = purse.position()
    purse.pay("2026-02-20", "4310", 1_000)
    fenna = machine(purse.fenna)

    now = fenna.get(f"/teams/{purse.team}/money/balances").json
    early = fenna.get(f"/teams/{purse.team}/money/balances?on=2026-01-31").json
    then = fenna.get(f"/teams/{purse.team}/money/balances?at={known}").json

    assert {one["account"]: one["cents"] for one in now["balances"]} == {"1010": -9_640, "4310": 9_640}
    assert now["balances"][1] == {
        "account": "4310", "name": "Energie", "fund": "team", "cents": 9_640, "debit": 9_640, "credit": 0
    }  # fmt: skip
    assert early["balances"] == then["balances"] and (early["on"], then["position"]) == ("2026-01-31", known)


def test_changes_explain_the_difference_and_budgets_stand_apart(purse: Purse, machine: Any) -> None:  # noqa: F811
    purse.pay("2026-01-20", "4310", 8_640)
    purse.close("2026-01")
    known = purse.position()
    purse.pay("2026-01-21", "4310", 1_000)
    Planned(purse).adopt({"4310": evenly(100)})
    purse.reopen("2026-01", "2026-03-03T16:00Z")

    found = machine(purse.fenna).get(f"/teams/{purse.team}/money/changes?from={known}").json

    sums: dict[str, int] = {}
    for one in found["before"] + found["changes"]:
        sums[one["account"]] = sums.get(one["account"], 0) + one["cents"]
    assert sums == {one["account"]: one["cents"] for one in found["after"]}
    assert {(one["kind"], one["by"]) for one in found["changes"]} == {("late", purse.fenna)}
    assert [(one["kind"], one["lines"]) for one in found["budget"]] == [
        ("adopted", [{"account": "4310", "cents": 1_200}])
    ]
    assert [(one["period"], one["asked_by"], one["by"]) for one in found["periods"]] == [
        ("2026-01", purse.bram, purse.cato)
    ]


def test_residents_money_is_told_only_to_who_may_and_the_look_is_written_first(purse: Purse, machine: Any) -> None:  # noqa: F811
    rosa, house = purse.home.person("rosa"), purse.home.house
    with purse.home.by(purse.bram):
        house.residents.open_resident_account(purse.team, rosa)
    purse.post("2026-02-03", Line("1030", 900), Line("1700", -900, rosa), fund="residents")
    asked = f"/teams/{purse.team}/money/balances?fund=residents"

    open_to_all = machine(purse.fenna).get(f"/teams/{purse.team}/money/balances").json
    refused = machine(purse.home.person("emre")).get(asked)
    none = house.access.looks(rosa)
    told = machine(purse.bram).get(asked)

    assert "1700" not in {one["account"] for one in open_to_all["balances"]}
    assert refused.status_code == 403 and none == []
    assert [(one.person, one.action) for one in house.access.looks(rosa)] == [
        (purse.bram, "finance.see_residents_money")
    ]
    assert {one["account"]: one["cents"] for one in told.json["balances"]} == {"1030": 900, "1700": -900}


def test_a_claim_goes_from_made_to_approved_by_the_hash_that_was_seen(till: Till, machine: Any) -> None:  # noqa: F811
    team, emre, fenna = till.purse.team, machine(till.emre), machine(till.fenna)

    made = emre.post(f"/teams/{team}/money/claims", **KETTLE)
    path = f"/teams/{team}/money/claims/{made.json['id']}"
    seen = fenna.get(path).json
    stale = fenna.post(f"{path}/approve", content="0" * 64, mandate=seen["may_approve_under"])
    done = fenna.post(f"{path}/approve", content=seen["content"], mandate=seen["may_approve_under"])

    assert made.status_code == 201 and (seen["cents"], seen["supplier"], seen["state"]) == (2_450, "Hema", "made")
    assert stale.status_code in (409, 422) and done.status_code == 201
    assert emre.get("/me/claims").json[0]["state"] == "approved"
    assert [one["id"] for one in fenna.get(f"/teams/{team}/money/claims?state=approved").json] == [made.json["id"]]
    assert till.purse.balances()["4350"] == 2_450


def test_a_photo_comes_along_as_a_form(till: Till, machine: Any) -> None:  # noqa: F811
    emre = machine(till.emre)
    fields = {**KETTLE, "cents": "2450", "missing": "", "receipt": (picture(), "bon.jpg")}

    made = emre.client.post(
        f"/api/teams/{till.purse.team}/money/claims/with-receipt", data=fields, headers={"X-CSRFToken": emre.token},
        content_type="multipart/form-data",
    )  # fmt: skip
    seen = emre.get(f"/teams/{till.purse.team}/money/claims/{made.json['id']}").json

    assert made.status_code == 201 and len(seen["receipt"]) == 64 and seen["missing"] is None


def test_what_is_no_photo_is_refused_by_name(till: Till, machine: Any) -> None:  # noqa: F811
    emre = machine(till.emre)
    fields = {**KETTLE, "cents": "2450", "receipt": (BytesIO(b"no picture"), "bon.jpg")}

    answer = emre.client.post(
        f"/api/teams/{till.purse.team}/money/claims/with-receipt", data=fields, headers={"X-CSRFToken": emre.token},
        content_type="multipart/form-data",
    )  # fmt: skip

    assert answer.status_code == 422 and answer.json["field"] == "receipt" and answer.json["sentence"]


def test_no_has_a_reason_and_one_takes_back_only_ones_own(till: Till, machine: Any) -> None:  # noqa: F811
    first, second = till.make(), till.make()
    claims = f"/teams/{till.purse.team}/money/claims"

    declined = machine(till.fenna).post(f"{claims}/{first}/decline", why="Dit hoort bij de huur.")
    others = machine(till.fenna).post(f"{claims}/{second}/withdraw")
    own = machine(till.emre).post(f"{claims}/{second}/withdraw")

    assert declined.status_code == 201 and own.status_code == 201 and others.status_code in (403, 404, 409, 422)
    assert machine(till.emre).get(f"{claims}/{first}").json["why"] == "Dit hoort bij de huur."
    assert till.claim(second).state == "withdrawn"


def test_an_account_number_is_only_for_who_pays_and_who_asked(till: Till, machine: Any) -> None:  # noqa: F811
    claim = till.make(how="bank", iban="NL91ABNA0417164300")
    path = f"/teams/{till.purse.team}/money/claims/{claim}"

    shown = [machine(one).get(path).json["iban"] for one in (till.emre, till.bram, till.fenna)]

    assert shown[0] and shown[1] and shown[2] is None


def test_the_same_key_claims_once(till: Till, machine: Any) -> None:  # noqa: F811
    emre, key = machine(till.emre), id_of("tap")

    answers = [emre.post(f"/teams/{till.purse.team}/money/claims", key, **KETTLE).json for _ in range(2)]

    assert answers[0] == answers[1] and len(emre.get("/me/claims").json) == 1


@pytest.mark.parametrize(
    "wrong", [{"cents": 24.5}, {"cents": "24,50"}, {"cents": 0}, {"day": "morgen"}, {"colour": "red"}, {"how": "gold"}]
)
def test_what_cannot_be_read_names_its_field(till: Till, machine: Any, wrong: dict[str, Any]) -> None:  # noqa: F811
    answer = machine(till.emre).post(f"/teams/{till.purse.team}/money/claims", **(KETTLE | wrong))

    assert answer.status_code == 422 and answer.json["field"] == next(iter(wrong))


def test_of_another_team_there_is_nothing(till: Till, machine: Any) -> None:  # noqa: F811
    till.home.second_team()
    claim, team = till.make(), till.purse.team
    paths = ["balances", "balances?fund=residents", "changes?from=1", "claims", f"claims/{claim}"]
    yara = machine(till.home.person("yara"))

    assert {yara.get(f"/teams/{team}/money/{path}").status_code for path in paths} == {404}
    assert yara.post(f"/teams/{team}/money/claims", **KETTLE).status_code == 404
    for verb, body in (("decline", {"why": "x"}), ("approve", {"content": "0" * 64, "mandate": till.mandate})):
        assert yara.post(f"/teams/{team}/money/claims/{claim}/{verb}", **body).status_code == 404


def test_in_the_past_nothing_is_claimed(till: Till, machine: Any) -> None:  # noqa: F811
    answer = machine(till.emre).post(f"/teams/{till.purse.team}/money/claims?at={till.purse.position()}", **KETTLE)

    assert answer.status_code == 409 and answer.json["refusal"] == "PastIsReadOnly"


def test_it_is_described(client: Any) -> None:
    paths = client(None).get("/api/openapi.json").json["paths"]
    money = "/api/teams/{team}/money"

    assert {f"{money}/balances", f"{money}/changes", f"{money}/claims", f"{money}/claims/with-receipt"} <= set(paths)
    assert {f"{money}/claims/{{claim}}/{verb}" for verb in ("approve", "decline", "withdraw")} <= set(paths)
    form = paths[f"{money}/claims/with-receipt"]["post"]["requestBody"]["content"]
    assert set(form) == {"multipart/form-data"}


def test_whatever_a_program_sends_nothing_breaks(till: Till, app: Any, machine: Any) -> None:  # noqa: F811
    claim = till.make()
    known = {"team": till.purse.team, "claim": claim}
    fenna = machine(till.fenna)

    def wsgi(environ: Any, start_response: Any) -> Any:
        clock._fixed.set(till.home.clock)
        return app(environ, start_response)

    schema: Any = schemathesis.openapi.from_wsgi("/api/openapi.json", wsgi).include(path_regex="/money/|/me/claims")
    cookie, failed = fenna.client.get_cookie(PLAIN).value, CHECKS.get_one("not_a_server_error")

    def send(case: Any) -> None:
        case.path_parameters = {name: known.get(name, value) for name, value in (case.path_parameters or {}).items()}
        answer = case.call(headers={"X-CSRFToken": fenna.token}, cookies={PLAIN: cookie})
        case.validate_response(answer, checks=[failed])

    seen = 0
    for operation in schema.get_all_operations():
        examples = settings(
            max_examples=10, database=None, deadline=None, phases=[Phase.generate], derandomize=True,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        examples(given(case=operation.ok().as_strategy())(send))()
        seen += 1
    assert seen == 10
