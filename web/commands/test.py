"""Check everything: style, types, architecture and all tests, with a browser and PostgreSQL."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click


@click.command(short_help=__doc__, context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PYTEST ARGUMENTS]...")
def test(arguments: tuple[str, ...]) -> None:
    """Check everything: ruff, mypy, the architecture, and the tests; what follows is handed to pytest.

    The tests get a Chromium (DRIEHOEK_CHROMIUM, or one on the PATH, or Debian's package when this may install it) and
    a PostgreSQL (DRIEHOEK_TEST_POSTGRES: a superuser's address; or a local initdb, or the wheel that comes with the
    tests), and an hledger (DRIEHOEK_HLEDGER, or one on the PATH, or Debian's package). Which ones is said first. When
    one is missing that is a failure under CI=true, and a loud line elsewhere.
    """
    os.chdir(Path(__file__).resolve().parents[2])
    os.execv(sys.executable, [sys.executable, "-m", "tests.harness", *arguments])


def register(group: click.Group) -> None:
    """Add `test`."""
    group.add_command(test)
