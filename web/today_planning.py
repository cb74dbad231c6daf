"""What a day asks of who plans: who is away, who says it was not them, and which roster is not published yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import g, url_for

from domain.kernel import Id, parse_instant
from projections.rounds import rounds_shown
from projections.today import disowned_lately, opened_by_absence, unpublished
from projections.trail_entries import read_facts
from web.rounds_view import strip
from web.say import say as _
from web.sentences import sentence
from web.teller import Teller, day_text
from web.today_rounds import until
from web.today_shapes import Ask, Do, to_roster


def away(team: Id, text: str, tells: Teller) -> list[Ask]:
    """Who is not there, with the way to whoever could take their shifts; later than a week on the roster itself."""
    found, week = [], (parse_instant(text) + timedelta(days=7)).isoformat()
    for gap in opened_by_absence(g.views, team, text):
        soon = gap.date <= week[:10]
        to = url_for("sick_calls.show", team=team, absence=gap.absence) if soon else to_roster(gap.roster, gap.date)
        what = _("1 dienst staat open") if gap.shifts == 1 else _("{n} diensten staan open").format(n=gap.shifts)
        who = tells.person(gap.person)
        found.append(Ask(_("{who} is er niet").format(who=who), what, (Do(to, _("Los op"), posts=False, about=who),)))
    return found


def planning(team: Id, moment: datetime, text: str, tells: Teller) -> list[Ask]:
    """What was disowned lately, and rosters that are not published; those in rounds stand with the rounds."""
    found = []
    for position, person in disowned_lately(g.views, team, (moment - timedelta(days=14)).isoformat()):
        to = url_for("trail.fact", position=position)
        title = _("{who} zegt: dit was ik niet").format(who=tells.person(person))
        fact = read_facts(g.house.workspace, [position])[position]
        says = sentence(tells, fact, position)
        found.append(Ask(title, says, (Do(to, _("Bekijk"), posts=False, about=says.striptags()),)))
    for draft in unpublished(g.views, team, text):
        if rounds_shown(g.views, draft.roster):
            continue
        to = url_for("rosters.show", roster=draft.roster)
        title = _("Rooster van {first} tot en met {last}").format(
            first=day_text(draft.first), last=day_text(draft.last)
        )
        known, small = strip(draft), _("Nog niet gepubliceerd.")
        small = f"{small} {until(known)}" if known else small
        found.append(Ask(title, small, (Do(to, _("Bekijk"), posts=False, about=title),)))
    return found
