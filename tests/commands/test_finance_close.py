"""`finance import-opening` and `finance hand-over`: a file is shown or taken, and a batch is sent once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.harness.home import moved_in
from tests.harness.money import Purse


@pytest.fixture
def purse(tmp_path):
    with moved_in(tmp_path / "books") as home:
        home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        yield Purse(home)


@pytest.fixture
def finance(command, purse):
    def run(*arguments, **options):
        return command("finance", *arguments, "--data", purse.home.house.workspace.data, **options)

    return run


def test_an_opening_balance_is_shown_without_being_taken_and_then_taken(finance, purse, tmp_path):
    file = tmp_path / "begin.csv"
    file.write_text("rekening;saldo\n1010;12,50\n0500;-12,50\n", encoding="utf-8")

    shown = finance("import-opening", file, "--team", "De Lindehof", "--dry-run", "--json").json()
    before = purse.balances()
    taken = finance("import-opening", file, "--team", "De Lindehof", "--json").json()

    assert (shown["taken"], before) == (False, {})
    assert taken["taken"] and taken["file"] == shown["file"]
    assert purse.balances() == {"1010": 1_250, "0500": -1_250}


def test_a_batch_is_sent_once(finance, purse):
    purse.pay("2026-01-10", "4310", 1_000)

    sent = finance("hand-over", "--period", "2026-01", "--json").json()

    assert (sent["number"], sent["postings"], sent["cents"], sent["first_period"]) == (1, 2, 1_000, "2026-01")
