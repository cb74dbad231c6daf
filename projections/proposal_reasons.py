"""Why somebody has a shift in a proposal, why another has not, and what would help a shift that stays open.

By the same checker that refuses a shift, in the roster as it stood when the proposal was made.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from domain.kernel import Id
from domain.rosters import Booking, ShiftKind, Verdict
from domain.rosters.proposals import REPLAN, Placement
from projections.asks import agreements_with
from projections.proposals import Alternative, ProposalShown
from projections.roster_page import kinds_of
from projections.roster_shapes import Kind, Period, RosterData
from projections.roster_sheet import Checker, checker_of, shift_kind
from projections.teams import relations

_NEAR = 3
"""A shift that stands in the way is at most so many days away: for what counts over weeks no single one does."""
_MOST_WAYS = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody and one shift: what is against it with what else they have in the alternative."""

    person: Id
    refused: tuple[tuple[Verdict, bool], ...]
    """Each with whether it may be told: what another team's shifts do is not."""
    off_day: bool
    """They would be put to work on a day off, and did not agree to that."""
    wish: str
    """want, rather_not or cannot; nothing without a wish."""
    there: bool
    """Whether they work this very shift in the alternative."""

    @property
    def could(self) -> bool:
        """Whether nothing is against it."""
        return not self.refused and not self.off_day and not self.there and self.wish != "cannot"


@dataclass(frozen=True, slots=True)
class Way:
    """How an open shift could be filled: somebody takes it when they are not on these other shifts."""

    person: Id
    without: tuple[Placement, ...]


class Reasons:
    """Explains one alternative of a proposal; `views` are those of the moment at which it was looked for."""

    def __init__(
        self, views: sqlite3.Connection, found: Period, shown: ProposalShown, alternative: Alternative, viewer: Id
    ) -> None:
        self.views, self.found, self.shown, self.alternative, self.viewer = views, found, shown, alternative, viewer
        self.kinds = kinds_of(views, found.team)
        self.agreed = agreements_with(views, found.team)
        self._checkers: dict[Id, Checker] = {}

    def people(self, day: str) -> list[Id]:
        """Everybody of the team whom the search knew; not who is to be asked and is no member that day."""
        everybody = {*self.alternative.costs, *(p.person for p in self.alternative.shifts)}
        asked = {p.person for p in self.alternative.shifts if p.asks}
        return sorted(one for one in everybody if one not in asked or self._member(one, day))

    def _member(self, person: Id, day: str) -> bool:
        return "member" in relations(self.views, person).roles_in(self.found.team, day)

    def standing(self, person: Id, day: str, code: str) -> Standing:
        """What is against somebody working a kind on a day, beside what they work in the alternative."""
        mine = [p for p in self.alternative.shifts if p.person == person]
        there = any((p.date, p.kind) == (day, code) for p in mine)
        checker = self._checker(person)
        refused = self._refused(checker, day, code)
        wishes = checker.wishes
        return Standing(
            person, refused, self._off_day(person, checker, day, code),
            wishes.get(f"{day}:{code}") or wishes.get(f"{day}:", ""), there,
        )  # fmt: skip

    def ways(self, day: str, code: str) -> list[Way]:
        """The cheapest ways to fill what stays open: with the fewest shifts of one person left to others."""
        found: list[Way] = []
        for person in self.people(day):
            standing = self.standing(person, day, code)
            if standing.off_day or standing.wish == "cannot" or not standing.refused:
                continue
            without = self._in_the_way(person, day, code)
            if without:
                found.append(Way(person, without))
        return sorted(found, key=lambda way: (len(way.without), way.person))[:_MOST_WAYS]

    def _in_the_way(self, person: Id, day: str, code: str) -> tuple[Placement, ...]:
        """The fewest of somebody's proposed shifts (one or two) without which nothing is against it."""
        at = date.fromisoformat(day)
        mine = [
            p
            for p in self.alternative.shifts
            if p.person == person and abs((date.fromisoformat(p.date) - at).days) <= _NEAR
        ]
        checker = self._checker(person)
        for many in (1, 2):
            for without in combinations(mine, many):
                gone = {_key(p) for p in without}
                booked = [b for b in checker.booked if (b.day, b.kind) not in gone or b.team != self.found.team]
                if not self._refused(replace(checker, booked=booked), day, code):
                    return without
        return ()

    def _refused(self, checker: Checker, day: str, code: str) -> tuple[tuple[Verdict, bool], ...]:
        verdicts = self._verdicts(checker, day, code)
        own = replace(checker, booked=[b for b in checker.booked if b.team == self.found.team])
        known = {(v.rule, str(v.says)) for v in verdicts}
        if len(own.booked) != len(checker.booked):
            known = {(v.rule, str(v.says)) for v in self._verdicts(own, day, code)}
        return tuple((v, (v.rule, str(v.says)) in known) for v in verdicts)

    def _verdicts(self, checker: Checker, day: str, code: str) -> list[Verdict]:
        but = [b.shift for b in checker.booked if (b.day, b.kind, b.team) == (day, code, self.found.team)]
        return [v for v in checker.judge_new(self.found, day, code, but=but) if v.severity == "refused"]

    def _off_day(self, person: Id, checker: Checker, day: str, code: str) -> bool:
        if self.shown.what != REPLAN:
            return False
        agreed = self.agreed.get(person, {})
        place = self.kinds[code].place if code in self.kinds else "D"
        works = any(b.day == day and b.shift not in self._proposed() for b in checker.booked)
        return not works and ("off" not in agreed.get("days", ()) or place not in agreed.get("places", ()))

    def _proposed(self) -> set[Id]:
        return {_shift(p) for p in self.alternative.shifts}

    def _checker(self, person: Id) -> Checker:
        """The checker of somebody with their shifts, and those of the alternative."""
        if person not in self._checkers:
            known = checker_around(self.views, person, self.found, self.viewer)
            standing = [b for b in known.booked if b.shift not in self._lost(person)]
            mine = [p for p in self.alternative.shifts if p.person == person and p.kind in self.kinds]
            proposed = [_booking(p, self.kinds[p.kind], self.found) for p in mine]
            self._checkers[person] = replace(known, booked=[*standing, *proposed])
        return self._checkers[person]

    def _lost(self, person: Id) -> set[Id]:
        return {p.shift for p in self.alternative.shifts if p.was == person and p.shift}


