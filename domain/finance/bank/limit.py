"""Up to which amount rules may book by themselves in every team: the organisation's own limit, from a day on."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, id_of

LIMIT: Id = id_of("finance.matching_limit")
"""Its id, always the same: there is one."""
MOST_THRESHOLD = 500_000
"""Nobody lets rules book more than 5,000 euro by themselves."""


class MatchingLimit(Aggregate):
    """The highest threshold that a team may have, by the day from which it holds."""

    TOPIC = "finance.MatchingLimit"

    class MatchingLimitBegun(FirstFact):
        """The organisation began to say up to which amount rules book by themselves."""

        TOPIC = "finance.MatchingLimitBegun"

    class MatchingLimitSet(Fact):
        """From a day on no rule of any team books more than so many cents by itself; and why."""

        TOPIC = "finance.MatchingLimitSet"
        cents: int
        valid_from: str
        why: Sealed

    @event(MatchingLimitBegun)
    def __init__(self) -> None:
        self.limits: dict[str, int] = {}

    def on(self, day: str) -> int:
        """The limit of a day."""
        held = [valid_from for valid_from in self.limits if valid_from <= day]
        return self.limits[max(held)] if held else MOST_THRESHOLD

    def set_limit(self, cents: int, *, valid_from: str, why: Sealed) -> None:
        """Set it from a day on."""
        self._matching_limit_set(cents=cents, valid_from=valid_from, why=why)

    @event(MatchingLimitSet)
    def _matching_limit_set(self, cents: int, valid_from: str, why: Sealed) -> None:
        self.limits[valid_from] = cents
