"""What holds for every page, also for those that are still to come."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask

import web
from domain.kernel import declared_actions, fixed_clock
from tests.harness.home import BEGIN, Home
from web import create_app
from web.acts import UndeclaredRoute, acts, check_routes, public

WEB = Path(web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
VENDORED = (WEB / "static" / "vendor", Path(__file__).parents[1] / "web" / "vendor")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """The application over De Lindehof."""
    with fixed_clock(BEGIN) as clock:
        home = Home(tmp_path, clock)
        yield create_app(tmp_path, config={"HOUSE": home.house})
        home.house.close()


class Tags(HTMLParser):
    """The tags of a template with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        # what Jinja does stands in for text, so that its quotes do not end an attribute
        self.feed(re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", _mask, text, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember it."""
        self.found.append((tag, dict(attrs)))


def _mask(match: re.Match[str]) -> str:
    return " " if match[0].startswith(("{%", "{#")) else re.sub(r"[\"'<>\s]", "_", match[0])


def test_a_route_that_does_not_say_what_it_does_stops_the_start(app: Flask) -> None:
    check_routes(app)

    app.view_functions["silent"] = lambda: ""
    app._got_first_request = False
    app.add_url_rule("/silent", "silent")

    with pytest.raises(UndeclaredRoute, match="silent .* says neither"):
        check_routes(app)


def test_a_route_with_an_action_that_nobody_declared_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/strange", "strange", acts("rosters.fly")(lambda: ""))

    with pytest.raises(UndeclaredRoute, match="rosters.fly"):
        check_routes(app)


def test_the_app_does_not_start_over_a_route_whose_action_is_not_declared(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = app.config["HOUSE"]
    declared = {name: roles for name, roles in declared_actions().items() if name != "rosters.swap_shift"}
    monkeypatch.setattr("web.acts.declared_actions", lambda: declared)

    with pytest.raises(UndeclaredRoute, match="rosters.swap_shift, which is not declared"):
        create_app(house.workspace.data, config={"HOUSE": house})


@pytest.mark.parametrize("part", ["rosters.refusals", "finance.statements.refusals", "finance.bank.refusals"])
def test_a_package_declares_its_actions_before_any_part_of_it_is_read(part: str) -> None:
    """In a program of its own: here everything has been read."""
    asks = f"import domain.{part}; from domain.kernel import declared_actions; print(*declared_actions())"

    told = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True).stdout

    assert any(action.startswith(part.split(".")[0]) for action in told.split())


def test_a_route_for_everybody_may_start(app: Flask) -> None:
    app.add_url_rule("/open", "open", public(lambda: ""))

    check_routes(app)


@pytest.mark.parametrize("page", [t for t in TEMPLATES if "{% extends" in t.read_text()], ids=lambda p: p.stem)
def test_every_page_has_a_title(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    while "{% block title %}" not in text:
        parent = re.search(r'\{% extends "([^"]+)" %\}', text)
        assert parent and parent[1] != "_layout.html", f"{page.name} has no title"
        text = (WEB / "templates" / parent[1]).read_text(encoding="utf-8")

    title = re.search(r"\{% block title %\}(.*?)\{% endblock %\}", text, re.DOTALL)

    assert title and title[1].strip()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_icon_that_a_page_names_is_drawn(template: Path) -> None:
    drawn = re.findall(r'^ +"(\w+)": "M', (WEB / "templates" / "_icons.html").read_text(encoding="utf-8"), re.MULTILINE)

    named = re.findall(r'\bicon\((?:[^()]*? else \(?)?"(\w+)"', template.read_text(encoding="utf-8"))

    assert set(named) <= set(drawn)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_no_template_has_style_or_script_in_it_and_every_hx_post_has_its_action(template: Path) -> None:
    for tag, attributes in Tags(template.read_text(encoding="utf-8")).found:
        assert tag != "style", "styles stand in static/"
        assert "style" not in attributes, f"<{tag} style=...>"
        assert not [a for a in attributes if a.startswith(("on", "hx-on"))], f"a script in <{tag}>"
        assert tag != "script" or attributes.get("src"), "scripts stand in static/"
        if "hx-post" in attributes:
            assert tag == "form", "only a form posts, so that it also does without JavaScript"
            assert attributes.get("action") == attributes["hx-post"], "hx-post and action differ"
        if "hx-get" in attributes and tag == "a":
            assert attributes.get("href"), "a link works without JavaScript"
        for name in ("src", "href", "action"):
            assert not re.match(r"(https?:)?//", attributes.get(name) or ""), "nothing comes from another host"


def test_no_route_that_is_looked_at_writes(app: Flask) -> None:
    """A GET has no command in its code; what it calls is refused by the database: it reads with query_only."""
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) or rule.endpoint == "static":
            continue
        view = inspect.unwrap(app.view_functions[rule.endpoint])
        try:
            source = inspect.getsource(view)
        except (OSError, TypeError):
            continue
        wrote = re.search(r"\bacting\(|act_as\(|begin_session\(|\.invite\(|\.keep_\w+\(|\.make_feed\(", source)
        assert not wrote, f"{rule.endpoint} writes in a GET: {wrote and wrote[0]}"


@pytest.mark.parametrize("folder", VENDORED, ids=lambda p: p.parent.name)
def test_vendored_files_are_what_they_were(folder: Path) -> None:
    listed = json.loads((folder / "vendored.json").read_text(encoding="utf-8"))

    for entry in listed:
        assert hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert entry["version"] and entry["licence"] and (folder / entry["licence_file"]).stat().st_size
    known = {entry["file"] for entry in listed} | {entry["licence_file"] for entry in listed} | {"vendored.json"}
    assert {path.name for path in folder.iterdir()} == known
