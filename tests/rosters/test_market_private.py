"""What saying yes means is read as one may oneself; of the other side no more than the team may know."""

from __future__ import annotations

import pytest

from domain.kernel import Id, id_of
from domain.rosters import ShiftKind
from domain.rosters.refusals import WorksElsewhere
from projections.market import offer_of, ways
from tests.harness.home import Home
from tests.rosters.test_market import offer, take


def test_who_is_protected_decides_on_an_offer_as_on_every_shift(home: Home, anna: Id, bram: Id, fenna: Id) -> None:
    with home.by(anna):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("X", "D", 7 * 60, 690, 30), name="Lang")
    shift = home.plan(bram, "05", "X")
    made = offer(home, bram, shift, to=[fenna])
    with home.by(fenna):
        home.house.rosters.ask_protection(id_of("p"), first="2026-02-15", last="2026-08-01", tells=[])

    with home.house.now() as views:
        offered = offer_of(views, made)
        assert offered
        ((_, means),) = ways(views, offered, fenna)

    assert means.refused is None
    assert [v.severity for v in means.verdicts if v.rule == "atw-4:5-4a"] == ["warned"]
    take(home, fenna, made)
    assert home.who(shift) == fenna


def test_why_it_does_not_fit_who_offers_is_told_without_their_other_team(
    home: Home, anna: Id, bram: Id, fenna: Id
) -> None:
    with home.by(anna):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("X", "D", 7 * 60, 690, 30), name="Lang")
    elsewhere = home.draft(home.second_team(also=(bram,)))
    mine, theirs = home.plan(bram, "05", "V"), home.plan(fenna, "12", "X")
    made = offer(home, bram, mine, against=[theirs])

    home.plan(bram, "11", "N", roster=elsewhere, by=home.person("yara"))

    with home.house.now() as views:
        offered = offer_of(views, made)
        assert offered
        ((_, means),) = ways(views, offered, fenna)

    assert means.refused and isinstance(means.refused.says, WorksElsewhere)

    with pytest.raises(WorksElsewhere):
        take(home, fenna, made, against=theirs)


def test_who_is_protected_gets_back_what_they_asked_for(home: Home, anna: Id, bram: Id, fenna: Id) -> None:
    with home.by(anna):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("X", "D", 7 * 60, 690, 30), name="Lang")
    mine, theirs = home.plan(bram, "05", "V"), home.plan(fenna, "12", "X")
    with home.by(bram):
        home.house.rosters.ask_protection(id_of("p"), first="2026-02-15", last="2026-08-01", tells=[])
    made = offer(home, bram, mine, against=[theirs])

    with home.house.now() as views:
        offered = offer_of(views, made)
        assert offered
        ((_, means),) = ways(views, offered, fenna)
    take(home, fenna, made, against=theirs)

    assert means.refused is None
    assert (home.who(mine), home.who(theirs)) == (fenna, bram)
