"""A small team, and teams at random."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import strategies as some

from bench.team_roster import history as year
from bench.team_roster import slots
from domain.kernel import parse_instant
from domain.rosters.engine.team.answer import Alternative
from domain.rosters.engine.team.problem import Carer, Competence, Limits, Problem, Slot, Span, Stretch, Wish
from domain.rosters.labour import Work, check, rules_at
from domain.rosters.labour.work import minute_of

MONDAY = date(2026, 3, 2)
ABLE = (Competence("medicatie", Span("2020-01-01")),)


def carer(id: str, hours: int = 24, days: int = 7, **more: object) -> Carer:
    """Somebody who may do everything, with a contract of so many hours a week."""
    fields: dict[str, object] = {"competences": ABLE, **more}
    return Carer(id, hours * 60 * days // 7, hours * 60, **fields)  # type: ignore[arg-type]


def problem(
    wanted: dict[str, int], carers: Sequence[Carer], days: int = 7, first: date = MONDAY, **more: object
) -> Problem:
    """So many of each kind on each day."""
    last = first + timedelta(days=days - 1)
    return Problem(
        "team", first.isoformat(), last.isoformat(), tuple(slots(wanted, first, days)), tuple(carers), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def minute(instant: str) -> int:
    return minute_of(parse_instant(instant))


def works(stretches: Sequence[Stretch | Slot]) -> list[Work]:
    """What the checker takes, made here anew."""
    found = []
    for one in stretches:
        start, end = minute(one.start), minute(one.end)
        breaks = one.breaks if isinstance(one, Stretch) else end - start - one.minutes
        found.append(Work(start, end, one.nature, breaks))
    return sorted(found, key=lambda work: work.start)


def broken(asked: Problem, made: Alternative) -> list[str]:
    """What is wrong with an alternative, by the checker of the law itself and by plain reading of the problem."""
    wrong: list[str] = []
    by_id = {slot.id: slot for slot in asked.slots}
    who = made.who()
    if len(who) != len(made.assignments):
        wrong.append("a slot twice")
    if {gap.slot for gap in made.gaps} != {s.id for s in asked.slots if s.id not in who and not asked.stays(s)}:
        wrong.append("gaps are not what is open")
    for one in asked.carers:
        mine = [by_id[slot] for slot, holder in who.items() if holder == one.id]
        new = [slot for slot in mine if not asked.stays(slot)]
        wrong += [f"{one.id} {reason} {slot.id}" for slot in new for reason in _unfit(one, slot)]
        wrong += [f"{one.id} {rule}" for rule in unlawful(asked, one, mine)]
    return wrong


def _unfit(one: Carer, slot: Slot) -> list[str]:
    found = []
    if any(span.holds(slot.date) for span in one.absences):
        found.append("is away")
    if one.there and not any(span.holds(slot.date) for span in one.there):
        found.append("is not in the team")
    if any(not any(c.code == need and c.span.holds(slot.date) for c in one.competences) for need in slot.needs):
        found.append("is not competent")
    if any(w.level == "cannot" and w.date == slot.date and w.kind in (None, slot.kind) for w in one.wishes):
        found.append("cannot")
    return found


def unlawful(asked: Problem, one: Carer, mine: Sequence[Slot]) -> list[str]:
    """The rules that refuse somebody's period and did not refuse what they have for sure."""
    first, last = date.fromisoformat(asked.first), date.fromisoformat(asked.last)
    rules = rules_at(one.rules[0].name, asked.first)

    def refused(slots: Sequence[Slot]) -> set[str]:
        found = check(works([*one.elsewhere, *slots]), rules, first, last, one.per_week, pregnant=one.pregnant)
        return {v.rule for v in found if v.severity == "refused" and v.rule != "atw-5:4-2"}

    every = works([*one.elsewhere, *mine])
    double = [a for a, b in zip(every, every[1:], strict=False) if b.start < a.end]
    return sorted(refused(mine) - refused([s for s in mine if asked.stays(s)])) + ["double"] * bool(double)


@some.composite
def problems(draw: some.DrawFn, days: int = 14) -> Problem:
    """A team of three to five, over a week or two, sometimes over a clock change, sometimes with too few."""
    first = draw(some.sampled_from([MONDAY, date(2026, 3, 23), date(2026, 10, 19)]))
    length = draw(some.sampled_from([7, days]))
    wanted = {kind: draw(some.integers(0, 2 if kind == "V" else 1)) for kind in "VLNS"}
    team = []
    for number in range(draw(some.integers(3, 5))):
        dates = [(first + timedelta(days=n)).isoformat() for n in range(length)]
        picked = draw(some.lists(some.sampled_from(dates), max_size=3, unique=True))
        wishes = tuple(
            Wish(
                day,
                draw(some.sampled_from([None, "V", "N"])),
                draw(some.sampled_from(["want", "rather_not", "cannot"])),
            )
            for day in picked
        )
        before = [s for s in year(number, first) if s.date and date.fromisoformat(s.date) >= first - timedelta(days=21)]
        team.append(
            carer(
                f"c{number}", draw(some.sampled_from([16, 24, 36])), length, wishes=wishes,
                elsewhere=tuple(before if draw(some.booleans()) else ()),
                absences=(Span(dates[2], dates[3]),) if draw(some.booleans()) else (),
                competences=ABLE if draw(some.integers(0, 3)) else (),
                limits=Limits(None, draw(some.sampled_from([None, 3, 5])), draw(some.sampled_from([None, 1]))),
                carried=float(draw(some.integers(-3, 3))), pregnant=draw(some.integers(0, 9)) == 0,
            )
        )  # fmt: skip
    return problem(wanted, team, length, first)


@pytest.fixture
def week() -> Problem:
    """A week with one early and one late shift a day, for three carers."""
    return problem({"V": 1, "L": 1}, [carer("anna"), carer("bram"), carer("chris", 32)])
