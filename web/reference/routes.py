"""The matrix of routes, what they do, and who may."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask

from domain.kernel import EVERYONE, declared_actions
from web import create_app
from web.acts import PUBLIC, action_of
from web.reference import HEAD, table

_INTRO = """# Routes and roles

Every route says which action it does, and every action which roles may do it, in the team that it is about or in the
whole organisation. The role that stands first is the one that is recorded. Another team's routes answer 404.

"""


def routes() -> str:
    """`docs/routes.md`."""
    with TemporaryDirectory() as folder:
        app = create_app(Path(folder) / "data")
        try:
            rows = sorted(_rows(app))
        finally:
            app.extensions["house"].close()
    actions = [(f"`{action}`", _roles(action)) for action in sorted(declared_actions())]
    return "".join(
        (
            HEAD, _INTRO, table(("route", "methods", "endpoint", "action", "who"), rows),
            "\n## Actions\n\n", table(("action", "who"), actions),
        )
    )  # fmt: skip


def _rows(app: Flask) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        shown = ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        actions = {action_of(view)}
        if actions == {None}:
            kind: Any = getattr(view, "view_class", None)
            actions = {action_of(getattr(kind, method.lower())) for method in getattr(kind, "methods", None) or ()}
        for action in sorted(action or PUBLIC for action in actions):
            who = _roles(action) if action else "everybody, signed in or not"
            rows.append((f"`{rule.rule}`", shown, f"`{rule.endpoint}`", f"`{action}`" if action else "public", who))
    return rows


def _roles(action: str) -> str:
    roles = declared_actions()[action]
    if EVERYONE in roles:
        return "everybody signed in"
    return ", ".join(role.replace("_", " ") for role in roles) or "the operator"
