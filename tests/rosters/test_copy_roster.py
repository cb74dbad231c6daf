"""The next period after the pattern of an earlier one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.kernel import Id, NotAllowed, id_of
from domain.rosters import Roster, roster_of
from domain.rosters.copying import Copy
from domain.rosters.refusals import PeriodOverlaps, PeriodUnreadable
from tests.harness.home import MEMBERS, Home, moved_in

NEXT = "2026-03-30"


def preview(home: Home, first: str = NEXT) -> Copy:
    """What anna would get."""
    with home.by(home.person("anna")):
        return home.house.rosters.preview_copy(home.roster, first=first)


def copy(home: Home, first: str = NEXT, *, by: Id | None = None) -> Roster:
    """Anna makes the period; the roster as the log has it."""
    with home.by(by or home.person("anna")):
        home.house.rosters.copy_roster(home.roster, first=first)
    found = home.house.workspace.get(Roster, roster_of(home.team, first))
    assert found
    return found


def cells(roster: Roster) -> set[tuple[str, str, Id | None]]:
    """Day, kind and whose."""
    return {(f["date"], f["kind"], f["person"]) for f in roster.shifts.values()}


def test_the_same_weekdays_and_the_same_people(home: Home, anna: Id, bram: Id, fenna: Id) -> None:
    home.plan(bram, "02", "L")
    home.plan(fenna, "29", "N")
    home.plan(None, "11", "V")

    made = copy(home)

    assert (made.first, made.last, made.state) == (NEXT, "2026-04-26", "drafted")
    assert cells(made) == {("2026-03-30", "L", bram), ("2026-04-26", "N", fenna), ("2026-04-08", "V", None)}
    assert [b.day for b in home.agenda(bram).booked()] == ["2026-03-02", "2026-03-30"]


def test_what_the_rules_refuse_becomes_open_and_is_listed_with_the_reason(home: Home, bram: Id, fenna: Id) -> None:
    home.plan(bram, "05", "L")
    home.plan(fenna, "06", "V")
    with home.by(bram):
        home.house.rosters.report_absence(
            home.team, absence=id_of("away"), person=bram, first="2026-04-02", last="2026-04-02", kind="leave"
        )
    with home.by(home.person("anna")):
        home.house.staffing.leave_team(home.team, person=fenna, until="2026-03-20")

    told, made = preview(home), copy(home)

    assert [(c.day, c.was, type(c.why).__name__) for c in told.opened] == [
        ("2026-04-02", bram, "PersonAbsent"),
        ("2026-04-03", fenna, "NotAMember"),
    ]
    assert cells(made) == {("2026-04-02", "L", None), ("2026-04-03", "V", None)}


def test_rest_is_judged_over_the_border_of_the_periods(home: Home, bram: Id) -> None:
    home.plan(bram, "02", "V")
    home.plan(bram, "29", "L")

    told = preview(home)

    assert [(c.day, c.kind, c.was, c.person) for c in told.opened] == [("2026-03-30", "V", bram, None)]


def test_a_kind_that_is_planned_no_longer_is_left_out_and_named(home: Home, anna: Id, bram: Id) -> None:
    home.plan(bram, "05", "D")
    with home.by(anna):
        home.house.rosters.retire_kind(home.team, code="D")

    told = preview(home)

    assert [(c.day, c.kind) for c in told.left_out] == [("2026-04-02", "D")]
    assert told.roster.shifts == {} and copy(home).shifts == {}


def test_a_preview_saves_nothing_and_says_what_then_happens(home: Home, bram: Id) -> None:
    home.plan(bram, "05", "L")
    home.plan(None, "06", "L")
    before = home.house.workspace.position()

    told = preview(home)
    standing = home.house.workspace.position()
    made = copy(home)

    assert standing == before
    assert (told.kept, told.still_open, len(told.opened)) == (1, 1, 0)
    assert cells(told.roster) == cells(made)


def test_it_is_one_command_whose_facts_lead_to_the_pattern(home: Home, bram: Id) -> None:
    home.plan(bram, "05", "L")
    before = home.house.workspace.position()

    copy(home)

    facts = [home.house.workspace.decode(r) for r in home.house.workspace.facts(before, 100)]
    assert len({fact.command for fact in facts}) == 1
    assert {fact.cause for fact in facts} == {f"fact:{home.roster}:1"}
    assert [type(fact).__name__ for fact in facts][:2] == ["PeriodOpened", "RosterDrafted"]


@pytest.mark.parametrize(
    ("first", "refused"),
    [("2026-03-31", PeriodUnreadable), ("2026-03-23", PeriodOverlaps), ("2026-03-02", PeriodOverlaps)],
)
def test_only_whole_weeks_that_are_free(home: Home, first: str, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        preview(home, first)
    with pytest.raises(refused):
        copy(home, first)


def test_only_who_plans_copies(home: Home, bram: Id) -> None:
    with pytest.raises(NotAllowed):
        copy(home, by=bram)


@settings(max_examples=15, deadline=None)
@given(
    some.lists(some.tuples(some.sampled_from(MEMBERS), some.integers(2, 29), some.sampled_from("VLNSD")), max_size=25),
    some.integers(1, 3),
)
def test_every_shift_of_the_pattern_is_there_once_and_lawful(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[tuple[str, int, str]], later: int
) -> None:
    with moved_in(tmp_path_factory.mktemp("copy")) as home:
        home.draft()
        for who, day, kind in wanted:
            try:
                home.plan(home.person(who), f"{day:02}", kind)
            except Exception:
                home.plan(None, f"{day:02}", kind)
        first = (date(2026, 3, 2) + timedelta(weeks=4 * later)).isoformat()

        made = copy(home, first)

        moved = timedelta(weeks=4 * later)
        expected = sorted(
            ((date.fromisoformat(f["date"]) + moved).isoformat(), f["kind"]) for f in home.standing().shifts.values()
        )
        assert sorted((f["date"], f["kind"]) for f in made.shifts.values()) == expected
        for who in MEMBERS:
            person = home.person(who)
            own = {shift for shift, f in made.shifts.items() if f["person"] == person}
            agenda = home.agenda(person) if own else None
            assert own == {b.shift for b in (agenda.booked() if agenda else []) if b.roster == made.id}
