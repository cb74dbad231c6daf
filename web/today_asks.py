"""What a day asks of the person who looks: questions, swaps, rounds, changes, hours, and the planner's loose ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask import g, url_for

from domain.kernel import Id
from projections.asks import Asked, waiting_for
from projections.roster_shapes import Shift
from projections.today import Proposal, proposals_to, without_hours
from web.acts import allowed
from web.candidates_told import duty_today
from web.claims_asks import claims_asked
from web.leave_asks import leave_asked
from web.market_told import offers_asked, swap_means
from web.money_asks import money_asked
from web.notices_told import news_asked, unseen_asked
from web.say import say as _
from web.shortages import shortages_asked
from web.shown import instant_of
from web.teller import Teller, day_text
from web.today_planning import away, planning
from web.today_rounds import rounds_asked
from web.today_shapes import Ask, Do, to_action

_HOURS_SHOWN = 3


def asks(team: Id, moment: datetime, tells: Teller) -> list[Ask]:
    """What waits for the person in this team, the most urgent first."""
    if g.person is None:
        return []
    text = instant_of(moment)
    found = [_question(one, tells) for one in waiting_for(g.views, g.person, text)]
    found += [_proposal(team, one, tells) for one in proposals_to(g.views, team, g.person, text)]
    if allowed("rosters.swap_shift", team):
        found += offers_asked(team, tells)
    found += news_asked(team, tells)
    found += rounds_asked(team)
    found += leave_asked(team, tells)
    found += claims_asked(team, tells)
    found += money_asked(team, tells)
    if allowed("rosters.record_hours", team):
        found += _hours(team, text, tells)
    if allowed("rosters.change_state", team) or (allowed("rosters.seek_replacement", team) and duty_today(team)):
        found += away(team, text, tells)
    if allowed("rosters.change_state", team):
        found += planning(team, moment, text, tells)
    found += shortages_asked(team, tells)
    found += unseen_asked(team, tells)
    if found and found[0].buttons[0].posts:
        first = found[0]
        found[0] = replace(first, buttons=(replace(first.buttons[0], main=True), *first.buttons[1:]))
    return found


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
    fits, means = swap_means(one)
    says = _("Jij krijgt de {kind} van {day} en geeft de {kind2} van {day2}.").format(
        kind=giving, day=day_text(one.giving_day), kind2=wanting, day2=day_text(one.wanting_day)
    )
    agree = Do(to_action("today.swap_shift", team, one.roster, swap=one.swap), _("Ruil"), about=who)
    end = Do(to_action("today.end_swap", team, one.roster, swap=one.swap), _("Liever niet"), about=who)
    return Ask(_("{who} wil ruilen").format(who=who), f"{says} {means}", (agree, end) if fits else (end,))


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
            Do(to_action("today.record_hours", team, shift.roster, shift=shift.shift), _("Klopt"), about=day),
            Do(url_for("rosters.mine") + f"#uren-{shift.shift}", _("Anders"), posts=False, about=day),
        ),
    )
