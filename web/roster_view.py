"""What a request shows of a roster: which weeks, for whom, and the part that is asked for again every three seconds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from threading import Lock
from typing import Any
from urllib.parse import quote

from flask import g, request
from markupsafe import Markup, escape

from domain.kernel import Id, NotThere, today
from projections.notices_fold import UNSEEN
from projections.roster_cells import changed_cells, later_cells
from projections.roster_load import load_roster
from projections.roster_page import days_from, period, periods_of, touched
from projections.roster_reload import reload_roster
from projections.roster_shapes import Period, RosterData, rows
from web.acts import allowed, team_or_404
from web.parts import opened
from web.roster_stamp import stamp
from web.roster_table import Look, table
from web.roster_words import words

WEEKS = (1, 2, 4)
_KEPT = 48
_POLL = "every 3s"

_kept: OrderedDict[tuple[Any, ...], RosterData] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Window:
    """The weeks of a roster that are shown."""

    period: Period
    first: str
    weeks: int

    @property
    def last(self) -> str:
        """The last day shown."""
        return days_from(self.first, 7 * self.weeks)[-1]

    def query(self, **more: Any) -> str:
        """The address' query for these weeks."""
        shown = {"from": self.first, "weeks": self.weeks} | {k: v for k, v in more.items() if v not in (None, "")}
        if g.at is not None:
            shown["at"] = g.at
        return "&".join(f"{name}={quote(str(value))}" for name, value in shown.items())

    def url(self, **more: Any) -> str:
        """The address of the page that shows these weeks."""
        return f"/rosters/{self.period.roster}?{self.query(**more)}"


def roster_or_404(roster: Id, action: str = "rosters.see_roster") -> Period:
    """The roster, for whoever may do this with it; raises NotThere to outsiders, NotAllowed to insiders.

    A roster that was not laid before the team yet exists for its planners only.
    """
    found = period(g.views, roster)
    if found is None:
        raise NotThere
    team_or_404(action, found.team)
    g.team = found.team
    if found.state == "drafted" and not may_plan(found.team):
        raise NotThere
    return found


def may_plan(team: Id) -> bool:
    """Whether the person who looks plans this team."""
    known: dict[Id, bool] = g.setdefault("may_plan", {})
    if team not in known:
        known[team] = bool(allowed("rosters.plan_shift", team))
    return known[team]


def window_of(shown: Period, source: Mapping[str, str] | None = None) -> Window:
    """The weeks that the address (or a form) asks for; what it asks wrongly becomes what is usual."""
    asked = request.args if source is None else source
    text = asked.get("weeks", "")
    weeks = int(text) if text in {str(n) for n in WEEKS} else 2
    first = monday_of(asked.get("from", ""))
    if first is None or not shown.first <= first <= shown.last:
        first = _usual(shown, weeks)
    return Window(shown, first, weeks)


def monday_of(text: str) -> str | None:
    """The Monday of the week of an ISO day; None for what is none."""
    try:
        day = date.fromisoformat(text.strip())
        return (day - timedelta(days=day.weekday())).isoformat()
    except (ValueError, OverflowError):
        return None


def beside(window: Window, step: int) -> str:
    """The address of the weeks before (-1) or after (1): of this roster, of another one, or of none yet."""
    first = (date.fromisoformat(window.first) + timedelta(days=7 * window.weeks * step)).isoformat()
    found = window.period
    if not found.first <= first <= found.last:
        others = periods_of(g.views, found.team, first, first)
        seen = [p for p in others if p.state != "drafted" or may_plan(found.team)]
        if not seen:
            keep = "" if g.at is None else f"&at={g.at}"
            return f"/teams/{found.team}/roster?from={first}&weeks={window.weeks}{keep}"
        found = seen[0]
    return Window(found, first, window.weeks).url()


def data_of(window: Window) -> RosterData:
    """The data of these weeks, remembered until the team's next change."""
    team, drafts = window.period.team, may_plan(window.period.team)
    weeks = (g.house.engine.path, team, window.first, window.weeks, drafts, g.at)
    changed = touched(g.views, team)
    with _lock:
        found = _kept.get(weeks)
        if found is not None:
            _kept.move_to_end(weeks)
    if found is not None and found.version == changed:
        return found
    # what was read at a later position than this snapshot's cannot be gone on from
    known = found if found is not None and g.at is None and found.position <= g.position else None
    fresh = (reload_roster(g.views, known) if known else None) or load_roster(
        g.views, team, window.first, window.weeks, drafts=drafts
    )
    fresh.version = changed
    with _lock:
        _kept[weeks] = fresh
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return fresh


