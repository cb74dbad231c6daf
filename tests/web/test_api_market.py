"""The swap market for machines: the same rules as on the page, and no more told than there."""

from __future__ import annotations

from typing import Any

import pytest

from domain.kernel import id_of


@pytest.fixture
def offered(lindehof: Any) -> Any:
    """Bram has an early shift on 4 March; fenna works late the day before, so that it does not fit her."""
    lindehof.early = lindehof.plan(lindehof.bram, "04", "V")
    lindehof.fennas = lindehof.plan(lindehof.fenna, "03", "L")
    lindehof.late = lindehof.plan(lindehof.emre, "10", "L")
    lindehof.hers = lindehof.plan(lindehof.saar, "12", "L")
    lindehof.publish()
    lindehof.choose = f"/rosters/{lindehof.roster}/shifts/{lindehof.early}"
    return lindehof


def offer(home: Any, program: Any, **chosen: Any) -> str:
    """Bram offers his early shift; the offer's address."""
    answer = program.post(f"{home.choose}/market", **chosen)
    assert answer.status_code == 201, answer.json
    return f"/offers/{answer.json['id']}"


def test_a_program_reads_whom_a_shift_fits_and_what_may_come_back(offered: Any, machine: Any) -> None:
    found = machine(offered.bram).get(f"{offered.choose}/market").json

    assert set(found["to"]) == {offered.anna, offered.emre, offered.saar} and found["unfit"] == 1
    assert {one["id"] for one in found["against"]} == {offered.fennas, offered.late, offered.hers}
    assert found["kept"] is None


def test_offered_to_some_the_first_who_says_yes_has_it_and_the_second_hears_who(offered: Any, machine: Any) -> None:
    bram, emre, saar = machine(offered.bram), machine(offered.emre), machine(offered.saar)
    path = offer(offered, bram, to=[offered.emre, offered.saar])
    asked = emre.get(f"/teams/{offered.team}/market").json["asked"]

    first, second = emre.post(f"{path}/take"), saar.post(f"{path}/take")

    assert [(one["id"], one["person"], one["shift"]["id"]) for one in asked] == [
        (path.removeprefix("/offers/"), offered.bram, offered.early)
    ]
    assert first.status_code == 201 and offered.who(offered.early) == offered.emre
    assert second.status_code == 409 and second.json["refusal"] == "TakenByOther"
    assert saar.get(path).json["state"] == "first" and saar.get(path).json["taker"] == offered.emre
    assert bram.get(f"/teams/{offered.team}/market").json["mine"][0]["how"] == "taken"


def test_offered_against_a_shift_each_way_is_told_and_both_change_hands(offered: Any, machine: Any) -> None:
    path = offer(offered, machine(offered.bram), against=[offered.late])
    emre = machine(offered.emre)

    (way,) = emre.get(path).json["ways"]
    for_nothing = emre.post(f"{path}/take")
    done = emre.post(f"{path}/take", against=offered.late)

    assert (way["against"], way["fits"], way["refused"], way["points"]) == (offered.late, True, None, -1)
    assert way["minutes"] == 480 and way["contract_minutes"] == 112 * 60
    assert for_nothing.status_code == 409 and for_nothing.json["refusal"] == "OfferGone"
    assert done.status_code == 201
    assert (offered.who(offered.early), offered.who(offered.late)) == (offered.emre, offered.bram)


def test_offered_to_all_it_stands_for_everybody_and_can_be_kept(offered: Any, machine: Any) -> None:
    bram, saar = machine(offered.bram), machine(offered.saar)
    assert bram.post(f"{offered.choose}/offer").status_code == 201

    theirs = saar.get(f"/teams/{offered.team}/market").json["to_all"]
    own = bram.get(f"/teams/{offered.team}/market").json

    assert (offered.early, offered.bram) in [(one["id"], one["person"]) for one in theirs]
    assert [one["id"] for one in own["mine_to_all"]] == [offered.early]
    assert offered.early not in [one["id"] for one in own["to_all"]]
    assert bram.post(f"{offered.choose}/withdraw-offer").status_code == 201
    assert bram.get(f"/teams/{offered.team}/market").json["mine_to_all"] == []


