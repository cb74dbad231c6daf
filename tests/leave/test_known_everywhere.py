"""Leave that was granted is known wherever somebody could be planned, asked or counted on."""

from __future__ import annotations

import pytest

from domain.kernel import id_of, now
from domain.rosters.refusals import PersonAbsent
from projections.asks import shift_of
from projections.candidates import candidates
from projections.gaps import effects_for, lacks_of
from projections.roster_load import load_roster
from projections.roster_page import period
from tests.harness.home import FIRST, Home

DAY = "2026-03-10"


@pytest.fixture
def away(home: Home) -> Home:
    """Bram would like the late shift of 10 March, and has leave from the ninth to the fifteenth."""
    home.lay()
    with home.by(home.bram):
        home.house.rosters.make_wish(home.team, date=DAY, kind="L", level="want")
        home.house.rosters.agree_to_asks(home.team, days=["working", "off"], places=["V", "L", "N"])
        home.house.leave.ask_leave(
            home.team, leave=id_of("leave"), first="2026-03-09", last="2026-03-15", kind="holiday"
        )
    with home.by(home.anna):
        home.house.rosters.set_date_demand(home.team, code="L", date=DAY, least=1)
        home.house.leave.grant_leave(home.bram, id_of("leave"))
    return home


def test_the_heat_strip_does_not_count_on_the_wish_of_who_has_leave(away: Home) -> None:
    with away.house.now() as views:
        found = period(views, away.roster)
        assert found
        lacks = lacks_of(views, found)

    assert ("L", DAY) not in lacks.wanting


def test_the_gaps_of_those_days_are_refused_to_who_has_leave(away: Home) -> None:
    with away.house.now() as views:
        found = period(views, away.roster)
        assert found
        effects = effects_for(views, found, lacks_of(views, found), away.bram).lines
    gap = next(effect for effect in effects if effect.gap.date == DAY)

    assert gap.refused and isinstance(gap.refused.says, PersonAbsent)
    with away.by(away.bram), pytest.raises(PersonAbsent):
        away.house.rosters.take_shift(away.roster, shift=id_of("own"), date=DAY, kind="L")


def test_who_has_leave_is_no_candidate(away: Home) -> None:
    shift = away.plan(None, "10", "L")
    with away.house.now() as views:
        standing = shift_of(views, away.roster, shift)
        assert standing
        ranking = candidates(views, standing, now())

    assert away.bram not in {one.person for one in ranking.ranked}
    refused = next(one for one in ranking.refused if one.person == away.bram)
    assert any(isinstance(why, PersonAbsent) for why in refused.why)


def test_the_roster_shows_who_has_leave_as_away(away: Home) -> None:
    with away.house.now() as views:
        data = load_roster(views, away.team, FIRST, 4, drafts=True)

    assert data.carers[away.bram].absent == [("2026-03-09", "2026-03-15")]
