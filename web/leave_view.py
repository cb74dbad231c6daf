"""What the pages of leave show: balances before and after, each day with its effect on cover, and requests in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from flask import g, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from domain.kernel import Id, InvalidInput, Refusal, read_id
from domain.rosters.desk import clean_day
from domain.rosters.leave import Balance, Lot, Request, leave_kinds
from domain.rosters.leave.refusals import LeaveHoursUnreadable, LeaveKindUnknown, LeaveOverlaps, LeaveUnreadable
from domain.rosters.leave.service import FURTHEST, LONGEST, kind_of_leave
from projections.leave import Asked, requests_by, written_to
from projections.leave_cover import DayCover, cover_of
from projections.leave_now import balance_of, day_costs, days_between
from web.acts import allowed
from web.language import tr
from web.layout import my_teams
from web.shown import instant_of, shown_day, shown_now
from web.team_words import minutes_of

KINDS = {
    "holiday": _l("Vakantie, eerst wat het eerst vervalt"),
    "statutory": _l("Wettelijk verlof"),
    "above": _l("Bovenwettelijk verlof"),
    "special": _l("Bijzonder verlof, kost geen saldo"),
    "unpaid": _l("Onbetaald verlof, kost geen saldo en bouwt niets op"),
    "parental": _l("Ouderschapsverlof zonder loon, bouwt niets op"),
    "benefit": _l("Ouderschapsverlof met uitkering, eerste levensjaar"),
}
BALANCE_WORDS = {"statutory": _l("Wettelijk"), "above": _l("Bovenwettelijk")}
STATES = {
    "asked": _l("wacht op het team"),
    "granted": _l("gegeven"),
    "declined": _l("niet gegeven"),
    "withdrawn": _l("ingetrokken"),
}


@dataclass(frozen=True, slots=True)
class LotLine:
    """Rights of one balance and year: what there was, what is left, and what would be left."""

    lot: Lot
    word: str
    before: int
    after: int
    over: bool
    """Whether its last day has passed."""
    fact: int | None
    """The fact that wrote it; None: the contract gives it."""


@dataclass(slots=True)
class Wanted:
    """What somebody thinks of asking, as it stands in the address."""

    team: Id | None
    first: str = ""
    last: str = ""
    kind: str = ""
    per_day: int | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether its effect can be shown."""
        return bool(self.team and self.first and self.last) and not self.errors


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days one after another of which the same is told."""

    first: str
    last: str
    says: DayCover


@dataclass(frozen=True, slots=True)
class Effect:
    """What leave takes, leaves and does."""

    days: dict[str, int]
    lots: list[LotLine]
    below: int
    """Minutes more below nothing than without it."""
    cover: list[DayCover]
    elsewhere: tuple[Id, ...]
    """Other teams in which a shift stands in the way."""

    @property
    def minutes(self) -> int:
        """What it takes altogether."""
        return sum(self.days.values())

    @property
    def told(self) -> list[Stretch]:
        """The days of which there is something to tell; those of which it is the same, one after another, together."""
        found: list[Stretch] = []
        for day in self.cover:
            if day.quiet:
                continue
            last = found[-1] if found else None
            if last and last.last == day_before(day.day) and last.says.alike(day):
                found[-1] = Stretch(last.first, day.day, last.says)
            else:
                found.append(Stretch(day.day, day.day, day))
        return found

    @property
    def quiet(self) -> int:
        """Of how many days there is nothing to tell."""
        return sum(day.quiet for day in self.cover)

    @property
    def opened(self) -> int:
        """How many shifts would come open."""
        return sum(len(day.inside) for day in self.cover)


def day_before(day: str) -> str:
    """The day before."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def teams_to_ask() -> list[Id]:
    """Where the person works today."""
    return [team for team in my_teams() if allowed("rosters.ask_leave", team)]


def wanted_of(args: MultiDict[str, str], teams: list[Id]) -> Wanted:
    """What the address asks for, with a sentence beside each field that cannot be read."""
    wanted = Wanted(_team(args, teams), kind=args.get("kind", "") or next(iter(leave_kinds())))
    if not args.get("first"):
        return wanted
    for name in ("first", "last"):
        try:
            setattr(wanted, name, clean_day(args.get(name) or args.get("first", "")))
        except InvalidInput as refusal:
            wanted.errors[name] = tr(refusal)
    if wanted.kind not in leave_kinds():
        wanted.errors["kind"] = tr(LeaveKindUnknown())
    if hours := args.get("hours", "").strip():
        try:
            wanted.per_day = minutes_of(hours)
        except Refusal:
            wanted.per_day = 0
        if not 15 <= wanted.per_day <= 12 * 60:
            wanted.errors["hours"] = tr(LeaveHoursUnreadable())
    if not wanted.errors:
        _check(wanted)
    return wanted


