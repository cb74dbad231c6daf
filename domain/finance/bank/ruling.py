"""The commands on the rules of a team: made from a line that was matched, changed in versions, ended."""

from __future__ import annotations

from typing import Any

from domain.finance.bank import refusals
from domain.finance.bank.banker import Banker
from domain.finance.bank.limit import LIMIT, MOST_THRESHOLD
from domain.finance.bank.line import BankLine
from domain.finance.bank.rules import LONGEST_WORDS, SIDES, ReconciliationRules, words_to_go_by
from domain.finance.ledger.refusals import DayUnreadable, FundsDoNotMix, TextMissing
from domain.kernel import Id, Money, Sealed, command, iso_day, printable, today, whole_cents


class Ruling(Banker):
    """Rules made, changed and ended; and up to which amount they book by themselves."""

    @command("finance.keep_rules")
    def make_rule(self, line: Id, *, rule: Id, words: str | None = None) -> None:
        """Let what was done with a line be done with every next one of the same counterparty and side.

        Without a counterparty the rule goes by these words, or by those of the bank that a next line has too.
        """
        found = self.line_of(line, "finance.keep_rules")
        if found.state != "matched" or not found.account:
            raise refusals.NothingToRuleOn
        rules = self._rules(found.team)
        self._check_ruled(found.account, found.fund)
        rules.make_rule(rule, line, self._rule_fields(rules, found, found.account, words), self._opened)
        self.workspace.save(rules)

    @command("finance.keep_rules")
    def change_rule(
        self, team: Id, *, rule: Id, words: str, side: str, least: int | None, most: int | None, account: str
    ) -> None:
        """Let a rule be another version: its words, its side, its amounts or its account."""
        self.authority.require("finance.keep_rules", team)
        rules = self._rules(team)
        standing = rules.rule(rule)
        sealed = self._clean_words(rules, words)
        if side not in SIDES or (sealed is None and not standing.counterparty):
            raise refusals.RuleUnreadable
        if not whole_cents(*(one for one in (least, most) if one is not None)):
            raise refusals.RuleUnreadable(field="least")
        if least is not None and most is not None and least > most:
            raise refusals.RangeBackwards
        self._check_ruled(account.strip(), standing.fund)
        rules.change_rule(rule, {
            "fund": standing.fund, "counterparty": standing.counterparty, "words": sealed, "side": side,
            "least": least, "most": most, "account": account.strip(),
        })  # fmt: skip
        self.workspace.save(rules)

    @command("finance.keep_rules")
    def end_rule(self, team: Id, *, rule: Id) -> None:
        """Use a rule no more."""
        self.authority.require("finance.keep_rules", team)
        rules = self._rules(team)
        rules.end_rule(rule)
        self.workspace.save(rules)

    @command("finance.keep_rules")
    def set_threshold(self, team: Id, *, cents: int, why: str) -> None:
        """Set up to which amount a rule books by itself, with the reason; above it a person confirms."""
        self.authority.require("finance.keep_rules", team)
        limit = self._limit()
        most = limit.on(today().isoformat())
        if not whole_cents(cents) or not 0 <= cents <= most:
            raise refusals.ThresholdTooHigh(most=Money(most))
        rules = self._rules(team)
        rules.set_threshold(cents, self._sealed_text(rules.id, why, TextMissing))
        self.workspace.save(rules, unchanged={limit.id: 0 if limit.pending_events else limit.version})

    @command("finance.keep_chart")
    def set_limit(self, *, cents: int, valid_from: str, why: str) -> None:
        """Set the highest amount that rules of any team book by themselves, from today or a later day on."""
        self.authority.require("finance.keep_chart", None)
        try:
            day = iso_day(valid_from)
        except ValueError:
            raise DayUnreadable(field="valid_from") from None
        if day < today().isoformat():
            raise refusals.LimitInThePast
        if not whole_cents(cents) or not 0 <= cents <= MOST_THRESHOLD:
            raise refusals.ThresholdTooHigh(most=Money(MOST_THRESHOLD))
        limit = self._limit()
        limit.set_limit(cents, valid_from=day, why=self._sealed_text(LIMIT, why, TextMissing))
        self.workspace.save(limit)

    def _rule_fields(
        self, rules: ReconciliationRules, found: BankLine, account: str, words: str | None
    ) -> dict[str, Any]:
        """What a rule made of this line looks at; its words are the line's, so that it is a rule about this line."""
        sealed, told = None, self._words_of(found)
        if found.counterparty is None:
            chosen = words_to_go_by(told) if words is None else words
            sealed = self._clean_words(rules, chosen)
            if sealed is None:
                raise refusals.RuleWordsMissing
            if any(word not in told.casefold() for word in chosen.casefold().split()):
                raise refusals.NotTheWordsOfThisLine
        return {
            "fund": found.fund, "counterparty": found.counterparty, "words": sealed,
            "side": "in" if found.cents > 0 else "out", "least": None, "most": None, "account": account,
        }  # fmt: skip

    def _clean_words(self, rules: ReconciliationRules, text: str) -> Sealed | None:
        try:
            plain = printable(text, LONGEST_WORDS)
        except ValueError:
            raise refusals.RuleUnreadable from None
        return self.workspace.vault.seal(rules.id, " ".join(plain.split())) if plain.split() else None

    def _check_ruled(self, account: str, fund: str) -> None:
        """Raises AccountUnknown, FundsDoNotMix, and NotOnThisAccount for what a rule cannot give."""
        found = self._the_chart().account(account)
        if found.fund != fund:
            raise FundsDoNotMix(account=account)
        if found.closed or found.use in ("bank", "suspense", "resident"):
            raise refusals.NotOnThisAccount(account=account)
