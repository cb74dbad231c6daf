"""What a rule is: a check with its figures, where it is written, and whether a person may agree to a deviation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PARAMETERS: dict[str, tuple[str, ...]] = {
    "annual_hours": ("year_minutes", "full_week_minutes", "weeks"),
    "average_hours": ("limit_minutes", "weeks"),
    "average_hours_with_nights": ("limit_minutes", "weeks", "from_nights"),
    "average_hours_with_sleep": ("limit_minutes", "weeks"),
    "breaks": ("over_minutes[]", "break_minutes[]"),
    "daily_rest": ("rest_minutes", "within_minutes", "shorter_minutes[]", "window_minutes"),
    "free_of_on_call": ("free_count", "part_minutes", "window_minutes", "also_work?"),
    "free_sundays": ("free_count", "window_weeks"),
    "free_weekends": ("free_count", "window_weeks"),
    "night_count": ("limit_count", "weeks"),
    "night_hours": ("limit_minutes", "weeks"),
    "night_length": ("limit_minutes", "longer_minutes", "longer_counts[]", "longer_windows_minutes[]"),
    "no_nights": (),
    "notice": ("ahead_minutes",),
    "on_call_near_night": ("before_minutes", "after_minutes"),
    "rest_after_long_night": ("over_minutes", "rest_minutes"),
    "rest_after_night": (
        "long_night_minutes", "longest_night_minutes", "rest_minutes", "shorter_minutes[]", "window_minutes",
    ),
    "rest_after_nights": ("from_nights", "rest_minutes", "row_ends_minutes"),
    "rest_after_short_rest": ("rest_minutes",),
    "rest_around_sleep": ("rest_minutes", "shorter_minutes[]", "window_minutes"),
    "rest_in_window": ("rest_minutes", "window_minutes"),
    "rest_with_sleep": ("total_minutes", "longest_minutes", "part_minutes", "shorter_minutes[]", "window_minutes"),
    "shift_length": ("limit_minutes",),
    "shifts_in_a_row": ("limit_count", "row_ends_minutes"),
    "sleep_count": ("limit_count", "weeks"),
    "sleep_length": ("limit_minutes",),
    "split_shift": (),
    "weekly_rest": (
        "rest_minutes", "window_minutes", "other_rest_minutes", "other_part_minutes", "other_window_minutes",
    ),
    "work_with_on_call": ("limit_minutes", "window_minutes"),
}  # fmt: skip
"""The figures that each check takes; with [] a list of figures, with ? yes or no."""
TERMS = (
    "shift_rest_minutes", "night_from_minute", "night_until_minute", "night_more_than_minutes", "late_night_minute",
    "part_of_break_minutes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """What the law calls a shift and a night."""

    shift_rest: int
    night: tuple[int, int]
    night_more_than: int
    late_night: int
    part_of_break: int


@dataclass(frozen=True, slots=True)
class Consentable:
    """The ground on which a person may agree to a deviation, how far it may go and for how long at most."""

    article: str
    limit: int | None = None
    """Beyond this value no consent helps; None: the rule itself gives way."""
    weeks: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule with its figures."""

    id: str
    article: str
    title: str
    severity: str
    check: str
    only: str | None
    applies: bool
    """Not: only where an agreement says so, in a set of one's own."""
    figures: Mapping[str, int]
    lists: Mapping[str, tuple[int, ...]]
    consent: Consentable | None = None
    """None: nobody can agree to a deviation."""

    def __getitem__(self, name: str) -> int:
        return self.figures[name]


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """A version of a set; read once, so that it is itself and no other."""

    set: str
    title: str
    valid_from: str
    source: str
    terms: Terms
    rules: tuple[Rule, ...]
    agreements: tuple[Mapping[str, Any], ...] = ()
    """What the law lets a collective agreement say instead of one of its rules: id, article, and the other figures,
    `without` (the rule may be left out) or `instead` (one of these rules must then hold)."""

    def rule(self, id: str) -> Rule | None:
        """The rule with this id."""
        return next((rule for rule in self.rules if rule.id == id), None)


def plain(rules: Rules) -> dict[str, Any]:
    """The version as a document that stands by itself: whatever it included is written out."""
    terms = dict(zip(TERMS, _term_values(rules.terms), strict=True))
    listed = [plain_rule(one) for one in rules.rules]
    version = {"valid_from": rules.valid_from, "source": rules.source, "terms": terms, "rule": listed}
    return {"set": rules.set, "title": rules.title, "version": [version]}


def _term_values(terms: Terms) -> tuple[int, ...]:
    return terms.shift_rest, *terms.night, terms.night_more_than, terms.late_night, terms.part_of_break


def plain_rule(rule: Rule) -> dict[str, Any]:
    """The rule as an entry of a document."""
    plain: dict[str, Any] = {"id": rule.id, "article": rule.article, "title": rule.title, "severity": rule.severity}
    plain |= {"check": rule.check, "applies": rule.applies, **({"only": rule.only} if rule.only else {})}
    if rule.consent:
        limits = {"limit_minutes": rule.consent.limit, "weeks": rule.consent.weeks}
        given = {name: value for name, value in limits.items() if value is not None}
        plain["consent"] = {"article": rule.consent.article, **given}
    kinds = {wanted.rstrip("[]?"): wanted for wanted in PARAMETERS[rule.check]}
    plain |= {n: bool(v) if kinds[n].endswith("?") else v for n, v in rule.figures.items()}
    return plain | {name: list(values) for name, values in rule.lists.items()}
