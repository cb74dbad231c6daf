"""Each figure in the rule sets, a little larger or smaller, is noticed by a case that was worked by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from domain.rosters.labour.check import check
from domain.rosters.labour.document import Document, read_document
from domain.rosters.labour.rule import Rule
from domain.rosters.labour.sets import rules_at
from tests.rosters.labour.naive_sets import SETS, summary

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))
DAY = "2026-03-02"


@cache
def _worked() -> list[tuple[Document, dict[str, list[str]]]]:
    read = [json.loads(case.read_text()) for case in CASES]
    return [
        (read_document(json.dumps(one["check"])), {k: one[k] for k in ("refused", "warned", "noted")}) for one in read
    ]


def _others(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule with each of its figures a step lower and higher."""
    for name, value in rule.figures.items():
        for step in _steps(name, value):
            yield f"{rule.id} {name} {step:+}", replace(rule, figures={**rule.figures, name: value + step})
    for name, values in rule.lists.items():
        for place, value in enumerate(values):
            for step in _steps(name, value):
                changed = (*values[:place], value + step, *values[place + 1 :])
                yield f"{rule.id} {name}[{place}] {step:+}", replace(rule, lists={**rule.lists, name: changed})


def _steps(name: str, value: int) -> tuple[int, ...]:
    """A quarter of an hour or one either way; less than 8 h is no rest (1:7), so a floor of 8 h cannot be lower."""
    if name == "also_work":
        return (-1,) if value else (1,)
    if name == "shorter_minutes" and value == 480:
        return (15,)
    return (-15, 15) if "minutes" in name else (-1, 1)


def _changes() -> Iterator[tuple[str, str, Rule]]:
    """Of the law each rule, of the cao those that it adds or changes."""
    law = rules_at("atw", DAY).rules
    for name, known in SETS.items():
        for rule in rules_at(name, DAY).rules:
            if rule.id in known and (name == "atw" or rule not in law):
                for what, other in _others(rule):
                    yield f"{name} {what}", name, other


CHANGES = list(_changes())


@pytest.mark.parametrize(("name", "other"), [change[1:] for change in CHANGES], ids=[change[0] for change in CHANGES])
def test_a_changed_figure_is_noticed(name, other):
    rules = rules_at(name, DAY)
    changed = replace(rules, rules=tuple(other if rule.id == other.id else rule for rule in rules.rules))

    noticed = any(
        summary(check(d.works, changed, d.first, d.last, d.contract), SETS[name]) != expected
        for d, expected in _worked()
        if d.rules == name
    )

    assert noticed
