"""Controleer zelf: everybody of a team can take a checkpoint home, read what to do with it, and check us later."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest

from domain.kernel.checkpoint import VerifierKey, read_checkpoint
from web.checkpoint_keeper import Keeper


@pytest.fixture
def signed(home: Any) -> int:
    """De Lindehof with one checkpoint, over all its facts; how many those are."""
    home.draft()
    assert Keeper(home.house.workspace).make_due()
    return int(home.house.workspace.position())


def text(page: str) -> str:
    """What stands on a page, without marks and with plain spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())


@pytest.mark.parametrize("who", ["anna", "bram", "rosa", "koos"])
def test_everybody_of_a_team_reads_how_far_it_is_signed_and_what_to_do(
    home: Any, client: Any, signed: int, who: str
) -> None:
    page = client(getattr(home, who)).get("/checkpoints")

    assert page.status_code == 200
    assert f"Alles tot en met stand {signed} ligt vast, sinds maandag 2 februari, 10:00." in text(page.text)
    assert "Daarna kwam er niets bij." in text(page.text)
    assert f"checkpoint-{signed}.txt" in page.text and "VACUUM INTO" in page.text


def test_who_belongs_nowhere_finds_nothing(home: Any, client: Any, signed: int) -> None:
    stranger = client(home.person("niemand"))

    for address in ("", f"/{signed}.txt", f"/{signed}.hashes", f"/{signed}/print", "/key.pub", "/driehoek_verify.py"):
        assert stranger.get(f"/checkpoints{address}").status_code == 404
    assert "/sign-in" in client(None).get("/checkpoints").location


def test_facts_that_came_later_are_counted(home: Any, client: Any, signed: int) -> None:
    home.plan(home.bram, "05", "V")
    later = home.house.workspace.position() - signed

    page = text(client(home.rosa).get("/checkpoints").text)

    assert f"{later} feiten van daarna liggen nog niet vast. Dat gebeurt vanzelf, binnen een uur." in page


def test_before_the_first_one_the_page_says_so(home: Any, client: Any) -> None:
    page = text(client(home.bram).get("/checkpoints").text)

    assert "Er is nog geen controlepunt. Het eerste komt vanzelf" in page
    assert "De sleutel komt er bij het eerste controlepunt." in page
    assert client(home.bram).get("/checkpoints/key.pub").status_code == 404


def test_a_page_of_then_shows_what_was_signed_then(home: Any, client: Any, signed: int) -> None:
    home.plan(home.bram, "05", "V")
    home.clock.advance(timedelta(hours=2))
    assert Keeper(home.house.workspace).make_due()
    newer = home.house.workspace.position()
    bram = client(home.bram)

    now, then = (bram.get(f"/checkpoints?at={at}").text for at in (newer, signed))

    assert f"/checkpoints/{newer}.txt" in now and f"/checkpoints/{newer}.txt" not in then
    assert f"Alles tot en met stand {signed} ligt vast" in text(then)
    assert bram.get(f"/checkpoints/{newer}.txt?at={signed}").status_code == 404
    assert "Er is nog geen controlepunt." in text(bram.get("/checkpoints?at=3").text)


def test_what_was_taken_home_checks_a_copy_of_the_log(home: Any, client: Any, signed: int, tmp_path: Any) -> None:
    home_folder = tmp_path / "thuis"
    home_folder.mkdir()
    rosa = client(home.rosa)
    for address, name in (
        (f"{signed}.txt", "cp.txt"), (f"{signed}.hashes", "cp.txt.hashes"), ("key.pub", "cp.txt.pub"),
        ("driehoek_verify.py", "driehoek_verify.py"),
    ):  # fmt: skip
        answer = rosa.get(f"/checkpoints/{address}")
        assert "attachment" in answer.headers["Content-Disposition"]
        (home_folder / name).write_bytes(answer.data)
    home.plan(home.bram, "05", "V")

    def check() -> str:
        copy = home_folder / "copy.db"
        copy.unlink(missing_ok=True)
        vacuum(home.house.workspace.data / "events.db", copy)
        program = [sys.executable, "-I", "driehoek_verify.py", "copy.db", "--checkpoint", "cp.txt"]
        return subprocess.run(program, cwd=home_folder, capture_output=True, text=True, check=False).stdout

    honest = check()
    bend(home.house.workspace.data / "events.db", 7)

    assert honest.startswith("Goed: ") and "Nog niet vastgelegd" in honest
    assert "De eerste positie die niet klopt: 7." in check()
    read_checkpoint((home_folder / "cp.txt").read_bytes()).check(
        VerifierKey.parse((home_folder / "cp.txt.pub").read_text())
    )


def vacuum(log: Any, copy: Any) -> None:
    """A copy as the page tells the administrator to make it."""
    import sqlite3

    with sqlite3.connect(log) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))


def bend(log: Any, position: int) -> None:
    """Change a fact, past everything that driehoek guards."""
    import sqlite3

    with sqlite3.connect(log) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(
            "UPDATE stored_events SET state = CAST(replace(state, '2026', '2025') AS BLOB) WHERE position = ?",
            (position,),
        )


def test_a_checkpoint_whose_text_was_changed_is_shown_as_such(home: Any, client: Any, signed: int) -> None:
    place = home.house.workspace.data / "checkpoints" / f"{signed}.txt"
    place.write_text(place.read_text().replace("T09:00:00Z", "T08:00:00Z"))

    assert "De handtekening klopt niet" in client(home.bram).get("/checkpoints").text


