"""De Lindehof with books of its own: bram keeps them, fenna looks as the second one, cato is the controller."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from domain.finance.ledger import Entry, Line, NewAccount, Period, Proposal, period_id
from domain.kernel import OPERATOR, Id, id_of
from domain.policies import Hire
from projections.finance_balances import trial_balance
from tests.harness.home import Home

ACCOUNTS = """
    0500 Resultaat           team       equity     result
    1000 Kas                 team       asset      cash
    1010 Bank                team       asset      bank
    1090 Te_verklaren        team       asset      suspense
    1600 Nog_te_betalen      team       liability  payable
    4310 Energie             team       expense    -
    4350 Kleine_inventaris   team       expense    -
    4370 Kasverschillen      team       expense    cash_difference
    8000 Budget              team       income     -
    0510 Resultaat_huis      household  equity     result
    1001 Kas_huishouding     household  asset      cash
    1020 Bank_huishouding    household  asset      bank
    1092 Te_verklaren_huis   household  asset      suspense
    4600 Boodschappen        household  expense    -
    4670 Kasverschillen_huis household  expense    cash_difference
    8100 Huishoudgeld        household  income     -
    1030 Bank_bewoners       residents  asset      bank
    1093 Te_verklaren_bew    residents  asset      suspense
    1700 Geld_van_bewoners   residents  liability  resident
"""


def accounts(table: str = ACCOUNTS) -> list[NewAccount]:
    """The chart of the tests: code, name, fund, kind and use by line."""
    found = []
    for line in table.strip().splitlines():
        code, name, fund, kind, use = line.split()
        found.append(NewAccount(code, name.replace("_", " "), fund, kind, "" if use == "-" else use))
    return found


class Purse:
    """The books of De Lindehof from January 2026 on."""

    def __init__(self, home: Home, *, first: str = "2026-01", table: str = ACCOUNTS) -> None:
        self.home, self.ledger, self.team = home, home.house.ledger, home.team
        self.bram, self.fenna, self.cato = home.person("bram"), home.person("fenna"), id_of("person", "cato")
        self._made = 0
        with home.by(OPERATOR):
            home.house.teams.give_role(home.team, person=self.bram, role="finance", since="2026-01-01")
            home.house.staffing.hire_person(home.team, hire=Hire(self.cato, "Cato", since="2026-01-01"))
            home.house.teams.give_office(self.cato, office="controller", since="2026-01-01")
        with home.by(self.cato):
            self.ledger.open_accounts(accounts(table))
        with home.by(self.bram):
            self.ledger.begin_books(home.team, first=first)

    @classmethod
    def standing(cls, home: Home) -> Purse:
        """The books that the house keeps already."""
        purse = cls.__new__(cls)
        purse.home, purse.ledger, purse.team = home, home.house.ledger, home.team
        purse.bram, purse.fenna, purse.cato = home.person("bram"), home.person("fenna"), id_of("person", "cato")
        purse._made = 1_000
        return purse

    def propose(
        self, day: str, *lines: Line, fund: str = "team", text: str = "Boeking", period: str | None = None
    ) -> Id:
        """Bram proposes an entry; its id."""
        self._made += 1
        proposal = id_of("proposal", str(self._made))
        with self.home.by(self.bram):
            self.ledger.propose_entry(
                self.team, proposal=proposal, fund=fund, value_date=day, lines=lines, text=text, period=period
            )
        return proposal

    def approve(self, proposal: Id, *, by: Id | None = None) -> Id:
        """Fenna approves what stands there; the id of the entry."""
        found = self.home.house.workspace.get(Proposal, proposal)
        assert found
        with self.home.by(by or self.fenna):
            self.ledger.approve_entry(proposal, content=found.content)
        return id_of("finance.entry", proposal)

    def post(self, day: str, *lines: Line, fund: str = "team", text: str = "Boeking", period: str | None = None) -> Id:
        """Bram proposes and Fenna approves; the id of the entry."""
        return self.approve(self.propose(day, *lines, fund=fund, text=text, period=period))

    def pay(self, day: str, account: str, cents: int, *, out_of: str = "1010", fund: str = "team") -> Id:
        """Cents for an account out of the bank or the cash box; the id of the entry."""
        return self.post(day, Line(account, cents), Line(out_of, -cents), fund=fund)

    def reverse(self, entry: Id, *, day: str = "", text: str = "Stond er twee keer in.") -> Id:
        """Bram proposes to take it back and Fenna approves; the id of the reversal."""
        self._made += 1
        proposal = id_of("proposal", str(self._made))
        with self.home.by(self.bram):
            self.ledger.propose_reversal(entry, proposal=proposal, text=text, value_date=day)
        return self.approve(proposal)

    def close(self, *periods: str) -> None:
        """Bram closes periods."""
        with self.home.by(self.bram):
            for period in periods:
                self.ledger.close_period(self.team, period)

    def reopen(self, period: str, until: str, *, why: str = "Er kwam nog een factuur.") -> None:
        """Bram asks and Cato agrees."""
        with self.home.by(self.bram):
            self.ledger.ask_reopening(self.team, period, until=until, why=why)
        self.agree(period)

    def agree(self, period: str) -> None:
        """Cato agrees with the reopening as it was asked."""
        with self.home.by(self.cato):
            self.ledger.reopen_period(self.team, period, content=self.asked(period))

    def asked(self, period: str) -> str:
        """The hash of the reopening that was asked, as whoever looks at it has it."""
        found = self.home.house.workspace.get(Period, period_id(self.team, period))
        assert found
        return found.asked_content

    def entry(self, entry: Id) -> Entry:
        """An entry as the log has it."""
        found = self.home.house.workspace.get(Entry, entry)
        assert found
        return found

    def balances(self, on: str = "9999-12-31", *, known: int | None = None) -> dict[str, int]:
        """Cents by account, on a day, as known now or at a position."""
        with self.home.house.now() if known is None else self.home.house.at(known) as views:
            return {found.account: found.cents for found in trial_balance(views, self.team, on)}

    def position(self) -> int:
        """Where the log stands."""
        return self.home.house.workspace.position()


def facts(purse: Purse, topic: str = "finance.") -> Iterator[dict[str, Any]]:
    """Facts as their bytes in the log say."""
    for recorded in purse.home.house.workspace.facts(0, 100_000):
        if recorded.topic.startswith(topic):
            yield json.loads(recorded.state) | {"topic": recorded.topic, "position": recorded.position}
