"""What came in for a resident, and what is another one's after all: one who keeps the books proposes it by name."""

from __future__ import annotations

import pytest

from domain.finance.ledger import Proposal
from domain.finance.ledger import refusals as books
from domain.finance.residents import refusals
from domain.kernel import CommandReused, Id, NotAllowed, Refusal, id_of
from domain.policies import Hire
from projections.finance_residents import kept
from tests.harness.home import Home
from tests.harness.money import Purse


@pytest.fixture
def rosas(purse: Purse) -> Purse:
    """Rosa and Tom live in De Lindehof; nothing is kept for them yet."""
    home = purse.home
    with home.by(home.person("anna")):
        home.house.staffing.hire_person(
            home.team, hire=Hire(home.person("tom"), "Tom", since="2026-01-01", place="resident")
        )
    return purse


def deposit(purse: Purse, cents: int = 2_000, *, id: str = "zakgeld", by: str = "bram", **given: str) -> Id:
    """Somebody proposes that money came in for Rosa."""
    told = {"account": "1030", "day": "2026-02-20", "text": "Zakgeld"} | given
    with purse.home.by(purse.home.person(by)):
        purse.home.house.residents.propose_deposit(purse.team, purse.home.rosa, proposal=id_of(id), cents=cents, **told)
    return id_of(id)


def move(purse: Purse, cents: int, to: str, *, day: str = "2026-02-21") -> Id:
    """Bram proposes that money of Rosa is somebody else's."""
    with purse.home.by(purse.bram):
        purse.home.house.residents.propose_move(
            purse.team, purse.home.rosa, proposal=id_of("toms"), to=to and purse.home.person(to), cents=cents, day=day,
            text="Was van Tom",
        )  # fmt: skip
    return id_of("toms")


def has(purse: Purse) -> dict[Id, int]:
    """What each resident has."""
    with purse.home.house.now() as views:
        return {one.person: one.cents for one in kept(views, purse.team)}


def test_what_came_in_for_rosa_is_hers_when_another_approved_it(rosas: Purse, home: Home) -> None:
    proposal = deposit(rosas)
    before = has(rosas)

    rosas.approve(proposal)

    assert (before, has(rosas)) == ({}, {home.rosa: 2_000})
    assert rosas.balances() == {"1030": 2_000, "1700": -2_000}


def test_what_was_toms_after_all_goes_to_him_and_stays_where_it_lies(rosas: Purse, home: Home) -> None:
    rosas.approve(deposit(rosas))

    rosas.approve(move(rosas, 500, "tom"))

    assert has(rosas) == {home.rosa: 1_500, home.person("tom"): 500}
    assert rosas.balances() == {"1030": 2_000, "1700": -2_000}


@pytest.mark.parametrize(
    ("given", "refusal", "field"),
    [
        ({"cents": 0}, refusals.AmountNotAboveNothing, "amount"),
        ({"cents": 1.5}, refusals.AmountNotAboveNothing, "amount"),
        ({"account": "1010"}, refusals.NotWhereMoneyLies, "account"),
        ({"account": "1093"}, refusals.NotWhereMoneyLies, "account"),
        ({"day": "gisteren"}, books.DayUnreadable, "day"),
        ({"day": "2027-06-01"}, books.DayTooFar, "day"),
        ({"day": "2025-12-31"}, books.BeforeTheBooks, "day"),
        ({"text": " "}, books.TextMissing, "text"),
    ],
)
def test_what_cannot_have_come_in_is_refused_beside_its_field(
    given: dict[str, str], refusal: type[Refusal], field: str, rosas: Purse
) -> None:
    with pytest.raises(refusal) as refused:
        deposit(rosas, **given)  # type: ignore[arg-type]

    assert refused.value.field == field
    assert rosas.home.house.workspace.get(Proposal, id_of("zakgeld")) is None


def test_money_is_not_moved_to_the_same_name_nor_more_than_there_is_nor_to_who_never_lived_there(rosas: Purse) -> None:
    rosas.approve(deposit(rosas))

    for cents, to, day, refusal in (
        (500, "rosa", "2026-02-21", refusals.SameResident),
        (2_001, "tom", "2026-02-21", books.ResidentBelowNothing),
        (500, "fenna", "2026-02-21", books.ResidentUnknown),
        (500, "", "2026-02-21", books.ResidentUnknown),
        (0, "tom", "2026-02-21", refusals.AmountNotAboveNothing),
        (500, "tom", "morgen", books.DayUnreadable),
    ):
        with pytest.raises(refusal) as refused:
            move(rosas, cents, to, day=day)
        assert refused.value.field in ("resident", "amount", "day")


def test_only_who_keeps_the_books_proposes_it_and_once(rosas: Purse) -> None:
    with pytest.raises(NotAllowed):
        deposit(rosas, by="emre")
    deposit(rosas)

    with pytest.raises(CommandReused):
        deposit(rosas, 1_000)


def test_nothing_is_asked_of_or_put_on_an_account_that_was_closed(rosas: Purse) -> None:
    with rosas.home.by(rosas.cato):
        rosas.ledger.close_account("1030")

    with pytest.raises(books.AccountIsClosed):
        deposit(rosas)
    with rosas.home.by(rosas.fenna), pytest.raises(books.AccountIsClosed):
        rosas.home.house.residents.ask_withdrawal(
            rosas.team, rosas.home.rosa, withdrawal=id_of("jas"), account="1030", cents=500, text="Jas"
        )
