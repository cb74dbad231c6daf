"""The proposals for one roster: asked, offered, taken over or let go. By itself none writes a shift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eventsourcing.domain import event

from domain.kernel import Aggregate, CommandReused, Fact, FirstFact, Id, NotThere, id_of
from domain.rosters.refusals import proposing as refusals

REST, REPLAN = "rest", "replan"
"""Fill what is open; or mend what an absence left, with the fewest changes."""
MOST_SECONDS = 120
_REMEMBERED = 5
"""So many offers of a roster can still be taken over; older ones are over."""

Alternatives = list[dict[str, Any]]
"""What a fact holds of each alternative: its name, shifts, gaps, and what it costs whom."""
Missed = list[dict[str, Any]]
"""What could not be taken over: date, kind, person, and by which rule."""


def proposals_of(roster: Id) -> Id:
    """The id of a roster's proposals."""
    return id_of(roster, "proposals")


@dataclass(frozen=True, slots=True)
class Placement:
    """Somebody on a kind of shift on a day. `shift`: one that stands already; `was`: who has it until now."""

    date: str
    kind: str
    person: Id
    shift: Id | None = None
    was: Id | None = None
    asks: bool = False
    """They belonged to another team when it was offered: it is theirs only by their own yes, whatever happens since."""

    def fields(self) -> dict[str, Any]:
        """As a fact holds it."""
        return asdict(self)


def placements_in(alternative: dict[str, Any]) -> list[Placement]:
    """The shifts of an alternative."""
    return [Placement(**fields) for fields in alternative["shifts"]]


