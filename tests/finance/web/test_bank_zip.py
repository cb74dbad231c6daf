"""A ZIP of a bank: each line shows its own rows of its own file, whatever the files are called."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import mt940, paid
from tests.finance.web.test_bank import Hands
from tests.harness.money import Purse

FIRST = "NL91ABNA0417164300_2026-03-01_2026-03-02_afschrift-1.mt940"
SECOND = "NL91ABNA0417164300_2026-03-01_2026-03-02_afschrift-2.mt940"


@pytest.fixture
def bram(client: Any, purse: Purse) -> Hands:
    """Bram at the pages of the bank, on the fifth of March."""
    purse.home.clock.moment = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    return Hands(client(purse.bram), Banked(purse))


def zipped(**files: bytes) -> bytes:
    """Files in a ZIP by name."""
    held = BytesIO()
    with ZipFile(held, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return held.getvalue()


def two_days() -> tuple[bytes, bytes]:
    """The second of March with one line, the third with two below a longer head."""
    first = day(2, paid(-1_250, text="Brood"), opening=10_000)
    second = day(3, paid(-700, text="Kaas"), paid(-900, text="Melk"), opening=first.closing)
    return mt940(first, dialect="abn"), mt940(second, dialect="abn")


@pytest.mark.parametrize("names", [(FIRST, SECOND), ("a.sta", "b.sta"), ("één\x01.sta", "twee\n.sta")])
def test_each_line_shows_the_rows_where_it_stood(bram: Hands, names: tuple[str, str]) -> None:
    data = zipped(**dict(zip(names, two_days(), strict=True)))

    bram.banked.take(data)

    for place, (own, others) in enumerate([("Brood", "KaasMelk"), ("Kaas", "BroodMelk"), ("Melk", "BroodKaas")]):
        page = bram.get(f"/lines/{bram.banked.line(data, place)}").text
        rows = page[page.index('<pre class="source"') :].partition("</pre>")[0]
        assert own in rows and ":86:" in rows
        assert others[:4] not in rows and others[-4:] not in rows


def test_a_line_of_before_whose_file_is_kept_under_a_shortened_name_shows_its_rows_too(
    bram: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = zipped(**dict(zip((FIRST, SECOND), two_days(), strict=True)))
    monkeypatch.setattr("domain.finance.statements.reading.name_of", lambda name: f"{name[:39]}…")
    bram.banked.take(data)
    monkeypatch.undo()

    page = bram.get(f"/lines/{bram.banked.line(data)}").text

    assert "Brood" in page[page.index('<pre class="source"') :].partition("</pre>")[0]