def test_hashes_that_are_not_there_are_a_sentence(home: Any, client: Any, signed: int) -> None:
    shutil.rmtree(home.house.workspace.data / "checkpoints" / "tree")

    answer = client(home.bram).get(f"/checkpoints/{signed}.hashes")

    assert answer.status_code == 503 and "De hashes bij dit controlepunt zijn er nu niet" in answer.text


@pytest.mark.parametrize("size", ["0", "5", "9" * 30, "9" * 300])
@pytest.mark.parametrize("kind", [".txt", ".hashes", "/print"])
def test_a_checkpoint_that_is_not_there_is_not_found(home: Any, client: Any, signed: int, size: str, kind: str) -> None:
    assert client(home.bram).get(f"/checkpoints/{size}{kind}").status_code == 404


@pytest.mark.parametrize("before", ["", "x", "-1", "²", "9" * 400, "0"])
def test_a_strange_page_number_is_no_error(home: Any, client: Any, signed: int, before: str) -> None:
    assert client(home.bram).get("/checkpoints", query_string={"before": before}).status_code == 200


def test_many_checkpoints_are_on_pages(home: Any, client: Any, signed: int) -> None:
    keeper = Keeper(home.house.workspace)
    for number in range(12):
        with home.by(home.anna):
            home.house.teams.rename_team(home.team, name=f"De Linde {number}")
        home.clock.advance(timedelta(hours=1))
        assert keeper.make_due()
    bram = client(home.bram)

    first = re.findall(r"/checkpoints/(\d+)\.txt", bram.get("/checkpoints").text)
    older = re.search(r"before=(\d+)", bram.get("/checkpoints").text)
    assert older
    second = re.findall(r"/checkpoints/(\d+)\.txt", bram.get(f"/checkpoints?before={older[1]}").text)

    assert [int(size) for size in first + second] == list(range(signed + 12, signed - 1, -1))


def test_why_none_was_made_is_told_on_the_page(home: Any, client: Any, signed: int) -> None:
    (home.house.workspace.data / "checkpoint.pub").write_text("rommel")
    home.plan(home.bram, "05", "V")
    home.clock.advance(timedelta(hours=2))
    bram = client(home.bram)
    bram.application.extensions["checkpoints"].make_due()

    page = text(bram.get("/checkpoints").text)

    assert "kon geen controlepunt gemaakt worden. De sleutel kan niet gebruikt worden." in page


def test_on_paper_stands_the_text_and_its_code(home: Any, client: Any, signed: int) -> None:
    page = client(home.rosa).get(f"/checkpoints/{signed}/print").text

    note = (home.house.workspace.data / "checkpoints" / f"{signed}.txt").read_text()
    assert note.strip() in page.replace("&#43;", "+").replace("&#34;", '"')
    assert '<svg role="img" aria-label="Het controlepunt als QR-code"' in page


def test_a_fact_shows_whether_it_is_covered_and_the_proof(home: Any, client: Any, signed: int) -> None:
    home.plan(home.bram, "05", "V")
    anna = client(home.anna)

    covered, later = anna.get(f"/facts/{signed}").text, anna.get(f"/facts/{signed + 1}").text
    bend(home.house.workspace.data / "events.db", signed)

    assert "Dit feit is gedekt" in covered and "van blad naar wortel" in covered
    assert "Dit feit is nog niet gedekt" in later
    assert "Het bewijs kan nu niet gemaakt worden" in anna.get(f"/facts/{signed}").text
    assert "Er is nog geen controlepunt gemaakt." in anna.get("/facts/3?at=4").text


def test_spoor_and_the_own_page_lead_there(home: Any, client: Any, signed: int) -> None:
    assert 'href="/checkpoints"' in client(home.bram).get(f"/teams/{home.team}/trail").text
    assert 'href="/checkpoints"' in client(home.rosa).get("/me").text


def test_in_english_it_is_english(home: Any, client: Any, signed: int) -> None:
    bram = client(home.bram)
    bram.set_cookie("taal", "en")

    page, paper = bram.get("/checkpoints").text, bram.get(f"/checkpoints/{signed}/print").text

    assert "Check for yourself" in page and "Controleer" not in page
    assert "Keep this sheet" in paper and "Bewaar" not in paper


MODES: dict[str, dict[str, Any]] = {
    "tablet": {},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "dark": {"color_scheme": "dark"},
    "no script": {"java_script_enabled": False},
}


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode != "no script"])
def test_the_pages_are_accessible_and_fit(
    home: Any, browser_page: Any, accessible: Any, signed: int, mode: str
) -> None:
    page = browser_page(home.bram, **MODES[mode])

    for address in ("/checkpoints", f"/checkpoints/{signed}/print", f"/checkpoints?at={signed}", f"/facts/{signed}"):
        page.goto(address)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_targets_are_large_enough_for_a_thumb(home: Any, browser_page: Any, signed: int) -> None:
    page = browser_page(home.bram, **MODES["phone"])

    for address in ("/checkpoints", f"/checkpoints/{signed}/print"):
        page.goto(address)
        heights = page.eval_on_selector_all(
            "main a, main button, main summary",
            "found => found.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().height)",
        )
        assert heights and min(heights) >= 44


def test_it_is_taken_home_without_a_script(home: Any, browser_page: Any, signed: int) -> None:
    page = browser_page(home.bram, **MODES["no script"])
    page.goto("/checkpoints")

    with page.expect_download() as download:
        page.locator(".points a").first.click()

    assert download.value.suggested_filename == f"checkpoint-{signed}.txt"
