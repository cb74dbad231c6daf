"""What goes otherwise in a year of money: a bill that came late, what stood there twice, a month opened again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from domain.finance.ledger import Line, Period, period_id
from domain.kernel import instant
from web.demo.money_books import MONTHS, Books, Item, spent
from web.demo.stage import Life

_DAY = timedelta(days=1)


def begin(books: Books, months: Sequence[date]) -> None:
    """Let every scene begin in its month, counted from the last."""
    stage = books.stage
    for back in (9, 5, 2):
        stage.begin(_twice(books), stage.daytime(months[-back] + 17 * _DAY, 9, 11))
    stage.begin(_kettle(books), stage.daytime(months[-4] + 15 * _DAY, 9, 11))
    for back in (8, 4):
        stage.begin(_late(books, months[-back]), stage.daytime(months[-back + 1] + 16 * _DAY, 9, 11))
    stage.begin(_again(books, months[-5]), stage.daytime(months[-3] + 19 * _DAY, 9, 11))
    last = stage.until.date()
    stage.begin(_declined(books), stage.daytime(last - 9 * _DAY, 9, 11))
    stage.begin(_waits(books), stage.daytime(last - 2 * _DAY, 9, 11))


def _posted(books: Books, item: Item) -> Life:
    """One proposes, another approves some time later."""
    proposal = books.propose(item)
    yield books.stage.soon(30, 90)
    books.approve(proposal, by=books.second())


def _twice(books: Books) -> Life:
    """A ride is booked twice; weeks later somebody sees it and it is taken back."""
    stage, day = books.stage, books.stage.today()
    ride = spent(
        day, f"Regiotaxi, rit van {day.day} {MONTHS[day.month - 1]}", "4360", stage.random.randint(1_250, 4_950)
    )
    first, again = books.propose(ride), books.propose(ride)
    yield stage.soon(30, 90)
    books.approve(first, by=books.seconds[0].id)
    yield stage.soon(200, 260)
    entry = books.approve(again, by=books.seconds[1].id)
    yield stage.daytime(day + stage.random.randint(24, 30) * _DAY, 9, 12)
    proposal = books.reverse(entry, why="Deze rit stond er twee keer in")
    yield stage.soon(30, 90)
    books.approve(proposal, by=books.second())


def _kettle(books: Books) -> Life:
    """A kettle was booked as energy: it goes to where it belongs."""
    stage = books.stage
    yield from _posted(books, spent(stage.today(), "Waterkoker", "4310", 4_995))
    yield stage.daytime(stage.today() + 12 * _DAY, 9, 12)
    lines = (Line("4350", 4_995), Line("4310", -4_995))
    text = "Een waterkoker is geen energie: naar kleine inventaris"
    yield from _posted(books, Item(stage.today(), text, lines, stage.today(), kind="reclassification"))


def _late(books: Books, month: date) -> Life:
    """A bill of a month that is closed already comes in: it lands in the next and keeps its day."""
    cents = books.stage.random.randint(18_000, 46_000)
    text = f"Nagekomen: reparatie van de wasmachine in {MONTHS[month.month - 1]}"
    lines = (Line("4390", cents), Line("1600", -cents))
    yield from _posted(books, Item(month.replace(day=23), text, lines, books.stage.today()))
    yield books.stage.daytime(books.stage.today() + 8 * _DAY, 9, 12)
    day = books.stage.today()
    yield from _posted(books, spent(day, "Betaald: reparatie van de wasmachine", "1600", cents))


def _again(books: Books, month: date) -> Life:
    """A closed month is opened again for some days by two people, takes a bill, and is closed again."""
    stage, ledger, period = books.stage, books.stage.house.ledger, month.isoformat()[:7]
    until = instant(stage.today() + 5 * _DAY, 18 * 60)
    why = "De jaarrekening van de energie hoort nog in deze maand"
    stage.act(books.keeper, ledger.ask_reopening, books.home.id, period, until=until, why=why)
    yield stage.daytime(stage.today() + _DAY, 10, 15)
    asked = stage.house.workspace.get(Period, period_id(books.home.id, period))
    content = asked.asked_content if asked else ""
    stage.act(books.controller, ledger.reopen_period, books.home.id, period, content=content)
    yield stage.daytime(stage.today() + _DAY, 10, 12)
    cents = stage.random.randint(31_000, 64_000)
    lines = (Line("4310", cents), Line("1600", -cents))
    text = f"Jaarrekening energie, deel van {MONTHS[month.month - 1]}"
    yield from _posted(books, Item(month.replace(day=28), text, lines, stage.today(), period=period))
    yield stage.daytime(stage.today() + _DAY, 10, 12)
    yield from books.close(period)


def _declined(books: Books) -> Life:
    """A colleague does not agree with a proposal and says why."""
    stage = books.stage
    proposal = books.propose(spent(stage.today(), "Nieuwe televisie", "4350", 64_900))
    yield stage.soon(60, 200)
    stage.act(
        books.second(), stage.house.ledger.decline_entry,
        proposal, why="Dit hebben we niet afgesproken. Eerst in het teamoverleg.",
    )  # fmt: skip


def _waits(books: Books) -> Life:
    """What still waits for a colleague when the visitor comes."""
    stage, day = books.stage, books.stage.today()
    books.propose(
        spent(day - 3 * _DAY, "Nieuwe stoelen voor de eettafel", "4350", stage.random.randint(21_000, 29_000))
    )
    yield stage.soon(4, 12)
    books.propose(spent(day - 2 * _DAY, "Regiotaxi naar de kaakchirurg", "4360", stage.random.randint(2_100, 5_900)))
