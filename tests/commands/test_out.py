"""`--out` of every command: what cannot be written is a sentence with the path that was typed, and nothing is left."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import click
import pytest

from tests.commands.conftest import drive
from web.cli import driehoek

YEAR = ("finance", "audit-file", "--year", "2026")
WRITERS: dict[str, tuple[str, ...]] = {
    "journal": ("finance", "journal"),
    "audit-file": YEAR,
    "audit-trail": ("finance", "audit-trail"),
    "evidence": ("evidence", "1"),
    "checkpoint": ("checkpoint",),
}


@pytest.fixture(params=WRITERS)
def writes(request: pytest.FixtureRequest, demo_copy: Path) -> Any:
    """One command after the other, with a checkpoint for those that prove."""
    assert drive("checkpoint", "--data", demo_copy).code == 0

    def run(out: Path) -> Any:
        return drive(*WRITERS[request.param], "--data", demo_copy, "--out", out)

    return run


def test_a_folder_that_is_not_there_is_named(writes: Any, tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "file.txt"

    said = writes(out)

    assert said.code == 2 and f"the folder {out.parent} does not exist" in said.err
    assert not out.parent.exists()


def test_a_folder_that_may_not_be_written_is_named(writes: Any) -> None:
    said = writes(Path("/proc/file.txt"))

    assert said.code == 1 and said.err.startswith("Error: /proc/file.txt cannot be written: ")


def test_a_full_disk_is_told_and_what_stood_there_still_stands(
    writes: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "file.txt"
    assert writes(out).code == 0
    before = out.read_bytes()
    whole = os.replace

    def full(source: Path, target: Path) -> None:
        if Path(target).parent == tmp_path:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(source))
        whole(source, target)

    monkeypatch.setattr(os, "replace", full)

    said = writes(out)

    assert said.code == 1 and said.err == f"Error: {out} cannot be written: No space left on device.\n"
    assert out.read_bytes() == before and not list(tmp_path.glob(".file*"))


def test_another_kind_of_file_is_never_written_over(writes: Any, tmp_path: Path) -> None:
    out = tmp_path / "photo.jpg"
    out.write_bytes(b"\xff\xd8\xff\xe0\0")

    said = writes(out)

    assert said.code == 2 and str(out) in said.err and "is there already" in said.err
    assert out.read_bytes() == b"\xff\xd8\xff\xe0\0"


def test_what_the_command_made_before_is_made_anew(writes: Any, tmp_path: Path) -> None:
    out = tmp_path / "file.txt"

    assert [writes(out).code for _ in range(2)] == [0, 0]


def test_what_is_no_ordinary_file_is_refused() -> None:
    said = drive("finance", "journal", "--out", "/dev/null")

    assert said.code == 2 and "/dev/null is no ordinary file" in said.err


def test_an_empty_file_is_filled(demo_made: Path, tmp_path: Path) -> None:
    out = tmp_path / "books.journal"
    out.touch()

    assert drive("finance", "journal", "--data", demo_made, "--out", out).code == 0
    assert out.read_text().startswith("; driehoek")


def test_every_command_that_writes_a_file_asks_the_same_of_it() -> None:
    found = {name for name, one in _commands("", driehoek) if any(option.name == "out" for option in one.params)}

    assert found == {" ".join(part for part in line if not part.startswith("-") and not part.isdigit())
                     for line in WRITERS.values()} | {"roster solve", "finance resident-statement"}  # fmt: skip
    for name, one in _commands("", driehoek):
        for option in one.params:
            if option.name == "out" and option.required:
                assert option.callback and option.callback.__module__ == "web.commands._out", name


def _commands(path: str, group: click.Group) -> Any:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        told = f"{path} {name}".strip()
        if isinstance(found, click.Group):
            yield from _commands(told, found)
        else:
            yield told, found
