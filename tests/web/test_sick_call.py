"""A sick call on the tablet: the shifts that come open with who can take them, the question, and the answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.kernel import id_of

SHOTS = Path("/tmp/driehoek-shots")
Client = Callable[[Any], Any]


@pytest.fixture
def morning(home: Any) -> Any:
    """Half past six on Thursday 5 March: Bram has the late shift of today and of tomorrow; three agreed to be asked."""
    home.need(V=0, L=0, N=0)
    home.draft()
    home.late = home.plan(home.bram, "05", "L")
    home.next_late = home.plan(home.bram, "06", "L")
    home.plan(home.emre, "05", "V")
    home.publish()
    home.clock.moment = datetime(2026, 3, 5, 5, 30, tzinfo=UTC)
    for person in (home.fenna, home.saar, home.anna):
        with home.by(person):
            home.house.rosters.agree_to_asks(home.team, days=["working", "off"], places=["V", "L", "N"])
    return home


def text_of(answer: Any) -> str:
    """The text of a page, spaces as they are read."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace("\u00a0", " ").split())


def report(home: Any, client: Any) -> str:
    """Bram calls in sick for two days; the address to which he is led."""
    answer = client.send(
        f"/teams/{home.team}/absences", f"/teams/{home.team}/absences/new",
        first="2026-03-05", last="2026-03-06", kind="sick",
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def ask(home: Any, client: Any, page: str, *persons: str, shift: Any = None) -> Any:
    """Ask these people on the page of the sick call."""
    return client.send(
        f"/rosters/{home.roster}/shifts/{shift or home.late}/ask", "/me",
        person=list(persons), absence=page.rsplit("/", 1)[1], absent=home.bram,
    )  # fmt: skip


def asked(home: Any, person: str) -> str:
    """The address of what somebody is asked."""
    found = home.standing().searches[home.late]["asked"]
    return "/asks/" + next(ask for ask, whom in found.items() if whom == person)


def test_who_calls_in_sick_sees_at_once_who_can_take_the_shifts(morning: Any, client: Client) -> None:
    bram = client(morning.bram)

    page = text_of(bram.get(report(morning, bram)))

    assert "Bram is er niet" in page and "do 5 maart, late dienst" in page and "vr 6 maart, late dienst" in page
    assert "Vraag deze drie" in page
    assert re.search(r"Eerst te vragen: (Anna|Fenna|Saar), (Anna|Fenna|Saar) en (Anna|Fenna|Saar)\.", page)
    assert "Komt op 8 uur van 112 uur in deze periode." in page
    assert "Emre Al bezet" in page or "Emre" in page.split("Kan niet, want")[1]
    assert "Ziek" not in page


def test_the_page_says_that_nothing_is_sent(morning: Any, client: Client) -> None:
    bram = client(morning.bram)
    page = report(morning, bram)

    ask(morning, bram, page, morning.fenna)

    assert "De vraag staat op hun Vandaag. Er gaat geen mail of melding uit." in text_of(bram.get(page))


def test_the_question_stands_on_vandaag_until_somebody_said_yes(morning: Any, client: Client) -> None:
    bram, fenna, saar = (client(person) for person in (morning.bram, morning.fenna, morning.saar))
    ask(morning, bram, report(morning, bram), morning.fenna, morning.saar)
    before = text_of(saar.get(f"/teams/{morning.team}"))
    question = asked(morning, morning.saar)

    answer = fenna.send(f"{asked(morning, morning.fenna)}/yes", "/me")

    assert "Kun jij de late dienst van do 5 maart werken?" in before
    assert answer.status_code == 303 and morning.who(morning.late) == morning.fenna
    assert "Kun jij" not in text_of(saar.get(f"/teams/{morning.team}"))
    assert "Fenna was net eerder" in text_of(saar.get(question))


def test_a_second_yes_is_told_who_was_first(morning: Any, client: Client) -> None:
    bram, fenna, saar = (client(person) for person in (morning.bram, morning.fenna, morning.saar))
    ask(morning, bram, report(morning, bram), morning.fenna, morning.saar)
    second = asked(morning, morning.saar)
    fenna.send(f"{asked(morning, morning.fenna)}/yes", "/me")

    answer = saar.send(f"{second}/yes", "/me")

    assert answer.status_code == 409
    assert "Fenna was net eerder" in text_of(answer) and "Fijn dat je wilde helpen." in text_of(answer)


def test_why_somebody_said_no_is_for_who_asked_and_nobody_else(morning: Any, client: Client) -> None:
    bram, fenna, emre = (client(person) for person in (morning.bram, morning.fenna, morning.emre))
    page = report(morning, bram)
    ask(morning, bram, page, morning.fenna)

    fenna.send(f"{asked(morning, morning.fenna)}/no", "/me", why="Mijn dochter is jarig")

    assert "Mijn dochter is jarig" in text_of(bram.get(page))
    assert "zei nee" in text_of(emre.get(page)) and "Mijn dochter is jarig" not in text_of(emre.get(page))


def test_what_is_asked_of_another_does_not_exist(morning: Any, client: Client) -> None:
    bram = client(morning.bram)
    ask(morning, bram, report(morning, bram), morning.fenna)
    address = asked(morning, morning.fenna)

    assert bram.get(address).status_code == 404
    assert bram.send(f"{address}/yes", "/me").status_code == 404
    assert bram.get("/asks/" + "0" * 32).status_code == 404


def test_who_does_not_work_that_day_sees_the_page_without_the_buttons(morning: Any, client: Client) -> None:
    page = report(morning, client(morning.bram))
    saar = client(morning.saar)

    shown, refused = text_of(saar.get(page)), ask(morning, saar, page, morning.fenna)

    assert "Vraag deze drie" not in shown and "Vragen doet wie die dag werkt, of een planner." in shown
    assert refused.status_code == 403


def test_who_works_that_day_is_led_to_it_from_vandaag(morning: Any, client: Client) -> None:
    page = report(morning, client(morning.bram))

    assert page in client(morning.emre).get(f"/teams/{morning.team}").text
    assert page not in client(morning.saar).get(f"/teams/{morning.team}").text


def test_withdrawing_the_absence_takes_the_question_from_vandaag(morning: Any, client: Client) -> None:
    bram, fenna = client(morning.bram), client(morning.fenna)
    page = report(morning, bram)
    ask(morning, bram, page, morning.fenna)
    question = asked(morning, morning.fenna)

    bram.send(f"{page}/withdraw", page)

    assert "Kun jij" not in text_of(fenna.get(f"/teams/{morning.team}"))
    assert "Het hoeft niet meer" in text_of(fenna.get(question))


def test_a_question_is_over_when_the_shift_begins(morning: Any, client: Client) -> None:
    bram, fenna = client(morning.bram), client(morning.fenna)
    ask(morning, bram, report(morning, bram), morning.fenna)
    question = asked(morning, morning.fenna)
    morning.clock.moment = datetime(2026, 3, 5, 14, 0, tzinfo=UTC)

    assert "Kun jij" not in text_of(fenna.get(f"/teams/{morning.team}"))
    assert "De dienst is al begonnen" in text_of(fenna.get(question))


def test_a_page_of_then_shows_what_was_asked_then(morning: Any, client: Client) -> None:
    bram, fenna = client(morning.bram), client(morning.fenna)
    page = report(morning, bram)
    ask(morning, bram, page, morning.fenna)
    question, then = asked(morning, morning.fenna), morning.house.workspace.position()
    fenna.send(f"{question}/yes", "/me")

    assert "Kun jij de late dienst" in text_of(fenna.get(f"{question}?at={then}"))
    assert "nog geen antwoord" in text_of(bram.get(f"{page}?at={then}"))
    assert "Vraag deze" not in text_of(bram.get(f"{page}?at={then}"))


def test_somebody_agrees_and_revokes_on_their_own_page(morning: Any, client: Client) -> None:
    emre = client(morning.emre)

    none = emre.send("/me/asking", "/me/asking", team=morning.team, places=["V"])
    agreed = emre.send("/me/asking", "/me/asking", team=morning.team, days=["off"], places=["V", "L"])
    shown = text_of(emre.get("/me/asking"))
    revoked = emre.send("/me/asking/revoke", "/me/asking", team=morning.team)

    assert none.status_code == 422 and "Kies minstens één soort dag" in none.text
    assert agreed.status_code == 303 and "mag je vragen" in shown
    assert revoked.status_code == 303 and "Vraag mij niet meer" not in text_of(emre.get("/me/asking"))


def test_a_resident_has_no_such_page(morning: Any, client: Client) -> None:
    assert client(morning.rosa).get("/me/asking").status_code == 404


def test_of_a_carer_of_another_team_is_told_only_that_they_work_elsewhere(morning: Any, client: Client) -> None:
    other = morning.second_team()
    roster = morning.draft(other)
    with morning.by(morning.yara):
        morning.house.rosters.agree_to_asks(morning.team, days=["off", "working"], places=["L"])
    bram = client(morning.bram)
    page = report(morning, bram)
    free = text_of(bram.get(page))
    morning.plan(morning.yara, "05", "L", roster=roster, by=morning.yara)

    busy = text_of(bram.get(page))

    assert "Yara, van een andere woongroep Geen waarschuwing. Een dag rust of meer eromheen." in free
    assert "eromheen. Waarom op deze plek? Nog nooit" in free
    today = busy.split("vr 6 maart, late")[0]
    assert "Yara, van een andere woongroep Werkt elders." in today
    assert "23:15." not in today.split("Yara")[1]


def test_another_teams_sick_call_does_not_exist(morning: Any, client: Client) -> None:
    page = report(morning, client(morning.bram))
    morning.second_team()
    yara = client(morning.yara)

    assert yara.get(page).status_code == 404
    assert yara.get(f"/rosters/{morning.roster}/shifts/{morning.late}/candidates").status_code == 404
    assert ask(morning, yara, page, morning.fenna).status_code == 404


@pytest.mark.parametrize(
    "form",
    [
        {"first": "", "last": "2026-03-05", "kind": "sick"},
        {"first": "2026-03-06", "last": "2026-03-05", "kind": "sick"},
        {"first": "2026-03-05", "last": "2026-03-05", "kind": "<script>"},
        {"first": "9" * 5000, "last": "2026-03-05", "kind": "sick"},
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(morning: Any, client: Client, form: dict[str, str]) -> None:
    answer = client(morning.bram).send(f"/teams/{morning.team}/absences", f"/teams/{morning.team}/absences/new", **form)

    assert answer.status_code == 422 and 'aria-invalid="true"' in answer.text


def test_ids_that_are_none_are_not_there(morning: Any, client: Client) -> None:
    bram = client(morning.bram)
    page = report(morning, bram)

    assert ask(morning, bram, page, "x").status_code == 404
    assert ask(morning, bram, page).status_code == 422
    assert ask(morning, bram, page, morning.fenna, shift="0" * 32).status_code == 409
    assert bram.send("/me/asking", "/me", team="x").status_code == 404
    assert bram.send("/me/asking", "/me", team=id_of("nowhere"), days="off", places="V").status_code == 404


def test_the_sheet_of_an_absent_day_and_of_an_open_shift_lead_to_whoever_could_work(
    morning: Any, client: Client
) -> None:
    page = report(morning, client(morning.bram))
    one = f"/rosters/{morning.roster}/shifts/{morning.late}/candidates"
    sheet = f"/rosters/{morning.roster}?from=2026-03-02&weeks=1&cell="

    planner = client(morning.anna).get(f"{sheet}open:2026-03-05").text
    on_duty = client(morning.emre).get(f"{sheet}open:2026-03-05").text
    off = client(morning.saar).get(f"{sheet}open:2026-03-05").text

    assert page in client(morning.bram).get(f"{sheet}{morning.bram}:2026-03-05").text
    assert one in planner and one in on_duty and one not in off
    assert "Vraag deze drie" in text_of(client(morning.emre).get(one))


def test_who_reports_on_the_own_page_is_led_to_it_when_shifts_came_open(morning: Any, client: Client) -> None:
    bram, fenna = client(morning.bram), client(morning.fenna)
    form = {"first": "2026-03-05", "last": "2026-03-05", "kind": "sick"}

    assert "/absences/" in bram.send("/me/absences", "/me/roster", **form).location
    assert fenna.send("/me/absences", "/me/roster", **form).location.endswith("/me/roster#afwezig")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_two_tablets(
    morning: Any, browser_page: Callable[..., Page], accessible: Callable[[Page], None], language: str
) -> None:
    reporter, candidate = browser_page(morning.bram), browser_page(morning.fenna)
    english = language == "en"
    for page in (reporter, candidate):
        page.goto("/livez")
        page.context.add_cookies([{"name": "taal", "value": language, "url": page.url}])
    candidate.goto(f"/teams/{morning.team}")

    reporter.goto(f"/teams/{morning.team}")
    reporter.get_by_role("link", name="Report absent" if english else "Meld afwezig").click()
    accessible(reporter)
    reporter.get_by_role("button", name="Report absent" if english else "Meld afwezig").click()
    expect(reporter.get_by_role("heading", level=1)).to_have_text("Bram is away" if english else "Bram is er niet")
    accessible(reporter)
    _shot(reporter, f"sick-call-{language}")
    reporter.get_by_role("button", name="Ask these three" if english else "Vraag deze drie").click()
    question = candidate.get_by_role("link", name="Answer" if english else "Antwoord")
    expect(question).to_be_visible(timeout=4_000)
    _shot(candidate, f"vandaag-asked-{language}")
    accessible(candidate)
    question.click()
    accessible(candidate)
    _shot(candidate, f"ask-{language}")
    candidate.get_by_role("button", name="Yes, I will work" if english else "Ja, ik werk").click()

    expect(candidate.get_by_role("heading", level=1)).to_have_text(
        "The shift is yours" if english else "De dienst is van jou"
    )
    taken = "Fenna works this shift" if english else "Fenna werkt deze dienst"
    expect(reporter.get_by_text(taken)).to_be_visible(timeout=4_000)
    accessible(reporter)
    _shot(reporter, f"sick-call-filled-{language}")
    accessible(candidate)
    _shot(candidate, f"ask-mine-{language}")
    candidate.goto("/me/asking")
    accessible(candidate)
    _shot(candidate, f"asking-{language}")
    assert morning.who(morning.late) == morning.fenna


def _shot(page: Page, name: str) -> None:
    if SHOTS.exists():
        page.screenshot(path=str(SHOTS / f"{name}.png"))
