"""The API on the swap market: what is offered to whom, whom a shift fits, offering, answering and taking back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import g
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from domain.kernel import Id, id_of
from projections.asks import shift_of
from projections.market import Meaning, Offered, answered_to, offers_by, offers_to, ways
from projections.roster_shapes import Shift
from projections.today import open_shifts
from web.acting import command_key
from web.acts import acts, allowed, team_or_404
from web.api_commands import did
from web.api_rounds import RemarkAnswer
from web.api_schemas import ID, DoneAnswer, Nothing, ShiftAnswer
from web.language import tr
from web.market_reading import offer_asked, offer_shown, on_offer, own_shift, state_of
from web.market_schemas import OfferShiftTo, TakeOffer
from web.market_told import backs_for, colleagues_for, kept_words
from web.shown import instant_of, shown_day, shown_now
from web.trail_story import teller

_LATELY = timedelta(days=14)
_MARKET = "/rosters/<id:roster>/shifts/<id:shift>/market"
_OFFER = "/offers/<id:offer>"


class MarketShift(ShiftAnswer):
    """A shift with its roster."""

    roster = fields.String()


class OfferAnswer(Schema):
    """An offer as who asks may see it: of others to whom it is offered only its giver knows.

    `state`: waits, no (one said no), began, mine (one took it), first (somebody else did) or over.
    """

    id = fields.String()
    team = fields.String()
    person = fields.String()
    shift = fields.Nested(MarketShift, allow_none=True)
    to = fields.List(fields.String())
    against = fields.List(fields.Nested(MarketShift))
    declined = fields.List(fields.String())
    state = fields.String()
    how = fields.String()
    taker = fields.String(allow_none=True)


class WayAnswer(Schema):
    """One way to say yes, judged for both: for a shift of one's own (or null), with what it means for who asks.

    `refused` is why not. Minutes are of the period after it; rest is in minutes, null when nothing is near.
    """

    against = fields.String(allow_none=True)
    fits = fields.Boolean()
    refused = fields.String(allow_none=True)
    minutes = fields.Integer()
    contract_minutes = fields.Integer()
    rest_before = fields.Integer(allow_none=True)
    rest_after = fields.Integer(allow_none=True)
    points = fields.Integer()
    points_ahead = fields.Float(allow_none=True)
    remarks = fields.List(fields.Nested(RemarkAnswer))


class WholeOfferAnswer(OfferAnswer):
    """The same with every way to say yes; none when it is one's own or waits no longer."""

    ways = fields.List(fields.Nested(WayAnswer))


class MarketAnswer(Schema):
    """What waits for one's answer, what one offers to some, what was taken lately, and what is open or on offer to
    everybody (`to_all`: of colleagues; `mine_to_all`: one's own)."""

    asked = fields.List(fields.Nested(OfferAnswer))
    mine = fields.List(fields.Nested(OfferAnswer))
    answered = fields.List(fields.Nested(OfferAnswer))
    to_all = fields.List(fields.Nested(MarketShift))
    mine_to_all = fields.List(fields.Nested(MarketShift))
    position = fields.Integer()


class ChoiceAnswer(Schema):
    """To whom one's own shift may be offered and what may come back for it: the rules allow both sides.

    `kept` is why it cannot go without another in its place; `unfit` how many colleagues it does not fit.
    """

    to = fields.List(fields.String())
    unfit = fields.Integer()
    against = fields.List(fields.Nested(MarketShift))
    kept = fields.String(allow_none=True)


class MakeOffer(OfferShiftTo):
    """To which colleagues, or against which shifts of theirs: one of both. `/offer` offers it to everybody."""

    id = fields.String(validate=ID)


def add_market(bp: Blueprint) -> None:
    """Let the blueprint answer and do them."""
    bp.get("/teams/<id:team>/market")(bp.response(200, MarketAnswer)(market))
    bp.get(_MARKET)(bp.response(200, ChoiceAnswer)(choices))
    bp.get(_OFFER)(bp.response(200, WholeOfferAnswer)(offer_of_one))
    for rule, schema, view in (
        (_MARKET, MakeOffer, offer_shift_to),
        (f"{_OFFER}/take", TakeOffer, take_offer),
        (f"{_OFFER}/decline", Nothing, decline_offer),
        (f"{_OFFER}/end", Nothing, end_offer),
    ):
        bp.post(rule)(bp.arguments(schema)(bp.response(201, DoneAnswer)(view)))


