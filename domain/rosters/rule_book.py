"""Commands on the rules by which rosters are judged."""

from __future__ import annotations

from domain.kernel import EVERYONE, Id, Service, command, declare, today
from domain.rosters.desk import clean_day, clean_text
from domain.rosters.labour import Rules
from domain.rosters.rule_sets import RULES, DecisionMissing, RuleSets, RulesInThePast, read_rules

declare({"rosters.decide_rules": ("administrator",), "rosters.see_rules": (EVERYONE,)})


class RuleBook(Service):
    """What is decided on the rules of working time."""

    def preview(self, text: str, *, since: str) -> Rules:
        """The rules of a file as they would hold, nothing saved; raises what `decide_rules` would."""
        day = clean_day(since)
        rules = read_rules(text, day)
        if day < today().isoformat():
            raise RulesInThePast
        return rules

    @command("rosters.decide_rules")
    def decide_rules(self, version: Id, *, rules: str, since: str, decision: str) -> None:
        """Let rosters be judged by the rules of a TOML file from a day on, by a decision that is named."""
        self.authority.require("rosters.decide_rules", None)
        day, named = clean_day(since), clean_text(decision)
        if not named:
            raise DecisionMissing
        read = read_rules(rules, day)
        sets = self.workspace.get(RuleSets, RULES) or RuleSets.begin(RULES)
        sets.decide(version, read, since=day, decision=self.workspace.vault.seal(RULES, named))
        self.workspace.save(sets)
