"""From a nurse-rostering file to a roster that a woongroep can plan: days get dates, kinds get times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.kernel import Id, id_of, today
from domain.people.person import Limits
from domain.policies import Hire, RosterImport
from domain.rosters import ShiftKind
from domain.rosters.demand import clock_text
from domain.rosters.instance import Instance, InstanceStaff
from domain.rosters.succession import start_times

_DAY = timedelta(days=1)
MOST_CONTRACT = 48 * 60


@dataclass(frozen=True, slots=True)
class Into:
    """Where the file goes: the team (perhaps new), the first day, and who plans a new team (None: the file's first)."""

    team: Id
    team_name: str
    new: bool
    first: date
    planner: Id | None = None


def roster_import(instance: Instance, into: Into, times: Mapping[str, int]) -> RosterImport:
    """What the file comes to; `times` are the starts that were chosen, the others follow the order of succession."""
    persons = {id: staff_id(into.team, id) for id in instance.staff}
    starts = start_times(instance.shifts) | dict(times)
    return RosterImport(
        team=into.team,
        team_name=into.team_name,
        first=into.first.isoformat(),
        weeks=-(-instance.horizon // 7),
        hires=tuple(_hires(instance, into, persons)),
        kinds=tuple((_kind(instance, code, start), f"Dienst {code}") for code, start in starts.items()),
        demand={(code, _iso(into, day)): least for (day, code), least in sorted(instance.cover.items())},
        absences=tuple(_absences(instance, into, persons)),
        wishes=tuple(_wishes(instance, into, persons)),
        planner=into.planner if into.new else None,
    )


def staff_id(team: Id, id: str) -> Id:
    """The person that a file means by an ID: the same in each file for the same team."""
    return id_of(team, "staff", id)


def place_of(start: int) -> str:
    """Where in the day a kind stands, which gives it its colour."""
    hour = start // 60
    if 4 <= hour < 9:
        return "V"
    if 9 <= hour < 13:
        return "D"
    return "L" if 13 <= hour < 20 else "N"


def told(plan: RosterImport, *, new: bool) -> Iterator[str]:
    """What would be done, in lines."""
    persons = {hire.person: hire.name for hire in plan.hires}
    rosters = ", ".join(f"{first} ({weeks} weeks)" for first, weeks in plan.periods())
    yield f"Woongroep {plan.team_name}: {'new' if new else 'is there already'}. Roster from {rosters}."
    if len(plan.periods()) > 1:
        yield "A roster is at most 8 weeks long; personal limits hold for each roster."
    for kind, _ in plan.kinds:
        after = f", not followed by {' or '.join(kind.no_next)}" if kind.no_next else ""
        yield f"Shift {kind.code}: {' to '.join(kind.clock())}{after}"
    planners = [hire.name for hire in plan.hires if "planner" in hire.roles]
    yield f"{len(persons)} people" + (f", {planners[0]} plans" if planners else "")
    yield (
        f"{len(plan.absences)} times off, {len(plan.wishes)} wishes, "
        f"{sum(plan.demand.values())} shifts wanted on {len({day for _, day in plan.demand})} days"
    )


def as_json(plan: RosterImport) -> dict[str, object]:
    """What would be done, for machines."""
    return {
        "team": plan.team_name,
        "team_id": plan.team,
        "from": plan.first,
        "to": (date.fromisoformat(plan.first) + timedelta(weeks=plan.weeks) - _DAY).isoformat(),
        "rosters": [{"first": first, "weeks": weeks} for first, weeks in plan.periods()],
        "kinds": [
            {
                "code": kind.code,
                "start": clock_text(kind.start),
                "end": kind.clock()[1],
                "minutes": kind.minutes,
                "no_next": list(kind.no_next),
            }
            for kind, _ in plan.kinds
        ],
        "people": len(plan.hires),
        "absences": len(plan.absences),
        "wishes": len(plan.wishes),
        "demand": sum(plan.demand.values()),
    }


def _kind(instance: Instance, code: str, start: int) -> ShiftKind:
    shift = instance.shifts[code]
    return ShiftKind(code, place_of(start), start, shift.minutes, 0, (), shift.no_next)


def _hires(instance: Instance, into: Into, persons: Mapping[str, Id]) -> Iterator[Hire]:
    since = min(today(), into.first).isoformat()
    weeks = -(-instance.horizon // 7)
    for n, staff in enumerate(instance.staff.values()):
        plans = into.new and into.planner is None and n == 0
        yield Hire(
            persons[staff.id],
            f"Medewerker {staff.id}",
            since=since,
            minutes_per_week=min(MOST_CONTRACT, (staff.min_minutes + staff.max_minutes) // 2 // weeks),
            roles=("planner",) if plans else (),
            limits=_limits(staff),
        )


def _limits(staff: InstanceStaff) -> Limits:
    return {
        "max_shifts": dict(staff.max_shifts),
        "max_minutes": staff.max_minutes,
        "min_minutes": staff.min_minutes,
        "max_run": staff.max_run,
        "min_run": staff.min_run,
        "min_off": staff.min_off,
        "max_weekends": staff.max_weekends,
    }


def _absences(instance: Instance, into: Into, persons: Mapping[str, Id]) -> Iterator[tuple[Id, str, str, Id]]:
    for id, days in instance.days_off.items():
        for first, last in _runs(sorted(days)):
            begin = _iso(into, first)
            yield persons[id], begin, _iso(into, last), id_of(persons[id], "day off", begin)


def _runs(days: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Days next to each other are one absence."""
    run: list[int] = []
    for day in days:
        if run and day != run[-1] + 1:
            yield run[0], run[-1]
            run = []
        run.append(day)
    if run:
        yield run[0], run[-1]


def _wishes(instance: Instance, into: Into, persons: Mapping[str, Id]) -> Iterator[tuple[Id, str, str, str, int]]:
    for level, requests in (("want", instance.on_requests), ("rather_not", instance.off_requests)):
        for wish in requests:
            yield persons[wish.staff], _iso(into, wish.day), wish.shift, level, wish.weight


def _iso(into: Into, day: int) -> str:
    return (into.first + day * _DAY).isoformat()
