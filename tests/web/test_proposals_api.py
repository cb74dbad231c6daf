"""Proposals for machines: the same rules as on the page."""

from __future__ import annotations

from typing import Any

from domain.kernel import id_of
from tests.harness.looked import look
from web.proposal_worker import Worker


def ask(home: Any, program: Any, **more: Any) -> str:
    """Ask for a proposal; its address."""
    answer = program.post(f"/rosters/{home.roster}/proposals", **more)
    assert answer.status_code == 201, answer.json
    return f"/rosters/{home.roster}/proposals/{answer.json['id']}"


def test_a_program_asks_reads_and_takes_over(lindehof: Any, machine: Any) -> None:
    anna = machine(lindehof.anna)
    path = ask(lindehof, anna, seconds=5)
    before = anna.get(path).json
    Worker(lindehof.house, look).step()

    after = anna.get(path).json
    done = anna.post(f"{path}/accept", alternative=0)

    assert (before["state"], before["seconds"], before["alternatives"]) == ("asked", 5, [])
    assert after["state"] == "offered" and len(after["alternatives"]) == 2
    assert len(after["alternatives"][0]["shifts"]) == 28 and lindehof.bram in after["alternatives"][0]["costs"]
    assert done.status_code == 201 and len(lindehof.standing().shifts) == 28
    assert [p["id"] for p in anna.get(f"/rosters/{lindehof.roster}/proposals").json] == [after["id"]]


def test_who_does_not_plan_reads_no_wishes_but_their_own(lindehof: Any, machine: Any) -> None:
    bram = machine(lindehof.bram)
    path = ask(lindehof, bram)
    Worker(lindehof.house, look).step()

    costs = bram.get(path).json["alternatives"][0]["costs"]

    assert "wishes" in costs[lindehof.bram] and "wishes" not in costs[lindehof.saar]
    assert "wishes" in machine(lindehof.anna).get(path).json["alternatives"][0]["costs"][lindehof.saar]


def test_a_repeated_call_asks_once(lindehof: Any, machine: Any) -> None:
    anna, key = machine(lindehof.anna), id_of("tap")

    first = anna.post(f"/rosters/{lindehof.roster}/proposals", key)
    second = anna.post(f"/rosters/{lindehof.roster}/proposals", key)

    assert first.json == second.json


def test_stopping_and_letting_go(lindehof: Any, machine: Any) -> None:
    anna = machine(lindehof.anna)
    path = ask(lindehof, anna)
    assert anna.post(f"{path}/stop").status_code == 201
    Worker(lindehof.house, look).step()

    assert anna.get(path).json["status"] == "stopped"
    assert anna.post(f"{path}/let-go").status_code == 422
    assert anna.post(f"{path}/let-go", reason="Anders").status_code == 201
    assert anna.get(path).json["state"] == "let_go"


def test_what_cannot_be_asked_is_said(lindehof: Any, machine: Any) -> None:
    anna = machine(lindehof.anna)

    for wrong in ({"seconds": 0}, {"seconds": 500}, {"seconds": "veel"}, {"what": "all"}, {"strange": 1}):
        assert anna.post(f"/rosters/{lindehof.roster}/proposals", **wrong).status_code == 422
    path = ask(lindehof, anna)
    assert anna.post(f"/rosters/{lindehof.roster}/proposals").status_code == 409
    assert anna.post(f"{path}/accept", alternative=0).status_code == 409


def test_another_teams_proposals_do_not_exist(lindehof: Any, machine: Any) -> None:
    path = ask(lindehof, machine(lindehof.anna))
    lindehof.second_team()
    yara = machine(lindehof.yara)

    assert yara.get(path).status_code == 404
    assert yara.get(f"/rosters/{lindehof.roster}/proposals").status_code == 404
    for verb, body in (("stop", {}), ("accept", {"alternative": 0}), ("let-go", {"reason": "x"})):
        assert yara.post(f"{path}/{verb}", **body).status_code == 404
