"""`roster solve`: makes a roster for an instance of the public nurse-rostering format."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands._options import json_option, note, say_json
from web.commands._out import out_option, write_out

if TYPE_CHECKING:
    from domain.rosters.engine.answer import Answer

MOST_SECONDS = 7 * 24 * 3600


@click.command()
@click.argument("instance", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="INSTANCE")
@click.option("--seconds", type=click.FloatRange(1, MOST_SECONDS), default=60, show_default=True, help="How long.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that search.")
@click.option(
    "--seed", type=click.IntRange(0, 2**31), default=1, show_default=True, help="Another seed: other chances."
)
@out_option(help="Where the roster comes: a line for each employee, shifts by comma, empty for a day off.")
@json_option
def solve(instance: Path, seconds: float, workers: int, seed: int, out: Path, as_json: bool) -> None:
    """Make a roster for a public nurse-rostering instance, as cheap as can be found in the time.

    The status is optimal (no roster is cheaper), feasible, or none: then FILE has what could be made, with an empty
    line for whoever has no lawful schedule, and the exit code is 1. With --json: objective, bound, status, seconds,
    impossible (who cannot be planned, and by which limits), wanting (days that want more than may work then) and
    gaps (what stays short). Ctrl-C keeps the best so far.
    """
    begun = time.monotonic()
    from domain.rosters.engine.answer import before, make
    from domain.rosters.instance import read_instance

    asked = before(read_instance(instance.read_bytes()), begun + seconds)
    for sentence in asked.sentences():
        note(sentence)
    answer = make(asked, begun + seconds, workers, seed)
    write_out(out, answer.text.encode())
    said = {**answer.json(), "seconds": round(time.monotonic() - begun, 2)}
    if as_json:
        say_json(said)
    else:
        _show(answer, said, out)
    if answer.failure:
        note(f"a search ended too early: {answer.failure}")
    if answer.interrupted:
        raise KeyboardInterrupt
    if answer.status == "none" or answer.failure:
        raise click.exceptions.Exit(1)


def _show(answer: Answer, said: dict[str, Any], out: Path) -> None:
    """Three lines for whoever looks on."""
    if answer.status == "none":
        without = ", ".join(answer.without)
        click.echo(f"no lawful roster in {said['seconds']} s; without a schedule: {without}. What there is: {out}")
    else:
        click.echo(
            f"{answer.status}: costs {said['objective']}, none below {said['bound']}, {said['seconds']} s: {out}"
        )
    for gap in said["gaps"]:
        click.echo(f"  day {gap['day']} {gap['shift']}: {gap['short']} short")
