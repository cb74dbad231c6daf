"""A word in a template means one thing: no two slices give different filters one name."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from flask import Blueprint, Flask
from flask.templating import Environment

from web import create_app


class Noted(dict[str, Any]):
    """Filters by name, which remembers all that were put under one."""

    def __init__(self, standing: dict[str, Any]) -> None:
        super().__init__(standing)
        self.put: dict[str, set[Any]] = defaultdict(set)

    def __setitem__(self, name: str, filter: Any) -> None:
        self.put[name].add(filter)
        super().__setitem__(name, filter)

    def clashing(self) -> list[str]:
        """The names under which there was more than one."""
        return sorted(name for name, filters in self.put.items() if len(filters) > 1)


@pytest.fixture(autouse=True)
def noting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every application that is made notes its filters."""
    make = Environment.__init__

    def made(self: Any, *arguments: Any, **options: Any) -> None:
        make(self, *arguments, **options)
        self.filters = Noted(self.filters)

    monkeypatch.setattr(Environment, "__init__", made)


def test_every_filter_has_a_name_of_its_own(tmp_path: Path) -> None:
    filters: Any = create_app(tmp_path).jinja_env.filters

    assert len(filters.put) > 20
    assert filters.clashing() == []


def test_two_under_one_name_are_seen() -> None:
    app, bp = Flask(__name__), Blueprint("one", __name__)
    bp.add_app_template_filter(str.upper, "loud")
    bp.add_app_template_filter(str.title, "loud")
    app.register_blueprint(bp)

    filters: Any = app.jinja_env.filters

    assert filters.clashing() == ["loud"]
