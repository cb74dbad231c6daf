"""The bank as tables: accounts with their statements, lines until they are resolved, and rules in versions."""

from __future__ import annotations

import json
from typing import Any

from domain.finance.bank import BankAccount, BankLine, BankPlace, MatchingLimit, ReconciliationRules
from projections.finance_ledger import touch_money
from projections.fold import Views, on
from projections.tables import log, temporal

temporal(
    "finance_bank_account",
    key=("bank",),
    columns=("team", "fund", "account", "iban", "closed", "opening_on", "closing", "closing_on", "statements"),
    indexes=(("team", "account"),),
)
"""`iban` is packed and sealed; `closing` and `closing_on`: of the last statement."""
log(
    "finance_statement",
    key=("position",),
    columns=(
        "bank", "team", "account", "format", "number", "opening", "opening_on", "closing", "closing_on", "file",
        "lines", "new", "by", "moment",
    ),
    indexes=(("bank",),),
)  # fmt: skip
"""Every statement that was taken, at its position; `number` is packed and sealed."""
temporal(
    "finance_line",
    key=("line",),
    columns=(
        "team", "fund", "bank", "booked_on", "value_date", "cents", "file", "inside", "place", "counterparty", "name",
        "iban", "text", "reference", "against", "rule", "rule_version", "state", "parts", "why", "taken", "entry", "by",
        "proposal",
    ),
    indexes=(("team", "state", "fund"), ("team", "booked_on", "line", "state", "fund"), ("bank", "booked_on")),
)  # fmt: skip
"""`place`: the row in the file; `parts`: JSON of where it was put; `taken`: the entry that brought it; `entry`: the one
that resolved it; `proposal`: what was proposed for it last. Name, iban, text, reference, inside and why
are packed and sealed."""
temporal(
    "finance_rule",
    key=("rule",),
    columns=("team", "version", "fund", "counterparty", "words", "side", "least", "most", "account", "ended"),
    indexes=(("team",),),
)
log(
    "finance_rule_version",
    key=("position",),
    columns=(
        "rule", "team", "version", "words", "counterparty", "side", "least", "most", "account", "line", "ended", "by",
        "moment",
    ),
    indexes=(("team",), ("rule",)),
)  # fmt: skip
"""Every version of every rule, and its end, with who made it and when."""
temporal("finance_threshold", key=("team",), columns=("cents", "why", "by"))
temporal("finance_matching_limit", key=("valid_from",), columns=("cents", "why", "by"))
"""The highest threshold of any team, from a day on; why is packed and sealed."""


@on(BankAccount.BankAccountLinked)
def bank_account_linked(views: Views, fact: BankAccount.BankAccountLinked) -> None:
    """A bank account of a team."""
    views.put(
        "finance_bank_account", (fact.originator_id,),
        team=fact.team, fund=fact.fund, account=fact.account, iban=fact.iban, closed=0, opening_on=None, closing=None,
        closing_on=None, statements=0,
    )  # fmt: skip
    touch_money(views, fact.team)


@on(BankAccount.BankAccountRelinked)
def bank_account_relinked(views: Views, fact: BankAccount.BankAccountRelinked) -> None:
    """It begins again."""
    views.change(
        "finance_bank_account", (fact.originator_id,),
        team=fact.team, fund=fact.fund, account=fact.account, closed=0, opening_on=None, closing=None, closing_on=None,
        statements=0,
    )  # fmt: skip
    touch_money(views, fact.team)


@on(BankAccount.BankAccountClosed)
def bank_account_closed(views: Views, fact: BankAccount.BankAccountClosed) -> None:
    """No statements any more."""
    views.change("finance_bank_account", (fact.originator_id,), closed=1)
    touch_money(views, fact.team)


@on(BankPlace.BankPlaceTaken, BankPlace.BankPlaceTakenAgain, BankPlace.BankPlaceFreed)
def bank_place_changed(views: Views, fact: Any) -> None:
    """Which bank account is kept there stands with the bank account."""
    touch_money(views, fact.team)


@on(BankAccount.StatementImported)
def statement_imported(views: Views, fact: BankAccount.StatementImported) -> None:
    """A statement, and until where the account is known."""
    bank = fact.originator_id
    views.add(
        "finance_statement",
        (
            views.position, bank, fact.team, fact.account, fact.format, fact.number.packed(), fact.opening,
            fact.opening_on, fact.closing, fact.closing_on, fact.file, fact.lines, fact.new, fact.by,
            fact.timestamp.isoformat(timespec="seconds"),
        ),
    )  # fmt: skip
    standing = views.get("finance_bank_account", bank) or {}
    views.change(
        "finance_bank_account", (bank,),
        opening_on=standing.get("opening_on") or fact.opening_on, closing=fact.closing, closing_on=fact.closing_on,
        statements=standing.get("statements", 0) + 1,
    )  # fmt: skip
    touch_money(views, fact.team)


@on(BankLine.LineTaken)
def line_taken(views: Views, fact: BankLine.LineTaken) -> None:
    """A line: open, unless a rule put it on its account or it is about nothing."""
    parts = [[fact.against, fact.cents, None]] if fact.rule else []
    views.put(
        "finance_line", (fact.originator_id,),
        team=fact.team, fund=fact.fund, bank=fact.bank, booked_on=fact.booked_on, value_date=fact.value_date,
        cents=fact.cents, file=fact.file, inside=fact.inside, place=fact.place, counterparty=fact.counterparty,
        name=fact.name, iban=fact.iban, text=fact.text, reference=fact.reference, against=fact.against,
        rule=fact.rule, rule_version=fact.rule_version,
        state="matched" if fact.rule or fact.entry is None else "open", parts=json.dumps(parts), why=None,
        taken=fact.entry, entry=None, by=fact.by, proposal=None,
    )  # fmt: skip
    touch_money(views, fact.team)


