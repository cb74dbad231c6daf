"""The browser and the PostgreSQL that `./driehoek test` finds do work."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.harness import chromium, postgres

PROJECT = Path(__file__).resolve().parents[2]


def test_the_postgres_of_this_run_lets_a_superuser_in(postgres_address):
    with psycopg.connect(postgres_address) as connection:
        row = connection.execute("select usesuper from pg_user where usename = current_user").fetchone()

    assert row == (True,)


def test_the_browser_of_this_run_starts(chromium_path):
    told = subprocess.run([chromium_path, "--version"], capture_output=True, text=True)

    assert "Chrom" in told.stdout


def test_every_postgres_on_this_machine_can_be_used_and_leaves_nothing_behind(monkeypatch):
    for origin, binaries in list(postgres.programs()):
        monkeypatch.setattr(postgres, "programs", lambda found=(origin, binaries): iter([found]))

        with postgres.cluster() as cluster, psycopg.connect(cluster.address) as connection:
            assert connection.execute("select 1").fetchone() == (1,)

        folder = Path(cluster.address.partition("host=")[2])
        assert not folder.exists()


def test_programs_that_do_not_start_are_named_with_their_reason(tmp_path, monkeypatch):
    for name in ("initdb", "pg_ctl"):
        (tmp_path / name).write_text("#!/bin/sh\necho out of order; exit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(postgres, "programs", lambda: iter([("a broken one", tmp_path)]))

    with pytest.raises(postgres.Unusable) as reason, postgres.cluster():
        pass

    assert "a broken one" in str(reason.value)


def test_a_browser_that_is_named_but_does_not_start_is_not_replaced_in_silence(monkeypatch):
    monkeypatch.setenv("DRIEHOEK_CHROMIUM", "/nowhere/chromium")

    assert chromium.find_or_install() is None


A_TEST_WITH_A_BROWSER = """
def test_with_a_browser(chromium_path):
    pass

def test_without():
    pass
"""


@pytest.mark.parametrize(
    ("ci", "code", "says", "processes"),
    [
        ("true", 1, "There is no Chromium here", "0"),
        ("", 0, "NOT TESTED: 1 tests need a Chromium", "0"),
        ("", 0, "NOT TESTED: 1 tests need a Chromium", "1"),
    ],
)
def test_a_missing_browser_fails_in_ci_and_is_said_loudly_elsewhere(tmp_path, ci, code, says, processes):
    (tmp_path / "test_two.py").write_text(A_TEST_WITH_A_BROWSER)
    environment = {**os.environ, "CI": ci, "DRIEHOEK_CHROMIUM": "/nowhere/chromium", "PYTHONPATH": str(PROJECT)}

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "-n", processes, "."],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert (run.returncode, says in run.stdout) == (code, True), run.stdout
