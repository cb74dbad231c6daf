"""What a day asks of the person who looks: swaps, changes, hours, and for who plans the roster's loose ends."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from flask import g, url_for

from domain.kernel import Id, parse_instant
from domain.rosters import Verdict
from projections.asks import Asked, waiting_for
from projections.roster_page import period
from projections.roster_shapes import Period, Shift
from projections.roster_sheet import Checker
from projections.today import (
    Notice,
    Proposal,
    contract_in,
    disowned_lately,
    minutes_in,
    my_checker,
    notices,
    open_shifts,
    opened_by_absence,
    proposals_to,
    unpublished,
    without_hours,
)
from projections.trail_entries import read_facts
from web.acts import allowed
from web.candidates_told import duty_today
from web.language import language, tr
from web.roster_days import span_title
from web.rounds_view import to_rounds, wishes_first
from web.say import say as _
from web.sentences import sentence
from web.shown import instant_of, shown_day
from web.teller import Teller, day_text, hours_text

_HOURS_SHOWN = 3
_OPEN_SHOWN = 6
_JUDGED = 30


@dataclass(frozen=True, slots=True)
class Measure:
    """Who judges a roster's shifts for the person, and what the person works in its period."""

    checker: Checker
    period: Period
    minutes: int
    contract: int


Checkers = dict[Id, Measure | None]
"""By roster."""


