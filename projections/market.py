"""What is offered to whom, and what saying yes would mean for both."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from domain.kernel import Id, minutes_between
from domain.rosters import Booking, Roster, Verdict
from domain.rosters.points import points_on
from domain.rosters.refusals import WorksElsewhere
from projections.asks import shift_of
from projections.fairness import ledger_of
from projections.fold import Views, on
from projections.gaps import ahead_with
from projections.roster_page import period
from projections.roster_shapes import Period, Shift, first_row, rows
from projections.roster_sheet import Checker
from projections.rounds import points_agreed_by
from projections.tables import temporal
from projections.today import contract_in, minutes_in, my_checker

temporal(
    "rosters_offer",
    key=("offer",),
    columns=("roster", "team", "shift", "person", "sent_to", "against", "declined", "how", "taker", "position"),
    indexes=(("shift",), ("team",)),
)
"""`sent_to`, `against` and `declined` as JSON; `how`: nothing while it waits, else taken or how it ended."""
NEAR = 3 * 24 * 60
"""Rest is told of shifts within three days."""


@on(Roster.ShiftOfferedTo)
def shift_offered_to(views: Views, fact: Roster.ShiftOfferedTo) -> None:
    """An offer that waits."""
    row = views.get("rosters_roster", fact.originator_id)
    if row is None:
        raise KeyError(fact.originator_id)
    views.put(
        "rosters_offer", (fact.offer,),
        roster=fact.originator_id, team=row["team"], shift=fact.shift, person=fact.person,
        sent_to=json.dumps(fact.to), against=json.dumps(fact.against), declined="[]", how="", taker=None,
        position=views.position,
    )  # fmt: skip
    _touch(views, fact.offer)


@on(Roster.OfferDeclined)
def offer_declined(views: Views, fact: Roster.OfferDeclined) -> None:
    """Who does not want it."""
    said = json.loads(_offer(views, fact.offer)["declined"])
    views.change("rosters_offer", (fact.offer,), declined=json.dumps([*said, fact.person]))
    _touch(views, fact.offer)


@on(Roster.OfferNarrowed)
def offer_narrowed(views: Views, fact: Roster.OfferNarrowed) -> None:
    """What is still wanted back."""
    _touch(views, fact.offer)
    row = _offer(views, fact.offer)
    pairs = zip(json.loads(row["sent_to"]), json.loads(row["against"]), strict=True)
    left = [(who, one) for who, one in pairs if one != fact.wanting]
    sent_to, against = [who for who, _ in left], [one for _, one in left]
    views.change("rosters_offer", (fact.offer,), sent_to=json.dumps(sent_to), against=json.dumps(against))


@on(Roster.OfferTaken)
def offer_taken(views: Views, fact: Roster.OfferTaken) -> None:
    """Who has it."""
    views.change("rosters_offer", (fact.offer,), how="taken", taker=fact.person)
    _touch(views, fact.offer)


@on(Roster.OfferEnded)
def offer_ended(views: Views, fact: Roster.OfferEnded) -> None:
    """It waits no longer."""
    views.change("rosters_offer", (fact.offer,), how=fact.how)
    _touch(views, fact.offer)


def _offer(views: Views, offer: Id) -> dict[str, str]:
    row = views.get("rosters_offer", offer)
    if row is None:
        raise KeyError(offer)
    return row


def _touch(views: Views, offer: Id) -> None:
    row = _offer(views, offer)
    for scope in {row["team"], row["person"], *json.loads(row["sent_to"])}:
        views.touch(scope)


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer as it stands."""

    offer: Id
    roster: Id
    team: Id
    shift: Id
    person: Id
    to: tuple[Id, ...]
    against: tuple[Id, ...]
    declined: tuple[Id, ...]
    how: str
    taker: Id | None
    position: int

    def wanted_of(self, person: Id) -> tuple[Id, ...]:
        """The shifts of a person that are wanted back."""
        return tuple(one for who, one in zip(self.to, self.against, strict=False) if who == person)


class Meaning(NamedTuple):
    """What it would mean for one side: to have one shift more, one less, or both."""

    verdicts: tuple[Verdict, ...]
    minutes: int
    """Worked in the period after it."""
    contract: int
    before: int | None
    """Minutes of rest before what one gets; None when nothing is near."""
    after: int | None
    points: int
    """Points more (or less) than now."""
    ahead: Fraction | None
    """Points more than an even share after it; None without a contract."""

    @property
    def refused(self) -> Verdict | None:
        """The first verdict that refuses it."""
        return next((v for v in self.verdicts if v.severity == "refused"), None)


_OFFERED = "SELECT offer, roster, team, shift, person, sent_to, against, declined, how, taker, position FROM "


def offer_of(views: sqlite3.Connection, offer: Id) -> Offered | None:
    """An offer; None when there never was one."""
    found = first_row(views, _OFFERED + "rosters_offer WHERE offer = ?", offer)
    return _read(found) if found else None


def offers_to(views: sqlite3.Connection, person: Id, moment: str, team: Id | None = None) -> list[Offered]:
    """What waits for somebody's answer: nothing of it declined, begun, or of another team when one is named."""
    found = rows(
        views,
        _OFFERED + "rosters_offer o WHERE how = '' AND (?1 IS NULL OR team = ?1) "
        "AND EXISTS (SELECT 1 FROM json_each(o.sent_to) WHERE value = ?2) "
        "AND NOT EXISTS (SELECT 1 FROM json_each(o.declined) WHERE value = ?2) "
        "AND EXISTS (SELECT 1 FROM rosters_shift s WHERE s.shift = o.shift AND s.start > ?3) ORDER BY position",
        team, person, moment,
    )  # fmt: skip
    return [_read(row) for row in found]


