"""Authority: pure functions over dated relation facts, deny by default (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from domain.kernel.acting import OPERATOR, _acting, acting
from domain.kernel.clock import today
from domain.kernel.ids import Id
from domain.kernel.refusal import NotAllowed, NotThere

EVERYONE = "everyone"
"""The pseudo-role of whoever is signed in."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A person's role in a team (or in the whole organisation: team None) from a day up to and including another."""

    role: str
    team: Id | None
    since: str
    until: str | None


@dataclass(frozen=True, slots=True)
class Relations:
    """Everything that decides what a person may do, and what a shift may ask of that person."""

    person: Id
    relations: tuple[Relation, ...] = ()
    competences: tuple[tuple[str, str, str | None], ...] = ()
    """(code, since, until) of what the person is qualified for."""
    limits: Mapping[str, Any] = field(default_factory=dict)
    """Personal limits, as `domain.people.person.Limits`."""
    contracts: tuple[tuple[str, int], ...] = ()
    """From which day how many minutes a week by contract, the oldest first."""
    closed: bool = False
    """Whether the person's account was closed: then nobody may look under this name."""

    def roles(self, team: Id | None, at: str) -> frozenset[str]:
        """The roles on a day: those in the team and those in the organisation."""
        return frozenset(
            r.role
            for r in self.relations
            if r.team in (None, team) and r.since <= at and (r.until is None or at <= r.until)
        )

    def roles_in(self, team: Id, at: str) -> frozenset[str]:
        """The roles in the team itself on a day."""
        return frozenset(
            r.role for r in self.relations if r.team == team and r.since <= at and (r.until is None or at <= r.until)
        )

    def competent(self, code: str, at: str) -> bool:
        """Whether the person has the competence on that day."""
        return any(c == code and since <= at and (until is None or at <= until) for c, since, until in self.competences)

    def teams(self, at: str) -> tuple[Id, ...]:
        """The teams that the person has any role in on that day."""
        return tuple(
            dict.fromkeys(
                r.team for r in self.relations if r.team and r.since <= at and (r.until is None or at <= r.until)
            )
        )


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes, in this role."""

    role: str

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """No. `related` says whether the person has any relation with the team: without one it does not exist for them."""

    reason: str
    related: bool

    def __bool__(self) -> bool:
        return False


_actions: dict[str, tuple[str, ...]] = {}


def declare(actions: dict[str, Iterable[str]]) -> None:
    """Say which roles may do what, the role that is recorded first; an action is declared once."""
    for action, roles in actions.items():
        wanted = tuple(roles)
        if _actions.setdefault(action, wanted) != wanted:
            raise ValueError(f"{action} is declared twice")


def declared_actions() -> dict[str, tuple[str, ...]]:
    """Every action with the roles that may do it."""
    return dict(_actions)


def may(actor: Relations, action: str, team: Id | None, at: str) -> Allowed | Denied:
    """Whether `actor` may do `action` for `team` (None: for the organisation) on the day `at`."""
    if actor.person == OPERATOR:
        return Allowed("operator")
    held = actor.roles(team, at)
    for role in _actions.get(action, ()):
        if role in held or role == EVERYONE:
            return Allowed(role)
    return Denied(f"{action} needs one of {', '.join(_actions.get(action, ())) or 'nothing that exists'}", bool(held))


class RelationSource(Protocol):
    """Where dated relations come from: a projection."""

    def relations(self, person: Id) -> Relations:
        """The relations of a person."""

    def members(self, team: Id, day: str) -> frozenset[Id]:
        """Who works in the team on that day."""

    def knows(self, person: Id) -> bool:
        """Whether the person was registered."""


@dataclass(slots=True)
class Authority:
    """The port through which every slice asks for authority."""

    source: RelationSource

    def relations(self, person: Id) -> Relations:
        """The relations of a person."""
        return self.source.relations(person)

    def is_member(self, person: Id, team: Id, day: str) -> bool:
        """Whether the person works in the team on that day."""
        return person in self.source.members(team, day)

    def knows(self, person: Id) -> bool:
        """Whether the person was registered."""
        return self.source.knows(person)

    def require_related(self, person: Id, team: Id) -> None:
        """Raises NotThere unless the person has a role in the team, now or later: others' people do not exist here."""
        held = self.source.relations(person).relations
        if not any(r.team == team and (r.until is None or today().isoformat() <= r.until) for r in held):
            raise NotThere

    def require_worked(self, person: Id, team: Id, first: str, last: str) -> None:
        """Raises NotThere unless the person works in the team on one of these days."""
        held = self.source.relations(person).relations
        if not any(
            r.team == team and r.role == "member" and r.since <= last and (r.until is None or first <= r.until)
            for r in held
        ):
            raise NotThere

    def require_role(self, role: str, team: Id) -> None:
        """Go on in this role of the team; raises NotAllowed."""
        if role not in self.source.relations(acting().person).roles(team, today().isoformat()) and (
            acting().person != OPERATOR
        ):
            raise NotAllowed
        _acting.set(replace(acting(), role=role))

    def may(self, action: str, team: Id | None) -> Allowed | Denied:
        """Whether the one who acts may do this now."""
        return may(self.source.relations(acting().person), action, team, today().isoformat())

    def require(self, action: str, team: Id | None) -> None:
        """Go on in the role that allows it, which the facts will carry; raises NotAllowed, or NotThere to outsiders."""
        if action not in _actions:
            raise LookupError(f"{action} is not declared")
        answer = self.may(action, team)
        if isinstance(answer, Denied):
            raise NotAllowed if answer.related else NotThere
        _acting.set(replace(acting(), role=answer.role))
