"""A proposal on the tablet, from the tap to what was taken over."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.kernel import id_of
from domain.rosters.proposals import proposals_of
from projections.proposals import alternatives_of, proposals_for
from tests.harness.looked import look
from web.proposal_worker import Worker

SHOTS = Path("/tmp/driehoek-shots")
Client = Callable[[Any], Any]


@pytest.fixture
def gaps(lindehof: Any) -> Any:
    """De Lindehof in the round of the gaps: a late shift a day, and nobody on them yet."""
    with lindehof.by(lindehof.anna):
        lindehof.house.rosters.open_rounds(
            lindehof.roster, wishes_until="2026-02-22", gaps_until="2026-02-24", publish_by="2026-02-26"
        )
        lindehof.house.rosters.begin_round(lindehof.roster, round="gaps")
    return lindehof


def text_of(answer: Any) -> str:
    """The text of a page, spaces as they are read."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace("\u00a0", " ").split())


def ask(home: Any, client: Any, **more: Any) -> str:
    """Ask for a proposal as the page would; the address of its page."""
    answer = client.send(f"/rosters/{home.roster}/proposals", f"/rosters/{home.roster}/proposals", **more)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def offered(home: Any) -> None:
    """The worker does what was asked."""
    assert Worker(home.house, look).step()


def first(home: Any) -> Any:
    """The first alternative of the last proposal."""
    with home.house.now() as views:
        return alternatives_of(views, proposals_for(views, home.roster)[0].proposal)[0]


def theirs(home: Any, person: str) -> int:
    """How many shifts somebody has in the roster."""
    return sum(f["person"] == person for f in home.standing().shifts.values())


def test_while_it_is_looked_for_the_page_says_so_and_nothing_is_written(gaps: Any, client: Client) -> None:
    bram = client(gaps.bram)

    page = ask(gaps, bram)

    shown = text_of(bram.get(page))
    assert "Het zoeken begint" in shown and "Stop, en toon het beste tot nu toe" in shown
    assert gaps.standing().shifts == {}


def test_the_alternatives_stand_side_by_side_with_what_they_cost_whom(gaps: Any, client: Client) -> None:
    bram = client(gaps.bram)
    page = ask(gaps, bram)
    offered(gaps)

    shown = text_of(bram.get(page))

    assert "A Eerlijk verdeeld voorop" in shown and "28 diensten erbij" in shown
    assert "Wat het wie kost" in shown and "Saar" in shown
    assert "Neem mijn" in shown and "Neem alle 28 diensten over" not in shown
    assert "Neem alle 28 diensten over" in text_of(client(gaps.anna).get(page))


def test_who_plans_takes_it_over_and_the_trail_says_where_it_came_from(gaps: Any, client: Client) -> None:
    anna = client(gaps.anna)
    page = ask(gaps, anna)
    offered(gaps)

    answer = anna.send(f"{page}/accept", page, alternative="0")

    assert answer.status_code == 303
    assert all(f["person"] for f in gaps.standing().shifts.values()) and len(gaps.standing().shifts) == 28
    assert "Anna nam mogelijkheid A over: 28 diensten." in text_of(anna.get(page))
    assert "Anna nam een voorstel over: 28 diensten." in text_of(anna.get(f"/teams/{gaps.team}/trail"))


def test_each_takes_the_own_part_over(gaps: Any, client: Client) -> None:
    bram = client(gaps.bram)
    page = ask(gaps, bram)
    offered(gaps)
    own = sum(p.person == gaps.bram for p in first(gaps).shifts)

    answer = bram.send(f"{page}/accept", page, alternative="0", person=gaps.bram)

    assert answer.status_code == 303 and theirs(gaps, gaps.bram) == own == len(gaps.standing().shifts)
    assert bram.send(f"{page}/accept", page, alternative="0", person=gaps.saar).status_code == 403
    assert bram.send(f"{page}/accept", page, alternative="0").status_code == 403


