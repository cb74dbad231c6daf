"""In which round a roster is, until when, and what that asks of the person who looks."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, url_for
from flask_babel import gettext, ngettext

from domain.kernel import Id
from domain.rosters.notice import Notice, notices_by
from projections.gaps import lacks_of
from projections.roster_page import period_on, periods_of
from projections.roster_shapes import Period
from projections.rounds import (
    RoundsShown,
    finished_in,
    gaps_taken_by,
    jokers_of,
    rounds_shown,
    wishes_of,
    wishing_in,
)
from projections.rule_sets import rules_for
from projections.today import contract_in, minutes_in
from web.acts import allowed
from web.layout import my_teams
from web.roster_view import may_plan, today_shown
from web.rounds_words import Countdown, countdown, hours_words
from web.shown import instant_of, shown_now

_ROOM = 4 * 60
"""Minutes: with less than half a shift left to work, nothing more is asked."""


def _(text: str, **places: object) -> str:
    return str(gettext(text, **places))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a roster that is being made asks of the person who looks."""

    period: Period
    rounds: RoundsShown | None
    name: str
    """wishes, gaps or publish; nothing when it is not made in rounds."""
    says: str
    waits: bool
    """Whether it waits for this person; else it says what they gave, or for whom it waits."""
    ends: Countdown | None
    rule: Notice
    deadline: str
    left: Countdown

    @property
    def until(self) -> str:
        """The last day of the round; nothing without rounds."""
        if self.rounds is None or not self.name:
            return ""
        days = {"wishes": self.rounds.wishes_until, "gaps": self.rounds.gaps_until}
        return days.get(self.name, self.rounds.publish_by)


def round_of(found: Period, rounds: RoundsShown | None) -> str:
    """wishes, gaps or publish; nothing when the roster is not made in rounds, or stands already."""
    if rounds is None or found.state != "planned":
        return ""
    return rounds.dates.at(instant_of(shown_now()), rounds.early)


def wishes_first(found: Period) -> bool:
    """Whether who looks gives wishes now and takes what is open after that: all but who plans do."""
    return round_of(found, rounds_shown(g.views, found.roster)) == "wishes" and not may_plan(found.team)


def wishes_over(day: str) -> bool:
    """Whether a team of the person who looks counted already on the wishes for this day."""
    for team in my_teams():
        found = period_on(g.views, team, day)
        rounds = rounds_shown(g.views, found.roster) if found else None
        if found and rounds and round_of(found, rounds) != "wishes" and allowed("rosters.make_wish", team):
            return True
    return False


def to_rounds(roster: Id) -> str:
    """The page of the rounds."""
    return url_for("rounds.show", roster=roster)


def legal(found: Period) -> list[tuple[Notice, str, Countdown]]:
    """The rules on making a roster known, with their moment: the one that decides first; none once it is known."""
    if found.state not in ("drafted", "planned"):
        return []
    return [
        (n, n.deadline(found.first), countdown(n.deadline(found.first)))
        for n in notices_by(rules_for(g.views, found.first), found.first)
    ]


def strip(found: Period) -> Asked | None:
    """What stands above a roster that is still being made, for who makes it."""
    rules = legal(found)
    rounds = rounds_shown(g.views, found.roster)
    name = round_of(found, rounds)
    member = bool(allowed("rosters.make_wish", found.team))
    planner = may_plan(found.team)
    if not rules or not (member or planner):
        return None
    says, waits = _asks(found, rounds, name, member, planner)
    ends = countdown(rounds.dates.ends(name)) if rounds and name else None
    return Asked(found, rounds, name, says, waits, ends, *rules[0])


def running(team: Id) -> list[Asked]:
    """All rounds of a team that run, for who takes part in them; in the order of the rosters."""
    known: dict[Id, list[Asked]] = g.setdefault("rounds_running", {})
    if team not in known:
        planned = (p for p in periods_of(g.views, team, today_shown()) if p.state == "planned")
        found = [strip(p) for p in planned]
        known[team] = [asked for asked in found if asked and asked.name]
    return known[team]


