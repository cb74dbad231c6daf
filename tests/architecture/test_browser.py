"""A tap in a test is done when the next page begins: what is read at once after it may still be nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
ACTS = {"click", "dblclick", "tap", "press", "check", "set_input_files", "select_option"}
# these look once, at whatever stands at that instant
LOOKS = re.compile(r"\.(is_visible|is_hidden|is_enabled|is_checked|count|all|all_inner_texts|evaluate|content)\(")
WAITS = re.compile(r"expect\(|wait_for")


def hasty(source: str) -> Iterator[int]:
    """Give the lines of what looks at a page right after a tap, without waiting for what the tap brings."""
    for block in ast.walk(ast.parse(source)):
        body = getattr(block, "body", None)
        for before, after in zip(body, body[1:], strict=False) if isinstance(body, list) else ():
            match before:
                case ast.Expr(value=ast.Call(func=ast.Attribute(attr=act))) if act in ACTS:
                    seen = after.iter if isinstance(after, ast.For) else after
                    text = ast.unparse(seen)
                    if LOOKS.search(text) and not WAITS.search(text):
                        yield after.lineno


def test_what_looks_at_a_page_at_once_after_a_tap_is_found() -> None:
    assert list(hasty("def f(page):\n    page.click()\n    assert page.locator('a').count() == 0\n")) == [3]
    assert list(hasty("def f(page):\n    page.click()\n    for a in page.locator('a').all():\n        a\n")) == [3]
    assert not list(hasty("def f(page):\n    page.click()\n    expect(page.locator('a')).to_have_count(0)\n"))


def test_who_taps_waits_for_what_the_tap_brings() -> None:
    files = sorted(TESTS.rglob("*.py"))

    assert files
    assert not [f"{file.relative_to(TESTS)}:{line}" for file in files for line in hasty(file.read_text("utf-8"))]
