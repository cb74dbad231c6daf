"""What changed in a published roster reaches whom it concerns, and only as long as it is true."""

from __future__ import annotations

from domain.kernel import Id, new_id
from projections.notices import news_for, unseen_in
from projections.roster_page import touched
from tests.harness.home import Home


def told(home: Home, person: Id) -> list[tuple[str, str, str]]:
    with home.house.now() as views:
        return [(notice.what, notice.date, notice.kind) for notice in news_for(views, person)]


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


def test_every_change_by_somebody_else_is_news_until_it_is_seen(home: Home, anna: Id, bram: Id) -> None:
    shift = home.plan(bram, "04", "V")
    home.publish()
    with home.by(anna):
        home.house.rosters.move_shift(home.roster, shift, date="2026-03-05", kind="V")
    assert told(home, bram) == [("moved", "2026-03-05", "V")]

    with home.by(bram):
        home.house.rosters.see_changes(home.team, until=home.house.workspace.position())
    assert told(home, bram) == []
    with home.by(anna):
        home.house.rosters.unassign_shift(home.roster, shift, was=bram)

    assert told(home, bram) == [("lost", "2026-03-05", "V")]


def test_hours_that_somebody_else_wrote_are_news_too_and_ones_own_are_not(home: Home, anna: Id, bram: Id) -> None:
    from datetime import timedelta

    shift = home.plan(bram, "04", "V")
    home.publish()
    home.clock.advance(timedelta(days=40))
    with home.by(anna):
        home.house.rosters.record_hours(home.roster, shift, start="07:00", end="16:00", breaks=15)
    assert told(home, bram) == [("hours", "2026-03-04", "V")]

    with home.by(bram):
        home.house.rosters.record_hours(home.roster, shift, start="07:00", end="15:30", breaks=15)

    assert told(home, bram) == []


def test_who_changed_it_sees_who_has_not_seen_it_yet(home: Home, anna: Id, bram: Id, fenna: Id) -> None:
    home.publish()
    for person in (bram, fenna):
        home.plan(person, "04", "V")
    with home.by(bram):
        home.house.rosters.see_changes(home.team, until=home.house.workspace.position())

    with home.house.now() as views:
        waiting = [(one.person, one.by) for one in unseen_in(views, home.team, "2026-03-01", anna)]
        of_others = unseen_in(views, home.team, "2026-03-01", bram)

    assert waiting == [(fenna, anna)]
    assert of_others == []


def test_an_offer_that_was_taken_is_news_for_who_offered_it(home: Home, bram: Id, fenna: Id) -> None:
    shift, offer = home.plan(bram, "04", "V"), new_id()
    home.publish()
    with home.by(bram):
        home.house.rosters.offer_shift_to(home.roster, offer=offer, shift=shift, to=[fenna])
    with home.by(fenna):
        home.house.rosters.take_offer(home.roster, offer)

    assert told(home, bram) == [("lost", "2026-03-04", "V")]
    assert told(home, fenna) == []
