"""Somebody from an agency: let in until a day, put on shifts, judged over what we know, and never anywhere in pay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.kernel import Id, NotAllowed, NotThere, id_of
from domain.people.refusals import AgencyMissing, FromAgency, NameMissing
from domain.policies import Hire
from domain.rosters import refusals
from domain.teams.refusals import AgencyDays, DayUnreadable
from projections.agency import billed_in, hired_in
from projections.hours import worked_in
from projections.roster_load import load_roster
from tests.harness.hired import hired
from tests.harness.home import FIRST, Home, moved_in


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """De Lindehof with a roster laid before the team."""
    with moved_in(tmp_path) as lindehof:
        lindehof.draft()
        lindehof.lay()
        yield lindehof


@pytest.fixture
def ibo(home: Home) -> Id:
    """Ibo, from Zorgflex, until 15 March."""
    return hired(home, "2026-03-15")


def test_somebody_from_an_agency_works_a_shift_and_the_rules_judge_it(home: Home, ibo: Id) -> None:
    shift = home.plan(ibo, "04", "L")

    with pytest.raises(refusals.TooLittleRest):
        home.plan(ibo, "05", "V")

    assert home.who(shift) == ibo


def test_after_the_last_day_nobody_plans_them_any_more(home: Home, ibo: Id) -> None:
    home.plan(ibo, "15", "L")

    with pytest.raises(refusals.NotAMember):
        home.plan(ibo, "16", "L")


def test_an_earlier_last_day_opens_the_shifts_after_it_and_a_later_one_lets_them_be_planned(
    home: Home, ibo: Id
) -> None:
    early, late = home.plan(ibo, "04", "L"), home.plan(ibo, "12", "L")
    with home.by(home.person("anna")):
        home.house.staffing.redate_agency(home.team, person=ibo, until="2026-03-10")
    assert (home.who(early), home.who(late)) == (ibo, None)

    with home.by(home.person("anna")):
        home.house.staffing.redate_agency(home.team, person=ibo, until="2026-03-20")

    home.plan(ibo, "18", "L")


def test_they_are_not_invited_sign_in_nowhere_and_agree_on_no_contract(home: Home, ibo: Id) -> None:
    with home.by(home.person("anna")):
        for refused in (
            lambda: home.house.people.invite_person(ibo, team=home.team),
            lambda: home.house.people.agree_contract(ibo, since="2026-03-01", minutes_per_week=600, team=home.team),
        ):
            with pytest.raises(FromAgency):
                refused()
    with home.by(ibo), pytest.raises(FromAgency):
        home.house.people.open_account(ibo)


def test_they_stand_apart_on_the_roster_and_in_no_list_for_pay(home: Home, ibo: Id) -> None:
    home.plan(ibo, "04", "L")
    home.publish()

    with home.house.now() as views:
        data = load_roster(views, home.team, FIRST, 4, drafts=True)
        paid = worked_in(views, home.team, "2026-03")

    assert [carer.person for carer in data.carers.values() if carer.agency] == [ibo]
    assert data.carers[ibo].worked == 8 * 60 and data.carers[ibo].contract == 0
    assert ibo not in paid and home.person("bram") in paid


def test_their_hours_are_counted_by_agency_as_recorded_or_as_planned(home: Home, ibo: Id) -> None:
    shift = home.plan(ibo, "04", "L")
    home.plan(ibo, "06", "L")
    home.plan(home.person("bram"), "04", "V")
    home.publish()
    home.clock.advance(timedelta(days=40))
    with home.by(home.person("anna")):
        home.house.rosters.record_hours(home.roster, shift, start="15:00", end="22:30", breaks=15)

    with home.house.now() as views:
        billed = billed_in(views, home.team, "2026-03-01", "2026-03-31")

    assert [(one.person, one.date, one.minutes, one.recorded) for one in billed] == [
        (ibo, "2026-03-04", 435, 1),
        (ibo, "2026-03-06", 480, 0),
    ]


def test_name_and_agency_are_sealed_and_can_be_erased(home: Home, ibo: Id) -> None:
    log = b"".join(fact.state for fact in home.house.workspace.facts(0, 10_000))
    assert b"Zorgflex" not in log and b"Ibo" not in log

    home.house.vault.erase(ibo, "asked for", home.person("anna"))

    with home.house.now() as views:
        (found,) = hired_in(views, home.team, "2026-03-01")
    assert home.house.vault.open_packed(found.agency) is None


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"agency": "  "}, AgencyMissing),
        ({"agency": "x" * 81}, AgencyMissing),
        ({"name": ""}, NameMissing),
        ({"until": "2026-02-28"}, AgencyDays),
        ({"until": "2027-04-01"}, AgencyDays),
        ({"until": "gisteren"}, DayUnreadable),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(home: Home, fields: dict[str, str], refusal: type[Exception]) -> None:
    given = {"name": "Ibo Zand", "agency": "Zorgflex", "until": "2026-03-15"} | fields
    with home.by(home.person("anna")), pytest.raises(refusal):
        home.house.staffing.hire_agency(
            home.team, hire=Hire(id_of("x"), given["name"], since="2026-03-01"), agency=given["agency"],
            until=given["until"],
        )  # fmt: skip


def test_only_who_plans_does_so_and_only_for_people_of_agencies(home: Home, ibo: Id) -> None:
    hire = Hire(id_of("x"), "X", since="2026-03-01")
    with home.by(home.person("bram")), pytest.raises(NotAllowed):
        home.house.staffing.hire_agency(home.team, hire=hire, agency="Zorgflex", until="2026-03-15")
    with home.by(home.person("anna")), pytest.raises(NotThere):
        home.house.staffing.redate_agency(home.team, person=home.person("bram"), until="2026-03-15")
    home.second_team()
    with home.by(home.person("yara")), pytest.raises(NotThere):
        home.house.staffing.redate_agency(home.team, person=ibo, until="2026-03-15")
