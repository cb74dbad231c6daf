"""Those of other teams who let the team ask: in a proposal, and on the roster only by their own yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.kernel import OPERATOR, Id, NotAllowed, NotThere, Refusal, id_of
from domain.rosters import refusals
from domain.rosters.engine.team.answer import Alternative
from domain.rosters.engine.team.problem import Carer, Problem, Span
from domain.rosters.engine.team.propose import propose
from domain.rosters.proposal_offer import offered, rebuilt
from domain.rosters.proposals import REPLAN, REST
from domain.rosters.refusals import proposing as proposal_refusals
from projections.proposal_problem import problem_of_roster
from projections.proposal_visitors import visits_in
from projections.roster_page import period
from tests.harness.home import Home, moved_in
from tests.rosters.proposals.conftest import PROPOSAL, Asked

MOMENT = "2026-02-02T09:00Z"


@pytest.fixture
def yara(home: Home) -> Id:
    """Yara works in Het Anker, and lets De Lindehof ask for early and late shifts."""
    home.second_team()
    home.need(V=0, L=0, N=0)
    agrees(home, home.person("yara"))
    return home.person("yara")


def agrees(home: Home, person: Id, *places: str, team: Id | None = None) -> None:
    with home.by(person):
        home.house.rosters.agree_to_asks(team or home.team, days=["working", "off"], places=list(places or ("V", "L")))


def problem(home: Home, what: str = REST) -> Problem:
    with home.house.now() as views:
        found = period(views, home.roster)
        assert found
        return problem_of_roster(views, found, what, MOMENT)


def carer(home: Home, person: Id, what: str = REST) -> Carer | None:
    return next((one for one in problem(home, what).carers if one.id == person), None)


def test_who_agreed_is_in_the_problem_with_all_that_binds_them(home: Home, yara: Id) -> None:
    anker = home.draft(id_of("team", "Het Anker"))
    home.plan(yara, "05", "N", roster=anker, by=yara)
    with home.by(yara):
        home.house.rosters.make_wish(id_of("team", "Het Anker"), date="2026-03-09", kind=None, level="cannot")
        home.house.rosters.make_wish(id_of("team", "Het Anker"), date="2026-03-10", kind="V", level="cannot")

    found = carer(home, yara)

    assert found and found.visitor and found.flex and found.asks("2026-03-20") and found.off_days
    assert found.there == found.visits == (Span("2026-03-02", "2026-03-29"),)
    (stretch,) = found.elsewhere
    assert (stretch.start, stretch.date) == ("2026-03-05T22:00Z", None)
    # 28 hours a week, of which a night is worked there; that 28 are the whole person's the annual hours know
    assert (found.contract, found.per_week) == (4 * 28 * 60 - 480, 28 * 60)
    cannot = {(wish.date, wish.kind) for wish in found.wishes}
    assert all(wish.level == "cannot" and not wish.weight for wish in found.wishes)
    assert ("2026-03-09", None) in cannot and ("2026-03-10", "V") not in cannot
    assert ("2026-03-20", "N") in cannot and ("2026-03-20", "L") not in cannot


def test_who_did_not_agree_or_took_it_back_is_not(home: Home, yara: Id) -> None:
    with home.by(yara):
        home.house.rosters.revoke_asks(home.team)

    assert carer(home, yara) is None


def test_who_is_family_of_who_lives_there_is_not(home: Home, yara: Id) -> None:
    with home.by(home.person("anna")):
        home.house.teams.join_team(home.team, person=yara, place="relative", since="2026-01-01", of=home.person("rosa"))

    assert carer(home, yara) is None


def test_who_left_the_own_team_is_not_asked_after_that(home: Home, yara: Id) -> None:
    brink, zoe = home.second_team(name="De Brink", members=("zoe",)), home.person("zoe")
    agrees(home, zoe)
    with home.by(OPERATOR):
        home.house.staffing.leave_team(brink, person=zoe, until="2026-03-10")

    found = carer(home, zoe)

    assert found and found.visits == (Span("2026-03-02", "2026-03-10"),)


def test_a_member_who_agreed_is_a_member(home: Home, yara: Id, bram: Id) -> None:
    agrees(home, bram)

    found = carer(home, bram)

    assert found and not found.visits and not found.flex


def test_who_was_asked_longest_ago_comes_first(home: Home, yara: Id) -> None:
    home.second_team(name="De Brink", members=("zoe",))
    agrees(home, home.person("zoe"))
    shift = home.plan(None, "05", "V")
    with home.by(home.person("anna")):
        home.house.rosters.ask_carers(home.roster, shift, persons=[yara])

    with home.house.now() as views:
        found = period(views, home.roster)
        assert found
        without = problem_of_roster(views, found, REST, MOMENT, visitors=False)
        assert not any(one.visits for one in without.carers) and len(without.carers) == 5
        assert list(visits_in(views, found, but={yara})) == [home.person("zoe")]
        assert list(visits_in(views, found)) == [home.person("zoe"), yara]


def made(home: Home) -> tuple[Problem, Alternative]:
    """An early shift on the fifth, and nobody of the team to work it."""
    with home.by(home.person("anna")):
        home.house.rosters.set_date_demand(home.team, code="V", date="2026-03-05", least=1)
    asked = problem(home)
    asked = replace(asked, carers=asked.carers[-1:])
    return asked, propose(asked, 1)[0]


def test_an_offer_marks_who_is_to_be_asked_and_tells_no_more_of_them(home: Home, yara: Id) -> None:
    asked, found = made(home)

    fields = offered(asked, found)

    (shift,) = fields["shifts"]
    assert (shift["person"], shift["asks"]) == (yara, True) and fields["whole"]["asked"] == 1
    cost = fields["costs"][yara]
    assert (cost["minutes"], cost["contract"], cost["wishes"], cost["warnings"]) == (480, 0, 0, [])
    # what keeps them from a gap is not counted, and who would work nothing is not named
    unused = replace(found, carers=tuple(replace(one, gained=()) for one in found.carers))
    assert yara not in offered(asked, unused)["costs"]
    assert rebuilt(asked.own(), fields).who() == {shift["shift"]: yara}


@pytest.fixture
def offer(home: Home, asked: Asked, on, yara: Id) -> Asked:  # type: ignore[no-untyped-def]
    """An alternative with an early shift for Yara and a late one for Bram."""
    with home.by(home.person("anna")):
        for code in ("V", "L"):
            home.house.rosters.set_date_demand(home.team, code=code, date="2026-03-05", least=1)
    asked.offer([on("05", "V", yara, asks=True), on("05", "L", home.person("bram"))])
    return asked


def ask(home: Home, by: str = "anna", of: str = "yara") -> None:
    with home.by(home.person(by)):
        home.house.proposing.ask_proposed(home.roster, PROPOSAL, alternative=0, person=home.person(of))


def searches(home: Home) -> list[tuple[str, list[Id]]]:
    """The days and people of what is asked."""
    standing = home.standing()
    return [(standing.shifts[s]["date"], list(one["asked"].values())) for s, one in standing.searches.items()]


def test_taking_it_over_wholly_leaves_what_is_to_be_asked(home: Home, offer: Asked, bram: Id, yara: Id) -> None:
    offer.accept(home.person("anna"))

    assert offer.who("05", "L") == [bram] and offer.who("05", "V") == []
    assert offer.missed() == [] and home.house.rosters.agenda_if_begun(yara).bookings == {}


def test_taking_their_part_over_is_refused_also_when_they_became_a_member(home: Home, offer: Asked, yara: Id) -> None:
    anna = home.person("anna")
    with pytest.raises(proposal_refusals.AskFirst):
        offer.accept(anna, person=yara)

    with home.by(anna):
        home.house.teams.join_team(home.team, person=yara, place="member", since="2026-01-01")

    with pytest.raises(proposal_refusals.AskFirst):
        offer.accept(anna, person=yara)
    assert not home.standing().shifts


def test_to_ask_opens_the_shift_and_asks_and_books_nothing(home: Home, offer: Asked, yara: Id) -> None:
    ask(home)

    assert offer.who("05", "V") == [None] and searches(home) == [("2026-03-05", [yara])]
    assert home.house.rosters.agenda_if_begun(yara).bookings == {}
    cause = home.house.workspace.latest(home.roster, 1)[0].cause
    assert cause == offer.standing().cause_of(id_of("proposal", "1"))


def test_by_the_yes_it_is_theirs(home: Home, offer: Asked, yara: Id) -> None:
    ask(home)
    ((shift, search),) = home.standing().searches.items()

    with home.by(yara):
        home.house.staffing.accept_ask(home.roster, next(iter(search["asked"])))

    assert home.who(shift) == yara and [b.day for b in home.agenda(yara).booked()] == ["2026-03-05"]


def test_nobody_is_asked_twice_for_the_same(home: Home, offer: Asked) -> None:
    ask(home)

    with pytest.raises(proposal_refusals.AskedAlready):
        ask(home)


def test_an_open_shift_that_stands_is_the_one_that_is_asked_for(home: Home, offer: Asked) -> None:
    shift = home.plan(None, "05", "V")

    ask(home)

    assert list(home.standing().searches) == [shift] and len(home.standing().shifts) == 1


def test_what_is_taken_meanwhile_is_not_asked_for(home: Home, offer: Asked) -> None:
    home.plan(home.person("fenna"), "05", "V")

    with pytest.raises(proposal_refusals.AskedAlready):
        ask(home)


def test_who_takes_it_back_is_not_asked(home: Home, offer: Asked, yara: Id) -> None:
    with home.by(yara):
        home.house.rosters.revoke_asks(home.team)

    with pytest.raises(refusals.NotAgreed):
        ask(home)
    assert not home.standing().shifts


def test_on_a_day_off_only_who_agreed_to_that_is_asked(home: Home, offer: Asked, yara: Id) -> None:
    with home.by(yara):
        home.house.rosters.agree_to_asks(home.team, days=["working"], places=["V"])

    with pytest.raises(refusals.NotOnDaysOff):
        ask(home)
    assert not home.standing().shifts


def test_what_stands_against_it_in_the_own_team_is_told_as_that_they_work_there(
    home: Home, offer: Asked, yara: Id
) -> None:
    anker = home.draft(id_of("team", "Het Anker"))
    home.plan(yara, "04", "N", roster=anker, by=yara)

    with pytest.raises(refusals.WorksElsewhere):
        ask(home)


def test_that_somebody_is_away_is_told_as_not_free(home: Home, offer: Asked, yara: Id) -> None:
    with home.by(yara):
        home.house.rosters.report_absence(
            id_of("team", "Het Anker"), absence=id_of("a"), person=yara, first="2026-03-05", last="2026-03-06",
            kind="sick",
        )  # fmt: skip

    with pytest.raises(refusals.NotFree):
        ask(home)


def test_who_plans_asks_and_nobody_else(home: Home, offer: Asked) -> None:
    for who in ("bram", "rosa", "yara"):
        with pytest.raises((NotAllowed, NotThere)):
            ask(home, by=who)
    with pytest.raises(NotThere):
        ask(home, of="bram")
    assert not home.standing().shifts and not searches(home)


def test_of_a_draft_nobody_of_another_team_hears(tmp_path: Path, on) -> None:  # type: ignore[no-untyped-def]
    with moved_in(tmp_path) as home:
        home.second_team()
        yara = home.person("yara")
        agrees(home, yara)
        home.draft()
        drafted = Asked(home)
        drafted.ask(home.person("anna"))
        drafted.offer([on("05", "V", yara, asks=True)])

        with pytest.raises(refusals.NotYetPublished):
            ask(home)
        assert not home.standing().shifts


def test_when_it_began_nobody_is_asked(home: Home, offer: Asked) -> None:
    home.clock.moment = datetime(2026, 3, 5, 12, tzinfo=UTC)

    with pytest.raises(Refusal):
        ask(home)


def test_after_a_sick_call_a_visitor_is_in_the_replan_too(home: Home, yara: Id) -> None:
    found = carer(home, yara, REPLAN)

    assert found and found.visitor and found.off_days
