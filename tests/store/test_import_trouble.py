"""A statement is imported while all goes wrong: all of its lines come in or none, and the next try finishes it."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from projections.house import House
from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import IBAN, camt, paid
from tests.harness.claim_races import Act, raced
from tests.harness.databases import Place
from tests.harness.home import moved_in
from tests.harness.money import Purse

SQLITE = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
WHOLE = day(2, *(paid(-100 - number) for number in range(300)), opening=10_000)

KILLED = """
import os, signal, sys
from {module} import {cls}
done = {cls}.{name}
def killed(self, *given, **more):
    found = done(self, *given, **more)
    os.kill(os.getpid(), signal.SIGKILL)
    return found
{cls}.{name} = killed
from web.cli import main
sys.argv = ["driehoek", *sys.argv[1:]]
main()
"""
BEFORE = {
    "the file is kept": ("domain.store.blobs", "Blobs", "keep"),
    "the facts are written and not committed": ("domain.store.log_sqlite", "SQLiteLog", "_insert_events"),
}
BEFORE_ON_POSTGRESQL = BEFORE | {
    "the facts are written and not committed": ("domain.store.log_postgres", "PostgresLog", "_insert"),
}
AFTER = ("domain.workspace", "Workspace", "save")


@contextmanager
def banked(place: Place) -> Iterator[Banked]:
    """The team's bank account, with 100 euro on it, on the tenth of March."""
    with moved_in(place.data, place.database) as home:
        found = Banked(Purse(home))
        home.clock.moment = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
        yield found


def imported(place: Place, file: Path, *program: str, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """Run `finance import` in a process of its own, which may write no file of more than so many bytes."""
    command = [sys.executable, *(program or ("-m", "web.cli")), "finance", "import", str(file), "--account", IBAN]
    command += ["--team", "De Lindehof", "--data", str(place.data), "--json"]
    if place.database:
        command += ["--database", place.database]
    small = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None
    return subprocess.run(command, capture_output=True, text=True, timeout=240, preexec_fn=small)


def killed_after(where: tuple[str, str, str]) -> tuple[str, str]:
    """A program that does the command and is killed as soon as this has returned."""
    module, cls, name = where
    return "-c", KILLED.format(module=module, cls=cls, name=name)


def standing(place: Place) -> tuple[int, int, int, int]:
    """How many lines and statements there are, what the bank has in the books, and the last position."""
    house = House(place.data, place.database)
    try:
        with house.now() as views:
            lines = views.execute("SELECT count(*) FROM finance_line").fetchone()[0]
            statements = views.execute("SELECT count(*) FROM finance_statement").fetchone()[0]
            cents = views.execute("SELECT sum(cents) FROM finance_posting WHERE account = '1010'").fetchone()[0]
        return lines, statements, cents, house.workspace.position()
    finally:
        house.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A statement of three hundred lines."""
    found = tmp_path / "maart.xml"
    found.write_bytes(camt(WHOLE))
    return found


@pytest.mark.parametrize("moment", BEFORE)
def test_killed_before_the_end_nothing_came_in_and_the_next_try_takes_all(
    place: Place, file: Path, moment: str
) -> None:
    with banked(place):
        pass
    before = standing(place)

    killed = imported(place, file, *killed_after((BEFORE_ON_POSTGRESQL if place.database else BEFORE)[moment]))
    after = standing(place)
    again = imported(place, file)

    assert killed.returncode == -signal.SIGKILL and not killed.stdout
    assert after == before
    assert again.returncode == 0 and json.loads(again.stdout)["new"] == 300
    assert standing(place)[:3] == (300, 1, WHOLE.closing)


def test_killed_after_the_end_all_came_in_and_the_next_try_finds_nothing_new(place: Place, file: Path) -> None:
    with banked(place):
        pass

    killed = imported(place, file, *killed_after(AFTER))
    after = standing(place)
    again = imported(place, file)

    assert killed.returncode == -signal.SIGKILL and not killed.stdout
    assert after[:3] == (300, 1, WHOLE.closing)
    assert again.returncode == 0 and json.loads(again.stdout)["new"] == 0
    assert standing(place) == after


@SQLITE
@pytest.mark.parametrize("room", ["not for the file", "for the file and not for its facts"])
def test_a_full_disk_takes_nothing_and_says_so_and_with_room_again_all_comes_in(
    place: Place, file: Path, room: str
) -> None:
    with banked(place):
        pass
    before = standing(place)
    whole = file.stat().st_size
    limit = whole // 2 if room == "not for the file" else whole + 2**16

    refused = imported(place, file, limit=limit)
    after = standing(place)
    again = imported(place, file)

    assert refused.returncode == 1 and not refused.stdout
    said = refused.stderr.strip().splitlines()[-1]
    assert said.startswith("driehoek: ") and "full" in said, refused.stderr
    assert after == before
    assert again.returncode == 0 and json.loads(again.stdout)["new"] == 300
    assert standing(place)[:3] == (300, 1, WHOLE.closing)


def test_two_processes_that_take_one_file_at_the_same_moment_take_it_once(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with banked(place) as there:
        data = camt(WHOLE)
        kept = there.home.house.blobs.keep(there.bank, data)
        act = Act(there.purse.bram, "import_statement", there.team, {"bank": there.bank, "file": kept}, "bank")
        moment = there.home.clock.moment
    if place.database:
        monkeypatch.setenv("DRIEHOEK_DATABASE", place.database)

    came = raced(place.data, moment, [[act, act]])

    assert came == [["", ""]]
    assert standing(place)[:3] == (300, 1, WHOLE.closing)


def test_two_halves_of_a_month_at_the_same_moment_leave_no_gap_and_no_double(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = day(2, *(paid(-100 - number) for number in range(50)), opening=10_000)
    second = day(3, *(paid(200 + number) for number in range(50)), opening=first.closing)
    with banked(place) as there:
        blobs, bank = there.home.house.blobs, there.bank
        acts = [
            Act(
                there.purse.bram, "import_statement", there.team, {"bank": bank, "file": blobs.keep(bank, data)}, "bank"
            )
            for data in (camt(first), camt(first, second))
        ]
        moment = there.home.clock.moment
    if place.database:
        monkeypatch.setenv("DRIEHOEK_DATABASE", place.database)

    came = raced(place.data, moment, [acts])

    assert Counter(came[0]) == Counter({"": 2})
    lines, _, cents, _ = standing(place)
    assert (lines, cents) == (100, second.closing)
