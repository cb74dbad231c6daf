"""What changed in a published roster reaches whom it concerns, and only as long as it is true."""

from __future__ import annotations

from domain.kernel import Id, new_id
from projections.roster_page import touched
from projections.today import notices
from tests.harness.home import Home


def told(home: Home, person: Id) -> list[tuple[str, str, str]]:
    with home.house.now() as views:
        return [(notice.what, notice.date, notice.kind) for notice in notices(views, person)]


def test_whoever_loses_a_shift_that_is_taken_out_hears_of_it(home: Home, anna: Id, bram: Id) -> None:
    shift = home.plan(bram, "04", "V")
    home.publish()

    with home.by(anna):
        home.house.rosters.drop_shift(home.roster, shift, was=bram)

    assert told(home, bram) == [("lost", "2026-03-04", "V")]


def test_a_shift_that_one_passed_on_is_no_news_any_more(home: Home, anna: Id, bram: Id, fenna: Id) -> None:
    shift, hers = home.plan(None, "04", "V"), home.plan(fenna, "06", "L")
    home.publish()
    with home.by(anna):
        home.house.rosters.assign_shift(home.roster, shift, person=bram, instead_of=None)
    assert ("gained", "2026-03-04", "V") in told(home, bram)
    swap = new_id()
    with home.by(fenna):
        home.house.rosters.propose_swap(home.roster, swap=swap, giving=hers, wanting=shift)
    with home.by(bram):
        home.house.rosters.swap_shift(home.roster, swap)

    assert told(home, bram) == []


def test_a_move_and_hours_written_by_the_planner_are_in_the_trail_of_whoever_works(
    home: Home, anna: Id, bram: Id
) -> None:
    from datetime import timedelta

    shift = home.plan(bram, "04", "V")
    with home.by(anna):
        home.house.rosters.move_shift(home.roster, shift, date="2026-03-05", kind="L")
        home.clock.advance(timedelta(days=40))
        home.house.rosters.record_hours(home.roster, shift, start="15:00", end="23:15", breaks=15)

    with home.house.now() as views:
        topics = {
            row[0]
            for row in views.execute(
                "SELECT f.topic FROM trail_fact f JOIN trail_concern c USING (position) WHERE c.subject = ?", (bram,)
            )
        }
    assert {"rosters.ShiftMoved", "rosters.HoursRecorded"} <= topics


def test_a_page_hears_that_somebody_did_not_do_what_stands_in_their_name(home: Home, bram: Id) -> None:
    with home.by(bram):
        did = home.house.rosters.take_shift(home.roster, shift=new_id(), date="2026-03-04", kind="V")
        assert did
        said = home.house.people.disown_act(did)

    with home.house.now() as views:
        assert touched(views, home.team) == said
