"""The checker and the naive implementation on one document, and where they differ."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from domain.rosters.labour.document import read_document
from tests.rosters.labour.naive_line import QUARTER, Found, Line
from tests.rosters.labour.naive_sets import SETS, summary

ONLY_WHETHER = {"atw-5:6-3", "atw-5:8-1", "atw-5:9-3", "atw-5:9-4", "cao-ghz-b2-weekends"}
"""Rules whose intervals are told in another way; of the others each interval is compared too."""


def checked(document: dict[str, Any], line: Line) -> list[Found]:
    """What the checker finds, in the quarters of the naive line, of the rules that both know."""
    known = SETS[document["rules"]]
    base = int(line.base.timestamp() // 60)
    length = QUARTER // timedelta(minutes=1)
    return [
        Found(one.rule, one.severity, (one.since - base) // length, (one.until - base) // length)
        for one in read_document(json.dumps(document)).verdicts()
        if one.rule in known
    ]


def difference(document: dict[str, Any]) -> str | None:
    """One line on the first rule about which the two do not agree."""
    line, known = Line(document), SETS[document["rules"]]
    real = checked(document, line)
    plain = [found for rule in known.values() for found in rule(line)]
    for rule in known:
        ours, theirs = ([one for one in found if one.rule == rule] for found in (plain, real))
        if (told := summary(theirs, [rule])) != (meant := summary(ours, [rule])) and not _hidden(told, meant):
            return f"{rule}: the checker says {_told(told)}, the naive one {_told(meant)}"
        if rule not in ONLY_WHETHER and (where := _elsewhere(ours, theirs)):
            return f"{rule}: {where}"
    return None


def _hidden(told: dict[str, list[str]], meant: dict[str, list[str]]) -> bool:
    """The checker tells the worst of windows that overlap: a noted one may be left out beside a refused one."""
    return bool(meant["refused"]) and told["refused"] == meant["refused"] and not told["noted"]


def _elsewhere(ours: list[Found], theirs: list[Found]) -> str | None:
    """Each finding of the checker is one of the naive one, and each of those shares time with one of the checker."""
    if strange := [one for one in theirs if one not in ours]:
        return f"the checker alone finds {strange[0]}"
    for one in ours:
        if not any(one.since <= other.until and other.since <= one.until for other in theirs):
            return f"the naive one alone finds {one}"
    return None


def _told(found: dict[str, Iterable[str]]) -> str:
    return ", ".join(severity for severity, rules in found.items() if rules) or "nothing"
