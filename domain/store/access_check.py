"""Checking the access log as it lies there: is the chain whole, and does it hold what was signed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from domain.kernel.refusal import Refusal
from domain.store.access import COLUMNS, GENESIS, chained
from domain.store.access_heads import Head

_ROWS = f"SELECT {COLUMNS} FROM looks NOT INDEXED ORDER BY number"
_TYPES = (int, str, str, str, str, str, str, str, int, int, str, bytes)


class LookChanged(Refusal):
    """Inzage {number}: deze regel is veranderd, of een regel ervoor."""


class LookMissing(Refusal):
    """Inzage {number}: hier stond een regel, en nu niet meer."""


class LooksRewritten(Refusal):
    """Inzage {number}: het inzagelogboek is opnieuw geschreven. Op {time} is een ander getekend."""


class AccessUnreadable(Refusal):
    """Het inzagelogboek kan niet gelezen worden: {reason}."""


@dataclass(slots=True)
class AccessVerdict:
    """What came of checking the access log."""

    checked: int = 0
    """How many rows hold."""
    last: str = ""
    """The moment of the last one."""
    signed: int = 0
    """Until which row a signed end speaks of it."""
    wrong: Refusal | None = None
    """The first thing that is wrong."""
    first_wrong: int | None = None
    """The first row that is."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.wrong is None

    def as_json(self) -> dict[str, object]:
        """For a machine."""
        return {
            "ok": self.ok,
            "checked": self.checked,
            "signed": self.signed,
            "first_wrong": self.first_wrong,
            "found": type(self.wrong).__name__ if self.wrong else None,
        }


def check_looks(rows: Iterable[tuple[object, ...]], heads: Iterable[Head], given: int = 0) -> AccessVerdict:
    """Follow the chain; the first row that is wrong is named. `given`: the last number that the database gave out."""
    verdict, previous = AccessVerdict(), GENESIS
    signed = {head.number: head for head in heads}
    verdict.signed = max(signed, default=0)
    try:
        for row in rows:
            number = verdict.checked + 1
            fault = _fault(row, number, previous, signed.get(number))
            if fault:
                return _wrong(verdict, number, fault)
            previous, verdict.last = row[-1], str(row[1])  # type: ignore[assignment]
            verdict.checked = number
    except AccessUnreadable as reason:
        return _wrong(verdict, verdict.checked + 1, reason)
    if verdict.checked < max(verdict.signed, given):
        return _wrong(verdict, verdict.checked + 1, LookMissing(number=verdict.checked + 1))
    return verdict


def check_file(path: Path, heads: Iterable[Head]) -> AccessVerdict | None:
    """Check an access.db, whatever its state, and write nothing; None when there is none and there never was."""
    known = list(heads)
    if not path.is_file():
        return check_looks((), known) if known else None
    try:
        with closing(_opened(path)) as connection:
            kinds = connection.execute("SELECT type, sql FROM sqlite_master WHERE name = 'looks'").fetchall()
            if [kind for kind, _ in kinds] != ["table"] or not str(kinds[0][1]).startswith("CREATE TABLE"):
                return check_looks(_broken("de tabel looks ontbreekt"), known)
            given = connection.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'looks'").fetchone()[0]
            verdict = check_looks(_rows(connection), known, int(given or 0))
            damage = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] if verdict.ok else "ok"
    except (sqlite3.Error, UnicodeError, ValueError) as reason:
        return check_looks(_broken(reason), known)
    if damage != "ok":
        return _wrong(verdict, verdict.checked + 1, AccessUnreadable(reason=" ".join(str(damage).split())))
    return verdict


def check_table(address: str, heads: Iterable[Head]) -> AccessVerdict | None:
    """Check `access.looks` in PostgreSQL; None when there is none and there never was."""
    from domain.store.access_table import access_rows  # without PostgreSQL its driver need not be there

    known = list(heads)
    with access_rows(address) as rows:
        return check_looks(rows or (), known) if rows is not None or known else None


def _fault(row: tuple[object, ...], number: int, previous: bytes, head: Head | None) -> Refusal | None:
    if tuple(map(type, row)) != _TYPES:
        return LookChanged(number=number)
    if row[0] != number:
        return LookMissing(number=number)
    try:
        hashed = chained(previous, number, row[1:-1])  # type: ignore[arg-type]
    except UnicodeEncodeError:
        return LookChanged(number=number)
    if row[-1] != hashed:
        return LookChanged(number=number)
    if head and head.hash != hashed:
        return LooksRewritten(number=number, time=head.time)
    return None


def _wrong(verdict: AccessVerdict, number: int, wrong: Refusal) -> AccessVerdict:
    verdict.wrong, verdict.first_wrong = wrong, number
    return verdict


def _rows(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    try:
        yield from connection.execute(_ROWS)
    except (sqlite3.Error, UnicodeError) as reason:
        raise AccessUnreadable(reason=reason) from None


def _broken(reason: object) -> Iterator[tuple[object, ...]]:
    raise AccessUnreadable(reason=reason)
    yield ()


def _opened(path: Path) -> sqlite3.Connection:
    address = path.resolve().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, isolation_level=None)
    # a damaged text must arrive as it is, so that its own row can be named
    connection.text_factory = lambda text: text.decode(errors="surrogateescape")
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        # where no file can be made beside it, a file at rest can still be read
        connection.close()
        if any(path.with_name(path.name + suffix).exists() for suffix in ("-wal", "-journal")):
            raise
        connection = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, isolation_level=None)
    return connection
