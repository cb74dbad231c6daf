"""What leave asks of the person who looks: requests to decide on, and what was decided on one's own."""

from __future__ import annotations

from datetime import timedelta

from flask import g, url_for

from domain.kernel import Id, parse_instant
from projections.leave import Asked, requests_by, undecided_in
from projections.leave_cover import cover_of
from projections.trail import fact
from web.leave_view import may_decide, page_of_leave
from web.say import say as _
from web.shown import instant_of, shown_now
from web.teller import Teller, day_text
from web.today_shapes import Ask, Do

_TOLD = timedelta(days=3)
_MANY = 5


def leave_asked(team: Id, tells: Teller) -> list[Ask]:
    """Requests that wait for this person, and for three days what became of one's own."""
    waiting = [one for one in undecided_in(g.views, team) if may_decide(one)]
    found = [_request(one, tells) for one in waiting[:_MANY]]
    if len(waiting) > _MANY:
        more = Do(url_for("leave.team", team=team), _("Bekijk"), posts=False, about=_("verlof"))
        found.append(Ask(_("Nog {n} keer verlof").format(n=len(waiting) - _MANY), "", (more,)))
    mine = [one for one in requests_by(g.views, g.person) if one.team == team and _just_decided(one)]
    return found + [_decided(one, tells) for one in mine]


def _request(one: Asked, tells: Teller) -> Ask:
    title = _("{who} vraagt verlof").format(who=tells.person(one.person))
    days = cover_of(g.views, one.team, one.person, one.first, one.last, instant_of(shown_now()), but=one.id)
    opened = sum(len(day.inside) for day in days)
    says = _span(one)
    if opened:
        says += " " + (_("1 dienst komt open.") if opened == 1 else _("{n} diensten komen open.").format(n=opened))
    return Ask(title, says, (Do(page_of_leave(one), _("Beslis"), posts=False, about=title),))


def _decided(one: Asked, tells: Teller) -> Ask:
    title = _("Je verlof is gegeven") if one.state == "granted" else _("Je verlof is niet gegeven")
    says = _span(one) + " " + _("Door {who}.").format(who=tells.person(one.decider))
    return Ask(title, says, (Do(url_for("leave.mine"), _("Bekijk"), posts=False, about=title),))


def _just_decided(one: Asked) -> bool:
    if one.state not in ("granted", "declined") or one.decided is None:
        return False
    row = fact(g.views, one.decided)
    return row is not None and shown_now() - parse_instant(row.moment) < _TOLD


def _span(one: Asked) -> str:
    if one.first == one.last:
        return day_text(one.first) + "."
    return _("{first} tot en met {last}").format(first=day_text(one.first), last=day_text(one.last)) + "."
