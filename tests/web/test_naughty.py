"""Whatever somebody types, and wherever: an answer, never an error of ours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import web
from tests.harness.home import FIRST

NAUGHTY = (
    "", " ", "\x00", "\u202e\u200b", "💥" * 300, "x" * 5000, "-1", "0", "9" * 400, "١٢", "1e9", "NaN", "∞", "24:61",
    "2026-02-30", "9999-12-31", "0001-01-01", "' OR 1=1 --", "<script>alert(1)</script>", "{0.__class__}", "%(name)s",
    "=1+1", "../../etc/passwd", "a@b", "0" * 32, "V" * 33, "\n\r\t", "nul\ud7ff", FIRST,
)  # fmt: skip
HARMLESS = {"csrf", "page", "command"}
SKIPPED = {"accounts.sign_out", "accounts.be_somebody"}


def field_names() -> list[str]:
    """Every field that the code of the pages reads, by the names in it."""
    code = "".join(file.read_text(encoding="utf-8") for file in Path(web.__file__).parent.glob("*.py"))
    found = set(re.findall(r'(?:form|values|asked|given)(?:\.get|\.getlist)?[\[(]"(\w+)"', code))
    return sorted(found - HARMLESS) + ["max_shifts_V", "least_V_0", "V:0"]


@pytest.fixture
def sendable(home: Any, app: Any) -> list[str]:
    """The address of every form, for the own team."""
    home.draft()
    shift = home.plan(home.bram, "05", "V")
    own = {"team": home.team, "roster": home.roster, "shift": shift, "person": home.bram, "position": 3}
    return [
        re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda m: str(own.get(m[1], "0" * 32)), rule.rule)
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and rule.endpoint not in SKIPPED
    ]


@pytest.mark.parametrize("value", NAUGHTY, ids=range(len(NAUGHTY)))
def test_no_form_breaks_on_what_is_typed(home: Any, client: Any, sendable: list[str], value: str) -> None:
    anna = client(home.anna)
    token = re.search(r'name="csrf" value="([^"]+)"', anna.get("/me").text)[1]  # type: ignore[index]
    fields = dict.fromkeys(field_names(), value)

    for address in sendable:
        answer = anna.post(address, data={"csrf": token, "page": "/me"} | fields)

        assert answer.status_code < 500, (address, value)


@pytest.mark.parametrize("value", NAUGHTY, ids=range(len(NAUGHTY)))
def test_no_page_breaks_on_what_stands_in_its_address(home: Any, client: Any, app: Any, value: str) -> None:
    home.draft()
    own = {"team": home.team, "roster": home.roster, "person": home.bram, "position": 3}
    anna = client(home.anna)
    names = [
        *field_names(),
        "at",
        "from",
        "weeks",
        "cell",
        "since",
        "typed",
        "saved",
        "moment",
        "next",
        "before",
        "day",
    ]

    for rule in app.url_map.iter_rules():
        if rule.arguments <= {"team", "roster", "person", "position"} and "GET" in rule.methods:
            address = re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda m: str(own[m[1]]), rule.rule)
            for query in (dict.fromkeys(set(names) - {"at"}, value), {"at": value}):
                assert anna.get(address, query_string=query).status_code < 500, (address, query)
