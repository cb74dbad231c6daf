"""Rules in words: each figure has a name and a unit, and each title that comes with driehoek an English one."""

from __future__ import annotations

import pytest

from domain.rosters.labour import known_sets, rules_at
from domain.rosters.labour.rule import PARAMETERS
from web.rule_figures import NAMES, figure_valued, figures_in_words
from web.translations.collect import shipped_titles


def test_each_figure_that_a_check_takes_has_words():
    assert {name.rstrip("[]?") for names in PARAMETERS.values() for name in names} == set(NAMES)


@pytest.mark.parametrize("name", known_sets())
def test_each_figure_of_the_shipped_sets_is_told_without_its_key(app, name):
    with app.test_request_context():
        told = [pair for rule in rules_at(name, "2026-03-09").rules for pair in figures_in_words(rule)]

    assert told and all(words and "_" not in words and value and not value.isdigit() for words, value in told)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("rest_minutes", "660", "11 uur"),
        ("limit_minutes", "465", "7 uur en 45 minuten"),
        ("within_minutes", "1440", "24 uur"),
        ("window_minutes", "10080", "7 dagen"),
        ("shorter_minutes", "480, 600", "8 uur, 10 uur"),
        ("shorter_minutes", "", ""),
        ("weeks", "1", "1 week"),
        ("longer_counts", "5, 22", "5 keer, 22 keer"),
        ("also_work", "0", "Nee"),
    ],
)
def test_a_figure_has_its_unit(app, name, typed, said):
    with app.test_request_context():
        assert figure_valued(name, typed) == said


def test_each_shipped_title_has_an_english_one():
    from babel.messages.pofile import read_po

    from web.language import CATALOGUE

    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    shipped = {title for name in known_sets() for rules in (rules_at(name, "2026-03-09"),)
               for title in (rules.title, *(rule.title for rule in rules.rules))}  # fmt: skip

    assert shipped <= set(shipped_titles())
    assert not [title for title in shipped if not getattr(catalogue.get(title), "string", "")]


def test_the_page_of_rules_is_english_for_who_reads_english(home, client):
    anna = client(home.person("anna"))
    anna.set_cookie("taal", "en")

    page = anna.get("/rules").text

    assert "Every 24 hours 11 hours of rest" in page and "Rest at least: 11 hours" in page
    assert "Elke 24 uur" not in page and "rest_minutes" not in page