def checker_around(views: sqlite3.Connection, person: Id, found: Period, viewer: Id) -> Checker:
    """The checker of one person around a roster, as somebody else may know it."""
    data = RosterData(
        team=found.team, days=(), periods=(found,), kinds=kinds_of(views, found.team), least={}, carers={}, open={},
        hours={}, swaps=[], counts={},
    )  # fmt: skip
    return checker_of(views, data, person, found, viewer=viewer)


def placement_of(alternative: Alternative, slot: Id) -> Placement | None:
    """The shift of an alternative under an id."""
    return next((p for p in alternative.shifts if p.shift == slot), None)


def gap_of(alternative: Alternative, slot: Id) -> tuple[str, str] | None:
    """Day and kind of what stays open under an id."""
    found = next((gap for gap in alternative.gaps if gap["slot"] == slot), None)
    return (found["date"], found["kind"]) if found else None


def split(standings: Iterable[Standing]) -> tuple[list[Standing], list[Standing]]:
    """Who could as well, and who could not."""
    found: Sequence[Standing] = list(standings)
    return [s for s in found if s.could], [s for s in found if not s.could]


def _shift(placement: Placement) -> Id:
    return placement.shift or f"{placement.date}:{placement.kind}:{placement.person}"


def _key(placement: Placement) -> tuple[str, str]:
    return placement.date, placement.kind


def _booking(placement: Placement, kind: Kind, found: Period) -> Booking:
    known: ShiftKind = shift_kind(kind)
    start, end = known.instants(placement.date)
    return Booking(
        _shift(placement), start, end, kind.code, placement.date, known.net, known.sleeps,
        found.roster, found.team,
    )  # fmt: skip
