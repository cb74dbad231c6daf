"""Folding a page of facts in memory; written with executemany (sqlite-utils' calls per row are slow in this loop)."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from operator import itemgetter
from typing import Any, TypeVar

from domain.kernel import Fact, Sealed, fact_topics
from projections.tables import FAR, TABLES, Table

F = TypeVar("F", bound=Fact)
Key = tuple[Any, ...]
Fold = Callable[["Views", Any], None]

_folds: dict[str, list[Fold]] = defaultdict(list)
_for_all: list[Fold] = []
_KEPT_ROWS = 25_000
_AT_ONCE = 100


def on(*facts: type[F]) -> Callable[[Callable[[Views, F], None]], Callable[[Views, F], None]]:
    """Register the fold of these facts."""

    def register(fold: Callable[[Views, F], None]) -> Callable[[Views, F], None]:
        for fact in facts:
            _folds[fact.TOPIC].append(fold)  # type: ignore[attr-defined]
        return fold

    return register


def on_all(fold: Fold) -> Fold:
    """Register a fold for every fact."""
    _for_all.append(fold)
    return fold


def folds_of(topic: str) -> list[Fold]:
    """What is done with a fact of this topic."""
    return _for_all + _folds.get(topic, [])


def unfolded() -> list[str]:
    """Topics that only the folds for every fact see."""
    return sorted(set(fact_topics()) - set(_folds))


def column(value: object) -> Any:
    """A value as a column holds it."""
    return value.packed() if isinstance(value, Sealed) else value


class _Seen:
    """Which keys a build from nothing has met, in all tables: a Bloom filter of 8 MB, for a million keys 0.1% wrong.

    Saying no it is always right, and then the database need not be asked for a standing row: that is a third of the
    time of a build.
    """

    __slots__ = ("bits",)
    _SIZE = 2**26

    def __init__(self) -> None:
        self.bits = bytearray(self._SIZE // 8)

    def add(self, number: int) -> bool:
        """Meet the hash of a key; whether it may have been met before."""
        one, two = number % self._SIZE, (number >> 28) % self._SIZE
        bits = self.bits
        before = bits[one >> 3] >> (one & 7) & bits[two >> 3] >> (two & 7) & 1
        bits[one >> 3] |= 1 << (one & 7)
        bits[two >> 3] |= 1 << (two & 7)
        return bool(before)


class _Standing:
    """The rows of one table that this page knows: key -> [row, since, not yet written], or None for no row."""

    __slots__ = ("added", "closes", "dirty", "inserts", "number", "picked", "rows", "select", "table")

    def __init__(self, table: Table) -> None:
        self.table = table
        self.number = hash(table.name)
        self.picked = itemgetter(*table.columns) if len(table.columns) > 1 else None
        self.select = (
            f"SELECT {', '.join(table.columns)}, since FROM {table.physical} "
            f"WHERE {' AND '.join(f'{c} = ?' for c in table.key)} AND until = {FAR}"
            if table.temporal
            else ""
        )
        self.rows: dict[Key, list[Any] | None] = {}
        self.dirty: set[Key] = set()
        self.inserts: list[tuple[Any, ...]] = []
        self.closes: list[tuple[Any, ...]] = []
        self.added: list[Any] = []


class Views:
    """What a fold writes to, at the position of the fact in hand."""

    def __init__(self, connection: sqlite3.Connection, *, from_nothing: bool = False) -> None:
        self.connection = connection
        self.position = 0
        self.leaf = 0
        self.moment = ""
        self.latest: datetime | None = None
        self._tables = {name: _Standing(table) for name, table in TABLES.items()}
        self._seen = _Seen() if from_nothing else None
        self._touched: dict[str, int] = {}

    def get(self, name: str, *key: Any) -> dict[str, Any] | None:
        """The row that stands under a key now, without the key."""
        entry = self._entry(self._tables[name], key)
        return dict(zip(self._tables[name].table.columns, entry[0], strict=True)) if entry else None

    def row(self, name: str, *key: Any) -> tuple[Any, ...] | None:
        """The values that stand under a key now, in the order of the columns: quicker than `get`."""
        entry = self._entry(self._tables[name], key)
        return entry[0] if entry else None

    def put(self, name: str, key: Key, /, **row: Any) -> None:
        """Close the standing row and let this one stand; the same row again changes nothing."""
        standing = self._tables[name]
        values = standing.picked(row) if standing.picked else (row[standing.table.columns[0]],)
        if Sealed in map(type, values):
            values = tuple(map(column, values))
        self._put(standing, key, values)

    def put_row(self, name: str, key: Key, row: tuple[Any, ...]) -> None:
        """`put` with the values in the order of the columns, none of them Sealed: for what comes by thousands."""
        self._put(self._tables[name], key, row)

    def change(self, name: str, key: Key, /, **changes: Any) -> None:
        """Let a row with some other values stand; raises KeyError when there is none."""
        standing = self._tables[name]
        entry = self._entry(standing, key)
        if entry is None:
            raise KeyError((name, key))
        columns = standing.table.columns
        values = list(entry[0])
        for changed, value in changes.items():
            values[columns.index(changed)] = column(value)
        self._put(standing, key, tuple(values))

    def drop(self, name: str, key: Key) -> None:
        """Close the standing row; nothing happens when there is none."""
        standing = self._tables[name]
        entry = self._entry(standing, key)
        if entry is not None:
            self._close(standing, key, entry)
            standing.rows[key] = None
            standing.dirty.discard(key)

    def add(self, name: str, values: Iterable[Any]) -> None:
        """Add rows to a log table: the values of all of them one after another, in the order of its key and columns."""
        self._tables[name].added.extend(values)

    def touch(self, scope: str) -> None:
        """Say that what is shown of `scope` (a team, a person) changed at this position."""
        self._touched[scope] = self.position

    def rows(self, name: str, /, **where: Any) -> list[dict[str, Any]]:
        """The standing rows with these values, this page included; for folds over small sets."""
        self._flush(self._tables[name])
        names = (*self._tables[name].table.key, *self._tables[name].table.columns)
        test = " AND ".join(f"{c} = ?" for c in where) or "1"
        found = self.connection.execute(f"SELECT {', '.join(names)} FROM {name} WHERE {test}", tuple(where.values()))
        return [dict(zip(names, row, strict=True)) for row in found]

    def flush(self) -> None:
        """Write what the page changed; the transaction is the engine's."""
        for standing in self._tables.values():
            if standing.added:
                self._append(standing)
            elif standing.dirty or standing.inserts or standing.closes:
                self._flush(standing)
        if self._touched:
            self.connection.executemany(
                "INSERT INTO touched VALUES (?,?) ON CONFLICT DO UPDATE SET position = excluded.position",
                self._touched.items(),
            )
            self._touched.clear()

    def forget(self) -> None:
        """Drop what is remembered of standing rows: another process may have written, or the memory is full."""
        for standing in self._tables.values():
            standing.rows.clear()

    def remembered(self) -> int:
        """How many rows are remembered."""
        return sum(len(standing.rows) for standing in self._tables.values())

    def trim(self) -> None:
        """Keep the memory bounded."""
        if self.remembered() > _KEPT_ROWS:
            self.forget()

    def _entry(self, standing: _Standing, key: Key) -> list[Any] | None:
        try:
            return standing.rows[key]
        except KeyError:
            pass
        if self._seen and not self._seen.add(hash(key) ^ standing.number):
            standing.rows[key] = None
            return None
        found = self.connection.execute(standing.select, key).fetchone()
        entry = [tuple(found[:-1]), found[-1], False] if found else None
        standing.rows[key] = entry
        return entry

    def _put(self, standing: _Standing, key: Key, row: tuple[Any, ...]) -> None:
        entry = self._entry(standing, key)
        if entry is not None:
            if entry[0] == row:
                return
            self._close(standing, key, entry)
        standing.rows[key] = [row, self.position, True]
        standing.dirty.add(key)

    def _close(self, standing: _Standing, key: Key, entry: list[Any]) -> None:
        row, since, unwritten = entry
        if not unwritten and since == self.position:  # flushed half-way through this very fact
            standing.closes.append((since, *key, since))
        elif not unwritten:
            standing.closes.append((self.position, *key, since))
        elif since != self.position:
            standing.inserts.append((*key, *row, since, self.position))

    def _append(self, standing: _Standing) -> None:
        """Many rows to a statement: a third quicker than one, where rows are many and small."""
        table, values = standing.table, standing.added
        width = len(table.written)
        row = f"({','.join('?' * width)})"
        begin = 0
        for rows in (_AT_ONCE, 1):
            step = rows * width
            end = begin + (len(values) - begin) // step * step
            self.connection.executemany(
                f"INSERT INTO {table.physical} VALUES {','.join([row] * rows)}",
                [values[at : at + step] for at in range(begin, end, step)],
            )
            begin = end
        values.clear()

    def _flush(self, standing: _Standing) -> None:
        table = standing.table
        for key in standing.dirty:
            entry = standing.rows[key]
            if entry is not None and entry[2]:
                standing.inserts.append((*key, *entry[0], entry[1], FAR))
                entry[2] = False
        test = " AND ".join(f"{c} = ?" for c in table.key)
        if standing.closes:
            self.connection.executemany(
                f"UPDATE {table.physical} SET until = ? WHERE {test} AND since = ?", standing.closes
            )
            merged = [(*row[1:-1], row[-1]) for row in standing.closes if row[0] == row[-1]]
            if merged:
                self.connection.executemany(f"DELETE FROM {table.physical} WHERE {test} AND since = ?", merged)
        if standing.inserts:
            places = ",".join("?" * len(table.written))
            self.connection.executemany(f"INSERT INTO {table.physical} VALUES ({places})", standing.inserts)
        standing.dirty.clear()
        standing.inserts.clear()
        standing.closes.clear()


def touch_all(views: Views, scopes: Iterable[str]) -> None:
    """Touch several scopes."""
    for scope in scopes:
        views.touch(scope)
