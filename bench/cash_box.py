"""Paying from one cash box, and spending under one mandate, after a thousand times and after many over five years."""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from domain.finance.ledger import NewAccount, register_of
from domain.finance.ledger.register import Register
from domain.kernel import OPERATOR, Acting, Spending, act_as, command, fixed_clock, id_of
from domain.mandates import Limits, Mandate, Mandates
from domain.mandates.purchases import Purchases, purchases_of
from domain.policies import Hire
from projections.house import House

TEAM, KEEPS = (id_of("bench cash", what) for what in ("team", "keeps"))
SHOPS = [id_of("bench cash", "shop", str(number)) for number in range(40)]
"""Where a team buys."""
MANDATE, BOX = id_of("bench cash", "mandate"), "1000"
FIRST, DAYS = date(2021, 1, 1), 1825
AFTER = datetime(2025, 12, 31, 9, tzinfo=UTC)
FEW, TIMES, IN_TURN = 1_000, 200, 20


class Past(Mandates):
    """Writes at once what there was in five years, and spends once more."""

    @command("mandates.give_mandate")
    def lived(self, many: int) -> None:
        """So many movements of a cash box, and as many purchases under one mandate."""
        self.authority.require("mandates.give_mandate", TEAM)
        register: Register = Register.begin(id=register_of(TEAM, BOX), team=TEAM, account=BOX)
        bought: list[Purchases] = [
            Purchases.begin(id=purchases_of(TEAM, shop), team=TEAM, supplier=shop) for shop in SHOPS
        ]
        mandate = self._the(Mandate, MANDATE)
        for number in range(many):
            day = (FIRST + timedelta(days=number * DAYS // many)).isoformat()
            entry, cents = id_of("bench moved", str(number)), -1_900 if number % 5 == 4 else 500
            register.move(entry, day=day, period=day[:7], cents=cents, use="cash")
            spending = _spending(number, day)
            mandate.use(spending, day=day, beside=0, people=frozenset({KEEPS}), roles=frozenset({"member"}))
            bought[number % len(SHOPS)].count(spending.act, cents=100, day=day)
        self.workspace.save(register, mandate, *bought)

    @command("finance.spend_cash")
    def spend(self, number: int) -> None:
        """Spend once more under it."""
        self.authority.require("finance.spend_cash", TEAM)
        self.workspace.save(*self.spent(TEAM, MANDATE, _spending(-number, "2025-12-30")))


def run(movements: int = 20_000, say: Callable[[str], None] = print) -> dict[str, Any]:
    """CPU of one more, from what the process holds and loaded anew; a ratio compares many with a thousand."""
    with tempfile.TemporaryDirectory() as name, fixed_clock(AFTER):
        for folder, many in (("few", FEW), ("many", movements)):
            say(f"writing {many} movements")
            with closing(House(Path(name) / folder)) as house:
                _founded(house, many)
        with closing(House(Path(name) / "few")) as few, closing(House(Path(name) / "many")) as many_of:
            return {
                "movements": movements, "load": round(os.getloadavg()[0], 1),
                "paying": _compared(few, many_of, _pay), "paying_loaded_anew": _compared(few, many_of, _pay, anew=True),
                "spending": _compared(few, many_of, _spend),
                "spending_loaded_anew": _compared(few, many_of, _spend, anew=True),
                "limit": {"paying_ratio": 1.2, "paying_loaded_anew_ratio": 1.2, "spending_ratio": 1.2},
            }  # fmt: skip


def _founded(house: House, many: int) -> None:
    with act_as(Acting(OPERATOR, "")):
        house.staffing.found_team(TEAM, name="Huis", hires=[Hire(KEEPS, "Kim", since="2021-01-01")])
        house.teams.give_role(TEAM, person=KEEPS, role="finance", since="2021-01-01")
        house.ledger.open_accounts(
            [NewAccount(BOX, "Kas", "team", "asset", "cash"), NewAccount("4350", "Inventaris", "team", "expense")]
        )
        house.ledger.begin_books(TEAM, first="2021-01")
        house.mandates.give_mandate(
            TEAM, mandate=MANDATE, funds=("team",), limits=Limits(10**9, 10**9, "year", 30), first="2021-01-01",
            last="2025-12-31", decision="Afgesproken", for_role="member",
        )  # fmt: skip
        Past(house.workspace, house.authority).lived(many)
    house.engine.catch_up()


def _spending(number: int, day: str) -> Spending:
    return Spending(
        id_of("bench spent", str(number)), "team", "4350", 100, day, SHOPS[number % len(SHOPS)], frozenset()
    )


def _pay(house: House, number: int) -> None:
    with act_as(Acting(KEEPS, "")):
        house.cash.spend_cash(
            TEAM, BOX, spending=id_of("bench paid", str(number)), cents=5, day="2025-12-30", expense="4350",
            text="Brood", no_receipt="Weg",
        )  # fmt: skip


def _spend(house: House, number: int) -> None:
    with act_as(Acting(KEEPS, "")):
        Past(house.workspace, house.authority).spend(number)


def _compared(few: House, many: House, act: Callable[[House, int], None], *, anew: bool = False) -> dict[str, Any]:
    """CPU milliseconds of a command in both, a few in turn; `anew`: nothing of it is held by the process."""
    costs: dict[str, list[float]] = {"few": [], "many": []}
    number = anew * 2 * TIMES
    for _ in range(TIMES // IN_TURN):
        for name, house in (("few", few), ("many", many)):
            for _ in range(IN_TURN):
                number += 1
                if anew:
                    house.workspace._kept.clear()
                began = time.process_time()
                act(house, number)
                costs[name].append((time.process_time() - began) * 1000)
    short, long = (statistics.median(costs[name]) for name in ("few", "many"))
    return {"few_cpu_ms": round(short, 3), "many_cpu_ms": round(long, 3), "ratio": round(long / short, 2)}


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if sys.argv[1:] else 20_000), indent=2))
