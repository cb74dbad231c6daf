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
THROTTLED = 900
_SEEN_EVERY = 60


class Rows(Protocol):
    """A database that runs one statement at a time, each in a transaction of its own; `?` marks a parameter."""

    def execute(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows that the statement returns; none when it returns nothing."""


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in."""

    token: str
    """The SHA-256 of the token in the cookie."""
    person: Id
    over: bool = False


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
        """A fresh session; the token for the cookie. Sessions that ended long ago are swept away."""
        token, moment = fresh_token(), seconds()
        self.rows.execute("DELETE FROM sessions WHERE until < ?", (moment - LASTING,))
        self.rows.execute(
            "INSERT INTO sessions (token, person, seen, until) VALUES (?, ?, ?, ?)",
            (hashed(token), person, moment, moment + LASTING),
        )
        return token

    def session(self, token: str) -> Session | None:
        """The session of a cookie. It is `over` when it lasted too long or nothing was done in it for too long."""
        return self.session_under(hashed(token))

    def session_under(self, key: str) -> Session | None:
        """The same, by the hash of the token."""
        moment = seconds()
        found = self.rows.execute("SELECT person, seen, until FROM sessions WHERE token = ?", (key,))
        if not found:
            return None
        person, seen, until = found[0]
        over = moment > until or moment > seen + IDLE
        if not over and moment > seen + _SEEN_EVERY:
            self.rows.execute("UPDATE sessions SET seen = ? WHERE token = ?", (moment, key))
        return Session(key, person, over)

    def end_session(self, key: str) -> None:
        """Sign out."""
        self.rows.execute("DELETE FROM sessions WHERE token = ?", (key,))

    def end_sessions(self, person: Id) -> None:
        """Sign a person out everywhere."""
        self.rows.execute("DELETE FROM sessions WHERE person = ?", (person,))

    def end_access(self, person: Id) -> None:
        """The person is signed out everywhere and cannot sign in until invited again."""
        for table in ("sessions", "invitations", "accounts", "feeds"):
            self.rows.execute(f"DELETE FROM {table} WHERE person = ?", (person,))

    def forget(self, person: Id) -> None:
        """Nothing is left of the person."""
        self.end_access(person)
        self.rows.execute("DELETE FROM looks WHERE person = ?", (person,))

    def invite(self, person: Id, email: str) -> str:
        """A token by which the person opens an account, once and soon; an earlier one stops working."""
        token, moment = fresh_token(), seconds()
        self.rows.execute("DELETE FROM invitations WHERE person = ? OR until < ?", (person, moment))
        self.rows.execute(
            "INSERT INTO invitations (token, person, email, until) VALUES (?, ?, ?, ?)",
            (hashed(token), person, email, moment + INVITED),
        )
        return token

    def invited(self, token: str) -> tuple[Id, str] | None:
        """Whom an invitation is for, and the key of the address, while it stands."""
        found = self.rows.execute(
            "SELECT person, email FROM invitations WHERE token = ? AND until >= ?", (hashed(token), seconds())
        )
        return (str(found[0][0]), str(found[0][1])) if found else None

    def accept(self, token: str, password: str) -> Id | None:
        """Use an invitation up and keep the (hashed) password; None when it was used or is too old."""
        found = self.rows.execute(
            "DELETE FROM invitations WHERE token = ? AND until >= ? RETURNING person, email", (hashed(token), seconds())
        )
        if not found:
            return None
        person, email = found[0]
        self.keep_password(person, email, password)
        return str(person)

    def keep_password(self, person: Id, email: str, password: str) -> None:
        """Keep the hash of a password, and the key of the address to sign in with."""
        self.rows.execute(
            "INSERT INTO accounts (person, email, password) VALUES (?, ?, ?) "
            "ON CONFLICT (person) DO UPDATE SET email = excluded.email, password = excluded.password",
            (person, email, password),
        )

    def change_email(self, person: Id, email: str) -> None:
        """Sign in with another address from now on."""
        self.rows.execute("UPDATE accounts SET email = ? WHERE person = ?", (email, person))

    def account(self, email: str) -> tuple[Id, str] | None:
        """The person who signs in with an address, and the hash of the password."""
        found = self.rows.execute("SELECT person, password FROM accounts WHERE email = ?", (email,))
        return (str(found[0][0]), str(found[0][1])) if found else None

    def tries(self, scope: str, most: int) -> int:
        """Count a try; how many there were in the quarter of an hour. Blocked tries do not make it last longer."""
        moment = seconds()
        found = self.rows.execute(
            "INSERT INTO throttles (scope, failures, until) VALUES (?, 1, ?) ON CONFLICT (scope) DO UPDATE SET "
            "failures = CASE WHEN throttles.until < ? THEN 1 ELSE throttles.failures + 1 END, "
            "until = CASE WHEN throttles.until < ? OR throttles.failures < ? THEN excluded.until "
            "ELSE throttles.until END RETURNING failures",
            (scope, moment + THROTTLED, moment, moment, most),
        )
        return int(found[0][0])

    def no_more_tries(self, scope: str) -> None:
        """Forget the tries: it went well."""
        self.rows.execute("DELETE FROM throttles WHERE scope = ? OR until < ?", (scope, seconds() - THROTTLED))

    def keep_stash(self, token: str, box: str) -> None:
        """Keep something for half an hour under a token that is not kept itself."""
        self.rows.execute("DELETE FROM stashes WHERE until < ?", (seconds(),))
        self.rows.execute(
            "INSERT INTO stashes (token, box, until) VALUES (?, ?, ?)", (hashed(token), box, seconds() + STASHED)
        )

    def stash(self, token: str) -> str | None:
        """What was kept under a token."""
        found = self.rows.execute("SELECT box FROM stashes WHERE token = ? AND until >= ?", (hashed(token), seconds()))
        return str(found[0][0]) if found else None

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
