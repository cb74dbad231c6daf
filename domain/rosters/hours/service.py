"""The commands on hours for pay: read the month as it now is, decide, save the statement or the whole batch at once."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Sequence
from typing import Protocol

from domain.kernel import (
    EVERYONE,
    Authority,
    Desk,
    Id,
    NotThere,
    Sealed,
    Service,
    acting,
    command,
    declare,
    today,
)
from domain.rosters.desk import clean_text
from domain.rosters.hours import refusals
from domain.rosters.hours.account import HoursAccount, hours_account_of
from domain.rosters.hours.batch import PayMonth, pay_month_of
from domain.rosters.hours.export import Paid, export_hash, export_text
from domain.rosters.hours.figures import Figures, Minutes, added, less, same_lines
from domain.rosters.hours.ort import rules_on
from domain.rosters.hours.statement import HoursStatement, paid, statement_of

declare(
    {
        "rosters.state_hours": ("member", "planner", EVERYONE),
        "rosters.see_hours": ("member", "planner"),
        "rosters.approve_hours": ("member", "planner"),
        "rosters.send_hours": ("controller", "administrator"),
        "rosters.carry_hours": ("planner", "administrator"),
    }
)

MOST_IN_A_BATCH = 5_000
_MONTH = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")
_MOST_CARRIED = 2_000 * 60
_PADDED = 144
"""Every sealed cause is as long: the length would tell who was sick."""


class HoursSource(Protocol):
    """Where a month's hours come from: a projection, the same one that the page shows."""

    def figures(self, person: Id, team: Id, month: str) -> Figures:
        """A person's month in a team, as it is now."""

    def names(self, persons: Sequence[Id], teams: Sequence[Id]) -> dict[Id, str]:
        """The names of persons and teams, opened."""


def clean_month(text: str) -> str:
    """A month as `2026-03`; raises MonthUnreadable."""
    if not _MONTH.fullmatch(text.strip()):
        raise refusals.MonthUnreadable
    return text.strip()


def month_days(month: str) -> tuple[str, str]:
    """The first and the last day of a month."""
    year, number = map(int, month.split("-"))
    return f"{month}-01", f"{month}-{calendar.monthrange(year, number)[1]:02d}"


