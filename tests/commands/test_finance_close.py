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


@pytest.mark.parametrize(
    ("words", "taken", "said"),
    [
        (("--as", "Emre"), False, "You may not do this here"),
        (("--as", "Yara"), False, "This does not exist"),
        ((), True, "opening"),
    ],
)
def test_a_dry_run_refuses_what_the_real_one_refuses(finance, purse, tmp_path, words, taken, said):
    purse.home.second_team()
    file = tmp_path / "begin.csv"
    file.write_text("rekening;saldo\n1010;12,50\n0500;-12,50\n", encoding="utf-8")
    arguments = ("import-opening", file, "--team", "De Lindehof", *words)
    if taken:
        assert finance(*arguments).code == 0

    dry, real = finance(*arguments, "--dry-run"), finance(*arguments)

    assert (dry.code, dry.err) == (real.code, real.err) and dry.code == 1 and said in dry.err


def test_books_that_did_not_begin_take_no_opening_in_a_dry_run_either(finance, purse, tmp_path):
    other = purse.home.second_team()
    file = tmp_path / "begin.csv"
    file.write_text("rekening;saldo\n1010;12,50\n0500;-12,50\n", encoding="utf-8")

    said = [finance("import-opening", file, "--team", other, *more) for more in ((), ("--dry-run",))]

    assert [one.code for one in said] == [1, 1] and said[0].err == said[1].err != ""
