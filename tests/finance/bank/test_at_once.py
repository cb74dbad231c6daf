"""Two processes that take the same statement at the same moment: it comes in once, and the books are right."""

from __future__ import annotations

import json
import subprocess
import sys
from contextvars import copy_context
from typing import Any

import pytest

from projections.house import House
from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import IBAN, camt, paid
from tests.harness.money import Purse

STATEMENT = day(2, paid(-100), opening=10_000)


def test_two_processes_that_import_at_once_never_double(purse: Purse, tmp_path: Any) -> None:
    banked = Banked(purse)
    whole = day(2, *(paid(-100 - place) for place in range(60)), opening=10_000)
    file = tmp_path / "maart.xml"
    file.write_bytes(camt(whole))
    command = [
        sys.executable, "-m", "web.cli", "finance", "import", str(file), "--account", IBAN, "--team", "De Lindehof",
        "--data", str(purse.home.house.workspace.data), "--json",
    ]  # fmt: skip

    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [json.loads(one.communicate(timeout=120)[0]) for one in both]

    assert [one.returncode for one in both] == [0, 0]
    assert all(one["closing"] == whole.closing for one in said)
    assert sum(one["new"] for one in said) == 60
    assert purse.balances()["1010"] == whole.closing
    assert purse.balances()["1090"] == -sum(entry.cents for entry in whole.entries)
    with purse.home.house.now() as views:
        assert views.execute("SELECT count(*) FROM finance_line").fetchone()[0] == 60
        assert views.execute("SELECT count(*) FROM finance_statement").fetchone()[0] == 1
    assert banked.take(camt(whole)) is None


@pytest.fixture
def overtaken(banked: Banked, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A statement that another process takes just before the books are read for the first time; what takes it."""
    file = banked.home.house.blobs.keep(banked.bank, camt(STATEMENT))
    other, around = House(banked.home.house.workspace.data), copy_context()
    read, first = banked.service.books.balance, [True]

    def balance(team: str, account: str) -> int:
        if first.pop() if first else False:
            around.run(take, other)
        return read(team, account)

    def take(house: House) -> None:
        with banked.home.by(banked.purse.bram):
            house.bank.import_statement(banked.team, bank=banked.bank, file=file)

    monkeypatch.setattr(banked.service.books, "balance", balance)
    yield lambda: take(banked.home.house)
    other.close()


def test_who_reads_the_books_after_another_took_the_statement_decides_again(banked: Banked, overtaken: Any) -> None:
    overtaken()

    assert banked.purse.balances()["1010"] == 9_900
    assert banked.lines() == [("2026-03-02", -100, "open")]


def test_who_looks_what_a_statement_would_do_while_another_takes_it_sees_that_it_is_there(
    banked: Banked, overtaken: Any
) -> None:
    with banked.home.by(banked.purse.bram):
        plan = banked.service.preview(banked.team, bank=banked.bank, data=camt(STATEMENT))

    assert (plan.new, plan.changes) == ((), False)
