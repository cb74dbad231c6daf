"""What a bank says of residents' money is told in the trail only to who may see it."""

from __future__ import annotations

from typing import Any

from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import camt, paid
from tests.harness.money import Purse


def kept(views: Any) -> set[int]:
    """The positions of the facts that are kept from others."""
    return {row[0] for row in views.execute("SELECT position FROM trail_kept")}


def test_the_bank_account_of_residents_and_its_lines_are_kept_from_others(purse: Purse) -> None:
    begun = purse.position()
    banked = Banked(purse, account="1030", cents=0)
    file = camt(day(2, paid(5_000), paid(300), paid(150), opening=0))
    banked.take(file)
    with banked.home.by(purse.bram):
        banked.service.match_line(banked.line(file), account="1700", resident=purse.home.rosa)
        banked.service.explain_line(banked.line(file, 1), why="Rente.", account="1700", resident=purse.home.rosa)
        banked.service.explain_line(banked.line(file, 2), why="Dat komt nog.")
        banked.service.release_line(banked.line(file, 2), why="Van een ander.")
        banked.service.close_bank_account(banked.team, bank=banked.bank)

    with banked.home.house.now() as views:
        found = kept(views)
    assert found >= set(range(begun + 1, purse.position() + 1))


def test_the_bank_account_of_the_team_is_told_to_all(purse: Purse) -> None:
    banked = Banked(purse)
    banked.take(camt(day(2, paid(-1_250), opening=10_000)))

    with banked.home.house.now() as views:
        assert kept(views) == set()
