"""What the engine is asked about a real roster, from the views of one moment. Ids and figures, no names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from domain.kernel import Id, Relations, id_of
from domain.rosters.desk import days_of
from domain.rosters.engine.team.judge import SPLIT
from domain.rosters.engine.team.problem import (
    Carer,
    Competence,
    Limits,
    Problem,
    RuleSet,
    RulesFrom,
    Slot,
    Span,
    Stretch,
    Weights,
    Wish,
)
from domain.rosters.labour import Work
from domain.rosters.lawful import DEFAULT_SET, Employment, absence_of, instant_of, minute, rules_on
from domain.rosters.points import STANDARD_POINTS
from domain.rosters.proposals import REPLAN
from projections.asks import agreements_with
from projections.deviations import employment_of
from projections.fairness import Ledger, ledger_of
from projections.proposal_people import absences_of, elsewhere_of, nature_of, weekly_of, wishes_in
from projections.proposal_visitors import Visit, not_for, visiting, visits_in
from projections.roster_page import kinds_of, least_of
from projections.roster_shapes import Kind, Period, Shift, rows
from projections.roster_sheet import shift_kind
from projections.rounds import points_agreed_by
from projections.teams import relations

_NEAR = 7
"""A re-plan changes shifts at most so many days before and after what came open."""
_NEVER = Span("1900-01-01", "1900-01-01")
_SHIFT = ", ".join(Shift._fields)


def problem_of_roster(
    views: sqlite3.Connection, found: Period, what: str, moment: str, *, visitors: bool = True
) -> Problem:
    """The problem of filling a roster (or of mending it with few changes) as it stands; what begins before is past.

    `visitors`: with those of other teams who let this one ask.
    """
    kinds = kinds_of(views, found.team)
    standing = _standing(views, found)
    slots = [_slot_of(shift, kinds, fixed=shift.person is not None) for shift in standing]
    if what == REPLAN:
        slots = _loosened(slots, moment)
    slots += _missing(views, found, kinds, standing)
    members, holders = _members(views, found), {shift.person for shift in standing if shift.person}
    visits = visits_in(views, found, but=holders - members) if visitors else {}
    people = sorted(members | holders)
    people += [person for person in visits if person not in members]
    known = _known(views, found, people, standing, visits)
    weights = tuple(
        Weights(p.since, p.night, p.sleep, p.evening, p.weekend)
        for p in [STANDARD_POINTS, *points_agreed_by(views, found.team)]
    )
    return Problem(
        team=found.team, first=found.first, last=found.last,
        slots=tuple(sorted(slots, key=lambda s: (s.start, s.end, s.id))),
        carers=tuple(
            _carer(known, found, held, employment_of(views, held.person, held.contracts), kinds, what)
            for held in (relations(views, person) for person in people)
        ),
        points=weights,
        no_next=tuple((code, kind.no_next) for code, kind in kinds.items() if kind.no_next),
        sets=tuple(RuleSet(version, document) for version, _since, document in _decided(views)),
        frozen=moment,
    )  # fmt: skip


def open_slots(problem: Problem) -> list[Slot]:
    """What can still be filled."""
    return [slot for slot in problem.slots if slot.carer is None and not problem.stays(slot)]


def _standing(views: sqlite3.Connection, found: Period) -> list[Shift]:
    return [
        Shift._make(row)
        for row in rows(
            views, f"SELECT {_SHIFT} FROM rosters_shift WHERE roster = ? ORDER BY start, shift", found.roster
        )
    ]


def _slot_of(shift: Shift, kinds: dict[str, Kind], *, fixed: bool) -> Slot:
    kind = kinds.get(shift.kind)
    place = kind.place if kind else "D"
    return Slot(
        id=shift.shift, date=shift.date, kind=shift.kind, place=place, start=shift.start, end=shift.end,
        local_start=shift.local_start, local_end=shift.local_end, minutes=shift.minutes,
        nature=nature_of(place, shift.minutes), needs=kind.needs if kind else (), carer=shift.person,
        # a kind that the team no longer plans is nobody's to hand out
        fixed=fixed or kind is None,
    )  # fmt: skip


def _missing(views: sqlite3.Connection, found: Period, kinds: dict[str, Kind], standing: list[Shift]) -> list[Slot]:
    """A slot for each that the team wants and that is not in the roster yet."""
    days = tuple(days_of(found.first, found.last))
    there: dict[tuple[str, str], int] = {}
    for shift in standing:
        there[shift.kind, shift.date] = there.get((shift.kind, shift.date), 0) + 1
    slots = []
    for (code, day), least in sorted(least_of(views, found.team, days).items()):
        kind = shift_kind(kinds[code]) if code in kinds else None
        for number in range(there.get((code, day), 0), least if kind else 0):
            assert kind
            start, end = kind.instants(day)
            begin, finish = kind.clock()
            slots.append(
                Slot(
                    slot_id(found.roster, day, code, number), day, code, kind.place, start, end, begin, finish,
                    kind.net, nature_of(kind.place, kind.net), kind.needs,
                )
            )  # fmt: skip
    return slots


def slot_id(roster: Id, day: str, code: str, number: int) -> Id:
    """The id of what a day still lacks: always the same, so that an explanation finds it again."""
    return id_of(roster, "slot", day, code, str(number))


def _loosened(slots: Sequence[Slot], moment: str) -> list[Slot]:
    """For a re-plan: what is near to what is open may change hands."""
    wanting = [date.fromisoformat(slot.date) for slot in slots if slot.carer is None and slot.start > moment]
    if not wanting:
        return list(slots)
    first = (min(wanting) - timedelta(days=_NEAR)).isoformat()
    last = (max(wanting) + timedelta(days=_NEAR)).isoformat()
    return [replace(s, fixed=s.carer is not None and not first <= s.date <= last) for s in slots]


def _members(views: sqlite3.Connection, found: Period) -> set[Id]:
    """Who is in the team on any day of the period."""
    members = rows(
        views,
        "SELECT DISTINCT person FROM teams_relation WHERE team = ? AND role = 'member' AND since_day <= ? "
        "AND (until_day IS NULL OR until_day >= ?)",
        found.team, found.last, found.first,
    )  # fmt: skip
    return {person for (person,) in members}


@dataclass(frozen=True, slots=True)
class _Known:
    """What the views know of everybody, read at once."""

    ledger: Ledger
    absences: dict[Id, tuple[Span, ...]]
    wishes: dict[Id, tuple[Wish, ...]]
    elsewhere: dict[Id, tuple[tuple[Stretch, ...], int]]
    weekly: dict[Id, int]
    agreed: dict[Id, dict[str, list[str]]]
    standing: dict[Id, list[Shift]]
    rules: tuple[RulesFrom, ...]
    visits: dict[Id, Visit]


def _known(
    views: sqlite3.Connection, found: Period, people: Sequence[Id], standing: Iterable[Shift], visits: dict[Id, Visit]
) -> _Known:
    here: dict[Id, list[Shift]] = {}
    for shift in standing:
        if shift.person:
            here.setdefault(shift.person, []).append(shift)
    rules = (RulesFrom("1900-01-01", DEFAULT_SET), *(RulesFrom(since, name) for name, since, _ in _decided(views)))
    return _Known(
        ledger_of(views, found.team, also=found.roster), absences_of(views, people, found),
        wishes_in(views, people, found), elsewhere_of(views, people, found), weekly_of(views, people, found.first),
        agreements_with(views, found.team), here, rules, visits,
    )  # fmt: skip


def _carer(known: _Known, found: Period, held: Relations, who: Employment, kinds: dict[str, Kind], what: str) -> Carer:
    person, away = held.person, known.absences.get(held.person, ())
    weekly = known.weekly.get(person, 0)
    elsewhere, counted = known.elsewhere.get(person, ((), 0))
    agreed = known.agreed.get(person, {})
    off_days = what != REPLAN or "off" in agreed.get("days", ())
    wishes = known.wishes.get(person, ())
    if what == REPLAN and off_days:
        worked = {shift.date for shift in known.standing.get(person, ())}
        free = [day for day in days_of(found.first, found.last) if day not in worked]
        wishes += not_for(agreed["places"], free, kinds)
    mine = Carer(
        id=person, contract=max(_owed(known.ledger, found, person, weekly, away) - counted, 0),
        per_week=weekly or None, there=_there(held, found.team),
        competences=tuple(Competence(code, Span(since, until)) for code, since, until in held.competences),
        absences=tuple(span for span in away if str(span.last) >= found.first), wishes=wishes,
        limits=_limits(held.limits),
        carried=float(known.ledger.carried(person, found.first)),
        elsewhere=(*elsewhere, *_away_hours(elsewhere, known.standing.get(person, ()), kinds, who, away)),
        rules=known.rules, flex=not weekly, off_days=off_days, splits=_splits(who),
        pregnant=any(first <= found.last and found.first <= last for first, last in who.protected),
    )  # fmt: skip
    if person not in known.visits:
        return mine
    left = max(_less(weekly * _days(found) // 7, found, weekly, away) - counted, 0)
    return visiting(mine, known.visits[person], _NEVER, left, kinds, found)


def _away_hours(
    elsewhere: Iterable[Stretch], here: Iterable[Shift], kinds: dict[str, Kind], who: Employment, away: Iterable[Span]
) -> list[Stretch]:
    """The hours of sickness and leave in the period, which count as worked (ATW 5:2)."""
    works = [Work(minute(s.start), minute(s.end), s.nature, s.breaks) for s in elsewhere]
    works += [Work(minute(s.start), minute(s.end), "work", 0) for s in here]
    absent = tuple((span.first, span.last or span.first) for span in away)
    found = absence_of(works, replace(who, absent=absent))
    return [Stretch(instant_of(w.start), instant_of(w.end), "absence", w.breaks_minutes) for w in found]


def _decided(views: sqlite3.Connection) -> list[tuple[Id, str, str]]:
    """The organisation's own versions of the rules: id, day and document."""
    found = rows(views, "SELECT version, since_day, rules FROM rosters_rules ORDER BY since_day, since")
    return [(version, since, document) for version, since, document in found]


