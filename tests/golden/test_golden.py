"""Every fact that was ever written can still be read, and a fact never changes its fields in silence."""

from __future__ import annotations

import json
import shutil
from types import SimpleNamespace

import pytest

from tests.golden import samples
from tests.golden.samples import FOLDER, known, name_of, wrong

TOPIC = "rosters.ShiftSwapped"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "golden")


def _wrong(folder, facts=None):
    return list(wrong(facts or known(), folder))


def test_every_fact_has_its_sample_and_every_sample_is_read():
    assert list(wrong(known())) == []


def test_a_fact_without_a_sample_turns_it_red(folder):
    (folder / name_of(TOPIC, 1)).unlink()

    assert f"{TOPIC} version 1 has no sample: run python -m tests.golden.make" in _wrong(folder)
    assert f"{name_of(TOPIC, 1)} was removed: what was once written must stay readable" in _wrong(folder)


def test_other_fields_without_a_new_version_turn_it_red(folder, monkeypatch):
    honest = samples.fields_of
    shift_swapped = known()[TOPIC]
    monkeypatch.setattr(
        samples, "fields_of", lambda fact: honest(fact) | ({"mood": "str"} if fact is shift_swapped else {})
    )

    assert f"{TOPIC} has other fields than version 1 had: give it a new class_version" in _wrong(folder)


def test_another_type_without_a_new_version_turns_it_red(folder, monkeypatch):
    honest = samples.fields_of
    shift_swapped = known()[TOPIC]
    monkeypatch.setattr(
        samples, "fields_of", lambda fact: honest(fact) | ({"giving": "int"} if fact is shift_swapped else {})
    )

    assert f"{TOPIC} has other fields than version 1 had: give it a new class_version" in _wrong(folder)


def test_a_changed_sample_turns_it_red(folder):
    file = folder / name_of(TOPIC, 1)
    sample = json.loads(file.read_text())
    sample["state"]["giving"] = "0" * 32
    file.write_text(json.dumps(sample))

    assert f"{file.name} was changed: a stored sample never changes" in _wrong(folder)


def test_a_topic_that_disappears_turns_it_red(folder):
    without = {topic: fact for topic, fact in known().items() if topic != TOPIC}

    assert _wrong(folder, without) == [f"{name_of(TOPIC, 1)}: no fact has this topic any more"]


def test_a_new_version_wants_a_sample_of_its_own(folder):
    newer = {TOPIC: SimpleNamespace(class_version=2)}

    assert next(iter(wrong(newer, folder))) == f"{TOPIC} version 2 has no sample: run python -m tests.golden.make"
