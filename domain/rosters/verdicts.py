"""What the law, the cao, the team and the person say of a shift, with article, value and limit.

The rules of working time come from `domain/rosters/labour`; every other rule is one function in RULES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from domain.kernel import AMSTERDAM, Id, Refusal, Relations, parse_instant
from domain.rosters import refusals
from domain.rosters.demand import ShiftKind
from domain.rosters.labour import Rules, Verdict
from domain.rosters.lawful import PLAIN, Employment, brings, leaves, minute, rules_on

BY_AGREEMENT = "own-agreement"
"""Names, for who may not know more, every rule that counts for who is protected only."""


@dataclass(frozen=True, slots=True)
class Booking:
    """A shift in somebody's agenda: instants in UTC, the local day it belongs to, net minutes."""

    shift: Id
    start: str
    end: str
    kind: str
    day: str
    minutes: int
    sleeps: bool
    roster: Id
    team: Id

    @property
    def on_call(self) -> bool:
        """Whether it is being reachable, of which no minute is work."""
        return not self.minutes


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a verdict on one shift of one person needs."""

    wanted: Booking
    kind: ShiftKind
    person: Relations
    member: bool
    booked: Iterable[Booking] = ()
    """The person's other shifts, in all teams."""
    absent: Iterable[tuple[str, str]] = ()
    """First and last day of absences."""
    wishes: dict[str, str] = field(default_factory=dict)
    """`day:kind` or `day:` to want, rather_not or cannot."""
    limits: dict[str, object] = field(default_factory=dict)
    no_next: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each kind of the team: which may not follow it."""
    who: str = ""
    employment: Employment = PLAIN


def judge(case: Case, *, labour: bool = True) -> list[Verdict]:
    """All verdicts on the shift, the refused first; without `labour` those of the team and the person only."""
    found = [verdict for rule in RULES if labour or rule is not _labour for verdict in rule(case)]
    found.sort(key=lambda verdict: _ORDER[verdict.severity])
    return found


def require(case: Case) -> None:
    """Raises the sentence of the first verdict that refuses."""
    for verdict in judge(case):
        if verdict.severity == "refused":
            raise verdict.says


def require_joined(booked: Iterable[Booking], gone: Booking | None, who: Employment = PLAIN) -> None:
    """Raises what the law says when a sleep shift that is gone joined two others into one."""
    if gone is None or not gone.sleeps:
        return
    for verdict in leaves(booked, gone, who):
        if verdict.severity == "refused":
            raise verdict.says


_ORDER = {"refused": 0, "warned": 1, "noted": 2}


@lru_cache(4096)
def local_clock(instant: str) -> str:
    """`23:15`, on the wall in the Netherlands."""
    return parse_instant(instant).astimezone(AMSTERDAM).strftime("%H:%M")


def hours_text(minutes: int) -> str:
    """`7 uur en 45 minuten`."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} uur" + (f" en {rest} minuten" if rest else "")


def _membership(case: Case) -> Iterator[Verdict]:
    if not case.member:
        yield _verdict(case, "team-member", "refused", refusals.NotAMember(who=case.who or "Deze persoon"))


def _double(case: Case) -> Iterator[Verdict]:
    wanted = case.wanted
    for other in case.booked:
        if other.start < wanted.end and wanted.start < other.end:
            says = refusals.AlreadyBooked(start=local_clock(other.start), end=local_clock(other.end))
            yield _verdict(case, "agenda-double", "refused", says, since=other.start, until=other.end)


def _labour(case: Case) -> Iterator[Verdict]:
    """The law and the cao, by the rules of the day: what is new or worse through this shift."""
    absent = tuple(case.absent)
    who = case.employment if case.employment.absent == absent else replace(case.employment, absent=absent)
    for found in brings(case.booked, case.wanted, who):
        yield discreet(found, who, rules_on(case.wanted.day, who.decided))


def discreet(found: Verdict, who: Employment, rules: Rules) -> Verdict:
    """The verdict for who may not know why somebody is protected: that something was agreed, and no more."""
    rule = rules.rule(found.rule)
    if rule is None or rule.only is None or who.may_read(found):
        return found
    says = refusals.ProtectedByAgreement()
    return replace(found, rule=BY_AGREEMENT, article="", value=0, limit=0, says=says)


