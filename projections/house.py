"""Everything that a process needs of one workspace, put together: the log, the views that follow it, the services."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from eventsourcing.persistence import PersistenceError

import projections.asks
import projections.calls
import projections.deviations
import projections.finance_attempts
import projections.finance_bank
import projections.finance_bank_kept
import projections.finance_budget
import projections.finance_cash
import projections.finance_claims
import projections.finance_ledger
import projections.finance_reports
import projections.finance_residents
import projections.finance_withdrawals
import projections.hours
import projections.hours_account
import projections.leave
import projections.mandates
import projections.market
import projections.people
import projections.proposals
import projections.rosters
import projections.rosters_agenda
import projections.rosters_demand
import projections.rounds
import projections.rule_sets
import projections.teams
import projections.trail  # noqa: F401  every table and fold is declared before the engine opens
from domain.finance.bank import Bank
from domain.finance.budget import Budgets
from domain.finance.cash import Cash
from domain.finance.claims import Claims
from domain.finance.ledger import Ledger
from domain.finance.reports import Reports
from domain.finance.residents import Residents
from domain.finance.settling import Settling
from domain.kernel import Authority
from domain.mandates import Mandates
from domain.policies import Staffing
from domain.rosters.hours import Hours
from domain.rosters.leave.service import Leave
from domain.rosters.proposal_asks import ProposalAsks
from domain.rosters.rule_book import RuleBook
from domain.workspace import Workspace
from projections.clock import Clock, resolve_moment, shown_position
from projections.engine import Engine
from projections.finance_bank_now import BankBooksNow
from projections.finance_now import BalancesNow
from projections.finance_reports import ReportsNow
from projections.hours_month import HoursNow
from projections.leave_now import LeaveNow
from projections.teams import RelationsNow


class House:
    """One workspace in one process. Reading is always up to date with the log; writing goes through the services."""

    def __init__(self, data: Path, database: str | None = None) -> None:
        self.workspace = Workspace(data, database)
        self.engine = Engine(self.workspace, data / "views.db")
        self.engine.open()
        self.clock = Clock(data / "views.db")
        self.authority = Authority(RelationsNow(self.now))
        self.staffing = Staffing(self.workspace, self.authority)
        self.people = self.staffing.people
        self.teams = self.staffing.teams
        self.rosters = self.staffing.rosters
        self.vault = self.workspace.vault
        self.access = self.workspace.access
        self.blobs = self.workspace.blobs
        self.waiting = self.workspace.waiting
        self.hours = Hours(self.workspace, self.authority, HoursNow(self.now, self.vault))
        self.leave = Leave(self.workspace, self.authority, LeaveNow(self.now, self.vault), self.rosters)
        self.proposing = ProposalAsks(self.workspace, self.authority)
        self.rule_book = RuleBook(self.workspace, self.authority)
        self.mandates = Mandates(self.workspace, self.authority)
        self.ledger = Ledger(self.workspace, self.authority, BalancesNow(self.now, self.workspace.vault.open_packed))
        self.claims = Claims(self.workspace, self.authority, self.ledger.balances, self.mandates)
        self.budgets = Budgets(self.workspace, self.authority, self.ledger.balances, self.mandates)
        self.reports = Reports(self.workspace, self.authority, self.ledger, ReportsNow(self.now, self.at))
        self.cash = Cash(self.workspace, self.authority, self.ledger.balances)
        self.residents = Residents(self.workspace, self.authority, self.ledger.balances)
        self.bank = Bank(self.workspace, self.authority, self.ledger.balances, BankBooksNow(self.now), self.waiting)
        self.settling = Settling(self.bank, self.claims, self.residents)

    @contextmanager
    def now(self, position: int | None = None) -> Iterator[sqlite3.Connection]:
        """The views as they are now, caught up with the log; or at least with where it stood a moment ago."""
        with ExitStack() as held:
            views = self._standing(held, position)
            if views is None:
                self.engine.catch_up()
                views = held.enter_context(self.clock.at())
            yield views

    def _standing(self, held: ExitStack, position: int | None) -> sqlite3.Connection | None:
        """The views, when they have followed the log already: a third less to ask than by catching up first."""
        if not self.engine.holds():
            return None
        try:
            position = self.workspace.position() if position is None else position
            views = held.enter_context(self.clock.at())
            if shown_position(views) >= position:
                return views
        except (sqlite3.Error, PersistenceError):
            pass  # what is wrong with the file or the log, catching up mends or says
        held.close()
        return None

    @contextmanager
    def at(self, position: int) -> Iterator[sqlite3.Connection]:
        """The views as known at a position, which must not be later than the log's."""
        with self.clock.at(position) as views:
            yield views

    def position_of(self, moment: str) -> int:
        """The position of a `?at=`; raises NoSuchMoment."""
        with self.now() as views:
            return resolve_moment(views, moment)

    def close(self) -> None:
        """Give every connection back."""
        self.clock.close()
        self.engine.close()
        self.workspace.close()
