"""Routes whose endpoint carries another slice's name than the module they stand in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

View = TypeVar("View", bound=Callable[..., Any])


def route(bp: Blueprint, endpoint: str, rule: str, method: str = "GET") -> Callable[[View], View]:
    """Register a view under a whole endpoint name, such as `teams.today`, when its blueprint is registered."""

    def mark(view: View) -> View:
        def add(state: BlueprintSetupState) -> None:
            state.app.add_url_rule(rule, endpoint, view, methods=[method])

        bp.record(add)
        return view

    return mark
