"""On which row of a file something stands, also when a bank wrote all of it on one row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.finance.statements.decoding import looks_like_xml, plain_text, xml_text
from domain.kernel import Refusal

_OPENS = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?:Ntry|Bal|Stmt)[\s>]")
_CROWDED = re.compile(_OPENS.pattern + r"[^\n]*<(?:[A-Za-z_][\w.-]*:)?Ntry[\s>]")
"""An entry that begins on the row of a statement, a balance or another entry."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A sign of a row that holds much: the first of an entry."""

    row: int
    sign: int

    def written(self, language: str) -> str:
        """As a sentence names it, after the word for a row."""
        return f"{self.row} ({'character' if language == 'en' else 'teken'} {self.sign})"

    def __str__(self) -> str:
        """In Dutch."""
        return self.written("nl")


_ROW = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n)?")


def rows_of(data: bytes) -> list[str]:
    """The rows of a file as its reader counts them, in the encoding in which it is read; raises as the reader does."""
    text = laid_out(xml_text(data)) if looks_like_xml(data) else plain_text(data)
    return [row[1] for row in _ROW.finditer(text)]


def laid_out(text: str) -> str:
    """XML with each entry and balance on a row of its own, when the bank put several entries on one; else as it is."""
    if not _CROWDED.search(text):
        return text
    return _OPENS.sub(lambda found: "\n" + found[0], text)


def placed(refusal: Refusal, text: str) -> Refusal:
    """What refuses a row of XML as it was laid out, naming where that is in the file."""
    row = refusal.details.get("row")
    if type(row) is not int or not _CROWDED.search(text):
        return refusal
    before = len("".join(laid_out(text).split("\n")[: row - 1]))
    for number, whole in enumerate(text.split("\n"), 1):
        if before < len(whole):
            spot = Spot(number, before + 1)
            return type(refusal)(field=refusal.field, **{**refusal.details, "row": spot})
        before -= len(whole)
    return refusal