def _check(wanted: Wanted) -> None:
    if not shown_day().isoformat() <= wanted.first <= (shown_day() + FURTHEST).isoformat():
        wanted.errors["first"] = tr(LeaveUnreadable())
    elif not wanted.first <= wanted.last or len(days_between(wanted.first, wanted.last)) > LONGEST:
        wanted.errors["last"] = tr(LeaveUnreadable())
    elif any(
        one.state in ("asked", "granted") and one.request().meets(wanted.first, wanted.last)
        for one in requests_by(g.views, g.person)
    ):
        wanted.errors["first"] = tr(LeaveOverlaps())


def _team(args: MultiDict[str, str], teams: list[Id]) -> Id | None:
    try:
        asked = read_id(args.get("team", ""))
    except ValueError:
        asked = ""
    return asked if asked in teams else teams[0] if teams else None


def effect_of_wanted(wanted: Wanted) -> Effect:
    """What asking this would do."""
    moment = instant_of(shown_now())
    days = day_costs(g.views, g.person, wanted.team or "", wanted.first, wanted.last, wanted.per_day, moment)
    request = Request("", wanted.team or "", wanted.first, wanted.last, days, wanted.per_day, "", "asked", 0)
    return _effect(g.person, request, leave_kinds()[wanted.kind].code, ("granted", "asked"))


def effect_of_asked(asked: Asked) -> Effect:
    """What granting this would do, as it is at the page's moment."""
    moment = instant_of(shown_now())
    days = day_costs(g.views, asked.person, asked.team, asked.first, asked.last, asked.per_day, moment)
    request = Request(
        asked.id, asked.team, asked.first, asked.last, days, asked.per_day, asked.kind, asked.state, asked.overdrawn
    )
    return _effect(asked.person, request, kind_code(asked), ("granted",))


def _effect(person: Id, request: Request, kind: str, states: tuple[str, ...]) -> Effect:
    year, vault = max(shown_day().year, int(request.last[:4])), g.house.vault
    before = balance_of(g.views, vault, person, g.position, year, states=states, but=request.id)
    also = ((request, leave_kinds()[kind]),)
    after = balance_of(g.views, vault, person, g.position, year, states=states, but=request.id, also=also)
    moment = instant_of(shown_now())
    cover = cover_of(g.views, request.team, person, request.first, request.last, moment, but=request.id)
    elsewhere = dict.fromkeys(one.team for day in cover for one in day.inside if one.team != request.team)
    return Effect(request.days, lot_lines(person, before, after), after.short - before.short, cover, tuple(elsewhere))


def lot_lines(person: Id, before: Balance, after: Balance | None = None) -> list[LotLine]:
    """The rights that can still be used, and those that ended with something left."""
    today, facts = shown_day().isoformat(), {one.credit.id: one.position for one in written_to(g.views, person)}
    lines = []
    for at, lot in enumerate(before.lots):
        word = f"{BALANCE_WORDS[lot.balance]} {lot.year}"
        fact = facts.get(lot.credit) if lot.credit else None
        left = before.left[at]
        line = LotLine(lot, word, left, after.left[at] if after else left, lot.until < today, fact)
        if lot.until >= today or left:
            lines.append(line)
    return lines


def balance_now(person: Id) -> Balance:
    """What is left this year, requests that wait included."""
    return balance_of(g.views, g.house.vault, person, g.position, shown_day().year)


def kind_code(asked: Asked) -> str:
    """What kind of leave it is."""
    return kind_of_leave(g.house.vault.open_packed(asked.kind)).code


def kind_word(code: str) -> str:
    """A kind of leave in words."""
    return str(KINDS[code])


def leave_state(state: str) -> str:
    """Where a request stands."""
    return str(STATES[state])


def may_decide(asked: Asked) -> bool:
    """Whether the person who looks decides on it: who plans, and on who plans alone a colleague."""
    role = allowed("rosters.decide_leave", asked.team)
    if not role or asked.person == g.person or asked.state != "asked" or g.at is not None:
        return False
    if role.role != "member":  # type: ignore[union-attr]
        return True
    day = shown_day().isoformat()
    planners = g.views.execute(
        "SELECT 1 FROM teams_relation WHERE team = ? AND role = 'planner' AND person <> ? AND since_day <= ? "
        "AND (until_day IS NULL OR until_day >= ?)",
        (asked.team, asked.person, day, day),
    ).fetchone()
    return planners is None


def may_read(asked: Asked) -> bool:
    """Whether the person who looks reads what kind of leave it is and what it does to the balance: that is personal."""
    return g.person in (asked.person, asked.decider) or may_decide(asked)


def page_of_leave(asked: Asked) -> str:
    """The page of a request."""
    return url_for("leave.show", team=asked.team, leave=asked.id)