@acts("rosters.swap_shift")
def market(team: Id) -> dict[str, Any]:
    """What is offered in a team to and by who asks."""
    team_or_404("rosters.swap_shift", team)
    moment, since = instant_of(shown_now()), (shown_day() - _LATELY).isoformat()
    drafts = bool(allowed("rosters.plan_shift", team))
    return {
        "asked": [_offer(one) for one in offers_to(g.views, g.person, moment, team)],
        "mine": [_offer(one) for one in offers_by(g.views, g.person, since, team)],
        "answered": [_offer(one) for one in answered_to(g.views, g.person, since, team)],
        "to_all": [_shift(one) for one in open_shifts(g.views, team, g.person, moment, drafts=drafts)],
        "mine_to_all": [_shift(one) for one in on_offer(team)],
        "position": g.position,
    }


@acts("rosters.swap_shift")
def choices(roster: Id, shift: Id) -> dict[str, Any]:
    """Whom one's own shift fits, and against what it can be offered."""
    mine, tells = own_shift(roster, shift), teller()
    kept = kept_words(mine)
    to, unfit = ([], 0) if kept else colleagues_for(mine, tells)
    backs = [shift_of(g.views, roster, one.id) for one in backs_for(mine, tells)]
    return {
        "to": [one.id for one in to], "unfit": unfit, "kept": kept or None,
        "against": [_shift(one) for one in backs if one],
    }  # fmt: skip


@acts("rosters.swap_shift")
def offer_of_one(offer: Id) -> dict[str, Any]:
    """One offer, with what each way of saying yes would mean."""
    found = offer_shown(offer)
    told = _offer(found)
    asked = found.person != g.person and told["state"] in ("waits", "no")
    return told | {"ways": [_way(mine, means) for mine, means in ways(g.views, found, g.person)] if asked else []}


@acts("rosters.swap_shift")
def offer_shift_to(asked: dict[str, Any], roster: Id, shift: Id) -> dict[str, Any]:
    """Offer one's own shift to some, or against one of the shifts chosen."""
    offer = asked.pop("id", None) or id_of("offer", command_key())
    return did(lambda: g.house.rosters.offer_shift_to(roster, offer=offer, shift=shift, **asked), offer)


@acts("rosters.swap_shift")
def take_offer(asked: dict[str, Any], offer: Id) -> dict[str, Any]:
    """Say yes; raises TakenByOther when somebody was first."""
    found = offer_asked(offer)
    return did(lambda: g.house.rosters.take_offer(found.roster, offer, **asked), offer)


@acts("rosters.swap_shift")
def decline_offer(_: dict[str, Any], offer: Id) -> dict[str, Any]:
    """Say no."""
    found = offer_asked(offer)
    return did(lambda: g.house.rosters.decline_offer(found.roster, offer), offer)


@acts("rosters.swap_shift")
def end_offer(_: dict[str, Any], offer: Id) -> dict[str, Any]:
    """Take back what one offered to some."""
    found = offer_shown(offer)
    return did(lambda: g.house.rosters.end_offer(found.roster, offer), offer)


def _offer(one: Offered) -> dict[str, Any]:
    own, shift = one.person == g.person, shift_of(g.views, one.roster, one.shift)
    backs = one.against if own else one.wanted_of(g.person)
    known = [person for person in dict.fromkeys(one.to) if own or person == g.person]
    return {
        "id": one.offer, "team": one.team, "person": one.person, "shift": _shift(shift) if shift else None,
        "to": known, "declined": [person for person in one.declined if person in known],
        "against": [_shift(back) for wanted in backs if (back := shift_of(g.views, one.roster, wanted))],
        "state": state_of(one, shift), "how": one.how, "taker": one.taker,
    }  # fmt: skip


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "id": shift.shift, "roster": shift.roster, "date": shift.date, "kind": shift.kind, "start": shift.start,
        "end": shift.end, "person": shift.person,
    }  # fmt: skip


def _way(mine: Shift | None, means: Meaning) -> dict[str, Any]:
    return {
        "against": mine.shift if mine else None, "fits": means.refused is None,
        "refused": tr(means.refused.says) if means.refused else None,
        "minutes": means.minutes, "contract_minutes": means.contract, "rest_before": means.before,
        "rest_after": means.after, "points": means.points,
        "points_ahead": None if means.ahead is None else float(means.ahead),
        "remarks": [{"rule": v.rule, "severity": v.severity, "sentence": tr(v.says)} for v in means.verdicts],
    }  # fmt: skip
