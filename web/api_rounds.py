"""The API on self-rostering: in which round a roster is and what it asks of one; wishes, and taking gaps."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from domain.kernel import Id, NotThere, id_of
from domain.rosters.agenda import WISHES
from projections.gaps import Effect, effects_for, lacks_of
from projections.rounds import RoundsShown, finished_in, jokers_of, rounds_shown, wishes_of, wishing_in
from web.acting import command_key
from web.acts import acts, allowed
from web.api_commands import did
from web.api_schemas import CODE, ID, DoneAnswer, Nothing
from web.language import tr
from web.roster_view import roster_or_404
from web.rounds_view import Asked, strip

_ROUNDS = "/rosters/<id:roster>/rounds"


class WishAnswer(Schema):
    """One's own wish for a day; kind null: for any shift."""

    date = fields.String()
    kind = fields.String(allow_none=True)
    level = fields.String(validate=validate.OneOf(WISHES))
    joker = fields.Boolean()


class RoundsAnswer(Schema):
    """The rounds of a roster. `round` is null once it is published; `asks` is whether it waits for who asks."""

    id = fields.String()
    state = fields.String()
    round = fields.String(allow_none=True)
    wishes_until = fields.String()
    gaps_until = fields.String()
    publish_by = fields.String()
    jokers = fields.Integer()
    known_before = fields.String(allow_none=True)
    known_before_by = fields.String(allow_none=True)
    asks = fields.Boolean()
    sentence = fields.String(allow_none=True)
    finished = fields.Boolean()
    finished_count = fields.Integer()
    member_count = fields.Integer()
    jokers_left = fields.Integer()
    wishes = fields.List(fields.Nested(WishAnswer))
    position = fields.Integer()


class RemarkAnswer(Schema):
    """What a rule says of taking a gap."""

    rule = fields.String()
    severity = fields.String()
    sentence = fields.String()


class GapAnswer(Schema):
    """A gap and what taking it does to who asks: minutes, points, and points above an even share (null: no contract).

    Rest is in minutes, null when nothing is near. `fits` is false when a rule refuses it.
    """

    date = fields.String()
    kind = fields.String()
    missing = fields.Integer()
    fits = fields.Boolean()
    minutes = fields.Integer()
    minutes_now = fields.Integer()
    contract_minutes = fields.Integer()
    rest_before = fields.Integer(allow_none=True)
    rest_after = fields.Integer(allow_none=True)
    points = fields.Integer()
    points_ahead = fields.Float(allow_none=True)
    wish = fields.String(allow_none=True)
    remarks = fields.List(fields.Nested(RemarkAnswer))


class MakeWish(Schema):
    """What one would like, rather not, or cannot work on a day; kind null: any shift. A joker makes it strong."""

    date = fields.Date(required=True)
    kind = fields.String(required=True, allow_none=True, validate=CODE)
    level = fields.String(required=True, validate=validate.OneOf(WISHES))
    joker = fields.Boolean(load_default=False)


class ClearDay(Schema):
    """The day for which all wishes are taken back."""

    date = fields.Date(required=True)


class TakeGap(Schema):
    """A gap, by day and kind."""

    id = fields.String(validate=ID)
    date = fields.Date(required=True)
    kind = fields.String(required=True, validate=CODE)


def add_rounds(bp: Blueprint) -> None:
    """Let the blueprint answer and do them."""
    bp.get(_ROUNDS)(bp.response(200, RoundsAnswer)(rounds))
    bp.get(f"{_ROUNDS}/gaps")(bp.response(200, GapAnswer(many=True))(gaps))
    for rule, schema, view in (
        (f"{_ROUNDS}/wishes", MakeWish, wish_for_day),
        (f"{_ROUNDS}/wishes/clear", ClearDay, clear_day),
        (f"{_ROUNDS}/wishes/finish", Nothing, finish_wishes),
        (f"{_ROUNDS}/wishes/resume", Nothing, resume_wishes),
        (f"{_ROUNDS}/gaps", TakeGap, take_gap),
    ):
        bp.post(rule)(bp.arguments(schema)(bp.response(201, DoneAnswer)(view)))


