"""A team's booking period (a month): open, soft closed, closed, or reopened by two people until a time."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from eventsourcing.domain import event

from domain.finance.ledger import refusals
from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, by_whom, did_that, id_of, now, parse_instant, who_did

_PERIOD = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
LONGEST_REOPENED = timedelta(days=31)
OF_ONE = frozenset({"opening", "carry_forward"})
"""Kinds of entries that a soft closed period takes of one person: they bring what stood in other books or years."""


def period_of(day: str) -> str:
    """The booking period that a day belongs to: `2026-02` of `2026-02-28`."""
    return day[:7]


def next_period(period: str) -> str:
    """The period after it."""
    year, month = int(period[:4]), int(period[5:])
    return f"{year + month // 12}-{month % 12 + 1:02d}"


def period_id(team: Id, period: str) -> Id:
    """The id of a team's period."""
    return id_of("finance.period", team, period)


def clean_period(text: str) -> str:
    """A period such as `2026-02`; raises PeriodUnreadable."""
    if not _PERIOD.fullmatch(text):
        raise refusals.PeriodUnreadable
    return text


def reopening_content(until: str, why: str) -> str:
    """SHA-256 of a reopening that was asked: until when, and why (packed, so the hash tells nothing of it)."""
    return sha256(f"{until}\n{why}".encode()).hexdigest()


class Period(Aggregate):
    """Whether a team's month takes entries. It begins to be kept when somebody first closes it."""

    TOPIC = "finance.Period"
    class_version = 2

    class PeriodBegun(FirstFact):
        """A team began to close a booking period."""

        TOPIC = "finance.PeriodBegun"
        team: Id
        period: str

    class PeriodSoftClosed(Fact):
        """The period takes only entries that two people looked at, and what comes from other books or years."""

        TOPIC = "finance.PeriodSoftClosed"
        team: Id
        period: str

    class PeriodClosed(Fact):
        """The period takes no entries any more."""

        TOPIC = "finance.PeriodClosed"
        team: Id
        period: str

    class ReopeningAsked(Fact):
        """Somebody asked to reopen a closed period until a time, and said why."""

        TOPIC = "finance.ReopeningAsked"
        team: Id
        period: str
        until: str
        why: Sealed

    class ReopeningDeclined(Fact):
        """The period stays closed."""

        TOPIC = "finance.ReopeningDeclined"
        team: Id
        period: str

    class PeriodReopened(Fact):
        """A second person agreed: the period takes entries until a time (UTC)."""

        TOPIC = "finance.PeriodReopened"
        team: Id
        period: str
        until: str
        asked_by: Id
        why: Sealed

    @event(PeriodBegun)
    def __init__(self, team: Id, period: str) -> None:
        self.team = team
        self.period = period
        self.state = "open"
        self.until: str | None = None
        self.asked: dict[str, Any] | None = None

    @classmethod
    def begun(cls, team: Id, period: str) -> Period:
        """Begin to keep whether it is closed."""
        return cls.begin(id=period_id(team, period), team=team, period=period)

    def standing(self, moment: datetime) -> str:
        """`open`, `soft`, `closed` or `reopened`, at a moment: what was reopened closes by itself."""
        if self.state == "reopened" and self.until and parse_instant(self.until) < moment:
            return "closed"
        return self.state

    def takes(self, kind: str, moment: datetime, *, approved: bool = False) -> bool:
        """Whether an entry of this kind can be posted in it; `approved`: a second person looked at it."""
        standing = self.standing(moment)
        return standing in ("open", "reopened") or (standing == "soft" and (approved or kind in OF_ONE))

    def soft_close(self) -> None:
        """Take only what two people looked at; raises PeriodClosedAlready."""
        if self.standing(now()) != "open":
            raise refusals.PeriodClosedAlready(period=self.period)
        self._period_soft_closed(team=self.team, period=self.period)

    def close(self) -> None:
        """Take nothing any more; also again before or after the time of a reopening. Raises PeriodClosedAlready."""
        if self.state == "closed":
            raise refusals.PeriodClosedAlready(period=self.period)
        self._period_closed(team=self.team, period=self.period)

    def ask_reopening(self, until: str, why: Sealed) -> None:
        """Ask to reopen it until an instant; raises PeriodIsOpen, ReopeningTime."""
        if self.standing(now()) != "closed":
            raise refusals.PeriodIsOpen(period=self.period)
        _clean_until(until)
        self._reopening_asked(team=self.team, period=self.period, until=until, why=why, **by_whom())

    def reopen(self, content: str) -> None:
        """Agree, as a second person, with what was seen, by its hash.

        Raises NothingAsked, OwnReopening, ReopeningChanged, PeriodIsOpen, ReopeningTime.
        """
        asked = self._the_asked()
        if did_that(asked["people"]):
            raise refusals.OwnReopening
        if content != self.asked_content:
            raise refusals.ReopeningChanged
        if self.standing(now()) != "closed":
            raise refusals.PeriodIsOpen(period=self.period)
        _clean_until(asked["until"])
        self._period_reopened(
            team=self.team, period=self.period, until=asked["until"], asked_by=asked["by"],
            why=Sealed.unpacked(asked["why"]),
        )  # fmt: skip

    def decline_reopening(self) -> None:
        """Let it stay closed; raises NothingAsked."""
        self._the_asked()
        self._reopening_declined(team=self.team, period=self.period)

    @property
    def asked_content(self) -> str:
        """The hash of what was asked; nothing when nothing was."""
        return reopening_content(self.asked["until"], self.asked["why"]) if self.asked else ""

    def _the_asked(self) -> dict[str, Any]:
        if self.asked is None:
            raise refusals.NothingAsked(period=self.period)
        return self.asked

    @event(PeriodSoftClosed)
    def _period_soft_closed(self, team: Id, period: str) -> None:
        self.state = "soft"

    @event(PeriodClosed)
    def _period_closed(self, team: Id, period: str) -> None:
        self.state, self.until = "closed", None

    @event(ReopeningDeclined)
    def _reopening_declined(self, team: Id, period: str) -> None:
        self.asked = None

    @event(PeriodReopened)
    def _period_reopened(self, team: Id, period: str, until: str, asked_by: Id, why: Sealed) -> None:
        self.state, self.until, self.asked = "reopened", until, None

    @event(ReopeningAsked)
    def _reopening_asked(self, team: Id, period: str, until: str, why: Sealed, by: Id, on_behalf_of: Id | None) -> None:
        self.asked = {"by": by, "people": who_did(by, on_behalf_of), "until": until, "why": why.packed()}


def _clean_until(until: str) -> None:
    """An instant with an offset, so that it is the same one wherever it is read; raises ReopeningTime."""
    try:
        if datetime.fromisoformat(until).tzinfo is None:
            raise refusals.ReopeningTime
        moment = parse_instant(until)
    except (ValueError, OverflowError):
        raise refusals.ReopeningTime from None
    if not now() < moment <= now() + LONGEST_REOPENED:
        raise refusals.ReopeningTime