def _asks(found: Period, rounds: RoundsShown | None, name: str, member: bool, planner: bool) -> tuple[str, bool]:
    """What the round asks of the person who looks, and whether it waits for them."""
    if rounds is None or not name:
        return _("Dit rooster is nog niet gepubliceerd."), planner
    if name == "wishes":
        says, waits = _wishes(found, rounds) if member else ("", False)
        done, all_of = _given(found)
        if planner and done == all_of:
            ready = _("Iedereen gaf de wensen. Je kunt met de gaten beginnen.")
            return f"{says} {ready}".strip(), True
        if not member:
            return _("%(done)s van de %(all)s collega’s gaven al hun wensen.", done=done, all=all_of), False
        return says, waits
    if name == "gaps":
        return _gaps(found, member, planner)
    if planner:
        missing = sum(gap.missing for gap in lacks_of(g.views, found).gaps())
        left = ngettext("Er is nog %(num)s gat.", "Er zijn nog %(num)s gaten.", missing) if missing else ""
        finish = _("Maak het rooster af en publiceer het.")
        return f"{left} {finish}".strip(), True
    return _("Wie plant maakt het rooster af. Er wordt nu niets van je gevraagd."), False


def _wishes(found: Period, rounds: RoundsShown) -> tuple[str, bool]:
    """What who looks said so far, and whether they still have to say that it is all."""
    given = len(wishes_of(g.views, g.person, found.first, found.last))
    days = ngettext("Je gaf voor %(num)s dag een wens.", "Je gaf voor %(num)s dagen een wens.", given)
    if g.person in finished_in(g.views, found.roster):
        said = _("Je wensen zijn gegeven, voor %(days)s.", days=ngettext("%(num)s dag", "%(num)s dagen", given))
        none = _("Je zei dat je geen wensen hebt.")
        change = _("Veranderen mag nog.")
        return f"{said if given else none} {change}", False
    if not given:
        return _("Zeg wat je graag, liever niet of niet werkt."), True
    left = max(rounds.jokers - len(jokers_of(g.views, found.roster, g.person)), 0)
    jokers = ngettext("Je hebt nog %(num)s joker.", "Je hebt nog %(num)s jokers.", left)
    ready = _("Zeg het als je klaar bent.")
    return f"{days} {jokers} {ready}", True


def _given(found: Period) -> tuple[int, int]:
    """How many gave their wishes, of how many."""
    asked = wishing_in(g.views, found.team, found.first, found.last)
    return len(finished_in(g.views, found.roster).intersection(asked)), len(asked)


def _gaps(found: Period, member: bool, planner: bool) -> tuple[str, bool]:
    """What lacks, and whether who looks has hours left to work."""
    missing = sum(gap.missing for gap in lacks_of(g.views, found).gaps())
    if not missing:
        ready = _("Alles is bezet. Publiceer het rooster.") if planner else ""
        return ready or _("Alles is bezet. Er wordt niets meer van je gevraagd."), planner
    says = str(ngettext("Er is nog %(num)s gat.", "Er zijn nog %(num)s gaten.", missing))
    if not member:
        return says, False
    taken = gaps_taken_by(g.views, found.roster, g.person)
    worked, contract = minutes_in(g.views, g.person, found), contract_in(g.views, g.person, found)
    mine = [says]
    if taken:
        mine.append(str(ngettext("Je nam %(num)s gat.", "Je nam %(num)s gaten.", taken)))
    if not contract:
        return " ".join((*mine, _("Neem wat past."))), True
    hours = {"worked": hours_words(worked), "contract": hours_words(contract)}
    if contract - worked >= _ROOM:
        return " ".join((*mine, _("Je werkt %(worked)s van %(contract)s uur. Neem wat past.", **hours))), True
    full = _("Je werkt %(worked)s van %(contract)s uur: er wordt niets van je gevraagd. Nemen mag.", **hours)
    return " ".join((*mine, full)), False
