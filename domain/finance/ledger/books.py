"""A team's books: from which period they are kept here, and which years are carried forward."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.finance.ledger.period import clean_period
from domain.kernel import Aggregate, Fact, FirstFact, Id, id_of


def books_of(team: Id) -> Id:
    """The id of a team's books."""
    return id_of("finance.books", team)


class Books(Aggregate):
    """What the team's ledger begins with."""

    TOPIC = "finance.Books"

    class BooksBegun(FirstFact):
        """A team's books are kept here from a booking period on."""

        TOPIC = "finance.BooksBegun"
        team: Id
        first: str

    class BooksBegunAgain(Fact):
        """The books begin in another booking period after all: nothing stood in them yet."""

        TOPIC = "finance.BooksBegunAgain"
        team: Id
        first: str

    class YearCarriedForward(Fact):
        """A year's result was carried forward to the next."""

        TOPIC = "finance.YearCarriedForward"
        team: Id
        year: int

    @event(BooksBegun)
    def __init__(self, team: Id, first: str) -> None:
        self.team = team
        self.first = first

    @classmethod
    def kept(cls, team: Id, first: str) -> Books:
        """Begin to keep a team's books; raises PeriodUnreadable."""
        return cls.begin(id=books_of(team), team=team, first=clean_period(first))

    def begin_again(self, first: str) -> None:
        """Begin in another period; nothing happens when it is the same. Raises PeriodUnreadable."""
        if clean_period(first) != self.first:
            self._books_begun_again(team=self.team, first=first)

    def carry_forward(self, year: int) -> None:
        """Say that a year was carried forward, or once more: then it was the difference."""
        self._year_carried_forward(team=self.team, year=year)

    @event(BooksBegunAgain)
    def _books_begun_again(self, team: Id, first: str) -> None:
        self.first = first

    @event(YearCarriedForward)
    def _year_carried_forward(self, team: Id, year: int) -> None:
        pass
