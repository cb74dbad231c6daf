"""What a printed roster says of itself: whose it is, as known when, and what its letters mean."""

from __future__ import annotations

from functools import lru_cache

from flask import g
from flask_babel import gettext as _
from markupsafe import Markup, escape

from domain.kernel import Id, now
from domain.rosters.demand import clock_text
from projections.roster_page import kinds_of
from projections.roster_shapes import Kind, RosterData
from projections.teams import team
from web.dates import moment_long
from web.language import language
from web.layout import moment_shown, team_name
from web.parts import opened
from web.roster_words import low


def signs() -> str:
    """What the signs on paper mean, where nobody can ask for it."""
    return str(_("Zonder kleur: nog open; met een klok: aangeboden of wacht op antwoord; met pijlen: geruild."))


def stamp(data: RosterData, kinds: tuple[tuple[str, str], ...]) -> Markup:
    """One line under the table, on paper only."""
    return _stamped(_team(data), kinds, tuple(data.kinds.values()))


def month_stamp(team: Id) -> Markup:
    """The same under a month of the team."""
    kinds = tuple(kinds_of(g.views, team).values())
    return _stamped(team_name(team), tuple((kind.code, opened(kind.name)) for kind in kinds), kinds)


def _stamped(team: str, names: tuple[tuple[str, str], ...], kinds: tuple[Kind, ...]) -> Markup:
    moment = (moment_shown() if g.at is not None else "") or now().isoformat()
    line = _line(language(), team, moment[:16], moment[-6:], names, kinds)
    return Markup(line.replace("POSITION", f"{g.position:,}".replace(",", ".")))


def _team(data: RosterData) -> str:
    packed: str | None = data.remembered.get("team")
    if packed is None:
        found = team(g.views, data.team)
        packed = data.remembered["team"] = found.name if found else ""
    return opened(packed)


@lru_cache(64)
def _line(
    chosen: str,
    team: str,
    minute: str,
    offset: str,
    names: tuple[tuple[str, str], ...],
    kinds: tuple[Kind, ...],
) -> str:
    """The line with a place for the position; made once a minute."""
    said = _(
        "%(team)s, rooster zoals bekend op %(moment)s (stand %(position)s).",
        team=team.replace("POSITION", ""), moment=moment_long(minute + offset), position="POSITION",
    )  # fmt: skip
    letters = ", ".join(
        f"{code} {low(name)} {clock_text(kind.start)}–{clock_text(kind.start + kind.minutes)}"
        for (code, name), kind in zip(names, kinds, strict=True)
    )
    told = f"{escape(letters)}. {escape(signs())}" if letters else ""
    return f'<p class="stamp">{escape(said)} {told}</p>'
