"""The launcher works from anywhere, sets up once, and says in one sentence what is wrong."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
LAUNCHER = PROJECT / "driehoek"
TOOLS = ("sh", "cat", "cmp", "cp", "dirname", "mkdir", "mv", "readlink", "rm", "sleep", "uname")

# Stands for python: makes a venv that holds itself, installs nothing, and tells what it was asked to run.
FAKE_PYTHON = """#!/bin/sh
case "$*" in
    *version_info*) exit ${FAKE_TOO_OLD:-0} ;;
    -V) echo "Python 3.9.6" ;;
    *ensurepip*) exit ${FAKE_NO_VENV:-0} ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && echo venv >>"$FAKE_LOG" ;;
    "-m pip --version") ;;
    "-m pip install"*) echo "install ${*##*/}" >>"$FAKE_LOG"; sleep ${FAKE_SLOW:-0}; exit ${FAKE_OFFLINE:-0} ;;
    *) echo "ran $* in $PWD with $PYTHONPATH" ;;
esac
"""


class Machine:
    """A machine with a fresh clone in a folder with spaces, a python of its own, and little else."""

    def __init__(self, root: Path) -> None:
        self.clone = root / "my clone"
        self.elsewhere = root / "elsewhere"
        self.log = root / "log"
        self.bin = root / "bin"
        for folder in (self.clone, self.elsewhere, self.bin):
            folder.mkdir()
        for name in ("driehoek", "requirements.lock", "requirements-test.lock"):
            shutil.copy(PROJECT / name, self.clone)
        for name in TOOLS:
            (self.bin / name).symlink_to(shutil.which(name) or "")
        (self.bin / "python3").write_text(FAKE_PYTHON)
        (self.bin / "python3").chmod(0o755)

    def environment(self, **more: str) -> dict[str, str]:
        return {"PATH": str(self.bin), "HOME": str(self.elsewhere), "FAKE_LOG": str(self.log), **more}

    def run(self, *arguments: str, launcher: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        command = [str(launcher or self.clone / "driehoek"), *arguments]
        return subprocess.run(
            command, cwd=self.elsewhere, env=self.environment(**more), capture_output=True, text=True, timeout=60
        )

    def happened(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("shell", [name for name in ("sh", "dash", "bash", "zsh", "ksh") if shutil.which(name)])
def test_every_shell_that_is_here_can_read_the_launcher(shell):
    assert subprocess.run([shell, "-n", str(LAUNCHER)]).returncode == 0


def test_the_build_runs_the_tests_and_nothing_else():
    lines = [line for line in (PROJECT / ".ci/run").read_text().splitlines() if not line.startswith("#")]

    assert len(lines) == 1 and lines[0].endswith("&& exec ./driehoek test")
    assert os.access(PROJECT / ".ci/run", os.X_OK) and os.access(LAUNCHER, os.X_OK)


def test_the_first_start_sets_up_and_the_second_only_runs(machine):
    first = machine.run("events", "--since", "a b")
    second = machine.run("events")

    assert first.stdout == (
        f"ran -P {machine.clone}/web/cli.py events --since a b in {machine.elsewhere} with {machine.clone}\n"
    )
    assert machine.happened() == ["venv", "install requirements.lock"]
    assert second.stderr == ""


def test_a_changed_lock_is_installed_again(machine):
    machine.run("events")
    (machine.clone / "requirements.lock").write_text("changed")

    machine.run("events")

    assert machine.happened() == ["venv", "install requirements.lock", "install requirements.lock"]


def test_the_tests_need_more_and_what_they_need_is_enough_to_run(machine):
    machine.run("test")
    machine.run("run")

    assert machine.happened() == ["venv", "install requirements-test.lock"]


def test_two_that_start_at_once_set_up_once(machine):
    command = [str(machine.clone / "driehoek"), "events"]
    both = [
        subprocess.Popen(command, env=machine.environment(FAKE_SLOW="1"), stderr=subprocess.DEVNULL) for _ in range(2)
    ]

    codes = [one.wait(timeout=60) for one in both]

    assert codes == [0, 0]
    assert machine.happened() == ["venv", "install requirements.lock"]


@pytest.mark.parametrize("left_behind", [None, "999999999"])
def test_a_set_up_that_was_killed_does_not_block_the_next(machine, left_behind):
    (machine.clone / ".venv.lock").mkdir()
    if left_behind:
        (machine.clone / ".venv.lock/pid").write_text(left_behind)

    start = machine.run("events")

    assert start.returncode == 0
    assert not (machine.clone / ".venv.lock").exists()


def test_through_a_symlink_and_from_another_folder(machine):
    (machine.elsewhere / "link").symlink_to("../bin/dh")
    (machine.bin / "dh").symlink_to(machine.clone / "driehoek")

    start = machine.run("events", launcher=machine.elsewhere / "link")

    assert start.stdout.endswith(f"with {machine.clone}\n")


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ("FAKE_TOO_OLD", "Python 3.11 or newer is needed and Python 3.9.6 was found"),
        ("FAKE_NO_VENV", "Python's venv module is missing: sudo apt install python3-venv"),
        ("FAKE_OFFLINE", "the packages could not be installed"),
    ],
)
def test_what_is_missing_is_one_sentence(machine, trouble, sentence):
    start = machine.run("events", **{trouble: "1"})

    said = [line for line in start.stderr.splitlines() if "setting up" not in line]
    assert (start.returncode, len(said)) == (1, 1)
    assert sentence in said[0]
    assert not (machine.clone / ".venv.lock").exists()


def test_a_failed_set_up_is_taken_up_again(machine):
    machine.run("events", FAKE_OFFLINE="1")

    again = machine.run("events")

    assert again.returncode == 0
    assert again.stdout.startswith("ran ")


def test_nothing_to_set_up_costs_next_to_nothing(machine):
    machine.run("events")

    costs = []
    for _ in range(5):
        began = time.perf_counter()
        machine.run("events")
        costs.append(time.perf_counter() - began)

    assert min(costs) < 0.05


def test_the_locks_have_hashes_and_name_no_registry():
    for name in ("requirements.lock", "requirements-test.lock"):
        lock = (PROJECT / name).read_text()

        pins = [line for line in lock.splitlines() if line[:1].isalnum()]
        assert pins and all("==" in pin and pin.endswith("\\") for pin in pins)
        assert lock.count("--hash=sha256:") >= len(pins)
        assert not any(word in lock for word in ("://", "--index-url", "--find-links", "--extra-index-url"))


def test_the_locks_agree():
    def pins(name: str) -> set[str]:
        return {line for line in (PROJECT / name).read_text().splitlines() if line[:1].isalnum()}

    assert pins("requirements.lock") <= pins("requirements-test.lock")


def _cli(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "DRIEHOEK_DEBUG": "", **more}
    command = [sys.executable, "-P", str(PROJECT / "web/cli.py"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


def test_help_names_every_command_with_a_line():
    told = _cli("--help")

    assert told.returncode == 0
    assert "  run " in told.stdout and "  test " in told.stdout


def test_help_is_quick_because_it_loads_no_framework():
    told = _cli("--help", PYTHONPROFILEIMPORTTIME="1")

    loaded = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert "click" in loaded
    assert not loaded & {"domain", "eventsourcing", "flask", "gunicorn", "projections", "sqlite_utils", "web"}


@pytest.mark.parametrize(
    "arguments", [["fly"], ["run", "--fly"], ["run", "--port", "many"], ["run", "--port", "70000"]]
)
def test_wrong_usage_is_2(arguments):
    told = _cli(*arguments)

    assert told.returncode == 2
    assert "Traceback" not in told.stderr
