"""Making the roster together: wishes, then gaps, then publishing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest

from domain.kernel import Id, NotAllowed, NotThere, Refusal, fixed_clock, new_id
from domain.rosters import refusals
from domain.rosters.labour import read_set
from domain.rosters.notice import notices_of, notices_on
from domain.rosters.rounds import RoundDates
from projections.rounds import finished_in, gaps_taken_by
from tests.harness.home import Home
from tests.rosters.rounds.conftest import DATES, on, standing

Wish = Callable[..., None]
Take = Callable[..., Id]


def test_opening_the_rounds_lays_a_draft_before_the_team(rounds: Home) -> None:
    assert rounds.standing().state == "planned"
    assert standing(rounds).round_now() == "wishes"


def test_the_rounds_follow_each_other_by_date_without_anybody_doing_anything(rounds: Home) -> None:
    before = rounds.house.workspace.position()

    found = []
    for day in (4, 5, 6, 7):
        on(rounds, day)
        found.append(standing(rounds).round_now())

    assert found == ["wishes", "gaps", "gaps", "publish"]
    assert rounds.house.workspace.position() == before


def test_only_who_plans_opens_rounds(home: Home, bram: Id) -> None:
    with home.by(bram), pytest.raises(NotAllowed):
        home.house.rosters.open_rounds(home.roster, **DATES)


def test_another_teams_rounds_do_not_exist(rounds: Home) -> None:
    rounds.second_team()

    with rounds.by(rounds.person("yara")), pytest.raises(NotThere):
        rounds.house.rosters.take_gap(rounds.roster, shift=new_id(), date="2026-03-02", kind="V")


def test_rounds_are_opened_once(rounds: Home, anna: Id) -> None:
    with rounds.by(anna), pytest.raises(refusals.RoundsAreOpen):
        rounds.house.rosters.open_rounds(rounds.roster, **DATES)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"wishes_until": "2026-02-01"}, "wishes_until"),
        ({"gaps_until": "2026-02-04"}, "gaps_until"),
        ({"publish_by": "2026-02-05"}, "publish_by"),
        ({"publish_by": "2026-03-02"}, "publish_by"),
        ({"jokers": 11}, "jokers"),
        ({"jokers": -1}, "jokers"),
    ],
)
def test_rounds_that_do_not_follow_each_other_are_refused_at_their_field(
    home: Home, anna: Id, changed: dict[str, object], field: str
) -> None:
    with home.by(anna), pytest.raises(Refusal) as refusal:
        home.house.rosters.open_rounds(home.roster, **(DATES | changed))  # type: ignore[arg-type]

    assert refusal.value.field == field


def test_a_wish_after_its_round_is_refused_with_a_sentence(rounds: Home, bram: Id, wish: Wish) -> None:
    wish(bram, "05", kind="V")
    on(rounds, 5)

    with pytest.raises(refusals.WishesAreOver) as refusal:
        wish(bram, "06", kind="V")

    assert "De ronde van de wensen is voorbij" in str(refusal.value)
    assert rounds.agenda(bram).wishes == {"2026-03-05:V": "want"}


def test_a_wish_cannot_be_taken_back_after_its_round_either(rounds: Home, bram: Id, wish: Wish) -> None:
    wish(bram, "05")
    on(rounds, 5)

    with rounds.by(bram), pytest.raises(refusals.WishesAreOver):
        rounds.house.rosters.withdraw_wish(rounds.team, date="2026-03-05", kind=None)


def test_a_wish_for_a_day_without_rounds_stays_possible(rounds: Home, bram: Id) -> None:
    on(rounds, 5)

    with rounds.by(bram):
        rounds.house.rosters.make_wish(rounds.team, date="2026-05-05", kind=None, level="want")

    assert rounds.agenda(bram).wishes == {"2026-05-05:": "want"}


def test_a_wish_after_an_early_publication_is_refused(rounds: Home, bram: Id, wish: Wish) -> None:
    rounds.publish()

    with pytest.raises(refusals.WishesAreOver):
        wish(bram, "05")


def test_a_third_joker_is_refused_and_the_wish_with_it(rounds: Home, bram: Id, wish: Wish) -> None:
    wish(bram, "05", "cannot", joker=True)
    wish(bram, "06", "cannot", joker=True)

    with pytest.raises(refusals.JokersUsedUp) as refusal:
        wish(bram, "07", "cannot", joker=True)

    assert "je hebt er 2" in str(refusal.value)
    assert "2026-03-07:" not in rounds.agenda(bram).wishes


def test_the_same_joker_twice_is_one_joker(rounds: Home, bram: Id, wish: Wish) -> None:
    wish(bram, "05", joker=True)
    wish(bram, "05", joker=True)

    assert standing(rounds).used[bram] == ["2026-03-05:"]


def test_a_wish_taken_back_gives_its_joker_back(rounds: Home, bram: Id, wish: Wish) -> None:
    wish(bram, "05", joker=True)
    wish(bram, "06", joker=True)
    with rounds.by(bram):
        rounds.house.rosters.withdraw_wish(rounds.team, date="2026-03-05", kind=None)

    wish(bram, "07", joker=True)

    assert standing(rounds).used[bram] == ["2026-03-06:", "2026-03-07:"]


def test_a_joker_needs_a_round(home: Home, bram: Id) -> None:
    with home.by(bram), pytest.raises(refusals.JokersElsewhere):
        home.house.rosters.make_wish(home.team, date="2026-03-05", kind=None, level="want", joker=True)


def test_the_planner_begins_the_next_round_early_and_not_twice(rounds: Home, anna: Id, bram: Id, take: Take) -> None:
    with rounds.by(anna):
        rounds.house.rosters.begin_round(rounds.roster, round="gaps")

    with rounds.by(anna), pytest.raises(refusals.NotInThisState):
        rounds.house.rosters.begin_round(rounds.roster, round="gaps")
    assert rounds.who(take(bram, "05", "V")) == bram


def test_other_dates_open_the_wishes_again(rounds: Home, anna: Id, bram: Id, wish: Wish) -> None:
    on(rounds, 5)
    with rounds.by(anna):
        rounds.house.rosters.change_rounds(
            rounds.roster, wishes_until="2026-02-05", gaps_until="2026-02-07", publish_by="2026-02-08", jokers=3
        )

    for day in ("05", "06", "07"):
        wish(bram, day, joker=True)

    assert len(standing(rounds).used[bram]) == 3


def test_a_gap_is_taken_in_its_round_only(rounds: Home, bram: Id, take: Take) -> None:
    with pytest.raises(refusals.GapsNotYet):
        take(bram, "05", "V")
    on(rounds, 5)
    shift = take(bram, "05", "V")
    on(rounds, 7)

    with pytest.raises(refusals.GapsAreOver):
        take(bram, "10", "V")
    assert rounds.who(shift) == bram
    assert rounds.agenda(bram).bookings[shift]["kind"] == "V"


def test_nobody_goes_round_the_wishes_by_taking_a_shift_on_the_roster(rounds: Home, anna: Id, bram: Id) -> None:
    with rounds.by(bram), pytest.raises(refusals.GapsNotYet):
        rounds.house.rosters.take_shift(rounds.roster, shift=new_id(), date="2026-03-05", kind="V")

    assert rounds.who(rounds.plan(anna, "05", "V")) == anna


def test_nobody_goes_round_the_wishes_by_taking_a_shift_that_stands_open(rounds: Home, bram: Id) -> None:
    shift = rounds.plan(None, "05", "V")
    with rounds.by(bram), pytest.raises(refusals.GapsNotYet):
        rounds.house.rosters.claim_shift(rounds.roster, shift)

    on(rounds, 5)
    with rounds.by(bram):
        rounds.house.rosters.claim_shift(rounds.roster, shift)
    assert rounds.who(shift) == bram


def test_what_is_no_gap_any_more_is_told_with_who_was_first(rounds: Home, bram: Id, fenna: Id, take: Take) -> None:
    on(rounds, 5)
    take(bram, "05", "N")

    with pytest.raises(refusals.TakenByOther) as refusal:
        take(fenna, "05", "N")

    assert refusal.value.details["first"] == bram


def test_a_gap_that_breaks_the_rest_is_refused_and_stays(rounds: Home, bram: Id, fenna: Id, take: Take) -> None:
    on(rounds, 5)
    take(bram, "05", "L")

    with pytest.raises(refusals.TooLittleRest):
        take(bram, "06", "V")

    assert rounds.who(take(fenna, "06", "V")) == fenna


def test_an_open_shift_is_the_gap_that_is_taken(rounds: Home, bram: Id, take: Take) -> None:
    shift = rounds.plan(None, "05", "V")
    on(rounds, 5)

    take(bram, "05", "V")

    assert rounds.who(shift) == bram
    assert len(rounds.standing().shifts) == 1


def test_two_tablets_take_the_same_gap_and_one_has_it(rounds: Home, bram: Id, fenna: Id) -> None:
    on(rounds, 5)
    outcome: dict[Id, object] = {}
    ready = Barrier(2)

    def tap(person: Id) -> None:
        with fixed_clock(rounds.clock.moment), rounds.by(person):
            ready.wait()
            try:
                outcome[person] = rounds.house.rosters.take_gap(
                    rounds.roster, shift=new_id(), date="2026-03-05", kind="N"
                )
            except Refusal as refusal:
                outcome[person] = refusal

    threads = [Thread(target=tap, args=(person,)) for person in (bram, fenna)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    refused = [o for o in outcome.values() if isinstance(o, refusals.TakenByOther)]
    nights = [f["person"] for f in rounds.standing().shifts.values() if f["kind"] == "N"]
    assert len(nights) == 1 and len(refused) == 1
    assert refused[0].details["first"] == nights[0]


def test_a_round_ends_at_midnight_on_the_wall_on_both_sides_of_a_clock_change() -> None:
    spring = RoundDates("2026-03-28", "2026-03-29", "2026-04-02")
    autumn = RoundDates("2026-10-24", "2026-10-25", "2026-10-26")

    assert [spring.ends("wishes"), spring.ends("gaps")] == ["2026-03-28T23:00Z", "2026-03-29T22:00Z"]
    assert [autumn.ends("wishes"), autumn.ends("gaps")] == ["2026-10-24T22:00Z", "2026-10-25T23:00Z"]
    assert spring.at("2026-03-28T22:59Z") == "wishes"
    assert spring.at("2026-03-28T23:00Z") == "gaps"


def test_the_legal_deadline_is_in_real_hours_also_across_a_clock_change() -> None:
    cao, law = notices_on("2026-04-06", "cao-ghz")

    assert (cao.rule, cao.deadline("2026-04-06")) == ("cao-ghz-6:6-ahead", "2026-03-15T22:00Z")  # 23:00 on the wall
    assert (law.rule, law.deadline("2026-04-06")) == ("atw-4:2-2", "2026-03-08T22:00Z")
    assert cao.deadline("2026-03-02") == "2026-02-08T23:00Z"


def test_the_law_alone_asks_four_weeks() -> None:
    assert [(n.rule, n.hours) for n in notices_on("2026-03-02", "atw")] == [("atw-4:2-2", 28 * 24)]


def test_an_old_roster_keeps_the_notice_of_its_day() -> None:
    rule = {"id": "own-notice", "article": "Eigen cao 1", "title": "Bekend", "severity": "warned", "check": "notice"}
    versions = read_set(
        {
            "set": "own",
            "title": "Eigen cao",
            "version": [
                {
                    "valid_from": day, "source": day, "includes": "atw", "without": ["atw-4:2-2"],
                    "rule": [rule | {"ahead_minutes": minutes}],
                }
                for day, minutes in (("2010-01-01", 480 * 60), ("2026-01-01", 504 * 60))
            ],
        }
    )  # fmt: skip

    assert [(n.hours, n.source) for version in versions for n in notices_of(version)] == [
        (480, "2010-01-01"),
        (504, "2026-01-01"),
    ]


def test_the_rounds_of_then_are_seen_as_they_were(rounds: Home, anna: Id) -> None:
    from projections.rounds import rounds_shown

    before = rounds.house.workspace.position()
    on(rounds, 3)
    with rounds.by(anna):
        rounds.house.rosters.begin_round(rounds.roster, round="gaps")

    with rounds.house.now() as views:
        now = rounds_shown(views, rounds.roster)
    with rounds.house.at(before) as views:
        then = rounds_shown(views, rounds.roster)

    assert now and then
    assert (then.early, now.early) == ("", "gaps")
    assert then.dates.at(datetime(2026, 2, 3, tzinfo=UTC).strftime("%Y-%m-%dT%H:%MZ")) == "wishes"


def test_whoever_gave_all_wishes_says_so_and_may_still_change_them(rounds: Home, bram: Id, wish: Wish) -> None:
    wish(bram, "05", kind="V")

    with rounds.by(bram):
        rounds.house.rosters.finish_wishes(rounds.roster)
        rounds.house.rosters.finish_wishes(rounds.roster)
    wish(bram, "06", kind="V")

    assert standing(rounds).finished == [bram]
    assert sorted(rounds.agenda(bram).wishes) == ["2026-03-05:V", "2026-03-06:V"]


def test_whoever_said_so_too_early_takes_it_back(rounds: Home, bram: Id, fenna: Id) -> None:
    for person in (bram, fenna):
        with rounds.by(person):
            rounds.house.rosters.finish_wishes(rounds.roster)
    with rounds.by(bram):
        rounds.house.rosters.resume_wishes(rounds.roster)
        rounds.house.rosters.resume_wishes(rounds.roster)

    with rounds.house.now() as views:
        shown = finished_in(views, rounds.roster)

    assert standing(rounds).finished == [fenna] and shown == {fenna}


def test_after_the_round_nobody_says_any_more_that_their_wishes_are_complete(rounds: Home, bram: Id) -> None:
    on(rounds, 5)

    with rounds.by(bram), pytest.raises(refusals.WishesAreOver):
        rounds.house.rosters.finish_wishes(rounds.roster)


def test_only_who_works_in_the_team_gives_wishes(rounds: Home) -> None:
    with rounds.by(rounds.person("rosa")), pytest.raises(NotAllowed):
        rounds.house.rosters.finish_wishes(rounds.roster)


def test_a_gap_that_was_given_back_is_not_counted_as_taken(rounds: Home, bram: Id, take: Take) -> None:
    on(rounds, 5)
    take(bram, "05", "V")
    shift = take(bram, "06", "V")
    with rounds.by(bram):
        rounds.house.rosters.give_back_shift(rounds.roster, shift)

    with rounds.house.now() as views:
        assert gaps_taken_by(views, rounds.roster, bram) == 1
