"""What signing in needs, beside the keys in the vault: credentials, invitations, sessions, throttles, feeds, looks.

Only text and whole numbers, and only SQL that SQLite and PostgreSQL share. Times are seconds since 1970.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from domain.kernel.clock import now
from domain.kernel.ids import Id

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS accounts (person TEXT PRIMARY KEY, email TEXT UNIQUE, password TEXT)",
    "CREATE TABLE IF NOT EXISTS invitations (token TEXT PRIMARY KEY, person TEXT NOT NULL, email TEXT NOT NULL, "
    "until BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS sessions (token TEXT PRIMARY KEY, person TEXT NOT NULL, seen BIGINT NOT NULL, "
    "until BIGINT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS sessions_person ON sessions (person)",
    "CREATE TABLE IF NOT EXISTS throttles (scope TEXT PRIMARY KEY, failures BIGINT NOT NULL, until BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS stashes (token TEXT PRIMARY KEY, box TEXT NOT NULL, until BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS feeds (token TEXT PRIMARY KEY, person TEXT NOT NULL UNIQUE)",
    "CREATE TABLE IF NOT EXISTS looks (person TEXT NOT NULL, scope TEXT NOT NULL, position BIGINT NOT NULL, "
    "PRIMARY KEY (person, scope))",
)

IDLE = 12 * 3600
LASTING = 7 * 24 * 3600
INVITED = 72 * 3600
STASHED = 1800
_SEEN_EVERY = 60


class Rows(Protocol):
    """A database that runs one statement at a time, each in a transaction of its own; `?` marks a parameter."""

    def execute(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows that the statement returns; none when it returns nothing."""


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in that stands."""

    token: str
    """The SHA-256 of the token in the cookie."""
    person: Id


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def fresh_token() -> str:
    """256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def seconds() -> int:
    """This moment."""
    return int(now().timestamp())


class Accounts:
    """Signing in and what hangs on it."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        for statement in SCHEMA:
            rows.execute(statement)

    def begin_session(self, person: Id) -> str:
        """A fresh session; the token for the cookie."""
        token, moment = fresh_token(), seconds()
        self.rows.execute("DELETE FROM sessions WHERE until < ? OR seen < ?", (moment, moment - IDLE))
        self.rows.execute(
            "INSERT INTO sessions (token, person, seen, until) VALUES (?, ?, ?, ?)",
            (hashed(token), person, moment, moment + LASTING),
        )
        return token

    def session(self, token: str) -> Session | None:
        """The session of a cookie, unless it ended or nothing was done in it for too long."""
        key, moment = hashed(token), seconds()
        found = self.rows.execute("SELECT person, seen, until FROM sessions WHERE token = ?", (key,))
        if not found:
            return None
        person, seen, until = found[0]
        if moment > until or moment > seen + IDLE:
            return None
        if moment > seen + _SEEN_EVERY:
            self.rows.execute("UPDATE sessions SET seen = ? WHERE token = ?", (moment, key))
        return Session(key, person)

    def end_session(self, key: str) -> None:
        """Sign out."""
        self.rows.execute("DELETE FROM sessions WHERE token = ?", (key,))

    def end_sessions(self, person: Id) -> None:
        """Sign a person out everywhere."""
        self.rows.execute("DELETE FROM sessions WHERE person = ?", (person,))

    def looked(self, person: Id, scope: str) -> int | None:
        """The position at which a person last looked at something."""
        found = self.rows.execute("SELECT position FROM looks WHERE person = ? AND scope = ?", (person, scope))
        return int(found[0][0]) if found else None

    def look(self, person: Id, scope: str, position: int) -> None:
        """Remember until which position a person has seen something."""
        self.rows.execute(
            "INSERT INTO looks (person, scope, position) VALUES (?, ?, ?) "
            "ON CONFLICT (person, scope) DO UPDATE SET position = excluded.position",
            (person, scope, position),
        )

    def make_feed(self, person: Id) -> str:
        """A secret address for a person's calendar; an older one stops working."""
        token = fresh_token()
        self.rows.execute(
            "INSERT INTO feeds (token, person) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET token = excluded.token",
            (hashed(token), person),
        )
        return token

    def end_feed(self, person: Id) -> None:
        """Let a person's calendar address stop working."""
        self.rows.execute("DELETE FROM feeds WHERE person = ?", (person,))

    def has_feed(self, person: Id) -> bool:
        """Whether a person has a calendar address."""
        return bool(self.rows.execute("SELECT 1 FROM feeds WHERE person = ?", (person,)))

    def person_of_feed(self, token: str) -> Id | None:
        """Whose calendar a secret address shows."""
        found = self.rows.execute("SELECT person FROM feeds WHERE token = ?", (hashed(token),))
        return str(found[0][0]) if found else None
