"""What stands around every page: the team, the menu, the moment, and who looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request
from flask_babel import gettext as _

from domain.kernel import Id, new_id, today
from projections import people, teams, trail
from web.acts import allowed
from web.pages import here, this_page
from web.parts import opened, wants_part
from web.session import FILE_AT_MOST
from web.shown import shown_now

THEME = "thema"


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the menu."""

    endpoint: str
    icon: str
    word: str
    action: str
    marked: str = ""
    """The place under which pages stand that it also covers."""


def menu() -> list[Place]:
    """The menu: what there is, and what the person may open in the team of this page."""
    team = current_team()
    if team is None:
        books = Place("finance.teams", "coin", _("Geld"), "finance.see_money", marked="finance.overview")
        return [books] if g.get("person") and allowed(books.action) else []
    every = (
        Place("teams.today", "home", _("Vandaag"), "rosters.see_roster"),
        Place("rosters.current", "grid", _("Rooster"), "rosters.see_roster"),
        Place("teams.people", "people", _("Team"), "people.see_people"),
        Place("finance.overview", "coin", _("Geld"), "finance.see_money"),
        Place("trail.show", "trail", _("Spoor"), "trail.see_trail"),
    )
    return [p for p in every if p.endpoint in current_app.view_functions and allowed(p.action, team)]


def current_team() -> Id | None:
    """The team of this page: the one in its address or that it names (`g.team`), else the person's first one.

    A page that refuses an outsider must not show the name of the team that it refuses.
    """
    if "team_around" not in g:
        named = g.get("team") or (request.view_args or {}).get("team")
        mine = my_teams()
        known = named in mine or (named and g.get("person") and _sees(named))
        g.team_around = named if known else (mine[0] if mine else None)
    found: Id | None = g.team_around
    return found


def _sees(team: Id) -> bool:
    return bool(allowed("people.see_people", team)) and teams.team(g.views, team) is not None


def my_teams() -> tuple[Id, ...]:
    """The teams that the person belongs to today."""
    return g.relations.teams(today().isoformat()) if g.get("person") else ()


def team_name(team: Id) -> str:
    """A team's name as it was at the moment of the page."""
    found = teams.team(g.views, team)
    return opened(found.name) if found else ""


def person_name(person: Id) -> str:
    """Somebody's name as it was at the moment of the page."""
    found = people.person(g.views, person)
    return opened(found.name) if found else ""


def initials(name: str) -> str:
    """NA, of Noor Appelboom."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"


def moment_shown() -> str:
    """The date and time of the moment that a page of then shows, as an instant."""
    fact = trail.fact(g.views_now, g.at)
    return fact.moment if fact else ""


def typed(name: str, value: Any = "") -> Any:
    """What was typed into a field before it was refused, else its value."""
    form = g.get("typed")
    if form is None or g.get("form_open") not in (None, g.get("typed_into")):
        return value
    return form.get(name, value)


def ticked(name: str, value: str, standing: bool = False) -> bool:
    """Whether a box of several was ticked before the form was refused, else whether it is to begin with."""
    form = g.get("typed")
    if form is None or g.get("form_open") not in (None, g.get("typed_into")):
        return standing
    return value in form.getlist(name)


def refused_field(name: str) -> Any:
    """The refusal that belongs to this field of the form."""
    refusal = g.get("refusal")
    if refusal is None or refusal.field != name or g.get("form_open") not in (None, g.get("typed_into")):
        return None
    g.refusal_shown = True
    return refusal


def open_form(action: str) -> str:
    """Say to which address the fields that follow are sent."""
    g.form_open = action
    return ""


def setup_layout(app: Flask) -> None:
    """What the layout and the form macros use."""
    app.add_template_filter(opened)
    app.add_template_filter(initials)
    for helper in (
        menu, current_team, my_teams, team_name, person_name, moment_shown, typed, refused_field, open_form, allowed,
        new_id, wants_part, here, this_page, shown_now, ticked,
    ):  # fmt: skip
        app.add_template_global(helper)

    @app.context_processor
    def around() -> dict[str, Any]:
        theme = request.cookies.get(THEME)
        return {"theme": theme if theme in ("light", "dark") else None, "most_mb": FILE_AT_MOST >> 20}
