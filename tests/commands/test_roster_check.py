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
    assert "zit 7 uur en 30 minuten. Nodig is 11 uur rust." in said.out and said.out.startswith("mag niet: ")
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
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_one_sentence_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: object, sentence: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["roster", "check", str(written(tmp_path, wrong)), "--json"])

    said = capsys.readouterr()
    assert end.value.code == 1
    assert sentence in said.err
    assert "Traceback" not in said.err
    assert not said.out


def test_the_rules_are_listed_with_article_source_and_figures() -> None:
    said = drive("roster", "rules", "--set", "cao-ghz", "--at", "2026-03-02", "--json").json()

    rest = next(rule for rule in said["rules"] if rule["id"] == "atw-5:3-2")
    assert [one["id"] for one in said["sets"]] == ["cao-ghz"]
    assert rest["figures"]["shorter_minutes"] == [480, 600]
    assert "atw-5:3-2" in drive("roster", "rules").out
    assert drive("roster", "rules", "--at", "now").code == 2
