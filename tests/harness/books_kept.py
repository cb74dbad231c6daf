"""Everything that can happen to a team's books, for a woongroep in which every kind of fact occurs."""

from __future__ import annotations

from typing import Any

from domain.finance.ledger import Line, NewAccount
from domain.kernel import id_of
from tests.harness.kept_for_residents import kept_for_residents
from tests.harness.money import Purse


def books_kept(home: Any) -> None:
    """Entries are proposed, changed, approved, declined, withdrawn and reversed; a period closes and opens again."""
    purse = Purse(home, first="2025-11")
    ledger, team = purse.ledger, home.team
    with home.by(purse.bram):
        ledger.begin_books_again(team, first="2025-12")
    with home.by(purse.cato):
        ledger.change_account("4310", name="Gas en licht", rgs="WBedHuiGwe")
        ledger.open_accounts([NewAccount("4999", "Oude rekening", "team", "expense")])
        ledger.close_account("4999")
        ledger.reopen_account("4999")
        ledger.close_account("4999")
    purse.post("2025-12-01", Line("1000", 10_000), Line("1010", -10_000))
    purse.pay("2025-12-05", "4310", 2_500, out_of="1000")
    purse.reverse(purse.pay("2025-12-19", "4350", 8_640))
    declined, withdrawn, changed = (purse.propose("2025-12-20", Line("4310", 1), Line("1010", -1)) for _ in range(3))
    with home.by(purse.fenna):
        ledger.decline_entry(declined, why="Dit is van vorig jaar.")
    with home.by(purse.bram):
        ledger.withdraw_proposal(withdrawn)
        lines = (Line("4310", 2), Line("1010", -2))
        ledger.change_proposal(changed, fund="team", value_date="2025-12-20", lines=lines, text="Twee cent")
        ledger.soft_close_period(team, "2025-12")
    purse.close("2025-12")
    until = (home.clock.moment.replace(microsecond=0)).isoformat()[:8] + "28T16:00Z"
    purse.reopen("2025-12", until)
    purse.close("2025-12")
    with home.by(purse.bram):
        ledger.ask_reopening(team, "2025-12", until=until, why="Toch nog een.")
    with home.by(purse.cato):
        ledger.decline_reopening(team, "2025-12")
    with home.by(purse.bram):
        ledger.carry_forward(team, year=2025)
    purse.pay("2025-12-30", "4310", 100)
    cash_kept(purse)
    kept_for_residents(purse)


def cash_kept(purse: Purse) -> None:
    """Somebody pays from the cash box; a count is rejected, one differs and one agrees."""
    cash, team, day = purse.home.house.cash, purse.team, "2026-01-20"
    with purse.home.by(purse.bram):
        cash.set_cash_limits(team, "1000", most=50_000, most_spent=5_000)
    with purse.home.by(purse.bram):  # who keeps the books writes down what was long ago
        cash.spend_cash(
            team,
            "1000",
            spending=id_of("spending"),
            cents=500,
            day=day,
            expense="4350",
            text="Lamp",
            no_receipt="Markt",
        )
    for name, pieces, difference in (("again", {}, None), ("differs", {5_000: 1}, -2_000), ("even", {5_000: 1}, 0)):
        with purse.home.by(purse.bram):
            cash.count_cash(team, "1000", count=id_of(name), day=day, pieces=pieces, text="Geteld na het eten")
        with purse.home.by(purse.fenna):
            if difference is None:
                cash.reject_count(team, "1000", id_of(name), why="Er ligt wel iets.")
            else:
                cash.sign_count(team, "1000", id_of(name), difference=difference)
