"""The limit of all teams on the page of the rules: the controller sets it, and a team sees that it is the lower one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.finance.bank.banked import Banked
from tests.finance.web.test_bank import ADDRESS, Hands
from tests.finance.web.test_replay import plain
from tests.harness.money import Purse


@pytest.fixture
def banked(purse: Purse) -> Banked:
    return Banked(purse)


def test_the_controller_sets_it_and_the_team_reads_why(banked: Banked, client: Any) -> None:
    signed = client(banked.purse.cato)
    cato, page = Hands(signed, banked), ADDRESS.format(banked.team) + "/rules"
    bram = Hands(client(banked.purse.bram), banked)
    assert "Leg de grens voor alle teams vast" in cato.get("/rules").text
    assert "Leg de grens voor alle teams vast" not in bram.get("/rules").text
    assert "Tot € 250,00 boekt een regel zelf" in plain(bram.get("/rules").text)

    for wrong in ({"cents": "6000"}, {"valid_from": "2026-02-28"}, {"valid_from": "ooit"}, {"text": ""}):
        given = {"cents": "100", "valid_from": "2026-03-01", "text": "Na de controle."} | wrong
        answer = signed.send(page + "/limit", page, **given)
        assert answer.status_code in (409, 422) and 'aria-invalid="true"' in answer.text
    saved = signed.send(page + "/limit", page, cents="100", valid_from="2026-03-01", text="Na de controle.")

    assert saved.status_code == 303
    told = plain(bram.get("/rules").text)
    assert "Tot € 100,00 boekt een regel zelf" in told and "hoogstens € 100,00" in told and "Na de controle." in told
    assert "Dit team legde" not in told
    refused = bram.send("/rules/threshold", cents="101", text="Meer.")
    assert refused.status_code == 422 and "tussen nul en € 100,00" in plain(refused.text)
    assert bram.send("/rules/limit", cents="1", valid_from="2026-03-01", text="Ik.").status_code in (403, 404)
