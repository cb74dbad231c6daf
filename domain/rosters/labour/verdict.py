"""What a rule says of a person's shifts."""

from __future__ import annotations

from dataclasses import dataclass

from domain.kernel import Id, Refusal

SEVERITIES = ("refused", "warned", "noted")


@dataclass(frozen=True, slots=True)
class Consent:
    """A person agreed that from a day up to and including another a rule may be deviated from for them."""

    deviation: Id
    rule: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule on one interval: value and limit in minutes or in counts, with the exceptions that were used.

    The interval is in minutes since 1970, wherever the rule comes from: the law, the cao, the team or the person.
    """

    rule: str
    article: str
    severity: str
    value: int
    limit: int
    since: int
    until: int
    says: Refusal
    exceptions_used: int | None = None
    exceptions_left: int | None = None
    consent: Consent | None = None
    """The deviation that the person agreed to, which made it noted."""

    @property
    def text(self) -> str:
        """The Dutch sentence."""
        return self.says.sentence()
