"""Who calls in sick leaves a shift; who agreed to be asked is asked; the first who says yes has it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from domain.kernel import NotAllowed, NotThere, id_of
from domain.kernel import Refusal as SaysNo
from domain.rosters import refusals
from projections.engine import first_difference
from tests.projections.looking import rebuilt


def test_the_first_who_says_yes_has_the_shift_and_nobody_is_asked_any_more(call: Any) -> None:
    for name in ("fenna", "emre"):
        call.agrees(name)
    call.reports()
    call.asks("fenna", "emre")

    call.yes("fenna")

    assert call.home.who(call.late) == call.home.person("fenna")
    assert call.late in call.home.agenda(call.home.person("fenna")).bookings
    assert call.home.standing().searches == {}


def test_who_says_yes_second_hears_that_it_is_over(call: Any) -> None:
    for name in ("fenna", "emre"):
        call.agrees(name)
    call.reports()
    call.asks("fenna", "emre")
    late = call.ask_of("emre")
    call.yes("fenna")

    with pytest.raises(refusals.AskOver):
        call.yes("emre", late)

    assert call.home.who(call.late) == call.home.person("fenna")


def test_two_who_say_yes_at_once_do_not_both_have_it(call: Any) -> None:
    for name in ("fenna", "emre", "saar"):
        call.agrees(name)
    call.reports()
    call.asks("fenna", "emre", "saar")
    asks = {name: call.ask_of(name) for name in ("fenna", "emre", "saar")}
    start, said = Barrier(3), {}

    def say(name: str) -> None:
        from domain.kernel import clock

        clock._fixed.set(call.home.clock)
        start.wait()
        try:
            call.yes(name, asks[name])
            said[name] = "has it"
        except SaysNo as refusal:
            said[name] = type(refusal).__name__

    threads = [Thread(target=say, args=(name,)) for name in asks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said.values()) == ["AskOver", "AskOver", "has it"]
    winner = next(name for name, what in said.items() if what == "has it")
    assert call.home.who(call.late) == call.home.person(winner)
    assert [n for n in asks if call.late in _booked(call, n)] == [winner]


def _booked(call: Any, name: str) -> Any:
    from domain.rosters import Agenda, agenda_of

    agenda = call.home.house.workspace.get(Agenda, agenda_of(call.home.person(name)))
    return agenda.bookings if agenda else {}


def test_nobody_is_asked_who_did_not_agree_to_it(call: Any) -> None:
    call.reports()

    with pytest.raises(refusals.NotAgreed):
        call.asks("fenna")

    assert call.home.standing().searches == {}


def test_nobody_is_asked_on_a_day_off_without_agreeing_to_it(call: Any) -> None:
    call.agrees("fenna", days=("working",))
    call.reports()

    with pytest.raises(refusals.NotOnDaysOff):
        call.asks("fenna")


def test_who_works_today_may_be_asked_for_tomorrow(call: Any) -> None:
    call.home.plan(call.home.person("fenna"), "05", "V")
    call.agrees("fenna", days=("working",))
    call.reports()

    call.asks("fenna", shift=call.next_late)

    assert call.ask_of("fenna", call.next_late)


def test_who_revoked_the_agreement_is_asked_no_more(call: Any) -> None:
    call.agrees("fenna")
    call.revokes("fenna")
    call.reports()

    with pytest.raises(refusals.NotAgreed):
        call.asks("fenna")


def test_who_agreed_to_early_shifts_is_not_asked_for_a_late_one(call: Any) -> None:
    with call.home.by(call.home.person("fenna")):
        call.home.house.rosters.agree_to_asks(call.home.team, days=["off"], places=["V"])
    call.reports()

    with pytest.raises(refusals.NotThisPart):
        call.asks("fenna")


def test_whom_the_law_refuses_is_not_asked(call: Any) -> None:
    call.agrees("fenna")
    call.home.plan(call.home.person("fenna"), "06", "V")
    call.reports()

    with pytest.raises(SaysNo, match="rust"):
        call.asks("fenna")


def test_who_is_absent_today_is_not_asked(call: Any) -> None:
    call.agrees("fenna")
    with call.home.by(call.home.person("fenna")):
        call.home.house.rosters.report_absence(
            call.home.team, absence=id_of("absence", "fenna"), person=call.home.person("fenna"),
            first="2026-03-05", last="2026-03-05", kind="leave",
        )  # fmt: skip
    call.reports()

    with pytest.raises(refusals.AwayToday):
        call.asks("fenna", shift=call.next_late)


def test_a_yes_after_the_shift_began_is_too_late(call: Any) -> None:
    call.agrees("fenna")
    call.reports()
    call.asks("fenna")
    call.home.clock.moment = datetime(2026, 3, 5, 14, 0, tzinfo=UTC)

    with pytest.raises(refusals.AskOver):
        call.yes("fenna")

    assert call.home.who(call.late) is None


def test_withdrawing_the_absence_ends_what_was_asked(call: Any) -> None:
    call.agrees("fenna")
    call.reports()
    call.asks("fenna")
    ask = call.ask_of("fenna")

    with call.home.by(call.home.person("bram")):
        call.home.house.rosters.withdraw_absence(call.home.team, absence=call.absence, person=call.home.person("bram"))

    assert call.home.standing().searches == {}
    with pytest.raises(refusals.AskOver):
        call.yes("fenna", ask)


@pytest.mark.parametrize("how", ["claimed", "assigned", "dropped", "moved"])
def test_whatever_else_is_done_with_the_shift_ends_what_was_asked(call: Any, how: str) -> None:
    call.agrees("fenna")
    call.reports()
    call.asks("fenna")
    rosters, roster = call.home.house.rosters, call.home.roster

    with call.home.by(call.home.person("emre" if how == "claimed" else "anna")):
        if how == "claimed":
            rosters.claim_shift(roster, call.late)
        elif how == "assigned":
            rosters.assign_shift(roster, call.late, person=call.home.person("emre"), instead_of=None)
        elif how == "dropped":
            rosters.drop_shift(roster, call.late)
        else:
            rosters.move_shift(roster, call.late, date="2026-03-07", kind="L")

    assert call.home.standing().searches == {}


def test_a_no_is_not_a_yes_and_may_become_one(call: Any) -> None:
    call.agrees("fenna")
    call.reports()
    call.asks("fenna")

    call.no("fenna", "Mijn dochter is jarig")
    standing = call.home.who(call.late)
    call.yes("fenna")

    assert standing is None
    assert call.home.who(call.late) == call.home.person("fenna")


def test_nobody_answers_for_somebody_else(call: Any) -> None:
    call.agrees("fenna")
    call.reports()
    call.asks("fenna")

    with pytest.raises(NotThere):
        call.yes("emre", call.ask_of("fenna"))


def test_who_does_not_work_that_day_does_not_ask(call: Any) -> None:
    call.agrees("fenna")
    call.reports()

    with pytest.raises(refusals.NotOnDuty):
        call.asks("fenna", by="emre")


def test_who_works_that_day_may_ask_and_so_may_who_plans(call: Any) -> None:
    call.home.plan(call.home.person("emre"), "05", "V")
    for name in ("fenna", "saar"):
        call.agrees(name)
    call.reports()

    call.asks("fenna", by="emre")
    call.asks("saar", by="anna")

    assert call.ask_of("fenna") and call.ask_of("saar")


def test_a_carer_of_another_team_who_agreed_may_take_it_and_then_belongs_to_the_team_for_it(call: Any) -> None:
    call.home.second_team()
    call.agrees("yara", team=call.home.team)
    call.reports()
    call.asks("yara", by="anna")

    call.yes("yara")

    relations = call.home.house.authority.relations(call.home.yara)
    assert call.home.who(call.late) == call.home.yara
    assert "member" in relations.roles_in(call.home.team, "2026-03-05")
    assert "member" in relations.roles_in(call.home.team, "2026-03-19")
    assert "member" not in relations.roles_in(call.home.team, "2026-03-20")


def test_a_carer_who_was_let_into_the_team_from_a_later_day_takes_it_and_belongs_to_it_from_now_on(call: Any) -> None:
    call.home.second_team()
    call.agrees("yara", team=call.home.team)
    call.reports()
    call.asks("yara", by="anna")
    with call.home.by(call.home.anna):
        call.home.house.teams.join_team(
            call.home.team, person=call.home.yara, place="member", since="2026-04-01"
        )  # fmt: skip

    call.yes("yara")

    relations = call.home.house.authority.relations(call.home.yara)
    assert call.home.who(call.late) == call.home.yara
    for day in ("2026-03-05", "2026-03-31", "2026-06-01"):
        assert "member" in relations.roles_in(call.home.team, day)
    assert "member" not in relations.roles_in(call.home.team, "2026-03-04")


def test_a_carer_who_was_let_in_today_takes_it_as_any_member(call: Any) -> None:
    call.home.second_team()
    call.agrees("yara", team=call.home.team)
    call.reports()
    call.asks("yara", by="anna")
    with call.home.by(call.home.anna):
        call.home.house.teams.join_team(call.home.team, person=call.home.yara, place="member", since="2026-03-05")

    call.yes("yara")

    assert call.home.who(call.late) == call.home.yara


def test_a_relative_who_is_a_carer_elsewhere_does_not_stand_in_where_their_family_lives(call: Any) -> None:
    call.home.second_team()
    call.agrees("yara", team=call.home.team)
    with call.home.by(call.home.anna):
        call.home.house.teams.join_team(
            call.home.team, person=call.home.yara, place="relative", of=call.home.rosa, since="2026-01-01"
        )
    call.reports()

    with pytest.raises(refusals.LivesHere):
        call.asks("yara", by="anna")


def test_a_carer_of_another_team_who_did_not_agree_does_not_exist_here(call: Any) -> None:
    call.home.second_team()
    call.reports()

    with pytest.raises(NotThere):
        call.asks("yara", by="anna")


def test_a_resident_does_not_stand_in(call: Any) -> None:
    with pytest.raises(NotAllowed):
        call.agrees("rosa")


@pytest.mark.parametrize("days, places", [([], ["V"]), (["off"], []), (["sunday"], ["V"]), (["off"], ["X"])])
def test_an_agreement_that_says_nothing_is_none(call: Any, days: list[str], places: list[str]) -> None:
    with call.home.by(call.home.person("fenna")), pytest.raises(refusals.AskingUnreadable):
        call.home.house.rosters.agree_to_asks(call.home.team, days=days, places=places)


def test_a_team_that_is_none_cannot_be_agreed_with(call: Any) -> None:
    with pytest.raises(NotThere):
        call.agrees("fenna", team=id_of("team", "nowhere"))


def test_views_made_anew_are_what_stands(call: Any) -> None:
    path: Path = call.home.house.engine.path
    for name in ("fenna", "emre", "saar"):
        call.agrees(name)
    call.reports()
    call.asks("fenna", "emre")
    call.asks("saar", shift=call.next_late)
    call.no("emre", "Ik kan niet")
    call.yes("fenna")
    call.revokes("saar")
    with call.home.house.now() as views:
        asked = views.execute("SELECT count(*) FROM rosters_ask").fetchone()[0]

    assert asked == 3
    assert first_difference(path, rebuilt(call.home)) is None
