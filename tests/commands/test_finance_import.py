"""`finance import` and `finance link-account`: statements of a bank come in once, and a dry run changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.finance.ledger import Line
from tests.finance.bank.banked import Banked, day, march
from tests.finance.statements.made import IBAN, OTHER, camt, paid
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


@pytest.fixture
def march_file(tmp_path):
    file = tmp_path / "maart.xml"
    file.write_bytes(march())
    return file


def taken(finance, file, *arguments):
    return finance("import", file, "--account", IBAN, "--team", "De Lindehof", "--as", "bram", *arguments)


def test_a_dry_run_tells_what_a_file_would_do_and_does_nothing(finance, banked, march_file):
    position = banked.purse.position()

    said = taken(finance, march_file, "--dry-run", "--json").json()

    assert said | {"known": 0, "dry_run": True, "position": None} == said
    assert (said["lines"], said["new"], said["opening"], said["closing"]) == (3, 3, 10_000, 25_750)
    assert banked.purse.position() == position


def test_of_a_file_that_was_taken_one_copy_is_kept_and_of_a_dry_run_none(finance, banked, march_file):
    def kept():
        data = banked.home.house.workspace.data
        return [name for name in ("waiting", "uploads") for path in (data / name).rglob("*") if path.is_file()]

    taken(finance, march_file, "--dry-run")
    looked_at = kept()
    taken(finance, march_file)

    assert (looked_at, kept()) == ([], ["uploads"])


def test_a_file_comes_in_once_and_the_second_time_nothing_is_new(finance, banked, march_file):
    first = taken(finance, march_file, "--json").json()
    again = taken(finance, march_file, "--json").json()

    assert (first["new"], first["closing"]) == (3, 25_750) and first["position"]
    assert (again["new"], again["known"], again["position"]) == (0, 3, None)
    bank = next(row for row in finance("accounts", "--json").json() if row["code"] == "1010")
    assert (bank["statement_closing"], bank["statement_until"]) == (25_750, "2026-03-03")


def test_it_is_told_in_words_too(finance, banked, march_file):
    before, after = taken(finance, march_file, "--dry-run").out, taken(finance, march_file).out

    assert "3 new" in before and "Nothing was done" in before
    assert "3 wait to be explained" in after
    assert "nothing changes" in taken(finance, march_file).out


def test_a_number_that_is_not_linked_is_told_to_be_linked_and_then_it_is(finance, banked, tmp_path):
    file = tmp_path / "ander.xml"
    file.write_bytes(camt(day(2, paid(700), opening=0, account=OTHER)))
    arguments = ("import", file, "--account", OTHER, "--team", "De Lindehof")

    refused = finance(*arguments)
    linked = finance("link-account", "--team", "De Lindehof", "--account", "1020", "--iban", OTHER)

    assert refused.code == 1 and "finance link-account" in refused.err
    assert linked.code == 0 and "1020" in linked.out
    assert finance(*arguments, "--json").json()["new"] == 1


def test_a_broken_file_and_a_gap_are_refused_in_words(finance, banked, tmp_path, march_file):
    taken(finance, march_file)
    later = tmp_path / "later.xml"
    later.write_bytes(camt(day(8, paid(-700), opening=99)))
    broken = tmp_path / "broken.xml"
    broken.write_bytes(march()[:300])

    assert "3 March 2026" in taken(finance, later).err and "€" in taken(finance, later).err
    assert taken(finance, broken).code == 1


def test_who_does_not_keep_the_books_imports_nothing(finance, banked, march_file):
    said = finance("import", march_file, "--account", IBAN, "--team", "De Lindehof", "--as", "Cato", "--dry-run")

    assert said.code == 1 and "You may not do this here" in said.err


def test_before_residents_money_is_told_the_look_is_written(finance, banked, tmp_path):
    file = tmp_path / "bewoners.xml"
    file.write_bytes(camt(day(2, paid(700), opening=0, account=OTHER)))
    finance("link-account", "--team", "De Lindehof", "--account", "1030", "--iban", OTHER)

    finance("import", file, "--account", OTHER, "--team", "De Lindehof", "--as", "bram", "--dry-run")

    looks = [one.action for one in banked.home.house.access.looks(banked.team)]
    assert looks == ["finance.see_residents_money"]


def test_whose_money_it_is_finds_the_look_of_who_imports(finance, banked, tmp_path):
    rosa, file = banked.home.rosa, tmp_path / "bewoners.xml"
    banked.purse.post("2026-02-01", Line("1030", 300), Line("1700", -300, rosa), fund="residents")
    file.write_bytes(camt(day(2, paid(700), opening=300, account=OTHER)))
    finance("link-account", "--team", "De Lindehof", "--account", "1030", "--iban", OTHER)

    finance("import", file, "--account", OTHER, "--team", "De Lindehof", "--as", "bram", "--dry-run")

    assert [one.person for one in banked.home.house.access.looks(rosa)] == [banked.purse.bram]
