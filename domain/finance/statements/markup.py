"""Reading XML of strangers: bounded in size, depth and memory, without definitions, entities or the network."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from domain.finance.statements.bounds import DEEPEST, MOST_ELEMENTS
from domain.finance.statements.decoding import xml_text
from domain.finance.statements.refusals import StatementBroken, StatementStrange

Element = Any
"""lxml ships no types."""
_PIECE = 64 * 1024


def closed(data: bytes, names: Collection[str]) -> Iterator[Element]:
    """The root as it opens, then each element with one of these names as it closes; what it held is dropped after."""
    held = depth = 0
    root = None
    for event, element in _events(xml_text(data).encode()):
        if event == "start":
            held, depth = held + 1, depth + 1
            if held > MOST_ELEMENTS or depth > DEEPEST:
                raise StatementStrange(row=row_of(element))
            if root is None:
                root = element
                yield root
            continue
        depth -= 1
        if name_of(element) in names and space_of(element) == space_of(root):
            inside = sum(1 for _ in element.iter())
            yield element
            element.clear()
            held -= inside - 1


def _events(text: bytes) -> Iterator[tuple[str, Element]]:
    # the text has no DTD any more, so there are no entities to resolve; the rest is a second lock on the same door
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for begin in range(0, len(text), _PIECE):
            parser.feed(text[begin : begin + _PIECE])
            yield from parser.read_events()
        parser.close()
        yield from parser.read_events()
    except etree.LxmlError as wrong:
        raise StatementBroken(row=getattr(wrong, "lineno", None) or 1) from None


def name_of(element: Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def space_of(element: Element) -> str:
    """The namespace."""
    return str(element.tag).rpartition("}")[0].removeprefix("{")


def row_of(element: Element) -> int:
    """The line of the file on which the element opens."""
    return element.sourceline or 1


def first(element: Element, path: str) -> Element | None:
    """The first element at `A/B/C` below this one."""
    return element.find(_anywhere(path))


def every(element: Element, path: str) -> list[Element]:
    """All elements at `A/B/C` below this one."""
    return list(element.iterfind(_anywhere(path)))


def text_of(element: Element | None, path: str = "") -> str:
    """The text at the first of the paths `A/B|C` that has some."""
    for one in path.split("|"):
        found = element if element is None or not one else first(element, one)
        if found is not None and found.text and found.text.strip():
            return str(found.text).strip()
    return ""


@lru_cache(maxsize=256)
def _anywhere(path: str) -> str:
    return "/".join(f"{{*}}{step}" for step in path.split("/"))
