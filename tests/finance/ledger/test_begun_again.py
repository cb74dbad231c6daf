"""Books that begin with the wrong month begin anew in another one, as long as nothing stands in them."""

from __future__ import annotations

import pytest

from domain.finance.ledger import Books, Line, books_of, refusals, refusals_books
from domain.kernel import NotAllowed
from projections.finance_overview import books_first
from tests.harness.home import Home
from tests.harness.money import Purse


def begin_again(purse: Purse, first: str, *, by: str = "bram") -> int | None:
    """Somebody lets the books begin in another month."""
    with purse.home.by(purse.home.person(by)):
        return purse.ledger.begin_books_again(purse.team, first=first)


def first_of(purse: Purse, known: int | None = None) -> str | None:
    """The first month, as known now or at a position."""
    with purse.home.house.now() if known is None else purse.home.house.at(known) as views:
        return books_first(views, purse.team)


@pytest.mark.parametrize("month", ["2025-06", "2026-03", "2026-04"])
def test_books_with_nothing_in_them_begin_in_another_month_and_what_was_known_stays(purse: Purse, month: str) -> None:
    known = purse.position()

    begin_again(purse, month)

    assert (first_of(purse), first_of(purse, known)) == (month, "2026-01")
    books = purse.home.house.workspace.get(Books, books_of(purse.team))
    assert books and books.first == month


def test_entries_go_by_the_month_that_the_books_begin_with_after_all(purse: Purse) -> None:
    begin_again(purse, "2026-02")

    with pytest.raises(refusals.BeforeTheBooks):
        purse.pay("2026-01-20", "4310", 500)
    purse.pay("2026-02-03", "4310", 700)

    assert purse.balances()["4310"] == 700


def test_once_something_was_posted_or_taken_back_the_month_stays(purse: Purse) -> None:
    purse.reverse(purse.pay("2026-01-20", "4310", 500))

    with pytest.raises(refusals_books.BooksAreUsed, match="2026-01"):
        begin_again(purse, "2025-06")

    assert first_of(purse) == "2026-01"


def test_an_opening_balance_is_something_that_was_posted(purse: Purse) -> None:
    with purse.home.by(purse.bram):
        purse.ledger.take_opening(
            purse.team, fund="team", lines=(Line("1010", 500), Line("0500", -500)), text="Jaarrekening"
        )

    with pytest.raises(refusals_books.BooksAreUsed):
        begin_again(purse, "2026-02")


def test_once_a_month_was_closed_the_first_stays(purse: Purse) -> None:
    purse.close("2026-01")

    with pytest.raises(refusals_books.BooksAreUsed):
        begin_again(purse, "2026-02")


def test_a_proposal_that_waits_is_no_entry_and_is_held_against_the_new_month(purse: Purse) -> None:
    waiting = purse.propose("2026-01-20", Line("4310", 500), Line("1010", -500))

    begin_again(purse, "2026-02")

    with pytest.raises(refusals.BeforeTheBooks):
        purse.approve(waiting)


def test_the_month_is_one_that_books_can_begin_with(purse: Purse) -> None:
    for month in ("2026-05", "2005-12"):
        with pytest.raises(refusals_books.BooksTooFar):
            begin_again(purse, month)
    with pytest.raises(refusals.PeriodUnreadable):
        begin_again(purse, "maart")
    assert begin_again(purse, "2026-01") is None


def test_only_who_keeps_the_books_begins_them_again_and_only_what_was_begun(purse: Purse, home: Home) -> None:
    for other in ("fenna", "cato"):
        with pytest.raises(NotAllowed):
            begin_again(purse, "2026-02", by=other)
    elsewhere = home.second_team(also=(purse.bram,))
    with home.by(home.person("yara")):
        home.house.teams.give_role(elsewhere, person=purse.bram, role="finance", since="2026-01-01")

    with home.by(purse.bram), pytest.raises(refusals.BooksNotBegun):
        purse.ledger.begin_books_again(elsewhere, first="2026-02")
