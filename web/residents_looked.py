"""Residents' money is nobody's business but theirs: who may see whose, and each look is written down first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import g
from flask_babel import lazy_gettext as _l

from domain.finance.residents import SEE, SEE_OWN, SIGN
from domain.kernel import Id, today
from projections.access import relative_of, resident_on
from projections.trail import kept_residents
from web.acts import allowed
from web.looked import look, name_look

name_look(SEE, _l("%(who)s keek naar het geld van %(whose)s."))
name_look(SEE_OWN, _l("%(who)s keek naar het geld van %(whose)s, als bewoner of als verwant."))
name_look(SIGN, _l("%(who)s keek naar een opname of storting van %(whose)s die op een handtekening wacht."))


def own_residents() -> list[Id]:
    """Whose money is somebody's own to see: theirs when they live here, and that of whose relative they are."""
    views, day = g.get("views_now", g.views), today().isoformat()
    return [g.person] * resident_on(views, g.person, day) + relative_of(views, g.person, day)


def kept_for(teams: Iterable[Id]) -> tuple[Id, ...]:
    """Of these teams those whose residents' money the person may see, and the residents who are their own."""
    return (*(team for team in teams if allowed(SEE, team)), *own_residents())


def look_at_own(person: Id) -> None:
    """Write that a resident, or a relative, looks at what is theirs."""
    look(SEE_OWN, person, role="resident" if person == g.person else "relative")


def look_at_residents(people: Iterable[Id], team: Id, object: str = "") -> None:
    """Write that the person looks at the money of these residents of a team; raises LookNotLogged, NotAllowed."""
    for person in people:
        look(SEE, person, object, team=team)


def look_at_asked(person: Id, team: Id) -> None:
    """Write that who asks for money of a resident, and may see what there is, is told whether it is enough."""
    if person == g.person:
        look_at_own(person)
    elif allowed(SEE, team) and _kept(person, team):
        look_at_residents([person], team, "withdrawal")


def look_at_signing(people: Iterable[Id], team: Id, object: str) -> None:
    """Write that who signs a withdrawal, or approves an entry of these residents, is told whether there is enough."""
    if allowed(SEE, team):
        look_at_residents(people, team, object)
    else:
        for person in people:
            look(SIGN, person, object, team=team)


def _kept(person: Id, team: Id) -> bool:
    test = "SELECT 1 FROM finance_resident WHERE team = ? AND person = ?"
    return g.views.execute(test, (team, person)).fetchone() is not None


def look_at_facts(positions: Sequence[int]) -> None:
    """Write whose money these facts tell of, before they are read."""
    for person, team in kept_residents(g.views, positions):
        if allowed(SEE, team):
            look(SEE, person, team=team)
        else:
            look_at_own(person)
