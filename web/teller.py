"""Who and what a fact is about, in words: names are opened here, shifts are told as they stood then."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l

from domain.kernel import OPERATOR, Id
from web.dates import NO_BREAK, day_month, weekday_short
from web.hours_words import hours_said
from web.say import say as _
from web.team_words import role_word

STANDARD = {"V": _l("vroege dienst"), "L": _l("late dienst"), "N": _l("nachtdienst"), "S": _l("slaapdienst"),
            "D": _l("dagdienst"), "A": _l("bereikbaarheidsdienst")}  # fmt: skip
"""What a kind is called that has the usual name of its place in the day."""
STANDARD_NAMES = {"V": "Vroeg", "L": "Laat", "N": "Nacht", "S": "Slaapdienst", "D": "Dag", "A": "Bereikbaar"}

_ROLES = {
    "member": _l("medewerker"),
    "operator": _l("beheerder van de computer"),
    "everyone": _l("voor zichzelf"),
}
"""How somebody acts that no list of roles names."""


class Opener(Protocol):
    """What opens packed sealed text."""

    def open_packed(self, line: str) -> str | None:
        """The text, or None when it was erased."""


@dataclass(frozen=True, slots=True)
class ShiftThen:
    """A shift as it stood at a position."""

    shift: Id
    roster: Id
    team: Id
    date: str
    kind: str
    person: Id | None


def day_text(day: str) -> str:
    """za 7 maart."""
    return f"{weekday_short(day)}{NO_BREAK}{day_month(day)}"


def role_text(role: str) -> str:
    """A role in words."""
    return str(_ROLES.get(role) or role_word(role))


def hours_text(minutes: int) -> str:
    """Hours in a sentence of the trail: 28 uur, 7:45 uur."""
    return hours_said(minutes)


class Teller:
    """Tells of persons, kinds and shifts in one snapshot."""

    def __init__(self, views: sqlite3.Connection, vault: Opener) -> None:
        self.views = views
        self.vault = vault
        self._names: dict[Id, str] = {}

    def person(self, id: Id | None) -> str:
        """A person's name as known at the moment looked from."""
        if id is None:
            return _("niemand")
        if id == OPERATOR:
            return _("De beheerder van de computer")
        if id not in self._names:
            row = self.views.execute("SELECT name FROM people_person WHERE person = ?", (id,)).fetchone()
            name = self.vault.open_packed(row[0]) if row else None
            self._names[id] = name if name is not None else _("iemand (naam gewist)")
        return self._names[id]

    def opened(self, packed: str) -> str:
        """Sealed text, or that it was erased."""
        text = self.vault.open_packed(packed)
        return _("gewist") if text is None else text

    def team(self, team: Id) -> str:
        """A team's name."""
        row = self.views.execute("SELECT name FROM teams_team WHERE team = ?", (team,)).fetchone()
        return self.opened(row[0]) if row else ""

    def kind(self, team: Id, code: str, position: int) -> str:
        """`late dienst`, or `dienst Avond` for a kind with a name of its own."""
        row = self.views.execute(
            "SELECT name, place FROM main.rosters_kind_history WHERE team = ? AND code = ? AND since <= ? "
            "ORDER BY since DESC LIMIT 1",
            (team, code, position),
        ).fetchone()
        if row is None:
            return _("dienst {name}").format(name=code)
        name = self.opened(row[0])
        if name == STANDARD_NAMES[row[1]]:
            return str(STANDARD[row[1]])
        return _("dienst {name}").format(name=name)

    def place(self, team: Id, code: str) -> str:
        """The place of a kind in the day: V, L, N, S or D."""
        row = self.views.execute(
            "SELECT place FROM main.rosters_kind_history WHERE team = ? AND code = ? LIMIT 1", (team, code)
        ).fetchone()
        return str(row[0]) if row else "D"

    def shift(self, shift: Id, position: int) -> ShiftThen | None:
        """A shift as it stood at a position; None before it was planned."""
        row = self.views.execute(
            "SELECT roster, team, date, kind, person FROM main.rosters_shift_history WHERE shift = ? AND since <= ? "
            "ORDER BY since DESC LIMIT 1",
            (shift, position),
        ).fetchone()
        return ShiftThen(shift, *row) if row else None

    def swap(self, swap: Id) -> Any:
        """A proposal as it was made; None when there is none."""
        return self.views.execute(
            "SELECT roster, giving, wanting, asker, asked FROM main.rosters_swap_history WHERE swap = ? LIMIT 1",
            (swap,),
        ).fetchone()

    def absence(self, absence: Id) -> Any:
        """The person and days of an absence, also of one that was withdrawn."""
        return self.views.execute(
            "SELECT person, first, last FROM main.rosters_absence_history WHERE absence = ? ORDER BY since LIMIT 1",
            (absence,),
        ).fetchone()

    def leave(self, leave: Id) -> Any:
        """The person and days of leave that was asked."""
        return self.views.execute(
            "SELECT person, first, last FROM main.leave_request_history WHERE leave = ? ORDER BY since LIMIT 1",
            (leave,),
        ).fetchone()

    def roster(self, roster: Id) -> Any:
        """The team and days of a roster."""
        return self.views.execute(
            "SELECT team, first, last FROM main.rosters_roster_history WHERE roster = ? LIMIT 1", (roster,)
        ).fetchone()

    def statement(self, statement: Id) -> Any:
        """The team, person and month of a statement of hours."""
        return self.views.execute(
            "SELECT team, person, month FROM main.hours_statement_history WHERE statement = ? LIMIT 1", (statement,)
        ).fetchone()

    def rounds(self, stream: Id) -> Id | None:
        """The roster whose rounds a stream is."""
        row = self.views.execute(
            "SELECT roster FROM main.rosters_rounds_stream_history WHERE stream = ? LIMIT 1", (stream,)
        ).fetchone()
        return str(row["roster"]) if row else None

    def proposals(self, stream: Id) -> Id | None:
        """The roster whose proposals a stream holds."""
        row = self.views.execute(
            "SELECT roster FROM main.rosters_proposal_stream_history WHERE stream = ? LIMIT 1", (stream,)
        ).fetchone()
        return str(row["roster"]) if row else None

    def stream(self, stream: Id) -> Any:
        """Whose demand or agenda a stream is."""
        return self.views.execute(
            "SELECT team, person FROM main.rosters_stream_history WHERE stream = ? LIMIT 1", (stream,)
        ).fetchone()
