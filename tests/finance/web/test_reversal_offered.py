"""To take an entry back is offered exactly where the books would take the proposal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.finance.ledger import Line
from domain.finance.ledger.refusals import BankEntryStays, CarryStays
from domain.kernel import Id, Refusal
from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import camt, paid
from tests.harness.home import Home
from tests.harness.money import Purse
from tests.web.conftest import SignedIn


def entry_of(purse: Purse, kind: str) -> Id:
    """The last entry of a kind."""
    with purse.home.house.now() as views:
        row = views.execute(
            "SELECT entry FROM finance_entry WHERE kind = ? ORDER BY position DESC LIMIT 1", (kind,)
        ).fetchone()
    return str(row[0])


def carried(home: Home) -> Purse:
    """A year was carried forward."""
    purse = Purse(home, first="2025-12")
    purse.pay("2025-12-05", "4310", 2_500)
    purse.close("2025-12")
    with home.by(purse.bram):
        purse.ledger.carry_forward(purse.team, year=2025)
    return purse


def banked(home: Home) -> Purse:
    """The bank said that something was paid."""
    purse = Purse(home)
    Banked(purse).take(camt(day(2, paid(-1_250), opening=10_000, month="2026-02")))
    return purse


@pytest.mark.parametrize(
    ("live", "kind", "refusal"), [(carried, "carry_forward", CarryStays), (banked, "bank", BankEntryStays)]
)
def test_what_the_books_do_not_take_back_is_not_offered(
    live: Callable[[Home], Purse], kind: str, refusal: type[Refusal], home: Home, client: Callable[..., SignedIn]
) -> None:
    purse = live(home)
    entry, usual = entry_of(purse, kind), purse.post("2026-02-10", Line("4310", 9), Line("1010", -9))
    bram = client(purse.bram)

    with pytest.raises(refusal):
        purse.reverse(entry)

    pages = [bram.get(f"/teams/{purse.team}/money/entries/{one}").text for one in (entry, usual)]
    assert [f"{one}/reverse" in page for one, page in zip((entry, usual), pages, strict=True)] == [False, True]