@acts("rosters.see_rounds")
def rounds(roster: Id) -> dict[str, Any]:
    """In which round a roster is, until when, what it asks of one, and one's own wishes."""
    found = roster_or_404(roster, "rosters.see_rounds")
    shown = rounds_shown(g.views, roster)
    if shown is None:
        raise NotThere
    asked = wishing_in(g.views, found.team, found.first, found.last)
    done = finished_in(g.views, roster)
    wishes = wishes_of(g.views, g.person, found.first, found.last)
    strong = jokers_of(g.views, roster, g.person)
    return shown._asdict() | {
        "id": roster, "state": found.state, "finished": g.person in done, "position": g.position,
        "finished_count": len(done.intersection(asked)), "member_count": len(asked),
        "jokers_left": max(shown.jokers - len(strong), 0),
        "wishes": [
            {"date": day, "kind": kind or None, "level": level, "joker": (day, kind) in strong}
            for day, made in wishes.items()
            for kind, level in made.items()
        ],
        **_asked(strip(found), shown),
    }  # fmt: skip


def _asked(asked: Asked | None, shown: RoundsShown) -> dict[str, Any]:
    """Where it is; nothing is asked any more once the roster is published."""
    if asked is None:
        return {"round": None, "known_before": None, "known_before_by": None, "asks": False, "sentence": None}
    return {
        "round": asked.name, "known_before": asked.deadline, "known_before_by": asked.rule.article,
        "asks": asked.waits, "sentence": asked.says,
    }  # fmt: skip


@acts("rosters.see_rounds")
def gaps(roster: Id) -> list[dict[str, Any]]:
    """What the roster lacks, what suits one best first, with the effect of taking it."""
    found = roster_or_404(roster, "rosters.see_rounds")
    if not allowed("rosters.take_gap", found.team):
        return []
    return [_gap(effect) for effect in effects_for(g.views, found, lacks_of(g.views, found), g.person).lines]


def _gap(effect: Effect) -> dict[str, Any]:
    return {
        "date": effect.gap.date, "kind": effect.gap.kind, "missing": effect.gap.missing,
        "fits": effect.refused is None, "minutes": effect.minutes, "minutes_now": effect.minutes - effect.gained,
        "contract_minutes": effect.contract, "rest_before": effect.before, "rest_after": effect.after,
        "points": effect.points, "points_ahead": None if effect.ahead is None else float(effect.ahead),
        "wish": effect.wish or None,
        "remarks": [{"rule": v.rule, "severity": v.severity, "sentence": tr(v.says)} for v in effect.verdicts],
    }  # fmt: skip


@acts("rosters.make_wish")
def wish_for_day(asked: dict[str, Any], roster: Id) -> dict[str, Any]:
    """Say what suits on a day, perhaps strongly."""
    day = asked.pop("date").isoformat()
    return did(lambda: g.house.rosters.wish_for_day(roster, date=day, **asked), roster)


@acts("rosters.make_wish")
def clear_day(asked: dict[str, Any], roster: Id) -> dict[str, Any]:
    """Take all wishes for a day back, and their jokers."""
    return did(lambda: g.house.rosters.clear_day(roster, date=asked["date"].isoformat()), roster)


@acts("rosters.make_wish")
def finish_wishes(_: dict[str, Any], roster: Id) -> dict[str, Any]:
    """Say that one's wishes are complete."""
    return did(lambda: g.house.rosters.finish_wishes(roster), roster)


@acts("rosters.make_wish")
def resume_wishes(_: dict[str, Any], roster: Id) -> dict[str, Any]:
    """Say that they are not complete after all."""
    return did(lambda: g.house.rosters.resume_wishes(roster), roster)


@acts("rosters.take_gap")
def take_gap(asked: dict[str, Any], roster: Id) -> dict[str, Any]:
    """Take a gap."""
    shift, day = asked.get("id") or id_of("gap", command_key()), asked["date"].isoformat()
    return did(lambda: g.house.rosters.take_gap(roster, shift=shift, date=day, kind=asked["kind"]), shift)
