"""How long before it begins a roster must be known: dated rules with their source, never a constant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.kernel import instant, parse_instant


@dataclass(frozen=True, slots=True)
class Notice:
    """A rule on making a roster known, from a day on."""

    rule: str
    article: str
    valid_from: str
    hours: int
    """Real hours before the first day begins; a clock change between moves the moment on the wall."""
    source: str
    instead_of: str = ""
    """The rule that it takes the place of, where both hold."""

    def deadline(self, first: str) -> str:
        """The instant at which a roster that begins on this day must be known."""
        begins = parse_instant(instant(date.fromisoformat(first), 0))
        return (begins - timedelta(hours=self.hours)).strftime("%Y-%m-%dT%H:%MZ")


NOTICES = (
    Notice("atw-4:2", "ATW artikel 4:2", "2007-04-01", 28 * 24, "Arbeidstijdenwet"),
    Notice(
        "cao-ghz-6:6",
        "cao artikel 6:6",
        "2007-04-01",
        21 * 24,
        "cao Gehandicaptenzorg, oudere openbare tekst: vergelijken voor gebruik",
        instead_of="atw-4:2",
    ),
)
"""The law gives 28 days unless the cao says otherwise, which it does."""


def notices_on(first: str, rules: tuple[Notice, ...] = NOTICES) -> list[Notice]:
    """The rules for a roster that begins on this day: for each the newest text, the one that decides first."""
    newest: dict[str, Notice] = {}
    for notice in sorted(rules, key=lambda n: n.valid_from):
        if notice.valid_from <= first:
            newest[notice.rule] = notice
    replaced = {notice.instead_of for notice in newest.values()}
    return sorted(newest.values(), key=lambda n: (n.rule in replaced, n.rule))
