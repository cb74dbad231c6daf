"""The history strip: the moments at which a roster changed, drawn on one line, and the steps between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter

from flask import g
from flask_babel import gettext as _
from markupsafe import Markup, escape

from domain.kernel import now
from projections.roster_history import changes_of
from web.dates import as_moment, moment_long
from web.language import language
from web.roster_view import Window

_TICKS = 240
"""More ticks than this could not be told apart."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Where the buttons lead, and the drawing."""

    previous: str
    following: str
    drawing: Markup


def strip_of(window: Window) -> Strip:
    """The strip of the roster in these weeks."""
    changes = changes_of(g.views_now, window.period.roster)
    at = int(g.at or 0)
    number = bisect_right(changes, at, key=itemgetter(0))
    """How many changes the page knows; it shows the last of them."""
    return Strip(
        _url(window, changes[number - 2][0]) if number > 1 else "",
        _url(window, changes[number][0] if number < len(changes) else None),
        _draw(changes, number),
    )


def _url(window: Window, at: int | None) -> str:
    base = f"/rosters/{window.period.roster}?from={window.first}&weeks={window.weeks}"
    return base if at is None else f"{base}&at={at}"


def _draw(changes: Sequence[tuple[int, str]], number: int) -> Markup:
    if not changes:
        return Markup()
    begin, end = as_moment(changes[0][1]), now()
    length = max((end - begin).total_seconds(), 1.0)

    def place(moment: datetime) -> str:
        return f"{min(max((moment - begin).total_seconds() / length, 0.0), 1.0) * 100:.2f}%"

    here = as_moment(changes[max(number - 1, 0)][1])
    drawn = [
        '<line class="axis" x1="0" x2="100%" y1="22" y2="22"/>',
        f'<line class="past" x1="0" x2="{place(here)}" y1="22" y2="22"/>',
    ]
    ticks: dict[str, bool] = {}
    for count in range(0, len(changes), max(1, len(changes) // _TICKS)):
        ticks.setdefault(place(as_moment(changes[count][1])), count < number)
    for x, was in ticks.items():
        top, later = ("8", "") if was else ("11", " later")
        drawn.append(f'<line class="tick{later}" x1="{x}" x2="{x}" y1="{top}" y2="22"/>')
    drawn.append(f'<circle class="thumb" cx="{place(here)}" cy="22" r="11"/>')
    drawn += _labels(begin, end, here, place(here))
    label = _(
        "%(count)s wijzigingen tussen %(first)s en nu. Je staat bij wijziging %(number)s, %(moment)s.",
        count=len(changes), first=_day(begin), number=number, moment=moment_long(here),
    )  # fmt: skip
    return Markup(f'<svg class="line" role="img" aria-label="{escape(label)}">{"".join(drawn)}</svg>')


def _labels(begin: datetime, end: datetime, here: datetime, x: str) -> list[str]:
    """Days under the line, those that would touch `here` left out."""
    percent = float(x[:-1])
    marks = [(0.0, _day(begin), "start"), (100.0, _("nu"), "end")]
    for quarter in (25.0, 50.0, 75.0):
        marks.append(
            (quarter, _day(begin + timedelta(seconds=(end - begin).total_seconds() * quarter / 100)), "middle")
        )
    anchor = "start" if percent < 5 else "end" if percent > 95 else "middle"
    drawn = [f'<text class="here" x="{x}" y="46" text-anchor="{anchor}">{escape(_day(here))}</text>']
    drawn += [
        f'<text x="{at}%" y="46" text-anchor="{side}">{escape(text)}</text>'
        for at, text, side in marks
        if abs(at - percent) > 12
    ]
    return drawn


def _day(moment: datetime) -> str:
    from babel.dates import format_date

    return format_date(as_moment(moment), "d MMM", locale=language()).replace(" ", "\u00a0")
