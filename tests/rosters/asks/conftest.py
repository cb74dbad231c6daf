"""A published roster, a sick call at half past six on Thursday the fifth of March, and colleagues who may be asked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.kernel import Id, id_of
from domain.rosters.asking import DAYS, PLACES
from tests.harness.home import Home, moved_in


@dataclass
class SickCall:
    """De Lindehof on the morning of 5 March: Bram has the late shift of that day and of the day after."""

    home: Home
    late: Id
    next_late: Id
    absence: Id = field(default_factory=lambda: id_of("absence", "bram"))

    def agrees(self, name: str, *, days: tuple[str, ...] = DAYS, team: Id | None = None) -> None:
        """Somebody lets a team ask, on these days, for any part of the day."""
        with self.home.by(self.home.person(name)):
            self.home.house.rosters.agree_to_asks(team or self.home.team, days=list(days), places=list(PLACES))

    def revokes(self, name: str) -> None:
        """Somebody does not want to be asked any more."""
        with self.home.by(self.home.person(name)):
            self.home.house.rosters.revoke_asks(self.home.team)

    def reports(self) -> None:
        """Bram calls in sick for two days."""
        with self.home.by(self.home.person("bram")):
            self.home.house.rosters.report_absence(
                self.home.team, absence=self.absence, person=self.home.person("bram"),
                first="2026-03-05", last="2026-03-06", kind="sick",
            )  # fmt: skip

    def asks(self, *names: str, by: str = "bram", shift: Id | None = None) -> None:
        """Somebody asks colleagues to take the late shift."""
        with self.home.by(self.home.person(by)):
            self.home.house.rosters.ask_carers(
                self.home.roster, shift or self.late, persons=[self.home.person(name) for name in names],
                absence=self.absence, absent=self.home.person("bram"),
            )  # fmt: skip

    def ask_of(self, name: str, shift: Id | None = None) -> Id:
        """The id of what somebody is asked."""
        asked = self.home.standing().searches[shift or self.late]["asked"]
        return next(ask for ask, person in asked.items() if person == self.home.person(name))

    def yes(self, name: str, ask: Id | None = None) -> None:
        """Somebody says yes."""
        ask = ask or self.ask_of(name)
        with self.home.by(self.home.person(name)):
            self.home.house.staffing.accept_ask(self.home.roster, ask)

    def no(self, name: str, why: str = "") -> None:
        """Somebody says no."""
        ask = self.ask_of(name)
        with self.home.by(self.home.person(name)):
            self.home.house.rosters.decline_ask(self.home.roster, ask, why=why)


@pytest.fixture
def call(tmp_path: Path) -> Iterator[SickCall]:
    """The morning, before anybody calls."""
    with moved_in(tmp_path) as home:
        yield made(home)


def made(home: Home) -> SickCall:
    """Plan it and publish it, and let it be half past six."""
    home.draft()
    bram = home.person("bram")
    found = SickCall(home, home.plan(bram, "05", "L"), home.plan(bram, "06", "L"))
    home.publish()
    home.clock.moment = datetime(2026, 3, 5, 5, 30, tzinfo=UTC)
    return found


@pytest.fixture
def sick_call() -> Callable[[Home], SickCall]:
    """Give the same morning in another home, for tests in a browser."""
    return made
