"""A CSV as a spreadsheet writes it, Dutch or English: its rows by column, whatever the separator and the encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from domain.kernel import Refusal

MOST_BYTES = 500_000
MOST_ROWS = 2_000

COLUMNS = {
    "name": ("naam", "name", "medewerker", "full name", "volledige naam"),
    "team": ("woongroep", "team", "groep", "home", "locatie"),
    "hours": ("uren", "hours", "hours per week", "uren per week", "contracturen", "contract", "contract hours"),
    "since": ("sinds", "since", "in dienst", "in dienst sinds", "datum in dienst", "startdatum", "start", "start date"),
    "competences": ("bekwaamheden", "competences", "bekwaamheid", "competencies", "skills"),
    "role": ("rol", "role", "rollen", "roles", "functie"),
    "email": ("e-mail", "email", "mail", "e-mailadres", "emailadres", "email address"),
}
_MEANT = {word: column for column, words in COLUMNS.items() for word in words}


class SheetTooLarge(Refusal):
    """Dit bestand is te groot: hoogstens {limit}."""

    field = "file"


class SheetUnreadable(Refusal):
    """Dit bestand lezen we niet als tekst. Bewaar het als CSV (UTF-8) en probeer het nog eens."""

    field = "file"


class SheetEmpty(Refusal):
    """In dit bestand staat niemand. De eerste rij heeft de namen van de kolommen, daaronder staat elke persoon."""

    field = "file"


class NameColumnMissing(Refusal):
    """De eerste rij heeft geen kolom naam (of name). Gevonden: {found}."""

    field = "file"


class ColumnTwice(Refusal):
    """De kolommen {found} betekenen hetzelfde. Laat er een weg."""

    field = "file"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows with their number in the spreadsheet, cells by the column that they mean."""

    headers: dict[str, str]
    """Column -> what the file calls it."""
    ignored: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_sheet(raw: bytes) -> Sheet:
    """The rows of a CSV; raises SheetTooLarge, SheetUnreadable, SheetEmpty, NameColumnMissing, ColumnTwice."""
    if len(raw) > MOST_BYTES:
        raise SheetTooLarge(limit=f"{MOST_BYTES // 1000} kB")
    lines = _lines(_text(raw))
    number, header = next(lines, (0, []))
    headers = _headers(header)
    rows: list[tuple[int, dict[str, str]]] = []
    for number, cells in lines:
        if len(rows) == MOST_ROWS:
            raise SheetTooLarge(limit=f"{MOST_ROWS} rijen")
        rows.append((number, {column: cells[at] if at < len(cells) else "" for column, at in headers.items()}))
    if not rows:
        raise SheetEmpty
    ignored = tuple(cell.strip() for at, cell in enumerate(header) if at not in headers.values() and cell.strip())
    return Sheet({column: header[at].strip() for column, at in headers.items()}, ignored, tuple(rows))


def _text(raw: bytes) -> str:
    encodings = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetUnreadable


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, with the number that a spreadsheet shows beside them."""
    first, _, rest = text.partition("\n")
    separator = max(";,\t", key=first.count)
    if first.strip().lower().startswith("sep="):  # Excel's own way to say it, which it does not show as a row
        separator, text = first.strip()[4:5] or ";", rest
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error:
        raise SheetUnreadable from None


def _headers(header: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(header):
        column = _MEANT.get(" ".join(cell.split()).casefold())
        if column in found:
            raise ColumnTwice(found=f"{header[found[column]].strip()} en {cell.strip()}")
        if column:
            found[column] = at
    if not header:
        raise SheetEmpty
    if "name" not in found:
        raise NameColumnMissing(found=", ".join(cell.strip()[:30] for cell in header[:12]) or "niets")
    return found
