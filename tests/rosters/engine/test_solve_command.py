"""`roster solve`: what it says and writes, also when there is no roster, no time, or somebody ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import bench.instances as bench_instances
from bench import made_up, report
from bench.instances import broken, objective
from tests.commands.conftest import drive

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture
def instance(tmp_path, week) -> Path:
    path = tmp_path / "Instance1.txt"
    path.write_text(week)
    return path


def _large(week: str) -> str:
    """Twelve people for 28 days with wishes that collide: too hard to close at once."""
    staff = [f"P{n},E=20|L={8 + n % 3},9120,6240,5,2,{2 + n % 2},{1 + n % 3}" for n in range(12)]
    wishes = [f"P{n},{(n * 5 + m * 3) % 28},{'EL'[m % 2]},{1 + m % 3}" for n in range(12) for m in range(5)]
    cover = [f"{day},{kind},{3 + (day * 7) % 3},100,1" for day in range(28) for kind in "EL"]
    parts = {"HORIZON": ["28"], "SHIFTS": ["E,480,", "L,480,E"], "STAFF": staff, "SHIFT_ON_REQUESTS": wishes}
    parts["COVER"] = cover
    return "\n".join(line for name, lines in parts.items() for line in (f"SECTION_{name}", *lines)) + "\n"


def test_a_proven_roster_is_written_and_told(tmp_path, instance, week):
    out = tmp_path / "roster.txt"

    said = drive("roster", "solve", instance, "--seconds", 20, "--workers", 2, "--out", out, "--json")

    told = said.json()
    assert said.code == 0 and told["status"] == "optimal" and told["objective"] == told["bound"]
    assert objective(week, out.read_text()) == told["objective"] and broken(week, out.read_text()) == []
    assert 0 < told["seconds"] < 20 and told["violations"] == []
    assert {"day": 5, "shift": "E", "short": 1} in told["gaps"] or told["objective"] < 100
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Instance1.txt", "roster.txt"]


def test_the_deadline_is_kept_with_a_whole_roster(tmp_path, week):
    hard, out = tmp_path / "hard.txt", tmp_path / "roster.txt"
    hard.write_text(_large(week))
    begun = time.monotonic()

    said = drive("roster", "solve", hard, "--seconds", 1.5, "--workers", 2, "--out", out, "--json")

    assert time.monotonic() - begun < 1.5 + 2.5  # a second at most on a quiet machine
    assert said.code == 0 and said.json()["status"] in ("feasible", "optimal")
    assert broken(hard.read_text(), out.read_text()) == []
    assert objective(hard.read_text(), out.read_text()) == said.json()["objective"]
    assert said.json()["bound"] is None or said.json()["bound"] <= said.json()["objective"]


def test_a_malformed_file_names_its_line_and_writes_nothing(tmp_path, instance, week):
    instance.write_text(week.replace("L,480,E", "L,many,E"))

    said = drive("roster", "solve", instance, "--out", tmp_path / "roster.txt", "--json")

    assert said.code == 1 and "Regel 6:" in said.err
    assert not (tmp_path / "roster.txt").exists()


def test_who_cannot_be_planned_is_named_and_the_others_are_planned(tmp_path, instance, week):
    instance.write_text(week.replace("Chris,E=2|L=7,2400,960", "Chris,E=2|L=7,2880,2880"))
    out = tmp_path / "roster.txt"

    said = drive("roster", "solve", instance, "--seconds", 20, "--out", out, "--json")

    told = said.json()
    assert said.code == 1 and told["status"] == "none" and told["objective"] is None
    assert told["violations"] == [{"employee": "Chris", "rule": "no lawful schedule"}]
    assert told["impossible"] == [{"employee": "Chris", "limits": ["MinTotalMinutes"]}]
    assert "Chris" in said.err and "MinTotalMinutes" in said.err
    assert out.read_text().splitlines()[2] == ",,,,,,"
    assert {line.split(":")[0] for line in broken(instance.read_text(), out.read_text())} == {"Chris"}
    assert {"day": 1, "shift": "L", "short": 1} in told["gaps"] or "L" in out.read_text()


def test_a_day_that_wants_too_many_is_named_and_a_roster_made(tmp_path, instance, week):
    instance.write_text(week.replace("2,L,1,", "2,L,4,"))

    said = drive("roster", "solve", instance, "--seconds", 20, "--out", tmp_path / "roster.txt")

    assert said.code == 0 and said.out.startswith("optimal")
    assert "Dag 2 vraagt 4 mensen voor dienst L, en er kunnen er hoogstens 2." in said.err


def test_there_must_be_a_folder_for_what_is_written(tmp_path, instance):
    said = drive("roster", "solve", instance, "--out", tmp_path / "nowhere" / "roster.txt")

    assert said.code == 2 and "does not exist" in said.err


@pytest.mark.parametrize(("ending", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_whoever_ends_it_finds_a_whole_roster_or_none(tmp_path, week, ending, code):
    hard, out = tmp_path / "hard.txt", tmp_path / "roster.txt"
    hard.write_text(_large(week).replace(",9120,6240,", ",9120,8160,"))
    command = [sys.executable, "-m", "web.cli", "roster", "solve", str(hard), "--seconds", "100", "--out", str(out)]
    running = subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=_heeds_ctrl_c
    )
    workers = _children(running, 2)

    running.send_signal(ending)

    assert running.wait(timeout=60) == code
    assert running.stderr is not None
    running.stderr.read()  # ends only when the last of the family has
    assert not any(_lives(worker) for worker in workers)
    assert not out.exists() or broken(hard.read_text(), out.read_text()) == []
    assert {path.name for path in tmp_path.iterdir()} <= {"hard.txt", "roster.txt"}


def _heeds_ctrl_c() -> None:
    """Also when these tests were themselves started in the background, where shells let Ctrl-C be ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _children(process: subprocess.Popen[bytes], many: int) -> list[int]:
    """The searches that a command has started; asks until they are there."""
    file = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = [int(pid) for pid in file.read_text().split() if _is_search(int(pid))]
        if len(found) >= many:
            return found
    raise AssertionError("no searches were started")


