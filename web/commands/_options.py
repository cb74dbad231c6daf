"""Options that several commands share, and how they speak: JSON, notes and progress."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
Item = TypeVar("Item")


def _project() -> str:
    return os.environ.get("DRIEHOEK_HOME") or str(Path(__file__).resolve().parents[2])


def _folder(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    if not value.exists() and not value.parent.is_dir():
        raise click.BadParameter(f"the folder {value.parent} does not exist.")
    if value.exists() and not os.access(value, os.R_OK | os.W_OK | os.X_OK):
        raise click.BadParameter(f"{value} is not yours to read and write in.")
    return value.resolve()


def data_option(command: Command) -> Command:
    """`--data`: the folder where the workspace stands, as `data: Path`."""
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="DRIEHOEK_DATA",
        default=_project,
        callback=_folder,
        metavar="DIR",
        help="Folder of the data. [DRIEHOEK_DATA, else this project's folder]",
    )(command)


def _address(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value and "://" in value and not value.startswith(("postgresql://", "postgres://")):
        raise click.BadParameter(f"{value.partition('://')[0]} is unknown; an address starts with postgresql://")
    return value or None


def database_option(command: Command) -> Command:
    """`--database`: the log's database, as `database: str | None`."""
    return click.option(
        "--database",
        envvar="DRIEHOEK_DATABASE",
        callback=_address,
        metavar="ADDRESS",
        help="A postgresql:// address for the log. [DRIEHOEK_DATABASE, else events.db in the data folder]",
    )(command)


def store_options(command: Command) -> Command:
    """`--data` and `--database` together, for every command that opens the workspace."""
    return data_option(database_option(command))


def as_option(command: Command) -> Command:
    """`--as PERSON`: who acts, by name or id, as `person: str | None`; None is the operator's own account."""
    return click.option(
        "--as",
        "person",
        envvar="DRIEHOEK_AS",
        metavar="PERSON",
        help="Who acts, by name or id. [the operator's own account, recorded as such]",
    )(command)


def json_option(command: Command) -> Command:
    """`--json`: print for a machine, as `as_json: bool`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def open_option(command: Command) -> Command:
    """`--open`: add the names of the people, as `opened: bool`."""
    return click.option("--open", "opened", is_flag=True, help="Add the names of the people.")(command)


def names_are_shown() -> None:
    """Say on stderr what output with names is."""
    note("names are shown: keep this output as you would keep a personal file.")


def say_json(value: object) -> None:
    """Print one value as one line of JSON."""
    click.echo(json.dumps(value, ensure_ascii=False))


def note(text: str) -> None:
    """Say something beside the output, on stderr, so that --json stays clean."""
    click.echo(text, err=True)


def progress(items: Iterable[Item], label: str, length: int | None = None) -> Any:
    """A progress bar around items, on stderr: `with progress(facts, "Lezen") as facts: for fact in facts: ...`."""
    return click.progressbar(items, label=label, length=length, file=sys.stderr)
