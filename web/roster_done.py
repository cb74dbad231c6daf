"""What a command on a roster did, in a sentence, with the command that turns it back: read from the log itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import g
from flask_babel import gettext as _

from domain.kernel import Fact, Id
from domain.people import Person
from domain.rosters import Agenda, Roster
from projections.roster_page import period
from projections.roster_shapes import Period, first_row
from web.dates import clock, day_short
from web.layout import person_name
from web.parts import opened
from web.roster_view import may_plan
from web.roster_words import low

_NEAR = 12
_MANY = 1_000
"""A command makes few facts, and they stand together in the log; only publishing may make many."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done; `action` with `fields` turns it back, when it can be."""

    says: str
    action: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    go: str = ""
    """What the button says when it does not simply turn back."""


@dataclass(frozen=True, slots=True)
class Told:
    """A fact of one's own with what was so before it."""

    fact: Any
    position: int
    period: Period
    planner: bool
    facts: tuple[Fact, ...]

    @property
    def base(self) -> str:
        """Where commands on its shift are sent."""
        return f"/rosters/{self.period.roster}/shifts/{self.fact.shift}"

    def before(self, column: str) -> Any:
        """A value of the shift as it stood before the command."""
        found = first_row(
            g.views, f"SELECT {column} FROM main.rosters_shift_history WHERE shift = ? AND until = ?",
            self.fact.shift, self.position,
        )  # fmt: skip
        return found[0] if found else None

    def shift(self) -> str:
        """za 7, laat: the shift as it is now, or was."""
        found = first_row(
            g.views,
            "SELECT date, kind FROM main.rosters_shift_history WHERE shift = ? AND since <= ? "
            "ORDER BY since DESC LIMIT 1",
            self.fact.shift, self.position + len(self.facts) - 1,
        )  # fmt: skip
        return _when(self.period.team, *found) if found else ""


def done(position: int, roster: Id) -> Done | None:
    """What the person who looks did with the command whose first fact stands at a position."""
    found = period(g.views, roster)
    if found is None or position <= 0:
        return None
    together = _together(position)
    if not together or together[0][1].by != g.person:
        return None
    facts = tuple(fact for _at, fact in together)
    # publishing also plans what is still open: the step says more than those shifts
    together.sort(key=lambda entry: not isinstance(entry[1], Roster.RosterPublished))
    for at, fact in together:
        tell = _TELLERS.get(type(fact))
        if tell:
            return tell(Told(fact, at, found, may_plan(found.team), facts))
    return None


def _together(position: int) -> list[tuple[int, Fact]]:
    """The facts of the command that begins at a position."""
    workspace = g.house.workspace
    for number in (_NEAR, _MANY):
        facts = [(r.position, workspace.decode(r)) for r in workspace.facts(position - 1, number)]
        same = [(at, fact) for at, fact in facts if fact.command == facts[0][1].command]
        if len(same) < number:
            break
    return same if facts and facts[0][0] == position else []


def _when(team: Id, day: str, kind: str) -> str:
    name = first_row(g.views, "SELECT name FROM rosters_kind WHERE team = ? AND code = ?", team, kind)
    return f"{day_short(day)}, {low(opened(name[0])) if name else kind}"


def _works(person: Id, shift: str) -> str:
    if person == g.person:
        return str(_("Je werkt %(shift)s.", shift=shift))
    return str(_("%(name)s werkt %(shift)s.", name=person_name(person), shift=shift))


def _planned(told: Told) -> Done:
    fact = told.fact
    many = sum(isinstance(one, Roster.ShiftPlanned) for one in told.facts)
    if many > 1:
        return Done(_("Er staan %(n)s open diensten bij.", n=many))
    says = (
        _works(fact.person, told.shift())
        if fact.person
        else _("Er staat een open dienst op %(shift)s.", shift=told.shift())
    )
    return Done(says, *_back_out(told, fact.person, drop=True))


