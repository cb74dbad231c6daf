"""A statement that Bram only looks at: nothing of it is kept unless he takes it, and he takes it once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.store.waiting import KEPT
from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import camt, paid
from tests.finance.web.test_bank import ONE, Hands
from tests.harness.money import Purse


@pytest.fixture
def bram(client: Any, purse: Purse) -> Hands:
    """Bram at the pages of the bank, on the fourth of March."""
    purse.home.clock.moment = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
    return Hands(client(purse.bram), Banked(purse))


def files(hands: Hands) -> list[Path]:
    """Whatever was sent in and is on the disk."""
    data = hands.banked.home.house.workspace.data
    return [path for name in ("waiting", "uploads") for path in (data / name).rglob("*") if path.is_file()]


def shown(hands: Hands, data: bytes = ONE) -> str:
    """Look at a file; under what it waits."""
    found = re.search(r'name="file" value="([0-9a-f]{64})"', hands.show_file(data).text)
    assert found
    return found[1]


def test_what_bram_dismisses_is_gone_with_its_bytes(bram: Hands) -> None:
    file = shown(bram)
    waits = len(files(bram))

    assert bram.send(f"/{bram.banked.bank}/dismiss", file=file).status_code == 303

    assert (waits, files(bram)) == (1, [])
    refused = bram.send(f"/{bram.banked.bank}/import", file=file)
    assert refused.status_code == 410 and "Kies het bestand opnieuw" in refused.text
    assert bram.banked.lines() == []


def test_what_bram_leaves_is_gone_after_an_hour(bram: Hands, purse: Purse) -> None:
    file = shown(bram)
    purse.home.clock.advance(KEPT)

    refused = bram.send(f"/{bram.banked.bank}/import", file=file)
    shown(bram, camt(day(2, paid(-700), opening=10_000)))

    assert refused.status_code == 410 and "na een uur" in refused.text
    assert [path.name.startswith(file) for path in files(bram)] == [False]


def test_what_bram_takes_is_kept_once_and_waits_no_more(bram: Hands, purse: Purse) -> None:
    file = shown(bram)
    purse.home.clock.advance(KEPT - timedelta(seconds=1))

    taken = [bram.send(f"/{bram.banked.bank}/import", file=file).status_code for _ in range(2)]

    assert taken == [303, 303]
    assert [path.parent.parent.name for path in files(bram)] == ["uploads"]
    assert bram.banked.lines() == [("2026-03-02", -1_250, "open")]


def test_what_the_books_refuse_is_not_kept(bram: Hands, purse: Purse) -> None:
    file = shown(bram)
    with purse.home.by(purse.bram):
        bram.banked.service.close_bank_account(purse.team, bank=bram.banked.bank)

    assert bram.send(f"/{bram.banked.bank}/import", file=file).status_code == 404
    with purse.home.by(purse.bram):
        bram.banked.service.link_account(purse.team, account="1010", iban=bram.banked.iban)
        purse.home.house.waiting.drop(bram.banked.bank, file)

    assert files(bram) == []


def test_another_team_and_who_may_not_import_dismiss_nothing(bram: Hands, purse: Purse, client: Any) -> None:
    file = shown(bram)
    purse.home.second_team()

    refused = []
    for who in ("fenna", "yara"):
        browser = client(purse.home.person(who))
        csrf = re.search(r'name="csrf" value="([^"]+)"', browser.get("/me").text)
        assert csrf
        data = {"csrf": csrf[1], "file": file, "page": "/me"}
        refused.append(browser.post(f"{bram.address}/{bram.banked.bank}/dismiss", data=data).status_code)

    assert refused == [403, 404]

    assert len(files(bram)) == 1


def test_the_page_says_that_nothing_is_kept_of_what_is_not_taken(bram: Hands) -> None:
    page = bram.show_file(ONE).text

    assert "Niet inlezen" in page and "uiterlijk na een uur" in page


def test_a_disk_that_fails_after_the_statement_was_taken_does_not_say_that_it_was_not(
    bram: Hands, purse: Purse, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = shown(bram)

    def fails(*_: object) -> None:
        raise OSError("read-only file system")

    monkeypatch.setattr("domain.store.blobs_folder.BlobFolder.remove", fails)
    taken = bram.send(f"/{bram.banked.bank}/import", file=file)
    dismissed = bram.send(f"/{bram.banked.bank}/dismiss", file=file)
    monkeypatch.undo()

    assert (taken.status_code, dismissed.status_code) == (303, 503)
    assert bram.banked.lines() == [("2026-03-02", -1_250, "open")]
    purse.home.clock.advance(KEPT)
    purse.home.house.waiting.sweep()
    assert [path.parent.parent.name for path in files(bram)] == ["uploads"]
