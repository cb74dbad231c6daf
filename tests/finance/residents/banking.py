"""Residents' money on a bank account whose statements are taken: what came in for Rosa, and withdrawals by the bank."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.finance.bank import BankLine
from domain.finance.ledger import Line, Proposal
from domain.kernel import Id
from tests.finance.bank.banked import Banked, day
from tests.finance.residents.test_residents import ask, deposit, sign
from tests.finance.statements.made import camt, paid
from tests.harness.money import Purse

OPENING = 10_000


def rosas_bank(purse: Purse) -> Banked:
    """100 euro of Rosa on a bank account that is linked; it is the tenth of March."""
    deposit(purse, OPENING)
    banked = Banked(purse, account="1030", cents=0)
    purse.home.clock.moment = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    return banked


def line_of(banked: Banked, *cents: int, on: int = 2, opening: int = OPENING) -> list[Id]:
    """What the bank says of a day of March: the keys of its lines."""
    data = camt(day(on, *(paid(one, text=f"Regel {number}") for number, one in enumerate(cents)), opening=opening))
    banked.take(data)
    return [banked.line(data, place) for place in range(len(cents))]


def granted(purse: Purse, cents: int, *, id: str = "one") -> Id:
    """Emre asks it for Rosa, and two others sign."""
    asked = ask(purse, cents, id=id)
    sign(purse, asked, "fenna", "bram")
    return asked


def pay(banked: Banked, line: Id, withdrawal: Id, *, by: str = "bram") -> None:
    """Who keeps the books says that the line paid it."""
    with banked.home.by(banked.home.person(by)):
        banked.home.house.settling.pay_withdrawal(line, withdrawal=withdrawal)


def booked_by_two(banked: Banked, line: Id, account: str) -> None:
    """Bram proposes on which account a line that went out belongs, and Fenna confirms it."""
    house, purse = banked.home.house, banked.purse
    found = house.workspace.get(BankLine, line)
    assert found
    with banked.home.by(purse.bram):
        banked.service.propose_line(line, parts=(Line(account, found.cents),))
    found = house.workspace.get(BankLine, line)
    waiting = house.workspace.get(Proposal, found.proposal or "") if found else None
    assert waiting
    with banked.home.by(purse.fenna):
        banked.service.confirm_line(line, content=waiting.content)
