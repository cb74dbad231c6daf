"""What carers of the demo paid themselves: claimed, approved under a mandate, and paid from the cash box."""

from __future__ import annotations

from datetime import date, timedelta

from domain.finance.claims import Claim, WantedClaim
from domain.kernel import AMSTERDAM, Id
from domain.mandates import Limits
from web.demo.money_books import Books
from web.demo.stage import Life, local

_DAY = timedelta(days=1)
_BOUGHT = (
    ("Hema", "Handdoeken voor de badkamer", "4350", 2_750), ("Blokker", "Thermoskan", "4350", 1_995),
    ("Praxis", "Lampen en een verlengsnoer", "4350", 3_180), ("NS", "Trein naar een cursus", "4360", 1_640),
    ("Action", "Knutselspullen", "4390", 1_475), ("Kruidvat", "Pleisters voor de EHBO-doos", "4390", 1_260),
)  # fmt: skip


def begin(books: Books, first: date) -> None:
    """The planner gives a mandate when the books begin; later on, every third week somebody claims something."""
    stage, mandate = books.stage, books.stage.fresh("mandate")
    stage.begin(_given(books, mandate), local(first + 20 * _DAY, "15:30"))
    last = stage.until.astimezone(AMSTERDAM).date()
    for number, (supplier, text, account, cents) in enumerate(_BOUGHT):
        day = last - (3 + 21 * (len(_BOUGHT) - 1 - number)) * _DAY
        wanted = WantedClaim(
            account, cents, (day - 2 * _DAY).isoformat(), supplier, text, number=f"bon {number + 1}",
            missing="De bon is nat geworden",
        )  # fmt: skip
        stage.begin(_claimed(books, mandate, wanted, number), stage.daytime(day, 10, 15))


def _given(books: Books, mandate: Id) -> Life:
    """A colleague may approve small things until the end of next year."""
    day, who = books.stage.today(), books.home.carers[1]
    books.stage.act(
        books.home.planner.id, books.stage.house.mandates.give_mandate,
        books.home.id, mandate=mandate, funds=("team",), limits=Limits(7_500, 30_000, "month", 7), person=who.id,
        first=day.isoformat(), last=f"{day.year + 1}-12-31", decision="Teamoverleg, punt 4",
    )  # fmt: skip
    yield from ()


def _claimed(books: Books, mandate: Id, wanted: WantedClaim, number: int) -> Life:
    """The last claim waits for a colleague, the one before it to be paid, and one was not for the home."""
    stage, service, second = books.stage, books.stage.house.claims, books.home.carers[1].id
    maker, claim = books.home.carers[4 + number % 3], stage.fresh("claim")
    stage.act(maker.id, service.make_claim, books.home.id, claim=claim, wanted=wanted)
    made = stage.house.workspace.get(Claim, claim)
    if made is None or number == len(_BOUGHT) - 1:
        return
    yield stage.daytime(stage.today() + 2 * _DAY, 9, 11)
    if number == 1:
        stage.act(second, service.decline_claim, claim, why="We hebben al twee thermoskannen.")
        return
    stage.act(second, service.approve_claim, claim, content=made.content, mandate=mandate)
    yield stage.daytime(stage.today() + 3 * _DAY, 12, 15)
    if number < len(_BOUGHT) - 2:
        stage.act(books.keeper, service.pay_from_cash, claim, account="1000")
