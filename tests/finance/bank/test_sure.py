"""What is shown before a statement is taken says how many lines a rule books by itself: exactly those, and no more."""

from __future__ import annotations

import pytest

from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import camt, paid


@pytest.mark.parametrize(("account", "alone"), [("4350", True), ("1000", False)])
def test_a_rule_for_a_cash_box_only_proposes_and_the_preview_says_so(banked: Banked, account: str, alone: bool) -> None:
    first = camt(day(2, paid(-1_250), opening=10_000))
    following = camt(day(3, paid(-1_250), opening=8_750))
    banked.take(first)
    banked.match(banked.line(first), account)
    banked.rule(banked.line(first))

    with banked.home.by(banked.purse.bram):
        (choice,) = banked.service.proposed(
            banked.team, banked.service.preview(banked.team, bank=banked.bank, data=following)
        )
    banked.take(following)

    assert choice and (choice.account, choice.sure) == (account, alone)
    assert (banked.state(banked.line(following)) == "matched") is alone
