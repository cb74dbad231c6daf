"""The swap market in words: what an offer is, what a yes would mean, and whom a shift fits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import g, url_for
from flask_babel import ngettext

from domain.kernel import Id
from domain.rosters.lawful import DEFAULT_SET
from domain.rosters.notice import notices_on
from projections.asks import shift_of
from projections.market import Meaning, Offered, meaning, offers_to, ways
from projections.roster_page import period
from projections.roster_shapes import Shift, rows
from projections.today import Proposal, my_checker
from web.language import tr
from web.rounds_words import ahead_words
from web.say import say as _
from web.shown import instant_of, shown_now
from web.teller import Teller, day_text, hours_text
from web.today_shapes import Ask, Do

_MOST = 24
_TRIED = 60
_NEAR = 21
"""So many days on either side a shift is looked for that could come back."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say yes: for nothing, or for a shift of one's own."""

    shift: Shift | None
    title: str
    says: tuple[str, ...]
    against: str
    """Why not; nothing when it can be done."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A colleague to whom a shift can be offered, or a shift of theirs that can come back."""

    id: Id
    title: str
    says: str
    code: str = ""
    place: str = ""


def shift_words(shift: Shift, tells: Teller) -> str:
    """De late dienst van za 7 maart."""
    kind = tells.kind(shift.team, shift.kind, g.position)
    return _("de {kind} van {day}").format(kind=kind, day=day_text(shift.date))


def owned_words(shift: Shift, person: Id, tells: Teller) -> str:
    """Jouw late dienst van za 7 maart, or de late dienst van za 7 maart van Joke."""
    if person != g.person:
        return _("{shift} van {who}").format(shift=shift_words(shift, tells), who=tells.person(person))
    kind = tells.kind(shift.team, shift.kind, g.position)
    return _("jouw {kind} van {day}").format(kind=kind, day=day_text(shift.date))


def offers_asked(team: Id, tells: Teller) -> list[Ask]:
    """What is offered to the person in this team and fits: with what it would mean, the best way of each."""
    found = []
    for one in offers_to(g.views, g.person, instant_of(shown_now()), team):
        fits = [(mine, means) for mine, means in ways(g.views, one, g.person) if not means.refused]
        shift = shift_of(g.views, one.roster, one.shift)
        if not fits or shift is None:
            continue
        title = title_of(one, shift, tells)
        small = " ".join(meaning_words(fits[0][1]))
        if fits[0][0]:
            back = [owned_words(mine, g.person, tells) for mine, _means in fits if mine]
            small = _("In ruil voor {shifts}.").format(shifts=_(" of ").join(back)) + " " + small
        answer = Do(url_for("market.show", offer=one.offer), _("Antwoord"), posts=False, about=title)
        found.append(Ask(title, small, (answer,)))
    return found


def swap_means(one: Proposal) -> tuple[bool, str]:
    """Whether a swap that somebody proposes fits both now, and what it would mean for who looks, or why not."""
    gets, gives = shift_of(g.views, one.roster, one.giving), shift_of(g.views, one.roster, one.wanting)
    means = meaning(g.views, g.person, gets=gets, gives=gives, viewer=g.person)
    theirs = meaning(g.views, one.asker, gets=gives, gives=gets, viewer=g.person, wished=True)
    against = means.refused or theirs.refused
    if against:
        return False, _("Past nu niet. {why}").format(why=tr(against.says))
    return True, " ".join(meaning_words(means))


def title_of(one: Offered, shift: Shift, tells: Teller) -> str:
    """Who offers what."""
    says = _("{who} wil ruilen: {shift}") if one.against else _("{who} biedt jou {shift} aan")
    return says.format(who=tells.person(one.person), shift=shift_words(shift, tells))


def ways_told(one: Offered, tells: Teller) -> list[Way]:
    """Every way to say yes with what it means, or why it cannot be."""
    told = []
    for mine, means in ways(g.views, one, g.person):
        title = _("In ruil voor {shift}").format(shift=owned_words(mine, g.person, tells)) if mine else ""
        against = tr(means.refused.says) if means.refused else ""
        told.append(Way(mine, title, tuple(meaning_words(means)), against))
    return told


def meaning_words(means: Meaning) -> list[str]:
    """What it means in hours, rest and points, after what the rules warn of."""
    said = [tr(verdict.says) for verdict in means.verdicts if verdict.severity == "warned"]
    if means.contract:
        said.append(
            _("Je komt op {worked} van {contract} in deze periode.").format(
                worked=hours_text(means.minutes), contract=hours_text(means.contract)
            )
        )
    else:
        said.append(_("Je komt op {worked} in deze periode.").format(worked=hours_text(means.minutes)))
    return [words for words in (*said, _rest(means), _points(means)) if words]


