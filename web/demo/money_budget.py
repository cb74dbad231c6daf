"""The budget of each home in the demo: a version a year, a shift, and orders that their invoices take down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from domain.finance.budget import Budget, budget_of
from domain.kernel import AMSTERDAM, Id
from domain.mandates import Limits
from web.demo.money_books import Books
from web.demo.money_month import usual_pay
from web.demo.stage import Life, local

_DAY = timedelta(days=1)
_ORDERS = (
    ("Bedden en Zo", "Hoog-laagbed", 48_500, 48_500), ("Meubelhuis Zuid", "Twee fauteuils", 62_000, 31_000),
    ("De Klusser", "Schilderwerk in de gang", 74_500, 0),
)  # fmt: skip


def begin(books: Books, first: date) -> None:
    """Each year has a budget; weeks before the end the team shifts some of it, and orders things."""
    stage, last = books.stage, books.stage.until.astimezone(AMSTERDAM).date()
    years = sorted({first.year, last.year})
    for year in years:
        day = first + 18 * _DAY if year == first.year else date(year - 1, 12, 9)
        stage.begin(_adopted(books, year), local(day, "14:10"))
    stage.begin(_shifted(books, last.year), local(last - 12 * _DAY, "14:25"))
    mandate = stage.fresh("mandate")
    stage.begin(_given(books, mandate), local(first + 20 * _DAY, "15:40"))
    for number, order in enumerate(_ORDERS):
        stage.begin(_ordered(books, mandate, *order), local(last - (50 - 15 * number) * _DAY, "15:10"))


def _given(books: Books, mandate: Id) -> Life:
    """Who keeps the money takes the invoices of what colleagues order."""
    day = books.stage.today()
    books.stage.act(
        books.home.planner.id, books.stage.house.mandates.give_mandate,
        books.home.id, mandate=mandate, funds=("team",), limits=Limits(100_000, 750_000, "year", 30),
        for_role="finance", first=day.isoformat(), last=f"{day.year + 1}-12-31", decision="Teamoverleg, punt 5",
    )  # fmt: skip
    yield from ()


def _monthly(books: Books) -> Mapping[str, Sequence[int]]:
    pay, rounded = usual_pay(books), 10_000
    each = {
        "4000": pay // rounded * rounded, "4010": pay * 7 // 100 // rounded * rounded, "4050": 60_000, "4310": 70_000,
        "4320": 92_000, "4350": 12_000, "4360": 9_000, "4390": 15_000,
    }  # fmt: skip
    months = {account: [cents] * 12 for account, cents in each.items()}
    months["4000"][4] += pay * 96 // 100
    return months | {"8000": [sum(cents) for cents in zip(*months.values(), strict=True)]}


def _adopted(books: Books, year: int) -> Life:
    """The keeper proposes and a colleague adopts, after the team has talked about it."""
    stage, service, proposal = books.stage, books.stage.house.budgets, books.stage.fresh("budget")
    stage.act(
        books.keeper, service.propose_budget, books.home.id, proposal=proposal, fund="team", year=year,
        lines=_monthly(books), decision="Teamoverleg, punt 2", why=f"Begroting van {year}",
    )  # fmt: skip
    yield stage.soon(60, 120)
    _agreed(books, year, proposal)


def _shifted(books: Books, year: int) -> Life:
    stage, service, proposal = books.stage, books.stage.house.budgets, books.stage.fresh("budget")
    months = [0] * 11 + [10_000]
    stage.act(
        books.keeper, service.propose_shift, books.home.id, proposal=proposal, fund="team", year=year,
        from_account="4310", to_account="4350", months=months, decision="Teamoverleg, punt 6",
        why="De winter was zacht, en de stoelen zijn versleten",
    )  # fmt: skip
    yield stage.soon(60, 120)
    _agreed(books, year, proposal)


def _agreed(books: Books, year: int, proposal: Id) -> None:
    found = books.stage.house.workspace.get(Budget, budget_of(books.home.id, "team", year))
    if found:
        books.stage.act(
            books.second(), books.stage.house.budgets.adopt_budget, books.home.id, fund="team", year=year,
            proposal=proposal, content=str(found.the_waiting(proposal)["content"]),
        )  # fmt: skip


def _ordered(books: Books, mandate: Id, supplier: str, text: str, cents: int, invoiced: int) -> Life:
    """A carer orders; when an invoice comes, the keeper takes it."""
    stage, service, order = books.stage, books.stage.house.budgets, books.stage.fresh("order")
    stage.act(
        books.home.carers[3].id, service.enter_commitment, books.home.id, commitment=order, account="4350",
        cents=cents, supplier=supplier, text=text, expected=(stage.today() + 30 * _DAY).isoformat(),
    )  # fmt: skip
    yield stage.daytime(stage.today() + 13 * _DAY, 10, 12)
    if invoiced:
        stage.act(
            books.keeper, service.take_invoice, order, invoice=stage.fresh("invoice"), cents=invoiced,
            day=(stage.today() - 2 * _DAY).isoformat(), text=f"Factuur: {text[0].lower()}{text[1:]}",
            mandate=mandate,
            number=f"{stage.today().year}-{invoiced // 100}", missing="Kwam per mail, staat in de map Facturen.",
        )  # fmt: skip
