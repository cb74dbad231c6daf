"""The access log: who looked at whose data, written before anything is shown. No log, no look (DESIGN 3)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Any, NamedTuple, Protocol

from eventsourcing.persistence import PersistenceError

from domain.kernel.clock import now
from domain.kernel.ids import Id
from domain.kernel.refusal import Refusal
from domain.kernel.sealed import Sealed

log = logging.getLogger(__name__)

GENESIS = sha256(b"driehoek/access/1").digest()
"""What the first row is chained to."""
COLUMNS = "number, moment, person, role, behalf, subject, action, object, shown, known, reason, hash"
LAST = 2**63 - 1
_TEXT_AT_MOST = 200


class LookNotLogged(Refusal):
    """Dit kunnen we je nu niet laten zien, want we kunnen niet opschrijven dat je keek. Probeer het zo nog eens. Blijft
    het zo, vraag de beheerder dan of de opslag vol is."""

    status = 503


class AccessLogUnusable(Refusal):
    """Wie er gekeken heeft, is nu niet te lezen. Vraag de beheerder om `driehoek verify` uit te voeren."""

    status = 503


@dataclass(frozen=True, slots=True)
class Entry:
    """A look, before it has its place in the log."""

    moment: str
    """UTC, to the second."""
    person: Id
    """Who looked."""
    role: str
    behalf: str
    """The person on whose behalf; empty for nobody."""
    subject: Id
    """Whose data."""
    action: str
    object: str
    """What of it: the id of a thing, or nothing."""
    shown: int
    """The position of the log that the page showed."""
    known: int
    """The last position of the log at that moment."""
    reason: str
    """A packed Sealed, or nothing."""

    def fields(self) -> tuple[str | int, ...]:
        """In the order of the columns."""
        return (self.moment, self.person, self.role, self.behalf, self.subject, self.action, self.object,
                self.shown, self.known, self.reason)  # fmt: skip


class Look(NamedTuple):
    """A row of the access log."""

    number: int
    moment: str
    person: Id
    role: str
    behalf: str
    subject: Id
    action: str
    object: str
    shown: int
    known: int
    reason: str
    hash: bytes


class AccessRows(Protocol):
    """The rows of the access log; one implementation for each database."""

    def append(self, entry: Entry) -> int:
        """Write a row behind the last one, durable when this returns; its number."""

    def read(self, sql: str, params: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query on `looks`, with `?` for its parameters."""

    def close(self) -> None:
        """Give the connections back."""


def chained(previous: bytes, number: int, fields: Iterable[str | int]) -> bytes:
    """The hash of a row over the one before it and its own fields, each with its length before it."""
    hashed = sha256(previous)
    for field in (number, *fields):
        part = str(field).encode()
        hashed.update(len(part).to_bytes(8, "big") + part)
    return hashed.digest()


def following(last: tuple[int, bytes] | None, entry: Entry) -> tuple[Any, ...]:
    """The row of an entry that comes after the last one (number and hash; None: it is the first)."""
    number, previous = (last[0] + 1, bytes(last[1])) if last else (1, GENESIS)
    return (number, *entry.fields(), chained(previous, number, entry.fields()))


class AccessLog:
    """Who looked at what. Opened at the start, and again at each look when that failed."""

    def __init__(self, opened: Callable[[], AccessRows]) -> None:
        self._opened = opened
        self._rows: AccessRows | None = None
        self._lock = Lock()
        try:
            self._standing()
        except (PersistenceError, OSError, RuntimeError):
            log.error("the access log cannot be opened; nothing that it guards is shown", exc_info=True)

    def looked(
        self,
        person: Id,
        role: str,
        *,
        subject: Id,
        action: str,
        object: str = "",
        shown: int,
        known: int,
        on_behalf_of: Id | None = None,
        reason: Sealed | None = None,
    ) -> int:
        """Write that somebody looks, before anything is shown; the number of the row. Raises LookNotLogged."""
        for text in (person, role, subject, action, object, on_behalf_of or ""):
            if len(text) > _TEXT_AT_MOST:
                raise ValueError("a look is written in ids and codes")
        moment = now().strftime("%Y-%m-%dT%H:%M:%SZ")
        entry = Entry(
            moment, person, role, on_behalf_of or "", subject, action, object, shown, known,
            reason.packed() if reason else "",
        )  # fmt: skip
        try:
            return self._standing().append(entry)
        except (PersistenceError, OSError, RuntimeError) as error:
            log.error("a look was not written, so nothing is shown", exc_info=True)
            raise LookNotLogged from error

    def looks(
        self, subject: Id | None = None, limit: int = 50, before: int | None = None, until: int | None = None
    ) -> list[Look]:
        """The looks, the newest first: at one subject's data, before a number, until the log had a fact at `until`.

        Raises AccessLogUnusable.
        """
        whose, asked = ("subject = ? AND ", [subject]) if subject else ("", [])
        return [
            Look._make((*row[:-1], bytes(row[-1])))
            for row in self._read(
                f"SELECT {COLUMNS} FROM looks WHERE {whose}number < ? AND known < ? ORDER BY number DESC LIMIT ?",
                [*asked, before or LAST, LAST if until is None else until, limit],
            )
        ]

    def subjects(self, until: int | None = None) -> list[Id]:
        """Everybody whose data were looked at until the log had a fact at `until`. Raises AccessLogUnusable."""
        found = self._read(
            "SELECT DISTINCT subject FROM looks WHERE known < ? ORDER BY subject", [LAST if until is None else until]
        )
        return [row[0] for row in found]

    def head(self) -> tuple[int, bytes] | None:
        """Number and hash of the last row; None when nobody looked yet. Raises AccessLogUnusable."""
        found = self._read("SELECT number, hash FROM looks ORDER BY number DESC LIMIT 1", [])
        return (int(found[0][0]), bytes(found[0][1])) if found else None

    def hash_at(self, number: int) -> bytes | None:
        """The hash of a row; None when it is not there. Raises AccessLogUnusable."""
        found = self._read("SELECT hash FROM looks WHERE number = ?", [number])
        return bytes(found[0][0]) if found else None

    def close(self) -> None:
        """Give the connections back."""
        with self._lock:
            if self._rows:
                self._rows.close()
            self._rows = None

    def _read(self, sql: str, params: list[object]) -> list[tuple[Any, ...]]:
        try:
            return self._standing().read(sql, params)
        except (PersistenceError, OSError, RuntimeError) as error:
            log.error("the access log cannot be read", exc_info=True)
            raise AccessLogUnusable from error

    def _standing(self) -> AccessRows:
        with self._lock:
            if self._rows is None:
                self._rows = self._opened()
            return self._rows