def _absence(case: Case) -> Iterator[Verdict]:
    if any(first <= case.wanted.day <= last for first, last in case.absent):
        yield _verdict(case, "agenda-absent", "refused", refusals.PersonAbsent())


def _competences(case: Case) -> Iterator[Verdict]:
    for code in case.kind.needs:
        if not case.person.competent(code, case.wanted.day):
            yield _verdict(case, "team-competence", "refused", refusals.CompetenceMissing(code=code))


def _succession(case: Case) -> Iterator[Verdict]:
    wanted = case.wanted
    around = {1: [wanted.kind, None], -1: [None, wanted.kind]}
    for other in case.booked:
        step = (date.fromisoformat(other.day) - date.fromisoformat(wanted.day)).days
        if step in around and other.team == wanted.team:
            first, second = around[step]
            first, second = first or other.kind, second or other.kind
            if second in case.no_next.get(first, ()):
                yield _verdict(case, "team-succession", "refused", refusals.MayNotFollow(kind=second, before=first))


def _wishes(case: Case) -> Iterator[Verdict]:
    levels = {case.wishes.get(f"{case.wanted.day}:"), case.wishes.get(f"{case.wanted.day}:{case.wanted.kind}")}
    if "cannot" in levels:
        yield _verdict(case, "wish-cannot", "warned", refusals.CannotThatDay())
    elif "rather_not" in levels:
        yield _verdict(case, "wish-rather-not", "noted", refusals.RatherNot())


def _limits(case: Case) -> Iterator[Verdict]:
    if not case.limits:
        return
    wanted, limits = case.wanted, case.limits
    period = [b for b in case.booked if b.roster == wanted.roster] + [wanted]
    of_kind = limits.get("max_shifts")
    if isinstance(of_kind, dict) and wanted.kind in of_kind:
        value = sum(b.kind == wanted.kind for b in period)
        if value > of_kind[wanted.kind]:
            says: Refusal = refusals.TooManyOfKind(kind=wanted.kind, limit=of_kind[wanted.kind], value=value)
            yield _verdict(case, "own-kind", "warned", says, value=value, limit=of_kind[wanted.kind])
    minutes = sum(b.minutes for b in period)
    for rule, value, refusal, shown in (
        ("max_minutes", minutes, refusals.TooManyMinutes, hours_text),
        ("max_run", _run(period, wanted.day), refusals.TooManyInARow, str),
        ("max_weekends", len({_weekend(b.day) for b in period} - {None}), refusals.TooManyWeekends, str),
    ):
        limit = limits.get(rule)
        if isinstance(limit, int) and value > limit and (rule != "max_weekends" or _weekend(wanted.day)):
            says = refusal(limit=shown(limit), value=shown(value))
            yield _verdict(case, f"own-{rule}", "warned", says, value=value, limit=limit)


def _run(period: Iterable[Booking], day: str) -> int:
    """How many days in a row are worked around a day."""
    days = {date.fromisoformat(b.day) for b in period}
    length, step = 1, timedelta(days=1)
    for direction in (step, -step):
        at = date.fromisoformat(day) + direction
        while at in days:
            length, at = length + 1, at + direction
    return length


def _weekend(day: str) -> str | None:
    """The Saturday of the weekend that a day is in."""
    at = date.fromisoformat(day)
    return (at - timedelta(days=at.weekday() - 5)).isoformat() if at.weekday() >= 5 else None


def _verdict(
    case: Case,
    rule: str,
    severity: str,
    says: Refusal,
    *,
    article: str = "",
    value: int = 0,
    limit: int = 0,
    since: str | None = None,
    until: str | None = None,
) -> Verdict:
    begin, end = since or case.wanted.start, until or case.wanted.end
    return Verdict(rule, article, severity, value, limit, minute(begin), minute(end), says)


RULES: tuple[Callable[[Case], Iterator[Verdict]], ...] = (
    _membership,
    _double,
    _labour,
    _absence,
    _competences,
    _succession,
    _wishes,
    _limits,
)
