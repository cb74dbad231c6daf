"""Whole files to begin from: each format, with batches, reversals, pages and a ZIP."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests.finance.statements.made import camt, mt940, paid, payment, sheet


def seeds() -> list[bytes]:
    """One of each kind."""
    amounts = ('<Amt Ccy="EUR">1.50</Amt>', '<Amt Ccy="EUR">1.00</Amt>')
    batch = paid(-250, extra="".join(payment(paid(-250), "04", amount) for amount in amounts))
    first = sheet(paid(-250), batch, paid(-250), paid(125000, reversal=True))
    second = sheet(paid(100, "2026-03-03"), opening=first.closing, opening_on="2026-03-02", closing_on="2026-03-03")
    plain = [camt(first, second, version=version) for version in ("02", "04", "08")]
    plain += [mt940(first, second, dialect=dialect) for dialect in ("abn", "ing", "rabo")]
    plain.append(camt(first, encoding="UTF-16"))
    return [*plain, *(zipped(how, *plain[:1]) for how in (ZIP_DEFLATED, ZIP_STORED))]


def zipped(how: int, *files: bytes) -> bytes:
    """The files as one ZIP."""
    held = BytesIO()
    with ZipFile(held, "w", how) as packed:
        for place, data in enumerate(files):
            packed.writestr(f"{place}.xml", data)
    return held.getvalue()
