"""How long before it begins a roster must be known, as the dated sets of labour rules say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.kernel import instant, parse_instant
from domain.rosters.labour.findings import told_in_days
from domain.rosters.labour.rule import Rules
from domain.rosters.labour.sets import rules_at


@dataclass(frozen=True, slots=True)
class Notice:
    """A rule on making a roster known, from a version of a set."""

    rule: str
    article: str
    minutes: int
    """Real minutes before the first day begins; a clock change between moves the moment on the wall."""
    valid_from: str
    source: str

    @property
    def hours(self) -> int:
        """The same in whole hours."""
        return self.minutes // 60

    @property
    def ahead(self) -> str:
        """The same in days, in words."""
        return told_in_days(self.minutes)

    def deadline(self, first: str) -> str:
        """The instant at which a roster that begins on this day must be known."""
        begins = parse_instant(instant(date.fromisoformat(first), 0))
        return (begins - timedelta(minutes=self.minutes)).strftime("%Y-%m-%dT%H:%MZ")


def notices_of(rules: Rules) -> list[Notice]:
    """What a version of a set asks, the longest first."""
    found = [
        Notice(rule.id, rule.article, rule["ahead_minutes"], rules.valid_from, rules.source)
        for rule in rules.rules
        if rule.check == "notice" and rule.applies
    ]
    return sorted(found, key=lambda notice: -notice.minutes)


def notices_on(first: str, name: str, law: str = "atw") -> list[Notice]:
    """The rules for a roster that begins on this day: those of the set first, which decide, then the law alone."""
    return notices_by(rules_at(name, first), first, law)


def notices_by(rules: Rules, first: str, law: str = "atw") -> list[Notice]:
    """The same by the rules that hold on the day, also when the organisation decided on them."""
    decides = notices_of(rules)
    known = {notice.rule for notice in decides}
    return decides + [notice for notice in notices_of(rules_at(law, first)) if notice.rule not in known]
