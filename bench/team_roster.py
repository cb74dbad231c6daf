"""Rosters for a real team: 12 and 30 carers over 28 days with early, late, night and sleep shifts and a year behind."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.rosters.engine.team.answer import Alternative, Progress
from domain.rosters.engine.team.conflict import conflict
from domain.rosters.engine.team.explain import Explainer
from domain.rosters.engine.team.judge import Judge
from domain.rosters.engine.team.problem import Carer, Competence, Limits, Problem, Slot, Span, Stretch, Wish
from domain.rosters.engine.team.propose import propose
from domain.rosters.engine.team.replan import replan

HERE, UTC = ZoneInfo("Europe/Amsterdam"), ZoneInfo("UTC")
FIRST = date(2026, 3, 2)
DAYS, HISTORY = 28, 364
# Begin on the wall, hours, net minutes, nature. A late, a sleep and an early shift adjoin.
KINDS = {
    "V": ("07:00", 8, 450, "work"),
    "L": ("15:00", 8, 450, "work"),
    "N": ("23:00", 8, 480, "work"),
    "S": ("23:00", 8, 480, "sleep"),
}
CONTRACTS = (16, 20, 24, 24, 24, 28, 28, 28, 32, 32, 32, 36)
PATTERN = "VVLL---" + "-NN--VV"


def times(day: date, kind: str) -> tuple[str, str, str, str]:
    """The instants of a shift, and its times on the wall."""
    clock, hours, _, _ = KINDS[kind]
    begin = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=HERE)
    end = begin + timedelta(hours=hours)
    start, until = (moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ") for moment in (begin, end))
    return start, until, clock, end.strftime("%H:%M")


def slots(wanted: dict[str, int], first: date = FIRST, days: int = DAYS) -> Iterator[Slot]:
    """So many of each kind on each day; early and late ask for who may give medicines."""
    for number in range(days):
        day = first + timedelta(days=number)
        for kind, count in wanted.items():
            start, end, local_start, local_end = times(day, kind)
            _, _, minutes, nature = KINDS[kind]
            needs = ("medicatie",) if kind in "VL" else ()
            for n in range(count):
                yield Slot(f"{day}-{kind}{n}", day.isoformat(), kind, kind, start, end, local_start, local_end, minutes,
                           nature, needs)  # fmt: skip


def history(number: int, first: date = FIRST) -> Iterator[Stretch]:
    """A year of a pattern of two weeks, with every other weekend off."""
    for back in range(HISTORY, 0, -1):
        day = first - timedelta(days=back)
        kind = PATTERN[(day.toordinal() - 1 + 7 * (number % 2)) % 14]
        if kind != "-":
            start, end, _, _ = times(day, kind)
            yield Stretch(start, end, "work", 30 if kind != "N" else 0, day.isoformat(), kind)


def carers(count: int, seed: int = 1, first: date = FIRST, days: int = DAYS) -> Iterator[Carer]:
    """Carers with wishes, some leave, and a competence that two of twelve lack."""
    rng = random.Random(seed)
    for number in range(count):
        hours = CONTRACTS[number % len(CONTRACTS)]
        dates = [(first + timedelta(days=day)).isoformat() for day in rng.sample(range(days), 8)]
        levels = ["want", "want", "want", "rather_not", "rather_not", "rather_not", "cannot", "want"]
        wishes = tuple(
            Wish(day, rng.choice((None, "V", "L", "N")), level, 1, at in (0, 3))
            for at, (day, level) in enumerate(zip(dates, levels, strict=True))
        )
        away = first + timedelta(days=7 * (number % 4))
        absences = (Span(away.isoformat(), (away + timedelta(days=4)).isoformat()),) if number % 6 == 5 else ()
        able = () if number % 6 == 2 else (Competence("medicatie", Span("2020-01-01")),)
        yield Carer(
            f"carer{number:02d}", hours * 60 * days // 7 - (hours * 60 * len(absences)), hours * 60, competences=able,
            absences=absences, wishes=wishes, limits=Limits(max_run=5 if number % 3 else 6),
            carried=rng.uniform(-4, 4), elsewhere=tuple(history(number, first)),
        )  # fmt: skip


def problem(count: int, seed: int = 1) -> Problem:
    """A team of twelve, or so many times two and a half as large."""
    wanted = {"V": 2, "L": 2, "N": 1, "S": 1} if count < 20 else {"V": 5, "L": 5, "N": 3, "S": 2}
    last = FIRST + timedelta(days=DAYS - 1)
    return Problem("team", FIRST.isoformat(), last.isoformat(), tuple(slots(wanted)), tuple(carers(count, seed)))


class Watch:
    """Wall and CPU seconds since it began."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def read(self) -> dict[str, float]:
        """Both, to the hundredth."""
        wall, cpu = time.perf_counter() - self.wall, time.process_time() - self.cpu
        return {"wall": round(wall, 2), "cpu": round(cpu, 2)}


