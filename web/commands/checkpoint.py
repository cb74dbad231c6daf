"""Sign the history as it stands, for somebody to keep elsewhere."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.commands._options import json_option, note, progress, say_json, store_options
from web.commands._out import why_not, written_to

if TYPE_CHECKING:
    from domain.kernel.checkpoint import SignedCheckpoint
    from domain.store.checkpoints import RowsAfter
    from domain.store.recorded import Recorded

LONG = 20_000


@click.command(short_help=__doc__)
@store_options
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to write it, with FILE.hashes and FILE.pub beside it. [only kept in the data folder, and printed]",
)
@json_option
def checkpoint(data: Path, database: str | None, out: Path | None, as_json: bool) -> None:
    """Sign the history as it stands, for somebody to keep elsewhere, and with it the end of the access log.

    FILE is a text of eight lines that can be printed. Whoever keeps it can check later that nothing before it was
    changed; with FILE.hashes beside it the check names the position that was.
    """
    from domain.store.access_heads import export_head, keep_head
    from domain.store.checkpoints import Checkpoints
    from domain.store.stores import access_log

    if out:
        _must_be_free(out)
    checkpoints = Checkpoints(data)
    with log_rows(data, database) as rows_after:
        signed = checkpoints.make(rows_after)
        with written_to(out or data):
            files = checkpoints.export(signed, out, rows_after) if out else []
    with closing(access_log(data, database)) as access:
        head = keep_head(checkpoints, access)
    if out and head:
        with written_to(out):
            files.append(export_head(head, out))
    if as_json:
        say_json(_as_json(signed, files))
    elif out:
        point = signed.checkpoint
        click.echo(f"Checkpoint of {point.size} facts, up to position {point.position}: {out}")
        note("Keep it away from this computer, with " + " and ".join(str(file) for file in files[1:]) + ".")
    else:
        click.echo(signed.note, nl=False)


@contextmanager
def log_rows(data: Path, database: str | None) -> Iterator[RowsAfter]:
    """The rows of the log, with a progress bar when there are many to read."""
    from domain.store.audit import pages
    from domain.workspace import Workspace

    if path := log_path(data, database):
        from domain.store.log_file import NoLogFile

        if not path.is_file():
            raise NoLogFile(file=path)
    workspace = Workspace(data, database)

    def rows_after(position: int) -> Iterator[Recorded]:
        rows, count = pages(workspace.facts, position), workspace.position() - position
        if count < LONG:
            yield from rows
        else:
            with progress(rows, "Reading facts", length=count) as shown:
                yield from shown

    try:
        yield rows_after
    finally:
        workspace.close()


def log_path(data: Path, database: str | None) -> Path | None:
    """The file of the log; None when it is in PostgreSQL."""
    if database and "://" in database:
        return None
    return Path(database) if database else data / "events.db"


def _must_be_free(out: Path) -> None:
    """Never write over something that is not a checkpoint: the log, say, or the key."""
    from domain.kernel.checkpoint import BadCheckpoint, read_checkpoint

    if refused := why_not(out, None):
        raise click.BadParameter(refused, param_hint="--out")
    try:
        if out.exists():
            read_checkpoint(out.read_bytes())
    except BadCheckpoint:
        raise click.BadParameter(f"{out} is there already, and is not a checkpoint.", param_hint="--out") from None


def _as_json(signed: SignedCheckpoint, files: list[Path]) -> dict[str, object]:
    point = signed.checkpoint
    return {
        "file": str(files[0]) if files else None,
        "origin": point.origin,
        "size": point.size,
        "position": point.position,
        "time": point.time,
        "root": b64encode(point.root).decode(),
        "note": signed.note,
    }


def register(group: click.Group) -> None:
    """Add `checkpoint`."""
    group.add_command(checkpoint)
