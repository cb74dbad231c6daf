"""What a program may count on: nothing silently otherwise, pages that add up, and a description that is true."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from domain.kernel import id_of
from domain.kernel.money import MOST_CENTS
from tests.finance.web.test_api import KETTLE, till  # noqa: F401
from tests.harness.claimed import Till
from tests.harness.money import Purse
from tests.web.conftest import machine  # noqa: F401

GUIDE = Path(__file__).parents[3] / "docs" / "api.md"


def test_a_question_that_is_mistyped_is_refused_and_not_answered_otherwise(purse: Purse, machine: Any) -> None:  # noqa: F811
    purse.pay("2026-01-20", "4310", 8_640)
    fenna = machine(purse.fenna)

    wrong = fenna.get(f"/teams/{purse.team}/money/balances?om=2026-01-01")
    right = fenna.get(f"/teams/{purse.team}/money/balances?on=2026-01-01&at={purse.position()}")

    assert (wrong.status_code, wrong.json["field"]) == (422, "om") and right.status_code == 200


def test_a_key_that_is_none_is_refused_and_not_claimed_twice(till: Till, machine: Any) -> None:  # noqa: F811
    emre, claims = machine(till.emre), f"/teams/{till.purse.team}/money/claims"

    refused = emre.post(claims, "order-1", **KETTLE)
    dashed = [emre.post(claims, "3f2504e0-4f89-41d3-9a0c-0305e82c3301", **KETTLE).json for _ in range(2)]

    assert (refused.status_code, refused.json["field"]) == (422, "Idempotency-Key")
    assert dashed[0] == dashed[1] and len(emre.get("/me/claims").json) == 1


def test_no_claim_is_more_than_any_amount_can_be(till: Till, machine: Any) -> None:  # noqa: F811
    answer = machine(till.emre).post(f"/teams/{till.purse.team}/money/claims", **KETTLE | {"cents": MOST_CENTS + 1})

    assert (answer.status_code, answer.json["field"]) == (422, "cents")


def test_what_is_wrong_in_a_field_is_told_in_one_language(till: Till, machine: Any) -> None:  # noqa: F811
    emre, claims = machine(till.emre), f"/teams/{till.purse.team}/money/claims"
    said = {}
    for language in ("nl", "en"):
        for field, value in {"cents": 2.5, "day": "morgen", "how": "gold", "colour": "red", "text": ""}.items():
            answer = emre.client.post(
                f"/api{claims}", json=KETTLE | {field: value},
                headers={"X-CSRFToken": emre.token, "Accept-Language": language},
            )  # fmt: skip
            said[language, field] = answer.json["sentence"]
    nothing = emre.client.post(f"/api{claims}", json=[], headers={"X-CSRFToken": emre.token}).json["sentence"]

    assert said["nl", "cents"] == "Dit veld klopt niet: cents. Dit is geen heel getal."
    assert said["en", "cents"] == "This field is not right: cents. This is no whole number."
    assert said["nl", "how"] == "Dit veld klopt niet: how. Kies een van: cash, bank."
    assert said["nl", "text"] == "Dit veld klopt niet: text. Schrijf 1 tot 1000 tekens."
    assert nothing == "Deze vraag klopt niet. Stuur een JSON-object."
    assert not re.search(
        r"\b(not|must|be|of|field|valid)\b", " ".join(v for (lang, _), v in said.items() if lang == "nl")
    )


def test_claims_come_in_pages(till: Till, machine: Any) -> None:  # noqa: F811
    made = [till.make() for _ in range(3)]
    fenna, claims = machine(till.fenna), f"/teams/{till.purse.team}/money/claims"

    first = fenna.get(f"{claims}?limit=2").json
    rest = fenna.get(f"{claims}?limit=2&before={first[-1]['position']}").json
    own = machine(till.emre).get(f"/me/claims?limit=2&before={first[-1]['position']}").json

    assert [one["id"] for one in first + rest] == made[::-1] and own == rest
    assert fenna.get(f"{claims}?limit=201").status_code == 422


def test_what_changed_comes_in_pages_that_each_add_up(purse: Purse, machine: Any) -> None:  # noqa: F811
    for day in range(1, 6):
        purse.pay(f"2026-01-0{day}", "4310", day * 100)
    purse.close("2026-01")
    purse.reopen("2026-01", "2026-03-03T16:00Z")
    fenna, changes = machine(purse.fenna), f"/teams/{purse.team}/money/changes"

    whole = fenna.get(f"{changes}?from=0").json
    pages = [fenna.get(f"{changes}?from=0&limit=2").json]
    while pages[-1]["more"]:
        pages.append(fenna.get(f"{changes}?from={pages[-1]['to']}&limit=2").json)

    assert not whole["more"] and [len(page["changes"]) for page in pages] == [4, 4, 2]
    for page, following in zip(pages, [*pages[1:], None], strict=True):
        sums: dict[str, int] = {}
        for one in page["before"] + page["changes"]:
            sums[one["account"]] = sums.get(one["account"], 0) + one["cents"]
        assert sums == {one["account"]: one["cents"] for one in page["after"]}
        assert following is None or (following["from"], following["before"]) == (page["to"], page["after"])
    assert [one for page in pages for one in page["changes"]] == whole["changes"]
    assert [one for page in pages for one in page["periods"]] == whole["periods"] != []
    assert pages[-1]["to"] == whole["to"] == purse.position()


def test_pages_of_then_end_then(purse: Purse, machine: Any) -> None:  # noqa: F811
    for day in (1, 2, 3):
        purse.pay(f"2026-01-0{day}", "4310", day * 100)
    known = purse.position()
    purse.pay("2026-01-04", "4310", 400)
    changes = f"/teams/{purse.team}/money/changes?at={known}&from="

    first = machine(purse.fenna).get(f"{changes}0&limit=2").json
    last = machine(purse.fenna).get(f"{changes}{first['to']}&limit=2").json

    assert (first["more"], last["more"], last["to"]) == (True, False, known)
    assert sum(one["cents"] for one in first["changes"] + last["changes"] if one["account"] == "4310") == 600


def test_the_description_says_how_one_comes_in_and_what_each_question_takes(client: Any) -> None:
    described = client(None).get("/api/openapi.json").json
    paths, schemas = described["paths"], described["components"]["schemas"]

    def names(path: str, verb: str, place: str) -> set[str]:
        return {one["name"] for one in paths[path][verb]["parameters"] if one["in"] == place}

    money = "/api/teams/{team}/money"
    assert "/sign-in" in described["info"]["description"]
    assert described["security"] == [{"session": []}]
    assert described["components"]["securitySchemes"]["session"]["in"] == "cookie"
    assert names(f"{money}/changes", "get", "query") == {"on", "fund", "from", "limit", "at"}
    assert names(f"{money}/claims", "post", "header") == {"X-CSRFToken", "Idempotency-Key"}
    assert all("at" in names(path, "get", "query") for path, verbs in paths.items() if "get" in verbs)
    assert "debit above nothing" in schemas["BalanceAnswer"]["description"]
    assert [name for name, one in schemas.items() if not one.get("description")] == []


def test_what_is_refused_looks_as_described_and_each_question_says_what_it_takes(till: Till, machine: Any) -> None:  # noqa: F811
    emre = machine(till.emre)
    described = emre.get("/openapi.json").json
    money = f"/teams/{till.purse.team}/money"

    answers = [
        emre.get(f"{money}/balances?om=1"), emre.get(f"/teams/{id_of('elsewhere')}/money/balances"),
        emre.post(f"{money}/claims", **KETTLE | {"cents": 0}), emre.get(f"{money}/claims/{id_of('none')}"),
    ]  # fmt: skip
    schemas = described["components"]["schemas"]
    for name in ("DEFAULT_ERROR", "UNPROCESSABLE_ENTITY"):
        (kind,) = described["components"]["responses"][name]["content"].values()
        assert kind["schema"]["$ref"].endswith("/RefusalAnswer")
    assert {frozenset(answer.json) for answer in answers} == {frozenset(schemas["RefusalAnswer"]["properties"])}
    assert "Error" not in schemas
    asked = [
        one
        for path, verbs in described["paths"].items()
        if "/money/" in path or path.endswith("/me/claims")
        for one in verbs.get("get", {}).get("parameters", [])
    ]
    assert len(asked) > 8 and [one["name"] for one in asked if not one.get("description")] == []


def test_the_guide_names_only_what_there_is(client: Any) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    paths = client(None).get("/api/openapi.json").json["paths"]
    known = {re.sub(r"\{\w+\}", "X", path) for path in paths}

    named = {re.sub(r"\$\w+|\{\w+\}", "X", found) for found in re.findall(r"/api/[\w/${}-]+", guide)}

    assert len(named) > 5 and named - {"/api/openapi"} <= known


@pytest.mark.parametrize("path", ["balances", "changes?from=0", "claims"])
def test_another_team_is_not_there_whatever_is_asked(till: Till, machine: Any, path: str) -> None:  # noqa: F811
    answer = machine(till.fenna).get(f"/teams/{id_of('elsewhere')}/money/{path}")

    assert answer.status_code == 404 and answer.json["refusal"] == "NotThere"
