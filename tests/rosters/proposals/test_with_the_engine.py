"""The whole way with the real engine: what it offers passes the checker that refuses shifts, and can be taken over."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.kernel import id_of
from domain.rosters.proposals import REPLAN
from projections.proposals import alternatives_of, taken_of
from tests.rosters.proposals.conftest import PROPOSAL
from web.proposal_search import search
from web.proposal_worker import Worker


@pytest.fixture
def quiet(home, anna):
    """Early, late and night, one each, in the first week of a roster that lies before the team."""
    with home.by(anna):
        for code, least in (("V", 1), ("L", 1), ("N", 1)):
            for weekday in range(7):
                home.house.rosters.set_weekday_demand(home.team, code=code, weekday=weekday, least=0)
            for day in range(2, 9):
                home.house.rosters.set_date_demand(home.team, code=code, date=f"2026-03-{day:02d}", least=least)
    return home


def proposed(home, person, **more):
    """Somebody asks, and the engine looks for a moment."""
    with home.by(person):
        home.house.proposing.ask_proposal(home.roster, proposal=PROPOSAL, seconds=1, **more)
    Worker(home.house, search).step()
    with home.house.now() as views:
        return alternatives_of(views, PROPOSAL)


def accepted(home, person):
    """It is taken over; what was left out."""
    with home.by(person):
        home.house.proposing.accept_proposal(home.roster, PROPOSAL, alternative=0)
    with home.house.now() as views:
        return taken_of(views, PROPOSAL)[-1].missed


def test_every_shift_that_it_offers_can_be_taken_over(quiet, anna):
    found = proposed(quiet, anna)

    assert 1 <= len(found) <= 3 and len(found[0].shifts) == 21 and not found[0].gaps
    assert accepted(quiet, anna) == ()
    assert sum(bool(f["person"]) for f in quiet.standing().shifts.values()) == 21


def test_it_keeps_to_what_stands_and_to_absence(quiet, anna, bram, fenna):
    quiet.plan(fenna, "04", "N")
    with quiet.by(bram):
        quiet.house.rosters.report_absence(
            quiet.team, absence=id_of("away"), person=bram, first="2026-03-02", last="2026-03-08", kind="leave"
        )

    (first, *_) = proposed(quiet, anna)

    assert all(p.person != bram for p in first.shifts) and len(first.shifts) == 20
    assert accepted(quiet, anna) == ()


def test_a_strong_wish_comes_true_when_nothing_is_against_it(quiet, anna, bram):
    with quiet.by(bram):
        quiet.house.rosters.make_wish(quiet.team, date="2026-03-05", kind="L", level="want")

    found = proposed(quiet, anna)

    best = max(found, key=lambda one: one.whole["wishes_met"])
    assert ("2026-03-05", "L", bram) in {(p.date, p.kind, p.person) for p in best.shifts}
    assert best.costs[bram]["met"] == 1


def test_after_a_sick_call_as_little_as_can_be_changes(quiet, anna, bram, fenna, emre):
    quiet.plan(bram, "05", "L")
    for person, day in ((fenna, "05"), (emre, "06")):
        quiet.plan(person, day, "V")
    with quiet.by(anna):
        for code in ("V", "L", "N"):
            for day in range(2, 9):
                quiet.house.rosters.set_date_demand(quiet.team, code=code, date=f"2026-03-{day:02d}", least=0)
    quiet.publish()
    with quiet.by(emre):
        quiet.house.rosters.agree_to_asks(quiet.team, days=["off"], places=["L"])
    quiet.clock.moment = datetime(2026, 3, 4, 6, 30, tzinfo=UTC)
    with quiet.by(bram):
        quiet.house.rosters.report_absence(
            quiet.team, absence=id_of("ill"), person=bram, first="2026-03-05", last="2026-03-05", kind="sick"
        )

    (one,) = proposed(quiet, anna, what=REPLAN, absence=id_of("ill"), absent=bram)

    # Anna and Saar are off and agreed to nothing; Fenna works that day; Emre agreed, but his early shift follows
    changed = {(p.date, p.kind, p.person) for p in one.shifts}
    assert not {p.person for p in one.shifts} & {anna, quiet.person("saar"), bram}
    assert changed <= {("2026-03-05", "L", fenna), ("2026-03-05", "L", emre), ("2026-03-05", "V", emre)} or one.gaps
    if one.shifts:
        assert accepted(quiet, anna) == ()
