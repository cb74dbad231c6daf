"""The commands on leave: read what is there now, decide, save the account, the agenda and the rosters in one go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from domain.kernel import OPERATOR, Authority, Desk, Id, Sealed, act_as, acting, command, declare, today
from domain.rosters.desk import RosterDesk, clean_day, clean_text
from domain.rosters.leave import refusals
from domain.rosters.leave.account import LeaveAccount, Request, leave_of
from domain.rosters.leave.rights import Balance, Taking, Term, lots_of, settle
from domain.rosters.leave.rules import BALANCES, LeaveKind, leave_kinds
from domain.rosters.presence import absence_text
from domain.rosters.refusals import ChangedMeanwhile
from domain.rosters.roster import moment_now
from domain.rosters.service import Rosters

declare(
    {
        "rosters.ask_leave": ("member",),
        "rosters.see_leave": ("member", "planner"),
        "rosters.decide_leave": ("planner", "member"),
        "rosters.credit_leave": ("planner", "administrator"),
    }
)

LONGEST = 366
FURTHEST = timedelta(days=3 * LONGEST)
"""How far ahead leave is asked; every year until then gives rights that are counted."""
_LEAST, _MOST = 15, 12 * 60
_CREDIT = 2_000 * 60


@dataclass(frozen=True, slots=True)
class LeaveFacts:
    """What is known of somebody beside the account: contracts, from which year on rights are kept, and absence."""

    terms: tuple[Term, ...]
    since: int
    reported: tuple[Taking, ...] = ()
    """Leave that was reported without being asked for."""
    sick: frozenset[str] = frozenset()


class LeaveSource(Protocol):
    """Where that comes from: a projection, the same one that the pages show."""

    def facts(self, person: Id) -> LeaveFacts:
        """What is known of somebody now."""

    def costs(self, person: Id, team: Id, first: str, last: str, per_day: int | None) -> dict[str, int]:
        """The minutes that leave on these days takes, by day; nothing for a day without any."""


def kind_of_leave(text: str | None) -> LeaveKind:
    """The kind that was sealed; of somebody who was erased the most usual one."""
    kinds = leave_kinds()
    return kinds.get((text or "").strip()) or next(iter(kinds.values()))


def takings_of(requests: Iterable[tuple[Request, LeaveKind]], facts: LeaveFacts) -> list[Taking]:
    """Every minute that is or would be taken. A day of illness is no day of leave (BW 7:637)."""
    asked = [
        Taking(day, minutes, kind.draws, one.id, kind.builds_up)
        for one, kind in requests
        for day, minutes in one.days.items()
        if day not in facts.sick
    ]
    return asked + list(facts.reported)


def balance_in(facts: LeaveFacts, account: LeaveAccount | None, takings: Iterable[Taking], until: int) -> Balance:
    """What is left of all rights up to and including those of a year."""
    credits, taken = account.credited() if account else [], list(takings)
    return settle(lots_of(facts.terms, credits, range(facts.since, until + 1), taken), taken)


class Leave(RosterDesk):
    """Leave asked, granted, declined, withdrawn, and written to an account."""

    def __init__(self, workspace: Desk, authority: Authority, source: LeaveSource, rosters: Rosters) -> None:
        super().__init__(workspace, authority)
        self.source = source
        self.rosters = rosters

    @command("rosters.ask_leave")
    def ask_leave(
        self, team: Id, *, leave: Id, first: str, last: str, kind: str, note: str = "", per_day: int | None = None,
        overdraw: bool = False,
    ) -> None:  # fmt: skip
        """Ask a team for leave: whole days, or so many minutes on each day. `overdraw`: also below nothing."""
        self.authority.require("rosters.ask_leave", team)
        person, first, last = acting().person, clean_day(first), clean_day(last)
        self._check(person, team, first, last, kind, per_day)
        days = self.source.costs(person, team, first, last, per_day)
        account = self._account(person)
        sealed = self.workspace.vault.seal(person, kind.ljust(12))
        wanted = Request(leave, team, first, last, days, per_day, sealed.packed(), "asked", 0)
        below = self._below(account, wanted, account.standing(), overdraw=overdraw)
        account.ask(
            leave, team=team, first=first, last=last, days=days, per_day=per_day, overdrawn=below, kind=sealed,
            note=self._note(person, note),
        )  # fmt: skip
        self.workspace.save(account)

    @command("rosters.decide_leave")
    def grant_leave(self, person: Id, leave: Id, *, why: str = "", overdraw: bool = False) -> None:
        """Give the leave: the person is absent, and shifts to come in the team that was asked open."""
        account, wanted = self._decided(person, leave)
        if wanted.first < today().isoformat():
            raise refusals.LeaveHasBegun
        self.authority.require_worked(person, wanted.team, wanted.first, wanted.last)
        agenda = self._agenda(person)
        if leave in agenda.absences:  # the agenda is read after the account: somebody else gave it in between
            raise refusals.LeaveDecided
        if any(
            b.team != wanted.team and wanted.first <= b.day <= wanted.last and b.start > moment_now()
            for b in agenda.booked()
        ):
            raise refusals.ShiftsElsewhere
        fresh = replace(wanted, days=self.source.costs(person, wanted.team, wanted.first, wanted.last, wanted.per_day))
        given = [one for one in account.standing() if one.state == "granted"]
        below = self._below(account, fresh, given, overdraw=overdraw, agreed=wanted.overdrawn)
        account.grant(leave, days=fresh.days, overdrawn=below, why=self._note(person, why))
        kind = self.workspace.vault.seal(person, absence_text(self._kind(wanted).counts_as))
        with act_as(replace(acting(), cause=f"fact:{account.id}:{account.version}")):
            agenda.report_absence(leave, first=wanted.first, last=wanted.last, kind=kind)
            try:
                rosters = self.rosters.opened(agenda, wanted.team, wanted.first, wanted.last)
            except ChangedMeanwhile:  # the rosters are read last: they may stand already as somebody else decided
                if self.workspace.latest(account.id, 1)[0].originator_version >= account.version:
                    raise refusals.LeaveDecided from None
                raise
        self.workspace.save(account, agenda, *rosters)

    @command("rosters.decide_leave")
    def decline_leave(self, person: Id, leave: Id, *, why: str) -> None:
        """Do not give the leave, and say why."""
        account, _ = self._decided(person, leave)
        sealed = self._note(person, why)
        if sealed is None:
            raise refusals.WhyMissing
        account.decline(leave, sealed)
        self.workspace.save(account)

    @command("rosters.ask_leave")
    def withdraw_leave(self, leave: Id) -> None:
        """No longer want one's own leave; shifts that came open stay open."""
        person = acting().person
        account = self._the(LeaveAccount, leave_of(person))
        found = account.request(leave)
        self.authority.require("rosters.ask_leave", found.team)
        if found.state == "granted" and found.first < today().isoformat():
            raise refusals.LeaveHasBegun
        if not account.withdraw(leave):
            self.workspace.save(account)
            return
        agenda = self._agenda(person)
        with act_as(replace(acting(), cause=f"fact:{account.id}:{account.version}")):
            agenda.withdraw_absence(leave)
            rosters = self.rosters._asked_no_more(person, leave, found.first, found.last)
        self.workspace.save(account, agenda, *rosters)

    @command("rosters.ask_leave")
    def end_leave(self, leave: Id, *, back: str, why: str) -> None:
        """Be back on a day of one's own leave that began: the hours from there on are one's own again.

        Shifts that came open stay open, and nobody is asked for them because of this leave any more.
        """
        person, back = acting().person, clean_day(back)
        account = self._the(LeaveAccount, leave_of(person))
        found = account.request(leave)
        self.authority.require("rosters.ask_leave", found.team)
        if found.first > today().isoformat():
            raise refusals.LeaveNotBegun
        if back < today().isoformat():
            raise refusals.BackUnreadable
        sealed = self._note(person, why)
        if sealed is None:
            raise refusals.WhyBackMissing
        account.end(leave, back=back, why=sealed)
        agenda = self._agenda(person)
        with act_as(replace(acting(), cause=f"fact:{account.id}:{account.version}")):
            agenda.shorten_absence(leave, last=account.request(leave).last)
            rosters = self.rosters._asked_no_more(person, leave, back, found.last)
        self.workspace.save(account, agenda, *rosters)

    @command("rosters.credit_leave")
    def credit_leave(
        self, person: Id, *, credit: Id, balance: str, year: int, minutes: int, why: str, team: Id | None = None
    ) -> None:
        """Write minutes to somebody's account (or off it): what was left before driehoek, what was agreed or bought."""
        self.authority.require("rosters.credit_leave", team)
        if team is not None:
            self.authority.require_related(person, team)
        if person == acting().person:
            raise refusals.OwnCredit
        if balance not in BALANCES or not 2000 <= year <= 2200 or not 0 < abs(minutes) <= _CREDIT:
            raise refusals.CreditUnreadable(field="year" if not 2000 <= year <= 2200 else "hours")
        sealed = self._note(person, why)
        if sealed is None:
            raise refusals.WhyMissing
        account = self._account(person)
        account.credit(credit, balance=balance, year=year, minutes=minutes, why=sealed)
        self.workspace.save(account)

    def _check(self, person: Id, team: Id, first: str, last: str, kind: str, per_day: int | None) -> None:
        length = (date.fromisoformat(last) - date.fromisoformat(first)).days
        if not today().isoformat() <= first <= (today() + FURTHEST).isoformat():
            raise refusals.LeaveUnreadable(field="first")
        if not 0 <= length < LONGEST:
            raise refusals.LeaveUnreadable(field="last")
        if kind not in leave_kinds():
            raise refusals.LeaveKindUnknown
        if per_day is not None and not _LEAST <= per_day <= _MOST:
            raise refusals.LeaveHoursUnreadable
        self.authority.require_worked(person, team, first, last)

    def _decided(self, person: Id, leave: Id) -> tuple[LeaveAccount, Request]:
        """The request on which whoever acts may decide; raises OwnLeave, PlannerDecides."""
        account = self._the(LeaveAccount, leave_of(person))
        found = account.request(leave)
        self.authority.require("rosters.decide_leave", found.team)
        if person == acting().person:
            raise refusals.OwnLeave
        if acting().role == "member" and self._planner_beside(person, found.team):
            raise refusals.PlannerDecides
        return account, found

    def _planner_beside(self, person: Id, team: Id) -> bool:
        """Whether somebody else than the asker plans the team; who plans alone is decided on by a colleague."""
        if acting().person == OPERATOR:
            return False
        day = today().isoformat()
        others = self.authority.source.members(team, day) - {person}
        return any("planner" in self.authority.relations(other).roles_in(team, day) for other in others)

    def _below(
        self, account: LeaveAccount, wanted: Request, beside: Iterable[Request], *, overdraw: bool, agreed: int = 0
    ) -> int:
        """The minutes below nothing that a request brings beside others; or BalanceTooLow unless chosen."""
        facts = self.source.facts(account.person)
        others = [(one, self._kind(one)) for one in beside]
        until = max(today().year, *(int(one.last[:4]) for one, _ in others), int(wanted.last[:4]))
        without = balance_in(facts, account, takings_of(others, facts), until)
        having = balance_in(facts, account, takings_of([*others, (wanted, self._kind(wanted))], facts), until)
        below = having.short - without.short
        if below > agreed and not overdraw:
            raise refusals.BalanceTooLow(hours=f"{below // 60}:{below % 60:02d}")
        return below

    def _kind(self, request: Request) -> LeaveKind:
        return kind_of_leave(self.workspace.vault.open(Sealed.unpacked(request.kind)))

    def _account(self, person: Id) -> LeaveAccount:
        return self.workspace.get(LeaveAccount, leave_of(person)) or LeaveAccount.begin(leave_of(person), person=person)

    def _note(self, person: Id, text: str) -> Sealed | None:
        clean = clean_text(text)
        return self.workspace.vault.seal(person, clean) if clean else None
