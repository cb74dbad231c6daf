"""The API's commands: the same services as the pages. `Idempotency-Key` (32 hex digits) makes a repeated call one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import g
from flask_smorest import Blueprint

from domain.kernel import Id, id_of
from web import api_schemas as schemas
from web.acting import acting, command_key
from web.acts import acts

Answer = dict[str, Any]
_SHIFT = "/rosters/<id:roster>/shifts/<id:shift>"
_SWAP = "/rosters/<id:roster>/swaps/<id:swap>"


def add_commands(bp: Blueprint) -> None:
    """Let the blueprint do them."""
    for rule, schema, view in (
        ("/rosters/<id:roster>/shifts", schemas.PlanShift, plan_shift),
        (f"{_SHIFT}/claim", schemas.Nothing, claim_shift),
        (f"{_SHIFT}/offer", schemas.Nothing, offer_shift),
        (f"{_SHIFT}/withdraw-offer", schemas.Nothing, withdraw_offer),
        (f"{_SHIFT}/give-back", schemas.Nothing, give_back_shift),
        (f"{_SHIFT}/assign", schemas.AssignShift, assign_shift),
        (f"{_SHIFT}/unassign", schemas.UnassignShift, unassign_shift),
        (f"{_SHIFT}/move", schemas.MoveShift, move_shift),
        (f"{_SHIFT}/drop", schemas.Nothing, drop_shift),
        (f"{_SHIFT}/hours", schemas.RecordHours, record_hours),
        ("/rosters/<id:roster>/swaps", schemas.ProposeSwap, propose_swap),
        (f"{_SWAP}/swap", schemas.Nothing, swap_shift),
        (f"{_SWAP}/end", schemas.Nothing, end_swap),
    ):
        bp.post(rule)(bp.arguments(schema)(bp.response(201, schemas.DoneAnswer)(view)))


@acts("rosters.see_roster")
def plan_shift(asked: Answer, roster: Id) -> Answer:
    """Take a shift on a day, or as planner plan one for somebody or open."""
    shift, day, kind = asked.get("id") or id_of("shift", command_key()), asked["date"].isoformat(), asked["kind"]
    rosters = g.house.rosters
    if "person" not in asked:
        return did(lambda: rosters.take_shift(roster, shift=shift, date=day, kind=kind), shift)
    return did(lambda: rosters.plan_shift(roster, shift=shift, date=day, kind=kind, person=asked["person"]), shift)


@acts("rosters.take_shift")
def claim_shift(_: Answer, roster: Id, shift: Id) -> Answer:
    """Take a shift that is open or on offer."""
    return did(lambda: g.house.rosters.claim_shift(roster, shift), shift)


@acts("rosters.offer_shift")
def offer_shift(_: Answer, roster: Id, shift: Id) -> Answer:
    """Offer one's own shift to the team."""
    return did(lambda: g.house.rosters.offer_shift(roster, shift), shift)


@acts("rosters.offer_shift")
def withdraw_offer(_: Answer, roster: Id, shift: Id) -> Answer:
    """Keep a shift that was on offer."""
    return did(lambda: g.house.rosters.withdraw_offer(roster, shift), shift)


@acts("rosters.take_shift")
def give_back_shift(_: Answer, roster: Id, shift: Id) -> Answer:
    """Let one's own shift come open before the roster is published."""
    return did(lambda: g.house.rosters.give_back_shift(roster, shift), shift)


@acts("rosters.assign_shift")
def assign_shift(asked: Answer, roster: Id, shift: Id) -> Answer:
    """Let a standing shift be somebody's."""
    return did(lambda: g.house.rosters.assign_shift(roster, shift, **asked), shift)


@acts("rosters.assign_shift")
def unassign_shift(asked: Answer, roster: Id, shift: Id) -> Answer:
    """Let a shift come open."""
    return did(lambda: g.house.rosters.unassign_shift(roster, shift, **asked), shift)


@acts("rosters.assign_shift")
def move_shift(asked: Answer, roster: Id, shift: Id) -> Answer:
    """Let a shift be on another day or of another kind."""
    day, kind = asked["date"].isoformat(), asked["kind"]
    return did(lambda: g.house.rosters.move_shift(roster, shift, date=day, kind=kind), shift)


@acts("rosters.plan_shift")
def drop_shift(_: Answer, roster: Id, shift: Id) -> Answer:
    """Take out a shift that nobody works."""
    return did(lambda: g.house.rosters.drop_shift(roster, shift), shift)


@acts("rosters.record_hours")
def record_hours(asked: Answer, roster: Id, shift: Id) -> Answer:
    """Record what was really worked."""
    return did(lambda: g.house.rosters.record_hours(roster, shift, **asked), shift)


@acts("rosters.swap_shift")
def propose_swap(asked: Answer, roster: Id) -> Answer:
    """Ask a colleague to swap two shifts."""
    swap = asked.get("id") or id_of("swap", command_key())
    giving, wanting = asked["giving"], asked["wanting"]
    return did(lambda: g.house.rosters.propose_swap(roster, swap=swap, giving=giving, wanting=wanting), swap)


@acts("rosters.swap_shift")
def swap_shift(_: Answer, roster: Id, swap: Id) -> Answer:
    """Agree to a proposal."""
    return did(lambda: g.house.rosters.swap_shift(roster, swap), swap)


@acts("rosters.swap_shift")
def end_swap(_: Answer, roster: Id, swap: Id) -> Answer:
    """Decline a proposal, or withdraw one's own."""
    return did(lambda: g.house.rosters.end_swap(roster, swap), swap)


def did(command: Callable[[], int | None], id: Id) -> Answer:
    """Run a command as who is signed in; where it stands in the log."""
    with acting():
        position = command()
    return {"position": position, "id": id}
