"""Why a line stands on a resident's account, in plain words: who asked and signed, who put it there, and the fact."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from flask import g, url_for

from domain.kernel import Id
from projections.finance_proposals import proposal_of
from projections.finance_residents import Line, told_at
from projections.finance_withdrawals import paid_with
from web.say import say as _
from web.trail import may_see
from web.trail_story import teller


@dataclass(frozen=True, slots=True)
class Why:
    """Who did it, in a sentence or two, and where it stands in the trail for who may see it there."""

    says: str
    href: str | None


def why_of(team: Id, person: Id, line: Line) -> Why:
    """Why a line of a resident is there, as far as it is of this resident alone."""
    places = [line.position, *told_at(g.views, person, line.position)]
    href = next((url_for("trail.fact", position=one) for one in places if may_see(one)), None)
    return Why(" ".join(_says(team, person, line)), href)


def _says(team: Id, person: Id, line: Line) -> list[str]:
    kind, _colon, id = (line.source or "").partition(":")
    name, by = teller().person, teller().person(line.by)
    back = [_("Dit draait een andere regel terug.")] if line.kind == "reversal" else []
    asked = paid_with(g.views, team, person, line.entry)
    if asked:
        signed = [name(one) for one in (asked.signers[0], asked.signers[-1])]
        told = _("{who} vroeg het. {one} en {other} tekenden.").format(who=name(asked.asker), one=signed[0],
                                                                       other=signed[1])  # fmt: skip
        bank = [_("De bank betaalde het; {who} zocht de bankregel erbij.").format(who=by)] if kind == "line" else []
        return [told, *bank]
    found = proposal_of(g.views, team, id) if kind == "proposal" else None
    if found and found.decider:
        told = _("{who} stelde het voor, {other} keurde het goed.").format(
            who=name(found.requesters[-1]), other=name(found.decider)
        )
        return [*back, told]
    if kind == "line":
        return [_("Het staat op het afschrift van de bank; {who} zette het op naam.").format(who=by)]
    return [*back, _("Geboekt door {who}.").format(who=by)]


def whys(team: Id, person: Id) -> partial[Why]:
    """The same, for a page to ask line by line."""
    return partial(why_of, team, person)
