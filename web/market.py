"""The swap market: offer one's own shift to some or against one wanted back, answer what is offered, take it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, Refusal, id_of
from domain.rosters.refusals import OfferGone, TakenByOther
from projections.asks import shift_of
from projections.market import Offered, answered_to, offers_by, offers_to, waiting_offer
from projections.roster_page import touched
from web.acting import acting
from web.acts import acts, team_or_404
from web.market_reading import offer_asked, offer_shown, on_offer, own_shift, state_of
from web.market_schemas import OfferShiftTo, TakeOffer, read_form
from web.market_told import (
    backs_for,
    colleagues_for,
    kept_words,
    notice_words,
    owned_words,
    shift_words,
    title_of,
    ways_told,
)
from web.moment import not_modified, refresh_moment
from web.parts import wants_part
from web.roster_view import roster_or_404
from web.shown import instant_of, shown_day, shown_now
from web.trail_story import teller

bp = Blueprint("market", __name__)

_LATELY = timedelta(days=14)


@bp.before_request
def mark_place() -> None:
    """In the menu, the market stands under the roster."""
    g.place = "rosters.current"


@bp.get("/rosters/<id:roster>/shifts/<id:shift>/market")
@acts("rosters.swap_shift")
def choose(roster: Id, shift: Id) -> ResponseReturnValue:
    """To whom, or against what, one offers one's own shift."""
    mine = own_shift(roster, shift)
    tells, waits = teller(), waiting_offer(g.views, shift)
    kept = kept_words(mine)
    to, unfit = ([], 0) if kept else colleagues_for(mine, tells)
    return render_template(
        "market/choose.html", shift=mine, title=shift_words(mine, tells), to=to, unfit=unfit, kept=kept,
        place=tells.place(mine.team, mine.kind), backs=backs_for(mine, tells), notice=notice_words(mine),
        waits=_told(waits, tells) if waits else None,
    )  # fmt: skip


@bp.post("/rosters/<id:roster>/shifts/<id:shift>/market/all")
@acts("rosters.offer_shift")
def offer_shift(roster: Id, shift: Id) -> ResponseReturnValue:
    """Offer it to everybody."""
    found = roster_or_404(roster, "rosters.offer_shift")
    with acting():
        g.house.rosters.offer_shift(roster, shift)
    return redirect(url_for("market.show_team", team=found.team), 303)


@bp.post("/rosters/<id:roster>/shifts/<id:shift>/market/keep")
@acts("rosters.offer_shift")
def withdraw_offer(roster: Id, shift: Id) -> ResponseReturnValue:
    """Keep what was on offer to everybody."""
    found = roster_or_404(roster, "rosters.offer_shift")
    with acting():
        g.house.rosters.withdraw_offer(roster, shift)
    return redirect(url_for("market.show_team", team=found.team), 303)


@bp.post("/rosters/<id:roster>/shifts/<id:shift>/market/some")
@acts("rosters.swap_shift")
def offer_shift_to(roster: Id, shift: Id) -> ResponseReturnValue:
    """Offer it to some, or against one of the shifts chosen."""
    found = roster_or_404(roster, "rosters.swap_shift")
    chosen = read_form(OfferShiftTo, request.form)
    with acting() as who:
        g.house.rosters.offer_shift_to(roster, offer=id_of("offer", str(who.command)), shift=shift, **chosen)
    return redirect(url_for("market.show_team", team=found.team), 303)


@bp.get("/teams/<id:team>/market")
@acts("rosters.swap_shift")
def show_team(team: Id) -> ResponseReturnValue:
    """What is offered to oneself, what one offers, and who was first."""
    team_or_404("rosters.swap_shift", team)
    tells, since = teller(), (shown_day() - _LATELY).isoformat()
    asked = [_told(one, tells) for one in offers_to(g.views, g.person, instant_of(shown_now()), team)]
    return render_template(
        "market/page.html", team=team, asked=asked,
        mine=[_told(one, tells) for one in offers_by(g.views, g.person, since, team)],
        given=[_told(one, tells) for one in answered_to(g.views, g.person, since, team)],
        open=[(one, shift_words(one, tells), tells.place(team, one.kind)) for one in on_offer(team)],
    )  # fmt: skip


