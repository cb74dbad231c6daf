"""What claims ask of the person who looks: those to approve under one's own mandate, those to pay, and one's own."""

from __future__ import annotations

from datetime import timedelta

from flask import g, url_for

from domain.kernel import Id, parse_instant
from projections.finance_claims import ClaimView, claims_by, claims_in
from projections.trail import fact
from web.acts import allowed
from web.finance_claims_view import mandate_for, may_decide, may_pay, to_confirm
from web.language import euro
from web.parts import opened
from web.say import say as _
from web.shown import shown_now
from web.teller import Teller
from web.today_shapes import Ask, Do

_MANY = 3
_TOLD = timedelta(days=3)


def claims_asked(team: Id, tells: Teller) -> list[Ask]:
    """Claims that wait for this person, and for three days that one's own was not approved."""
    if g.at is not None or not allowed("finance.see_claims", team):
        return []
    decide = [one for one in claims_in(g.views, team, "made", limit=20) if may_decide(one) and mandate_for(one)[0]]
    pay = [one for one in claims_in(g.views, team, "approved", limit=20) if may_pay(one)]
    confirm = to_confirm(team)
    found = [_asked(one, _("{who} declareert {cents}"), _("Beslis"), tells) for one in decide[:_MANY]]
    found += [_asked(one, _("Betaal {who} {cents} terug"), _("Betaal uit"), tells) for one in pay[:_MANY]]
    found += [_asked(one, _not_paid(one), _("Bevestig"), tells) for one in confirm[:_MANY]]
    if (more := sum(len(waits[_MANY:]) for waits in (decide, pay, confirm))) > 0:
        do = Do(url_for("finance_claims.show", team=team), _("Bekijk"), posts=False, about=_("declaraties"))
        found.append(Ask(_("Nog {n} keer een declaratie").format(n=more), "", (do,)))
    return found + [_declined(one, tells) for one in claims_by(g.views, g.person, team, limit=20) if _just(one)]


def _asked(one: ClaimView, title: str, word: str, tells: Teller) -> Ask:
    told = title.format(who=tells.person(one.maker), cents=euro(one.cents))
    return Ask(told, f"{opened(one.supplier)}, {opened(one.text)}", (Do(_page(one), word, posts=False, about=told),))


def _not_paid(one: ClaimView) -> str:
    paid = one.state == "paid"
    return _("De bank gaf {cents} voor {who} terug") if paid else _("De bank betaalde {who} {cents} niet")


def _declined(one: ClaimView, tells: Teller) -> Ask:
    title = _("Je declaratie van {cents} is niet goedgekeurd").format(cents=euro(one.cents))
    says = f"{tells.person(one.decider)}: {opened(one.why)}"
    return Ask(title, says, (Do(_page(one), _("Bekijk"), posts=False, about=title),))


def _just(one: ClaimView) -> bool:
    row = fact(g.views, one.decided) if one.state == "declined" and one.decided else None
    return row is not None and shown_now() - parse_instant(row.moment) < _TOLD


def _page(one: ClaimView) -> str:
    return url_for("finance_claims.claim", team=one.team, claim=one.claim)
