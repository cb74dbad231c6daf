"""A proposal is asked for, offered, and taken over by the rules of the moment; it never writes by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.kernel import OPERATOR, Acting, NotAllowed, NotThere, act_as, id_of
from domain.rosters.proposals import REPLAN, proposals_of
from domain.rosters.refusals import GapsAreOver, GapsNotYet, NotInThisState, RosterClosed
from domain.rosters.refusals.proposing import (
    AlreadySearching,
    AlternativeUnknown,
    ChangesTogether,
    NothingFits,
    NothingToPropose,
    NotSearching,
    ProposalOver,
    SecondsUnreadable,
    SomethingChanged,
    WhyLetGo,
)
from tests.rosters.proposals.conftest import PROPOSAL

SECOND = id_of("proposal", "2")


def test_asking_and_offering_put_no_shift_in_the_roster(asked, bram, on):
    before = dict(asked.home.standing().shifts)

    asked.offer([on("05", "L", bram)])

    assert asked.home.standing().shifts == before
    assert asked.standing().state_of(PROPOSAL) == "offered"


def test_a_second_proposal_is_refused_while_one_is_looked_for(asked, fenna):
    with pytest.raises(AlreadySearching):
        asked.ask(fenna, proposal=SECOND)


def test_a_new_proposal_can_be_asked_for_when_the_first_is_there(asked, bram, fenna, on):
    asked.offer([on("05", "L", bram)])

    asked.ask(fenna, proposal=SECOND)

    assert asked.standing().state_of(SECOND) == "asked"
    assert asked.standing().state_of(PROPOSAL) == "offered"


@pytest.mark.parametrize("seconds", [0, 121, -1])
def test_so_long_is_not_searched(asked, bram, on, seconds):
    asked.offer([on("05", "L", bram)])

    with pytest.raises(SecondsUnreadable):
        asked.ask(bram, proposal=SECOND, seconds=seconds)


def test_in_the_round_of_the_wishes_only_who_plans_asks(home, anna, bram):
    with home.by(anna):
        home.house.rosters.open_rounds(
            home.roster, wishes_until="2026-02-05", gaps_until="2026-02-07", publish_by="2026-02-08"
        )

    with home.by(bram), pytest.raises(GapsNotYet):
        home.house.proposing.ask_proposal(home.roster, proposal=PROPOSAL, seen=1)
    with home.by(anna):
        assert home.house.proposing.ask_proposal(home.roster, proposal=PROPOSAL, seen=1)


def test_after_the_round_of_the_gaps_only_who_plans_takes_over(asked, anna, bram, on):
    asked.offer([on("05", "L", bram)])
    asked.home.clock.advance(timedelta(days=6))

    with pytest.raises(GapsAreOver):
        asked.accept(bram, person=bram)
    asked.accept(anna)

    assert asked.who("05", "L") == [bram]


def test_a_draft_does_not_exist_for_who_does_not_plan(tmp_path):
    from tests.harness.home import moved_in

    with moved_in(tmp_path) as home:
        home.draft()

        with home.by(home.person("bram")), pytest.raises(NotThere):
            home.house.proposing.ask_proposal(home.roster, proposal=PROPOSAL, seen=1)
        with home.by(home.person("anna")):
            assert home.house.proposing.ask_proposal(home.roster, proposal=PROPOSAL, seen=1)


def test_who_belongs_elsewhere_finds_nothing(asked, on, bram):
    asked.home.second_team()
    asked.offer([on("05", "L", bram)])
    yara = asked.home.person("yara")

    with pytest.raises(NotThere):
        asked.accept(yara)
    with pytest.raises(NotThere):
        asked.ask(yara, proposal=SECOND)


def test_when_everything_is_filled_nothing_can_be_proposed(home, anna):
    with home.by(anna):
        for code in ("V", "L", "N"):
            for weekday in range(7):
                home.house.rosters.set_weekday_demand(home.team, code=code, weekday=weekday, least=0)

        with pytest.raises(NothingToPropose):
            home.house.proposing.ask_proposal(home.roster, proposal=PROPOSAL, seen=1)


def test_nobody_but_the_worker_offers(asked, anna, on, bram):
    with asked.home.by(anna), pytest.raises(NotAllowed):
        asked.proposing.offer_proposal(
            asked.home.roster, PROPOSAL, looked=1, moment="2026-02-02T09:00Z", status="done", alternatives=[]
        )


def test_what_was_offered_is_offered_once(asked, bram, on):
    asked.offer([on("05", "L", bram)])

    with pytest.raises(NotSearching):
        asked.offer([on("06", "L", bram)])


def test_who_plans_takes_it_all_over(asked, anna, bram, fenna, on):
    asked.offer([on("05", "L", bram), on("06", "V", fenna)])

    asked.accept(anna)

    assert asked.who("05", "L") == [bram] and asked.who("06", "V") == [fenna]
    assert asked.missed() == []
    assert len(asked.home.agenda(bram).bookings) == 1


def test_each_shift_carries_the_proposal_as_its_cause(asked, anna, bram, on):
    asked.offer([on("05", "L", bram)])
    position = asked.accept(anna)

    facts = [asked.home.house.workspace.decode(r) for r in asked.home.house.workspace.facts(position - 1, 10)]

    planned = next(f for f in facts if f.TOPIC == "rosters.ShiftPlanned")
    offered = asked.home.house.workspace.latest(proposals_of(asked.home.roster), 2)[1]
    assert offered.TOPIC == "rosters.ProposalOffered"
    assert planned.cause == f"fact:{offered.originator_id}:{offered.originator_version}"


def test_somebody_takes_only_the_own_part_over(asked, bram, fenna, on):
    asked.offer([on("05", "L", bram), on("06", "V", fenna)])

    asked.accept(bram, person=bram)

    assert asked.who("05", "L") == [bram] and asked.who("06", "V") == []
    with pytest.raises(NotAllowed):
        asked.accept(bram, person=fenna)
    with pytest.raises(NotAllowed):
        asked.accept(bram)


def test_an_open_shift_goes_before_a_new_one(asked, anna, bram, on):
    standing = asked.home.plan(None, "05", "L")
    asked.offer([on("05", "L", bram)])

    asked.accept(anna)

    assert asked.home.who(standing) == bram and asked.who("05", "L") == [bram]


def test_what_became_unlawful_is_named_and_the_rest_is_taken(asked, anna, bram, fenna, on):
    asked.offer([on("05", "V", bram), on("06", "V", fenna)])
    asked.home.plan(bram, "04", "N")

    asked.accept(anna)

    assert asked.who("06", "V") == [fenna] and bram not in asked.who("05", "V")
    (who, rule), *more = asked.missed()
    assert who == bram and rule and not more


def test_who_fell_ill_meanwhile_is_left_out_by_name(asked, anna, bram, fenna, on):
    asked.offer([on("05", "V", bram), on("06", "V", fenna)])
    with asked.home.by(bram):
        asked.home.house.rosters.report_absence(
            asked.home.team, absence=id_of("away"), person=bram, first="2026-03-05", last="2026-03-05", kind="sick"
        )

    asked.accept(anna)

    assert asked.missed() == [(bram, "agenda-absent")]


def test_what_somebody_else_took_is_left_out(asked, anna, bram, fenna, saar, emre, on):
    asked.offer([on("05", "V", bram), on("06", "V", fenna)])
    for person in (saar, emre):
        asked.home.plan(person, "05", "V")

    asked.accept(anna)

    assert asked.missed() == [(bram, "taken")] and asked.who("06", "V") == [fenna]


def test_when_nothing_fits_any_more_nothing_is_written(asked, anna, bram, on):
    asked.offer([on("05", "V", bram)])
    asked.home.plan(bram, "04", "N")
    before = asked.home.house.workspace.position()

    with pytest.raises(NothingFits):
        asked.accept(anna)

    assert asked.home.house.workspace.position() == before


def test_after_one_part_the_whole_takes_what_is_left(asked, anna, bram, fenna, on):
    asked.offer([on("05", "L", bram), on("06", "V", fenna)])
    asked.accept(bram, person=bram)

    asked.accept(anna)

    assert asked.who("06", "V") == [fenna] and asked.who("05", "L") == [bram]
    assert asked.missed() == []


def test_a_sleep_shift_between_two_others_is_taken_in_whatever_order(asked, anna, bram, on):
    with asked.home.by(anna):
        asked.home.house.rosters.set_weekday_demand(asked.home.team, code="S", weekday=3, least=1)
    asked.offer([on("06", "V", bram), on("05", "L", bram), on("05", "S", bram)])

    asked.accept(anna)

    assert asked.missed() == []
    assert [b["kind"] for b in sorted(asked.home.agenda(bram).bookings.values(), key=lambda b: b["start"])] == [
        "L", "S", "V",
    ]  # fmt: skip


def test_there_is_no_such_alternative(asked, anna, bram, on):
    asked.offer([on("05", "L", bram)])

    for number in (-1, 1, 99):
        with pytest.raises(AlternativeUnknown):
            asked.accept(anna, number=number)


def test_two_who_take_the_same_over_at_once_each_get_an_answer(asked, anna, bram, on):
    asked.offer([on("05", "L", bram)])
    asked.accept(bram, person=bram)

    with pytest.raises(NothingFits):
        asked.accept(anna)

    assert asked.who("05", "L") == [bram]


def test_letting_go_asks_why(asked, anna, bram, on):
    asked.offer([on("05", "L", bram)])

    with asked.home.by(bram), pytest.raises(WhyLetGo):
        asked.proposing.let_go_proposal(asked.home.roster, PROPOSAL)
    reason = asked.home.house.vault.seal(bram, "Te veel nachten achter elkaar")
    with act_as(Acting(bram, "", reason=reason)):
        asked.proposing.let_go_proposal(asked.home.roster, PROPOSAL)

    with pytest.raises(ProposalOver):
        asked.accept(anna)


def test_stopping_is_recorded_once_and_only_while_there_is_a_search(asked, anna, bram, on):
    with asked.home.by(anna):
        asked.proposing.stop_proposal(asked.home.roster, PROPOSAL)
        asked.proposing.stop_proposal(asked.home.roster, PROPOSAL)
    assert asked.standing().state_of(PROPOSAL) == "stopped"

    asked.offer([on("05", "L", bram)])

    with asked.home.by(anna), pytest.raises(NotSearching):
        asked.proposing.stop_proposal(asked.home.roster, PROPOSAL)


def test_without_alternatives_the_search_failed(asked):
    asked.offer()

    assert asked.standing().state_of(PROPOSAL) == "failed"


def test_only_the_last_five_offers_can_be_taken_over(asked, anna, bram, on):
    asked.offer([on("05", "L", bram)])
    for number in range(5):
        asked.ask(bram, proposal=id_of("later", str(number)))
        asked.offer([on("05", "L", bram)], proposal=id_of("later", str(number)))

    with pytest.raises(ProposalOver):
        asked.accept(anna)


def test_a_closed_roster_takes_nothing_over(asked, anna, bram, on):
    asked.offer([on("05", "L", bram)])
    asked.home.publish()
    with asked.home.by(anna):
        asked.home.house.rosters.close_roster(asked.home.roster)

    with pytest.raises(RosterClosed):
        asked.accept(anna)


def test_changes_that_lean_on_each_other_are_taken_together_or_not_at_all(asked, anna, bram, fenna, on):
    standing, wanting = asked.home.plan(bram, "05", "L"), asked.home.plan(None, "06", "V")
    moved = [on("05", "L", fenna, shift=standing, was=bram), on("06", "V", bram, shift=wanting)]
    asked.offer(moved, moved)

    with pytest.raises(ChangesTogether):
        asked.accept(fenna, person=fenna)
    asked.accept(anna)

    assert asked.home.who(standing) == fenna and asked.home.who(wanting) == bram
    assert [b["day"] for b in asked.home.agenda(bram).bookings.values()] == ["2026-03-06"]


def test_when_one_of_them_no_longer_fits_none_is_taken(asked, anna, bram, fenna, on):
    standing, wanting = asked.home.plan(bram, "05", "L"), asked.home.plan(None, "06", "V")
    asked.offer([on("05", "L", fenna, shift=standing, was=bram), on("06", "V", bram, shift=wanting)])
    asked.home.plan(fenna, "05", "V")
    before = asked.home.house.workspace.position()

    with pytest.raises(SomethingChanged):
        asked.accept(anna)

    assert asked.home.who(standing) == bram and asked.home.house.workspace.position() == before


def test_a_draft_is_not_replanned(tmp_path):
    from tests.harness.home import moved_in

    with moved_in(tmp_path) as home:
        home.draft()

        with home.by(home.person("anna")), pytest.raises(NotInThisState):
            home.house.proposing.ask_proposal(home.roster, proposal=PROPOSAL, seen=1, what=REPLAN)


def test_a_repeated_tap_takes_over_once(asked, anna, bram, on):
    asked.offer([on("05", "L", bram)])
    key = id_of("tap")

    with asked.home.by(anna, command=key):
        first = asked.proposing.accept_proposal(asked.home.roster, PROPOSAL, alternative=0)
    with asked.home.by(anna, command=key):
        second = asked.proposing.accept_proposal(asked.home.roster, PROPOSAL, alternative=0)

    assert first == second and asked.who("05", "L") == [bram]


def test_the_worker_is_the_operator(asked):
    with asked.home.by(OPERATOR):
        asked.proposing.fail_proposal(asked.home.roster, PROPOSAL, how="crashed")

    assert asked.standing().state_of(PROPOSAL) == "failed"
