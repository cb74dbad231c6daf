"""Of those of other teams who are in a proposal: from where, what they were asked, and whether they can be now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g
from flask_babel import gettext

from domain.kernel import Id, Refusal
from domain.rosters.proposals import Placement
from projections.proposal_asked import AskedOf, asked_in
from projections.proposal_visitors import against_today, team_of
from projections.proposals import Alternative, ProposalShown
from projections.roster_shapes import Period
from web.language import tr
from web.proposals_parts import AskTold, Standing
from web.roster_view import may_plan
from web.shown import instant_of, shown_now
from web.teller import Teller


def _(text: str, **places: object) -> str:
    return str(gettext(text, **places))


@dataclass(frozen=True, slots=True)
class Asking:
    """What was asked for a roster, and what stands against asking more."""

    asked: dict[tuple[str, str, Id], AskedOf]
    against: Callable[[Id, str], Refusal | None]
    now: str
    may: bool
    """Whether who looks may ask."""

    def state(self, placement: Placement, stands: Standing) -> str:
        """done, waits, no, taken, or nothing: it can be asked."""
        was = self.asked.get((placement.date, placement.kind, placement.person))
        if stands.state(placement):
            return stands.state(placement)
        if was is None or was.how or was.ends <= self.now:
            return ""
        return was.answer or "waits"

    def shift(self, placement: Placement) -> Id | None:
        """The shift for which they were asked."""
        was = self.asked.get((placement.date, placement.kind, placement.person))
        return was.shift if was else None


def asking_of(alternatives: Sequence[Alternative], found: Period, shown: ProposalShown) -> Asking:
    """What a page needs of all who are to be asked."""
    persons = sorted({p.person for one in alternatives for p in one.shifts if p.asks})
    may = g.at is None and shown.state == "offered" and found.state in ("planned", "published") and may_plan(found.team)
    return Asking(
        asked_in(g.views, found.roster), against_today(g.views, found.team, persons, shown_now()),
        instant_of(shown_now()), may,
    )  # fmt: skip


def ask_told(
    one: Alternative, person: Id, found: Period, stands: Standing, asking: Asking, tells: Teller
) -> AskTold | None:
    """What is to be asked of somebody; None when nothing is."""
    mine = [p for p in one.shifts if p.asks and p.person == person]
    if not mine:
        return None
    team = team_of(g.views, person, mine[0].date)
    left = [p for p in mine if not asking.state(p, stands)]
    against = [asking.against(person, tells.place(found.team, p.kind)) for p in left]
    why = tr(against[0]) if against and against[0] is not None and all(against) else ""
    says: dict[str, Any] = {
        "done": _("zei ja"), "waits": _("gevraagd, nog geen antwoord"), "no": _("zei nee"),
        "taken": _("intussen bezet"), "": _("nog niet gevraagd"),
    }  # fmt: skip
    return AskTold(
        tells.team(team) if team else "", len(left), asking.may and bool(left) and not why, why if asking.may else "",
        {(p.date, p.kind): (says[asking.state(p, stands)], asking.shift(p)) for p in mine},
    )  # fmt: skip
