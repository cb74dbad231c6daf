"""The pages of the bank: a statement is shown before it is taken, lines go to their account in one tap."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest

from domain.kernel import new_id
from tests.finance.bank.banked import Banked, day, march
from tests.finance.statements.made import OTHER, camt, mt940, paid
from tests.finance.web.test_replay import plain
from tests.harness.money import Purse

ONE = camt(day(2, paid(-1_250), opening=10_000))
ADDRESS = "/teams/{}/money/bank"


@pytest.fixture
def banked(purse: Purse) -> Banked:
    purse.home.clock.moment = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
    return Banked(purse)


class Hands:
    """Somebody at the pages of the bank."""

    def __init__(self, browser: Any, banked: Banked) -> None:
        self.browser, self.banked, self.address = browser, banked, ADDRESS.format(banked.team)

    def get(self, path: str = "") -> Any:
        return self.browser.get(self.address + path)

    def send(self, path: str, **fields: Any) -> Any:
        page = self.get().text
        csrf = re.search(r'name="csrf" value="([^"]+)"', page)
        data = {"csrf": csrf[1] if csrf else "", "command": new_id(), "page": self.address} | fields
        return self.browser.post(self.address + path, data=data, content_type="multipart/form-data")

    def show_file(self, data: bytes) -> Any:
        return self.send(f"/{self.banked.bank}/statement", file=(BytesIO(data), "maart.xml"))

    def take_file(self, data: bytes) -> Any:
        shown = self.show_file(data).text
        file = re.search(r'name="file" value="([0-9a-f]{64})"', shown)
        assert file, shown
        return self.send(f"/{self.banked.bank}/import", file=file[1])


@pytest.fixture
def bram(client: Any, banked: Banked) -> Hands:
    return Hands(client(banked.purse.bram), banked)


def test_a_team_without_a_bank_account_is_asked_to_link_one(purse: Purse, client: Any) -> None:
    address = ADDRESS.format(purse.team)

    keeper, looker = client(purse.bram).get(address).text, client(purse.cato).get(address).text

    assert "Nog geen bankrekening gekoppeld" in keeper and "/link" in keeper
    assert "Nog geen bankrekening gekoppeld" in looker and "/link" not in looker


def test_a_file_is_shown_before_it_is_taken_and_then_every_line_waits(bram: Hands, banked: Banked) -> None:
    position = banked.purse.position()

    shown = plain(bram.show_file(march()).text)

    assert banked.purse.position() == position
    assert "Nieuw 3" in shown and "Al bekend 0" in shown and "€ 257,50" in shown and "Energie BV" in shown
    assert bram.take_file(march()).status_code == 303
    after = plain(bram.get().text)
    assert "Te verklaren (3)" in after and "3 maart 2026" in after and "+200,00" in after


def test_a_file_that_is_known_changes_nothing_and_offers_nothing(bram: Hands, banked: Banked) -> None:
    banked.take(march())

    shown = bram.show_file(march()).text

    assert "Er verandert niets" in shown and "/import" not in shown


def test_a_wrong_file_gives_a_sentence_beside_the_field(bram: Hands, banked: Banked) -> None:
    for data, says in ((b"hallo", "geen bankafschrift"), (b"", "Kies eerst"), (march()[:200], "bij regel"),
                       (camt(day(2, paid(-1), opening=1)), "beginbalans")):  # fmt: skip
        answer = bram.show_file(data)

        assert answer.status_code == 422 and says in plain(answer.text)
        assert 'aria-invalid="true"' in answer.text
    assert banked.lines() == []


def test_a_line_goes_to_its_account_and_a_rule_is_made_of_it_in_one_tap(bram: Hands, banked: Banked) -> None:
    banked.take(ONE)
    line = banked.line(ONE)

    bram.send(f"/lines/{line}/match", account="4350", stay="1")
    page = bram.get(f"/lines/{line}").text
    bram.send(f"/lines/{line}/rule")

    assert banked.state(line) == "matched" and "Maak hier een regel van" in page
    rules = plain(bram.get("/rules").text)
    assert "4350 Kleine inventaris" in rules and "dezelfde tegenpartij, eraf" in rules and "Versie 1" in rules


def test_without_a_counterparty_the_page_says_by_which_words_a_rule_goes_and_lets_them_be_changed(
    bram: Hands, banked: Banked
) -> None:
    data = camt(day(2, paid(-995, iban="", name="Hema BV", text="Pasbetaling bon 33"), opening=10_000))
    banked.take(data)
    line = banked.line(data)
    banked.match(line, "4350")

    page = bram.get(f"/lines/{line}").text
    wrong = bram.send(f"/lines/{line}/rule", words="Gamma")
    bram.send(f"/lines/{line}/rule", words="Hema")

    assert "dezelfde tegenpartij" not in page and 'name="words" type="text" value="Hema BV Pasbetaling"' in page
    assert wrong.status_code == 422 and "Niet al deze woorden" in wrong.text
    assert "Hema" in plain(bram.get("/rules").text)


def test_what_a_rule_proposes_is_confirmed_in_one_tap(bram: Hands, banked: Banked) -> None:
    two = camt(day(2, paid(-1_250), paid(-1_300), opening=10_000))
    banked.take(two)
    banked.match(banked.line(two), "4350")
    banked.rule(banked.line(two))

    page = bram.get().text
    tap = re.search(r'action="([^"]+/match)".*?name="account" value="(\w+)".*?name="rule" value="(\w+)"', page, re.S)
    assert tap and tap[2] == "4350"
    bram.send(f"/lines/{banked.line(two, 1)}/match", account=tap[2], rule=tap[3])

    assert banked.state(banked.line(two, 1)) == "matched"
    assert "Alles is verklaard" in bram.get().text
    assert "4350 Kleine inventaris" in plain(bram.get("?done=1").text)


def test_a_line_is_split_as_people_type_amounts(bram: Hands, banked: Banked) -> None:
    banked.take(ONE)
    line = banked.line(ONE)
    parts = {"account_0": "4350", "amount_0": "€ 10", "account_1": "4310", "amount_1": "2,5"}

    wrong = bram.send(f"/lines/{line}/split", **(parts | {"amount_1": "2,4"}))
    half = bram.send(f"/lines/{line}/split", **(parts | {"amount_1": ""}))
    right = bram.send(f"/lines/{line}/split", **parts)

    assert wrong.status_code == 422 and half.status_code == 422 and right.status_code == 303
    assert banked.purse.balances()["4350"] == 1_000 and banked.purse.balances()["4310"] == 250


def test_a_line_is_explained_and_opened_again_with_a_reason(bram: Hands, banked: Banked) -> None:
    banked.take(ONE)
    line = banked.line(ONE)

    bram.send(f"/lines/{line}/explain", text="Voor het feest.", account="4350")
    assert "Voor het feest." in bram.get(f"/lines/{line}").text
    assert bram.send(f"/lines/{line}/release", text="").status_code == 422
    bram.send(f"/lines/{line}/release", text="Het was energie.")

    assert banked.state(line) == "open" and banked.purse.balances()["1090"] == 1_250


def test_the_page_of_a_line_shows_the_rows_where_it_stood(bram: Hands, banked: Banked) -> None:
    banked.take(ONE)

    page = plain(bram.get(f"/lines/{banked.line(ONE)}").text)

    assert "&lt;Ntry&gt;" in page and "12.50" in page and "NL20 INGB 0001 2345 67" in page


def test_a_line_of_an_old_bank_shows_its_own_rows_in_the_banks_own_signs(bram: Hands, banked: Banked) -> None:
    old = mt940(day(2, paid(-1_250, name="Café Zoë"), opening=10_000)).decode().encode("latin-1")
    odd = mt940(day(3, paid(-100, text="Taart\u2028met thee"), paid(-200, text="Melk"), opening=8_750))
    banked.take(old)
    banked.take(odd)

    def shown(line: str) -> str:
        return str(bram.get(f"/lines/{line}").text.partition('<pre class="source"')[2].partition("</pre>")[0])

    assert "Café Zoë" in shown(banked.line(old)) and "\ufffd" not in shown(banked.line(old))
    assert "Melk" in shown(banked.line(odd, 1)) and "Taart" not in shown(banked.line(odd, 1))


def test_a_page_of_then_shows_the_lines_of_then(bram: Hands, banked: Banked) -> None:
    banked.take(ONE)
    then = banked.purse.position()
    banked.match(banked.line(ONE), "4350")

    assert "Te verklaren (1)" in plain(bram.get(f"?at={then}").text)
    assert "Alles is verklaard" in bram.get().text


def test_a_rule_is_changed_and_ended_on_its_page_and_its_versions_stay(bram: Hands, banked: Banked) -> None:
    banked.take(ONE)
    banked.match(banked.line(ONE), "4350")
    rule = banked.rule(banked.line(ONE))
    fields = {"words": "brood", "side": "out", "least": "1", "most": "20", "account": "4310"}

    backwards = bram.send(f"/rules/{rule}/change", **(fields | {"least": "30"}))
    bram.send(f"/rules/{rule}/change", **fields)
    changed = plain(bram.get("/rules").text)
    bram.send(f"/rules/{rule}/end")
    bram.send("/rules/threshold", cents="100", text="We zijn nieuw.")

    assert backwards.status_code == 422
    assert "2 versies" in changed and "met de woorden brood" in changed and "vanaf € 1,00" in changed
    ended = plain(bram.get("/rules").text)
    assert "1 regel die gestopt is" in ended and "Tot € 100,00" in ended and "We zijn nieuw." in ended


def test_who_only_looks_has_no_forms_and_sends_nothing(banked: Banked, client: Any) -> None:
    banked.take(ONE)
    fenna = Hands(client(banked.purse.fenna), banked)

    page, line = fenna.get().text, fenna.get(f"/lines/{banked.line(ONE)}").text

    assert "Bakker Smit" in page and "<form" not in page.split("<main")[1].split("</main>")[0]
    assert "Wie de boeken houdt" in line
    assert fenna.send(f"/lines/{banked.line(ONE)}/match", account="4350").status_code in (400, 403)


def test_the_bank_of_another_team_does_not_exist(banked: Banked, home: Any, client: Any) -> None:
    banked.take(ONE)
    other = home.second_team()
    yara = client(home.person("yara"))
    line = banked.line(ONE)

    for path in ("", f"/lines/{line}", "/rules"):
        assert yara.get(ADDRESS.format(banked.team) + path).status_code == 404
        assert client(banked.purse.bram).get(ADDRESS.format(other) + path).status_code == 404


def test_the_bank_of_residents_is_seen_by_who_may_and_each_look_is_written(purse: Purse, client: Any) -> None:
    banked = Banked(purse, account="1030", iban=OTHER, cents=0)
    file = camt(day(2, paid(5_000, name="Brood van deze week"), opening=0, account=OTHER))
    banked.take(file)
    bram, fenna = Hands(client(purse.bram), banked), Hands(client(purse.fenna), banked)
    looks = purse.home.house.access.looks

    assert "Brood van deze week" not in bram.get().text and looks(purse.team) == []
    assert fenna.get("?of=residents").status_code == 403
    assert fenna.get(f"/lines/{banked.line(file)}").status_code == 403
    assert "Brood van deze week" in bram.get("?of=residents").text and len(looks(purse.team)) == 1
    wrong = bram.send(f"/lines/{banked.line(file)}/match", account="1700")
    assert wrong.status_code == 422
    bram.send(f"/lines/{banked.line(file)}/match", account="1700", resident=purse.home.rosa)
    assert banked.state(banked.line(file)) == "matched"


def test_of_a_file_on_one_row_a_line_shows_its_own_entry(bram: Hands, banked: Banked) -> None:
    data = camt(day(2, paid(-995, text="Eerste"), paid(-700, text="Tweede"), opening=10_000)).replace(b"\n", b"")
    banked.take(data)

    page = bram.get(f"/lines/{banked.line(data, 1)}").text

    shown = page.partition('<pre class="source"')[2].partition("</pre>")[0]
    assert "Tweede" in shown and "Eerste" not in shown and "OPBD" not in shown
