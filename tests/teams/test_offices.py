"""The organisation keeps somebody who administrates, and lets in only whom it knows."""

from __future__ import annotations

import pytest

from domain.kernel import OPERATOR, Id, id_of
from domain.teams.organisation import ORGANISATION, Organisation
from domain.teams.refusals import LastAdministrator, PersonUnknown
from tests.harness.home import Home


def offices(home: Home) -> list[list[str]]:
    """Who holds what."""
    found = home.house.workspace.get(Organisation, ORGANISATION)
    assert found
    return [held[:2] for held in found.offices]


@pytest.mark.parametrize("actor", ["anna", "operator"])
def test_the_last_administrator_stays_until_there_is_another(home: Home, anna: Id, actor: str) -> None:
    with home.by(anna if actor == "anna" else OPERATOR), pytest.raises(LastAdministrator) as refused:
        home.house.teams.end_office(anna, office="administrator", until="2026-02-02")

    assert "Geef eerst iemand anders deze taak" in refused.value.sentence()
    assert offices(home) == [[anna, "administrator"]]


def test_who_begins_later_does_not_replace_the_administrator_of_today(home: Home, anna: Id, bram: Id) -> None:
    with home.by(anna):
        home.house.teams.give_office(bram, office="administrator", since="2026-02-10")

        with pytest.raises(LastAdministrator):
            home.house.teams.end_office(anna, office="administrator", until="2026-02-08")
        home.house.teams.end_office(anna, office="administrator", until="2026-02-09")

    assert offices(home) == [[bram, "administrator"]]


def test_other_offices_may_be_empty(home: Home, anna: Id, bram: Id) -> None:
    with home.by(anna):
        home.house.teams.give_office(bram, office="auditor", since="2026-02-01")
        home.house.teams.end_office(bram, office="auditor", until="2026-02-02")

    assert offices(home) == [[anna, "administrator"]]


@pytest.mark.parametrize("place", ["member", "resident", "relative"])
def test_a_person_that_nobody_registered_is_not_let_in(home: Home, anna: Id, place: str) -> None:
    before = home.house.workspace.position()

    with home.by(anna), pytest.raises(PersonUnknown):
        home.house.teams.join_team(
            home.team, person=id_of("nobody"), place=place, since="2026-02-02", of=home.person("rosa")
        )

    assert home.house.workspace.position() == before


def test_a_person_that_nobody_registered_gets_no_office(home: Home, anna: Id) -> None:
    with home.by(anna), pytest.raises(PersonUnknown):
        home.house.teams.give_office(id_of("nobody"), office="controller", since="2026-02-02")
