"""Check that nobody bent the history; names the first position that is wrong."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands._options import json_option, progress, say_json, store_options
from web.commands.checkpoint import LONG, log_path

if TYPE_CHECKING:
    from domain.store.audit import Audit
    from domain.store.verify import Anchor, Verdict

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help=__doc__)
@store_options
@click.option(
    "--checkpoint",
    "files",
    type=_FILE,
    multiple=True,
    metavar="FILE",
    help="A checkpoint that was kept elsewhere, with FILE.hashes and FILE.pub beside it if they are there.",
)
@click.option(
    "--key", metavar="KEY", help="The public key that must have signed it. [FILE.pub, else the data folder's]"
)
@click.option("--log", "copy", type=_FILE, metavar="FILE", help="Check this copy of events.db.")
@json_option
@click.pass_context
def verify(
    context: click.Context,
    data: Path,
    database: str | None,
    files: tuple[Path, ...],
    key: str | None,
    copy: Path | None,
    as_json: bool,
) -> None:
    """Check that nobody bent the history: exit 0 when all is well, 1 and the first wrong position when it is not.

    The log is held against the checkpoints that you bring and against those kept in the data folder. Works on a log
    that is too damaged to start with. A program that shares no code with this one is verifier/driehoek_verify.py.
    """
    from domain.kernel.checkpoint import VerifierKey
    from domain.kernel.refusal import Refusal
    from domain.store.audit import gather
    from domain.store.checkpoints import Checkpoints

    try:
        audit = gather(Checkpoints(data), files, VerifierKey.parse(key) if key else None, own=copy is None)
        _check(audit, copy, log_path(data, database), database)
    except Refusal as refusal:
        if not as_json:
            raise
        say_json({"ok": False, "error": refusal.sentence()})
        context.exit(1)
    if as_json:
        say_json(_as_json(audit))
    else:
        click.echo("\n".join(tell(audit)))
    context.exit(0 if audit.verdict.ok else 1)


def tell(audit: Audit) -> Iterator[str]:
    """The outcome in sentences."""
    verdict = audit.verdict
    for notice in audit.notices:
        yield f"Let op: {notice}"
    for wrong in (*verdict.found, *verdict.damage):
        yield wrong.sentence()
    if verdict.more:
        yield "En er is meer mis dan hier staat."
    if verdict.first_wrong is not None:
        yield f"NIET GOED. De eerste positie die niet klopt: {verdict.first_wrong}."
    elif verdict.damage:
        yield f"De {verdict.checked} feiten zelf kloppen, tot en met positie {verdict.last}."
    else:
        yield f"Goed: {verdict.checked} feiten nagegaan, tot en met positie {verdict.last}."
    yield from _coverage(audit, verdict)


def _coverage(audit: Audit, verdict: Verdict) -> Iterator[str]:
    if not audit.anchors:
        yield (
            "Er is nog geen controlepunt: alleen is nagegaan of het logboek in zichzelf klopt. "
            "Maak er een met `driehoek checkpoint --out BESTAND` en bewaar het ergens anders."
        )
    elif not audit.brought:
        yield (
            "Dit zijn de eigen controlepunten. Wie de computer beheert kan ook die vervangen; "
            "zekerheid geeft een controlepunt dat ergens anders bewaard is (--checkpoint BESTAND)."
        )
    if audit.anchors and verdict.not_covered:
        yield (
            f"Nog niet vastgelegd in een controlepunt: {verdict.not_covered} feiten, "
            f"positie {verdict.not_covered_from} tot en met {verdict.last}."
        )


def _check(audit: Audit, copy: Path | None, path: Path | None, database: str | None) -> None:
    from contextlib import closing

    from domain.store.audit import audit_log
    from domain.store.log_file import LogFile
    from domain.store.log_table import LogTable

    file = copy or path
    with closing(LogFile(file, copy=copy is not None) if file else LogTable(database or "")) as log:
        with _bar(log.count()) as tick:
            audit_log(audit, log, tick)


@contextmanager
def _bar(count: int) -> Iterator[Callable[[int], None] | None]:
    if count < LONG:
        yield None
        return
    with progress((), "Feiten nagaan", length=count) as bar:
        yield bar.update


def _as_json(audit: Audit) -> dict[str, Any]:
    return {**audit.verdict.as_json(), "notices": audit.notices, "checkpoints": [_anchor(a) for a in audit.brought]}


def _anchor(anchor: Anchor) -> dict[str, object]:
    point = anchor.checkpoint
    return {
        "origin": point.origin,
        "size": point.size,
        "position": point.position,
        "time": point.time,
        "root": b64encode(point.root).decode(),
        "hashes": anchor.hashes is not None,
    }


def register(group: click.Group) -> None:
    """Add `verify`."""
    group.add_command(verify)
