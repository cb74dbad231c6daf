"""Claims that were sent to the bank, and a line of a statement that pays them."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.kernel import Id
from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import camt, paid
from tests.harness.claimed import IBAN, OURS, Till


def sent(till: Till, *cents: int) -> list[Id]:
    """Claims that were approved, put on the list and sent in one batch."""
    claims = [till.make(one, how="bank", iban=IBAN, supplier=f"Winkel {one}") for one in cents]
    for claim in claims:
        till.approve(claim)
    with till.home.by(till.bram):
        for claim in claims:
            till.claims.put_on_list(claim)
        till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)
    till.home.clock.moment = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    return claims


def line_of(banked: Banked, cents: int) -> Id:
    """The bank took so many cents on the second of March."""
    data = camt(day(2, paid(-cents, name="Emre", text="Declaraties"), opening=10_000))
    banked.take(data)
    return banked.line(data)


def pay(banked: Banked, line: Id, claims: list[Id], *, by: str = "bram") -> None:
    """Who keeps the books says that the line paid them."""
    with banked.home.by(banked.home.person(by)):
        banked.home.house.settling.pay_by_line(line, claims=claims)
