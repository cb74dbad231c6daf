"""What a rule says of a person's shifts."""

from __future__ import annotations

from dataclasses import dataclass

from domain.kernel import Refusal

SEVERITIES = ("refused", "warned", "noted")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule on one interval: value and limit in minutes or in counts, with the exceptions that were used."""

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

    @property
    def text(self) -> str:
        """The Dutch sentence."""
        return self.says.sentence()
