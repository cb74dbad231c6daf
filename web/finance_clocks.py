"""Both clocks of a page of money: up to which day it happened, and as known at which moment. The same on every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from flask import g, request, url_for

from domain.kernel import AMSTERDAM, Id, Refusal, iso_day, now, parse_instant
from projections.clock import resolve_moment, shown_position
from projections.finance_overview import books_first
from projections.finance_posted import posted_between, posted_days, posted_on_between, posted_on_days
from projections.trail import fact
from web.finance_slider import BARS, Slider, day_slider, known_slider, known_start
from web.language import tr
from web.say import say as _
from web.shown import shown_day, shown_now

FIRST, LAST = "2000-01-01", "2099-12-31"
"""The days that a page of money can be asked for."""
_KEEP_X = ("finance.balance", "finance.card", "finance.entry")
_KEEP_DAY = (*_KEEP_X, "finance_budget.show", "finance_cash.show", "finance_residents.show")


@dataclass(slots=True)
class Asked:
    """What the address asks of both clocks, and what could not be read."""

    on: str
    """Value dates up to and including this day."""
    standard: str
    """The day when the address names none."""
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    known: int | None = None
    """X, on the page that compares two moments."""
    named: bool = False
    """Whether the address names the day."""

    @property
    def chosen(self) -> bool:
        """Whether it is another day than the page opens with."""
        return self.on != self.standard


@dataclass(frozen=True, slots=True)
class Counted:
    """What the bars of both sliders count: entries by value date, and by the moment at which they were posted."""

    days: Callable[[str, str], dict[str, int]]
    moments: Callable[[datetime, datetime], list[int]]


@dataclass(frozen=True, slots=True)
class Clocks:
    """Both clocks as they are drawn and typed."""

    asked: Asked
    day: Slider
    known: Slider
    x: datetime | None
    y: datetime
    two: bool
    here_with: Callable[..., str]
    """The address of this page with something changed in it."""
    kept: dict[str, str]
    """What the address says besides, and the form sends along."""
    newest: int


def asked_day(standard: str, name: str = "on") -> Asked:
    """The day that the address asks for; one that cannot be read is said beside its field."""
    asked = Asked(standard, standard, typed=request.args.to_dict())
    if text := request.args.get(name, "").strip():
        try:
            asked.on, asked.named = _day(text), True
        except ValueError:
            asked.errors[name] = _("Deze datum lezen we niet. Typ hem als 2026-03-31.")
    return asked


def moved_to(asked: Asked, here_with: Callable[..., str]) -> str | None:
    """Where the form leads: its moment becomes the moment of the page. None when it was not sent, or not readable."""
    if "until" not in request.args:
        return None
    text, at = request.args["until"].strip(), None
    try:
        at = position_typed(text, "until") if text else None
    except Refusal as refusal:
        asked.errors["until"] = tr(refusal)
    if asked.errors:
        return None
    if at is not None and at >= shown_position(views_now()):
        at = None
    return here_with(on=asked.on, at=at)


def position_typed(text: str, name: str) -> int:
    """The position of a moment that was typed; what the form gave and was left alone is the very position."""
    if text == request.args.get(f"{name}_was") and (pin := request.args.get(f"{name}_pin", "")):
        text = pin
    return resolve_moment(views_now(), text)


def clocks_of(team: Id, asked: Asked, here_with: Callable[..., str], counted: Counted, **kept: str | None) -> Clocks:
    """Both clocks of a page; a day that was chosen goes along to the other pages of money."""
    x, y = None if asked.known is None else moment_of(asked.known), shown_now()
    two = asked.known is not None
    if asked.chosen if two else asked.named:
        g.day_chosen = asked.on
    day, known = _sliders(team, asked.on, counted, x, y, two=two)
    return Clocks(
        asked, day, known, x, y, two, here_with, {name: text for name, text in kept.items() if text},
        shown_position(views_now()),
    )  # fmt: skip


def counted_for(team: Id) -> Counted:
    """The bars of a team's own books, without residents' money."""
    return Counted(
        lambda first, last: posted_days(g.views, team, first, last),
        lambda begin, end: posted_between(views_now(), team, begin, end, BARS),
    )


def counted_on(team: Id, accounts: list[str], resident: Id | None = None) -> Counted:
    """The bars of some accounts, perhaps of one resident."""
    return Counted(
        lambda first, last: posted_on_days(g.views, team, accounts, first, last, resident),
        lambda begin, end: posted_on_between(views_now(), team, accounts, begin, end, BARS, resident),
    )


def day_kept(endpoint: str) -> dict[str, Any]:
    """What a link keeps of the page: the day that was chosen, and X on the way back to the replay."""
    kept: dict[str, Any] = {"on": g.get("day_chosen")} if endpoint in _KEEP_DAY else {}
    return kept | {"from": g.get("known_from")} if endpoint in _KEEP_X else kept


def here_on(endpoint: str, team: Id, asked: Asked, **values: Any) -> Callable[..., str]:
    """The address of a page with the day that it is asked for, and with something changed in it."""
    standing = {"on": asked.on if asked.named else None} | values
    return lambda **changed: url_for(endpoint, **{"team": team, **standing, **changed})


def views_now() -> Any:
    """The books as they are known now, also on a page of then."""
    return g.get("views_now", g.views)


def moment_of(position: int) -> datetime | None:
    """When a position was recorded; None for the beginning."""
    found = fact(views_now(), position)
    return parse_instant(found.moment) if found else None


def local_of(moment: datetime | None) -> str:
    """A moment as a form's field has it, to the second that is not before it."""
    if moment is None:
        return ""
    later = moment + timedelta(seconds=1) if moment.microsecond else moment
    return later.astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M:%S")


def _day(text: str) -> str:
    day = iso_day(text)
    if not FIRST <= day <= LAST:
        raise ValueError(day)
    return day


def _sliders(
    team: Id, day: str, counted: Counted, x: datetime | None, y: datetime, *, two: bool
) -> tuple[Slider, Slider]:
    on, today = date.fromisoformat(day), shown_day()
    begun = date.fromisoformat(f"{books_first(g.views, team) or day[:7]}-01")
    first = min(on, max(begun, date(on.year, 1, 1)) if on.year >= begun.year else on.replace(month=1, day=1))
    last = max(on, first + timedelta(days=27), min(today, date(on.year, 12, 31)))
    end = max(now(), y)
    midnight = datetime(first.year, first.month, first.day, tzinfo=AMSTERDAM)
    begin = known_start((x or y - timedelta(days=14)) if two else min(midnight, y), end)
    return (
        day_slider(counted.days(first.isoformat(), last.isoformat()), first, last, on, today),
        known_slider(counted.moments(begin, end), begin, end, (x or begin) if two else None, y),
    )
