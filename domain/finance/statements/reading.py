"""From the bytes of a file to the statements in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from struct import error as StructError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from domain.finance.statements.amounts import shown, words
from domain.finance.statements.bounds import LONGEST_FILE, MOST_BYTES, MOST_FILES, MOST_LINES
from domain.finance.statements.camt import read_camt
from domain.finance.statements.decoding import looks_like_xml, xml_text
from domain.finance.statements.mt940 import looks_like_mt940, read_mt940
from domain.finance.statements.refusals import (
    NotAStatement,
    StatementTooLarge,
    TooManyLines,
    ZipBroken,
    ZipFull,
    ZipHoldsOther,
    ZipLocked,
)
from domain.finance.statements.rows import placed
from domain.finance.statements.statement import Statement
from domain.finance.statements.wholes import follow, once, whole
from domain.kernel import Refusal

_ENTRY = b"PK\x01\x02"
"""What each file in a ZIP begins with in its list; counted before the list is made, which takes a kilobyte a file."""
_LOCKED = 1
"""The bit of a ZIP entry that says it is encrypted."""


def read_statements(data: bytes) -> tuple[Statement, ...]:
    """The statements in a CAMT.053, an MT940 or a ZIP of those, each proven; raises a StatementRefused."""
    if len(data) > MOST_BYTES:
        raise StatementTooLarge(most=MOST_BYTES // 1_000_000)
    return _unzipped(data) if data.startswith(b"PK\x03\x04") else _read(data)


def _read(data: bytes) -> tuple[Statement, ...]:
    if looks_like_xml(data):
        try:
            return whole(read_camt(data))
        except Refusal as refusal:
            raise placed(refusal, xml_text(data)) from None
    if looks_like_mt940(data):
        return whole(read_mt940(data))
    raise NotAStatement


def _unzipped(data: bytes) -> tuple[Statement, ...]:
    """The statements of all files in it, by account and day; one that is in two files counts once."""
    found: list[Statement] = []
    for name, held in _files(data):
        try:
            found += [replace(statement, file=name_of(name)) for statement in _read(held)]
        except NotAStatement:
            raise ZipHoldsOther(name=shown(name)) from None
        except Refusal as refusal:
            raise _named(refusal, shown(name)) from None
        if sum(len(statement.lines) for statement in found) > MOST_LINES:
            raise TooManyLines(most=f"{MOST_LINES:,}".replace(",", "."))
    statements = sorted(once(found), key=lambda one: (one.account, one.closing_on, one.opening_on))
    if not statements:
        raise NotAStatement
    follow(statements)
    return tuple(statements)


def name_of(name: str) -> str:
    """The name of a file in a ZIP, as its lines keep it."""
    return words(name, most=LONGEST_FILE)


def file_in(data: bytes, name: str) -> bytes:
    """The file in a ZIP that lines keep under this name; raises KeyError, BadZipFile.

    Lines that were taken earlier keep a shorter one, as a sentence shows it.
    """
    with ZipFile(BytesIO(data)) as packed:
        for called in (name_of, shown):
            for info in packed.infolist():
                if called(info.filename) == name:
                    return packed.read(info)
    raise KeyError(name)


def _files(data: bytes) -> Iterator[tuple[str, bytes]]:
    left = MOST_BYTES
    if data.count(_ENTRY) > 2 * MOST_FILES:
        raise ZipFull(most=MOST_FILES)
    try:
        with ZipFile(BytesIO(data)) as packed:
            infos = [info for info in packed.infolist() if not info.is_dir() and "__MACOSX" not in info.filename]
            if len(infos) > MOST_FILES:
                raise ZipFull(most=MOST_FILES)
            for info in infos:
                held = _held(packed, info, left)
                left -= len(held)
                yield info.filename, held
    except (BadZipFile, ZlibError, StructError, EOFError, OSError, ValueError, RuntimeError):
        # what ZipFile says of a file that is cut, changed, or packed in a way that it does not know
        raise ZipBroken from None


def _held(packed: ZipFile, info: ZipInfo, left: int) -> bytes:
    """What the file holds, at most `left` bytes of it: its own word for its size is not believed."""
    if info.flag_bits & _LOCKED:
        raise ZipLocked
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # what banks use; others may ask for much memory
        raise ZipBroken
    with packed.open(info) as file:
        held = file.read(left + 1)
    if len(held) > left:
        raise StatementTooLarge(most=MOST_BYTES // 1_000_000)
    return held


def _named(refusal: Refusal, name: str) -> Refusal:
    """The same refusal, whose row says in which file it is."""
    if "row" not in refusal.details:
        return refusal
    return type(refusal)(field=refusal.field, **{**refusal.details, "row": f"{name}:{refusal.details['row']}"})
