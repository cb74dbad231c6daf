"""Commands on the shifts of a roster: each route finds the service, the aggregate's method and the test by its name."""

from __future__ import annotations

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, read_id
from projections.roster_shapes import first_row
from web.acts import acts
from web.pages import as_position
from web.roster_answers import carry_out
from web.roster_view import roster_or_404
from web.team_words import break_of


def setup(rosters: Blueprint) -> None:
    """Let the blueprint of the rosters have these routes."""
    for rule, view in _ROUTES.items():
        rosters.post(f"/rosters/<id:roster>/{rule}")(view)


def wanted(name: str) -> str:
    """A field of the form."""
    return request.form.get(name, "").strip()


def wanted_id(name: str) -> Id:
    """An id in the form; raises NotThere for what is none."""
    return maybe_id(name) or _not_there()


def maybe_id(name: str) -> Id | None:
    """An id in the form, or nothing; raises NotThere for what is neither."""
    text = wanted(name)
    try:
        return read_id(text) if text else None
    except ValueError:
        raise NotThere from None


def _not_there() -> Id:
    raise NotThere


def shift_here(roster: Id, shift: Id) -> None:
    """Raises NotThere for a shift of another roster."""
    found = first_row(g.views, "SELECT roster FROM main.rosters_shift_history WHERE shift = ? LIMIT 1", shift)
    if found is not None and found[0] != roster:
        raise NotThere


@acts("rosters.plan_shift")
def plan_shift(roster: Id, shift: Id) -> ResponseReturnValue:
    """A planner puts a shift into the roster."""
    found = roster_or_404(roster, "rosters.plan_shift")
    shift_here(roster, shift)
    day, kind, person = wanted("date"), wanted("kind"), maybe_id("person")
    return carry_out(found, lambda: g.house.rosters.plan_shift(roster, shift=shift, date=day, kind=kind, person=person))


@acts("rosters.take_shift")
def take_shift(roster: Id, shift: Id) -> ResponseReturnValue:
    """A carer plans oneself."""
    found = roster_or_404(roster, "rosters.take_shift")
    shift_here(roster, shift)
    day, kind, needed = wanted("date"), wanted("kind"), bool(wanted("needed"))
    return carry_out(found, lambda: g.house.rosters.take_shift(roster, shift=shift, date=day, kind=kind, needed=needed))


@acts("rosters.take_shift")
def claim_shift(roster: Id, shift: Id) -> ResponseReturnValue:
    """A carer takes a shift that is open or on offer."""
    found = roster_or_404(roster, "rosters.take_shift")
    shift_here(roster, shift)
    return carry_out(found, lambda: g.house.rosters.claim_shift(roster, shift))


@acts("rosters.take_shift")
def give_back_shift(roster: Id, shift: Id) -> ResponseReturnValue:
    """A carer gives a shift back before the roster is published."""
    found = roster_or_404(roster, "rosters.take_shift")
    shift_here(roster, shift)
    return carry_out(found, lambda: g.house.rosters.give_back_shift(roster, shift))


@acts("rosters.assign_shift")
def assign_shift(roster: Id, shift: Id) -> ResponseReturnValue:
    """A planner lets a shift be somebody's."""
    found = roster_or_404(roster, "rosters.assign_shift")
    shift_here(roster, shift)
    person, instead_of = wanted_id("person"), maybe_id("instead_of")
    return carry_out(found, lambda: g.house.rosters.assign_shift(roster, shift, person=person, instead_of=instead_of))


@acts("rosters.assign_shift")
def unassign_shift(roster: Id, shift: Id) -> ResponseReturnValue:
    """A planner lets a shift come open."""
    found = roster_or_404(roster, "rosters.assign_shift")
    shift_here(roster, shift)
    was = wanted_id("was")
    return carry_out(found, lambda: g.house.rosters.unassign_shift(roster, shift, was=was))


@acts("rosters.assign_shift")
def move_shift(roster: Id, shift: Id) -> ResponseReturnValue:
    """A planner lets a shift be on another day or of another kind."""
    found = roster_or_404(roster, "rosters.assign_shift")
    shift_here(roster, shift)
    day, kind = wanted("date"), wanted("kind")
    return carry_out(found, lambda: g.house.rosters.move_shift(roster, shift, date=day, kind=kind))


@acts("rosters.assign_shift")
def place_shift(roster: Id, shift: Id) -> ResponseReturnValue:
    """A planner carries a shift to another cell."""
    found = roster_or_404(roster, "rosters.assign_shift")
    shift_here(roster, shift)
    day, person, was = wanted("date"), maybe_id("person"), maybe_id("was")
    return carry_out(found, lambda: g.house.rosters.place_shift(roster, shift, date=day, person=person, was=was))


@acts("rosters.plan_shift")
def drop_shift(roster: Id, shift: Id) -> ResponseReturnValue:
    """A planner takes a shift out of the roster."""
    found = roster_or_404(roster, "rosters.plan_shift")
    shift_here(roster, shift)
    was = maybe_id("was")
    return carry_out(found, lambda: g.house.rosters.drop_shift(roster, shift, was=was))


