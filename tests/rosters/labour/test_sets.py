"""Rule sets are data: dated versions, house rules on top, and a clear word about what is wrong in one."""

from __future__ import annotations

from typing import Any

import pytest

from domain.rosters.labour import known_sets, read_set, rules_at
from domain.rosters.labour.check import CHECKS
from domain.rosters.labour.rule import PARAMETERS
from domain.rosters.labour.sets import NoSuchRules, RulesUnreadable
from tests.rosters.labour.agenda import severities


def house(**changes: Any) -> dict[str, Any]:
    version = {"valid_from": "2026-04-01", "source": "Besluit van de woongroep", "includes": "cao-ghz"}
    return {"set": "huis", "title": "Onze regels", "version": [version | changes]}


def test_the_law_and_the_cao_come_with_the_project() -> None:
    assert known_sets() == ("atw", "cao-ghz")
    assert {rule.severity for rule in rules_at("atw", "2026-03-02").rules} == {"refused", "warned"}
    with pytest.raises(NoSuchRules) as refusal:
        rules_at("ander", "2026-03-02")
    assert "atw, cao-ghz" in refusal.value.sentence()


def test_every_check_that_a_set_may_name_is_there() -> None:
    assert set(PARAMETERS) == set(CHECKS)


def test_a_house_rule_is_stricter_from_its_day_on() -> None:
    own = {"id": "atw-5:3-2", "rest_minutes": 720, "shorter_minutes": []}
    (strict,) = read_set(house(change=[own]))
    works = "02-04 15:30 8 | 03-04 11:00 8"

    assert severities(works, "atw-5:3-2", "cao-ghz") == []
    assert severities(works, "atw-5:3-2", strict) == ["refused"]


def test_the_version_of_the_day_judges() -> None:
    document = house()
    document["version"].append(document["version"][0] | {"valid_from": "2027-01-01", "without": ["cao-ghz-6:1"]})

    old, new = read_set(document)

    assert (old.valid_from, new.valid_from) == ("2026-04-01", "2027-01-01")
    assert len(old.rules) == len(new.rules) + 1


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"valid_from": "soon"}, "version 1, valid_from"),
        ({"change": [{"id": "atw-9:9-9"}]}, "version 1, change"),
        ({"change": [{"id": "atw-5:3-2", "rest_minutes": "11"}]}, "version 1, atw-5:3-2, rest_minutes"),
        ({"change": [{"id": "atw-5:3-2", "severity": "forbidden"}]}, "version 1, atw-5:3-2, severity"),
        ({"change": [{"id": "atw-5:3-2", "hours": 3}]}, "version 1, atw-5:3-2"),
        ({"without": ["atw-9:9-9"]}, "version 1, without"),
        ({"rule": [{"id": "huis-1", "check": "magic", "severity": "refused"}]}, "version 1, huis-1, check"),
        ({"source": ""}, "version 1, source"),
        ({"rule": "no"}, "version 1 rule"),
    ],
)
def test_what_is_wrong_in_a_set_is_told_by_its_place(changes: dict[str, Any], place: str) -> None:
    with pytest.raises(RulesUnreadable) as refusal:
        read_set(house(**changes))

    assert f"Bij {place}:" in refusal.value.sentence()
