"""`roster rules add`: the organisation's own rules from a file, seen before they are decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import drive
from tests.harness.home import moved_in
from tests.rosters.labour.test_own_sets import HOUSE
from web.cli import main


@pytest.fixture
def stands(tmp_path: Path) -> Path:
    """A workspace with De Lindehof."""
    with moved_in(tmp_path):
        pass
    return tmp_path


def file(folder: Path, text: str = HOUSE) -> Path:
    found = folder / "huis.toml"
    found.write_text(text, encoding="utf-8")
    return found


def test_rules_are_shown_first_and_then_decided(stands: Path) -> None:
    asked = ("roster", "rules", "add", file(stands), "--from", "2126-03-09", "--decision", "MT 3", "--data", stands)

    seen = drive(*asked, "--preview", "--json").json()
    done = drive(*asked, "--json").json()
    again = drive(*asked)

    assert seen["version"] is None
    assert seen["changes"] == [{"how": "changed", "rule": "atw-5:3-2", "figures": [["rest_minutes", "660", "720"]]}]
    assert done["position"] > 0 and done["changes"] == seen["changes"]
    assert again.code == 1 and "These rules hold on that day already" in again.err


@pytest.mark.parametrize(
    ("text", "since", "says"),
    [
        (HOUSE.replace("720", "600"), "2126-03-09", "The law does not allow this: atw-5:3-2"),
        (HOUSE.replace("720", "'x'"), "2126-03-09", "On line 10 of the file"),
        (HOUSE, "2006-03-09", "Rules begin today or later"),
        (HOUSE, "then", "We cannot read this date"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    stands: Path, capsys: pytest.CaptureFixture[str], text: str, since: str, says: str
) -> None:
    more = ["--decision", "MT", "--data", str(stands)]
    with pytest.raises(SystemExit) as end:
        main(["roster", "rules", "add", str(file(stands, text)), "--from", since, *more])

    said = capsys.readouterr()
    assert end.value.code == 1
    assert says in said.err and "Traceback" not in said.err


def test_the_list_of_rules_needs_no_workspace() -> None:
    assert drive("roster", "rules", "--json").json()["sets"]