def offers_by(views: sqlite3.Connection, person: Id, since: str, team: Id) -> list[Offered]:
    """What somebody offered in a team of shifts from a day on, the last first."""
    found = rows(
        views,
        _OFFERED + "rosters_offer o WHERE person = ? AND team = ? "
        "AND EXISTS (SELECT 1 FROM rosters_shift s WHERE s.shift = o.shift AND s.date >= ?) ORDER BY position DESC",
        person, team, since,
    )  # fmt: skip
    return [_read(row) for row in found]


def answered_to(views: sqlite3.Connection, person: Id, since: str, team: Id) -> list[Offered]:
    """What was offered to somebody in a team, of shifts from a day on, and waits no longer; the last first."""
    found = rows(
        views,
        _OFFERED + "rosters_offer o WHERE how = 'taken' AND team = ? "
        "AND EXISTS (SELECT 1 FROM json_each(o.sent_to) WHERE value = ?) "
        "AND EXISTS (SELECT 1 FROM rosters_shift s WHERE s.shift = o.shift AND s.date >= ?) ORDER BY position DESC",
        team, person, since,
    )  # fmt: skip
    return [_read(row) for row in found]


def waiting_offer(views: sqlite3.Connection, shift: Id) -> Offered | None:
    """The offer of a shift that waits."""
    found = first_row(views, _OFFERED + "rosters_offer WHERE shift = ? AND how = ''", shift)
    return _read(found) if found else None


def meaning(
    views: sqlite3.Connection, person: Id, *, gets: Shift | None, gives: Shift | None, viewer: Id, wished: bool = False
) -> Meaning:
    """What getting one shift and giving another means for somebody, by the rules and in hours, rest and points.

    Somebody else reads no more of their other teams than that they work there. `wished`: it is what they asked for.
    """
    shift = gets or gives
    found = period(views, shift.roster) if shift else None
    if shift is None or found is None:
        return Meaning((), 0, 0, None, None, 0, None)
    checker = my_checker(views, person, found, viewer=viewer)
    if wished:
        checker = replace(checker, employment=replace(checker.employment, willing=True))
    but = [gives.shift] if gives else []
    verdicts = _judged(checker, gets, but, own=viewer == person) if gets else []
    verdicts += _gone(checker, gives, gets, own=viewer == person) if gives else []
    before, after = _rests(checker, gets, but) if gets else (None, None)
    points = _points(views, checker, found, gets) - _points(views, checker, found, gives)
    minutes = minutes_in(views, person, found) + (gets.minutes if gets else 0) - (gives.minutes if gives else 0)
    ahead = ahead_with(ledger_of(views, found.team, also=found.roster), found, person, points)
    return Meaning(tuple(verdicts), minutes, contract_in(views, person, found), before, after, points, ahead)


def ways(views: sqlite3.Connection, offer: Offered, person: Id) -> list[tuple[Shift | None, Meaning]]:
    """How somebody could say yes: for nothing, or for each of their shifts that is wanted back; what refuses one or
    the other is left in, judged for both."""
    shift = shift_of(views, offer.roster, offer.shift)
    if shift is None:
        return []
    found: list[tuple[Shift | None, Meaning]] = []
    for wanted in offer.wanted_of(person) or (None,):
        mine = shift_of(views, offer.roster, wanted) if wanted else None
        if wanted and mine is None:
            continue
        means = meaning(views, person, gets=shift, gives=mine, viewer=person)
        if mine and not means.refused:
            theirs = meaning(views, offer.person, gets=mine, gives=shift, viewer=person, wished=True)
            if theirs.refused:
                means = means._replace(verdicts=theirs.verdicts)
        found.append((mine, means))
    return found


def _judged(checker: Checker, shift: Shift, but: Iterable[Id], *, own: bool) -> list[Verdict]:
    found = checker.judge_shift(shift, but=but)
    if own:
        return found
    here = replace(checker, booked=[b for b in checker.booked if b.team == shift.team])
    known = {(v.rule, str(v.says)) for v in here.judge_shift(shift, but=but)}
    return [v if (v.rule, str(v.says)) in known else replace(v, says=WorksElsewhere()) for v in found]


def _gone(checker: Checker, gives: Shift, gets: Shift | None, *, own: bool) -> list[Verdict]:
    found = checker.judge_gone(gives, gets)
    if own or not found:
        return found
    here = replace(checker, booked=[b for b in checker.booked if b.team == gives.team])
    return here.judge_gone(gives, gets) or [replace(v, says=WorksElsewhere()) for v in found]


def _points(views: sqlite3.Connection, checker: Checker, found: Period, shift: Shift | None) -> int:
    if shift is None:
        return 0
    kind = checker.kinds.get(shift.kind)
    return points_on(shift.date, points_agreed_by(views, found.team)).of(kind.place if kind else "D", shift.date)


def _rests(checker: Checker, shift: Shift, but: Iterable[Id]) -> tuple[int | None, int | None]:
    """Minutes of rest before and after a shift; None when nothing is within three days."""
    away = {shift.shift, *but}
    around: list[Booking] = [b for b in checker.booked if b.shift not in away]
    before = [minutes_between(b.end, shift.start) for b in around if b.end <= shift.start]
    after = [minutes_between(shift.end, b.start) for b in around if b.start >= shift.end]
    near = [min((m for m in found if m <= NEAR), default=None) for found in (before, after)]
    return near[0], near[1]


def _read(row: tuple[object, ...]) -> Offered:
    offer, roster, team, shift, person, sent_to, against, declined, how, taker, position = row
    lists = [tuple(json.loads(str(one))) for one in (sent_to, against, declined)]
    return Offered(
        str(offer), str(roster), str(team), str(shift), str(person), lists[0], lists[1], lists[2], str(how),
        str(taker) if taker else None, int(str(position)),
    )  # fmt: skip
