"""Whatever stands in the address of a page of money: an answer, never an error of ours."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException

from tests.harness.bank_kept import bank_kept
from tests.harness.books_kept import books_kept
from tests.harness.budgeted import budgeted
from tests.harness.closed import closed
from tests.harness.money import Purse
from tests.harness.reimbursed import reimbursed
from web import finance_entries

MANY = "9" * 23
ODD = (
    "", "\x00", "-1", "0", MANY, "020260", "٢٠٢٦", "1e9", "2026-02-30", "2000-01-01", "2099-12-31", "0001-01-01",
    "9999-12-31", "0001-01-01T00:00+14:00", "%(name)s", "x" * 300,
)  # fmt: skip
OF_MONEY = ("finance", "mandates")
OF_ALL = {"at", "saved", "typed"}
"""What every page reads."""
WITHOUT = {"finance.document", "finance.entry_document"}
"""Pictures: nobody kept one in this life, and they read nothing of their address."""
ASKED: set[str] = set()


class Listening(ImmutableMultiDict[str, str]):
    """What the address asks, that hears which names a page reads."""

    def get(self, key: str, *more: Any, **other: Any) -> Any:
        ASKED.add(key)
        return super().get(key, *more, **other)

    def getlist(self, key: str, *more: Any) -> Any:
        ASKED.add(key)
        return super().getlist(key, *more)

    def __getitem__(self, key: str) -> Any:
        ASKED.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        ASKED.add(str(key))
        return super().__contains__(key)


class Heard(Request):
    """A request that hears it."""

    parameter_storage_class = Listening


@pytest.fixture
def kept(home: Any) -> Any:
    """De Lindehof with everything that can happen to money."""
    home.need(V=0, L=0, N=0)
    home.draft()
    for lives in (books_kept, closed, budgeted, reimbursed, bank_kept):
        lives(home)
    home.clock.moment = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
    return home


def of_money(endpoint: str) -> bool:
    """Whether it is a page of money."""
    return endpoint.startswith(OF_MONEY)


class Walk:
    """The pages that somebody comes upon from the team's money, and what their links ask."""

    def __init__(self, app: Flask, client: Any, begin: list[str]) -> None:
        self.map, self.client = app.url_map.bind(""), client
        self.pages: dict[str, list[str]] = {}
        """Of each endpoint a few addresses."""
        self.typed: dict[str, set[str]] = {}
        """Of each name what the links say of it."""
        waiting, seen = deque(begin), set(begin)
        while waiting:
            for found in self._links(waiting.popleft()):
                if found not in seen:
                    seen.add(found)
                    waiting.append(found)

    def _links(self, address: str) -> Iterator[str]:
        endpoint = self.endpoint(address)
        if not endpoint or not of_money(endpoint) or len(self.pages.get(endpoint, ())) == 3:
            return
        answer = self.client.get(address)
        assert answer.status_code < 500, address
        if answer.status_code in {302, 303}:
            yield answer.location
        if answer.status_code != 200:
            return
        self.pages.setdefault(endpoint, []).append(address)
        if answer.mimetype == "text/html":
            for link in re.findall(r'(?:href|src|action)="(/[^"]*)"', answer.text):
                parts = urlsplit(link.replace("&amp;", "&"))
                for name, text in parse_qsl(parts.query):
                    self.typed.setdefault(name, set()).add(text)
                yield parts.path

    def endpoint(self, address: str) -> str | None:
        """What answers at an address."""
        try:
            return str(self.map.match(urlsplit(address).path, "GET")[0])
        except HTTPException:
            return None

    def asks(self, address: str) -> set[str]:
        """The names that a page reads, also those that it reads when another one stands there."""
        found: set[str] = set()
        while True:
            ASKED.clear()
            self.get(address, **dict.fromkeys(found, "2026-03-01"))
            if ASKED <= found:
                return found
            found |= ASKED

    def get(self, address: str, **changed: str) -> Any:
        """What answers when the address asks something else."""
        asked = urlsplit(address)
        return self.client.get(asked.path, query_string=dict(parse_qsl(asked.query)) | changed)

    def odd(self, name: str) -> list[str]:
        """What nobody's link says: odd texts, and what links do say with a number that is none."""
        said = sorted(self.typed.get(name, ()))[:2]
        turned = [re.sub(r"\d+", "0", one[::-1], count=1)[::-1] for one in said]
        grown = [re.sub(r"\d+$", MANY, one) for one in said] + [re.sub(r":\d+:", f":{MANY}:", one) for one in said]
        return [*ODD, *turned, *grown]


def addresses(app: Flask, home: Any) -> list[str]:
    """Where a walk begins: every page of a team's money, and what no page has a link to any more."""
    with home.house.now() as views:
        old = views.execute("SELECT proposal FROM finance_budget_proposal LIMIT 1").fetchone()[0]
    own = {"team": home.team, "form": "csv", "number": "0", "proposal": old}
    rules = [rule for rule in app.url_map.iter_rules() if of_money(rule.endpoint) and "GET" in (rule.methods or ())]
    return [
        re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda m: own[m[1]], rule.rule)
        for rule in rules
        if rule.arguments <= {"team", "form", "number"} or rule.endpoint == "finance_budget.proposal"
    ]


def test_no_page_of_money_breaks_on_what_its_address_asks(
    kept: Any, app: Flask, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finance_entries, "ON_A_PAGE", 1)  # so that there are links to older and newer lines
    app.request_class = Heard
    purse, met = Purse.standing(kept), set[str]()
    for person in (purse.bram, purse.cato, kept.person("rosa")):
        walk = Walk(app, client(person), addresses(app, kept))
        asks = {endpoint: walk.asks(found[-1]) for endpoint, found in walk.pages.items() if endpoint not in met}
        for endpoint, names in asks.items():
            # what every page reads is tried on the first
            for name in sorted(names - OF_ALL if met else names):
                for text in walk.odd(name):
                    answer = walk.get(walk.pages[endpoint][-1], **{name: text})
                    assert answer.status_code < 500, (walk.pages[endpoint][-1], name, text)
            met.add(endpoint)

    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert {one for one in pages if of_money(one)} - met == WITHOUT
