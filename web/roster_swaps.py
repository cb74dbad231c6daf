"""Swapping on the sheet: which shifts of colleagues fit both, and the answers that proposals wait for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import g
from flask_babel import gettext as _

from domain.kernel import Id, new_id
from projections.roster_shapes import Shift
from web.dates import day_short
from web.roster_desk import Desk
from web.roster_options import Option, refusals
from web.roster_words import low

_MOST = 8


def swaps_for(desk: Desk, giving: Id) -> list[Option]:
    """Shifts of colleagues for which one could give one's own, nearest day first; both verdicts are yes."""
    mine = desk.data.shift(giving)
    if mine is None or mine.person != g.person:
        return []
    options = []
    for other in _nearest(mine, _to_come(desk, mine)):
        if fits_both(desk, mine, other):
            options.append(propose(desk, mine, other))
        if len(options) == _MOST:
            break
    return options


def swaps_against(desk: Desk, wanting: Shift) -> list[Option]:
    """One's own shifts that one could give for a colleague's."""
    carer = desk.data.carers.get(g.person)
    if carer is None:
        return []
    mine = [
        s for held in carer.shifts.values() for s in held if s.roster == wanting.roster and not desk.started(s.start)
    ]
    return [propose(desk, s, wanting, mine_first=True) for s in _nearest(wanting, mine) if fits_both(desk, s, wanting)][
        :_MOST
    ]


def fits_both(desk: Desk, mine: Shift, other: Shift) -> bool:
    """Whether the checker lets both have the other's shift."""
    me, them = desk.checker(g.person), desk.checker(other.person or "")
    if me.judge_gone(mine, other) or them.judge_gone(other, mine):
        return False
    return not refusals(me.judge_shift(other, but=[mine.shift])) and not refusals(
        them.judge_shift(mine, but=[other.shift])
    )


def propose(desk: Desk, giving: Shift, wanting: Shift, *, mine_first: bool = False) -> Option:
    """The proposal as an option."""
    name = desk.name(wanting.person or "")
    shown = giving if mine_first else wanting
    title = f"{day_short(shown.date)}, {low(desk.shift_title(shown))}"
    says = (
        _("Jij geeft deze aan %(name)s. %(name)s moet ook ja zeggen.", name=name)
        if mine_first
        else _("Van %(name)s, die ook ja moet zeggen.", name=name)
    )
    action = f"/rosters/{desk.roster}/swaps/{new_id()}/propose"
    fields = {"giving": giving.shift, "wanting": wanting.shift}
    return Option(title, says, _("Vraag"), action, fields, shown.kind, desk.place(shown.kind))


def swap_answers(desk: Desk, standing: Iterable[Shift]) -> list[Option]:
    """The proposals about these shifts that wait for one's own answer, or that one made."""
    options, here = [], {s.shift for s in standing}
    for swap in desk.data.swaps:
        if not here & {swap.giving, swap.wanting} or g.person not in (swap.asker, swap.asked):
            continue
        giving, wanting = desk.data.shift(swap.giving), desk.data.shift(swap.wanting)
        if giving is None or wanting is None:
            continue
        base = f"/rosters/{swap.roster}/swaps/{swap.swap}"
        if swap.asked == g.person:
            title = _("%(name)s wil ruilen", name=desk.name(swap.asker))
            says = _("Jij krijgt %(get)s en geeft %(give)s.", get=_short(desk, giving), give=_short(desk, wanting))
            options.append(
                Option(title, says, _("Ja, ruil"), f"{base}/agree", {}, giving.kind, desk.place(giving.kind), best=True)
            )
            options.append(
                Option(
                    _("Nee, ik ruil niet"),
                    _("Alles blijft zoals het is."),
                    _("Zeg nee"),
                    f"{base}/end",
                    {},
                    icon="cross",
                )
            )
        else:
            title = _("Je vroeg %(name)s om te ruilen", name=desk.name(swap.asked))
            says = _(
                "Jij geeft %(give)s voor %(get)s. Er is nog geen antwoord.",
                give=_short(desk, giving), get=_short(desk, wanting),
            )  # fmt: skip
            options.append(Option(title, says, _("Trek in"), f"{base}/end", {}, icon="clock"))
    return options


def _short(desk: Desk, shift: Shift) -> str:
    return f"{day_short(shift.date)} {low(desk.kind_name(shift.kind))}"


def _to_come(desk: Desk, mine: Shift) -> list[Shift]:
    return [
        s
        for person, carer in desk.data.carers.items()
        if person != g.person and not carer.agency
        for held in carer.shifts.values()
        for s in held
        if s.roster == mine.roster and not desk.started(s.start) and (s.kind, s.date) != (mine.kind, mine.date)
    ]


def _nearest(to: Shift, shifts: Iterable[Shift]) -> list[Shift]:
    day = date.fromisoformat(to.date)
    return sorted(shifts, key=lambda s: (abs((date.fromisoformat(s.date) - day).days), s.start, s.shift))
