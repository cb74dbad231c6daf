"""A year of money in every home: who keeps the books sits down once a week, a colleague approves, months are closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from domain.kernel import AMSTERDAM, Id
from web.demo import money_bank, money_budget, money_cash, money_claims, money_residents, money_scenes
from web.demo.cast import Home
from web.demo.money_books import Books, Item
from web.demo.money_chart import CHART, RATES
from web.demo.money_month import items_of, opening
from web.demo.stage import Life, Stage, local

_DAY = timedelta(days=1)
_MONTHS = 12
_CLOSED_ON = 6
"""A month is closed on this day of the next, or on the first working day after it."""


def first_month(until: datetime) -> date:
    """The first day of the books: a year before the month of the last moment."""
    last = until.astimezone(AMSTERDAM).date()
    return date(last.year - 1, last.month, 1)


def year(stage: Stage, homes: Sequence[Home], first: date, controller: Id) -> None:
    """Let the books of every home begin, some days after the home itself."""
    stage.begin(_chart(stage, controller, first), local(first + 9 * _DAY, "10:15"))
    for n, home in enumerate(homes):
        stage.begin(_kept(Books(stage, home, controller), first, n), local(first + 10 * _DAY, f"1{n % 5}:20"))


def _chart(stage: Stage, controller: Id, first: date) -> Life:
    """The controller makes the chart of accounts for all homes, and sets what an hour costs."""
    stage.act(controller, stage.house.ledger.open_accounts, CHART)
    for kind, cents, account, ort_account in RATES:
        stage.act(
            controller, stage.house.budgets.set_rate, kind=kind, cents=cents, valid_from=first.isoformat(),
            account=account, ort_account=ort_account, decision="Kaderbrief, bladzijde 3",
        )  # fmt: skip
    yield from ()


def _kept(books: Books, first: date, number: int) -> Life:
    """The books of one home, week after week, until the demo ends."""
    stage, home = books.stage, books.home
    stage.act(books.keeper, stage.house.ledger.begin_books, home.id, first=first.isoformat()[:7])
    for fund, lines in opening(books).items():
        yield stage.soon(3, 9)
        stage.act(
            books.keeper, stage.house.ledger.take_opening,
            home.id, fund=fund, lines=lines, text="Beginbalans uit het oude systeem",
        )  # fmt: skip
    money_cash.begin(books, first)
    months = list(_months(first, stage.until.astimezone(AMSTERDAM).date()))
    waiting = [item for n, month in enumerate(months) for item in items_of(books, month, n)]
    money_scenes.begin(books, months)
    money_residents.begin(books, months)
    money_claims.begin(books, first)
    money_budget.begin(books, first)
    money_bank.begin(books, number)
    for day, closing in _stops(first + 11 * _DAY, months, number % 3):
        yield local(day, f"{stage.random.randint(9, 14):02d}:{stage.random.randint(0, 59):02d}")
        known = [item for item in waiting if item.known <= day]
        waiting = [item for item in waiting if item.known > day]
        yield from _sat(books, sorted(known, key=lambda item: item.day))
        if closing:
            yield stage.soon(8, 25)
            yield from books.close(closing)


def _sat(books: Books, items: Sequence[Item]) -> Life:
    """What came in is proposed in one go, and approved later that day."""
    stage, proposed = books.stage, []
    for item in items:
        proposed.append(books.propose(item))
        yield stage.soon(2, 5)
    if not proposed:
        return
    yield stage.soon(40, 200)
    second = books.second()
    for proposal in proposed:
        books.approve(proposal, by=second)
        yield stage.soon(1, 2)


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = (first + 32 * _DAY).replace(day=1)


def _stops(begin: date, months: Sequence[date], desk: int) -> Iterator[tuple[date, str]]:
    """The days on which the keeper sits down, each with the month that is closed on it, if any."""
    closings = {}
    for month, after in zip(months, months[1:], strict=False):
        day = after + (_CLOSED_ON - 1) * _DAY
        day += _DAY * (7 - day.weekday()) if day.weekday() > 4 else 0 * _DAY
        closings[day] = month.isoformat()[:7]
    day, last = begin, (months[-1] + 32 * _DAY).replace(day=1)
    while day < last:
        if day in closings or day.weekday() == desk:
            yield day, closings.get(day, "")
        day += _DAY
