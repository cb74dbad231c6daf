"""Reading XML of strangers: bounded in size, depth and memory, without definitions, entities or the network."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from xml.parsers import expat

from domain.finance.statements.bounds import DEEPEST, LONGEST_MARKUP, MOST_ELEMENTS
from domain.finance.statements.decoding import xml_text
from domain.finance.statements.refusals import StatementBroken, StatementHasDTD, StatementStrange
from domain.finance.statements.rows import laid_out

_PIECE = 64 * 1024
_LONG = re.compile(rf"<[^<]{{{LONGEST_MARKUP}}}")


class Element:
    """An element with its text, the row on which it opens, and what is in it."""

    __slots__ = ("attributes", "children", "name", "parent", "row", "space", "text")

    def __init__(self, name: str, row: int, parent: Element | None, attributes: dict[str, str]) -> None:
        self.space, _, self.name = name.rpartition(" ")
        self.row = row
        self.parent = parent
        self.attributes = attributes
        self.text = ""
        self.children: list[Element] = []

    def drop(self) -> int:
        """Forget what is in it; how many elements that were."""
        count, inside = 0, self.children
        while inside:
            count += len(inside)
            inside = [child for element in inside for child in element.children]
        self.children, self.text = [], ""
        return count


class _Tree:
    """Builds elements as expat tells of them."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = names
        self.root: Element | None = None
        self.open: list[Element] = []
        self.held = 0
        self.ready: list[Element] = []
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._definitions

    def feed(self, text: bytes, last: bool) -> list[Element]:
        """The elements that are ready after this piece."""
        try:
            self.parser.Parse(text, last)
        except expat.ExpatError as wrong:
            raise StatementBroken(row=wrong.lineno) from None
        ready, self.ready = self.ready, []
        return ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        row = self.parser.CurrentLineNumber
        element = Element(name, row, self.open[-1] if self.open else None, attributes)
        self.held += 1
        if self.held > MOST_ELEMENTS or len(self.open) >= DEEPEST:
            raise StatementStrange(row=row)
        if self.root is None:
            self.root = element
            self.ready.append(element)
        if self.open:
            self.open[-1].children.append(element)
        self.open.append(element)

    def _end(self, _: str) -> None:
        element = self.open.pop()
        if element.name in self.names and self.root is not None and element.space == self.root.space:
            self.ready.append(element)

    def _text(self, text: str) -> None:
        if not self.open[-1].children:
            self.open[-1].text += text

    def _definitions(self, *_: object) -> None:
        raise StatementHasDTD


def closed(data: bytes, names: Collection[str]) -> Iterator[Element]:
    """The root as it opens, then each element with one of these names as it closes; what it held is dropped after."""
    text = laid_out(xml_text(data))
    found = _LONG.search(text)
    if found:
        raise StatementStrange(row=text.count("\n", 0, found.start()) + 1)
    tree, packed = _Tree(names), text.encode()
    for begin in range(0, len(packed), _PIECE):
        for element in tree.feed(packed[begin : begin + _PIECE], begin + _PIECE >= len(packed)):
            yield element
            if element is not tree.root:
                tree.held -= element.drop()


def first(element: Element, path: str) -> Element | None:
    """The first element at `A/B/C` below this one."""
    return next(_below(element, path), None)


def every(element: Element, path: str) -> list[Element]:
    """All elements at `A/B/C` below this one."""
    return list(_below(element, path))


def _below(element: Element, path: str) -> Iterator[Element]:
    step, _, rest = path.partition("/")
    for child in element.children:
        if child.name == step:
            if rest:
                yield from _below(child, rest)
            else:
                yield child


def text_of(element: Element | None, path: str = "") -> str:
    """The text at the first of the paths `A/B|C` that has some."""
    for one in path.split("|") if element is not None else ():
        found = first(element, one) if one and element is not None else element
        if found is not None and found.text.strip():
            return found.text.strip()
    return ""