def test_no_is_an_answer_and_an_offer_is_taken_back(offered: Any, machine: Any) -> None:
    bram, emre = machine(offered.bram), machine(offered.emre)
    path = offer(offered, bram, to=[offered.emre, offered.saar])

    assert emre.post(f"{path}/decline").status_code == 201
    assert bram.get(path).json["declined"] == [offered.emre] and bram.get(path).json["ways"] == []
    assert emre.get(f"/teams/{offered.team}/market").json["asked"] == []
    assert emre.post(f"{path}/end").json["refusal"] == "NotYourShift"
    assert bram.post(f"{path}/end").status_code == 201
    assert (bram.get(path).json["state"], bram.get(path).json["how"]) == ("over", "withdrawn")


def test_only_the_giver_knows_to_whom_else_it_is_offered_and_who_said_no(offered: Any, machine: Any) -> None:
    path = offer(offered, machine(offered.bram), against=[offered.late, offered.hers])
    machine(offered.saar).post(f"{path}/decline")

    mine, theirs = machine(offered.bram).get(path).json, machine(offered.emre).get(path).json

    assert set(mine["to"]) == {offered.emre, offered.saar} and mine["declined"] == [offered.saar]
    assert {one["id"] for one in mine["against"]} == {offered.late, offered.hers}
    assert (theirs["to"], theirs["declined"]) == ([offered.emre], [])
    assert [one["id"] for one in theirs["against"]] == [offered.late]


def test_what_does_not_fit_one_of_both_is_refused_before_it_is_offered(offered: Any, machine: Any) -> None:
    answer = machine(offered.bram).post(f"{offered.choose}/market", to=[offered.fenna])

    assert answer.status_code == 422 and answer.json["refusal"] in ("TooLittleRest", "WorksElsewhere")
    assert offered.standing().offers == {}


@pytest.mark.parametrize(
    ("chosen", "status"),
    [
        ({}, 422),
        ({"to": ["bram"]}, 422),
        ({"to": "2" * 32}, 422),
        ({"against": [None]}, 422),
        ({"to": ["2" * 32] * 200}, 422),
        ({"to": ["2" * 32]}, 404),
        ({"to": [], "colour": "red"}, 422),
        ({"against": ["2" * 32]}, 409),
    ],
)
def test_what_cannot_be_read_or_is_not_there_is_a_sentence(
    offered: Any, machine: Any, chosen: dict[str, Any], status: int
) -> None:
    answer = machine(offered.bram).post(f"{offered.choose}/market", **chosen)

    assert (answer.status_code, bool(answer.json["sentence"])) == (status, True)
    assert offered.standing().offers == {}


def test_the_same_key_offers_once(offered: Any, machine: Any) -> None:
    bram, key = machine(offered.bram), id_of("tap")

    answers = [bram.post(f"{offered.choose}/market", key, to=[offered.emre]).json for _ in range(2)]

    assert answers[0] == answers[1] and len(offered.standing().offers) == 1


def test_of_another_team_and_for_who_was_not_asked_there_is_nothing(offered: Any, machine: Any) -> None:
    offered.second_team()
    path = offer(offered, machine(offered.bram), to=[offered.emre])
    paths = [f"/teams/{offered.team}/market", f"{offered.choose}/market", path]

    assert {machine(offered.yara).get(one).status_code for one in paths} == {404}
    assert machine(offered.saar).get(path).status_code == 404
    assert machine(offered.emre).get(f"{offered.choose}/market").status_code == 404  # it is not theirs
    for person in (offered.yara, offered.saar):
        for verb in ("take", "decline", "end"):
            assert machine(person).post(f"{path}/{verb}").status_code == 404
    assert machine(offered.yara).post(f"{offered.choose}/market", to=[offered.yara]).status_code == 404
    assert {machine(offered.koos).get(one).status_code for one in paths[:2]} == {403}


def test_the_market_of_then_is_shown_at_then(offered: Any, machine: Any) -> None:
    bram, emre = machine(offered.bram), machine(offered.emre)
    path = offer(offered, bram, to=[offered.emre])
    then = offered.house.workspace.position()
    bram.post(f"{path}/end")

    shown = emre.get(f"/teams/{offered.team}/market?at={then}").json

    assert [one["state"] for one in shown["asked"]] == ["waits"] and shown["position"] == then
    assert emre.post(f"{path}/take?at={then}").json["refusal"] == "PastIsReadOnly"


def test_it_is_described(client: Any) -> None:
    paths = client(None).get("/api/openapi.json").json["paths"]

    assert set(paths["/api/rosters/{roster}/shifts/{shift}/market"]) >= {"get", "post"}
    assert {"/api/teams/{team}/market", "/api/offers/{offer}", "/api/offers/{offer}/take"} <= set(paths)
    assert {"/api/offers/{offer}/decline", "/api/offers/{offer}/end"} <= set(paths)
