"""Everything that a process needs of one workspace, put together: the log, the views that follow it, the services."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import projections.asks
import projections.deviations
import projections.hours
import projections.hours_account
import projections.leave
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
from domain.kernel import Authority
from domain.policies import Staffing
from domain.rosters.hours import Hours
from domain.rosters.leave.service import Leave
from domain.rosters.proposing import Proposing
from domain.rosters.rule_book import RuleBook
from domain.workspace import Workspace
from projections.clock import Clock, resolve_moment
from projections.engine import Engine
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
        self.hours = Hours(self.workspace, self.authority, HoursNow(self.now, self.vault))
        self.leave = Leave(self.workspace, self.authority, LeaveNow(self.now, self.vault), self.rosters)
        self.proposing = Proposing(self.workspace, self.authority)
        self.rule_book = RuleBook(self.workspace, self.authority)

    @contextmanager
    def now(self) -> Iterator[sqlite3.Connection]:
        """The views as they are now, caught up with the log."""
        self.engine.catch_up()
        with self.clock.at() as views:
            yield views

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
