"""The fairness figures are a plain recount of what was published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import Id, Refusal
from domain.rosters import PointSet, Roster, roster_of
from domain.rosters.points import STANDARD_POINTS, points_on
from projections.fairness import NO_WISHES, Ledger, honoured_in, ledger_of
from projections.roster_page import periods_of
from tests.harness.home import FIRST, MEMBERS, Home, moved_in

SECOND = "2026-03-09"
WHO = st.sampled_from(MEMBERS)
DAYS = st.integers(0, 13)
KINDS = st.sampled_from("VLNSD")
LEVELS = st.sampled_from(("want", "rather_not", "cannot"))


def day_of(number: int) -> str:
    """A day of both periods."""
    return (date.fromisoformat(FIRST) + timedelta(days=number)).isoformat()


def filled(home: Home, shifts: list[tuple[str, int, str]], wishes: list[tuple[Any, ...]]) -> None:
    """Two rosters of a week, with wishes for them and as many of these shifts as fit."""
    with home.by(home.person("anna")):
        for first in (FIRST, SECOND):
            home.house.rosters.draft_roster(home.team, first=first, weeks=1)
    for who, number, kind, level, joker in wishes:
        roster = roster_of(home.team, FIRST if number < 7 else SECOND)
        with home.by(home.person("anna")), suppress(Refusal):
            home.house.rosters.open_rounds(
                roster, wishes_until="2026-02-10", gaps_until="2026-02-11", publish_by="2026-02-12"
            )
        with home.by(home.person(who)), suppress(Refusal):
            home.house.rosters.make_wish(home.team, date=day_of(number), kind=kind, level=level, joker=joker)
    for who, number, kind in shifts:
        with suppress(Refusal):
            home.plan(
                home.person(who), day_of(number), kind, roster=roster_of(home.team, FIRST if number < 7 else SECOND)
            )


def rosters(home: Home) -> Iterator[Roster]:
    """Those that the log has."""
    for first in (FIRST, SECOND):
        found = home.house.workspace.get(Roster, roster_of(home.team, first))
        if found:
            yield found


def naive(home: Home, roster: Roster, sets: list[PointSet]) -> dict[Id, tuple[int, Fraction]]:
    """By person: points and contract hours, counted shift by shift and day by day; the kinds are named by place."""
    counted = {home.person(name): (0, Fraction()) for name in MEMBERS}
    for _day in range(7):
        for person, (points, hours) in counted.items():
            counted[person] = (points, hours + Fraction(28, 7))
    for shift in roster.shifts.values():
        if shift["person"]:
            holding = [s for s in [STANDARD_POINTS, *sets] if s.since <= shift["date"]][-1]
            heavy = {"V": 0, "D": 0, "L": holding.evening, "N": holding.night, "S": holding.sleep}[shift["kind"]]
            weekend = holding.weekend if date.fromisoformat(shift["date"]).isoweekday() in (6, 7) else 0
            points, hours = counted[shift["person"]]
            counted[shift["person"]] = (points + heavy + weekend, hours)
    return counted


@settings(max_examples=10, deadline=None)
@given(
    shifts=st.lists(st.tuples(WHO, DAYS, KINDS), max_size=20),
    published=st.sets(st.sampled_from((FIRST, SECOND))),
    weights=st.tuples(*[st.integers(0, 9)] * 4),
    since=DAYS,
)
def test_points_per_contract_hour_are_a_plain_recount(
    shifts: list[tuple[str, int, str]], published: set[str], weights: tuple[int, int, int, int], since: int
) -> None:
    with TemporaryDirectory() as folder, moved_in(Path(folder)) as home:
        filled(home, shifts, [])
        agreed = PointSet(day_of(since), *weights)
        with home.by(home.person("anna")):
            home.house.rosters.agree_points(
                home.team, since=agreed.since, night=weights[0], sleep=weights[1], evening=weights[2],
                weekend=weights[3],
            )  # fmt: skip
            for first in published:
                home.house.rosters.publish_roster(roster_of(home.team, first))

        with home.house.now() as views:
            ledger = ledger_of(views, home.team)

        expected = {r.first: naive(home, r, [agreed]) for r in rosters(home) if r.first in published}
        found = {a.period.first: {p: (s.points, s.hours) for p, s in a.shares.items()} for a in ledger.accounts}
        assert found == expected
        _carried_over_as_counted(ledger, expected)


def _carried_over_as_counted(ledger: Ledger, expected: dict[str, dict[Id, tuple[int, Fraction]]]) -> None:
    ahead: dict[Id, Fraction] = {}
    for first in sorted(expected):
        for person in expected[first]:
            assert ledger.carried(person, first) == ahead.get(person, 0)
        points = sum(p for p, _ in expected[first].values())
        hours = sum((h for _, h in expected[first].values()), Fraction())
        for person, (own, mine) in expected[first].items():
            ahead[person] = ahead.get(person, Fraction()) + own - points * mine / hours
    assert all(ledger.carried(person) == balance for person, balance in ahead.items())
    assert sum(ahead.values()) == 0


@settings(max_examples=10, deadline=None)
@given(
    shifts=st.lists(st.tuples(WHO, DAYS, KINDS), max_size=20),
    wishes=st.lists(st.tuples(WHO, DAYS, st.one_of(st.none(), KINDS), LEVELS, st.booleans()), max_size=15),
    swapped=st.booleans(),
)
def test_wishes_that_came_true_are_a_plain_recount(
    shifts: list[tuple[str, int, str]], wishes: list[tuple[Any, ...]], swapped: bool
) -> None:
    with TemporaryDirectory() as folder, moved_in(Path(folder)) as home:
        filled(home, shifts, wishes)
        expected: dict[Id, list[int]] = {}
        for roster in rosters(home):
            worked = {(f["person"], f["date"]) for f in roster.shifts.values()}
            exactly = {(f["person"], f["date"], f["kind"]) for f in roster.shifts.values()}
            for name in MEMBERS:
                person = home.person(name)
                agenda = home.house.rosters.agenda_if_begun(person)
                for key, level in (agenda.wishes if agenda else {}).items():
                    day, _, kind = key.partition(":")
                    if roster.first <= day <= roster.last:
                        there = (person, day, kind) in exactly if kind else (person, day) in worked
                        counted = expected.setdefault(person, [0, 0])
                        counted[0] += there if level == "want" else not there
                        counted[1] += 1
        with home.by(home.person("anna")):
            for roster in rosters(home):
                home.house.rosters.publish_roster(roster.id)
        if swapped:  # what changes after publishing changes nothing of what the roster then gave
            for roster in rosters(home):
                for shift, fields in [(s, f) for s, f in roster.shifts.items() if f["person"]]:
                    with home.by(home.person("anna")), suppress(Refusal):
                        home.house.rosters.unassign_shift(roster.id, shift, was=fields["person"])

        with home.house.now() as views:
            found: dict[Id, list[int]] = {}
            for period in periods_of(views, home.team):
                for person, honoured in honoured_in(views, period).items():
                    counted = found.setdefault(person, [0, 0])
                    counted[0] += honoured.met
                    counted[1] += honoured.made
        assert found == expected


def test_a_strong_wish_is_counted_by_itself(tmp_path: Path) -> None:
    with moved_in(tmp_path) as home:
        filled(home, [("bram", 2, "V")], [("bram", 2, "V", "want", True), ("bram", 3, None, "want", True)])
        with home.by(home.person("anna")):
            home.house.rosters.publish_roster(roster_of(home.team, FIRST))

        with home.house.now() as views:
            found = honoured_in(views, periods_of(views, home.team)[0])

    assert tuple(found[Home.person("bram")]) == (1, 2, 1, 2)


def test_what_is_not_published_has_no_figures_and_a_moment_before_publishing_neither(tmp_path: Path) -> None:
    with moved_in(tmp_path) as home:
        filled(home, [("bram", 2, "N")], [("bram", 2, "N", "want", False)])
        before = home.house.workspace.position()
        with home.by(home.person("anna")):
            home.house.rosters.publish_roster(roster_of(home.team, FIRST))

        with home.house.at(before) as views:
            assert ledger_of(views, home.team).accounts == []
            assert honoured_in(views, periods_of(views, home.team)[0]) == {}
        with home.house.now() as views:
            shares = ledger_of(views, home.team).accounts[0].shares
    night = shares[Home.person("bram")].shifts[0]
    assert (night.kind, night.points, shares[Home.person("bram")].rate) == ("N", 3, Fraction(3, 28))


def test_half_a_contract_asks_half_the_points_and_no_contract_asks_none(tmp_path: Path) -> None:
    with moved_in(tmp_path) as home:
        with home.by(home.person("anna")):
            home.house.people.agree_contract(Home.person("bram"), since="2026-03-05", minutes_per_week=14 * 60)
        filled(home, [("bram", 2, "N"), ("fenna", 2, "L")], [])
        with home.by(home.person("anna")):
            home.house.rosters.publish_roster(roster_of(home.team, FIRST))

        with home.house.now() as views:
            account = ledger_of(views, home.team).accounts[0]

    # three days of 28 hours a week and four of 14
    assert account.shares[Home.person("bram")].hours == Fraction(3 * 28 + 4 * 14, 7)
    assert sum((account.ahead(person) for person in account.shares), Fraction()) == 0


def test_points_go_by_the_day_of_the_shift() -> None:
    later = PointSet("2026-03-05", night=5, sleep=4, evening=0, weekend=1)

    assert points_on("2026-03-04", [later]) == STANDARD_POINTS
    assert points_on("2026-03-05", [later]) == later
    assert (later.of("N", "2026-03-07"), later.of("V", "2026-03-08"), later.of("S", "2026-03-09")) == (6, 1, 4)


def test_no_wishes_is_no_division_by_nothing() -> None:
    assert NO_WISHES.plus(NO_WISHES) == NO_WISHES