@dataclass(frozen=True, slots=True)
class Do:
    """A button: where it posts (or leads, without `posts`), what it says, and the fields it sends."""

    to: str
    word: str
    main: bool = False
    posts: bool = True
    fields: tuple[tuple[str, str], ...] = ()
    about: str = ""
    """What the button is about, for who hears it without its row."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that waits for the person."""

    title: str
    small: str
    buttons: tuple[Do, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """An open or offered shift, and whether it fits who looks."""

    shift: Id
    code: str
    place: str
    offered: bool
    title: str
    small: str
    button: Do | None


def asks(team: Id, moment: datetime, tells: Teller) -> list[Ask]:
    """What waits for the person in this team, the most urgent first."""
    if g.person is None:
        return []
    text = instant_of(moment)
    found = [_question(one, tells) for one in waiting_for(g.views, g.person, text)]
    found += [_proposal(team, one, tells) for one in proposals_to(g.views, team, g.person)]
    seen = notices(g.views, g.person)
    found += _notices(team, seen, tells)
    if allowed("rosters.record_hours", team):
        found += _hours(team, text, tells)
    if allowed("rosters.change_state", team) or (allowed("rosters.seek_replacement", team) and duty_today(team)):
        found += _away(team, text, tells)
    if allowed("rosters.change_state", team):
        found += _planning(team, moment, text, tells)
    if found and found[0].buttons[0].posts:
        first = found[0]
        found[0] = replace(first, buttons=(replace(first.buttons[0], main=True), *first.buttons[1:]))
    return found


def offers(team: Id, moment: datetime, tells: Teller) -> tuple[list[Offer], int]:
    """Open and offered shifts to come, what fits first, and how many more there are than are shown."""
    drafts = bool(allowed("rosters.plan_shift", team))
    found = open_shifts(g.views, team, g.person, instant_of(moment), drafts=drafts)
    takes = bool(allowed("rosters.take_shift", team))
    alike = Counter(_cell(shift) for shift in found)
    first = {_cell(shift): shift for shift in reversed(found)}
    cells = sorted(first.items(), key=lambda item: item[1].start)
    checkers: Checkers | None = {} if takes else None
    judged = [_offer(team, shift, tells, checkers, alike[cell]) for cell, shift in cells[:_JUDGED]]
    judged.sort(key=lambda offer: offer.button is None or not offer.button.posts)
    return _one_green(judged[:_OPEN_SHOWN]), max(len(cells) - _OPEN_SHOWN, 0)


def _one_green(offers: list[Offer]) -> list[Offer]:
    """A part has one main button: that of the first that fits."""
    if not offers or offers[0].button is None or not offers[0].button.posts:
        return offers
    return [replace(offers[0], button=replace(offers[0].button, main=True)), *offers[1:]]


def _cell(shift: Shift) -> tuple[str, str, Id]:
    """Open shifts of a kind on a day are one offer; what a colleague offers stands by itself."""
    return shift.date, shift.kind, shift.shift if shift.person else ""


def refused(verdicts: list[Verdict]) -> str | None:
    """The first sentence that refuses."""
    return next((tr(verdict.says) for verdict in verdicts if verdict.severity == "refused"), None)


def _question(one: Asked, tells: Teller) -> Ask:
    """An open shift that somebody asks the person to take, in whatever team."""
    shift = tells.shift(one.shift, g.position)
    day = day_text(shift.date) if shift else ""
    kind = tells.kind(one.team, shift.kind, g.position) if shift else _("dienst")
    title = _("Kun jij de {kind} van {day} werken?").format(kind=kind, day=day)
    small = _("{who} vraagt het, voor {team}.").format(who=tells.person(one.asked_by), team=tells.team(one.team))
    return Ask(title, small, (Do(url_for("asks.show", ask=one.ask), _("Antwoord"), posts=False, about=title),))


def _proposal(team: Id, one: Proposal, tells: Teller) -> Ask:
    giving = tells.kind(team, one.giving_kind, g.position)
    wanting = tells.kind(team, one.wanting_kind, g.position)
    who = tells.person(one.asker)
    return Ask(
        title=_("{who} wil ruilen").format(who=who),
        small=_("Jij krijgt de {kind} van {day} en geeft de {kind2} van {day2}.").format(
            kind=giving, day=day_text(one.giving_day), kind2=wanting, day2=day_text(one.wanting_day)
        ),
        buttons=(
            Do(_to("today.swap_shift", team, one.roster, swap=one.swap), _("Ruil"), about=who),
            Do(_to("today.end_swap", team, one.roster, swap=one.swap), _("Liever niet"), about=who),
        ),
    )


def _notices(team: Id, seen: list[Notice], tells: Teller) -> list[Ask]:
    if not seen:
        return []
    says = {
        "gained": _("Jij werkt nu de {kind} van {day}."),
        "lost": _("De {kind} van {day} is niet meer van jou."),
        "moved": _("Je dienst is nu de {kind} van {day}, {start}–{end}."),
    }
    lines = [
        says[one.what].format(
            kind=tells.kind(one.team, one.kind, g.position),
            day=day_text(one.date),
            start=one.local_start,
            end=one.local_end,
        )  # fmt: skip
        for one in seen
    ]
    seen_until = (("until", str(max(one.position for one in seen))),)
    to = url_for("today.see_changes", team=team)
    return [Ask(_("Jouw rooster is veranderd"), " ".join(lines), (Do(to, _("Gezien"), fields=seen_until),))]


def _hours(team: Id, moment: str, tells: Teller) -> list[Ask]:
    found = [shift for shift in without_hours(g.views, g.person, moment) if shift.team == team]
    asked = [_hours_of(team, shift, tells) for shift in found[:_HOURS_SHOWN]]
    if len(found) > _HOURS_SHOWN:
        more = Do(url_for("rosters.mine"), _("Bekijk"), posts=False, about=_("uren"))
        title = _("Nog {n} diensten zonder uren").format(n=len(found) - _HOURS_SHOWN)
        asked.append(Ask(title, _("Op Mijn rooster"), (more,)))
    return asked


def _hours_of(team: Id, shift: Shift, tells: Teller) -> Ask:
    day = day_text(shift.date)
    return Ask(
        title=_("Uren van {day}").format(day=day),
        small=f"{tells.kind(team, shift.kind, g.position)}, {shift.local_start}–{shift.local_end}",
        buttons=(
            Do(_to("today.record_hours", team, shift.roster, shift=shift.shift), _("Klopt"), about=day),
            Do(url_for("rosters.mine") + f"#uren-{shift.shift}", _("Anders"), posts=False, about=day),
        ),
    )


def _away(team: Id, text: str, tells: Teller) -> list[Ask]:
    """Who is not there, with the way to whoever could take their shifts; later than a week on the roster itself."""
    found, week = [], (parse_instant(text) + timedelta(days=7)).isoformat()
    for gap in opened_by_absence(g.views, team, text):
        soon = gap.date <= week[:10]
        to = url_for("sick_calls.show", team=team, absence=gap.absence) if soon else _roster(gap.roster, gap.date)
        what = _("1 dienst staat open") if gap.shifts == 1 else _("{n} diensten staan open").format(n=gap.shifts)
        who = tells.person(gap.person)
        found.append(Ask(_("{who} is er niet").format(who=who), what, (Do(to, _("Los op"), posts=False, about=who),)))
    return found


def _planning(team: Id, moment: datetime, text: str, tells: Teller) -> list[Ask]:
    found = []
    for position, person in disowned_lately(g.views, team, (moment - timedelta(days=14)).isoformat()):
        to = url_for("trail.fact", position=position)
        title = _("{who} zegt: dit was ik niet").format(who=tells.person(person))
        fact = read_facts(g.house.workspace, [position])[position]
        says = sentence(tells, fact, position)
        found.append(Ask(title, says, (Do(to, _("Bekijk"), posts=False, about=says.striptags()),)))
    for draft in unpublished(g.views, team, text):
        to = url_for("rosters.show", roster=draft.roster)
        title = _("Rooster van {first} tot en met {last}").format(
            first=day_text(draft.first), last=day_text(draft.last)
        )
        found.append(Ask(title, _("Nog niet gepubliceerd"), (Do(to, _("Bekijk"), posts=False, about=title),)))
    return found


def _offer(team: Id, shift: Shift, tells: Teller, checkers: Checkers | None, alike: int) -> Offer:
    kind = tells.kind(team, shift.kind, g.position)
    title = f"{day_text(shift.date)}, {kind}"
    whose = _("Van {who}.").format(who=tells.person(shift.person)) + " " if shift.person else ""
    whose = _("{n} plekken.").format(n=alike) + " " if alike > 1 else whose
    place = tells.place(team, shift.kind)
    button, small = None, _("Open")
    if checkers is not None and g.person:
        small, button = _fits(team, shift, title, checkers)
    return Offer(shift.shift, shift.kind, place, bool(shift.person), title, whose + small, button)


def _checker(shift: Shift, checkers: Checkers) -> Measure | None:
    if shift.roster not in checkers:
        found = period(g.views, shift.roster)
        checkers[shift.roster] = _measure(found) if found else None
    return checkers[shift.roster]


def _measure(found: Period) -> Measure:
    minutes, contract = minutes_in(g.views, g.person, found), contract_in(g.views, g.person, found)
    return Measure(my_checker(g.views, g.person, found), found, minutes, contract)


def _becomes(measure: Measure, minutes: int) -> str:
    """What the person's hours become, of which period, and against which contract."""
    found = measure.period
    span = span_title(found.first, found.last, language(), shown_day().year)
    hours = hours_text(measure.minutes + minutes)
    if not measure.contract:
        return _("Je komt op {hours} in de periode van {span}.").format(hours=hours, span=span)
    return _("Je komt op {hours} in de periode van {span}; je contract is dan {contract}.").format(
        hours=hours, span=span, contract=hours_text(measure.contract)
    )


def _fits(team: Id, shift: Shift, title: str, checkers: Checkers) -> tuple[str, Do | None]:
    checker = _checker(shift, checkers)
    if checker is None:
        return _("Open"), None
    verdicts = checker.checker.judge_shift(shift)
    against = refused(verdicts)
    if against:
        to = _roster(shift.roster, shift.date, cell=f"{g.person}:{shift.date}")
        says = _("Past niet bij jou. {why}").format(why=against)
        return says, Do(to, _("Waarom"), posts=False, about=title)
    says = _("Past bij jou.") + " " + _becomes(checker, shift.minutes)
    if shift.person is None and wishes_first(checker.period):
        return _("Diensten neem je daarna"), Do(to_rounds(shift.roster), _("Geef je wensen"), posts=False, about=title)
    warned = " ".join(tr(verdict.says) for verdict in verdicts)
    to = _to("today.claim_shift", team, shift.roster, shift=shift.shift)
    return f"{says} {warned}".strip(), Do(to, _("Neem"), about=title)


def _roster(roster: Id, day: str, **values: Any) -> str:
    """The roster's page, from a day on."""
    values["from"] = day
    return url_for("rosters.show", roster=roster, **values)


def _to(endpoint: str, team: Id, roster: Id, **values: Any) -> str:
    return url_for(endpoint, team=team, roster=roster, **values)
