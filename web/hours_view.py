"""What the pages of hours for pay show: one person's month with each line's why, and a team's months in a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask import g

from domain.kernel import Id, minutes_between
from domain.rosters.hours import Figures, clean_month, month_days
from domain.rosters.hours.figures import Away, Minutes, Work, added, less, same_lines
from domain.rosters.hours.ort import BREAK
from domain.rosters.hours.refusals import MonthUnreadable
from domain.rosters.hours.service import opened_causes
from projections.hours import Statement, statements_of
from projections.hours_month import figures
from web.hours_words import band_words, cause_word, how_word, total_words
from web.say import say as _
from web.shown import instant_of, shown_day, shown_now


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a shift in one band."""

    start: str
    end: str
    word: str
    minutes: int


@dataclass(slots=True)
class Line:
    """A shift or a day away, with what it rests on."""

    day: str
    minutes: int
    how: str
    fact: int
    shift: Id | None
    planned: int | None = None
    kind: str = ""
    place: str = ""
    start: str = ""
    end: str = ""
    roster: Id | None = None
    bands: list[tuple[str, int]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Month:
    """One person's month in one team."""

    team: Id
    person: Id
    month: str
    figures: Figures
    lines: list[Line]
    totals: list[tuple[str, int]]
    statement: Statement | None
    """The one that is being agreed on, else the last that was sent."""
    numbers: list[int]
    """The batches in which it was sent."""
    changed: bool
    """Whether the hours are no longer what the statement says."""
    difference: list[tuple[str, int]]
    """After it was sent: what changed since."""
    over: bool

    @property
    def state(self) -> str:
        """Where it stands; nothing when there is no statement."""
        return self.statement.state if self.statement else ""

    @property
    def may_draw(self) -> bool:
        """Whether there is something to draw up."""
        if not self.over:
            return False
        if self.state in ("", "sent"):
            return bool(self.difference)
        return self.changed or self.state == "objected"

    @property
    def may_confirm(self) -> bool:
        """Whether it waits for its person."""
        return self.state == "drawn" and not self.changed

    @property
    def may_approve(self) -> bool:
        """Whether it waits for a colleague."""
        return self.state == "confirmed" and not self.changed and self.person != g.person


def month_asked(text: str) -> str:
    """The month that the address names, else the one that is stated now: last month until halfway this one."""
    try:
        return clean_month(text)
    except MonthUnreadable:
        return (shown_day() - timedelta(days=15)).isoformat()[:7]


def months_around(month: str) -> tuple[str, str]:
    """The month before and the month after."""
    first, last = month_days(month)
    before = date.fromisoformat(first) - timedelta(days=1)
    after = date.fromisoformat(last) + timedelta(days=1)
    return before.isoformat()[:7], after.isoformat()[:7]


def month_of(person: Id, team: Id, month: str) -> Month:
    """A person's month as it is at the page's moment."""
    fresh = _fresh(person, team, month)
    known = statements_of(g.views, person, team, month)
    standing = next((one for one in known if one.state != "sent"), None)
    sent = [one for one in known if one.state == "sent"]
    statement = standing or (sent[-1] if sent else None)
    own, causes = person == g.person, _causes_left(fresh, sent)
    difference = less(fresh.totals(), added(*(one.totals for one in sent)))
    changed = standing is not None and not _still_so(standing, fresh, sent)
    return Month(
        team, person, month, fresh, _lines(fresh, own), _named(fresh.totals(), fresh.causes() if own else None, fresh),
        statement, [one.number for one in sent if one.number], changed,
        _named(difference, causes if own else None, fresh),
        fresh.over() and shown_day().isoformat() > month_days(month)[1],
    )  # fmt: skip


def has_changed(statement: Statement) -> bool:
    """Whether the hours are no longer what a statement that waits says."""
    known = statements_of(g.views, statement.person, statement.team, statement.month)
    fresh = _fresh(statement.person, statement.team, statement.month)
    return not _still_so(statement, fresh, [one for one in known if one.state == "sent"])


def _fresh(person: Id, team: Id, month: str) -> Figures:
    moment = instant_of(shown_now())
    return figures(g.views, g.house.vault, person, team, month, position=g.position, moment=moment)


def _still_so(statement: Statement, fresh: Figures, sent: list[Statement]) -> bool:
    return same_lines(statement.lines, fresh.lines()) and _causes_left(fresh, sent) == _causes(statement)


def _causes_left(fresh: Figures, sent: list[Statement]) -> Minutes:
    return less(fresh.causes(), added(*map(_causes, sent)))


def _causes(statement: Statement) -> Minutes:
    return opened_causes(g.house.vault.open_packed(statement.causes), statement.totals)


def _named(totals: Minutes, causes: Minutes | None, fresh: Figures) -> list[tuple[str, int]]:
    """Each total in words; for the person themself absence by its cause."""
    words = total_words(fresh.rules)
    named = [(words[key], totals[key]) for key in words if totals.get(key) and (key != "absent" or causes is None)]
    return named + [(cause_word(cause), minutes) for cause, minutes in (causes or {}).items()]


def _lines(fresh: Figures, own: bool) -> list[Line]:
    lines = [_worked(work, fresh) for work in fresh.work] + [_absent(away, own) for away in fresh.away]
    return sorted(lines, key=lambda line: (line.day, line.start))


def _worked(work: Work, fresh: Figures) -> Line:
    words = band_words(fresh.rules)
    bands = work.bands(fresh.rules)
    pieces = [
        Piece(start, end, _("pauze") if band == BREAK else words.get(band or "", _("gewone uren")),
              minutes_between(start, end))
        for start, end, band in work.spans(fresh.rules)
    ] if bands else []  # fmt: skip
    return Line(
        work.day, work.minutes, how_word(work.how), work.fact, work.shift, work.planned, work.kind, work.place,
        work.start, work.end, work.roster, [(words[code], minutes) for code, minutes in bands.items()], pieces,
    )  # fmt: skip


def _absent(away: Away, own: bool) -> Line:
    how = cause_word(away.cause) if own else _("Afwezig")
    rests = _("dienst die openkwam") if away.shift else _("een vijfde van de contractweek")
    rests = _("zoals het team het gaf") if away.leave else rests
    return Line(away.day, away.minutes, f"{how}, {rests}", away.fact, away.shift)


def band_minutes(month: Month) -> int:
    """Minutes in any band."""
    totals: dict[str, Any] = month.figures.totals()
    return sum(totals.get(code, 0) for code in month.figures.rules.band_codes())
