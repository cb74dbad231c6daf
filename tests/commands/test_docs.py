"""The documents that are made from the program are current."""

from __future__ import annotations

import pytest

import web.commands.docs as module
from tests.golden.samples import known
from web.cli import driehoek
from web.reference import documents


@pytest.mark.parametrize("name", ["events.md", "commands.md", "routes.md"])
def test_a_document_is_what_the_program_says(name):
    written = (module.FOLDER / name).read_text(encoding="utf-8")

    assert written == documents()[name](), "run ./driehoek docs"


def test_the_catalogue_holds_every_fact_and_the_reference_every_command():
    made = documents()

    events, commands = made["events.md"](), made["commands.md"]()

    assert [topic for topic in known() if f"\n### {topic}\n" not in events] == []
    assert [name for name in driehoek.list_commands(None) if f"\n## {name}\n" not in commands] == []


def test_one_that_is_old_is_named_and_then_written(command, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    monkeypatch.setattr("web.reference.documents", lambda: {"events.md": lambda: "new\n"})
    (tmp_path / "events.md").write_text("old\n")

    checked = command("docs", "--check")
    written = command("docs")
    again = command("docs", "--check")

    assert checked.code == 1 and "not current: events.md" in checked.err
    assert written.out == "Written: events.md\n" and (tmp_path / "events.md").read_text() == "new\n"
    assert again.code == 0