def names_of(data: RosterData) -> dict[Id, str]:
    """The names of all rows, opened."""
    open_packed, gone = g.house.vault.open_packed, opened
    return {person: open_packed(carer.name) or gone(carer.name) for person, carer in data.carers.items()}


def kinds_of(data: RosterData) -> tuple[tuple[str, str], ...]:
    """(code, opened name), in the order of the day."""
    return tuple((kind.code, opened(kind.name)) for kind in data.kinds.values())


def look_of(window: Window, data: RosterData, *, looked: int, cell: str = "") -> Look:
    """Who looks, and which cells get a dog-ear."""
    team = window.period.team
    if g.at is not None:
        changed = _later(data)
    else:
        changed, noticed = changed_cells(g.views, data, looked, g.person), _noticed(data)
        changed = changed | noticed if noticed else changed
    return Look(
        person=g.person, words=words(), today=today_shown(), planner=may_plan(team),
        findings=bool(allowed("rosters.see_findings", team)), past=g.at is not None, cell=cell,
        changed=_by_person(changed),
    )  # fmt: skip


def part(window: Window, *, looked: int = 0, cell: str = "", swap_in: bool = False) -> Markup:
    """The table with what makes it live, for a template; `swap_in`: as the answer to something else."""
    return Markup(part_sent(window, looked=looked, cell=cell, swap_in=swap_in).decode())


def part_sent(window: Window, *, looked: int = 0, cell: str = "", swap_in: bool = False) -> bytes:
    """The same as it is sent."""
    data = data_of(window)
    names, kinds = names_of(data), kinds_of(data)
    look = look_of(window, data, looked=looked, cell=cell)
    roster = window.period.roster
    live = ""
    if g.at is None:
        asks = escape(window.query(since=g.position, looked=looked, day=look.today, state=window.period.state))
        live = f' hx-get="/rosters/{roster}/part?{asks}" hx-trigger="{_POLL}" hx-swap="outerHTML" hx-target="this"'
    oob = ' hx-swap-oob="true"' if swap_in else ""
    hidden = "" if g.at is None else f'<input type="hidden" name="at" value="{g.at}">'
    begin = (
        f'<div id="roster-part"{live}{oob}><form method="get" action="/rosters/{roster}" id="roster-form">'
        f'<input type="hidden" name="from" value="{window.first}"><input type="hidden" name="weeks" '
        f'value="{window.weeks}">{hidden}'
    )
    end = f"</form>{stamp(data, kinds)}</div>"
    return b"".join((begin.encode(), table(data, look, names, kinds), end.encode()))


@lru_cache(64)
def _by_person(changed: frozenset[tuple[Id, str]]) -> Mapping[Id, tuple[str, ...]]:
    found: dict[Id, tuple[str, ...]] = {}
    for person, day in sorted(changed):
        found[person] = (*found.get(person, ()), day)
    return found


def today_shown() -> str:
    """The day that is today at the moment shown."""
    if g.at is None:
        return today().isoformat()
    from web.dates import as_day
    from web.layout import moment_shown

    moment = moment_shown()
    return as_day(moment).isoformat() if moment else ""


def _usual(shown: Period, weeks: int) -> str:
    """The block of weeks with today in it; the first one when today is elsewhere."""
    at = today_shown()
    if not shown.first <= at <= shown.last:
        return shown.first
    past = (date.fromisoformat(at) - date.fromisoformat(shown.first)).days
    return (date.fromisoformat(shown.first) + timedelta(days=past // (7 * weeks) * 7 * weeks)).isoformat()


def _later(data: RosterData) -> frozenset[tuple[Id, str]]:
    found: frozenset[tuple[Id, str]] | None = data.remembered.get("later")
    if found is None:
        found = data.remembered["later"] = later_cells(g.views, data)
    return found


def _noticed(data: RosterData) -> frozenset[tuple[Id, str]]:
    """One's own cells that others changed, until one says that one saw them."""
    found = rows(
        g.views,
        f"SELECT date FROM rosters_notice WHERE person = ? AND team = ? AND {UNSEEN}",
        g.person, data.team,
    )  # fmt: skip
    return frozenset((g.person, day) for (day,) in found)