def _back_out(told: Told, person: Id | None, *, drop: bool) -> tuple[str, dict[str, str]]:
    """How a shift comes off somebody again: a planner as it was, a carer as long as it is not published."""
    if told.planner:
        return f"{told.base}/{'drop' if drop else 'unassign'}", {"was": person or ""}
    if person == g.person and told.period.state != "published":
        return f"{told.base}/give-back", {}
    return "", {}


def _assigned(told: Told) -> Done:
    fact = told.fact
    says = _works(fact.person, told.shift())
    if fact.was and told.planner:
        return Done(says, f"{told.base}/assign", {"person": fact.was, "instead_of": fact.person})
    action, fields = _back_out(told, fact.person, drop=False)
    if not action and fact.person == g.person and fact.was is None and fact.by == g.person:
        return Done(says, f"{told.base}/give-back", {})
    if not action and fact.person == g.person:
        # a colleague's shift is not given back after publishing: it is offered, one's own until somebody takes it
        return Done(says, f"{told.base}/offer", {}, go=str(_("Bied weer aan")))
    return Done(says, action, fields)


def _moved(told: Told) -> Done:
    says = str(_("De dienst staat nu op %(shift)s.", shift=told.shift()))
    if told.before("kind") != told.fact.kind:
        return Done(says, f"{told.base}/move", {"date": told.before("date"), "kind": told.before("kind")})
    now = first_row(g.views, "SELECT person FROM rosters_shift WHERE shift = ?", told.fact.shift)
    fields = {"date": told.before("date"), "person": told.before("person") or "", "was": (now and now[0]) or ""}
    return Done(says, f"{told.base}/place", fields)


def _unassigned(told: Told) -> Done:
    fact = told.fact
    if any(isinstance(f, Roster.ShiftDropped) for f in told.facts):
        return _dropped(told)
    says = str(_("De dienst %(shift)s staat nu open.", shift=told.shift()))
    if told.planner:
        return Done(says, f"{told.base}/assign", {"person": fact.was, "instead_of": ""})
    return Done(says, f"{told.base}/claim")


def _dropped(told: Told) -> Done:
    says = str(_("De dienst %(shift)s is weggehaald.", shift=told.shift()))
    was = getattr(told.fact, "was", None) or ""
    fields = {"date": told.before("date") or "", "kind": told.before("kind") or "", "person": was}
    from domain.kernel import new_id

    return Done(says, f"/rosters/{told.period.roster}/shifts/{new_id()}/plan", fields)


def _offered(told: Told) -> Done:
    return Done(_("Je biedt %(shift)s aan.", shift=told.shift()), f"{told.base}/withdraw-offer")


def _kept(told: Told) -> Done:
    return Done(_("Je houdt %(shift)s zelf.", shift=told.shift()), f"{told.base}/offer")


def _asked(told: Told) -> Done:
    fact = told.fact
    says = _("Je vroeg %(name)s om te ruilen.", name=person_name(fact.asked))
    return Done(says, f"/rosters/{told.period.roster}/swaps/{fact.swap}/end")


def _ended(told: Told) -> Done:
    declined = told.fact.how == "declined"
    return Done(_("Je ruilt niet. Alles blijft zoals het was.") if declined else _("Je voorstel is ingetrokken."))


def _swapped(told: Told) -> Done:
    return Done(_("Jij en %(name)s hebben geruild.", name=person_name(told.fact.asker)))


def _worked(told: Told) -> Done:
    found = first_row(
        g.views, "SELECT start, end, minutes FROM main.rosters_hours_history WHERE shift = ? AND until = ?",
        told.fact.shift, told.position,
    )  # fmt: skip
    says = str(_("De gewerkte uren zijn vastgelegd."))
    if not found:
        return Done(says)
    from domain.kernel import minutes_between

    breaks = minutes_between(found[0], found[1]) - found[2]
    fields = {"start": clock(found[0]), "end": clock(found[1]), "breaks": str(breaks)}
    return Done(says, f"{told.base}/record-hours", fields)


