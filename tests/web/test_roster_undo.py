"""What was done is told, and turned back by a new fact: the message's button posts the opposite command."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.kernel import Id, id_of, new_id
from tests.harness.home import FIRST, Home

Client = Callable[[Any], Any]


@pytest.fixture
def lindehof(home: Home) -> Home:
    """De Lindehof on 20 February, with a roster laid before the team in which nothing is asked."""
    home.need(V=0, L=0, N=0)
    home.clock.moment = datetime(2026, 2, 20, 14, 0, tzinfo=UTC)
    home.draft()
    with home.by(home.person("anna")):
        home.house.rosters.lay_before_team(home.roster)
    return home


def told(page: str) -> tuple[str, str, dict[str, str]]:
    """What the message says, and where its button leads with which fields."""
    toast = re.search(r'<div class="toast".*?</div>', page, re.S)
    assert toast, "there is no message"
    says = re.search(r"</svg><span>(.*?)</span>", toast[0])
    action = re.search(r'<form method="post" action="([^"]+)"', toast[0])
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', toast[0]))
    for name in ("csrf", "page", "command"):
        fields.pop(name, None)
    assert says
    return html.unescape(says[1]), action[1] if action else "", {k: html.unescape(v) for k, v in fields.items()}


def do(page: Any, home: Home, path: str, **fields: Any) -> tuple[str, str, dict[str, str]]:
    """Send a command of the roster and read the message on the page that follows."""
    answer = page.send(f"/rosters/{home.roster}/{path}", "/me", **fields)
    assert answer.status_code == 303, answer.text[-400:]
    return told(page.get(answer.location).text)


def back(page: Any, message: tuple[str, str, dict[str, str]]) -> None:
    """Press the message's button."""
    answer = page.send(message[1], "/me", **message[2])
    assert answer.status_code == 303, answer.text[-400:]


def standing(home: Home) -> dict[Id, tuple[str, str, Id | None, bool]]:
    """Every shift: day, kind, whose, on offer."""
    return {
        shift: (fields["date"], fields["kind"], fields["person"], fields["offered"])
        for shift, fields in home.standing().shifts.items()
    }


def test_planning_for_somebody(lindehof: Home, client: Client) -> None:
    anna, before = client(lindehof.person("anna")), standing(lindehof)

    message = do(anna, lindehof, f"shifts/{new_id()}/plan", date="2026-03-05", kind="L", person=lindehof.person("bram"))
    assert message[0] == "Bram werkt do\u00a05, laat."
    back(anna, message)

    assert standing(lindehof) == before
    assert lindehof.agenda(lindehof.person("bram")).booked() == []


@pytest.mark.parametrize(
    ("verb", "fields", "says"),
    [
        ("unassign", {"was": "bram"}, "staat nu open"),
        ("assign", {"person": "fenna", "instead_of": "bram"}, "Fenna werkt"),
        ("move", {"date": "2026-03-05", "kind": "V"}, "staat nu op do\u00a05, vroeg"),
        ("place", {"date": "2026-03-10", "person": "fenna", "was": "bram"}, "staat nu op di\u00a010"),
        ("place", {"date": "2026-03-05", "person": "", "was": "bram"}, "staat nu open"),
    ],
)
def test_what_a_planner_changes(lindehof: Home, client: Client, verb: str, fields: dict[str, str], says: str) -> None:
    shift = lindehof.plan(lindehof.person("bram"), "05", "L")
    anna, before = client(lindehof.person("anna")), standing(lindehof)
    named = {
        name: lindehof.person(value) if name in ("person", "was", "instead_of") and value else value
        for name, value in fields.items()
    }

    message = do(anna, lindehof, f"shifts/{shift}/{verb}", **named)
    assert says in message[0]
    assert standing(lindehof) != before
    back(anna, message)

    assert standing(lindehof) == before
    assert [b.day for b in lindehof.agenda(lindehof.person("bram")).booked()] == ["2026-03-05"]
    assert lindehof.house.workspace.position() > 0


def test_taking_a_shift_out(lindehof: Home, client: Client) -> None:
    bram = lindehof.person("bram")
    shift = lindehof.plan(bram, "05", "L")
    anna, before = client(lindehof.person("anna")), standing(lindehof)

    message = do(anna, lindehof, f"shifts/{shift}/drop", was=bram)
    assert "weggehaald" in message[0]
    back(anna, message)

    assert sorted(standing(lindehof).values()) == sorted(before.values())


def test_offering_and_keeping(lindehof: Home, client: Client) -> None:
    bram = lindehof.person("bram")
    shift = lindehof.plan(bram, "05", "L")
    page, before = client(bram), standing(lindehof)

    offered = do(page, lindehof, f"shifts/{shift}/offer")
    assert offered[0] == "Je biedt do\u00a05, laat aan."
    back(page, offered)
    assert standing(lindehof) == before
    do(page, lindehof, f"shifts/{shift}/offer")
    kept = do(page, lindehof, f"shifts/{shift}/withdraw-offer")
    back(page, kept)

    assert standing(lindehof)[shift][3] is True


