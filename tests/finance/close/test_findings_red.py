"""Every finding is seen once: what the commands refuse is put into the tables behind their back."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest

import projections.finance_findings
from domain.finance.ledger import Line
from projections.finance_findings import checks
from tests.finance.close.test_findings import found
from tests.harness.budgets import Planned, evenly
from tests.harness.claimed import Till
from tests.harness.money import Purse

ELSEWHERE = {
    "late", "reopened", "suspense", "cash_above", "cash_uncounted", "unbalanced", "cards_differ", "residents_differ"
}  # fmt: skip
"""Seen in test_findings.py."""
RED: dict[str, Callable[[Purse], str]] = {}


def red(wrong: Callable[[Purse], str]) -> Callable[[Purse], str]:
    """Something that is wrong, named as the finding; it gives the key that the finding must have."""
    RED[wrong.__name__] = wrong
    return wrong


@contextmanager
def tables(purse: Purse) -> Iterator[sqlite3.Connection]:
    """The tables themselves, up to date."""
    purse.home.house.engine.catch_up()
    with closing(sqlite3.connect(purse.home.house.workspace.data / "views.db")) as raw, raw:
        yield raw


@red
def inexact_reversal(purse: Purse) -> str:
    reversal = purse.reverse(purse.pay("2026-02-20", "4310", 1_250))
    with tables(purse) as raw:
        at = raw.execute("SELECT position FROM finance_entry_log WHERE entry = ?", (reversal,)).fetchone()
        raw.execute("UPDATE finance_posting_log SET cents = cents * 2 WHERE position = ?", at)
    return reversal


@red
def while_closed(purse: Purse) -> str:
    purse.close("2026-01")
    entry = purse.pay("2026-02-20", "4310", 1_250)
    with tables(purse) as raw:
        raw.execute("UPDATE finance_entry_log SET period = '2026-01' WHERE entry = ?", (entry,))
    return entry


@red
def report_missing(purse: Purse) -> str:
    purse.close("2026-01")
    return "2026-01"


@red
def report_differs(purse: Purse) -> str:
    purse.pay("2026-01-20", "4310", 1_250)
    with purse.home.by(purse.bram):
        purse.home.house.reports.close_period(purse.team, "2026-01")
    with tables(purse) as raw:
        raw.execute("UPDATE finance_posting_log SET cents = cents * 2")
        return str(raw.execute("SELECT report FROM finance_report_history").fetchone()[0])


@red
def own_approval(purse: Purse) -> str:
    entry = purse.pay("2026-02-20", "4310", 1_250)
    with tables(purse) as raw:
        raw.execute("UPDATE finance_proposal_history SET askers = ?", (json.dumps([purse.fenna]),))
    return entry


@red
def own_claim(purse: Purse) -> str:
    till = Till(purse)
    claim = till.make()
    till.approve(claim)
    with tables(purse) as raw:
        raw.execute("UPDATE finance_claim_history SET askers = deciders")
    return claim


@red
def otherwise(purse: Purse) -> str:
    entry = purse.pay("2026-02-20", "4310", 1_250)
    with tables(purse) as raw:
        raw.execute("UPDATE finance_posting_log SET account = '4350' WHERE account = '4310'")
    return entry


def test_check_8_an_invoice_of_an_order_beyond_its_mandate_leads_to_the_order(purse: Purse) -> None:
    plan = Planned(purse)
    order = plan.order("4350", 10_000)
    plan.invoice(order, 2_450)
    assert found(purse, "beyond_mandate") == []

    with tables(purse) as raw:
        raw.execute("UPDATE mandates_mandate_history SET per_act = 100")

    assert [(one.place, one.key, one.cents) for one in found(purse, "beyond_mandate")] == [("order", order, 2_450)]


@red
def beyond_mandate(purse: Purse) -> str:
    till = Till(purse)
    claim = till.make()
    till.approve(claim)
    with tables(purse) as raw:
        raw.execute("UPDATE mandates_mandate_history SET per_act = 100")
    return claim


def _linked(purse: Purse, closing: int, day: str) -> None:
    with purse.home.by(purse.bram):
        purse.home.house.bank.link_account(purse.team, account="1010", iban="NL91ABNA0417164300")
    with tables(purse) as raw:
        raw.execute("UPDATE finance_bank_account_history SET closing = ?, closing_on = ?", (closing, day))


@red
def statement_differs(purse: Purse) -> str:
    purse.pay("2026-02-20", "4310", 1_250)
    _linked(purse, -1_251, "2026-02-27")
    return "1010"


@red
def statement_old(purse: Purse) -> str:
    _linked(purse, 0, "2026-01-02")
    return "1010"


@red
def cash_below(purse: Purse) -> str:
    purse.post("2026-02-01", Line("1000", 500), Line("1010", -500))
    purse.pay("2026-02-20", "4310", 400, out_of="1000")
    with tables(purse) as raw:
        raw.execute("UPDATE finance_posting_log SET value_date = '2026-01-20' WHERE cents = -400")
    return "1000"


@red
def no_receipt(purse: Purse) -> str:
    claim = Till(purse).make()
    with tables(purse) as raw:
        raw.execute("UPDATE finance_claim_history SET missing = NULL")
    return claim


@red
def no_invoice(purse: Purse) -> str:
    plan = Planned(purse)
    order = plan.order("4350", 30_000)
    plan.invoice(order, 12_345)
    with tables(purse) as raw:
        raw.execute("UPDATE finance_commitment_use_history SET missing = NULL")
    return order


@red
def same_photo(purse: Purse) -> str:
    till = Till(purse)
    return max(till.make(cents, missing="", receipt="b" * 64) for cents in (700, 800))


@red
def twice(purse: Purse) -> str:
    till = Till(purse)
    return max(till.make(2_450, number="bon 7") for _ in range(2))


@red
def order_differs(purse: Purse) -> str:
    plan = Planned(purse)
    order = plan.order("4350", 30_000)
    plan.invoice(order, 12_345)
    with tables(purse) as raw:
        raw.execute("UPDATE finance_commitment_history SET consumed = 12344 WHERE consumed = 12345")
    return order


@red
def order_not_restored(purse: Purse) -> str:
    plan = Planned(purse)
    order = plan.order("4350", 30_000)
    purse.reverse(plan.invoice(order, 12_345))
    return order


@red
def version_missing(purse: Purse) -> str:
    plan = Planned(purse)
    plan.adopt({"4310": evenly(100)})
    plan.adopt({"4310": evenly(200)})
    with tables(purse) as raw:
        raw.execute("DELETE FROM finance_budget_version_history WHERE version = 1")
    return ""


@red
def reopening_over(purse: Purse) -> str:
    purse.close("2026-01")
    purse.reopen("2026-01", "2026-03-01T16:00Z")
    assert found(purse, "reopening_over") == []
    purse.home.clock.advance(timedelta(days=1))
    return "2026-01"


@red
def statement_none(purse: Purse) -> str:
    purse.pay("2026-02-20", "4310", 300)
    return "1010"


@red
def unexplained(purse: Purse) -> str:
    purse.pay("2026-01-20", "4310", 1_250)
    purse.close("2026-01")
    purse.pay("2026-02-20", "4310", 300)
    with tables(purse) as raw:
        raw.execute("DELETE FROM finance_posting_log WHERE cents = -300")
    return "1010"


@pytest.mark.parametrize("rule", RED)
def test_what_is_wrong_is_found_and_before_it_was_not(purse: Purse, rule: str) -> None:
    assert found(purse, rule) == []

    key = RED[rule](purse)

    (told,) = found(purse, rule, purse.home.clock.moment.date().isoformat())
    assert told.key == key and told.severity == ("warned" if rule in _WARNED else "refused")


_WARNED = (
    "report_missing",
    "statement_differs",
    "statement_old",
    "no_receipt",
    "no_invoice",
    "same_photo",
    "twice",
    "order_not_restored",
    "reopening_over",
    "statement_none",
)


def test_no_finding_is_left_unseen() -> None:
    assert {*RED, *ELSEWHERE} == {one.rule for one in checks()}


def test_each_of_the_18_checks_has_a_finding_or_a_reason_why_not() -> None:
    told = dict(re.findall(r"^\| (\d+) \|([^|]*)\|", projections.finance_findings.__doc__ or "", re.MULTILINE))

    assert [int(number) for number in told] == list(range(1, 19))
    for number, rules in told.items():
        assert {rule for rule in rules.strip().split(", ") if rule} == {
            one.rule for one in checks() if one.number == int(number)
        }, number


def test_check_3_a_reopening_that_was_over_takes_nothing(purse: Purse) -> None:
    purse.close("2026-01")
    purse.reopen("2026-01", "2026-03-03T16:00Z")
    entry = purse.post("2026-01-20", Line("4310", 1), Line("1010", -1), period="2026-01")
    assert found(purse, "while_closed") == []

    with tables(purse) as raw:
        raw.execute("UPDATE finance_entry_log SET moment = '2026-03-04T09:00:00+00:00' WHERE entry = ?", (entry,))

    assert [one.key for one in found(purse, "while_closed")] == [entry]


def test_check_9_what_the_bank_booked_before_its_value_date_is_no_difference(purse: Purse) -> None:
    purse.pay("2026-03-01", "4310", 1_250)
    _linked(purse, -1_250, "2026-02-27")

    assert found(purse, "statement_differs") == []


def test_check_8_what_was_spent_in_a_period_counts_together(purse: Purse) -> None:
    till = Till(purse)
    for supplier in ("Hema", "Blokker"):
        till.approve(till.make(2_450, supplier=supplier))
    assert found(purse, "beyond_mandate") == []

    with tables(purse) as raw:
        raw.execute("UPDATE mandates_mandate_history SET per_period = 4899")

    assert len(found(purse, "beyond_mandate")) == 2


def test_check_13_an_order_that_was_restored_or_let_go_is_in_order(purse: Purse) -> None:
    plan = Planned(purse)
    order = plan.order("4350", 30_000)
    entry = plan.invoice(order, 12_345)
    purse.reverse(entry)
    with purse.home.by(purse.bram):
        plan.budgets.restore_commitment(order, entry=entry)
    plan.invoice(order, 655)
    with purse.home.by(purse.fenna):
        plan.budgets.release_commitment(order, why="Meer komt er niet.")

    assert [one for one in found(purse) if one.check == 13] == []


def test_residents_are_told_only_that_something_is_wrong(purse: Purse) -> None:
    rosa = purse.home.person("rosa")
    purse.close("2026-01")
    purse.post("2026-02-03", Line("1030", 900), Line("1700", -900, rosa), fund="residents")
    with tables(purse) as raw:
        raw.execute("DELETE FROM finance_posting_log WHERE cents = -900")

    assert {(one.cents, one.account, one.key) for one in found(purse, "unexplained")} == {(None, "", "")}
