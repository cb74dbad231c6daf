"""`finance accounts` with a bank: the balance on the last day of the last statement is what the bank says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.finance.bank.banked import Banked, march
from tests.finance.statements.made import IBAN
from tests.harness.home import moved_in
from tests.harness.money import Purse


@pytest.fixture
def banked(tmp_path):
    with moved_in(tmp_path / "books") as home:
        home.clock.moment = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
        yield Banked(Purse(home))


@pytest.fixture
def finance(command, banked):
    def run(*arguments):
        return command("finance", *arguments, "--data", banked.home.house.workspace.data)

    return run


def test_a_bank_account_has_its_number_and_no_statement_yet(finance, banked):
    bank = next(row for row in finance("accounts", "--json").json() if row["code"] == "1010")

    assert (bank["iban"], bank["statement_closing"], bank["statement_until"]) == (IBAN, None, None)


def test_the_books_on_the_last_day_are_what_the_statement_closes_with(finance, banked):
    banked.take(march())

    bank = next(row for row in finance("accounts", "--json").json() if row["code"] == "1010")
    on_that_day = finance(
        "balance", "--account", "1010", "--team", bank["team"], "--on", bank["statement_until"], "--json"
    ).json()

    assert bank["statement_until"] == "2026-03-03"
    assert on_that_day["balance"] == bank["statement_closing"] == 10_000 - 1_250 - 3_000 + 20_000
    assert "NL" in finance("accounts").out


def test_every_other_account_has_no_bank(finance, banked):
    rows = finance("accounts", "--json").json()

    assert {row["iban"] for row in rows if row["code"] != "1010"} == {None}