def _there(held: Relations, team: Id) -> tuple[Span, ...]:
    spans = tuple(Span(r.since, r.until) for r in held.relations if r.team == team and r.role == "member")
    return spans or (_NEVER,)


def _splits(who: Employment) -> tuple[Span, ...]:
    """When somebody agreed to split shifts."""
    found = ((one, rules_on(one.first, who.decided).rule(one.rule)) for one in who.consents)
    return tuple(Span(one.first, one.last) for one, rule in found if rule is not None and rule.check == SPLIT)


def _limits(given: Any) -> Limits:
    kinds = given.get("max_shifts")
    return Limits(
        given.get("max_minutes"), given.get("max_run"), given.get("max_weekends"),
        tuple(sorted(kinds.items())) if isinstance(kinds, dict) else (),
    )  # fmt: skip


def _owed(ledger: Ledger, found: Period, person: Id, weekly: int, away: Iterable[Span]) -> int:
    """Contract minutes in the period, of the days in the team."""
    account = next((a for a in ledger.accounts if a.period.roster == found.roster), None)
    share = account.shares.get(person) if account else None
    return _less(share.contract // 7 if share else 0, found, weekly, away)


def _less(minutes: int, found: Period, weekly: int, away: Iterable[Span]) -> int:
    """A fifth of a week less for each Monday to Friday of absence."""
    gone = {
        day
        for span in away
        for day in days_of(max(span.first, found.first), min(span.last or found.last, found.last))
        if date.fromisoformat(day).weekday() < 5
    }
    return minutes - len(gone) * weekly // 5


def _days(found: Period) -> int:
    return (date.fromisoformat(found.last) - date.fromisoformat(found.first)).days + 1
