"""`roster show`: one roster for machines and people, now and at any moment."""

from __future__ import annotations

from datetime import timedelta

import pytest


def _show(command, home, *options):
    data = home.house.workspace.data
    return command("roster", "show", "--data", data, "--team", "de lindehof", "--period", "2026-03-10", *options)


def test_it_has_just_the_fields_that_were_agreed(command, home):
    shift = home.plan(home.bram, "05", "V")
    gap = home.plan(None, "06", "L")

    found = _show(command, home, "--json").json()

    assert list(found) == ["team", "from", "to", "position", "shifts", "demand"]
    assert (found["team"], found["from"], found["to"]) == ("De Lindehof", "2026-03-02", "2026-03-29")
    assert found["position"] == home.house.workspace.position()
    assert found["shifts"] == [
        {"id": shift, "date": "2026-03-05", "kind": "V", "start": "2026-03-05T06:00Z", "end": "2026-03-05T14:15Z",
         "person": home.bram},
        {"id": gap, "date": "2026-03-06", "kind": "L", "start": "2026-03-06T14:00Z", "end": "2026-03-06T22:15Z",
         "person": None},
    ]  # fmt: skip
    assert {"date": "2026-03-02", "kind": "V", "min": 2} in found["demand"]


def test_two_moments_differ_by_the_facts_between_them(command, home):
    home.plan(home.bram, "05", "V")
    before = home.house.workspace.position()
    home.clock.advance(timedelta(hours=2))
    late = home.plan(home.fenna, "06", "L")

    then = _show(command, home, "--at", before, "--json").json()
    by_clock = _show(command, home, "--at", "2026-02-02T11:00", "--json").json()
    now = _show(command, home, "--json").json()

    assert then == by_clock
    assert [s for s in now["shifts"] if s not in then["shifts"]] == [s for s in now["shifts"] if s["id"] == late]


def test_names_only_when_they_are_opened(command, home):
    home.plan(home.bram, "05", "V")

    assert "Bram" not in _show(command, home, "--json").out
    assert _show(command, home, "--json", "--open").json()["shifts"][0]["name"] == "Bram"


def test_a_table_for_people(command, home):
    home.plan(home.bram, "05", "V")

    said = _show(command, home, "--open")

    assert "2026-03-05  V: Bram (1 of 2)  L: - (0 of 2)  N: - (0 of 1)" in said.out


def test_another_team_does_not_exist_for_an_outsider(command, home):
    home.second_team()

    said = _show(command, home, "--as", "Yara")

    assert (said.code, said.out) == (1, "")
    assert "This does not exist" in said.err


@pytest.mark.parametrize(
    ("options", "code"),
    [(("--period", "2027-01-01"), 1), (("--period", "morgen"), 2), (("--team", "Nergens"), 2), (("--at", "ooit"), 1),
     (("--at", "2020-01-01"), 1)],
)  # fmt: skip
def test_what_is_not_there_is_said(command, home, options, code):
    said = _show(command, home, *options, "--json")

    assert (said.code, said.out) == (code, "")
    assert said.err


def test_who_was_erased_is_shown_as_such_in_the_language_of_the_commands(command, home):
    home.plan(home.fenna, "05", "V")
    home.house.vault.erase(home.fenna, "AVG 17", home.anna)

    assert _show(command, home, "--json", "--open").json()["shifts"][0]["name"] == "erased"


def test_the_first_line_ends_with_the_id_that_propose_asks_for(command, home):
    first = _show(command, home).out.splitlines()[0]

    assert first.endswith(f", roster {home.roster}")
