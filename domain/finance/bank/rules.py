"""Rules that say on which account a line of a statement belongs, in versions; and up to which amount by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from eventsourcing.domain import event

from domain.finance.bank import refusals
from domain.kernel import Aggregate, CommandReused, Fact, FirstFact, Id, Sealed, id_of

THRESHOLD = 25_000
"""Up to 250 euro a rule books by itself: groceries, energy and telephone of a home stay below it, and what a team may
not spend without a second person does not. A team may set another amount, with the reason."""
MOST_RULES = 500
SIDES = ("in", "out")
LONGEST_WORDS = 100
_MOST_WORDS = 6
_CHANGES = re.compile(
    r"\d|^(januari|jan|februari|feb|maart|mrt|april|apr|mei|juni|jun|juli|jul|augustus|aug|september|sept?|oktober|okt"
    r"|november|nov|december|dec|bon|bonnr|nr|nummer|factuur|kwartaal)[.:]?$"
)
"""Words that are another one the next time: with a digit in it, a month, or what only names a number."""


def rules_of(team: Id) -> Id:
    """The id of a team's rules."""
    return id_of("finance.rules", team)


class Rule(NamedTuple):
    """A version of a rule; `words` is packed and sealed, least and most are cents without a sign."""

    rule: Id
    version: int
    fund: str
    counterparty: Id | None
    words: str | None
    side: str
    least: int | None
    most: int | None
    account: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule looks at: the cents of a line, who paid or was paid, and the words with it."""

    cents: int
    counterparty: Id | None
    words: str


class Choice(NamedTuple):
    """The account that the rules give for a line."""

    account: str
    rule: Id
    version: int
    sure: bool
    """False: above the threshold, or rules that differ; then a person confirms."""


def fits(rule: Rule, line: Told, opened: Callable[[str], str | None]) -> bool:
    """Whether a rule is about this line. A rule whose words were erased is about none."""
    cents = abs(line.cents)
    if rule.side != ("in" if line.cents > 0 else "out") or not line.cents:
        return False
    if rule.counterparty and rule.counterparty != line.counterparty:
        return False
    if not (rule.least or 0) <= cents <= (rule.most if rule.most is not None else cents):
        return False
    if rule.words is None:
        return rule.counterparty is not None
    words, there = (opened(rule.words) or "").casefold().split(), line.words.casefold()
    return bool(words) and all(word in there for word in words)


def words_to_go_by(told: str) -> str:
    """The words of a line that a next one has too: not its number, its day or its month."""
    kept = [word for word in told.replace(",", " ").split() if not _CHANGES.search(word.casefold())]
    del kept[_MOST_WORDS:]
    while len(" ".join(kept)) > LONGEST_WORDS:
        kept.pop()
    return " ".join(kept)


def choose(rules: list[Rule], line: Told, threshold: int, opened: Callable[[str], str | None]) -> Choice | None:
    """The account for a line, of the first rule that fits; surely when the others agree and the amount is small."""
    found = [rule for rule in rules if fits(rule, line, opened)]
    if not found:
        return None
    agreed = len({rule.account for rule in found}) == 1
    return Choice(found[0].account, found[0].rule, found[0].version, agreed and abs(line.cents) <= threshold)


class ReconciliationRules(Aggregate):
    """A team's rules: what stands, each with the number of its version."""

    TOPIC = "finance.ReconciliationRules"

    class RulesBegun(FirstFact):
        """A team began to keep rules for the lines of its bank accounts."""

        TOPIC = "finance.RulesBegun"
        team: Id

    class RuleMade(Fact):
        """A rule was made from a line that somebody matched."""

        TOPIC = "finance.RuleMade"
        team: Id
        rule: Id
        version: int
        fund: str
        counterparty: Id | None
        words: Sealed | None
        side: str
        least: int | None
        most: int | None
        account: str
        line: Id

    class RuleChanged(Fact):
        """A rule became another version; what the version before did stays as it was."""

        TOPIC = "finance.RuleChanged"
        team: Id
        rule: Id
        version: int
        fund: str
        counterparty: Id | None
        words: Sealed | None
        side: str
        least: int | None
        most: int | None
        account: str

    class RuleEnded(Fact):
        """A rule is used no more."""

        TOPIC = "finance.RuleEnded"
        team: Id
        rule: Id
        version: int

    class ThresholdSet(Fact):
        """The team set up to which amount a rule books by itself, and said why."""

        TOPIC = "finance.ThresholdSet"
        team: Id
        cents: int
        why: Sealed

    @event(RulesBegun)
    def __init__(self, team: Id) -> None:
        self.team = team
        self.threshold = THRESHOLD
        self.rules: dict[str, dict[str, Any]] = {}

    @classmethod
    def begun(cls, team: Id) -> ReconciliationRules:
        """Begin to keep a team's rules."""
        return cls.begin(id=rules_of(team), team=team)

    def standing(self, fund: str) -> list[Rule]:
        """The rules that are used for a fund, the oldest first."""
        return [Rule(rule, **row) for rule, row in self.rules.items() if row["fund"] == fund]

    def rule(self, rule: Id) -> Rule:
        """A rule as it stands; raises RuleEnded."""
        if rule not in self.rules:
            raise refusals.RuleIsEnded
        return Rule(rule, **self.rules[rule])

    def make_rule(self, rule: Id, line: Id, what: Mapping[str, Any], opened: Callable[[str], str | None]) -> None:
        """Add a rule; raises RuleIsThere, TooManyRules, CommandReused."""
        if rule in self.rules:
            raise CommandReused
        if len(self.rules) >= MOST_RULES:
            raise refusals.TooManyRules
        if any(_same(standing, what, opened) for standing in self.rules.values()):
            raise refusals.RuleIsThere
        self._rule_made(team=self.team, rule=rule, version=1, line=line, **what)

    def change_rule(self, rule: Id, what: Mapping[str, Any]) -> None:
        """Let it be another version; raises RuleIsEnded."""
        self._rule_changed(team=self.team, rule=rule, version=self.rule(rule).version + 1, **what)

    def end_rule(self, rule: Id) -> None:
        """Use it no more; raises RuleIsEnded."""
        self._rule_ended(team=self.team, rule=rule, version=self.rule(rule).version)

    def set_threshold(self, cents: int, why: Sealed) -> None:
        """Let rules book by themselves up to this amount."""
        self._threshold_set(team=self.team, cents=cents, why=why)

    @event(RuleMade)
    def _rule_made(
        self, team: Id, rule: Id, version: int, fund: str, counterparty: Id | None, words: Sealed | None, side: str,
        least: int | None, most: int | None, account: str, line: Id,
    ) -> None:  # fmt: skip
        self._keep(rule, version, fund, counterparty, words, side, least, most, account)

    @event(RuleChanged)
    def _rule_changed(
        self, team: Id, rule: Id, version: int, fund: str, counterparty: Id | None, words: Sealed | None, side: str,
        least: int | None, most: int | None, account: str,
    ) -> None:  # fmt: skip
        self._keep(rule, version, fund, counterparty, words, side, least, most, account)

    @event(RuleEnded)
    def _rule_ended(self, team: Id, rule: Id, version: int) -> None:
        del self.rules[rule]

    @event(ThresholdSet)
    def _threshold_set(self, team: Id, cents: int, why: Sealed) -> None:
        self.threshold = cents

    def _keep(
        self, rule: Id, version: int, fund: str, counterparty: Id | None, words: Sealed | None, side: str,
        least: int | None, most: int | None, account: str,
    ) -> None:  # fmt: skip
        self.rules[rule] = {
            "version": version, "fund": fund, "counterparty": counterparty, "words": words.packed() if words else None,
            "side": side, "least": least, "most": most, "account": account,
        }  # fmt: skip


def _same(standing: Mapping[str, Any], what: Mapping[str, Any], opened: Callable[[str], str | None]) -> bool:
    """Whether a rule about this counterparty, or without one about these words, stands for this side and account."""
    if any(standing[name] != what[name] for name in ("fund", "counterparty", "side", "account")):
        return False
    return bool(what["counterparty"]) or _words(standing["words"], opened) == _words(what["words"].packed(), opened)


def _words(packed: str, opened: Callable[[str], str | None]) -> set[str]:
    return set((opened(packed) or "").casefold().split())
