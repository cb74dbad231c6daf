"""No aggregate keeps something else without a raised `class_version`: a snapshot of before would be taken for whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from domain.finance.ledger import Register
from domain.kernel import Acting, act_as, id_of
from tests.golden import states
from tests.golden.states import kept_by, kinds, read, record, stored, version_of, wrong
from tests.harness.lived import lived_in

TOPIC = "finance.Register"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, set[str]]]:
    """What every aggregate kept, in a life in which everything occurred."""
    with ExitStack() as held:
        home: Any = held.enter_context(lived_in(tmp_path_factory.mktemp("lived")))
        yield kept_by(home.house.workspace)


def found(seen: dict[str, set[str]], *lines: str, without: str = "") -> list[str]:
    """What is wrong when a cash box or suspense keeps these lines too, or some no more."""
    now = {line for line in seen[TOPIC] if not without or not line.startswith(without)}
    return list(wrong({**seen, TOPIC: now | set(lines)}, read()))


def test_every_aggregate_keeps_what_was_recorded_of_its_version(seen: dict[str, set[str]]) -> None:
    assert list(wrong(seen, read())) == []
    assert len(seen) > 30


def test_a_field_more_without_a_new_version_turns_it_red(seen: dict[str, set[str]]) -> None:
    assert found(seen, "counted_on: str") == [
        f"{TOPIC} version 2 did not keep `counted_on: str`: give it a new class_version, or see tests/golden/states.py"
    ]


def test_a_field_in_what_it_keeps_another_type_and_a_field_less_turn_it_red(seen: dict[str, set[str]]) -> None:
    assert "`moved.*[].*: str`" in found(seen, "moved.*[].*: str")[0]
    assert "`periods.*: null`" in found(seen, "periods.*: null")[0]
    assert found(seen, without="periods") == [f"{TOPIC} no longer keeps `periods`: give it a new class_version"]


def test_a_new_version_wants_a_record_of_its_own_and_an_old_one_never_returns(
    seen: dict[str, set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Register, "class_version", 3)
    assert found(seen) == [f"{TOPIC} version 3 is not recorded: run python -m tests.golden.make"]

    monkeypatch.setattr(Register, "class_version", 1)
    assert found(seen) == [f"{TOPIC} had version 2 before: a version never goes back"]


def test_an_aggregate_that_never_lived_turns_it_red(seen: dict[str, set[str]]) -> None:
    without = {topic: lines for topic, lines in seen.items() if topic != TOPIC}

    assert list(wrong(without, read())) == [
        f"{TOPIC} does not occur in the life that is recorded: let it (tests/harness/lived.py)"
    ]


@pytest.mark.parametrize("days", [{"2026-03": (500,)}, {3: 500}, {"2026-03": {1, 2}}])
def test_what_comes_out_of_a_snapshot_otherwise_turns_it_red(days: Any) -> None:
    with act_as(Acting(id_of("bram"), "finance")):
        box = Register.begin(id=id_of("box"), team=id_of("team"), account="1000")
    box.collect_events()
    assert stored(box)["periods"] == {}

    box.periods = days

    with pytest.raises((AssertionError, TypeError), match="out of a snapshot|cannot stand in a fact"):
        stored(box)


def test_what_was_recorded_stays_until_somebody_says_that_only_the_life_became_fuller(
    seen: dict[str, set[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read()
    monkeypatch.setattr(states, "FILE", tmp_path / "states.json")
    (tmp_path / "states.json").write_text(json.dumps(before))
    wider = {**seen, TOPIC: {*seen[TOPIC], "periods.*: null"}}

    assert record(wider) == [] and read() == before
    assert record(wider, wider=frozenset({TOPIC})) == [f"{TOPIC} version 2"]
    assert list(wrong(wider, read())) == []


def test_every_kind_of_aggregate_is_among_them() -> None:
    assert kinds()[TOPIC] is Register and version_of(Register) == "2"
    assert all(cls.__module__.startswith("domain.") for cls in kinds().values())
