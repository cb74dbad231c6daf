"""Before the rounds open: which dates are in time, and what becomes visible to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask import g

from domain.rosters.notice import Notice, notices_by
from domain.rosters.rounds import RoundDates
from projections.roster_shapes import Period, rows
from projections.rule_sets import rules_for
from web.dates import as_day
from web.roster_view import today_shown

_DAY = timedelta(days=1)
_GAP_DAYS, _WISH_DAYS = 2, 7
"""The round of the gaps and that of the wishes are proposed this long, where there is room."""


@dataclass(frozen=True, slots=True)
class Late:
    """The rule by which a roster must be known, and the last day on which it is in time."""

    rule: Notice
    last_day: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening the rounds does."""

    dates: RoundDates
    shows: bool
    """Whether the team sees the roster only from then on."""
    carers: int
    placed: int
    open: int
    late: Late | None
    """The rule that the publishing day misses."""


def in_time(found: Period) -> Late | None:
    """The last day on which publishing is in time by the rule that decides; None without a rule."""
    rules = notices_by(rules_for(g.views, found.first), found.first)
    if not rules:
        return None
    deadline = rules[0].deadline(found.first)
    day = as_day(deadline)
    # the day of publishing lasts until midnight, and even then it must be in time
    if RoundDates("", "", day.isoformat()).ends("publish") > deadline:
        day -= _DAY
    return Late(rules[0], day.isoformat())


def misses(found: Period, publish_by: str) -> Late | None:
    """The rule that a publishing day misses, if it does."""
    late = in_time(found)
    return late if late and publish_by > late.last_day else None


def proposed(found: Period) -> dict[str, str]:
    """Dates to begin with: publishing on the last day that is in time, or as soon as can be; gaps and wishes before."""
    late = in_time(found)
    last = date.fromisoformat(late.last_day) if late else date.fromisoformat(found.first) - _DAY
    now = date.fromisoformat(today_shown())
    room = (last - now).days
    publish = max(last, now + _DAY)
    gaps = max(publish - min(_GAP_DAYS, max(room // 3, 0)) * _DAY, now + _DAY)
    wishes = max(now, gaps - min(_WISH_DAYS, max(room // 3, 1)) * _DAY)
    return {"wishes_until": wishes.isoformat(), "gaps_until": gaps.isoformat(), "publish_by": publish.isoformat()}


def opening(found: Period, dates: RoundDates) -> Opening:
    """What the team sees once the rounds are open; raises RoundsUnreadable for dates that cannot be."""
    dates.check(found.first, today_shown())
    placed, free = rows(
        g.views, "SELECT count(person), count(*) - count(person) FROM rosters_shift WHERE roster = ?", found.roster
    )[0]
    carers = rows(
        g.views,
        "SELECT count(DISTINCT person) FROM teams_relation WHERE team = ? AND role = 'member' "
        "AND since_day <= ? AND (until_day IS NULL OR until_day >= ?) "
        "AND person NOT IN (SELECT person FROM people_agency)",
        found.team, today_shown(), today_shown(),
    )[0][0]  # fmt: skip
    return Opening(dates, found.state == "drafted", carers, placed, free, misses(found, dates.publish_by))
