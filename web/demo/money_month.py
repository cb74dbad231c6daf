"""What a month in a home costs and brings in: pay, energy, cleaning, the household, and now and then something else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from domain.finance.ledger import Line
from web.demo.money_books import MONTHS, Books, Item, spent

_DAY = timedelta(days=1)
_HOUR = 2_700
"""Cents that an hour costs, with what the employer pays on top."""
_SMALL = (
    ("Beddengoed", 6_450), ("Stofzuiger", 14_900), ("Waterkoker voor de huiskamer", 3_495), ("Pannenset", 8_995),
    ("Lampen voor de gang", 4_240), ("Douchestoel", 11_950), ("Gereedschap", 5_370), ("Tuinstoelen", 15_600),
)  # fmt: skip
_RIDES = ("Regiotaxi naar het ziekenhuis", "Busje naar de dagbesteding", "Rolstoeltaxi naar de tandarts")


def opening(books: Books) -> dict[str, tuple[Line, ...]]:
    """What there was when the books began, by fund."""
    random = books.stage.random
    cash, bank, owed = 12_000, 100 * random.randint(18_000, 26_000), 100 * random.randint(600, 900)
    purse, house = 18_000, 100 * random.randint(900, 1_600)
    books.owed = owed
    return {
        "team": (Line("1000", cash), Line("1010", bank), Line("1600", -owed), Line("0500", owed - cash - bank)),
        "household": (Line("1001", purse), Line("1020", house), Line("0510", -purse - house)),
        "residents": _of_residents(books),
    }


def _of_residents(books: Books) -> tuple[Line, ...]:
    """What each resident had when the books began."""
    each = [books.stage.random.randrange(8_000, 42_000, 50) for _ in books.home.residents]
    lines = (Line("1700", -cents, one.id) for one, cents in zip(books.home.residents, each, strict=True))
    return (Line("1030", sum(each)), *lines)


def items_of(books: Books, month: date, number: int) -> list[Item]:
    """Everything of a month that goes through the bank, each with the day on which its paper came in."""
    found = [*_people(books, month), *_house(books, month, number), *_household(books, month)]
    if number == 0:
        found.append(spent(month + 16 * _DAY, "Oude rekeningen betaald", "1600", books.owed))
    if number % 2:
        text, cents = _SMALL[(number // 2 + len(books.home.carers)) % len(_SMALL)]
        found.append(spent(month + books.stage.random.randint(7, 24) * _DAY, text, "4350", cents))
    else:
        ride = books.stage.random.choice(_RIDES)
        day = month + books.stage.random.randint(3, 24) * _DAY
        found.append(spent(day, ride, "4360", books.stage.random.randint(1_800, 6_400)))
    return found


def usual_pay(books: Books) -> int:
    """What the carers cost in a month, in cents."""
    return sum(carer.hours for carer in books.home.carers) * 433 * _HOUR // 100


def _people(books: Books, month: date) -> Iterator[Item]:
    """The budget that the organisation grants, and pay with the allowance for irregular hours."""
    random, name = books.stage.random, MONTHS[month.month - 1]
    usual = usual_pay(books)
    holiday = usual * 96 // 100 if month.month == 5 else 0
    granted = (usual * 109 // 100 + holiday + 420_000) // 10_000 * 10_000
    yield Item(month, f"Budget van {name}", (Line("1010", granted), Line("8000", -granted)), month)
    pay = usual * random.randint(985, 1_012) // 1_000 + holiday
    allowance = usual * random.randint(62, 84 if month.month != 12 else 96) // 1_000
    paid = month.replace(day=24)
    lines = (Line("4000", pay), Line("4010", allowance), Line("1010", -pay - allowance))
    yield Item(paid, f"Lonen en ORT van {name}", lines, paid)


def _house(books: Books, month: date, number: int) -> Iterator[Item]:
    """Energy as the season asks, the cleaners' bill and its payment, and somebody from an agency now and then."""
    random, name = books.stage.random, MONTHS[month.month - 1]
    cold = (6, 6, 5, 3, 2, 1, 1, 1, 2, 3, 5, 6)[month.month - 1]
    yield spent(month.replace(day=14), f"Energie van {name}", "4310", 38_000 + cold * random.randint(8_000, 9_500))
    yield from billed(month.replace(day=27), f"Schoonmaak van {name}", "4320", random.randint(86_000, 94_000))
    if number % 3 == 1:
        cents = 1_000 * random.randint(90, 240)
        yield from billed(month.replace(day=21), f"Uitzendkracht in {name}", "4050", cents, late=number % 6 == 4)


def billed(day: date, text: str, account: str, cents: int, *, late: bool = False) -> Iterator[Item]:
    """A bill, and its payment two weeks later. One that is late comes in when its month is closed."""
    known = day + (26 if late else 2) * _DAY
    yield Item(day, text, (Line(account, cents), Line("1600", -cents)), known)
    yield spent(known + 14 * _DAY, f"Betaald: {text[0].lower()}{text[1:]}", "1600", cents)


def _household(books: Books, month: date) -> Iterator[Item]:
    """What residents pay for the house, and the large shopping."""
    random, name, many = books.stage.random, MONTHS[month.month - 1], len(books.home.residents)
    came, each = month.replace(day=2), 21_000
    lines = (Line("1020", many * each), Line("8100", -many * each))
    yield Item(came, f"Huishoudgeld van {name}", lines, came, "household")
    shopped = many * random.randint(16_500, 18_500)
    text = f"Boodschappen bezorgd in {name}"
    yield spent(month.replace(day=26), text, "4600", shopped, out_of="1020", fund="household")
