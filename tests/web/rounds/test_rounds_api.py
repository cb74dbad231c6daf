"""Self-rostering for machines: the same rules, the same words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.harness.home import Home
from tests.web.rounds.conftest import jokers

Machines = Callable[[Any], Any]
WISH = {"date": "2026-03-05", "kind": "V", "level": "want"}


def test_a_program_reads_what_a_round_asks(rounds: Home, machine: Machines) -> None:
    told = machine(rounds.person("bram")).get(f"/rosters/{rounds.roster}/rounds").json

    assert {name: told[name] for name in ("id", "state", "round", "wishes_until", "jokers", "jokers_left")} == {
        "id": rounds.roster, "state": "planned", "round": "wishes", "wishes_until": "2026-02-04", "jokers": 2,
        "jokers_left": 2,
    }  # fmt: skip
    assert (told["known_before"], told["asks"], told["finished"], told["member_count"]) == (
        "2026-02-08T23:00Z", True, False, 5,
    )  # fmt: skip
    assert told["sentence"] == "Zeg wat je graag, liever niet of niet werkt."


def test_a_wish_is_given_made_strong_and_closed(rounds: Home, machine: Machines) -> None:
    bram = machine(rounds.person("bram"))
    at = f"/rosters/{rounds.roster}/rounds"

    given = bram.post(f"{at}/wishes", **WISH | {"joker": True})
    closed = bram.post(f"{at}/wishes/finish")
    told = bram.get(at).json

    assert (given.status_code, closed.status_code) == (201, 201)
    assert given.json["position"] and jokers(rounds, rounds.person("bram")) == ["2026-03-05:V"]
    assert told["wishes"] == [WISH | {"joker": True}] and told["jokers_left"] == 1
    assert (told["finished"], told["finished_count"], told["asks"]) == (True, 1, False)
    assert bram.post(f"{at}/wishes/resume").status_code == 201
    assert bram.post(f"{at}/wishes/clear", date="2026-03-05").status_code == 201
    assert bram.get(at).json["wishes"] == [] and bram.get(at).json["jokers_left"] == 2


def test_a_joker_too_many_is_refused_and_its_wish_with_it(rounds: Home, machine: Machines) -> None:
    bram = machine(rounds.person("bram"))
    at = f"/rosters/{rounds.roster}/rounds/wishes"
    for day in ("05", "06"):
        bram.post(at, **WISH | {"date": f"2026-03-{day}", "joker": True})

    answer = bram.post(at, **WISH | {"date": "2026-03-07", "joker": True})

    assert answer.json["refusal"] == "JokersUsedUp"
    assert "2026-03-07:V" not in rounds.agenda(rounds.person("bram")).wishes


def test_gaps_come_with_their_effect_and_are_taken_once_for_one_key(gaps: Home, machine: Machines) -> None:
    gaps.plan(gaps.person("bram"), "04", "L")
    bram = machine(gaps.person("bram"))
    at = f"/rosters/{gaps.roster}/rounds/gaps"

    found = {(gap["date"], gap["kind"]): gap for gap in bram.get(at).json}
    taken = [bram.post(at, key="ab" * 16, date="2026-03-06", kind="V").json for _ in range(2)]

    fits, not_ = found["2026-03-06", "V"], found["2026-03-05", "V"]
    assert (fits["fits"], fits["minutes"], fits["minutes_now"], fits["contract_minutes"]) == (True, 960, 480, 6720)
    assert (fits["rest_before"], fits["points"], not_["fits"]) == (1905, 0, False)
    assert not_["remarks"][0]["severity"] == "refused" and "Te weinig rust" in not_["remarks"][0]["sentence"]
    assert taken[0] == taken[1] and gaps.who(taken[0]["id"]) == gaps.person("bram")


def test_outside_its_round_each_is_refused_by_name(rounds: Home, machine: Machines) -> None:
    bram = machine(rounds.person("bram"))
    at = f"/rosters/{rounds.roster}/rounds"

    early = bram.post(f"{at}/gaps", date="2026-03-05", kind="V")
    with rounds.by(rounds.person("anna")):
        rounds.house.rosters.begin_round(rounds.roster, round="gaps")
    late = [bram.post(f"{at}/wishes", **WISH), bram.post(f"{at}/wishes/finish")]

    assert (early.status_code, early.json["refusal"]) == (409, "GapsNotYet")
    assert [answer.json["refusal"] for answer in late] == ["WishesAreOver", "WishesAreOver"]


def test_what_cannot_be_read_names_its_field(rounds: Home, machine: Machines) -> None:
    bram = machine(rounds.person("bram"))
    at = f"/rosters/{rounds.roster}/rounds/wishes"

    fields = [bram.post(at, **WISH | bad).json["field"] for bad in (
        {"date": "morgen"}, {"kind": "V" * 9}, {"level": "perhaps"}, {"joker": "misschien"},
    )]  # fmt: skip

    assert fields == ["date", "kind", "level", "joker"]


def test_whoever_is_not_in_the_team_hears_nothing_of_it(rounds: Home, machine: Machines) -> None:
    rounds.second_team()
    paths = (f"/rosters/{rounds.roster}/rounds", f"/rosters/{rounds.roster}/rounds/gaps")

    yara = [machine(rounds.person("yara")).get(path).status_code for path in paths]
    rosa = [machine(rounds.person("rosa")).get(path).status_code for path in paths]

    assert (yara, rosa) == ([404, 404], [403, 403])


def test_a_roster_without_rounds_has_none_and_a_published_one_asks_nothing(home: Home, machine: Machines) -> None:
    home.draft()
    home.lay()
    bram, at = machine(home.person("bram")), f"/rosters/{home.roster}/rounds"
    without = bram.get(at)
    with home.by(home.person("anna")):
        home.house.rosters.open_rounds(
            home.roster, wishes_until="2026-02-04", gaps_until="2026-02-06", publish_by="2026-02-08"
        )
    home.publish()

    told = bram.get(at).json

    assert without.status_code == 404
    assert (told["round"], told["asks"], told["sentence"], told["state"]) == (None, False, None, "published")


def test_rounds_and_gaps_of_then_are_those_of_then(gaps: Home, machine: Machines) -> None:
    bram, at = machine(gaps.person("bram")), f"/rosters/{gaps.roster}/rounds"
    before = gaps.house.workspace.position()
    bram.post(f"{at}/gaps", date="2026-03-06", kind="N")

    def missing(more: str = "") -> bool:
        return ("2026-03-06", "N") in {(gap["date"], gap["kind"]) for gap in bram.get(f"{at}/gaps{more}").json}

    assert (missing(f"?at={before}"), missing()) == (True, False)
    assert bram.get(f"{at}?at={before}").json["position"] == before
