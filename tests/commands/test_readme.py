"""What the README tells a new user is there: its commands with their options, its pages, and the people of the demo."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click

from web.cli import driehoek
from web.demo import names
from web.language import CATALOGUE

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _command(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that words name, and what is left of them."""
    found: click.Command = driehoek
    while words and isinstance(found, click.Group):
        following = found.get_command(click.Context(found), words[0])
        assert following, f"{words[0]} is no command of {found.name}"
        found, words = following, words[1:]
    return found, words


def test_every_command_in_it_exists_with_its_options() -> None:
    lines = re.findall(r"^ {4}\./driehoek (.+)$|`\./driehoek ([^`]+)`", README, re.MULTILINE)

    assert len(lines) > 20
    for block, inline in lines:
        command, words = _command(shlex.split((block or inline).partition("#")[0].replace("...", "X")))
        known = {name for option in command.params for name in option.opts}
        assert command.name == "test" or {word for word in words if word.startswith("--")} <= known, (block, inline)


def test_every_subcommand_beside_another_exists() -> None:
    row = re.search(r"`\./driehoek finance balance`, (.*?) \|", README)

    assert row
    for name in re.findall(r"`([\w-]+)`", row[1]):
        assert _command(["finance", name])


def test_every_page_and_button_in_it_is_on_the_screen() -> None:
    said = re.findall(r"(?<!\*)\*([A-Z][^*\n]+)\*(?!\*)", README)
    shown = CATALOGUE.read_text(encoding="utf-8")

    assert len(said) > 6
    assert [word for word in said if f'msgid "{word}"' not in shown] == []


def test_who_it_names_in_the_demo_plays_in_the_demo() -> None:
    table = README.partition("## Money, job by job")[2].partition("The same without a page")[0]
    people = {*names.CARERS[0], names.CONTROLLER, names.AUDITOR}

    for name in re.findall(r"^\| [^|]+ \| ([A-Z][^|(]+?) \(", table, re.MULTILINE):
        assert name in people
    told = driehoek.get_command(click.Context(driehoek), "demo")
    assert told and told.help
    help = " ".join(told.help.split())
    for name in re.findall(r"\b(Wilhelmina|Marieke|Bart-Jan|Hans-Peter|Judith)\b", help):
        assert any(one.startswith(name) for one in people)
    assert names.CARERS[0][2].startswith("Wilhelmina") and "Wilhelmina keeps the books" in help
