"""Kill -9 under load: processes that change rosters are killed at any moment; what they acknowledged must be there."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import select
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from bench.home import CARERS, ONE, OTHER, SHARED, Plan, broken, found
from domain.kernel import OPERATOR, Acting, Refusal, act_as, new_id
from projections.house import House

_DAYS = 112
_LOOK_EVERY = 100
_LONGEST = 60
"""Milliseconds that a process lives at most: after its first change, or (one in four) after its begin."""
_PATIENCE = 60


@dataclass(slots=True)
class Killing:
    """What was acknowledged, and what became of it."""

    data: Path
    database: str | None
    plan: Plan
    acknowledged: dict[str, int] = field(default_factory=dict)
    seen: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)

    def kill_one(self, number: int) -> None:
        """Let two processes work and kill them both, the second a little later."""
        if number % 25 == 24:  # some die while they make the views anew
            with contextlib.suppress(FileNotFoundError):
                (self.data / "views.db").unlink()
        workers = [self._worker(f"{number} {turn}") for turn in range(2)]
        for turn, (process, reading) in enumerate(workers):
            if (number + turn) % 4:
                select.select([reading], [], [], _PATIENCE)
            self._listen(reading, _chance(f"{number} {turn} lives", _LONGEST) / 1000)
            os.kill(process, signal.SIGKILL)
            if os.WIFEXITED(os.waitpid(process, 0)[1]):
                self.wrong.append("a process ended by itself; what it said is in errors.txt")
            self._listen(reading, None)
            os.close(reading)

    def look(self) -> None:
        """Hold the log and the views against what was acknowledged."""
        try:
            house = House(self.data, self.database)
        except Refusal as refusal:
            self.wrong.append(str(refusal))
            return
        try:
            for command, position in list(self.acknowledged.items())[self.seen :]:
                kept = house.workspace.recorder.find_command(command)  # type: ignore[attr-defined]
                if kept is None or kept[2] != position or house.workspace.fact_at(position) is None:
                    self.lost += 1
            self.seen = len(self.acknowledged)
            self.wrong += broken(house, self.data / "again.db")
        finally:
            house.close()

    def _worker(self, seed: str) -> tuple[int, int]:
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(reading)
            try:
                _work(self.data, self.database, self.plan, writing, seed)
            except BaseException:
                with (self.data / "errors.txt").open("a") as errors:
                    traceback.print_exc(file=errors)
            finally:
                os._exit(1)
        os.close(writing)
        return process, reading

    def _listen(self, reading: int, seconds: float | None) -> None:
        """Take what is acknowledged for so long; None: what is still in the pipe."""
        until = time.monotonic() + (seconds or 0)
        text = b""
        while seconds is None or (left := until - time.monotonic()) > 0:
            if seconds is not None and not select.select([reading], [], [], left)[0]:
                break
            part = os.read(reading, 65_536)
            if not part:
                break
            text += part
        for line in text.decode().splitlines():
            command, position = line.split()
            self.acknowledged[command] = int(position)


def _work(data: Path, database: str | None, plan: Plan, writing: int, seed: str) -> None:
    """Change rosters until killed, and say so after each change."""
    house = House(data, database)
    people = (*CARERS, *SHARED, None)
    for number in range(1_000_000):
        key = new_id()
        day = _chance(f"{seed} {number} day", plan.days)
        team = (ONE, OTHER)[_chance(f"{seed} {number} team", 2)]
        person = (
            SHARED[number % len(SHARED)] if team == OTHER else people[_chance(f"{seed} {number} person", len(people))]
        )
        roster = plan.roster(team, day)
        with act_as(Acting(OPERATOR, "", command=key)), contextlib.suppress(Refusal):
            if number % 3 == 2 and (standing := _somebodys(house, roster)):
                position = house.rosters.unassign_shift(roster, standing[0], was=standing[1])
            else:
                kind = "VLD"[_chance(f"{seed} {number} kind", 3)]
                position = house.rosters.plan_shift(
                    roster, shift=new_id(), date=plan.day(day), kind=kind, person=person
                )
            os.write(writing, f"{key} {position}\n".encode())


def _somebodys(house: House, roster: str) -> tuple[str, str] | None:
    with house.now() as views:
        return views.execute(  # type: ignore[no-any-return]
            "SELECT shift, person FROM rosters_shift WHERE roster = ? AND person IS NOT NULL LIMIT 1", (roster,)
        ).fetchone()


def _chance(seed: str, below: int) -> int:
    return int.from_bytes(sha256(seed.encode()).digest()[:6], "big") % below


def measured(data: Path, database: str | None, kills: int) -> dict[str, object]:
    """Kill so many processes and say what came of it."""
    killing = Killing(data, database, found(data, database, _DAYS))
    started = time.perf_counter()
    for number in range(kills // 2):
        killing.kill_one(number)
        if number % _LOOK_EVERY == _LOOK_EVERY - 1:
            killing.look()
    killing.look()
    return {
        "kills": kills // 2 * 2,
        "acknowledged": len(killing.acknowledged),
        "lost": killing.lost,
        "diverged": len(killing.wrong),
        "wrong": killing.wrong[:10],
        "seconds": round(time.perf_counter() - started, 1),
    }


def run(kills: int = 500) -> dict[str, object]:
    """Kill the writers of a fresh SQLite home so many times."""
    with tempfile.TemporaryDirectory() as folder:
        return measured(Path(folder), None, kills) | {"limit": {"lost": 0, "diverged": 0}}


def main(arguments: list[str] | None = None) -> int:
    """Print what came of the kills as JSON; 1 when anything was lost or diverged."""
    parser = argparse.ArgumentParser(prog="python -m bench.kill", description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--data", type=Path, help="an empty folder; by default one that goes away")
    parser.add_argument("--database", help="a PostgreSQL address; by default SQLite")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        result = measured(given.data or Path(folder), given.database, given.kills)
    print(json.dumps(result))
    return 1 if result["lost"] or result["diverged"] else 0


if __name__ == "__main__":
    sys.exit(main())
