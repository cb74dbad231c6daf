"""Which action each route does, and whether whoever asks may do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from flask import Flask, g, request

from domain.kernel import Allowed, Denied, Id, NotAllowed, NotThere, declared_actions, may, today

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = ""
"""The action of a route that needs nobody signed in."""


class UndeclaredRoute(RuntimeError):
    """A route that does not say which action it does: an error of the program, at start."""


def acts(action: str) -> Callable[[View], View]:
    """Mark a view with the declared action that it does; whoever asks must be signed in."""

    def mark(view: View) -> View:
        view.acts = action  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Mark a view that everybody may open, signed in or not."""
    view.acts = PUBLIC  # type: ignore[attr-defined]
    return view


def bare(view: View) -> View:
    """Mark a view that needs neither the views nor a person: it answers also when they do not."""
    view.bare = True  # type: ignore[attr-defined]
    return view


def takes_file(view: View) -> View:
    """Mark a view whose form may bring a file; elsewhere a request is at most 1 MB."""
    view.takes_file = True  # type: ignore[attr-defined]
    return view


def action_of(view: Any) -> str | None:
    """The action of a view function; None when it does not say."""
    found: str | None = getattr(view, "acts", None)
    return found


def check_routes(app: Flask) -> None:
    """Stop the start when a route does not declare its action; raises UndeclaredRoute."""
    known = declared_actions()
    for endpoint, name, view in _views(app):
        action = action_of(view)
        if action is None:
            raise UndeclaredRoute(f"{endpoint} ({name}) says neither @acts(...) nor @public")
        if action != PUBLIC and action not in known:
            raise UndeclaredRoute(f"{endpoint} ({name}) does {action}, which is not declared")


def _views(app: Flask) -> Iterator[tuple[str, str, Any]]:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        kind = getattr(view, "view_class", None)
        if kind is None or action_of(view) is not None:
            yield rule.endpoint, rule.rule, view
        else:
            for method in kind.methods or ():
                yield rule.endpoint, f"{method} {rule.rule}", getattr(kind, method.lower())


def allowed(action: str, team: Id | None = None) -> Allowed | Denied:
    """Whether the person who looks may do this now: the rights are those of now, also when the page shows then."""
    return may(g.relations, action, team, today().isoformat())


def allowed_now(action: str, team: Id | None = None) -> bool:
    """Whether the person who looks does this on this page: never on one that shows then."""
    return g.at is None and bool(allowed(action, team))


def require(action: str, team: Id | None = None) -> str:
    """The role in which the person may do this; raises NotAllowed, or NotThere to outsiders."""
    answer = allowed(action, team)
    if isinstance(answer, Denied):
        raise NotAllowed if answer.related else NotThere
    return answer.role


def check_reach(action: str) -> None:
    """Before a route runs: whoever asks may do its action in the team that its address names, itself or by a roster.

    So no route can forget it. Raises NotThere to outsiders and NotAllowed to insiders.
    """
    named = request.view_args or {}
    team = named.get("team")
    if team is None and "roster" in named:
        row = g.views.execute("SELECT team FROM rosters_roster WHERE roster = ?", (named["roster"],)).fetchone()
        if row is None:
            raise NotThere
        team = g.team = row[0]
    if team is not None:
        team_or_404(action, team)


def team_or_404(action: str, team: Id) -> str:
    """The role in which the person may do this for a team that there is; raises NotThere, or NotAllowed to insiders."""
    reached: dict[tuple[str, Id], str] = g.setdefault("reached", {})
    role = reached.get((action, team))
    if role is None:
        role = require(action, team)
        if not g.views.execute("SELECT 1 FROM teams_team WHERE team = ?", (team,)).fetchone():
            raise NotThere
        reached[action, team] = role
    return role