def test_what_is_unlawful_by_then_is_told_by_name_and_the_rest_is_taken(gaps: Any, client: Client) -> None:
    anna = client(gaps.anna)
    page = ask(gaps, anna)
    offered(gaps)
    day = next(p.date for p in first(gaps).shifts if p.person == gaps.bram)
    with gaps.by(gaps.bram):
        gaps.house.rosters.report_absence(
            gaps.team, absence=id_of("away"), person=gaps.bram, first=day, last=day, kind="sick"
        )

    anna.send(f"{page}/accept", page, alternative="0")

    shown = text_of(anna.get(page))
    assert "27 diensten" in shown and "Dit paste niet meer:" in shown
    assert re.search(r"Bram, .*late dienst: Afwezig op die dag", shown), shown


def test_a_proposal_that_is_behind_says_so(gaps: Any, client: Client) -> None:
    anna = client(gaps.anna)
    page = ask(gaps, anna)
    offered(gaps)

    before = text_of(anna.get(page))
    gaps.plan(gaps.saar, "12", "L")

    assert "Sinds dit voorstel" not in before
    assert "Sinds dit voorstel is gemaakt, veranderde 1 dienst in het rooster." in text_of(anna.get(page))


def test_a_second_proposal_while_one_is_looked_for_is_refused_in_a_sentence(gaps: Any, client: Client) -> None:
    bram, saar = client(gaps.bram), client(gaps.saar)
    ask(gaps, bram)

    answer = saar.send(f"/rosters/{gaps.roster}/proposals", f"/rosters/{gaps.roster}/proposals")

    assert answer.status_code == 409 and "Er wordt al een voorstel gezocht" in text_of(answer)


def test_two_tablets_that_take_the_same_part_over_leave_it_there_once(gaps: Any, client: Client) -> None:
    bram, anna = client(gaps.bram), client(gaps.anna)
    page = ask(gaps, bram)
    offered(gaps)
    bram.send(f"{page}/accept", page, alternative="0", person=gaps.bram)
    had = theirs(gaps, gaps.bram)

    answer = anna.send(f"{page}/accept", page, alternative="0", person=gaps.bram)

    assert answer.status_code == 409 and "past nu niets meer" in text_of(answer)
    assert theirs(gaps, gaps.bram) == had


def test_the_live_part_answers_only_when_there_is_something_new(gaps: Any, client: Client) -> None:
    bram = client(gaps.bram)
    page = ask(gaps, bram)
    part = re.search(r'hx-get="([^"]+)"', bram.get(page).text)
    assert part
    same, headers = part[1].replace("&amp;", "&"), {"HX-Request": "true"}

    before = bram.get(same, headers=headers).status_code
    offered(gaps)
    after = bram.get(same, headers=headers)

    assert (before, after.status_code) == (204, 200) and "Wat het wie kost" in text_of(after)


def test_stopping_offers_the_best_until_then(gaps: Any, client: Client) -> None:
    bram = client(gaps.bram)
    page = ask(gaps, bram)

    answer = bram.send(f"{page}/stop", page)
    offered(gaps)

    assert answer.status_code == 303
    assert "Het zoeken is eerder gestopt door Bram." in text_of(bram.get(page))


def test_letting_go_needs_a_reason_next_to_the_field(gaps: Any, client: Client) -> None:
    anna = client(gaps.anna)
    page = ask(gaps, anna)
    offered(gaps)

    refused = anna.send(f"{page}/let-go", page)

    assert refused.status_code == 422 and "Zeg kort waarom" in text_of(refused)
    assert 'id="l-reason-error"' in refused.text


def test_what_was_let_go_is_told_with_its_reason_and_no_longer_taken(gaps: Any, client: Client) -> None:
    anna = client(gaps.anna)
    page = ask(gaps, anna)
    offered(gaps)

    done = anna.send(f"{page}/let-go", page, reason="Te veel weekenden voor Saar")

    assert done.status_code == 303 and "Dit voorstel is weggegooid." in text_of(anna.get(page))
    assert "Te veel weekenden voor Saar" in text_of(anna.get(f"/teams/{gaps.team}/trail"))
    assert anna.send(f"{page}/accept", "/me", alternative="0").status_code == 409


