"""The day of care in words: who works now, who comes, who went home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from flask import g

from domain.kernel import AMSTERDAM, Id, parse_instant
from projections.today import CareDay, Working, care_day, in_day, working
from web.acts import allowed
from web.dates import clock, day_long, day_month, weekday_long
from web.say import say as _
from web.shown import instant_of
from web.teller import Teller, day_text

_SOON = timedelta(minutes=30)


@dataclass(slots=True)
class Third:
    """One of the three places of the day."""

    place: str
    code: str
    name: str
    state: str = ""
    until: str = ""
    names: list[str] = field(default_factory=list)
    open: int = 0
    """How many shifts here have nobody."""
    foot: list[str] = field(default_factory=list)
    done: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """The whole day."""

    title: str
    greeting: str
    thirds: list[Third]
    now: str
    fraction: float
    rostered: bool
    """Whether anything is planned in it."""


def band(team: Id, moment: datetime, tells: Teller) -> Band:
    """The day of care that a moment is in."""
    day, text = care_day(moment), instant_of(moment)
    found = working(g.views, team, day, drafts=bool(allowed("rosters.plan_shift", team)))
    thirds = [_third(place, index, found, day, text, team, tells) for index, place in enumerate("VLN")]
    _beside(thirds, found, day, text, tells)
    return Band(
        title=_title(day, moment),
        greeting=_greeting(team, found, moment, tells),
        thirds=thirds,
        now=clock(moment),
        fraction=day.fraction(text),
        rostered=bool(found),
    )


def _title(day: CareDay, moment: datetime) -> str:
    calendar = moment.astimezone(AMSTERDAM).date()
    if calendar.isoformat() == day.day:
        return _capital(day_long(day.day))
    return _("Nacht van {evening} op {morning}").format(
        evening=f"{weekday_long(day.day)} {date.fromisoformat(day.day).day}",
        morning=f"{weekday_long(calendar)} {day_month(calendar)}",
    )


def _third(
    place: str, index: int, found: Sequence[Working], day: CareDay, moment: str, team: Id, tells: Teller
) -> Third:
    here = _here(place, found, day)
    code, name = _kind(place, here, team, tells)
    third = Third(place, code, name, done=moment >= day.bounds[index + 1])
    if not here:
        return third
    usual = Counter((shift.start, shift.end) for shift in here).most_common(1)[0][0]
    third.state, third.until = _state(usual, moment), clock(usual[1])
    for shift in sorted(here, key=lambda shift: shift.person != g.person):
        if shift.person is None:
            third.open += 1
            continue
        name = _name(shift, tells)
        third.names.append(name)
        if (shift.start, shift.end) != usual:
            third.foot.append(
                _("{who}: {start} tot {end}.").format(who=name, start=clock(shift.start), end=clock(shift.end))
            )
    return third


def _here(place: str, found: Sequence[Working], day: CareDay) -> list[Working]:
    """The shifts of a third; a home where people only sleep at night shows the sleep shift in the last one."""
    inside = [shift for shift in found if in_day(shift, day)]
    here = [shift for shift in inside if shift.place == place]
    return here or [shift for shift in inside if shift.place == "S" and place == "N"]


def _kind(place: str, here: Sequence[Working], team: Id, tells: Teller) -> tuple[str, str]:
    if here:
        code, packed = Counter((shift.kind, shift.kind_name) for shift in here).most_common(1)[0][0]
        return code, tells.opened(packed) if packed else code
    row = g.views.execute(
        "SELECT code, name FROM rosters_kind WHERE team = ? AND place = ? ORDER BY start LIMIT 1", (team, place)
    ).fetchone()
    usual = {"V": _("Vroeg"), "L": _("Laat"), "N": _("Nacht")}
    return (row[0], tells.opened(row[1])) if row else (place, usual[place])


def _state(usual: tuple[str, str], moment: str) -> str:
    """What a shift is doing at a moment."""
    start, end = (parse_instant(text) for text in usual)
    at = parse_instant(moment)
    if at >= end:
        return _("is naar huis")
    if end - at <= _SOON:
        return _("gaat zo naar huis")
    if at >= start:
        return _("nu")
    if start - at <= _SOON:
        return _("begint zo")
    hour = start.astimezone(AMSTERDAM).hour
    return _("vanochtend") if 5 <= hour < 12 else _("vanmiddag") if 12 <= hour < 18 else _("vanavond")


def _beside(thirds: list[Third], found: Sequence[Working], day: CareDay, moment: str, tells: Teller) -> None:
    """Day and sleep shifts, and who is left over from the night before, in sentences under the thirds."""
    for shift in found:
        name = _name(shift, tells) if shift.person else _("Nog niemand")
        if not in_day(shift, day) and (shift.place != "A" or shift.end <= moment):
            if shift.end > moment and shift.person:
                thirds[0].foot.append(_("{who} blijft tot {end}.").format(who=name, end=clock(shift.end)))
        elif shift.place in ("D", "A") or (shift.place == "S" and shift not in _here("N", found, day)):
            at = thirds[2] if shift.place == "S" else thirds[day.third_of(shift.start)]
            kind = tells.opened(shift.kind_name) if shift.kind_name else shift.kind
            says = _("{kind}: {who}, {start}–{end}.")
            at.foot.append(says.format(kind=kind, who=name, start=clock(shift.start), end=clock(shift.end)))


def _name(shift: Working, tells: Teller) -> str:
    if shift.person == g.person:
        return _("Jij")
    return tells.person(shift.person)


def _greeting(team: Id, found: Sequence[Working], moment: datetime, tells: Teller) -> str:
    name = tells.person(g.person).split(" ")[0]
    text = instant_of(moment)
    hello = _("Dag {name}.").format(name=name)
    mine = [shift for shift in found if shift.person == g.person and shift.end > text]
    if mine:
        first = mine[0]
        kind = tells.kind(team, first.kind, g.position)
        away = parse_instant(first.start) - moment
        if abs(away) <= timedelta(minutes=15):
            return f"{hello} " + _("Je {kind} begint nu.").format(kind=kind)
        if first.start > text:
            return f"{hello} " + _("Je {kind} begint om {time}.").format(kind=kind, time=clock(first.start))
        return f"{hello} " + _("Je {kind} duurt tot {time}.").format(kind=kind, time=clock(first.end))
    following = g.views.execute(
        "SELECT s.date, s.kind, s.team, s.start FROM rosters_shift s JOIN rosters_roster r USING (roster) "
        "WHERE s.person = ? AND s.date >= ? AND s.start > ? AND r.state <> 'drafted' ORDER BY s.date, s.start LIMIT 1",
        (g.person, moment.astimezone(AMSTERDAM).date().isoformat(), text),
    ).fetchone()
    if following is None:
        return hello
    kind = tells.kind(following["team"], following["kind"], g.position)
    says = _("Je werkt weer op {day}: {kind} om {time}.")
    return f"{hello} " + says.format(day=day_text(following["date"]), kind=kind, time=clock(following["start"]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
