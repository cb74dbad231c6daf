"""The ranking: who is refused is never in it, its order is total whatever came first, and it is explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import id_of
from domain.rosters import refusals
from projections.asks import shift_of
from projections.candidates import CRITERIA, Candidate, candidates, decided_by, rank

MOMENT = datetime(2026, 3, 5, 5, 30, tzinfo=UTC)

somebody = st.builds(
    Candidate,
    person=st.integers(0, 10_000).map(lambda n: id_of("candidate", str(n))),
    here=st.booleans(),
    warnings=st.lists(st.just(refusals.RatherNot()), max_size=2).map(tuple),
    rest=st.none() | st.integers(11 * 60, 60 * 60),
    minutes=st.integers(0, 9_000),
    contract=st.sampled_from([0, 4_320, 6_720]),
    points=st.fractions(-9, 9, max_denominator=3),
    asked=st.none() | st.sampled_from(["2026-01-02T08:00Z", "2026-02-02T08:00Z"]),
)
people = st.lists(somebody, min_size=1, max_size=14, unique_by=lambda one: one.person)


@settings(deadline=None, max_examples=60)
@given(people, st.randoms())
def test_the_order_does_not_depend_on_who_came_first(found: list[Candidate], chance: Any) -> None:
    other = list(found)
    chance.shuffle(other)

    assert rank(found) == rank(other)
    assert sorted(one.person for one in rank(found)) == sorted(one.person for one in found)


@settings(deadline=None, max_examples=60)
@given(people)
def test_each_stands_before_the_next_by_what_is_said(found: list[Candidate]) -> None:
    ranked, of = rank(found), dict(CRITERIA)

    for one, following in zip(ranked, ranked[1:], strict=False):
        name = decided_by(one, following)

        assert of[name](one) < of[name](following)
        for before in list(of)[: list(of).index(name)]:
            assert of[before](one) == of[before](following)


@settings(deadline=None, max_examples=60)
@given(people)
def test_nobody_with_a_warning_stands_before_somebody_without(found: list[Candidate]) -> None:
    warned = [bool(one.warnings) for one in rank(found)]

    assert warned == sorted(warned)


def test_each_criterion_decides_when_those_before_it_are_equal() -> None:
    base = Candidate("b" * 32, True, rest=3_000, minutes=600, contract=6_000, asked="2026-02-02T08:00Z")
    better = {
        "rest": replace(base, rest=24 * 60), "hours": replace(base, minutes=599),
        "points": replace(base, points=Fraction(-1)), "asked": replace(base, asked=None),
        "order": replace(base, person="a" * 32),
    }  # fmt: skip
    worse = {
        "warnings": replace(base, warnings=(refusals.RatherNot(),)), "rest": replace(base, rest=20 * 60),
        "hours": replace(base, minutes=601), "points": replace(base, points=Fraction(1)),
        "asked": replace(base, asked="2026-03-01T08:00Z"), "order": replace(base, person="c" * 32),
    }  # fmt: skip

    assert better.pop("rest").rest_step == base.rest_step
    for name, one in better.items():
        assert decided_by(one, base) == name and rank([base, one])[0] is one
    for name, one in worse.items():
        assert decided_by(base, one) == name and rank([one, base])[0] is base


@settings(deadline=None, max_examples=4)
@given(st.lists(st.tuples(st.sampled_from(["fenna", "emre", "saar"]), st.sampled_from("VLN"), st.integers(4, 7))))
def test_whom_the_checker_refuses_is_never_ranked(plans: list[tuple[str, str, int]]) -> None:
    import tempfile
    from pathlib import Path

    from domain.kernel import Refusal
    from tests.harness.home import moved_in
    from tests.rosters.asks.conftest import made

    with tempfile.TemporaryDirectory() as folder, moved_in(Path(folder)) as home:
        call = made(home)
        for name in ("fenna", "emre", "saar"):
            call.agrees(name)
        for name, kind, day in plans:
            try:
                home.plan(home.person(name), f"0{day}", kind)
            except Refusal:
                continue
        call.reports()
        with home.house.now() as views:
            shift = shift_of(views, home.roster, call.late)
            assert shift
            found = candidates(views, shift, MOMENT)

        listed = [one.person for one in (*found.ranked, *found.unasked, *found.refused)]
        assert len(listed) == len(set(listed)) == 5
        for one in found.ranked:
            call.asks(next(n for n in ("fenna", "emre", "saar") if home.person(n) == one.person))
        for gone in found.refused:
            name = next((n for n in ("fenna", "emre", "saar", "bram") if home.person(n) == gone.person), None)
            if name:
                _refused(call, name)


def _refused(call: Any, name: str) -> None:
    import pytest

    from domain.kernel import Refusal

    with pytest.raises(Refusal):
        call.asks(name)