def notice_words(*shifts: Shift | None) -> str:
    """That it is later than the cao lets a roster change, and that only a yes of both makes it so; else nothing."""
    moment = instant_of(shown_now())
    for shift in filter(None, shifts):
        for rule in notices_on(shift.date, DEFAULT_SET)[:1]:
            if rule.deadline(shift.date) < moment:
                says = _("Dit is korter dan {days} dagen vooraf ({article}). Het kan omdat jullie het allebei willen.")
                return says.format(days=rule.hours // 24, article=rule.article)
    return ""


def _rest(means: Meaning) -> str:
    near = [minutes for minutes in (means.before, means.after) if minutes is not None]
    if not near:
        return _("Een dag rust of meer eromheen.")
    if not min(near):  # it joins a sleep shift
        return ""
    return _("Minstens {hours} rust eromheen.").format(hours=hours_text(min(near)))


def _points(means: Meaning) -> str:
    if not means.points:
        return ""
    if means.points > 0:
        said = str(ngettext("%(num)s punt erbij", "%(num)s punten erbij", means.points))
    else:
        said = str(ngettext("%(num)s punt eraf", "%(num)s punten eraf", -means.points))
    if means.ahead is None:
        return f"{said}."
    return _("{said}, daarna {ahead}.").format(said=said, ahead=ahead_words(means.ahead))


def kept_words(shift: Shift) -> str:
    """Why one's own shift cannot go without another in its place; nothing when it can."""
    refused = meaning(g.views, g.person, gets=None, gives=shift, viewer=g.person).refused
    return _("Deze dienst kan nu niet weg. {why}").format(why=tr(refused.says)) if refused else ""


def colleagues_for(shift: Shift, tells: Teller) -> tuple[list[Choice], int]:
    """To whom one's own shift can be offered, by name, and how many it does not fit."""
    found: list[Choice] = []
    unfit = 0
    within = period(g.views, shift.roster)
    for person in _colleagues(shift):
        if within and not _refused(person, shift):
            found.append(Choice(person, tells.person(person), ""))
        else:
            unfit += 1
    return sorted(found, key=lambda one: one.title.casefold()), unfit


def backs_for(shift: Shift, tells: Teller) -> list[Choice]:
    """The shifts of colleagues that could come back: both sides may, nearest day first."""
    found: list[Choice] = []
    for other in _nearest(shift)[:_TRIED]:
        if other.person is None or len(found) == _MOST:
            continue
        means = meaning(g.views, g.person, gets=other, gives=shift, viewer=g.person)
        if means.refused or _refused(other.person, shift, other):
            continue
        kind = tells.kind(other.team, other.kind, g.position)
        title = _("{day}, {kind} van {who}").format(day=day_text(other.date), kind=kind, who=tells.person(other.person))
        says = " ".join(meaning_words(means))
        found.append(Choice(other.shift, title, says, other.kind, tells.place(other.team, other.kind)))
    return found


def _refused(person: Id, shift: Shift, gives: Shift | None = None) -> bool:
    within = period(g.views, shift.roster)
    checker = my_checker(g.views, person, within, viewer=g.person) if within else None
    if checker is None or (gives and checker.judge_gone(gives, shift)):
        return True
    but = [gives.shift] if gives else []
    return any(v.severity == "refused" for v in checker.judge_shift(shift, but=but))


def _colleagues(shift: Shift) -> list[Id]:
    found = rows(
        g.views,
        "SELECT DISTINCT person FROM teams_relation WHERE team = ? AND role = 'member' AND since_day <= ? "
        "AND (until_day IS NULL OR until_day >= ?) AND person <> ? "
        "AND person NOT IN (SELECT person FROM people_agency) ORDER BY person",
        shift.team, shift.date, shift.date, shift.person,
    )  # fmt: skip
    return [person for (person,) in found]


def _nearest(shift: Shift) -> list[Shift]:
    columns = ", ".join(Shift._fields)
    found = rows(
        g.views,
        f"SELECT {columns} FROM rosters_shift WHERE roster = ? AND person IS NOT NULL AND person <> ? AND start > ? "
        "AND NOT (date = ? AND kind = ?) AND person NOT IN (SELECT person FROM people_agency)",
        shift.roster, shift.person, instant_of(shown_now()), shift.date, shift.kind,
    )  # fmt: skip
    day = date.fromisoformat(shift.date)
    others = [Shift._make(row) for row in found]
    near = [other for other in others if abs((date.fromisoformat(other.date) - day).days) <= _NEAR]
    return sorted(near, key=lambda other: (abs((date.fromisoformat(other.date) - day).days), other.start, other.shift))