def _wished(told: Told) -> Done:
    fact = told.fact
    base = f"/rosters/{told.period.roster}/wishes/{fact.day}"
    level = _wish_before(told)
    if isinstance(fact, Agenda.WishWithdrawn):
        return Done(_("Je wens is ingetrokken."), f"{base}/make", {"level": level} if level else {})
    says = {
        "want": _("Je werkt %(day)s graag."),
        "rather_not": _("Je werkt %(day)s liever niet."),
        "cannot": _("Je kunt %(day)s niet."),
    }
    said = says[fact.level].replace("%(day)s", day_short(fact.day))
    return Done(said, f"{base}/make", {"level": level}) if level else Done(said, f"{base}/withdraw")


def _wish_before(told: Told) -> str:
    found = first_row(
        g.views,
        "SELECT level FROM main.rosters_wish_history WHERE person = ? AND day = ? AND kind = ? AND until = ?",
        g.person, told.fact.day, told.fact.kind or "", told.position,
    )  # fmt: skip
    return str(found[0]) if found else ""


def _away(told: Told) -> Done:
    fact = told.fact
    found = first_row(g.views, "SELECT person FROM rosters_absence WHERE absence = ?", fact.absence)
    if isinstance(fact, Agenda.AbsenceWithdrawn) or not found:
        return Done(_("De afwezigheid is ingetrokken. Diensten die open kwamen, staan nog open."))
    name = _("Je") if found[0] == g.person else person_name(found[0])
    says = _(
        "%(name)s staat afwezig van %(first)s tot en met %(last)s.",
        name=name,
        first=day_short(fact.first),
        last=day_short(fact.last),
    )
    return Done(says, f"/rosters/{told.period.roster}/absences/{fact.absence}/withdraw", {"person": found[0]})


def _disowned(told: Told) -> Done:
    return Done(str(_("Genoteerd: dit was niet door jou gedaan. In het spoor staat dat erbij.")))


def _stepped(told: Told) -> Done:
    base = f"/rosters/{told.period.roster}"
    said: dict[type, tuple[str, str]] = {
        Roster.RosterDrafted: (_("Het rooster is begonnen. Alleen planners zien het."), ""),
        Roster.RosterPlanned: (_("Het rooster ligt voor aan de woongroep."), ""),
        Roster.RosterPublished: (_("Het rooster is gepubliceerd. Wat nog nodig is, staat open."), ""),
        Roster.RosterClosed: (_("De periode is gesloten."), f"{base}/reopen"),
        Roster.RosterReopened: (_("De periode is weer open."), f"{base}/close"),
    }
    return Done(*said[type(told.fact)])


_TELLERS: dict[type, Callable[[Told], Done]] = {
    Roster.ShiftPlanned: _planned,
    Roster.ShiftAssigned: _assigned,
    Roster.ShiftClaimed: _assigned,
    Roster.ShiftMoved: _moved,
    Roster.ShiftUnassigned: _unassigned,
    Roster.ShiftDropped: _dropped,
    Roster.ShiftOffered: _offered,
    Roster.OfferWithdrawn: _kept,
    Roster.SwapProposed: _asked,
    Roster.SwapEnded: _ended,
    Roster.ShiftSwapped: _swapped,
    Roster.HoursRecorded: _worked,
    Agenda.WishMade: _wished,
    Agenda.WishWithdrawn: _wished,
    Agenda.AbsenceReported: _away,
    Agenda.AbsenceWithdrawn: _away,
    Person.ActDisowned: _disowned,
    Roster.RosterDrafted: _stepped,
    Roster.RosterPlanned: _stepped,
    Roster.RosterPublished: _stepped,
    Roster.RosterClosed: _stepped,
    Roster.RosterReopened: _stepped,
}
