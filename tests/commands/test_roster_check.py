"""`roster check` and `roster rules` without a workspace, and what they say of a file that is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import drive
from web.cli import main

SHIFTS = [
    {"start": "2026-03-02T15:00+01:00", "end": "2026-03-02T23:00+01:00", "kind": "work", "breaks_minutes": 30},
    {"start": "2026-03-03T07:00+01:00", "end": "2026-03-03T15:00+01:00", "kind": "work", "breaks_minutes": 30},
]
LATE = SHIFTS[0]
ASKED: dict[str, Any] = {
    "rules": "atw", "from": "2026-03-02", "to": "2026-03-29", "contract_hours_per_week": 32, "shifts": SHIFTS,
}  # fmt: skip


def written(folder: Path, value: object) -> Path:
    file = folder / "shifts.json"
    file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return file


def test_a_short_rest_is_noted_with_its_use(tmp_path: Path) -> None:
    said = drive("roster", "check", written(tmp_path, ASKED), "--json")

    (verdict,) = said.json()["verdicts"]
    assert said.code == 0
    assert verdict == {
        "rule": "atw-5:3-2", "article": "ATW artikel 5:3 lid 2", "severity": "noted", "value": 480, "limit": 660,
        "from": "2026-03-02T23:00+01:00", "to": "2026-03-03T07:00+01:00", "exceptions_used": 1, "exceptions_left": 0,
        "text": "Korte rust: 8 uur tussen 02-03-2026 23:00 en 03-03-2026 07:00. "
        "Dat mag 1 keer per 7 dagen; dit is keer 1.",
    }  # fmt: skip


def test_a_refused_verdict_is_no_failure_of_the_command(tmp_path: Path) -> None:
    tight = [SHIFTS[0], SHIFTS[1] | {"start": "2026-03-03T06:30+01:00"}]

    said = drive("roster", "check", written(tmp_path, ASKED | {"shifts": tight}))

    assert said.code == 0
    assert (
        "tussen 02-03-2026 23:00 en 03-03-2026 06:30 zit 7 uur en 30 minuten. Nodig is 11 uur rust." in said.out
        and said.out.startswith("mag niet: ")
    )
    assert "atw-5:3-2" in said.out


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("{", "this is no JSON"),
        ("[" * 100_000, "this is no JSON"),
        ([], "the document: this is no object"),
        (ASKED | {"from": "2026-02-30"}, "from: '2026-02-30' is no day"),
        (ASKED | {"to": "2026-03-01"}, "to: 2026-03-01 is before from"),
        (ASKED | {"shifts": {}}, "shifts: this is no list"),
        (ASKED | {"shifts": [3]}, "shifts[0]: this is no object"),
        (ASKED | {"shifts": [SHIFTS[0], SHIFTS[0]]}, "shifts[1]: it overlaps shifts[0]"),
        (ASKED | {"shifts": [LATE | {"start": "2026-03-02T15:00"}]}, "shifts[0].start: 2026-03-02T15:00 has no"),
        (ASKED | {"shifts": [LATE | {"end": "2026-03-02T14:00+01:00"}]}, "shifts[0]: its end is not after its start"),
        (ASKED | {"shifts": [LATE | {"kind": "play"}]}, "shifts[0].kind: choose one of"),
        (ASKED | {"shifts": [LATE | {"kind": []}]}, "shifts[0].kind: choose one of"),
        (ASKED | {"shifts": [LATE | {"breaks_minutes": 480}]}, "shifts[0].breaks_minutes: the breaks are as long"),
        (ASKED | {"shifts": [LATE | {"breaks_minutes": 1.5}]}, "shifts[0].breaks_minutes: this is no whole"),
        (ASKED | {"contract_hours_per_week": "32"}, "contract_hours_per_week: this is no number"),
        (ASKED | {"colour": 1}, "the document: 'colour' is unknown"),
        ({key: value for key, value in ASKED.items() if key != "rules"}, "the document: rules is missing"),
        (ASKED | {"rules": "cao-x"}, "Er is geen regelset cao-x"),
        (ASKED | {"rules": ["atw"]}, "rules: this is no text"),
        (ASKED | {"from": 20260302}, "from: 20260302 is no day"),
        (ASKED | {"from": "0001-01-01"}, "from: choose a day from 1990"),
        (ASKED | {"to": "2030-01-01"}, "to: a period is at most three years"),
        (ASKED | {"shifts": None}, "shifts: this is no list"),
        (ASKED | {"shifts": [LATE] * 20_001}, "shifts: at most 20000"),
        (ASKED | {"shifts": [LATE | {"colour": 1}]}, "shifts[0]: 'colour' is unknown; known are breaks_minutes, end"),
        (ASKED | {"shifts": [{"start": LATE["start"]}]}, "shifts[0]: end is missing"),
        (ASKED | {"shifts": [LATE | {"end": "2026-03-10T23:00+01:00"}]}, "shifts[0]: it lasts more than 7 days"),
        (ASKED | {"shifts": [LATE | {"start": "2026-03-02T15:00:30+01:00"}]}, "has seconds; times are in whole"),
        (ASKED | {"shifts": [LATE | {"start": "9999-12-31T23:59-12:00"}]}, "shifts[0].start: choose a year from 1980"),
        (ASKED | {"shifts": [LATE | {"start": "2026-03-02T15:00+99:00"}]}, "is no time as 2026-03-02T23:00+01:00"),
        (ASKED | {"shifts": [LATE | {"start": None}]}, "shifts[0].start: None is no time"),
        (ASKED | {"shifts": [LATE | {"breaks_minutes": -5}]}, "shifts[0].breaks_minutes: this is no whole number"),
        (ASKED | {"shifts": [LATE | {"breaks_minutes": True}]}, "shifts[0].breaks_minutes: this is no whole number"),
        (ASKED | {"shifts": [LATE | {"kind": "on_call"}] * 2}, "shifts[1]: it overlaps shifts[0]"),
        (ASKED | {"shifts": [LATE, LATE | {"kind": "absence"}]}, "shifts[1]: it overlaps shifts[0]"),
        (ASKED | {"pregnant": "yes"}, "pregnant: this is true or false"),
        (ASKED | {"published": "2026-02-01"}, "published: 2026-02-01 has no offset"),
        (json.dumps(ASKED)[:-1] + ', "to": "2026-04-01"}', "'to' stands twice in one object"),
        (json.dumps(ASKED).replace("32", "NaN", 1), "contract_hours_per_week: this is no number from 0 to 168"),
        (json.dumps(ASKED).replace("30}", "1" + "0" * 5000 + "}", 1), "this is no JSON that can be read"),
        ("", "this is no JSON"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_one_sentence_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: object, sentence: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["roster", "check", str(written(tmp_path, wrong)), "--json"])

    said = capsys.readouterr()
    assert end.value.code == 2
    assert sentence in said.err
    assert "Traceback" not in said.err
    assert not said.out


def test_a_file_that_is_no_text_or_too_large_is_one_sentence_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other, large = tmp_path / "other.json", tmp_path / "large.json"
    other.write_text(json.dumps(ASKED), encoding="utf-16")
    large.write_bytes(b" " * 20_000_001)

    for file, sentence in ((other, "no UTF-8 text, at byte 0"), (large, "larger than 20 MB"), (tmp_path, "directory")):
        with pytest.raises(SystemExit) as end:
            main(["roster", "check", str(file), "--json"])
        said = capsys.readouterr()
        assert end.value.code == 2 and sentence in said.err and "Traceback" not in said.err and not said.out


def test_a_byte_order_mark_and_other_offsets_are_read(tmp_path: Path) -> None:
    utc = [
        SHIFTS[0] | {"start": "2026-03-02T14:00Z", "end": "2026-03-02T22:00+00:00"},
        SHIFTS[1] | {"start": "2026-03-03T01:00-05:00", "end": "2026-03-03T14:00Z"},
    ]
    file = tmp_path / "bom.json"
    file.write_text(json.dumps(ASKED | {"shifts": utc}), encoding="utf-8-sig")

    (verdict,) = drive("roster", "check", file, "--json").json()["verdicts"]

    assert (verdict["from"], verdict["to"]) == ("2026-03-02T23:00+01:00", "2026-03-03T07:00+01:00")


def test_what_is_known_long_ahead_is_said_in_days(tmp_path: Path) -> None:
    late = ASKED | {"rules": "cao-ghz", "published": "2026-02-10T16:00+01:00", "shifts": SHIFTS[:1]}

    said = drive("roster", "check", written(tmp_path, late)).out

    assert "te laat bekend: 19 dagen en 23 uur van tevoren. Nodig is 21 dagen." in said


def test_the_rules_are_listed_with_article_source_and_figures() -> None:
    said = drive("roster", "rules", "--set", "cao-ghz", "--at", "2026-03-02", "--json").json()

    rest = next(rule for rule in said["rules"] if rule["id"] == "atw-5:3-2")
    assert [one["id"] for one in said["sets"]] == ["cao-ghz"]
    assert rest["figures"]["shorter_minutes"] == [480, 600]
    assert "atw-5:3-2" in drive("roster", "rules").out
    assert drive("roster", "rules", "--at", "now").code == 2
