"""What the engine is asked: a period's shifts, the carers with all that binds them, and the team's agreements.

Ids and figures only, no names and no free text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.kernel import Id


@dataclass(frozen=True, slots=True)
class Slot:
    """One shift for one person. `start` and `end` are instants (UTC); the clock on the wall stands beside them."""

    id: Id
    date: str
    """The local day to which it belongs."""
    kind: str
    place: str
    """V, D, L, N or S: where it stands in the day; points go by it."""
    start: str
    end: str
    local_start: str
    local_end: str
    minutes: int
    """Net of breaks."""
    nature: str = "work"
    """work, sleep or on_call."""
    needs: tuple[str, ...] = ()
    """Competences that whoever works it must have, all of them."""
    carer: Id | None = None
    """Who has it now."""
    fixed: bool = False
    """It is not the engine's to change: who has it keeps it, or it stays open."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a local day up to and with another; without `last`: for good."""

    first: str
    last: str | None = None

    def holds(self, day: str) -> bool:
        """Whether a day lies in it."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Competence:
    """What somebody is competent in, and when."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody would like on a day, of one kind of shift or (None) of any."""

    date: str
    kind: str | None
    level: str
    """want, rather_not or cannot; who cannot is never proposed."""
    weight: int = 1
    joker: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What somebody asked not to go beyond in a period; None: nothing. They are kept."""

    max_minutes: int | None = None
    max_run: int | None = None
    max_weekends: int | None = None
    max_shifts: tuple[tuple[str, int], ...] = ()
    """Of a kind at most so many."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Work that is not a slot: before or after the period, in any team, or during it elsewhere; or absence's hours."""

    start: str
    end: str
    nature: str = "work"
    """As a slot's, or `absence` (hours that count, ATW 5:2)."""
    breaks: int = 0
    date: str | None = None
    kind: str | None = None
    """Day and kind of a shift in this very team, for what may follow what."""


@dataclass(frozen=True, slots=True)
class RulesFrom:
    """The set of labour rules that holds for somebody from a day on."""

    since: str
    name: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A set that an organisation made itself: the document that `labour.read_set` reads, as JSON text."""

    name: str
    document: str


@dataclass(frozen=True, slots=True)
class Carer:
    """Somebody who may work here, with everything that binds them."""

    id: Id
    contract: int
    """Minutes in the period, for the days on which they are in the team; absence is taken off by who asks."""
    per_week: int | None = None
    """Contract minutes a week, for the hours of a year."""
    there: tuple[Span, ...] = ()
    """When they are in the team; nothing: the whole period."""
    competences: tuple[Competence, ...] = ()
    absences: tuple[Span, ...] = ()
    wishes: tuple[Wish, ...] = ()
    limits: Limits = Limits()
    carried: float = 0.0
    """Points more than an even share, of the periods before."""
    elsewhere: tuple[Stretch, ...] = ()
    """All work before and after the period (a year back is enough), and during it in other teams."""
    rules: tuple[RulesFrom, ...] = (RulesFrom("1900-01-01", "cao-ghz"),)
    pregnant: bool = False
    told: str | None = None
    """The instant at which they know the roster, where the term of notice is to be judged."""
    flex: bool = False
    """No hours to reach: asked for what the team itself cannot fill."""
    off_days: bool = False
    """Agreed to be put to work on a day that was to be off."""
    splits: tuple[Span, ...] = ()
    """Days on which they agreed to a split shift (cao 6:6); without that none is proposed."""
    visits: tuple[Span, ...] = ()
    """Days of `there` on which they belong to another team and let this one ask: nothing is theirs without their yes.

    Only a slot that nobody has is proposed to them, after the team's own people.
    """

    @property
    def visitor(self) -> bool:
        """Whether they never belong to this team."""
        return bool(self.visits) and self.visits == self.there

    def asks(self, day: str) -> bool:
        """Whether a slot on this day is to be asked of them."""
        return any(span.holds(day) for span in self.visits)


@dataclass(frozen=True, slots=True)
class Weights:
    """The points of a shift from a day on, as the team agreed (domain/rosters/points.py)."""

    since: str
    night: int
    sleep: int
    evening: int
    weekend: int


@dataclass(frozen=True, slots=True)
class Mix:
    """Among those who work these slots the team wants so many who are competent in something; it may fall short."""

    slots: tuple[Id, ...]
    competence: str
    least: int


@dataclass(frozen=True, slots=True)
class Problem:
    """All that a proposal is made from."""

    team: Id
    first: str
    last: str
    slots: tuple[Slot, ...]
    carers: tuple[Carer, ...]
    points: tuple[Weights, ...] = ()
    """None: the standard points."""
    no_next: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For a kind: which may not follow it on the next day."""
    mixes: tuple[Mix, ...] = ()
    sets: tuple[RuleSet, ...] = ()
    """Sets of an organisation's own; those that come with the project need no document."""
    frozen: str | None = None
    """An instant: what begins before it is past, and stays as it is."""

    def slot(self, id: Id) -> Slot:
        """The slot with an id; raises KeyError."""
        return {slot.id: slot for slot in self.slots}[id]

    def carer(self, id: Id) -> Carer:
        """The carer with an id; raises KeyError."""
        return {carer.id: carer for carer in self.carers}[id]

    def own(self) -> Problem:
        """The same without those of other teams who let this one ask."""
        parted = (replace(c, there=tuple(s for s in c.there if s not in c.visits), visits=()) for c in self.carers)
        kept = (mine for mine, carer in zip(parted, self.carers, strict=True) if not carer.visitor)
        return replace(self, carers=tuple(kept))

    def stays(self, slot: Slot) -> bool:
        """Whether a slot is not the engine's to change."""
        return slot.fixed or (self.frozen is not None and slot.start < self.frozen)
