"""A bank account that takes whatever file comes, and says what is wrong with the books after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import camt, mt940, paid
from tests.harness.home import moved_in
from tests.harness.money import Purse
from tests.harness.pages import app_over


@dataclass
class Fuzzed:
    """The account, with what its statements said that it must hold."""

    banked: Banked
    browser: Any
    holds: int

    @classmethod
    @contextmanager
    def begun(cls, folder: Path) -> Iterator[Fuzzed]:
        """De Lindehof on the tenth of March, with bram signed in."""
        with moved_in(folder / "data") as home:
            home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
            banked = Banked(Purse(home))
            home.clock.moment = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
            app = app_over(home.house)
            browser = app.test_client()
            token = app.extensions["accounts"].begin_session(banked.purse.bram)
            browser.set_cookie("driehoek", token)
            yield cls(banked, browser, 10_000)

    def take(self, data: bytes) -> str:
        """Take a file: `taken`, or `nothing` when it was known."""
        position = self.banked.take(data)
        if position is None:
            return "nothing"
        with self.banked.home.house.now() as views:
            self.holds = views.execute("SELECT closing FROM finance_bank_account").fetchone()[0]
        return "taken"

    def show(self, data: bytes) -> int:
        """The status of the page that shows what a file would do; raises on a 500."""
        address = f"/teams/{self.banked.team}/money/bank"
        page = self.browser.get(address).text
        csrf = page.split('name="csrf" value="', 1)[1].split('"', 1)[0]
        answer = self.browser.post(
            f"{address}/{self.banked.bank}/statement",
            data={"csrf": csrf, "page": address, "file": (BytesIO(data), "bank.xml")},
            content_type="multipart/form-data",
        )
        assert answer.status_code in (200, 422), answer.status_code
        return int(answer.status_code)

    def wrong(self) -> str | None:
        """What the books say that cannot be; None when they are right."""
        with self.banked.home.house.now() as views:
            bank = _one(views, "SELECT sum(cents) FROM finance_posting WHERE account = '1010'")
            lines = _one(views, "SELECT sum(cents) FROM finance_line") or 0
            without = _one(views, "SELECT count(*) FROM finance_line WHERE cents != 0 AND taken NOT IN "
                                  "(SELECT entry FROM finance_entry)")  # fmt: skip
            entries = _one(views, "SELECT count(*) FROM finance_entry WHERE kind = 'bank'")
            taken = _one(views, "SELECT count(*) FROM finance_line WHERE cents != 0")
        if bank != self.holds or bank != 10_000 + lines:
            return f"the books have {bank}, the bank {self.holds}, the lines {lines}"
        return f"{without} lines without an entry" if without or entries != taken else None


def days() -> list[bytes]:
    """Statements of eight days that follow each other, in several formats: only the next one can be taken."""
    found, opening = list[bytes](), 10_000
    for number in range(2, 10):
        one = day(number, paid(-1_250), paid(-1_250), paid(3_000 + number), opening=opening)
        opening = one.closing
        version, dialect = ("02", "04", "08")[number % 3], ("abn", "ing", "rabo")[number % 3]
        found += [camt(one, version=version), mt940(one, dialect=dialect)]
    return found


def _one(views: Any, sql: str) -> int:
    return views.execute(sql).fetchone()[0]  # type: ignore[no-any-return]
