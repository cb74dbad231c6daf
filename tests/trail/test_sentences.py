"""Every fact that driehoek can record has a sentence, in Dutch and in English."""

from __future__ import annotations

from string import Formatter

import projections.house  # noqa: F401  every fact is declared
from domain.kernel import fact_topics
from web.language import catalogue
from web.places import Places
from web.sentences import SENTENCES, WAYS


def test_every_fact_has_a_sentence() -> None:
    told = {key.partition(":")[0] for key in SENTENCES}

    assert told == set(fact_topics())


def test_a_fact_that_is_told_in_several_ways_says_in_which() -> None:
    several = {key.partition(":")[0] for key in SENTENCES if ":" in key}

    assert several == set(WAYS)


def test_every_sentence_has_an_english_one_with_the_same_places() -> None:
    english = catalogue()

    for key, dutch in SENTENCES.items():
        text = english.gettext(str(dutch))
        assert text != str(dutch), f"{key} has no English sentence"
        assert _places(text) == _places(str(dutch)), key


def test_every_place_can_be_filled() -> None:
    wanted = {place for dutch in SENTENCES.values() for place in _places(str(dutch))}

    assert all(hasattr(Places, f"_{place}") for place in wanted)


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