def _is_search(pid: int) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_the_bench_judges_what_was_written_and_makes_a_table(tmp_path, instance, week, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "of-our-own.txt").write_text(week.replace("L,480,E", "L,many,E"))
    (tmp_path / "notes.txt").write_text("not an instance")

    figures = bench_instances.run(folder=tmp_path, seconds=20, workers=1, say=lambda text: None)

    first, ours = figures["instances"]
    assert first["instance"] == "Instance1" and first["found"] == first["bound"] and first["best_known"] == 607
    assert first["cpu_seconds"] > 0 and first["status"] == "optimal"
    assert ours["instance"] == "of-our-own" and ours["found"] == "-" and "Regel 6:" in ours["status"]
    page = report.page({"instances": figures}, report.date(2026, 3, 1))
    assert "| instance | found | bound | best known | seconds | cpu seconds | load | status |" in page
    assert f"| Instance1 | {first['found']} | {first['bound']} | 607 | {first['seconds']} |" in page


def test_sixty_people_and_ten_kinds_have_a_whole_roster_in_two_seconds(tmp_path):
    text = made_up.instance(60, 10, 28)
    large, out = tmp_path / "large.txt", tmp_path / "roster.txt"
    large.write_text(text)
    begun = time.monotonic()

    said = drive("roster", "solve", large, "--seconds", 2, "--workers", 1, "--out", out, "--json")

    assert time.monotonic() - begun < 2 + 2.5
    assert said.code == 0 and said.json()["status"] == "feasible"
    assert broken(text, out.read_text()) == []
    assert objective(text, out.read_text()) == said.json()["objective"]


def test_what_does_not_fit_in_memory_is_refused_in_words_at_once(tmp_path):
    huge = tmp_path / "huge.txt"
    huge.write_text(made_up.instance(40, 12, 364).replace(",480,", ",481,"))

    said = drive("roster", "solve", huge, "--seconds", 20, "--out", tmp_path / "roster.txt", "--json")

    assert said.code == 1 and "too large" in said.err and "Traceback" not in said.err
    assert not (tmp_path / "roster.txt").exists()
