"""A set of the organisation's own: no laxer than the law, read from a file with every mistake told by its line."""

from __future__ import annotations

from typing import Any

import pytest

from domain.rosters.labour import rules_at
from domain.rosters.labour.rule import plain
from domain.rosters.labour.sets import read_set
from domain.rosters.labour.stricter import LaxerThanLaw, laxer
from domain.rosters.rule_sets import RulesFileUnreadable, RulesTooLong, decided_of, read_rules

DAY = "2026-04-01"
HOUSE = """set = "huis"
title = "Onze regels"

[[version]]
source = "Besluit van de woongroep"
includes = "cao-ghz"

[[version.change]]
id = "atw-5:3-2"
rest_minutes = 720
"""


def named(text: str) -> str:
    with pytest.raises(RulesFileUnreadable) as refusal:
        read_rules(text, DAY)
    return refusal.value.sentence()


def laxer_rules(base: str = "cao-ghz", **changes: Any) -> list[str]:
    version = {"valid_from": DAY, "source": "Besluit", "includes": base, **changes}
    (own,) = read_set({"set": "huis", "title": "Huis", "version": [version]})
    return [str(one.details["rule"]) for one in laxer(own, rules_at("atw", DAY))]


def test_the_law_and_the_cao_are_no_laxer_than_the_law() -> None:
    for name in ("atw", "cao-ghz"):
        assert list(laxer(rules_at(name, DAY), rules_at("atw", DAY))) == []


def test_a_stricter_house_rule_is_read_and_stands_by_itself() -> None:
    rules = read_rules(HOUSE, DAY)

    assert (rules.set, rules.valid_from) == ("huis", DAY)
    assert rules.rule("atw-5:3-2")["rest_minutes"] == 720  # type: ignore[index]
    (again,) = read_set(plain(rules))
    assert plain(again) == plain(rules)
    assert again.rule("cao-ghz-6:6-split").consent == rules.rule("cao-ghz-6:6-split").consent  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "allowed"),
    [
        ({"id": "atw-5:3-2", "rest_minutes": 661}, True),
        ({"id": "atw-5:3-2", "rest_minutes": 659}, False),
        ({"id": "atw-5:3-2", "shorter_minutes": [480, 600]}, True),
        ({"id": "atw-5:3-2", "shorter_minutes": [480, 599]}, False),
        ({"id": "atw-5:3-2", "shorter_minutes": []}, True),
        ({"id": "atw-5:3-2", "window_minutes": 10079}, False),
        ({"id": "atw-5:7-2a", "limit_minutes": 719}, True),
        ({"id": "atw-5:7-2a", "limit_minutes": 721}, False),
        ({"id": "atw-5:7-2a", "severity": "warned"}, False),
        ({"id": "atw-5:7-2a", "applies": False}, False),
        ({"id": "atw-5:7-2a", "consent": {"article": "Afspraak"}}, False),
        ({"id": "atw-5:7-3", "limit_minutes": 3360}, True),
        ({"id": "atw-5:7-2c", "weeks": 17}, False),
        ({"id": "atw-5:4-2", "over_minutes": [330], "break_minutes": [15]}, True),
        ({"id": "atw-5:4-2", "over_minutes": [330], "break_minutes": [14]}, False),
        ({"id": "atw-5:6-3", "free_count": 12}, True),
        ({"id": "atw-5:8-1", "longer_counts": [4, 22]}, True),
        ({"id": "atw-5:8-1", "longer_counts": [6, 22]}, False),
        ({"id": "atw-5:8-1", "longer_counts": [], "longer_windows_minutes": []}, False),
        ({"id": "atw-5:8-6", "limit_count": 8}, True),
        ({"id": "atw-5:8-6", "limit_count": 9}, False),
        ({"id": "atw-5:8-8", "limit_count": 37}, False),
        ({"id": "atb-4.8:1-3b", "consent": {"article": "ATB artikel 4.8:2 lid 1", "limit_minutes": 3600}}, False),
        ({"id": "atb-4.8:1-3b", "only": "pregnant"}, False),
    ],
)  # fmt: skip
def test_a_figure_may_be_stricter_than_the_law_and_not_laxer(change: dict[str, Any], allowed: bool) -> None:
    assert laxer_rules(change=[change]) == ([] if allowed else [change["id"]])


def test_a_rule_of_the_law_is_left_out_only_where_an_agreement_may() -> None:
    assert laxer_rules("atw", without=["atw-5:7-3", "atw-5:6-3", "atw-4:2-2"]) == []
    assert laxer_rules("atw", without=["atw-5:5-2"]) == ["atw-5:5-2"]
    assert laxer_rules("atw", terms=dict.fromkeys((), 0) | _terms(late_night_minute=180)) == ["terms"]