@bp.get("/offers/<id:offer>")
@acts("rosters.swap_shift")
def show(offer: Id) -> ResponseReturnValue:
    """What is offered to oneself, with what each way of saying yes would mean; polled with `?since=`."""
    found = offer_asked(offer)
    if wants_part() and request.args.get("since", "") == _version(found):
        return not_modified()
    return render_template("market/_answer.html" if wants_part() else "market/answer.html", **_page(found))


@bp.post("/offers/<id:offer>/take")
@acts("rosters.swap_shift")
def take_offer(offer: Id) -> ResponseReturnValue:
    """Say yes; whoever was second hears who was first."""
    found = offer_asked(offer)
    chosen = read_form(TakeOffer, request.form)
    return _answer(found, lambda: g.house.rosters.take_offer(found.roster, offer, **chosen))


@bp.post("/offers/<id:offer>/decline")
@acts("rosters.swap_shift")
def decline_offer(offer: Id) -> ResponseReturnValue:
    """Say no."""
    found = offer_asked(offer)
    return _answer(found, lambda: g.house.rosters.decline_offer(found.roster, offer))


@bp.post("/offers/<id:offer>/end")
@acts("rosters.swap_shift")
def end_offer(offer: Id) -> ResponseReturnValue:
    """Take back what one offered."""
    found = offer_shown(offer)
    with acting():
        g.house.rosters.end_offer(found.roster, offer)
    return redirect(url_for("market.show_team", team=found.team), 303)


def _answer(found: Offered, command: Callable[[], Any]) -> ResponseReturnValue:
    try:
        with acting():
            command()
    except (TakenByOther, OfferGone) as refusal:  # the page itself tells who was first
        refresh_moment()
        return render_template("market/answer.html", **_page(offer_shown(found.offer))), refusal.status
    except Refusal as refusal:
        refresh_moment()
        g.refusal, g.typed, g.typed_into = refusal, request.form, request.path
        return render_template("market/answer.html", **_page(offer_shown(found.offer))), refusal.status
    return redirect(url_for("market.show", offer=found.offer), 303)


def _page(found: Offered) -> dict[str, Any]:
    tells = teller()
    told = _told(found, tells)
    shift, state = told["shift"], told["state"]
    ways = ways_told(found, tells) if state in ("waits", "no") else []
    given = [way.shift for way in ways if way.shift]
    return told | {
        "ways": ways, "version": _version(found), "where": tells.team(found.team),
        "notice": notice_words(shift, *given) if ways else "",
    }  # fmt: skip


def _told(found: Offered, tells: Any) -> dict[str, Any]:
    """An offer in words: who, what, and how it stands."""
    shift = shift_of(g.views, found.roster, found.shift)
    wanted = zip(found.to, found.against, strict=False)
    backs = [(one, person) for person, back in wanted if (one := shift_of(g.views, found.roster, back))]
    return {
        "offer": found, "shift": shift, "state": state_of(found, shift),
        "title": title_of(found, shift, tells) if shift else "", "what": shift_words(shift, tells) if shift else "",
        "place": tells.place(found.team, shift.kind) if shift else "D",
        "giver": tells.person(found.person), "taker": tells.person(found.taker),
        "to": [tells.person(person) for person in dict.fromkeys(found.to)],
        "declined": [tells.person(person) for person in found.declined],
        "backs": [owned_words(one, person, tells) for one, person in backs],
    }  # fmt: skip


def _version(found: Offered) -> str:
    if g.at is not None:
        return str(g.at)
    shift = shift_of(g.views, found.roster, found.shift)
    began = shift is None or shift.start <= instant_of(shown_now())
    return f"{touched(g.views, found.team)}-{touched(g.views, g.person)}-{int(began)}"
