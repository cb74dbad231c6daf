"""The command line in one call, and a small demo that all tests of the commands look at."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.harness.home import Home, moved_in
from web.cli import driehoek

UNTIL = "2026-03-04T14:05"
"""A Wednesday, in the first week of the present period."""


@dataclass
class Said:
    """What a command said."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


def drive(*arguments: object, typed: str | None = None) -> Said:
    """Run a command in this process; an exception that is no refusal comes through."""
    from domain.kernel import Refusal
    from web.language import in_english

    result = CliRunner().invoke(driehoek, [str(argument) for argument in arguments], input=typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        if not isinstance(result.exception, Refusal):
            raise result.exception
        return Said(1, result.stdout, in_english(result.exception))
    return Said(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def command() -> Callable[..., Said]:
    return drive


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo of two homes and one period; look, do not touch."""
    data = tmp_path_factory.mktemp("demo") / "data"
    data.mkdir()
    said = drive("demo", "--data", data, "--teams", 2, "--weeks", 4, "--until", UNTIL, "--json")
    assert said.code == 0, said.err
    return data


@pytest.fixture(scope="session")
def demo_whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """The demo as a visitor gets it, and what was said of making it; look, do not touch."""
    data = tmp_path_factory.mktemp("whole") / "data"
    return data, drive("demo", "--data", data, "--until", UNTIL, "--json")


@pytest.fixture
def demo_copy(demo_made: Path, tmp_path: Path) -> Path:
    """A copy of it to touch."""
    return Path(shutil.copytree(demo_made, tmp_path / "data", symlinks=True))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """De Lindehof, with its roster drafted."""
    with moved_in(tmp_path / "home") as home:
        home.draft()
        yield home
