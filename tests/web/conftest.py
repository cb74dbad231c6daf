"""De Lindehof on the screen: the same people as elsewhere, signed in, in a test client or in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from domain.kernel import Id, clock, fixed_clock
from tests.harness.home import BEGIN, Home
from tests.harness.pages import app_over
from web.session import PLAIN

TABLET: dict[str, Any] = {"viewport": {"width": 1180, "height": 820}, "has_touch": True, "locale": "nl-NL"}
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page: Page) -> None:
    """Axe finds nothing against WCAG 2.0 to 2.2 A and AA (the size of targets too) in the page as it stands."""
    # a tap is done when the new page begins, which may be before it has anything to look at
    page.wait_for_load_state()
    # evaluated by the test, so the page's own policy against strange scripts stays as it is
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # what passes is not written down: that takes four times as long
    options = {"runOnly": RULES, "rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options).then(told => told.violations)", options)
    assert not found, "\n".join(
        f"{broken['id']}: {broken['help']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for broken in found
        for node in broken["nodes"]
    )


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Give the check, for tests that import nothing from here."""
    return assert_accessible


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """De Lindehof, at nine in the morning of Monday the second of February."""
    with fixed_clock(BEGIN) as standing:
        lindehof = Home(tmp_path, standing)
        yield lindehof
        lindehof.house.close()


@pytest.fixture
def app(home: Home) -> Flask:
    """The application over De Lindehof."""
    return app_over(home.house)


class SignedIn(FlaskClient):
    """A client that fills in what every form of ours carries."""

    def send(self, address: str, page: str | None = None, /, **fields: Any) -> Any:
        """Post a form as the page (by default the own page) would: with its token and its address."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.get(page or "/me").text)
        assert found, "the page has no form with a token"
        return self.post(address, data={"csrf": found[1], "page": page or "/me"} | fields)


@pytest.fixture
def client(app: Flask) -> Callable[[Id | None], SignedIn]:
    """Give a test client in which a person is signed in; None: nobody."""
    app.test_client_class = SignedIn

    def sign_in(person: Id | None) -> SignedIn:
        fresh: Any = app.test_client()
        if person is not None:
            fresh.set_cookie(PLAIN, app.extensions["accounts"].begin_session(person))
        return fresh  # type: ignore[no-any-return]

    return sign_in


class Machine:
    """A program that is signed in."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.token = client.get("/api/me").json["csrf"]

    def get(self, path: str) -> Any:
        """Ask."""
        return self.client.get(f"/api{path}")

    def post(self, path: str, key: str | None = None, **body: Any) -> Any:
        """Do."""
        headers = {"X-CSRFToken": self.token} | ({"Idempotency-Key": key} if key else {})
        return self.client.post(f"/api{path}", json=body, headers=headers)


@pytest.fixture
def machine(client: Callable[[Id | None], SignedIn]) -> Callable[[Id], Machine]:
    """Give a program that is signed in as somebody."""
    return lambda person: Machine(client(person))


@pytest.fixture
def drafted(home: Home) -> Home:
    """De Lindehof on Friday 20 February at three, with a draft that asks for one late shift a day."""
    home.need(V=0, L=1, N=0)
    home.clock.moment = datetime(2026, 2, 20, 14, 0, tzinfo=UTC)
    home.draft()
    return home


@pytest.fixture
def lindehof(drafted: Home) -> Home:
    """The same, with the roster laid before the team."""
    drafted.lay()
    return drafted


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any, **__: Any) -> None:
        """A test says nothing of each request."""


@pytest.fixture
def address(app: Flask, home: Home) -> Iterator[str]:
    """The address of a live server over De Lindehof, under the same standing clock."""

    def in_time(environ: Any, start_response: Any) -> Any:
        clock._fixed.set(home.clock)
        return app(environ, start_response)

    server = make_server("127.0.0.1", 0, in_time, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def browser_page(browser: Browser, app: Flask, address: str) -> Iterator[Callable[..., Page]]:
    """Give a page of a tablet in landscape on which a person is signed in (None: nobody)."""
    contexts = []

    def sign_in(person: Id | None, **options: Any) -> Page:
        given: dict[str, Any] = {
            "viewport": {"width": 1180, "height": 820},
            "has_touch": True,
            "locale": "nl-NL",
            "base_url": address,
        }
        context = browser.new_context(**given | options)
        contexts.append(context)
        if person is not None:
            token = app.extensions["accounts"].begin_session(person)
            context.add_cookies([{"name": PLAIN, "value": token, "url": address}])
        return context.new_page()

    yield sign_in
    for context in contexts:
        context.close()