def test_a_page_of_then_shows_the_proposal_as_it_was_and_takes_nothing_over(gaps: Any, client: Client) -> None:
    anna = client(gaps.anna)
    page = ask(gaps, anna)
    searching = gaps.house.workspace.position()
    offered(gaps)
    offered_at = gaps.house.workspace.position()
    anna.send(f"{page}/accept", page, alternative="0")

    first_then, then = text_of(anna.get(f"{page}?at={searching}")), anna.get(f"{page}?at={offered_at}")

    assert "Er werd toen gezocht" in first_then and "Stop, en" not in first_then
    assert "Wat het wie kost" in text_of(then) and "Overgenomen" not in text_of(then)
    assert "<button" not in then.text.split('id="proposal-part"')[1]
    assert anna.get(f"{page}?at={searching - 1}").status_code == 404


def test_another_teams_proposal_does_not_exist(gaps: Any, client: Client) -> None:
    page = ask(gaps, client(gaps.bram))
    offered(gaps)
    gaps.second_team()
    yara = client(gaps.yara)
    slot = first(gaps).shifts[0].shift

    for address in (page, f"{page}/part", f"{page}/0/shifts/{slot}", f"/rosters/{gaps.roster}/proposals"):
        assert yara.get(address).status_code == 404
    for verb in ("accept", "stop", "let-go"):
        assert yara.send(f"{page}/{verb}", "/me", alternative="0").status_code == 404


def test_a_proposal_under_another_roster_does_not_exist(gaps: Any, client: Client) -> None:
    page = ask(gaps, client(gaps.anna))
    with gaps.by(gaps.anna):
        gaps.house.rosters.draft_roster(gaps.team, first="2026-03-30", weeks=4)
        from domain.rosters import roster_of

        other = roster_of(gaps.team, "2026-03-30")

    assert client(gaps.anna).get(page.replace(gaps.roster, other)).status_code == 404


@pytest.mark.parametrize("alternative", ["", "x", "-1", "9", "999"])
def test_an_alternative_that_there_is_not_is_told_in_a_sentence(gaps: Any, client: Client, alternative: str) -> None:
    anna = client(gaps.anna)
    page = ask(gaps, anna)
    offered(gaps)

    answer = anna.send(f"{page}/accept", page, alternative=alternative)

    assert answer.status_code == 422 and "Kies een van de mogelijkheden" in text_of(answer)


@pytest.mark.parametrize("seconds", ["", "0", "121", "1000", "lang", "²"])
def test_a_time_that_cannot_be_read_is_told_in_a_sentence(gaps: Any, client: Client, seconds: str) -> None:
    answer = client(gaps.anna).send(f"/rosters/{gaps.roster}/proposals", f"/rosters/{gaps.roster}/proposals",
                                    seconds=seconds)  # fmt: skip

    assert answer.status_code == 422 and "hoelang er gezocht wordt" in text_of(answer)


def test_who_lives_there_sees_no_proposals(gaps: Any, client: Client) -> None:
    page = ask(gaps, client(gaps.bram))

    assert client(gaps.rosa).get(page).status_code == 403


def test_why_me_and_why_not_somebody_else(gaps: Any, client: Client) -> None:
    gaps.plan(gaps.emre, "02", "N")
    bram = client(gaps.bram)
    page = ask(gaps, bram)
    offered(gaps)
    mine = next(p for p in first(gaps).shifts if p.person == gaps.bram)
    of_third = next(p for p in first(gaps).shifts if p.date == "2026-03-03")

    why_me = text_of(bram.get(f"{page}/0/shifts/{mine.shift}"))
    why_not = text_of(bram.get(f"{page}/0/shifts/{of_third.shift}"))

    assert "Waarom ik?" in why_me and "Waarom niet een ander?" in why_me
    assert "anderen" in why_me and "Saar" in why_me
    assert "Emre" in why_not
    assert bram.get(f"{page}/0/shifts/{'0' * 32}").status_code == 404
    assert bram.get(f"{page}/7/shifts/{mine.shift}").status_code == 404


