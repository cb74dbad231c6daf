"""What is found in a row of the page is what the checker says of each shift among its neighbours."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import Id, Relation, Relations, id_of
from projections.roster_shapes import Kind, Shift
from projections.roster_sheet import Checker, booking_of, findings_of, shift_kind

TEAM, OTHER, BRAM, ROSTER = (id_of(name) for name in ("team", "other", "bram", "roster"))
KINDS = (
    Kind("V", "", "V", 7 * 60, 495, 15, (), ()),
    Kind("L", "", "L", 15 * 60, 480, 0, (), ("V",)),
    Kind("N", "", "N", 23 * 60, 480, 0, (), ()),
    Kind("S", "", "S", 22 * 60, 540, 0, (), ()),
)
MEMBER = (("2020-01-01", None),)
DAYS = [(date(2026, 3, 2) + timedelta(days=n)).isoformat() for n in range(14)]
kinds = st.sampled_from(KINDS)
rows = st.lists(st.tuples(st.sampled_from(DAYS), kinds, st.booleans()), min_size=1, max_size=12)


def shift(number: int, day: str, kind: Kind, *, here: bool = True, since: int = 1, offered: int = 0) -> Shift:
    """A shift of Bram's."""
    known = shift_kind(kind)
    start, end = known.instants(day)
    team = TEAM if here else OTHER
    return Shift(
        id_of("shift", str(number)), ROSTER, team, day, kind.code, start, end, "", "", known.net, BRAM, offered, "", 0,
        since,
    )  # fmt: skip


def found(own: list[Shift]) -> dict[Id, tuple[str, ...]]:
    """As the page finds it."""
    return findings_of(TEAM, BRAM, tuple(own), (), (), MEMBER, (), KINDS)


def told(own: list[Shift]) -> dict[Id, tuple[str, ...]]:
    """As the checker says it of each shift, asked by itself."""
    bram = Relations(BRAM, tuple(Relation("member", TEAM, since, until) for since, until in MEMBER))
    standing = sorted(own, key=lambda one: one.start)
    said = {}
    for place, one in enumerate(standing):
        around = standing[max(place - 2, 0) : place + 3]
        booked = [booking_of(s, sleeps=s.kind == "S") for s in around]
        checker = Checker(bram, TEAM, {kind.code: kind for kind in KINDS}, booked, [], {})
        rules = tuple(v.rule for v in checker.judge_shift(one) if v.severity != "noted")
        if rules and one.team == TEAM:
            said[one.shift] = rules
    return said


@settings(max_examples=60, deadline=None)
@given(rows, st.data())
def test_a_row_that_changes_shift_by_shift_is_judged_as_one_that_is_judged_for_the_first_time(
    row: list[tuple[str, Kind, bool]], data: st.DataObject
) -> None:
    own = [shift(n, day, kind, here=here) for n, (day, kind, here) in enumerate(row)]

    for since in range(2, 5):
        place = data.draw(st.integers(0, len(own) - 1))
        day, kind = data.draw(st.sampled_from(DAYS)), data.draw(kinds)
        own[place] = shift(place, day, kind, since=since, offered=data.draw(st.integers(0, 1)))

        assert found(own) == told(own)


def test_a_shift_that_was_offered_is_not_judged_again() -> None:
    own = [shift(1, "2026-03-02", KINDS[1]), shift(2, "2026-03-03", KINDS[0])]

    offered = [own[0]._replace(offered=1, since=9), own[1]]

    assert found(own) == found(offered) == told(own)
    assert "team-succession" in found(own)[own[1].shift]
