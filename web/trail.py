"""Spoor: what happened, who did it and why, newest first."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, today
from projections import trail
from projections.teams import people_of
from projections.teams import teams as all_teams
from projections.trail import TrailRow
from projections.trail_entries import Entry, entries, whole_entry
from web.acting import acting
from web.acts import acts, allowed, require, team_or_404
from web.dates import as_day
from web.fact_page import fact_view
from web.language import language
from web.residents_looked import look_at_facts
from web.say import say as _
from web.shown import shown_day
from web.teller import role_text
from web.trail_filters import GROUPS, Filters
from web.trail_story import Told, reader, tell, teller

bp = Blueprint("trail", __name__)
bp.add_app_template_global(role_text, "role_text")


@bp.app_template_filter("thousands")
def thousands(number: int) -> str:
    """48.341, with a no-break point as Dutch writes it, and a comma in English."""
    return f"{number:,}".replace(",", "." if language() == "nl" else ",")


@bp.get("/teams/<id:team>/trail")
@acts("trail.see_trail")
def show(team: Id) -> ResponseReturnValue:
    """Everything that concerns a team."""
    team_or_404("trail.see_trail", team)
    return _page(team, team=team, person=None)


@bp.get("/people/<id:person>/trail")
@acts("trail.see_own")
def person(person: Id) -> ResponseReturnValue:
    """Everything that concerns a person, for that person and for who reads all; colleagues see what is the team's."""
    if person == g.person or allowed("trail.see_trail"):
        if not g.views.execute("SELECT 1 FROM people_person WHERE person = ?", (person,)).fetchone():
            raise NotThere
        return _page(person, team=None, person=person)
    for team in seen_teams():
        if any(found.person == person for found in people_of(g.views, team)):
            return redirect(url_for("trail.show", team=team, who=person), 303)
    raise NotThere


@bp.get("/facts/<int:position>")
@acts("trail.see_own")
def fact(position: int) -> ResponseReturnValue:
    """One fact with everything that is known of it, for whoever may see that it happened."""
    row = visible_fact(position)
    g.place = "trail.show"
    tells = teller()
    others = [r for r in whole_entry(g.views, row) if r.position != position and may_see(r.position)]
    look_at_facts([position, *(other.position for other in others)])
    view = fact_view(row, others, tells)
    return render_template("trail/fact.html", fact=view)


@bp.post("/facts/<int:position>/disown")
@acts("people.disown_act")
def disown_act(position: int) -> ResponseReturnValue:
    """Say that what stands in one's own name was done by somebody else."""
    visible_fact(position)
    with acting():
        g.house.people.disown_act(position)
    return redirect(url_for("trail.fact", position=position), 303)


def seen_teams() -> list[Id]:
    """The teams whose trail the person may read now."""
    return [team for team in g.relations.teams(today().isoformat()) if allowed("trail.see_trail", team)]


def may_see(position: int) -> bool:
    """Whether a fact concerns the person, or a team whose trail they may read."""
    who = reader()
    concerned = who.all_teams or trail.concerned(g.views, position, [*seen_teams(), g.person])
    return bool(concerned) and trail.readable(g.views, position, who)


def visible_fact(position: int) -> TrailRow:
    """The fact at a position; raises NotThere to whom it does not concern."""
    require("trail.see_own")
    row = trail.fact(g.views, position) if position < 1 << 63 else None
    if row is None or not may_see(position):
        raise NotThere
    around = [found.id for found in all_teams(g.views)] if allowed("trail.see_trail") else seen_teams()
    teams = [team for team in around if trail.concerned(g.views, position, [team])]
    g.team = teams[0] if teams else g.get("team") or next(iter(g.relations.teams(today().isoformat())), None)
    return row


def _page(subject: Id, *, team: Id | None, person: Id | None) -> ResponseReturnValue:
    filters = Filters.of(request.args)
    tells = teller()
    found, before = entries(g.views, subject, filters.asked(g.views, g.position), before=filters.before, limit=30)
    told = tell(found, tells)
    return render_template(
        "trail/page.html",
        days=[(day, list(group)) for day, group in groupby(told, key=lambda entry: entry.day)],
        filters=filters,
        chosen=_chosen(told, found),
        next=before,
        opens=_opens(_address(team, person, filters)),
        filtered=lambda **changed: _address(team, person, filters, **changed),
        groups=GROUPS,
        who=_who(team),
        roles=trail.roles_seen(g.views, subject),
        team=team,
        person=person,
        tells=tells,
        word=day_word,
    )


def _address(team: Id | None, person: Id | None, filters: Filters, **changed: Any) -> str:
    fact = changed.pop("fact", None)
    values = filters.address(**changed) | ({"fact": fact} if fact else {})
    return url_for("trail.show", team=team, **values) if team else url_for("trail.person", person=person, **values)


def _opens(address: str) -> str:
    """The page's address up to the position of the entry that it then opens: made once for all of them."""
    return f"{address}{'&' if '?' in address else '?'}fact="


def _chosen(told: list[Told], found: list[Entry]) -> tuple[Told, Entry] | None:
    """The entry that `?fact=` names: of which the page tells why."""
    wanted = request.args.get("fact", "")
    pairs = zip(told, found, strict=True)
    return next((pair for pair in pairs if any(str(row.position) == wanted for row in pair[1].rows)), None)


def _who(team: Id | None) -> list[tuple[Id, str]]:
    if team is None:
        return []
    tells = teller()
    names = {found.person: tells.opened(found.name) for found in people_of(g.views, team)}
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def day_word(day: str) -> str:
    """Vandaag, Gisteren, or nothing."""
    ago = (shown_day() - as_day(day)).days
    return {0: _("Vandaag"), 1: _("Gisteren")}.get(ago, "")