class Proposals(Aggregate):
    """What was asked and offered for one roster."""

    TOPIC = "rosters.Proposals"

    class ProposalsBegun(FirstFact):
        """Somebody asked for a proposal for a roster, the first time."""

        TOPIC = "rosters.ProposalsBegun"
        roster: Id
        team: Id

    class ProposalAsked(Fact):
        """Somebody asked to look for a proposal, seeing the roster at a position; perhaps because of an absence."""

        TOPIC = "rosters.ProposalAsked"
        proposal: Id
        what: str
        seen: int
        seconds: int
        absence: Id | None

    class ProposalStopped(Fact):
        """Somebody stopped the search: the best that was found until then is offered."""

        TOPIC = "rosters.ProposalStopped"
        proposal: Id

    class ProposalOffered(Fact):
        """Alternatives were found in the roster as it stood at a position, each with what it costs whom.

        `moment`: the instant that was now for the search; what began before it stayed as it was.
        """

        TOPIC = "rosters.ProposalOffered"
        proposal: Id
        looked: int
        moment: str
        status: str
        alternatives: Alternatives

    class ProposalFailed(Fact):
        """No proposal came of it: why is a word of the program's."""

        TOPIC = "rosters.ProposalFailed"
        proposal: Id
        how: str

    class ProposalAccepted(Fact):
        """An alternative was taken over, wholly or for one person; what no longer fitted is named."""

        TOPIC = "rosters.ProposalAccepted"
        proposal: Id
        alternative: int
        person: Id | None
        shifts: list[str]
        missed: Missed

    class ProposalLetGo(Fact):
        """The team does not take the proposal over, or nothing more of it."""

        TOPIC = "rosters.ProposalLetGo"
        proposal: Id

    @event(ProposalsBegun)
    def __init__(self, roster: Id, team: Id) -> None:
        self.roster = roster
        self.team = team
        self.states: dict[str, str] = {}
        """asked, stopped, offered, failed, let_go or over, by proposal."""
        self.asked_by: dict[str, dict[str, Any]] = {}
        """Of the proposals that are being looked for: what was asked."""
        self.offers: dict[str, dict[str, Any]] = {}
        """Of those that can be taken over: the alternatives, and the version of the fact that offered them."""

    def ask(self, proposal: Id, *, what: str, seen: int, seconds: int, absence: Id | None) -> None:
        """Look for a proposal; raises AlreadySearching, SecondsUnreadable, CommandReused when the id is known."""
        if proposal in self.states:
            raise CommandReused
        if any(state in ("asked", "stopped") for state in self.states.values()):
            raise refusals.AlreadySearching
        if not 1 <= seconds <= MOST_SECONDS:
            raise refusals.SecondsUnreadable
        self._proposal_asked(proposal=proposal, what=what, seen=seen, seconds=seconds, absence=absence)

    def stop(self, proposal: Id) -> None:
        """Offer the best until now; nothing happens when it was stopped already. Raises NotSearching."""
        state = self.state_of(proposal)
        if state not in ("asked", "stopped"):
            raise refusals.NotSearching
        if state == "asked":
            self._proposal_stopped(proposal=proposal)

    def offer(self, proposal: Id, *, looked: int, moment: str, status: str, alternatives: Alternatives) -> None:
        """Lay what was found before the team; raises NotSearching."""
        self._require_searching(proposal)
        self._proposal_offered(
            proposal=proposal, looked=looked, moment=moment, status=status, alternatives=alternatives
        )

    def fail(self, proposal: Id, how: str) -> None:
        """Say that nothing came of it; raises NotSearching."""
        self._require_searching(proposal)
        self._proposal_failed(proposal=proposal, how=how)

    def accept(
        self, proposal: Id, alternative: int, person: Id | None, *, shifts: Sequence[Id], missed: Missed
    ) -> None:
        """Record what was taken over; the roster holds the shifts."""
        self.alternative(proposal, alternative)
        self._proposal_accepted(
            proposal=proposal, alternative=alternative, person=person, shifts=list(shifts), missed=missed
        )

    def let_go(self, proposal: Id) -> None:
        """Take nothing (more) over; raises ProposalOver."""
        if self.state_of(proposal) != "offered":
            raise refusals.ProposalOver
        self._proposal_let_go(proposal=proposal)

    def state_of(self, proposal: Id) -> str:
        """How it stands; raises NotThere."""
        if proposal not in self.states:
            raise NotThere
        return self.states[proposal]

    def alternative(self, proposal: Id, number: int) -> dict[str, Any]:
        """One of the alternatives, counted from 0; raises ProposalOver, AlternativeUnknown, NotThere."""
        if self.state_of(proposal) != "offered":
            raise refusals.ProposalOver
        found: Alternatives = self.offers[proposal]["alternatives"]
        if not 0 <= number < len(found):
            raise refusals.AlternativeUnknown
        return found[number]

    def cause_of(self, proposal: Id) -> str:
        """The fact that offered it, as what is taken over carries it."""
        return f"fact:{self.id}:{self.offers[proposal]['version']}"

    def _require_searching(self, proposal: Id) -> None:
        if self.state_of(proposal) not in ("asked", "stopped"):
            raise refusals.NotSearching

    def _ended(self, proposal: Id, state: str) -> None:
        self.states[proposal] = state
        self.asked_by.pop(proposal, None)
        if state != "offered":
            self.offers.pop(proposal, None)

    @event(ProposalAsked)
    def _proposal_asked(self, proposal: Id, what: str, seen: int, seconds: int, absence: Id | None) -> None:
        self.states[proposal] = "asked"
        self.asked_by[proposal] = {"what": what, "seen": seen, "seconds": seconds, "absence": absence}

    @event(ProposalStopped)
    def _proposal_stopped(self, proposal: Id) -> None:
        self.states[proposal] = "stopped"

    @event(ProposalOffered)
    def _proposal_offered(
        self, proposal: Id, looked: int, moment: str, status: str, alternatives: Alternatives
    ) -> None:
        self._ended(proposal, "offered")
        # a fact is applied before the version is counted
        self.offers[proposal] = {"alternatives": alternatives, "version": self.version + 1}
        for older in list(self.offers)[:-_REMEMBERED]:
            self._ended(older, "over")

    @event(ProposalFailed)
    def _proposal_failed(self, proposal: Id, how: str) -> None:
        self._ended(proposal, "failed")

    @event(ProposalAccepted)
    def _proposal_accepted(
        self, proposal: Id, alternative: int, person: Id | None, shifts: Sequence[str], missed: Missed
    ) -> None:
        """The roster holds the shifts."""

    @event(ProposalLetGo)
    def _proposal_let_go(self, proposal: Id) -> None:
        self._ended(proposal, "let_go")
