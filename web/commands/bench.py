"""Measure speed, as ratios within one run; the figures of docs/performance.md."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from domain.kernel import today
from web.commands._options import json_option, note, say_json

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"


def _tools(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    known = ("hledger", "ledger", "beancount")
    for name in (value or "").split(","):
        if name.strip() and name.strip() not in known:
            raise click.BadParameter(f"{name.strip()} is not known; there are {', '.join(known)}.")
    return value


@click.command(short_help=__doc__)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--facts", type=click.IntRange(1_000, 10_000_000), metavar="N", help="How long a log to measure on.")
@click.option(
    "--source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A data folder whose mix of facts is taken. [the demo]",
)
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where instances are (*.txt), for instances. [made up]",
)
@click.option("--seconds", type=click.IntRange(1, 3600), metavar="N", help="For each of them. [60]")
@click.option("--transactions", type=click.IntRange(100, 10_000_000), metavar="N", help="How many entries, for ledger.")
@click.option(
    "--against",
    metavar="TOOLS",
    callback=_tools,
    help="Which tools read the same books, for ledger, in so far as they are installed. [hledger,ledger,beancount]",
)
@click.option("--write", is_flag=True, help="Put what is measured into docs/performance.md.")
@json_option
def bench(
    names: tuple[str, ...],
    facts: int | None,
    source: Path | None,
    folder: Path | None,
    seconds: int | None,
    transactions: int | None,
    against: str | None,
    write: bool,
    as_json: bool,
) -> None:
    """Measure speed; without a NAME everything there is, one after the other.

    Each measurement is a module of bench/; `bench list` names them.
    """
    if names == ("list",):
        for name, module in found():
            click.echo(f"{name:<20} {(module.__doc__ or '').strip().partition(chr(10))[0]}")
        return
    known = dict(found())
    if unknown := [name for name in names if name not in known]:
        raise click.BadParameter(f"{unknown[0]} is not in bench/; there are {', '.join(known)}.", param_hint="NAME")
    measured = {}
    for name in names or known:
        run = known[name].run
        given = _wanted(
            run, facts=facts, source=source, folder=folder, seconds=seconds, transactions=transactions,
            against=against, say=note,
        )  # fmt: skip
        if lacking := _lacking(run, given):
            if name in names:
                raise click.UsageError(f"{name} needs --{lacking[0]}.")
            note(f"{name} is left out: it needs --{lacking[0]}")
            continue
        note(f"measuring {name}")
        measured[name] = run(**given)
        if not as_json:
            _show(name, measured[name])
    if write:
        from bench.report import page

        standing = _PAGE.read_text(encoding="utf-8") if _PAGE.exists() else ""
        _PAGE.write_text(page(measured, today(), standing), encoding="utf-8")
        note(f"written: {_PAGE}")
    if as_json:
        say_json(measured)


def found() -> Iterator[tuple[str, ModuleType]]:
    """Every module in bench/ that can be run."""
    try:
        package = importlib.import_module("bench")
    except ModuleNotFoundError:
        raise click.ClickException("there is no bench/ here; it comes with the project's source.") from None
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"bench.{info.name}")
        if callable(getattr(module, "run", None)):
            yield info.name, module


def _wanted(run: Any, **options: Any) -> dict[str, Any]:
    """The options that a measurement knows and somebody gave."""
    known = inspect.signature(run).parameters
    return {name: value for name, value in options.items() if name in known and value is not None}


def _lacking(run: Any, given: dict[str, Any]) -> list[str]:
    """What a measurement cannot do without, and nobody gave."""
    known = inspect.signature(run).parameters
    return [name for name, one in known.items() if one.default is one.empty and name not in given]


def _show(name: str, figures: dict[str, Any]) -> None:
    click.echo(name)
    for figure, value in figures.items():
        click.echo(f"  {figure:<28} {value}")


def register(group: click.Group) -> None:
    """Add `bench`."""
    group.add_command(bench)
