"""The rest ruler: three days on one line, the shifts on it, and the rest between, drawn with attributes only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext as _
from markupsafe import Markup, escape

from domain.kernel import instant, minutes_between
from domain.rosters import Booking
from projections.roster_shapes import Kind
from web.dates import day_short
from web.roster_options import hours_words

_WIDE, _DAYS = 296.0, 3
_LETTERS = 30


def ruler(day: str, booked: Sequence[Booking], kinds: dict[str, Kind], maybe: tuple[str, str, str] | None) -> Markup:
    """The day between its neighbours; `maybe`: (code, start, end) of the shift that would come."""
    first = date.fromisoformat(day) - timedelta(days=1)
    begin, end = instant(first, 0), instant(first + timedelta(days=_DAYS), 0)
    scale = _WIDE / minutes_between(begin, end)

    def at(moment: str) -> float:
        return round(min(max(minutes_between(begin, moment) * scale, 0.0), _WIDE), 1)

    drawn = ['<line class="axis" x1="0" y1="57.5" x2="296" y2="57.5"/>']
    for number in range(_DAYS):
        this = first + timedelta(days=number)
        x = at(instant(this, 0))
        if number:
            drawn.append(f'<line class="axis" x1="{x}" y1="4" x2="{x}" y2="57"/>')
        drawn.append(f'<text x="{x + (5 if number else 1)}" y="14">{escape(day_short(this))}</text>')
    near = [b for b in booked if b.end > begin and b.start < end]
    for b in near:
        place = kinds[b.kind].place if b.kind in kinds else "D"
        drawn.append(f'<g data-kind="{place}">{_slot(at(b.start), at(b.end), b.kind, "")}</g>')
    said = []
    if maybe:
        code, start, finish = maybe
        drawn.append(_slot(at(start), at(finish), code, " maybe"))
        for early, late in _gaps(booked, start, finish):
            drawn.append(_gap(at(early), at(late), minutes_between(early, late)))
            said.append(_("%(rest)s rust", rest=hours_words(minutes_between(early, late))))
    label = _("Drie dagen rond deze dag.") + (" " + ", ".join(said) + "." if said else "")
    return Markup(
        f'<svg class="rest" viewBox="0 0 296 66" role="img" aria-label="{escape(label)}">{"".join(drawn)}</svg>'
    )


def _gaps(booked: Sequence[Booking], start: str, end: str) -> list[tuple[str, str]]:
    """The rest before and after, as far as it is shorter than a day and a half."""
    before = max((b.end for b in booked if b.end <= start), default="")
    after = min((b.start for b in booked if b.start >= end), default="")
    gaps = [(before, start)] if before else []
    gaps += [(end, after)] if after else []
    return [(early, late) for early, late in gaps if 0 < minutes_between(early, late) < 36 * 60]


def _slot(x: float, to: float, code: str, maybe: str) -> str:
    width = max(to - x, 4)
    return (
        f'<rect class="slot{maybe}" x="{x}" y="24" width="{width:.1f}" height="28" rx="5"/>'
        f'<text class="k{maybe}" x="{x + width / 2:.1f}" y="43" text-anchor="middle">{escape(code)}</text>'
    )


def _gap(x: float, to: float, minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    unit = _("u")
    text = f"{hours} {unit} {rest:02d}" if rest else f"{hours} {unit}"
    if to - x < _LETTERS:
        return (
            f'<path class="reach" d="M{x + 2} 47H{max(to - 2, x + 2)}"/><text class="gap" x="{x}" y="64">{text}</text>'
        )
    return f'<path class="reach" d="M{x + 4} 47H{to - 4}"/><text class="gap" x="{x + 6}" y="41">{text}</text>'
