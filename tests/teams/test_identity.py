"""What the organisation is called in its books, and its tax number: the controller records it, from a day on."""

from __future__ import annotations

import pytest

from domain.kernel import OPERATOR, Id, NotAllowed, id_of
from domain.policies import Hire
from domain.teams.refusals import DayUnreadable, TaxNumberWrong, TeamNameMissing
from projections.teams import identities, identity_on
from tests.harness.home import Home


@pytest.fixture
def cato(home: Home) -> Id:
    """The controller."""
    cato = id_of("person", "cato")
    with home.by(OPERATOR):
        home.house.staffing.hire_person(home.team, hire=Hire(cato, "Cato", since="2026-01-01"))
        home.house.teams.give_office(cato, office="controller", since="2026-01-01")
    return cato


def identify(
    home: Home, by: Id, tax_number: str, *, name: str = "Stichting De Linde", since: str = "2026-01-01"
) -> None:
    """Somebody records it."""
    with home.by(by):
        home.house.teams.identify_organisation(name=name, tax_number=tax_number, valid_from=since)


def test_the_controller_records_what_the_organisation_is_called_from_a_day_on(home: Home, cato: Id) -> None:
    identify(home, cato, "1234.56.782")
    identify(home, cato, "nl111222333b01", name="Stichting De Grote Linde", since="2027-01-01")

    with home.house.now() as views:
        numbers = {day: identity_on(views, day) for day in ("2025-12-31", "2026-12-31", "2027-01-01")}
    assert [one and one.tax_number for one in numbers.values()] == ["123456782", "123456782", "111222333B01"]


def test_what_was_mistyped_is_recorded_right_for_the_same_day_and_what_was_known_stays(home: Home, cato: Id) -> None:
    identify(home, cato, "123456782")
    known = home.house.workspace.position()

    identify(home, cato, "111222333")

    with home.house.now() as views, home.house.at(known) as then:
        assert [one.tax_number for one in identities(views)] == ["111222333"]
        assert [one.tax_number for one in identities(then)] == ["123456782"]


@pytest.mark.parametrize("typed", ["123456783", "12345678", "000000000", "123456782B1", "x", "", "\u0662" * 9])
def test_a_number_that_does_not_fit_together_is_refused(home: Home, cato: Id, typed: str) -> None:
    with pytest.raises(TaxNumberWrong):
        identify(home, cato, typed)


def test_no_name_no_day_and_nobody_but_the_controller(home: Home, cato: Id, anna: Id) -> None:
    with pytest.raises(TeamNameMissing):
        identify(home, cato, "123456782", name=" ")
    with pytest.raises(DayUnreadable):
        identify(home, cato, "123456782", since="ooit")
    with pytest.raises(NotAllowed):
        identify(home, anna, "123456782")
