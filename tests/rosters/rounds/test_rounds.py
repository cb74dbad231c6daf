"""The rounds of a roster: opened, following each other by date, begun early."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.kernel import Id, NotAllowed, NotThere, Refusal, new_id
from domain.rosters import refusals
from tests.harness.home import Home
from tests.rosters.rounds.conftest import DATES, Take, Wish, on, standing


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
