"""From bytes to text: what a file says of its encoding must be true."""

from __future__ import annotations

import codecs
import re

from domain.finance.statements.refusals import NotAStatement, StatementHasDTD, WrongEncoding

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,200}\?>")
_DECLARED = re.compile(rb"\s*<\?xml\b[^>]{0,150}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_KNOWN = ("utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


def looks_like_xml(data: bytes) -> bool:
    """Whether the first sign is a `<`, in any encoding that is read."""
    return data[:400].lstrip(codecs.BOM_UTF8 + b"\xff\xfe\xfe\xff\0 \t\r\n").startswith(b"<")


def xml_text(data: bytes) -> str:
    """The document with its declaration blank, refused when it has definitions of its own: no parser sees those."""
    mark, encoding = next((found for found in _MARKS if data.startswith(found[0])), (b"", ""))
    if not mark.startswith((b"<", b"\0")):
        data = data[len(mark) :]
    text = _decoded(data, encoding or _declared(data))
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise StatementHasDTD
    found = _DECLARATION.match(text)
    return re.sub(r"[^\n]", " ", found[0]) + text[found.end() :] if found else text


def plain_text(data: bytes) -> str:
    """MT940 names no encoding: UTF-8 if it is that, else the old western one that banks used before."""
    mark, encoding = next((found for found in _MARKS[:3] if data.startswith(found[0])), (b"", ""))
    data = data[len(mark) :]
    if not encoding:
        try:
            data.decode("utf-8")
            encoding = "utf-8"
        except UnicodeDecodeError:
            encoding = "cp1252"
    text = _decoded(data, encoding)
    if "\0" in text:
        raise NotAStatement
    return text


def _declared(data: bytes) -> str:
    found = _DECLARED.match(data[:400])
    if not found:
        return "utf-8"
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        name = ""
    if name not in _KNOWN:
        raise WrongEncoding(row=1)
    return name


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        row = data[: wrong.start].decode(encoding, errors="replace").count("\n") + 1
        raise WrongEncoding(row=row) from None