@on(BankLine.LineMatched)
def line_matched(views: Views, fact: BankLine.LineMatched) -> None:
    """On one account."""
    _resolve(views, fact, "matched", fact.account, fact.resident, rule=fact.rule, rule_version=fact.rule_version)


@on(BankLine.ClaimsPaidByLine)
def claims_paid_by_line(views: Views, fact: BankLine.ClaimsPaidByLine) -> None:
    """On the account of what was still to be paid."""
    more = {"parts": json.dumps(fact.parts)} if fact.parts else {}
    _resolve(views, fact, "matched", fact.account, None, **more)


@on(BankLine.ClaimBackByLine)
def claim_back_by_line(views: Views, fact: BankLine.ClaimBackByLine) -> None:
    """On the account of what is to be paid, once more."""
    _resolve(views, fact, "matched", fact.account, None)


@on(BankLine.LineSplit)
def line_split(views: Views, fact: BankLine.LineSplit) -> None:
    """On several accounts."""
    _change(views, fact, state="split", parts=json.dumps(fact.parts), entry=fact.entry, by=fact.by)


@on(BankLine.LineExplained)
def line_explained(views: Views, fact: BankLine.LineExplained) -> None:
    """In words, and perhaps on an account."""
    _resolve(views, fact, "explained", fact.account, fact.resident, why=fact.why)


@on(BankLine.LineProposed)
def line_proposed(views: Views, fact: BankLine.LineProposed) -> None:
    """It waits for another to confirm where it belongs; what was proposed stands with the proposal."""
    _change(views, fact, proposal=fact.proposal)


@on(BankLine.LineReleased)
def line_released(views: Views, fact: BankLine.LineReleased) -> None:
    """Open again."""
    _change(
        views, fact, state="open", parts="[]", why=None, rule=None, rule_version=None, entry=None,
        against=fact.against, by=fact.by,
    )  # fmt: skip


def _resolve(views: Views, fact: Any, state: str, account: str | None, resident: str | None, **more: Any) -> None:
    row = views.get("finance_line", fact.originator_id) or {}
    parts = [[account, row["cents"], resident]] if account else []
    _change(views, fact, **{"state": state, "parts": json.dumps(parts), "entry": fact.entry, "by": fact.by} | more)


def _change(views: Views, fact: Any, **changes: Any) -> None:
    views.change("finance_line", (fact.originator_id,), **changes)
    touch_money(views, fact.team)


@on(ReconciliationRules.RulesBegun)
def rules_begun(views: Views, fact: ReconciliationRules.RulesBegun) -> None:
    """A team that keeps rules."""
    touch_money(views, fact.team)


@on(ReconciliationRules.RuleMade)
def rule_made(views: Views, fact: ReconciliationRules.RuleMade) -> None:
    """A rule and its first version."""
    _keep_rule(views, fact, fact.line)


@on(ReconciliationRules.RuleChanged)
def rule_changed(views: Views, fact: ReconciliationRules.RuleChanged) -> None:
    """Its next version."""
    _keep_rule(views, fact, None)


@on(ReconciliationRules.RuleEnded)
def rule_ended(views: Views, fact: ReconciliationRules.RuleEnded) -> None:
    """It is used no more."""
    views.change("finance_rule", (fact.rule,), ended=1)
    row = views.get("finance_rule", fact.rule) or {}
    _add_version(views, fact, row["words"], row, None, 1)
    touch_money(views, fact.team)


@on(ReconciliationRules.ThresholdSet)
def threshold_set(views: Views, fact: ReconciliationRules.ThresholdSet) -> None:
    """Up to which amount rules book by themselves."""
    views.put("finance_threshold", (fact.team,), cents=fact.cents, why=fact.why, by=fact.by)
    touch_money(views, fact.team)


@on(MatchingLimit.MatchingLimitBegun)
def matching_limit_begun(views: Views, fact: MatchingLimit.MatchingLimitBegun) -> None:
    """The organisation has a limit of its own."""
    views.touch("matching_limit")


@on(MatchingLimit.MatchingLimitSet)
def matching_limit_set(views: Views, fact: MatchingLimit.MatchingLimitSet) -> None:
    """Up to which amount rules of all teams book by themselves, from a day on."""
    views.put("finance_matching_limit", (fact.valid_from,), cents=fact.cents, why=fact.why, by=fact.by)
    views.touch("matching_limit")


def _keep_rule(views: Views, fact: Any, line: str | None) -> None:
    row = {
        "team": fact.team, "version": fact.version, "fund": fact.fund, "counterparty": fact.counterparty,
        "side": fact.side, "least": fact.least, "most": fact.most, "account": fact.account, "ended": 0,
    }  # fmt: skip
    words = fact.words.packed() if fact.words else None
    views.put("finance_rule", (fact.rule,), words=words, **row)
    _add_version(views, fact, words, row, line, 0)
    touch_money(views, fact.team)


def _add_version(views: Views, fact: Any, words: str | None, row: dict[str, Any], line: str | None, ended: int) -> None:
    views.add(
        "finance_rule_version",
        (
            views.position, fact.rule, fact.team, fact.version, words, row["counterparty"], row["side"], row["least"],
            row["most"], row["account"], line, ended, fact.by, fact.timestamp.isoformat(timespec="seconds"),
        ),
    )  # fmt: skip
