"""What others changed in one's own roster, and who has not seen yet what one changed in theirs; in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import g, url_for
from flask_babel import ngettext

from domain.kernel import Id
from projections.asks import Asked, lapsed_for
from projections.notices import News, news_for, unseen_in, unseen_of
from web.acts import allowed
from web.say import say as _
from web.shown import instant_of, shown_day, shown_now
from web.teller import Teller, day_text
from web.today_shapes import Ask, Do

_SOON = timedelta(days=3)
"""So near, who changed a shift is reminded that it was not seen."""


@dataclass(frozen=True, slots=True)
class Told:
    """News in sentences, and the position up to which it is seen with one tick."""

    changed: tuple[str, ...]
    lapsed: tuple[str, ...]
    until: int


def news_told(tells: Teller) -> Told:
    """What the person has not seen yet: changes by others, and questions that need no answer any more."""
    if g.person is None or g.at is not None:
        return Told((), (), 0)
    news = news_for(g.views, g.person)
    lapsed = lapsed_for(g.views, g.person, instant_of(shown_now()))
    positions = [one.position for one in news] + [position for _asked, position in lapsed]
    return Told(
        tuple(_changed(one, tells) for one in news),
        tuple(_lapsed(asked, tells) for asked, _position in lapsed),
        max(positions, default=0),
    )  # fmt: skip


def news_asked(team: Id, tells: Teller) -> list[Ask]:
    """The same as what waits for the person on Vandaag: it stays until it is ticked off."""
    told = news_told(tells)
    seen = Do(url_for("today.see_changes", team=team), _("Gezien"), fields=(("until", str(told.until)),))
    found = []
    if told.changed:
        found.append(Ask(_("Jouw rooster is veranderd"), " ".join(told.changed), (seen,)))
    if told.lapsed:
        found.append(Ask(_("Hoeft niet meer"), " ".join(told.lapsed), (seen,)))
    return found


def unseen_asked(team: Id, tells: Teller) -> list[Ask]:
    """What one changed in the roster of others for the next days and they have not seen."""
    day = shown_day()
    found = [
        one for one in unseen_in(g.views, team, day.isoformat(), g.person) if one.date <= (day + _SOON).isoformat()
    ]
    if not found or not allowed("rosters.see_findings", team):
        return []
    title = str(
        ngettext("%(num)s wijziging is nog niet gezien", "%(num)s wijzigingen zijn nog niet gezien", len(found))
    )
    small = " ".join(f"{tells.person(one.person)}: {_of(one, tells)}." for one in found[:3])
    return [Ask(title, small, (Do(url_for("notices.unseen", team=team), _("Bekijk"), posts=False, about=title),))]


def unseen_told(team: Id, tells: Teller) -> list[tuple[News, str, str, str]]:
    """(change, whose roster, what, by whom) of all that is not seen: for who plans of everybody, else of oneself."""
    by = None if allowed("rosters.plan_shift", team) else g.person
    found = unseen_in(g.views, team, shown_day().isoformat(), by)
    return [(one, tells.person(one.person), _of(one, tells), tells.person(one.by)) for one in found]


def not_seen(shift: Id, person: Id, *, everybody: bool) -> bool:
    """Whether a change of a shift is not seen by whose it is, as far as who looks may know: own changes, or all."""
    found = unseen_of(g.views, shift, person) if person and person != g.person else None
    return found is not None and (everybody or found.by == g.person)


def _changed(one: News, tells: Teller) -> str:
    says = {
        "gained": _("Jij werkt nu de {kind} van {day}."),
        "lost": _("De {kind} van {day} is niet meer van jou."),
        "moved": _("Je dienst is nu de {kind} van {day}, {start}–{end}."),
        "hours": _("De uren van je {kind} van {day} zijn door {who} vastgelegd."),
    }[one.what]
    return says.format(
        kind=tells.kind(one.team, one.kind, g.position), day=day_text(one.date), start=one.local_start,
        end=one.local_end, who=tells.person(one.by),
    )  # fmt: skip


def _of(one: News, tells: Teller) -> str:
    says = {
        "gained": _("werkt nu de {kind} van {day}"),
        "lost": _("werkt niet meer de {kind} van {day}"),
        "moved": _("werkt nu de {kind} van {day}, {start}–{end}"),
        "hours": _("uren van de {kind} van {day}"),
    }[one.what]
    return says.format(
        kind=tells.kind(one.team, one.kind, g.position), day=day_text(one.date), start=one.local_start,
        end=one.local_end,
    )  # fmt: skip


def _lapsed(one: Asked, tells: Teller) -> str:
    shift = tells.shift(one.shift, g.position)
    says = _("Voor de {kind} van {day} wordt niemand meer gevraagd.")
    if one.how == "filled" and one.taker:
        says = _("{who} nam de {kind} van {day}.")
    elif one.how in ("", "nobody"):
        says = _("De {kind} van {day} begon. Op de vraag hoef je niet meer te antwoorden.")
    return says.format(
        kind=tells.kind(one.team, shift.kind, g.position) if shift else _("dienst"),
        day=day_text(shift.date) if shift else "", who=tells.person(one.taker),
    )  # fmt: skip
