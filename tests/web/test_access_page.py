"""Who looked is written first and can be read by who guards it, by the resident, and by the resident's relative."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from eventsourcing.persistence import OperationalError
from flask import Flask, g
from flask_babel import lazy_gettext as _l

from domain.kernel import Id, authority
from web.acts import acts
from web.looked import look, name_look
from web.pages import as_position

Client = Callable[[Id | None], Any]
SEE = "access.see_money_in_a_test"


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Who may look, and how it is told, in these tests only."""
    monkeypatch.setitem(authority._actions, SEE, ("member", "auditor"))
    monkeypatch.setattr("web.looked._WORDS", {})
    name_look(SEE, _l("%(who)s keek naar het geld van %(whose)s."))
    yield


@pytest.fixture
def app(app: Flask) -> Flask:
    """The application, with a page that shows somebody's money."""

    @acts(SEE)
    def money(team: Id, person: Id) -> str:
        look(SEE, person, "f" * 32)
        look(SEE, person, "f" * 32)
        return f"saldo 12,50 stand {g.position}"

    @acts("access.see_own")
    def own(person: Id) -> str:
        look(SEE, person, role="relative", on_behalf_of=person)
        return "saldo 12,50"

    app.add_url_rule("/teams/<id:team>/money/<id:person>", "test.money", money)
    app.add_url_rule("/own-money/<id:person>", "test.own", own)
    return app


@pytest.fixture
def offices(home: Any) -> Any:
    """Yara guards privacy, Emre audits."""
    home.second_team()
    with home.by(home.anna):
        home.house.teams.give_office(home.yara, office="privacy_officer", since="2026-01-01")
        home.house.teams.give_office(home.emre, office="auditor", since="2026-01-01")
    return home


def looked(home: Any, count: int = 1, who: str = "bram", whose: str = "rosa") -> None:
    """Somebody looked so many times."""
    for _ in range(count):
        home.house.access.looked(
            home.person(who), "member", subject=home.person(whose), action=SEE,
            shown=home.house.workspace.position(), known=home.house.workspace.position(),
        )  # fmt: skip


def told(page: Any) -> list[str]:
    """The looks on a page, in words."""
    assert page.status_code == 200
    return re.findall(r'<li class="fact">.*?<p>(.*?)</p>', page.text, re.DOTALL)


# writing


def test_a_look_is_written_once_a_request_with_role_position_and_object(home: Any, client: Client) -> None:
    page = client(home.bram).get(f"/teams/{home.team}/money/{home.rosa}")

    assert "12,50" in page.text
    (row,) = home.house.access.looks()
    position = home.house.workspace.position()
    assert (row.person, row.role, row.subject, row.action, row.object) == (
        home.bram, "member", home.rosa, SEE, "f" * 32,
    )  # fmt: skip
    assert (row.shown, row.known) == (position, position)
    client(home.bram).get(f"/teams/{home.team}/money/{home.rosa}")
    assert len(home.house.access.looks()) == 2


def test_a_look_at_then_says_which_moment_was_shown(home: Any, client: Client) -> None:
    page = client(home.bram).get(f"/teams/{home.team}/money/{home.rosa}?at=7")

    assert "stand 7" in page.text
    (row,) = home.house.access.looks()
    assert (row.shown, row.known) == (7, home.house.workspace.position())


def test_a_look_on_somebodys_behalf_says_so(home: Any, client: Client) -> None:
    client(home.koos).get(f"/own-money/{home.rosa}")

    (row,) = home.house.access.looks()
    assert (row.person, row.role, row.behalf) == (home.koos, "relative", home.rosa)


@pytest.mark.parametrize("who", ["koos", "yara", None])
def test_who_may_not_look_is_not_written_down_and_sees_nothing(offices: Any, client: Client, who: str | None) -> None:
    page = client(offices.person(who) if who else None).get(f"/teams/{offices.team}/money/{offices.rosa}")

    assert page.status_code in (303, 302, 403, 404) and "12,50" not in page.text
    assert offices.house.access.looks() == []