def test_the_cause_of_a_shift_is_found_on_its_page_in_the_trail(gaps: Any, client: Client) -> None:
    anna = client(gaps.anna)
    page = ask(gaps, anna)
    offered(gaps)
    anna.send(f"{page}/accept", page, alternative="0")
    with gaps.house.now() as views:
        position = views.execute(
            "SELECT max(position) FROM trail_fact WHERE topic = 'rosters.ShiftPlanned'"
        ).fetchone()[0]

    shown = text_of(anna.get(f"/facts/{position}"))

    assert "Aanleiding" in shown and "Er is een voorstel voor het rooster van" in shown
    assert proposals_of(gaps.roster) not in shown


def test_an_empty_list_says_so(gaps: Any, client: Client) -> None:
    assert "Er is nog geen voorstel gevraagd." in text_of(client(gaps.bram).get(f"/rosters/{gaps.roster}/proposals"))


def test_what_stays_open_says_why_and_what_could_help(gaps: Any, client: Client) -> None:
    with gaps.by(gaps.anna):
        gaps.house.rosters.set_date_demand(gaps.team, code="L", date="2026-03-05", least=6)
    anna = client(gaps.anna)
    page = ask(gaps, anna)
    offered(gaps)
    gap = first(gaps).gaps[0]

    shown = text_of(anna.get(f"{page}/0/gaps/{gap['slot']}"))

    assert "6 × do 5 maart, late dienst: daarvoor zijn samen maar 5 mensen" in text_of(anna.get(page))
    assert "Van de 5 mensen in het team kan niemand: 5 × werkt dan al. Alles is geprobeerd." in shown
    assert "Met een mens erbij kan het" in shown
    assert anna.get(f"{page}/0/gaps/{'0' * 32}").status_code == 404


def test_when_one_alternative_is_taken_the_others_say_that_everything_is_filled(gaps: Any, client: Client) -> None:
    anna = client(gaps.anna)
    page = ask(gaps, anna)
    offered(gaps)

    anna.send(f"{page}/accept", page, alternative="0")

    shown = text_of(anna.get(page))
    assert "Staat in het rooster" in shown and "Intussen is alles bezet" in shown
    assert "Neem alle" not in shown and "Neem dit deel over" not in shown


def test_what_was_taken_over_of_it_does_not_make_a_proposal_stale(gaps: Any, client: Client) -> None:
    bram = client(gaps.bram)
    page = ask(gaps, bram)
    offered(gaps)

    bram.send(f"{page}/accept", page, alternative="0", person=gaps.bram)

    assert "Sinds dit voorstel" not in text_of(bram.get(page))


def test_the_wishes_of_others_are_for_who_plans(gaps: Any, client: Client) -> None:
    bram, anna = client(gaps.bram), client(gaps.anna)
    page = ask(gaps, bram)
    offered(gaps)

    assert text_of(bram.get(page)).count("geen wensen") == 2
    assert text_of(anna.get(page)).count("geen wensen") == 10


def test_of_another_team_is_told_only_that_somebody_works_there(gaps: Any, client: Client) -> None:
    other = gaps.second_team(also=(gaps.emre,))
    gaps.plan(gaps.emre, "03", "L", roster=gaps.draft(other), by=gaps.yara)
    bram = client(gaps.bram)
    page = ask(gaps, bram)
    offered(gaps)
    slot = next(p.shift for p in first(gaps).shifts if p.date == "2026-03-03" and p.person != gaps.emre)

    shown = text_of(bram.get(f"{page}/0/shifts/{slot}"))

    assert re.search(r"Emre [^.]*elders", shown), shown
    assert "15:00" not in shown.split("Emre", 1)[1].split(".", 1)[0]


def test_beside_the_hours_stands_what_was_taken_off_the_contract(gaps: Any, client: Client) -> None:
    bram = client(gaps.bram)
    page = ask(gaps, bram)
    offered(gaps)
    shift = next(p.shift for p in first(gaps).shifts if p.person == gaps.bram)
    said = "De contracturen zijn hier na aftrek van afwezigheid in deze periode en van uren in een ander rooster."

    assert said in text_of(bram.get(page))
    assert said in text_of(bram.get(f"{page}/0/shifts/{shift}"))
