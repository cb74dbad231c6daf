"""Make the demo organisation: homes, people, and rosters around today."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from web.commands._options import json_option, note, progress, say_json, store_options

MARK = "demo.json"
"""Stands in the data folder of a demo, and says how it was made."""

Progress = Callable[[int, int], None]


@click.command(short_help=__doc__)
@store_options
@click.option("--teams", default=3, show_default=True, type=click.IntRange(1, 500), help="Homes.")
@click.option("--weeks", default=12, show_default=True, type=click.IntRange(1, 1040), help="Weeks of roster until now.")
@click.option(
    "--seed", default=2026, show_default=True, type=click.IntRange(0, 2**31), help="Another seed: other days."
)
@click.option("--until", metavar="MOMENT", help="The demo's last moment, as 2026-03-03T14:05. [now]")
@json_option
def demo(data: Path, database: str | None, teams: int, weeks: int, seed: int, until: str | None, as_json: bool) -> None:
    """Make the demo organisation in an empty folder: homes, people, rosters around today, and a year of books.

    In every home the books go back a year: months that were closed with their reports, one that was opened again,
    claims, cash counts, a bank whose last lines wait, a budget with orders, and residents' money. On the page of
    signing in you choose who you are: in De Lindehof Wilhelmina keeps the books (penningmeester), Marieke plans and
    Bart-Jan has a claim that waits; for all homes Hans-Peter is the controller and Judith the auditor.

    Everything is done through the same services as the web, by the people themselves, on a clock that ends at --until.
    The same --seed and --until give the same content; keys are always random.
    """
    moment = _moment(until)
    data.mkdir(exist_ok=True)
    if _position(data, database):
        raise click.ClickException(f"there is a workspace in {data} already; choose an empty folder with --data.")
    began = time.perf_counter()
    with progress([], "Making the demo", 100) as bar:
        made = _make(data, database, _bar(bar), teams=teams, weeks=weeks, seed=seed, until=moment)
    made["seconds"] = round(time.perf_counter() - began, 2)
    if as_json:
        say_json(made)
    else:
        click.echo(
            f"{made['facts']} facts about {made['teams']} homes and {made['carers']} carers "
            f"in {made['seconds']} seconds. Look around with: ./driehoek run --data {data}"
        )


def ensure_demo(data: Path, database: str | None = None, progress: Progress | None = None) -> bool:
    """Make the demo when there is nothing yet; whether what stands there is a demo."""
    if not _position(data, database):
        from domain.kernel import now

        note("there is nothing here yet: making the demo organisation (--empty begins your own)")
        _make(data, database, progress or (lambda done, all: None), until=now())
    return (data / MARK).exists()


def _position(data: Path, database: str | None) -> int:
    """How far the log is; no file is made to find out."""
    if not database and not os.environ.get("DRIEHOEK_DATABASE") and not (data / "events.db").exists():
        return 0
    from domain.workspace import Workspace

    workspace = Workspace(data, database)
    try:
        return workspace.position()
    finally:
        workspace.close()


def _make(data: Path, database: str | None, progress: Progress, **wanted: Any) -> dict[str, Any]:
    """Make it apart and let it stand at once, so that one that was broken off leaves nothing."""
    from web.demo import make_demo

    if database or os.environ.get("DRIEHOEK_DATABASE") or (data / "events.db").exists():
        made = make_demo(data, database, progress=progress, **wanted)
    else:
        with TemporaryDirectory(prefix=".demo-", dir=_apart(data, wanted)) as folder:
            made = make_demo(Path(folder), None, progress=progress, **wanted)
            _settle(Path(folder), data)
    told = {"facts": made.facts, "teams": made.teams, "carers": made.carers, "shifts": made.shifts}
    until = wanted["until"].isoformat(timespec="minutes")
    (data / MARK).write_text(json.dumps(told | {"seed": wanted.get("seed"), "until": until}) + "\n", encoding="utf-8")
    return told


def _apart(data: Path, wanted: dict[str, Any]) -> Path:
    """In memory where there is room: thousands of commits need not each wait for the disk before the last."""
    memory, needed = Path("/dev/shm"), wanted.get("teams", 3) * wanted.get("weeks", 12) * 1_000_000
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > needed
    return memory if roomy else data


def _settle(folder: Path, data: Path) -> None:
    """The log comes last: as long as it is not there, there is nothing. The views are made from it, here."""
    from projections.house import House

    with TemporaryDirectory(prefix=".demo-", dir=data) as beside:
        for file in sorted(folder.iterdir(), key=lambda file: file.name == "events.db"):
            if not file.name.startswith("views.db"):
                copy = Path(beside) / file.name
                (shutil.copytree if file.is_dir() else shutil.copy)(file, copy)  # each with who may read it
                for part in (part for part in (copy, *copy.rglob("*")) if part.is_file()):
                    with open(part, "rb") as written:
                        os.fsync(written.fileno())
                os.replace(copy, data / file.name)
    House(data).close()


def _moment(text: str | None) -> datetime:
    from domain.kernel import AMSTERDAM, now

    if text is None:
        return now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text} is no moment; type it as 2026-03-03T14:05.", param_hint="--until") from None
    if not 2000 <= moment.year <= 2100:
        raise click.BadParameter("a year between 2000 and 2100.", param_hint="--until")
    return moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)


def _bar(bar: Any) -> Progress:
    def show(done: int, all: int) -> None:
        step = min(100, done * 100 // all) - bar.pos
        if step > 0:
            bar.update(step)

    return show


def register(group: click.Group) -> None:
    """Add `demo`."""
    group.add_command(demo)
