"""The cash boxes of the demo: filled at the bank, spent in shops and on rides, counted each month by two people."""

from __future__ import annotations

from datetime import date, timedelta

from domain.finance.cash import DENOMINATIONS
from web.demo.money_books import Books
from web.demo.money_books import spent as booked
from web.demo.stage import Life, local

_DAY = timedelta(days=1)
_SHOPPED = (
    ("Brood en melk van de bakker", "Bon in de was verdwenen"), ("Groente van de markt", "Kraam geeft geen bon"),
    ("Taart voor een verjaardag", "Bon kwijt"), ("Bloemen voor op tafel", "Kraam geeft geen bon"),
    ("IJsjes met zijn allen", "IJskar geeft geen bon"), ("Wasmiddel en zeep", "Bon is niet meer te lezen"),
)  # fmt: skip
_RODE = (("Bus naar de kapper", "Buskaartje"), ("Parkeren bij het ziekenhuis", "Automaat zonder papier"))
_FULL = {"1001": 40_000, "1000": 12_000}
_BANK = {"1001": ("1020", "household"), "1000": ("1010", "team")}


def begin(books: Books, first: date) -> None:
    """Agree on what may lie in the boxes, and let their lives begin."""
    cash = books.stage.house.cash
    for account, most in _FULL.items():
        books.stage.act(
            books.keeper, cash.set_cash_limits, books.home.id, account, most=most + 15_000, most_spent=7_500
        )
        every = 11 if account == "1001" else 25
        books.stage.begin(_spending(books, account, every), local(first + 13 * _DAY, "10:30"))
    books.stage.begin(_counting(books, first), local(first + 27 * _DAY, "20:15"))


def _spending(books: Books, account: str, every: int) -> Life:
    """Week after week somebody goes out with money from the box; who keeps the books fills it in time."""
    stage, random = books.stage, books.stage.random
    while True:
        day = stage.today()
        left = books.in_box(account, day)
        if left < 9_000:
            bank, fund = _BANK[account]
            cents = (_FULL[account] - left) // 1_000 * 1_000
            text = f"Geld gehaald voor de kas, {day.day}-{day.month}"
            proposal = books.propose(booked(day, text, account, cents, out_of=bank, fund=fund))
            yield stage.soon(10, 50)
            books.approve(proposal, by=books.second())
            yield stage.soon(10, 50)
        buyer = random.choice(books.home.carers)
        text, why = random.choice(_SHOPPED if account == "1001" else _RODE)
        cents = random.randint(1_150, 6_900) if account == "1001" else random.randint(240, 1_900)
        stage.act(
            buyer.id, stage.house.cash.spend_cash, books.home.id, account, spending=stage.fresh("spending"),
            cents=cents, day=stage.today().isoformat(), expense="4600" if account == "1001" else "4360",
            text=text, no_receipt=why,
        )  # fmt: skip
        yield stage.daytime(stage.today() + _DAY * random.randint(every - 3, every + 3), 10, 16)


def _counting(books: Books, month: date) -> Life:
    """On the last evening but some of each month two people count the household's box; now and then cents are off."""
    stage, cash, number = books.stage, books.stage.house.cash, 0
    while True:
        day, number = stage.today(), number + 1
        expected = books.in_box("1001", day)
        off = stage.random.choice((-35, -10, 20, 100)) if number % 4 == 3 else 0
        count, one, other = stage.fresh("count"), books.home.carers[4 - number % 2], books.home.carers[1]
        stage.act(
            one.id, cash.count_cash, books.home.id, "1001", count=count, day=day.isoformat(),
            pieces=_pieces(expected + off),
        )  # fmt: skip
        yield stage.soon(4, 12)
        stage.act(other.id, cash.sign_count, books.home.id, "1001", count, difference=off)
        month = (month + 32 * _DAY).replace(day=1)
        yield local(month + 27 * _DAY, "20:15")


def _pieces(cents: int) -> dict[int, int]:
    """Notes of fifty at most, and coins."""
    pieces = {}
    for piece in (one for one in DENOMINATIONS if one <= 5_000):
        many, cents = divmod(cents, piece)
        if many:
            pieces[piece] = many
    return pieces
