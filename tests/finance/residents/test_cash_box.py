"""The cash box of residents is not counted with the team's boxes: what lies in it is not told to every member."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.finance.cash import service
from domain.finance.cash.refusals import BoxOfResidents
from domain.finance.ledger import Line, NewAccount
from domain.finance.ledger.chart import Account
from domain.kernel import id_of
from projections.trail import kept_residents
from tests.finance.residents.test_residents import deposit
from tests.harness.money import Purse

COUNT = id_of("count")


@pytest.fixture
def rosas(purse: Purse) -> Purse:
    """50 euro of Rosa lies in the cash box of residents."""
    deposit(purse, 10_000)
    with purse.home.by(purse.cato):
        purse.ledger.open_accounts([NewAccount("1002", "Kas van bewoners", "residents", "asset", "cash")])
    purse.post("2026-02-10", Line("1002", 5_000), Line("1030", -5_000), fund="residents")
    return purse


def acts(purse: Purse) -> dict[str, Callable[[], object]]:
    """What members do with a box of the team."""
    cash, team = purse.home.house.cash, purse.team
    return {
        "limits": lambda: cash.set_cash_limits(team, "1002", most=1_000, most_spent=100),
        "count": lambda: cash.count_cash(team, "1002", count=COUNT, day="2026-02-11", pieces={1_000: 4}),
        "sign": lambda: cash.sign_count(team, "1002", COUNT, difference=-1_000),
        "reject": lambda: cash.reject_count(team, "1002", COUNT, why="Er ligt meer."),
    }


@pytest.mark.parametrize("act", ["limits", "count", "sign", "reject"])
def test_nobody_counts_the_residents_box_with_the_boxes_of_the_team(rosas: Purse, act: str) -> None:
    with rosas.home.by(rosas.bram), pytest.raises(BoxOfResidents) as refused:
        acts(rosas)[act]()

    assert "Bewoners" in refused.value.sentence()


def test_what_was_counted_of_it_before_is_kept_from_others(rosas: Purse, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(service.Cash, "_counted", lambda self, code: Account(code, "team", "asset", "cash", "", False))
        begun = rosas.position()
        for who, act in ((rosas.bram, "limits"), (rosas.bram, "count"), (rosas.fenna, "reject")):
            with rosas.home.by(who):
                acts(rosas)[act]()

    with rosas.home.house.now() as views:
        kept = {row[0] for row in views.execute("SELECT position FROM trail_kept")}
        assert kept >= set(range(begun + 1, rosas.position() + 1))
        assert not kept_residents(views, [rosas.position()])
