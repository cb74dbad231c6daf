"""The fields of an MT940 file: `:61:` and what follows it, with the row on which it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.finance.statements.bounds import MOST_FIELDS, MOST_LINES
from domain.finance.statements.refusals import TooManyLines

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n)?")
_TAGS = "20|21|25P?|28C?|34F|60[FM]|61|62[FM]|64|65|86|90[CD]|13D?|NS|940"
_TAG = re.compile(rf":({_TAGS}):(.*)")
"""Only tags that exist: a description may well begin a line with `:12:`."""
_TEXT = "{4:"
"""In SWIFT's envelope, `{1:…}{2:…}{4:`, the message itself comes after this."""
_TRAILER = re.compile(r"-(?:\}.*|X{2,3})?")


@dataclass(slots=True)
class Field:
    """A tag, and its lines without their ends."""

    row: int
    tag: str
    lines: list[str] = field(default_factory=list)

    @property
    def first(self) -> str:
        """What stands behind the tag."""
        return self.lines[0].strip()


def fields(text: str) -> Iterator[Field]:
    """Each field; what stands before the first, or between a trailer and the next message, is the bank's envelope."""
    current: Field | None = None
    count = 0
    for row, (line,) in enumerate(map(re.Match.groups, _LINE.finditer(text)), 1):
        envelope = line.startswith("{") and _TEXT in line
        rest = line.partition(_TEXT)[2] if envelope else line
        found = _TAG.match(rest)
        if found:
            if current is not None:
                yield current
            count += 1
            if count > MOST_FIELDS:
                raise TooManyLines(most=f"{MOST_LINES:,}".replace(",", "."))
            current = Field(row, found[1], [found[2]])
        elif envelope or _TRAILER.fullmatch(rest.strip()):
            if current is not None:
                yield current
            current = None
        elif current is not None and rest.strip():
            current.lines.append(rest)
    if current is not None:
        yield current