@acts("rosters.offer_shift")
def offer_shift(roster: Id, shift: Id) -> ResponseReturnValue:
    """A carer offers a shift to the team."""
    found = roster_or_404(roster, "rosters.offer_shift")
    shift_here(roster, shift)
    return carry_out(found, lambda: g.house.rosters.offer_shift(roster, shift))


@acts("rosters.offer_shift")
def withdraw_offer(roster: Id, shift: Id) -> ResponseReturnValue:
    """A carer keeps a shift after all."""
    found = roster_or_404(roster, "rosters.offer_shift")
    shift_here(roster, shift)
    return carry_out(found, lambda: g.house.rosters.withdraw_offer(roster, shift))


@acts("rosters.record_hours")
def record_hours(roster: Id, shift: Id) -> ResponseReturnValue:
    """Somebody records what was really worked."""
    found = roster_or_404(roster, "rosters.record_hours")
    shift_here(roster, shift)
    start, end, typed = wanted("start"), wanted("end"), wanted("breaks")
    return carry_out(
        found, lambda: g.house.rosters.record_hours(roster, shift, start=start, end=end, breaks=break_of(typed))
    )


@acts("people.disown_act")
def disown_act(roster: Id, shift: Id) -> ResponseReturnValue:
    """Somebody says that what was done in their name with a shift was done by somebody else."""
    found = roster_or_404(roster)
    shift_here(roster, shift)
    position = request.form.get("position", type=as_position, default=0)
    return carry_out(found, lambda: g.house.people.disown_act(position))


@acts("rosters.swap_shift")
def propose_swap(roster: Id, swap: Id) -> ResponseReturnValue:
    """A carer asks a colleague to swap."""
    found = roster_or_404(roster, "rosters.swap_shift")
    giving, wanting = wanted_id("giving"), wanted_id("wanting")
    shift_here(roster, giving)
    shift_here(roster, wanting)
    return carry_out(found, lambda: g.house.rosters.propose_swap(roster, swap=swap, giving=giving, wanting=wanting))


@acts("rosters.swap_shift")
def end_swap(roster: Id, swap: Id) -> ResponseReturnValue:
    """A carer says no, or withdraws the question."""
    found = roster_or_404(roster, "rosters.swap_shift")
    return carry_out(found, lambda: g.house.rosters.end_swap(roster, swap))


@acts("rosters.swap_shift")
def swap_shift(roster: Id, swap: Id) -> ResponseReturnValue:
    """A carer says yes: both shifts change hands."""
    found = roster_or_404(roster, "rosters.swap_shift")
    return carry_out(found, lambda: g.house.rosters.swap_shift(roster, swap))


@acts("rosters.make_wish")
def make_wish(roster: Id, day: str) -> ResponseReturnValue:
    """A carer says what suits on a day."""
    found = roster_or_404(roster, "rosters.make_wish")
    level, kind = wanted("level"), wanted("kind") or None
    return carry_out(found, lambda: g.house.rosters.make_wish(found.team, date=day, kind=kind, level=level))


@acts("rosters.make_wish")
def withdraw_wish(roster: Id, day: str) -> ResponseReturnValue:
    """A carer takes a wish back."""
    found = roster_or_404(roster, "rosters.make_wish")
    kind = wanted("kind") or None
    return carry_out(found, lambda: g.house.rosters.withdraw_wish(found.team, date=day, kind=kind))


@acts("rosters.report_absence")
def report_absence(roster: Id, absence: Id) -> ResponseReturnValue:
    """Somebody is away; the shifts to come open."""
    found = roster_or_404(roster, "rosters.report_absence")
    person, first, last, kind = wanted_id("person"), wanted("first"), wanted("last"), wanted("kind")
    return carry_out(
        found,
        lambda: g.house.rosters.report_absence(
            found.team, absence=absence, person=person, first=first, last=last, kind=kind
        ),
    )


@acts("rosters.report_absence")
def withdraw_absence(roster: Id, absence: Id) -> ResponseReturnValue:
    """Somebody is there after all."""
    found = roster_or_404(roster, "rosters.report_absence")
    person = wanted_id("person")
    return carry_out(found, lambda: g.house.rosters.withdraw_absence(found.team, absence=absence, person=person))


_ROUTES = {
    "shifts/<id:shift>/plan": plan_shift,
    "shifts/<id:shift>/take": take_shift,
    "shifts/<id:shift>/claim": claim_shift,
    "shifts/<id:shift>/give-back": give_back_shift,
    "shifts/<id:shift>/assign": assign_shift,
    "shifts/<id:shift>/unassign": unassign_shift,
    "shifts/<id:shift>/move": move_shift,
    "shifts/<id:shift>/place": place_shift,
    "shifts/<id:shift>/drop": drop_shift,
    "shifts/<id:shift>/offer": offer_shift,
    "shifts/<id:shift>/withdraw-offer": withdraw_offer,
    "shifts/<id:shift>/record-hours": record_hours,
    "shifts/<id:shift>/disown": disown_act,
    "swaps/<id:swap>/propose": propose_swap,
    "swaps/<id:swap>/end": end_swap,
    "swaps/<id:swap>/agree": swap_shift,
    "wishes/<day>/make": make_wish,
    "wishes/<day>/withdraw": withdraw_wish,
    "absences/<id:absence>/report": report_absence,
    "absences/<id:absence>/withdraw": withdraw_absence,
}
