"""A cash box or bank account that was emptied and closed asks nothing of anybody any more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.finance.ledger import NewAccount
from projections.finance_close import checklist
from projections.finance_findings import findings_of
from tests.harness.home import Home
from tests.harness.money import Purse

OLD = {"1005": ("cash", "Oude kas"), "1015": ("bank", "Oude bank")}


@pytest.fixture
def emptied(purse: Purse, home: Home) -> Purse:
    """A box and a bank account on which money came and went in January; it is the tenth of April."""
    with home.by(purse.cato):
        purse.ledger.open_accounts([NewAccount(code, name, "team", "asset", use) for code, (use, name) in OLD.items()])
    for code in OLD:
        purse.pay("2026-01-05", code, 5_000)
        purse.pay("2026-01-20", "1010", 5_000, out_of=code)
    home.clock.moment = datetime(2026, 4, 10, 9, 0, tzinfo=UTC)
    return purse


def asked(purse: Purse) -> set[tuple[str, str]]:
    """What is found and what closing March asks, about these accounts."""
    with purse.home.house.now() as views:
        found = [(one.rule, one.account) for one in findings_of(views, purse.team, "2026-04-10")]
        steps = [(one.name, one.account) for one in checklist(views, purse.team, "2026-03", "2026-04-10")]
    return {one for one in (*found, *steps) if one[1] in OLD}


def test_an_account_that_was_emptied_asks_for_a_count_or_a_statement_until_it_is_closed(emptied: Purse) -> None:
    before = asked(emptied)

    with emptied.home.by(emptied.cato):
        for code in OLD:
            emptied.ledger.close_account(code)

    assert before == {
        ("cash_uncounted", "1005"), ("cash", "1005"), ("statement_none", "1015"), ("unlinked", "1015"),
    }  # fmt: skip
    assert asked(emptied) == set()


def test_an_account_that_was_closed_asks_again_when_money_came_back_on_it(emptied: Purse) -> None:
    with emptied.home.house.now() as views:
        rows = views.execute(
            "SELECT e.entry FROM finance_entry e JOIN finance_posting p USING (position) WHERE p.account IN ('1005', "
            "'1015') AND p.cents < 0 ORDER BY p.account"
        ).fetchall()
    with emptied.home.by(emptied.cato):
        for code in OLD:
            emptied.ledger.close_account(code)

    for (entry,) in rows:
        emptied.reverse(entry)

    assert emptied.balances()["1005"] == emptied.balances()["1015"] == 5_000
    assert {rule for rule, _ in asked(emptied)} == {"cash_uncounted", "cash", "statement_none", "unlinked"}