class Hours(Service):
    """Hours for pay: stated, confirmed, approved, sent."""

    def __init__(self, workspace: Desk, authority: Authority, source: HoursSource) -> None:
        super().__init__(workspace, authority)
        self.source = source

    @command("rosters.state_hours")
    def draw_up_statement(self, team: Id, *, month: str) -> None:
        """Put one's own hours of a month together, again when they changed; after the first was sent, what differs."""
        self.authority.require("rosters.state_hours", team)
        person = acting().person
        self.authority.require_worked(person, team, "0001-01-01", "9999-12-31")  # not theirs at all, whatever is asked
        month = clean_month(month)
        first, last = month_days(month)
        self.authority.require_worked(person, team, first, last)
        fresh = self.source.figures(person, team, month)
        if today().isoformat() <= last or not fresh.over():
            raise refusals.MonthNotOver
        chain = self._chain(person, team, month)
        standing = chain[-1] if chain and chain[-1].state != "sent" else None
        if standing and standing.state != "objected" and self._still_so(standing, fresh):
            raise refusals.StatementStands
        sent = [statement for statement in chain if statement.state == "sent"]
        totals = less(fresh.totals(), paid(sent))
        causes = less(fresh.causes(), added(*map(self._causes, sent)))
        if not standing and not totals and not causes:
            raise refusals.StatementStands if chain else refusals.NothingToState
        drawn = {
            "position": fresh.position, "rules": fresh.rules.named, "lines": fresh.lines(), "totals": totals,
            "causes": self._sealed(person, causes),
        }  # fmt: skip
        if standing:
            standing.draw_again(**drawn)  # type: ignore[arg-type]
        else:
            standing = HoursStatement.begin(
                statement_of(person, team, month, len(chain)),
                person=person, team=team, month=month, corrects=chain[0].id if chain else None, **drawn,
            )  # fmt: skip
        self.workspace.save(standing)

    @command("rosters.state_hours")
    def confirm_statement(self, statement: Id) -> None:
        """Agree with one's own hours; a shift without recorded hours counts as planned."""
        found = self._the(HoursStatement, statement)
        if found.person != acting().person:
            self.authority.require("rosters.see_hours", found.team)
            raise refusals.NotYourHours
        self.authority.require("rosters.state_hours", found.team)
        fresh = self._up_to_date(found)
        found.confirm(list(fresh.as_planned()))
        self.workspace.save(found)

    @command("rosters.state_hours")
    def object_to_statement(self, statement: Id, *, text: str) -> None:
        """Say what is not right about one's own hours, or a colleague's; it must then be drawn up again."""
        found = self._the(HoursStatement, statement)
        own = found.person == acting().person
        self.authority.require("rosters.state_hours" if own else "rosters.approve_hours", found.team)
        clean = clean_text(text)
        if not clean:
            raise refusals.ObjectionMissing
        found.object_to(self.workspace.vault.seal(found.person, clean))
        self.workspace.save(found)

    @command("rosters.approve_hours")
    def approve_statement(self, statement: Id) -> None:
        """Agree with a colleague's hours; never with one's own."""
        found = self._the(HoursStatement, statement)
        self.authority.require("rosters.approve_hours", found.team)
        if found.person != acting().person:
            self._up_to_date(found)
        found.approve()
        self.workspace.save(found)

    @command("rosters.send_hours")
    def send_batch(self, *, month: str, statements: list[Id]) -> None:
        """Export these approved statements of a month, once and for good, under the month's next number."""
        self.authority.require("rosters.send_hours", None)
        month, wanted = clean_month(month), list(dict.fromkeys(statements))
        if not wanted or len(wanted) > MOST_IN_A_BATCH:
            raise refusals.NothingToSend
        found = [self._the(HoursStatement, statement) for statement in wanted]
        if any(statement.month != month for statement in found):
            raise NotThere
        begun = self.workspace.get(PayMonth, pay_month_of(month))
        pay_month = begun or PayMonth.begin(pay_month_of(month), month=month)
        batch, number = pay_month.next()
        for statement in found:
            statement.send(batch, number)
            self._same(statement)
        text = self._export(month, number, found)
        pay_month.send(wanted, self.workspace.vault.seal(batch, text), export_hash(text))
        self.workspace.save(pay_month, *found)

    @command("rosters.carry_hours")
    def carry_hours(self, person: Id, *, year: int, minutes: int, why: str, team: Id | None = None) -> None:
        """Take somebody's hours along into a year, or what was left before driehoek; never one's own."""
        self.authority.require("rosters.carry_hours", team)
        if team is not None:
            self.authority.require_related(person, team)
        if person == acting().person:
            raise refusals.OwnAccount
        if not 2000 <= year <= 2200 or not -_MOST_CARRIED <= minutes <= _MOST_CARRIED:
            raise refusals.CarryUnreadable
        clean = clean_text(why)
        if not clean:
            raise refusals.CarryWithoutReason
        known = self.workspace.get(HoursAccount, hours_account_of(person))
        account = known or HoursAccount.begin(hours_account_of(person), person=person)
        account.carry(year, minutes, self.workspace.vault.seal(person, clean))
        self.workspace.save(account)

    def _chain(self, person: Id, team: Id, month: str) -> list[HoursStatement]:
        """The statement of a month and its corrections, in order."""
        found: list[HoursStatement] = []
        while one := self.workspace.get(HoursStatement, statement_of(person, team, month, len(found))):
            found.append(one)
        return found

    def _up_to_date(self, statement: HoursStatement) -> Figures:
        if statement.state == "sent":
            raise refusals.AlreadySent
        return self._same(statement)

    def _same(self, statement: HoursStatement) -> Figures:
        fresh = self.source.figures(statement.person, statement.team, statement.month)
        if not self._still_so(statement, fresh):
            raise refusals.StatementOutOfDate
        return fresh

    def _still_so(self, statement: HoursStatement, fresh: Figures) -> bool:
        chain = self._chain(statement.person, statement.team, statement.month)
        before = added(*(self._causes(one) for one in chain if one.id != statement.id and one.state == "sent"))
        causes = less(fresh.causes(), before)
        return same_lines(statement.lines, fresh.lines()) and causes == self._causes(statement)

    def _causes(self, statement: HoursStatement) -> Minutes:
        return opened_causes(self.workspace.vault.open(statement.sealed_causes()), statement.totals)

    def _sealed(self, person: Id, causes: Minutes) -> Sealed:
        return self.workspace.vault.seal(person, json.dumps(causes).ljust(_PADDED))

    def _export(self, month: str, number: int, statements: list[HoursStatement]) -> str:
        names = self.source.names([s.person for s in statements], [s.team for s in statements])
        lines = [
            Paid(
                s.person, names[s.person], names[s.team], s.corrects is not None,
                {key: n for key, n in s.totals.items() if key != "absent"} | self._causes(s),
            )
            for s in statements
        ]  # fmt: skip
        return export_text(month, number, lines, rules_on(month_days(month)[0]))


def opened_causes(text: str | None, totals: Minutes) -> Minutes:
    """The minutes away by cause; all of another cause when the person was erased."""
    if text is None:
        return {"other": totals["absent"]} if totals.get("absent") else {}
    found: Minutes = json.loads(text)
    return found
