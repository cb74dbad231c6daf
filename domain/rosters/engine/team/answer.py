"""What the engine says: alternatives with what each costs whom, progress, and explanations. Ids and figures only."""

from __future__ import annotations

from dataclasses import dataclass

from domain.kernel import Id

AIMS = ("fair", "wishes", "hours")
"""What an alternative puts first after cover: an even share of points, wishes, or the hours of the contracts."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that speaks, with its article, value and limit; `since` and `until` are instants.

    Of the labour rules the id and article are those of the checker. Of what is no law `rule` is one of: agenda-double,
    agenda-absent, team-member, team-competence, team-succession, wish-cannot, wish-rather-not, own-kind,
    own-max_minutes, own-max_run, own-max_weekends (as in domain/rosters/verdicts.py), off-day, or awake (shifts that
    adjoin and are too long together).
    """

    rule: str
    article: str
    severity: str
    value: int
    limit: int
    since: str
    until: str
    exceptions_used: int | None = None
    exceptions_left: int | None = None


@dataclass(frozen=True, slots=True)
class Blocked:
    """Why somebody does not work a slot; without findings: it could be, but others were served by it."""

    carer: Id
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A slot that stays open. `reason`: nobody (no carer may, whatever else they work), rules or unfinished.

    `rules`: who may work it is kept from it by what else they work here. `unfinished`: somebody still may, as it
    stands: time was up.
    """

    slot: Id
    reason: str
    blocked: tuple[Blocked, ...]


@dataclass(frozen=True, slots=True)
class WishMet:
    """A wish, and whether it came true."""

    date: str
    kind: str | None
    level: str
    weight: int
    joker: bool
    met: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an alternative means for one carer."""

    carer: Id
    minutes: int
    """Net, of this team's slots in the period."""
    contract: int
    points: int
    share: float
    """Points that would be even: their part of all that is handed out, less what they carried more than even before."""
    carried: float
    """Points more than even after this period."""
    wishes: tuple[WishMet, ...]
    gained: tuple[Id, ...]
    """Slots that they have here and did not have."""
    lost: tuple[Id, ...]
    findings: tuple[Finding, ...]
    """Warnings and exceptions used, by the checker. Nothing that is refused is new here."""


@dataclass(frozen=True, slots=True)
class Totals:
    """An alternative in figures."""

    filled: int
    open: int
    mix_short: int
    wishes_met: int
    wishes_made: int
    jokers_met: int
    jokers_made: int
    points_apart: float
    """Between who carries most above an even share and who most below, afterwards."""
    minutes_off: int
    """Sum of what everybody with a contract is over or under it."""
    changed: int
    """Slots that somebody has here and somebody else, or nobody, had."""
    asked: int = 0
    """Of what is filled: slots of which somebody of another team is to be asked first."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A roster that may be accepted, wholly or per person; it lists every slot that somebody works, in order of time.

    Place them in that order, and what is refused then once more after the others: a sleep shift lets two others stand
    that without it do not.
    """

    aim: str
    seed: int
    assignments: tuple[tuple[Id, Id], ...]
    """Slot and carer."""
    gaps: tuple[Gap, ...]
    carers: tuple[Outcome, ...]
    totals: Totals

    def who(self) -> dict[Id, Id]:
        """Each filled slot's carer."""
        return dict(self.assignments)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: `best` is the best whole alternative so far, lawful and judged, for showing."""

    stage: str
    """making, done or stopped."""
    aim: str
    seconds: float
    filled: int
    open: int
    best: Alternative | None


@dataclass(frozen=True, slots=True)
class Wanting:
    """Slots that cannot all be filled, whatever is tried: more at one time than there are people who may work them."""

    slots: tuple[Id, ...]
    available: int