@pytest.mark.parametrize("error", [OperationalError("disk full"), OSError("no space"), RuntimeError("read-only")])
def test_no_log_no_look(home: Any, client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fails(*_: object) -> int:
        raise error

    monkeypatch.setattr(home.house.access._standing(), "append", fails)

    page = client(home.bram).get(f"/teams/{home.team}/money/{home.rosa}")

    assert page.status_code == 503 and "12,50" not in page.text
    assert "niet opschrijven dat je keek" in page.text
    part = client(home.bram).get(f"/teams/{home.team}/money/{home.rosa}", headers={"HX-Request": "true"})
    assert part.status_code == 503 and "12,50" not in part.text and "opschrijven" in part.text


def test_a_look_that_nobody_can_tell_is_an_error_of_the_program(app: Flask, home: Any, client: Client) -> None:
    @acts("access.see_own")
    def silent() -> str:
        look("access.nameless", home.rosa)
        return ""

    app.add_url_rule("/silent", "test.silent", silent)

    with pytest.raises(LookupError, match="name_look"):
        client(home.bram).get("/silent")


# reading


@pytest.mark.parametrize("who", ["yara", "emre"])
def test_who_guards_the_log_reads_every_look_newest_first(offices: Any, client: Client, who: str) -> None:
    looked(offices)
    offices.clock.advance(timedelta(days=1, minutes=5))
    looked(offices, who="anna", whose="koos")

    page = client(offices.person(who)).get("/access")

    assert told(page) == ["Anna keek naar het geld van Koos.", "Bram keek naar het geld van Rosa."]
    assert "Maandag" in page.text and "Dinsdag" in page.text and "10:05" in page.text
    assert "Als medewerker." in page.text and "Inzage 2." in page.text


@pytest.mark.parametrize("who", ["anna", "bram", "rosa", "koos"])
def test_others_do_not_read_it(offices: Any, client: Client, who: str) -> None:
    looked(offices)

    page = client(offices.person(who)).get("/access")

    assert page.status_code in (403, 404) and "Bram keek" not in page.text


def test_the_list_can_be_of_one_person(offices: Any, client: Client) -> None:
    looked(offices)
    looked(offices, who="anna", whose="koos")
    reader = client(offices.yara)

    page = reader.get(f"/access?subject={offices.rosa}")

    assert told(page) == ["Bram keek naar het geld van Rosa."]
    assert f'<option value="{offices.rosa}" selected>Rosa' in page.text
    for strange in ("niemand", offices.bram, "'", "0" * 400):
        assert len(told(reader.get("/access", query_string={"subject": strange}))) == 2


def test_a_long_list_goes_page_by_page(offices: Any, client: Client) -> None:
    looked(offices, 70)
    reader, address, seen = client(offices.yara), f"/access?subject={offices.rosa}", []

    for count in (30, 30, 10):
        page = reader.get(address)
        numbers = [as_position(found) for found in re.findall(r"Inzage (\d+)\.", page.text)]
        assert len(numbers) == count
        seen += numbers
        older = re.search(r'href="([^"]*before=[^"]*)"', page.text)
        address = older[1].replace("&amp;", "&") if older else ""

    assert seen == list(range(70, 0, -1)) and not address
    for strange in ("x", "-1", "9" * 30, "0"):
        assert len(told(reader.get("/access", query_string={"before": strange}))) == 30


def test_the_list_of_then_has_what_was_written_then(offices: Any, client: Client) -> None:
    looked(offices)
    offices.draft()
    then = offices.house.workspace.position() - 1
    looked(offices, who="anna")

    page = client(offices.yara).get(f"/access?at={then}")

    assert told(page) == ["Bram keek naar het geld van Rosa."]
    assert "Niemand keek" in client(offices.yara).get("/access?at=5").text


def test_when_nobody_looked_the_page_says_so(offices: Any, client: Client) -> None:
    for address in ("/access", f"/people/{offices.rosa}/looks"):
        assert "Niemand keek" in client(offices.yara).get(address).text


@pytest.mark.parametrize("who", ["rosa", "koos", "yara"])
def test_a_resident_the_relative_and_who_guards_it_read_who_looked_at_hers(
    offices: Any, client: Client, who: str
) -> None:
    looked(offices)
    looked(offices, who="anna", whose="koos")

    page = client(offices.person(who)).get(f"/people/{offices.rosa}/looks")

    assert told(page) == ["Bram keek naar het geld van Rosa."]
    assert ("bij jou" if who == "rosa" else "bij Rosa") in page.text


@pytest.mark.parametrize(("who", "whose"), [("bram", "rosa"), ("anna", "rosa"), ("rosa", "koos"), ("koos", "bram")])
def test_who_is_neither_finds_nothing(offices: Any, client: Client, who: str, whose: str) -> None:
    looked(offices, whose=whose)

    page = client(offices.person(who)).get(f"/people/{offices.person(whose)}/looks")

    assert page.status_code == 404


def test_a_relative_who_is_one_no_more_reads_nothing_also_not_of_then(offices: Any, client: Client) -> None:
    looked(offices)
    position = offices.house.workspace.position()
    with offices.by(offices.anna):
        offices.house.staffing.leave_team(offices.team, person=offices.koos, until="2026-02-02")
    offices.clock.advance(timedelta(days=3))

    for address in (f"/people/{offices.rosa}/looks", f"/people/{offices.rosa}/looks?at={position}"):
        assert client(offices.koos).get(address).status_code == 404


@pytest.mark.parametrize(
    ("who", "links"), [("rosa", ["rosa"]), ("koos", ["rosa"]), ("bram", []), ("yara", ["all"]), ("anna", [])]
)
def test_the_own_page_leads_to_it_who_may_read_it(offices: Any, client: Client, who: str, links: list[str]) -> None:
    page = client(offices.person(who)).get("/me").text

    found = re.findall(r'href="(/people/[0-9a-f]{32}/looks|/access)"', page)

    assert found == ["/access" if one == "all" else f"/people/{offices.person(one)}/looks" for one in links]


def test_a_log_that_cannot_be_read_is_a_sentence(offices: Any, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(offices.house.access._standing(), "read", fails)

    page = client(offices.yara).get("/access")

    assert page.status_code == 503 and "verify" in page.text


def test_a_reason_and_a_name_that_were_erased_are_shown_as_erased(offices: Any, client: Client) -> None:
    reason = offices.house.vault.seal(offices.rosa, "de notaris vraagt erom")
    offices.house.access.looked(
        offices.bram, "member", subject=offices.rosa, action=SEE, shown=4, known=9, reason=reason,
        on_behalf_of=offices.koos,
    )  # fmt: skip
    before = client(offices.yara).get("/access").text
    assert "de notaris vraagt erom" in before and "Namens Koos" in before and "stand 4" in before

    offices.house.vault.erase(offices.rosa, "op verzoek", offices.anna)

    after = client(offices.yara).get("/access").text
    assert "notaris" not in after and "geld van iemand (naam gewist)" in after and "Bram keek" in after


def test_the_page_in_english(offices: Any, client: Client) -> None:
    looked(offices)
    reader = client(offices.yara)
    reader.set_cookie("taal", "en")

    page = reader.get("/access").text

    assert "Who looked?" in page and "Wie keek" not in page