def measure(count: int, seconds: float) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """When there was a first roster in which everybody had a turn, when nothing was open, and what came of it."""
    asked = problem(count)
    when: dict[str, Any] = {}
    watch, told = Watch(), 0

    def hear(progress: Progress) -> None:
        nonlocal told
        told += 1
        if told == count:
            when["first_lawful_s"] = watch.read()
        if progress.open == 0:
            when.setdefault("all_filled_s", watch.read())

    made = propose(asked, seconds, report=hear)
    when["carers"], when["shifts"], when["seconds_given"] = count, len(asked.slots), seconds
    judge = Judge(asked)
    when["refused_by_the_checker"] = sum(len(_refused(judge, asked, one)) for one in made)
    return when | _explained(asked, made[0]), [{"carers": count, **_row(one)} for one in made]


def _refused(judge: Judge, asked: Problem, made: Alternative) -> list[str]:
    who = made.who()
    return [c.id for c in asked.carers if judge.refused(c.id, [slot for slot in who if who[slot] == c.id])]


def _row(made: Alternative) -> dict[str, Any]:
    totals = made.totals
    return {
        "aim": made.aim, "open": totals.open, "points_apart": totals.points_apart,
        "wishes_met": f"{totals.wishes_met} of {totals.wishes_made}",
        "jokers_met": f"{totals.jokers_met} of {totals.jokers_made}",
        "hours_from_contract": round(totals.minutes_off / 60),
    }  # fmt: skip


def _explained(asked: Problem, made: Alternative) -> dict[str, Any]:
    """The slowest of ten explanations from nothing, a conflict, and what a carer who is ill changes."""
    slowest = 0.0
    for slot, _ in made.assignments[:: len(made.assignments) // 10]:
        watch = Watch()
        Explainer(asked, made).why(slot)
        slowest = max(slowest, watch.read()["wall"])
    watch = Watch()
    same_day = [slot.id for slot in asked.slots if slot.date == asked.slots[0].date]
    conflict(asked, same_day, made)
    found: dict[str, Any] = {"explained_s": {"wall": slowest}, "conflict_s": watch.read()}
    ill = made.assignments[len(made.assignments) // 2][1]
    middle = FIRST + timedelta(days=DAYS // 2)
    away = Span(middle.isoformat(), (middle + timedelta(days=2)).isoformat())
    carers_now = tuple(_now(carer, ill, away) for carer in asked.carers)
    again = Problem(
        asked.team, asked.first, asked.last, asked.slots, carers_now, frozen=f"{middle - timedelta(days=1)}T05:30Z"
    )
    lost = sum(asked.slot(slot).date in _days(away) for slot, who in made.assignments if who == ill)
    replanned = replan(again, made.assignments, 5)
    return found | {
        "ill_for_three_days": {"lost": lost, "changed": replanned.totals.changed, "open": replanned.totals.open}
    }


def _now(carer: Carer, ill: str, away: Span) -> Carer:
    absences = (*carer.absences, away) if carer.id == ill else carer.absences
    return replace(carer, absences=absences, off_days=int(carer.id[-2:]) % 2 == 0)


def _days(span: Span) -> set[str]:
    first, last = date.fromisoformat(span.first), date.fromisoformat(str(span.last))
    return {(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)}


def run(seconds: int = 60) -> dict[str, Any]:
    """Both teams; the limits are those of the twelve, in seconds on the wall."""
    load = round(os.getloadavg()[0], 1)
    twelve, rows = measure(12, seconds)
    thirty, more = measure(30, seconds)
    return {
        "load_before": load, "twelve": twelve, "thirty": thirty, "alternatives": rows + more,
        "limit": {"twelve_first_lawful_s_wall": 1, "twelve_all_filled_s_wall": 10, "twelve_explained_s_wall": 1},
    }  # fmt: skip