def test_giving_back(lindehof: Home, client: Client) -> None:
    bram = lindehof.person("bram")
    shift = lindehof.plan(bram, "05", "L")
    page, before = client(bram), standing(lindehof)

    message = do(page, lindehof, f"shifts/{shift}/give-back")
    back(page, message)

    assert standing(lindehof) == before


def test_an_open_shift_that_was_taken_by_mistake_after_publishing_comes_open_again(
    lindehof: Home, client: Client
) -> None:
    bram = lindehof.person("bram")
    shift = lindehof.plan(None, "05", "L")
    lindehof.publish()
    page, before = client(bram), standing(lindehof)

    message = do(page, lindehof, f"shifts/{shift}/claim")
    assert message[0] == "Je werkt do\u00a05, laat." and message[1].endswith("/give-back")
    back(page, message)

    assert standing(lindehof) == before
    assert lindehof.agenda(bram).booked() == []


def test_what_was_taken_over_after_publishing_is_offered_again(lindehof: Home, client: Client) -> None:
    bram, fenna = lindehof.person("bram"), lindehof.person("fenna")
    shift = lindehof.plan(fenna, "05", "L")
    lindehof.publish()
    with lindehof.by(fenna):
        lindehof.house.rosters.offer_shift(lindehof.roster, shift)
    page = client(bram)

    message = do(page, lindehof, f"shifts/{shift}/claim")
    assert message[0] == "Je werkt do\u00a05, laat."
    back(page, message)

    assert standing(lindehof)[shift][2:] == (bram, True)


def test_asking_to_swap(lindehof: Home, client: Client) -> None:
    bram, fenna = lindehof.person("bram"), lindehof.person("fenna")
    giving, wanting = lindehof.plan(bram, "05", "L"), lindehof.plan(fenna, "10", "V")
    page = client(bram)

    message = do(page, lindehof, f"swaps/{new_id()}/propose", giving=giving, wanting=wanting)
    assert message[0] == "Je vroeg Fenna om te ruilen."
    back(page, message)

    assert lindehof.standing().swaps == {}


def test_a_wish_and_the_one_before_it(lindehof: Home, client: Client) -> None:
    bram = lindehof.person("bram")
    page = client(bram)

    first = do(page, lindehof, "wishes/2026-03-05/make", level="cannot")
    second = do(page, lindehof, "wishes/2026-03-05/make", level="want")
    assert (first[0], second[0]) == ("Je kunt do\u00a05 niet.", "Je werkt do\u00a05 graag.")
    back(page, second)
    assert lindehof.agenda(bram).wishes == {"2026-03-05:": "cannot"}
    gone = do(page, lindehof, "wishes/2026-03-05/withdraw")
    back(page, gone)
    assert lindehof.agenda(bram).wishes == {"2026-03-05:": "cannot"}
    back(page, first)

    assert lindehof.agenda(bram).wishes == {}


def test_absence(lindehof: Home, client: Client) -> None:
    bram = lindehof.person("bram")
    page = client(bram)

    message = do(
        page, lindehof, f"absences/{new_id()}/report", person=bram, first="2026-03-05", last="2026-03-06", kind="leave"
    )
    assert message[0] == "Je staat afwezig van do\u00a05 tot en met vr\u00a06."
    back(page, message)

    assert lindehof.agenda(bram).absences == {}


def test_hours_go_back_to_what_was_recorded_before(lindehof: Home, client: Client) -> None:
    bram = lindehof.person("bram")
    shift = lindehof.plan(bram, "02", "V")
    lindehof.clock.moment = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    page = client(bram)

    first = do(page, lindehof, f"shifts/{shift}/record-hours", start="07:00", end="15:15", breaks="15")
    assert first[1] == ""
    second = do(page, lindehof, f"shifts/{shift}/record-hours", start="07:00", end="16:00", breaks="30")
    back(page, second)

    assert lindehof.standing().shift(shift)["worked"][2] == 480


def test_closing_and_opening_again(lindehof: Home, client: Client) -> None:
    lindehof.publish()
    anna = client(lindehof.person("anna"))

    message = do(anna, lindehof, "close")
    back(anna, message)

    assert lindehof.standing().state == "published"


def test_nobody_is_told_what_somebody_else_did(lindehof: Home, client: Client) -> None:
    lindehof.plan(lindehof.person("bram"), "05", "L")
    position = lindehof.house.workspace.position() - 1

    page = client(lindehof.person("bram")).get(f"/rosters/{lindehof.roster}?from={FIRST}&done={position}").text

    assert 'class="toast" role="status"' not in page


def test_a_swap_is_told_to_who_agreed(lindehof: Home, client: Client) -> None:
    bram, fenna = lindehof.person("bram"), lindehof.person("fenna")
    giving, wanting = lindehof.plan(bram, "05", "L"), lindehof.plan(fenna, "10", "V")
    with lindehof.by(bram):
        lindehof.house.rosters.propose_swap(lindehof.roster, swap=id_of("swap"), giving=giving, wanting=wanting)

    message = do(client(fenna), lindehof, f"swaps/{id_of('swap')}/agree")

    assert message[0] == "Jij en Bram hebben geruild."
    assert message[1] == ""
