"""Make the read tables again from the log; `--check` compares them with the standing ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from web.commands._house import standing_workspace
from web.commands._options import json_option, progress, say_json, store_options


@click.command(short_help=__doc__)
@store_options
@click.option("--check", is_flag=True, help="Only compare: exit 1 and name the first difference; change nothing.")
@json_option
@click.pass_context
def rebuild(context: click.Context, data: Path, database: str | None, check: bool, as_json: bool) -> None:
    """Make the read tables (views.db) again from the log, beside the standing ones, and let them take their place.

    With --check they are only compared. With --json: events, seconds, events_per_second, equal (null without --check)
    and the first difference.
    """
    import projections.house  # noqa: F401  every table is declared
    from projections.rebuilding import compare
    from projections.rebuilding import rebuild as build_again

    with standing_workspace(data, database) as workspace, progress([], "Rebuilding", 100) as bar:
        done = (compare if check else build_again)(workspace, data / "views.db", _bar(bar))
    told: dict[str, Any] = {
        "events": done.events,
        "seconds": round(done.seconds, 3),
        "events_per_second": round(done.events / max(done.seconds, 1e-9)),
        "equal": done.difference is None if check else None,
        "difference": done.difference,
    }
    if as_json:
        say_json(told)
    else:
        click.echo(f"{told['events']} events in {told['seconds']} s, {told['events_per_second']} a second")
        if check:
            click.echo(f"not equal: {done.difference}" if done.difference else "equal")
    context.exit(1 if done.difference else 0)


def _bar(bar: Any) -> Any:
    def show(position: int, target: int) -> None:
        bar.update(max(0, position * 100 // max(target, 1) - bar.pos))

    return show


def register(group: click.Group) -> None:
    """Add `rebuild`."""
    group.add_command(rebuild)
