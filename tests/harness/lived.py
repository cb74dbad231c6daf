"""De Lindehof, lived in until everything that can be recorded was recorded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import domain.rosters.agenda as agendas
from domain.kernel import OPERATOR, id_of
from domain.rosters import roster_of
from tests.harness.agreed import agreed
from tests.harness.asked import asked
from tests.harness.bank_kept import bank_kept
from tests.harness.books_kept import books_kept
from tests.harness.budgeted import budgeted
from tests.harness.called import called
from tests.harness.closed import closed
from tests.harness.hired import hired
from tests.harness.home import moved_in
from tests.harness.leave_taken import leave_taken
from tests.harness.offered import offered
from tests.harness.paid import paid
from tests.harness.proposed import proposed
from tests.harness.reimbursed import reimbursed


@contextmanager
def lived_in(data: Path) -> Iterator[Any]:
    """De Lindehof after a life in which every kind of fact occurred."""
    # so that old bookings are dropped without four hundred shifts
    with patch.object(agendas, "_MANY", 0), moved_in(data) as home:
        _people(home)
        _demand(home)
        _shifts(home)
        _exchange(home)
        offered(home)
        called(home)
        _presence(home)
        asked(home, home.person("emre"), by=home.person("anna"), revokes=home.person("bram"))
        _afterwards(home)
        _rounds(home)
        paid(home, home.person("fenna"), id_of("own"), by=home.person("anna"))
        leave_taken(home, home.person("fenna"), by=home.person("anna"))
        agreed(home, home.person("fenna"), by=home.person("anna"))
        books_kept(home)
        closed(home)
        budgeted(home)
        reimbursed(home)
        bank_kept(home)
        yield home


def _people(home: Any) -> None:
    house, team, saar = home.house, home.team, home.person("saar")
    with home.by(home.person("anna")):
        house.teams.rename_team(team, name="De Lindehoeve")
        house.teams.give_role(team, person=saar, role="finance", since="2026-02-02")
        house.teams.end_role(team, person=saar, role="finance", until="2026-02-20")
        house.staffing.leave_team(team, person=home.person("koos"), until="2026-02-20")
        house.people.rename_person(saar, name="Saar Berkenblad", team=team)
        house.people.change_email(saar, email="saar@voorbeeld.nl", team=team)
        house.people.grant_competence(saar, code="medicatie", since="2026-01-01", team=team)
        house.people.end_competence(saar, code="medicatie", until="2026-06-01", team=team)
        house.people.set_limits(saar, limits={"max_run": 3}, team=team)
        house.people.invite_person(saar, team=team)
    hired(home, "2026-03-31")
    with home.by(saar):
        house.people.open_account(saar)
    with home.by(OPERATOR):
        house.teams.give_office(saar, office="auditor", since="2026-02-02")
        house.teams.end_office(saar, office="auditor", until="2026-02-20")
        house.people.close_account(saar)


def _demand(home: Any) -> None:
    home.need(V=0, L=0, N=0)
    with home.by(home.person("anna")):
        home.house.rosters.set_date_demand(home.team, code="V", date="2026-04-27", least=3)
        home.house.rosters.set_date_demand(home.team, code="V", date="2026-04-27", least=None)
        home.house.rosters.retire_kind(home.team, code="D")
    home.draft()
    with home.by(home.person("anna")):
        home.house.rosters.lay_before_team(home.roster)


def _shifts(home: Any) -> None:
    rosters, bram, fenna = home.house.rosters, home.person("bram"), home.person("fenna")
    open_one, other = home.plan(None, "02", "N"), home.plan(bram, "03", "L")
    home.plan(None, "17", "L")
    with home.by(bram):
        rosters.take_shift(home.roster, shift=id_of("not needed"), date="2026-03-17", kind="L")
        rosters.take_shift(home.roster, shift=id_of("own"), date="2026-03-04", kind="L")
        rosters.give_back_shift(home.roster, id_of("own"))
    with home.by(home.person("anna")):
        rosters.drop_shift(home.roster, open_one)
        rosters.assign_shift(home.roster, id_of("own"), person=fenna, instead_of=None)
        rosters.assign_shift(home.roster, other, person=fenna, instead_of=bram)
        rosters.move_shift(home.roster, other, date="2026-03-06", kind="V")
        rosters.unassign_shift(home.roster, other, was=fenna)
    home.publish()
    with home.by(home.person("anna")):
        rosters.set_date_demand(home.team, code="N", date="2026-03-27", least=4)
        rosters.open_shortage(home.roster, date="2026-03-27", kind="N")


def _exchange(home: Any) -> None:
    rosters, bram, fenna = home.house.rosters, home.person("bram"), home.person("fenna")
    giving, wanting = home.plan(bram, "10", "L"), home.plan(fenna, "12", "L")
    free = home.plan(None, "16", "L")
    with home.by(bram):
        rosters.claim_shift(home.roster, free)
        rosters.offer_shift(home.roster, giving)
        rosters.withdraw_offer(home.roster, giving)
        rosters.offer_shift(home.roster, giving)
    with home.by(home.person("emre")):
        rosters.claim_shift(home.roster, giving)
        for swap in ("declined", "withdrawn", "overtaken", "agreed"):
            rosters.propose_swap(home.roster, swap=id_of(swap), giving=giving, wanting=wanting)
            if swap == "withdrawn":
                rosters.end_swap(home.roster, id_of(swap))
    with home.by(fenna):
        rosters.end_swap(home.roster, id_of("declined"))
        rosters.swap_shift(home.roster, id_of("agreed"))


def _presence(home: Any) -> None:
    rosters, bram = home.house.rosters, home.person("bram")
    with home.by(bram):
        rosters.see_changes(home.team, until=home.house.workspace.position())
        for level, kind in (("want", "N"), ("rather_not", None), ("cannot", "V"), ("want", None), ("cannot", None)):
            rosters.make_wish(home.team, date="2026-03-20", kind=kind, level=level)
        rosters.make_wish(home.team, date="2026-03-21", kind="N", level="rather_not")
        rosters.withdraw_wish(home.team, date="2026-03-20", kind="N")
        rosters.report_absence(
            home.team, absence=id_of("one"), person=bram, first="2026-03-16", last="2026-03-16", kind="sick"
        )
        rosters.withdraw_absence(home.team, absence=id_of("one"), person=bram)
        rosters.report_absence(
            home.team, absence=id_of("four"), person=bram, first="2026-03-24", last="2026-03-25", kind="leave"
        )
        rosters.withdraw_absence(home.team, absence=id_of("four"), person=bram)
    with home.by(home.person("anna")):
        for name, last in (("two", "2026-03-22"), ("three", "2026-03-18")):
            rosters.report_absence(
                home.team, absence=id_of(name), person=bram, first="2026-03-18", last=last, kind="leave"
            )
        for name in ("two", "three"):
            rosters.withdraw_absence(home.team, absence=id_of(name), person=bram)


def _afterwards(home: Any) -> None:
    rosters, fenna, anna = home.house.rosters, home.person("fenna"), home.person("anna")
    home.clock.advance(timedelta(days=60))
    with home.by(fenna):
        position = rosters.record_hours(home.roster, id_of("own"), start="15:00", end="23:30", breaks=15)
        home.house.people.disown_act(position)
    with home.by(anna):
        rosters.record_hours(home.roster, id_of("own"), start="15:00", end="23:15", breaks=15)
        rosters.close_roster(home.roster)
        rosters.reopen_roster(home.roster)
        rosters.draft_roster(home.team, first="2027-04-05", weeks=1)
    home.clock.advance(timedelta(days=365))
    home.clock.advance(timedelta(days=365))
    home.plan(fenna, "2027-04-06", "L", roster=roster_of(home.team, "2027-04-05"))


def _rounds(home: Any) -> None:
    """The roster of 2027 is made in rounds."""
    rosters, bram, late = home.house.rosters, home.person("bram"), roster_of(home.team, "2027-04-05")
    later, home.clock.moment = home.clock.moment, datetime(2027, 3, 1, 9, tzinfo=UTC)
    dates = {"wishes_until": "2027-03-05", "gaps_until": "2027-03-08", "publish_by": "2027-03-12"}
    with home.by(home.person("anna")):
        rosters.agree_points(home.team, since="2027-01-01", night=4, sleep=2, evening=1, weekend=2)
        rosters.set_date_demand(home.team, code="N", date="2027-04-07", least=1)
        rosters.open_rounds(late, **dates)
        rosters.change_rounds(late, **dates | {"publish_by": "2027-03-13"})
    with home.by(bram):
        rosters.wish_for_day(late, date="2027-04-08", kind="N", level="want")
        rosters.play_joker(late, date="2027-04-08")
        rosters.clear_day(late, date="2027-04-08")
    with home.by(home.person("bram")):
        rosters.finish_wishes(late)
        rosters.resume_wishes(late)
    for name in ("gaps", "publish"):
        with home.by(home.person("anna")):
            rosters.begin_round(late, round=name)
        if name == "gaps":
            with home.by(bram):
                rosters.take_gap(late, shift=id_of("gap"), date="2027-04-07", kind="N")
    proposed(home, late, by=home.person("anna"), days=("2027-04-05", "2027-04-07", "2027-04-10"), kind="L")
    home.clock.moment = later