def test_the_nights_of_a_year_may_come_in_the_place_of_those_of_16_weeks() -> None:
    year = {"id": "atw-5:8-9a", "applies": True}

    assert laxer_rules(without=["atw-5:8-8"]) == ["atw-5:8-8"]
    assert laxer_rules(without=["atw-5:8-8"], change=[year]) == []
    assert laxer_rules(without=["atw-5:8-8"], change=[year | {"limit_count": 141}]) == ["atw-5:8-8"]


def _terms(**changes: int) -> dict[str, int]:
    document = plain(rules_at("atw", DAY))
    found: dict[str, int] = document["version"][0]["terms"]
    return found | changes


def test_what_is_laxer_is_one_sentence_with_rule_and_article() -> None:
    with pytest.raises(LaxerThanLaw) as refusal:
        read_rules(HOUSE.replace("rest_minutes = 720", "rest_minutes = 600"), DAY)

    assert refusal.value.sentence().startswith("De wet laat dit niet toe: atw-5:3-2 (ATW artikel 5:3 lid 2).")
    assert "rest_minutes" in refusal.value.sentence()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (HOUSE.replace("= 720", "= "), "Op regel 10 van het bestand, bij TOML"),
        (HOUSE + '[[version.rule', "Op regel 11 van het bestand, bij TOML"),
        (HOUSE.replace("720", '"elf"'), "Op regel 10 van het bestand, bij version 1, atw-5:3-2, rest_minutes:"),
        (HOUSE.replace("atw-5:3-2", "atw-9:9"), "bij version 1, change: de regel atw-9:9 is er niet"),
        (HOUSE.replace("includes", "inclodes"), "Op regel 4 van het bestand, bij version 1: inclodes is onbekend"),
        (HOUSE.replace('source = "Besluit van de woongroep"\n', ""), "bij version 1, source: dit is een tekst"),
        (HOUSE.replace("title", "name"), "bij het bestand: name is onbekend"),
        (HOUSE.replace("[[version]]", "[[version]]\nvalid_from = 2026-05-01"), "een andere dag dan de dag van het"),
        ('set = "huis"\ntitle = "Leeg"\n', "bij version: zet er precies een versie in"),
        (HOUSE + '\n[[version]]\nsource = "nog een"\n', "zet er precies een versie in"),
        ("[" * 5000, "bij TOML"),
        (HOUSE.replace("720", "-1"), "Op regel 10"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_told_by_its_line_and_field(wrong: str, says: str) -> None:
    assert says in named(wrong)


def test_a_file_that_is_too_large_is_not_read() -> None:
    with pytest.raises(RulesTooLong):
        read_rules(HOUSE + "#" * 64_000, DAY)


def test_of_two_decisions_for_one_day_the_later_holds() -> None:
    import json

    first, second = (json.dumps(plain(read_rules(HOUSE.replace("720", hours), DAY))) for hours in ("700", "720"))

    old, new = decided_of([("a", DAY, first), ("b", DAY, second)])

    assert new.rules.rule("atw-5:3-2")["rest_minutes"] == 720  # type: ignore[index]
    assert (old.version, new.version) == ("a", "b")


@pytest.mark.parametrize(
    ("check", "figures"),
    [
        ("average_hours", {"limit_minutes": 2880, "weeks": 1_000_000}),
        ("night_hours", {"limit_minutes": 2400, "weeks": 0}),
        ("free_weekends", {"free_count": 1, "window_weeks": 1_000_000}),
        ("annual_hours", {"year_minutes": 112_000, "full_week_minutes": 0, "weeks": 52}),
    ],
)
def test_a_figure_that_no_roster_could_be_judged_by_is_refused_when_the_file_is_read(
    check: str, figures: dict[str, int]
) -> None:
    rule = [f'\n[[version.rule]]\nid = "own-a"\ntitle = "t"\narticle = "a"\nseverity = "warned"\ncheck = "{check}"']
    rule += [f"{name} = {value}" for name, value in figures.items()]

    assert "van 1 tot en met" in named(HOUSE + "\n".join(rule))


@pytest.mark.parametrize("without", ['[["atw-5:3-2"]]', "[{ id = 1 }]", "[3]"])
def test_what_is_left_out_is_named_by_text(without: str) -> None:
    text = HOUSE.replace('includes = "cao-ghz"', f'includes = "cao-ghz"\nwithout = {without}')

    assert "noem regels uit de set" in named(text)
