"""A roster read on from what was read before: after a change only the cells that it touched are made again."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from typing import Any

from domain.kernel import Id
from domain.rosters import Agenda, Roster
from domain.rosters.rule_sets import RuleSets
from projections.clock import shown_position
from projections.roster_load import SHIFT, count, day_after, elsewhere, place, put_elsewhere
from projections.roster_shapes import REMEMBERED, RosterData, Shift, rows
from projections.tables import FAR

_OF_SHIFTS = frozenset(
    fact.TOPIC
    for fact in (
        Roster.ShiftPlanned, Roster.ShiftDropped, Roster.ShiftAssigned, Roster.ShiftUnassigned, Roster.ShiftMoved,
        Roster.ShiftOffered, Roster.OfferWithdrawn, Roster.ShiftClaimed,
    )
) | {"rosters.ShiftReserved", "rosters.ShiftReleased"}  # fmt: skip
"""Facts that change shifts and nothing else."""
_OF_ALL = [fact.TOPIC for fact in (Agenda.ProtectionAsked, Agenda.ProtectionEnded, RuleSets.RulesDecided)]
"""Facts that change what is found in a roster and stand in the trail of no team."""
_MOST = 2_000
"""More than this is not carried on from reading to reading."""


def reload_roster(views: sqlite3.Connection, known: RosterData) -> RosterData | None:
    """The same weeks as they are now; None when more changed than shifts, and all must be read anew."""
    topics = rows(
        views,
        "SELECT DISTINCT f.topic FROM trail_concern c JOIN trail_fact f USING (position) "
        "WHERE c.subject = ? AND c.position > ? "
        "UNION SELECT topic FROM trail_fact WHERE position > ? AND topic IN (SELECT value FROM json_each(?))",
        known.team, known.position, known.position, json.dumps(_OF_ALL),
    )  # fmt: skip
    if not topics or not _OF_SHIFTS.issuperset(topic for (topic,) in topics):
        return None
    data = replace(
        known, counts=dict(known.counts), carers=dict(known.carers), standing=dict(known.standing), remembered={},
        changed={}, ended=list(known.ended), position=shown_position(views), version=0,
    )  # fmt: skip
    whose = _changed(views, data, known)
    others = elsewhere(views, known)
    whose |= {shift.person for shift in others} | {p for p, carer in known.carers.items() if carer.elsewhere}
    if not whose - {None} <= known.carers.keys():
        return None
    _place_again(data, whose, others)
    gone = {p for p in whose if p and not data.carers[p].member and not _works(data, p)}
    for person in gone:
        del data.carers[person]
    if len(data.ended) > _MOST:
        data.ended, data.ended_since, data.authors = [], data.position, {}
    if len(known.remembered) < REMEMBERED:
        data.remembered.update(entry for entry in dict(known.remembered).items() if _stays(entry[0], whose))
    return data


def _stays(key: Any, whose: set[Id | None]) -> bool:
    """Whether something remembered says nothing of these people's shifts."""
    if isinstance(key, tuple):
        return key[0] not in whose
    return key in ("inside", "least", "team", "waits") or (key == "open" and None not in whose)


def _changed(views: sqlite3.Connection, data: RosterData, known: RosterData) -> set[Id | None]:
    """Bring the shifts up to date; whose they were and are."""
    whose: set[Id | None] = set()
    came: dict[Id, Shift] = {}
    first, last = day_after(known.days[0], -1), day_after(known.days[-1], 1)
    for roster in known.around:
        # one walk over the versions of the roster: what came to an end since, and what came
        query = SHIFT.replace("rosters_shift", "main.rosters_shift_history").replace(" since ", " since, until ")
        query += "roster = ?1 AND (since > ?2 OR (until > ?2 AND until < ?3))"
        for *row, until in rows(views, query, roster, known.position, FAR):
            shift = Shift._make(row)
            if until < FAR:
                was = data.standing.pop(shift.shift, None) if shift.since <= known.position else None
                whose.add(was.person if was else shift.person)
                data.ended.append((shift.person or "", shift.date, until))
            elif first <= shift.date <= last:
                came[shift.shift] = shift
                whose.add(shift.person)
    data.standing.update(came)
    return whose


def _place_again(data: RosterData, whose: set[Id | None], others: list[Shift]) -> None:
    """The cells of these people anew."""
    for person in whose:
        if person is None:
            data.open = {}
            continue
        for day in data.days:
            for shift in data.carers[person].shifts.get(day, ()):
                count(data, shift, -1)
        data.carers[person] = data.carers[person].alone()
    place(data, data.standing.values(), whose)
    for shift in others:
        put_elsewhere(data, shift)


def _works(data: RosterData, person: Id) -> bool:
    return any(day in data.carers[person].shifts for day in data.days)
