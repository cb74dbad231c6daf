"""What a printed roster says of itself: whose it is, as known when, and what its letters mean."""

from __future__ import annotations

from flask import g
from flask_babel import gettext as _
from markupsafe import Markup, escape

from domain.kernel import now
from domain.rosters.demand import clock_text
from projections.roster_shapes import RosterData
from web.dates import moment_long
from web.layout import moment_shown, team_name


def stamp(data: RosterData, kinds: tuple[tuple[str, str], ...]) -> Markup:
    """One line under the table, on paper only."""
    known = moment_long((moment_shown() or now()) if g.at is not None else now())
    said = _(
        "%(team)s, rooster zoals bekend op %(moment)s (stand %(position)s).",
        team=team_name(data.team), moment=known, position=f"{g.position:,}".replace(",", "."),
    )  # fmt: skip
    letters = ", ".join(
        f"{code} {name.lower()} {clock_text(kind.start)}–{clock_text(kind.start + kind.minutes)}"
        for (code, name), kind in zip(kinds, data.kinds.values(), strict=True)
    )
    return Markup('<p class="stamp">{} {}</p>').format(escape(said), f"{letters}." if letters else "")
