"""The document that `roster check` reads: one person's shifts, with every mistake told by its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from domain.rosters.labour.check import check
from domain.rosters.labour.sets import rules_at
from domain.rosters.labour.verdict import Verdict
from domain.rosters.labour.work import DAY, KINDS, Work, minute_of, moment_of

_KEYS = {"rules", "from", "to", "contract_hours_per_week", "shifts", "pregnant", "published"}
_SHIFT_KEYS = {"start", "end", "kind", "breaks_minutes", "id"}
_MANY = 20_000
_LONGEST = timedelta(days=3 * 366)


class Unreadable(ValueError):
    """What is wrong with a document, with the place in it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A question to the checker."""

    rules: str
    first: date
    last: date
    contract: int | None
    works: tuple[Work, ...]
    pregnant: bool = False
    published: int | None = None

    def verdicts(self) -> list[Verdict]:
        """The answer, by the rules of the first day."""
        return check(
            self.works, rules_at(self.rules, self.first.isoformat()), self.first, self.last, self.contract,
            pregnant=self.pregnant, published=self.published,
        )  # fmt: skip


def read_document(text: str) -> Document:
    """Raises Unreadable, or NoSuchRules for a set that is not there."""
    try:
        value = json.loads(text, object_pairs_hook=_once)
    except Unreadable:
        raise
    except json.JSONDecodeError as error:
        raise Unreadable(f"this is no JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except (RecursionError, ValueError):
        raise Unreadable("this is no JSON that can be read: too deep, or a number too long") from None
    top = _object(value, "the document", _KEYS)
    first, last = _day(top, "from"), _day(top, "to")
    if last < first:
        raise Unreadable(f"to: {last} is before from, {first}")
    if last - first > _LONGEST:
        raise Unreadable("to: a period is at most three years")
    rules = _required(top, "rules", "the document")
    if not isinstance(rules, str):
        raise Unreadable("rules: this is no text")
    rules_at(rules, first.isoformat())
    pregnant = top.get("pregnant", False)
    if not isinstance(pregnant, bool):
        raise Unreadable("pregnant: this is true or false")
    published = _moment(top["published"], "published") if "published" in top else None
    return Document(rules, first, last, _contract(top), _works(top), pregnant, published)


def document_of(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON; the moments with the offset of the Netherlands."""
    return {
        "rule": verdict.rule,
        "article": verdict.article,
        "severity": verdict.severity,
        "value": verdict.value,
        "limit": verdict.limit,
        "from": moment_of(verdict.since).isoformat(timespec="minutes"),
        "to": moment_of(verdict.until).isoformat(timespec="minutes"),
        "exceptions_used": verdict.exceptions_used,
        "exceptions_left": verdict.exceptions_left,
        "text": verdict.text,
    }


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of which no name stands twice: who reads only the last one judges other shifts than were meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(f"{twice!r} stands twice in one object")
    return found


def _works(top: Mapping[str, Any]) -> tuple[Work, ...]:
    entries = _required(top, "shifts", "the document")
    if not isinstance(entries, list):
        raise Unreadable("shifts: this is no list")
    if len(entries) > _MANY:
        raise Unreadable(f"shifts: at most {_MANY}")
    works = [_work(entry, f"shifts[{place}]") for place, entry in enumerate(entries)]
    placed = sorted(enumerate(works), key=lambda one: (one[1].start, one[1].end))
    for on_call in (True, False):
        alike = [(place, work) for place, work in placed if (work.kind == "on_call") is on_call]
        for (early, one), (late, two) in pairwise(alike):
            if two.start < one.end:
                raise Unreadable(f"shifts[{late}]: it overlaps shifts[{early}]")
    return tuple(work for _, work in placed)


def _work(entry: Any, place: str) -> Work:
    fields = _object(entry, place, _SHIFT_KEYS)
    start, end = (_moment(_required(fields, key, place), f"{place}.{key}") for key in ("start", "end"))
    if end <= start:
        raise Unreadable(f"{place}: its end is not after its start")
    if end - start > 7 * DAY:
        raise Unreadable(f"{place}: it lasts more than 7 days")
    kind, breaks, id = fields.get("kind", "work"), fields.get("breaks_minutes", 0), fields.get("id")
    if kind not in KINDS:
        raise Unreadable(f"{place}.kind: choose one of {', '.join(KINDS)}")
    if not isinstance(breaks, int) or isinstance(breaks, bool) or breaks < 0:
        raise Unreadable(f"{place}.breaks_minutes: this is no whole number of minutes")
    if breaks >= end - start:
        raise Unreadable(f"{place}.breaks_minutes: the breaks are as long as the shift")
    if id is not None and not isinstance(id, str):
        raise Unreadable(f"{place}.id: this is no text")
    return Work(start, end, kind, breaks, id)


def _contract(top: Mapping[str, Any]) -> int | None:
    hours = top.get("contract_hours_per_week")
    if hours is None:
        return None
    if not isinstance(hours, (int, float)) or isinstance(hours, bool) or not 0 <= hours <= 168:
        raise Unreadable("contract_hours_per_week: this is no number from 0 to 168")
    return round(hours * 60)


def _object(value: Any, place: str, keys: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable(f"{place}: this is no object with names and values")
    if unknown := sorted(set(value) - keys):
        raise Unreadable(f"{place}: {unknown[0]!r} is unknown; known are {', '.join(sorted(keys))}")
    return value


def _required(fields: Mapping[str, Any], key: str, place: str) -> Any:
    if key not in fields:
        raise Unreadable(f"{place}: {key} is missing")
    return fields[key]


def _day(top: Mapping[str, Any], key: str) -> date:
    text = _required(top, key, "the document")
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError):
        raise Unreadable(f"{key}: {text!r} is no day as 2026-03-02") from None
    if not 1990 <= day.year <= 2200:
        raise Unreadable(f"{key}: choose a day from 1990 to 2200")
    return day


def _moment(text: Any, place: str) -> int:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise Unreadable(f"{place}: {text!r} is no time as 2026-03-02T23:00+01:00") from None
    if moment.tzinfo is None:
        raise Unreadable(f"{place}: {text} has no offset; add one, as +01:00")
    if not 1980 <= moment.year <= 2210:
        raise Unreadable(f"{place}: choose a year from 1980 to 2210")
    if moment.second or moment.microsecond:
        raise Unreadable(f"{place}: {text} has seconds; times are in whole minutes")
    return minute_of(moment)
