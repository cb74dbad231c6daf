"""What residents have with the home in the demo: pocket money that comes in, and withdrawals that two others sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from domain.finance.ledger import Line
from web.demo.money_books import MONTHS, Books, Item
from web.demo.stage import Life, local

_DAY = timedelta(days=1)
_WISHES = (
    ("Kapper", 2_850), ("Winterjas", 7_995), ("Cadeau voor een nichtje", 1_500), ("Dagje naar zee", 3_250),
    ("Schoenen", 6_450), ("Tijdschriften", 1_240),
)  # fmt: skip


def begin(books: Books, months: Sequence[date]) -> None:
    """Let money come in each quarter, and somebody ask for some of it each month."""
    stage = books.stage
    for month in months[1::3]:
        stage.begin(_came(books, month), stage.daytime(month + 4 * _DAY, 9, 11))
    for number, month in enumerate(months[1:]):
        stage.begin(_asked(books, number), local(month + (11 + number % 9) * _DAY, "13:20"))


def _came(books: Books, month: date) -> Life:
    """Pocket money of a quarter, each on the name of one."""
    each = [books.stage.random.randrange(14_000, 24_000, 250) for _ in books.home.residents]
    lines = [Line("1700", -cents, one.id) for one, cents in zip(books.home.residents, each, strict=True)]
    day = books.stage.today()
    text = f"Zakgeld vanaf {MONTHS[month.month - 1]}"
    proposal = books.propose(Item(day, text, (Line("1030", sum(each)), *lines), day, "residents"))
    yield books.stage.soon(40, 90)
    books.approve(proposal, by=books.second())


def _asked(books: Books, number: int) -> Life:
    """Somebody asks for a resident; two others sign, but for the last one that still waits for the second."""
    stage, service, carers = books.stage, books.stage.house.residents, books.home.carers
    text, cents = _WISHES[number % len(_WISHES)]
    resident = books.home.residents[number % len(books.home.residents)]
    withdrawal = stage.fresh("withdrawal")
    asked = stage.act(
        carers[3].id, service.ask_withdrawal, books.home.id, resident.id, withdrawal=withdrawal, account="1030",
        cents=cents, text=text,
    )  # fmt: skip
    waits = stage.until - stage.clock.moment < 27 * _DAY
    for signer in carers[:1] if waits else carers[:2]:
        yield stage.soon(20, 120)
        if asked:
            stage.act(signer.id, service.sign_withdrawal, withdrawal)
