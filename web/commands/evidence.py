"""Write some facts with the proof that they stood in the log, for an auditor."""

from __future__ import annotations

import json
from pathlib import Path

import click

from web.commands._options import json_option, say_json, store_options
from web.commands._out import out_option, write_out
from web.commands.checkpoint import log_rows


@click.command(short_help=__doc__)
@store_options
@click.argument("positions", metavar="POSITION...", nargs=-1, required=True, type=click.IntRange(min=1))
@out_option(b"{")
@click.option(
    "--since",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="CHECKPOINT",
    help="Also prove that the log only grew since this checkpoint.",
)
@json_option
def evidence(
    data: Path, database: str | None, positions: tuple[int, ...], out: Path, since: Path | None, as_json: bool
) -> None:
    """Write the facts at these positions with the proof that they stood in the log under its latest checkpoint.

    Check the file with verifier/driehoek_verify.py, on any computer with Python.
    """
    from domain.kernel.checkpoint import read_checkpoint
    from domain.store.checkpoints import Checkpoints
    from domain.store.evidence import evidence as bundle

    older = read_checkpoint(since.read_bytes()) if since else None
    with log_rows(data, database) as rows_after:
        found = bundle(Checkpoints(data), rows_after, positions, older)
    write_out(out, json.dumps(found, ensure_ascii=False, indent=1).encode())
    if as_json:
        say_json({"file": str(out), "positions": list(positions)})
    else:
        click.echo(f"Proof of {len(positions)} facts: {out}")


def register(group: click.Group) -> None:
    """Add `evidence`."""
    group.add_command(evidence)
