"""The organisation's own rules: decided from a day on, by who may, and old rosters keep the rules of their day."""

from __future__ import annotations

import pytest

from domain.kernel import Id, NotAllowed, NotThere, id_of
from domain.rosters import refusals
from domain.rosters.labour.stricter import LaxerThanLaw
from domain.rosters.rule_sets import DecisionMissing, RulesInThePast, SameRules
from projections.rule_sets import decisions, rules_for
from tests.harness.home import Home
from tests.rosters.labour.test_own_sets import HOUSE

FROM = "2026-03-09"


def decide(
    home: Home, since: str = FROM, text: str = HOUSE, *, number: int = 1, decision: str = "Verslag MT 3"
) -> None:
    with home.by(home.person("anna")):
        home.house.rule_book.decide_rules(id_of("version", str(number)), rules=text, since=since, decision=decision)


def test_a_house_rule_refuses_from_its_day_on_and_not_before(home: Home, bram: Id) -> None:
    decide(home)

    home.plan(bram, "03", "L")
    home.plan(bram, "04", "D")  # from 23:15 to 09:00 is less than 11 hours, which the law allows once
    home.plan(bram, "16", "L")
    with pytest.raises(refusals.TooLittleRest) as refusal:
        home.plan(bram, "17", "V")

    assert "Nodig is 12 uur rust" in refusal.value.sentence()


def test_twelve_hours_are_asked_by_the_house_and_eleven_before(home: Home, bram: Id) -> None:
    with home.by(home.person("anna")):
        decide(home, text=HOUSE + "shorter_minutes = []\n")

    home.plan(bram, "02", "L")
    home.plan(bram, "03", "D")
    home.plan(bram, "10", "L")

    with pytest.raises(refusals.TooLittleRest):
        home.plan(bram, "11", "D")


def test_what_was_known_then_is_judged_by_the_rules_known_then(home: Home) -> None:
    before = home.house.workspace.position()
    decide(home)

    with home.house.at(before) as views:
        assert rules_for(views, FROM).set == "cao-ghz"
    with home.house.now() as views:
        assert [rules_for(views, day).set for day in ("2026-03-08", FROM)] == ["cao-ghz", "huis"]
        (found,) = decisions(views)
    assert (found.since, found.by) == (FROM, home.person("anna"))
    assert home.house.vault.open_packed(found.decision) == "Verslag MT 3"


def test_rules_do_not_begin_in_the_past_and_the_same_ones_are_not_decided_twice(home: Home) -> None:
    with pytest.raises(RulesInThePast):
        decide(home, "2026-02-01")
    decide(home, "2026-02-02")

    with pytest.raises(SameRules):
        decide(home, "2026-02-02", number=2)


def test_a_decision_is_named_and_the_law_is_kept(home: Home) -> None:
    with pytest.raises(DecisionMissing):
        decide(home, decision="  ")
    with pytest.raises(LaxerThanLaw):
        decide(home, text=HOUSE.replace("720", "600"))

    assert home.house.position_of(str(home.house.workspace.position())) == home.house.workspace.position()


def test_only_who_administrates_decides_on_the_rules(home: Home, bram: Id) -> None:
    for person in (bram, home.person("koos")):
        with home.by(person), pytest.raises((NotAllowed, NotThere)):
            home.house.rule_book.decide_rules(id_of("version", "9"), rules=HOUSE, since=FROM, decision="Zelf bedacht")
