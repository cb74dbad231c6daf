"""Who gives mandates to whom, and what the team can read of them."""

from __future__ import annotations

from typing import Any

import pytest

from domain.kernel import CommandReused, NotAllowed, NotThere, id_of
from domain.mandates import Limits, Mandate, refusals
from projections.mandates import mandates_of
from tests.harness.home import Home
from tests.harness.mandated import DECISION, give_mandate
from tests.harness.money import Purse


def test_anna_gives_fenna_a_mandate_by_a_decision(home: Home) -> None:
    mandate = give_mandate(home, "fenna", to=home.person("fenna"))

    with home.house.now() as views:
        (found,) = mandates_of(views, home.team)
    assert (found.id, found.person, found.giver) == (mandate, home.person("fenna"), home.person("anna"))
    assert found.holds("2026-12-31") and not found.holds("2027-01-01")
    assert home.house.vault.open_packed(found.decision) == DECISION


def test_nobody_gives_a_mandate_to_themselves(home: Home) -> None:
    with pytest.raises(refusals.MandateToSelf):
        give_mandate(home, "anna", to=home.person("anna"))


def test_the_controller_and_who_keeps_the_money_give_no_mandates(purse: Purse) -> None:
    for person in (purse.cato, purse.bram):
        with pytest.raises(NotAllowed):
            give_mandate(purse.home, "fenna", to=purse.fenna, by=person)


def test_a_mandate_is_for_somebody_of_the_team(home: Home) -> None:
    home.second_team()

    with pytest.raises(NotThere):
        give_mandate(home, "yara", to=home.person("yara"))


def test_the_planner_of_another_team_gives_nothing_here(home: Home) -> None:
    home.second_team()

    with pytest.raises(NotThere):
        give_mandate(home, "fenna", to=home.person("fenna"), by=home.person("yara"))


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"to": None}, refusals.MandateUnreadable),
        ({"for_role": "member"}, refusals.MandateUnreadable),
        ({"to": None, "for_role": "koning"}, refusals.MandateUnreadable),
        ({"funds": ()}, refusals.MandateUnreadable),
        ({"funds": ("residents",)}, refusals.MandateUnreadable),
        ({"accounts": ("' OR 1",)}, refusals.MandateUnreadable),
        ({"per": "week"}, refusals.MandateUnreadable),
        ({"per_act": 0}, refusals.MandateAmounts),
        ({"per_act": 200, "per_period": 100}, refusals.MandateAmounts),
        ({"per_period": 10**11 + 1}, refusals.MandateAmounts),
        ({"per_act": 1.5}, refusals.MandateAmounts),
        ({"together": 0}, refusals.TogetherDays),
        ({"together": 367}, refusals.TogetherDays),
        ({"together": 1.5}, refusals.TogetherDays),
        ({"first": "2026-05-01", "last": "2026-04-01"}, refusals.MandateDays),
        ({"last": "2026-02-28"}, refusals.MandateDays),
        ({"last": "2036-02-28"}, refusals.MandateDays),
        ({"last": "2031-01-06"}, refusals.MandateDays),
        ({"first": "morgen"}, refusals.MandateDays),
    ],
)
def test_what_is_no_mandate_is_refused_by_name(home: Home, wrong: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        give_mandate(home, "x", **({"to": home.person("fenna")} | wrong))


@pytest.mark.parametrize(
    "widest",
    [
        {"per_act": 10**11, "per_period": 10**11},
        {"together": 366},
        {"first": "2026-03-01", "last": "2026-03-01"},
        {"first": "2026-01-01", "last": "2031-01-05"},
    ],
)
def test_what_is_just_a_mandate_is_given(home: Home, widest: dict[str, Any]) -> None:
    mandate = give_mandate(home, "x", to=home.person("fenna"), **widest)

    with home.house.now() as views:
        assert [found.id for found in mandates_of(views, home.team)] == [mandate]


def test_a_mandate_names_its_decision(home: Home) -> None:
    for text in (" \t", "x" * 501):
        with home.by(home.person("anna")), pytest.raises(refusals.DecisionMissing):
            home.house.mandates.give_mandate(
                home.team, mandate=id_of("x"), funds=("team",), limits=Limits(1, 1, "year", 1), first="2026-01-01",
                last="2026-12-31", decision=text, for_role="member",
            )  # fmt: skip


def test_a_mandate_ends_once_with_a_reason_and_was_there_before(home: Home) -> None:
    mandate = give_mandate(home, "fenna", to=home.person("fenna"))
    before = home.house.workspace.position()
    with home.by(home.person("anna")):
        with pytest.raises(refusals.EndWhyMissing):
            home.house.mandates.end_mandate(mandate, why=" ")
        home.house.mandates.end_mandate(mandate, why="Fenna stopt met de inkoop.")
        with pytest.raises(refusals.MandateIsOver):
            home.house.mandates.end_mandate(mandate, why="Nog eens.")

    with home.house.now() as views:
        assert not mandates_of(views, home.team)[0].holds("2026-03-01")
    with home.house.at(before) as views:
        assert mandates_of(views, home.team)[0].holds("2026-03-01")


def test_the_same_id_is_not_given_twice(home: Home) -> None:
    give_mandate(home, "fenna", to=home.person("fenna"))

    with pytest.raises(CommandReused):
        give_mandate(home, "fenna", to=home.person("bram"))
    found = home.house.workspace.get(Mandate, id_of("mandate", "fenna"))
    assert found and found.person == home.person("fenna")
