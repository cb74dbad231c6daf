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
    from domain.store.stores_audit import StoresAudit
    from domain.store.verdict import Anchor, Verdict

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

    The log is held against the checkpoints that you bring and against those kept in the data folder; the access log
    against its ends that were signed with them (FILE.access), and every kept file is hashed again. Works on a log
    that is too damaged to start with. A program that shares no code with this one is verifier/driehoek_verify.py.
    """
    from domain.kernel.checkpoint import VerifierKey
    from domain.kernel.refusal import Refusal
    from domain.store.audit import gather
    from domain.store.checkpoints import Checkpoints
    from domain.store.stores_audit import StoresAudit, audit_stores

    try:
        signer = VerifierKey.parse(key) if key else None
        audit = gather(Checkpoints(data), files, signer, own=copy is None)
        _check(audit, copy, log_path(data, database), database)
        beside = audit_stores(data, database, files, signer) if copy is None else StoresAudit()
    except Refusal as refusal:
        if as_json:
            say_json({"ok": False, "error": type(refusal).__name__})
        raise
    if as_json:
        say_json(_as_json(audit, beside))
    else:
        click.echo("\n".join(map(plain, (*tell(audit), *tell_beside(beside)))))
    context.exit(0 if audit.verdict.ok and beside.ok else 1)


def plain(line: str) -> str:
    """The line without signs of the log that could hide or rewrite what a terminal shows."""
    return "".join(sign if sign.isprintable() else f"<{ord(sign):x}>" for sign in line)


def tell(audit: Audit) -> Iterator[str]:
    """The outcome in sentences."""
    verdict = audit.verdict
    for told in (*audit.notices, *verdict.found, *verdict.damage):
        yield told.sentence()
    if verdict.more:
        yield "More is wrong than is told here."
    if verdict.between and verdict.between[0] == verdict.first_wrong:
        yield f"NOT GOOD. The first wrong position lies between {verdict.between[0]} and {verdict.between[1]}."
    elif verdict.first_wrong is not None:
        yield f"NOT GOOD. First wrong position: {verdict.first_wrong}."
    elif verdict.damage:
        yield f"NOT GOOD, though the {verdict.checked} facts are, up to position {verdict.last}."
    else:
        yield f"Good: {verdict.checked} facts checked, up to position {verdict.last}."
    yield from _coverage(audit, verdict)


def tell_beside(beside: StoresAudit) -> Iterator[str]:
    """What came of the access log and the kept files, a line each."""
    for bad in beside.bad_heads:
        yield bad.sentence()
    access, blobs = beside.access, beside.blobs
    if access is None:
        yield "Access log: nobody looked yet."
    elif access.wrong:
        yield f"Access log: NOT GOOD. First wrong look: {access.first_wrong}. {access.wrong.sentence()}"
    else:
        signed = f"signed up to look {access.signed}" if access.signed else "not signed yet"
        yield f"Access log: good, {access.checked} looks, {signed}."
    if blobs is None:
        yield "Kept files: none yet."
        return
    for name in blobs.wrong:
        yield f"Kept file {name} is not what was kept."
    for digest in blobs.missing:
        yield f"Kept file {digest} is named by a fact, and is not there."
    if blobs.unreadable:
        yield f"Kept files: NOT GOOD, they cannot be read ({blobs.unreadable})."
    else:
        erased = f", {blobs.erased} erased" if blobs.erased else ""
        yield f"Kept files: {'good' if blobs.ok else 'NOT GOOD'}, {blobs.checked} hashed again{erased}."


def _coverage(audit: Audit, verdict: Verdict) -> Iterator[str]:
    if not audit.anchors:
        yield (
            "There is no checkpoint yet: the log was only held against itself. "
            "Make one with `driehoek checkpoint --out FILE`, and keep it elsewhere."
        )
    elif not audit.brought:
        yield (
            "Held against the data folder's own checkpoints, which whoever manages this computer can replace too. "
            "Only one that was kept elsewhere gives certainty: --checkpoint FILE."
        )
    if audit.anchors and verdict.not_covered:
        yield (
            f"Not yet covered by a checkpoint: {verdict.not_covered} facts, "
            f"positions {verdict.not_covered_from} to {verdict.last}."
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
    with progress((), "Checking facts", length=count) as bar:
        yield bar.update


def _as_json(audit: Audit, beside: StoresAudit) -> dict[str, Any]:
    return {
        **audit.verdict.as_json(),
        "ok": audit.verdict.ok and beside.ok,
        "notices": [type(notice).__name__ for notice in audit.notices],
        "checkpoints": [_anchor(a) for a in audit.brought],
        "access": beside.access.as_json() if beside.access else None,
        "bad_heads": [type(bad).__name__ for bad in beside.bad_heads],
        "files": beside.blobs.as_json() if beside.blobs else None,
    }


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
