"""Checkpoints are made without anybody asking: within an hour, and when a period is closed."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from web.checkpoint_keeper import AGAIN, HOUR, Keeper

MINUTE = timedelta(minutes=1)


@pytest.fixture
def keeper(home: Any) -> Keeper:
    """Give a keeper that has made the first checkpoint of De Lindehof, at nine o'clock."""
    found = Keeper(home.house.workspace)
    assert found.make_due()
    return found


def sizes(home: Any) -> list[int]:
    """How many facts each kept checkpoint covers."""
    folder = home.house.workspace.data / "checkpoints"
    return sorted(int(file.stem) for file in folder.glob("*.txt"))


def work(home: Any, name: str) -> None:
    """Something happens."""
    with home.by(home.anna):
        home.house.teams.rename_team(home.team, name=name)


def test_the_first_command_is_signed_for_at_once(home: Any, client: Any) -> None:
    client(home.anna).send(f"/teams/{home.team}/rename", f"/teams/{home.team}/people", team_name="De Linde")

    assert sizes(home) == [home.house.workspace.position()]


def test_within_the_hour_nothing_is_made_and_after_it_the_next_command_makes_one(home: Any, keeper: Keeper) -> None:
    first = sizes(home)
    home.clock.advance(HOUR - MINUTE)
    work(home, "De Linde")
    keeper.wrote()
    within = sizes(home)
    home.clock.advance(MINUTE)
    work(home, "De Eik")

    keeper.wrote()

    assert within == first
    assert sizes(home) == [*first, home.house.workspace.position()]


def test_hours_without_a_command_need_none(home: Any, keeper: Keeper) -> None:
    home.clock.advance(5 * HOUR)

    keeper.wrote()

    assert len(sizes(home)) == 1


def test_a_period_that_is_closed_is_signed_for_at_once(home: Any, keeper: Keeper) -> None:
    home.draft()
    home.publish()
    home.clock.advance(timedelta(days=60))
    keeper.wrote()
    home.clock.advance(MINUTE)
    with home.by(home.anna):
        home.house.rosters.close_roster(home.roster)

    keeper.wrote()

    assert sizes(home)[-1] == home.house.workspace.position()
    assert keeper.checkpoints.latest().checkpoint.time.startswith("2026-04-03T09:01")  # type: ignore[union-attr]


def test_a_period_that_was_closed_by_a_process_that_ended_is_signed_for_by_the_next(home: Any, keeper: Keeper) -> None:
    home.draft()
    home.publish()
    home.clock.advance(timedelta(days=60))
    keeper.wrote()
    with home.by(home.anna):
        home.house.rosters.close_roster(home.roster)

    assert Keeper(home.house.workspace).make_due()
    assert sizes(home)[-1] == home.house.workspace.position()


def test_looking_makes_none(home: Any, client: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(Keeper, "wrote", lambda self: pytest.fail("a GET looked"))

    client(home.anna).get(f"/teams/{home.team}/people")

    assert sizes(home) == []


def test_a_refused_command_makes_none(home: Any, client: Any, keeper: Keeper) -> None:
    home.clock.advance(2 * HOUR)
    work(home, "De Eik")

    client(home.anna).send(f"/teams/{home.team}/rename", f"/teams/{home.team}/people", team_name="")

    assert len(sizes(home)) == 1


def test_within_the_hour_a_command_asks_one_thing_of_the_log(home: Any, keeper: Keeper, monkeypatch: Any) -> None:
    work(home, "De Eik")
    asked: list[int] = []
    facts = home.house.workspace.facts
    monkeypatch.setattr(home.house.workspace, "facts", lambda *a: asked.append(a[0]) or facts(*a))
    monkeypatch.setattr(home.house.workspace, "position", lambda: pytest.fail("more than one look"))

    keeper.wrote()

    assert asked == [sizes(home)[0], sizes(home)[0] + 1]


def test_a_failure_never_stops_the_command_and_is_told(home: Any, client: Any) -> None:
    (home.house.workspace.data / "checkpoint.pub").write_text("rommel")

    anna = client(home.anna)
    answer = anna.send(f"/teams/{home.team}/rename", f"/teams/{home.team}/people", team_name="De Eik")

    keeper = anna.application.extensions["checkpoints"]
    assert answer.status_code == 303
    assert sizes(home) == [] and keeper.failure().kind == "KeyUnusable"
    assert Keeper(home.house.workspace).failure() == keeper.failure()


def test_after_a_failure_it_is_tried_again_but_not_at_every_command(home: Any, monkeypatch: Any) -> None:
    keeper, tried = Keeper(home.house.workspace), []

    def full(rows_after: Any) -> None:
        tried.append(rows_after)
        raise OSError("disk full")

    monkeypatch.setattr(keeper.checkpoints, "make", full)
    for _ in range(5):
        keeper.wrote()
    before = len(tried)
    home.clock.advance(AGAIN)
    keeper.wrote()
    monkeypatch.undo()
    home.clock.advance(AGAIN)
    keeper.wrote()

    assert (before, len(tried)) == (1, 2)
    assert keeper.failure() is None and len(sizes(home)) == 1


def test_a_history_that_was_cut_back_is_told(home: Any, keeper: Keeper) -> None:
    latest = keeper.checkpoints.latest()
    assert latest
    place = keeper.checkpoints.folder / "900000.txt"
    place.write_text(latest.note.replace(f"\nposition {latest.checkpoint.position}\n", "\nposition 900000\n"))
    work(home, "De Eik")
    home.clock.advance(HOUR)

    keeper.wrote()

    assert keeper.failure().kind == "HistoryBent"  # type: ignore[union-attr]


def test_a_checkpoint_from_the_future_is_no_reason_to_wait(home: Any, keeper: Keeper) -> None:
    home.clock.advance(-5 * HOUR)
    work(home, "De Eik")

    Keeper(home.house.workspace).wrote()

    assert len(sizes(home)) == 2


def test_two_processes_at_once_make_one(home: Any) -> None:
    data = home.house.workspace.data
    script = (
        "import sys; from pathlib import Path; from domain.workspace import Workspace; "
        "from web.checkpoint_keeper import Keeper; keeper = Keeper(Workspace(Path(sys.argv[1]))); "
        "print('ready', flush=True); sys.stdin.readline(); print(keeper.make_due())"
    )
    root = Path(__file__).parents[2]

    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, data],
            cwd=root, env=os.environ | {"PYTHONPATH": str(root)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    for process in running:
        assert process.stdout and process.stdout.readline() == "ready\n"
    said = sorted(process.communicate("go\n")[0].strip() for process in running)

    assert said == ["False", "True"] and len(sizes(home)) == 1


def test_a_process_that_serves_signs_for_the_last_facts_of_the_day_too(
    home: Any, keeper: Keeper, monkeypatch: Any
) -> None:
    from threading import Event

    done = Event()
    made = keeper.make_due
    monkeypatch.setattr(keeper, "make_due", lambda: (made(), done.set()))
    work(home, "De Eik")
    home.clock.advance(HOUR)

    keeper.follow()
    keeper.wrote()

    assert done.wait(30) and len(sizes(home)) == 2


def test_a_period_that_another_program_closes_is_signed_for_within_a_minute(home: Any, keeper: Keeper) -> None:
    home.draft()
    home.publish()
    home.clock.advance(timedelta(days=60))
    keeper.wrote()
    with home.by(home.anna):
        home.house.rosters.close_roster(home.roster)

    wanted = keeper._wanted()

    assert wanted and keeper.make_due() and not keeper._wanted()
