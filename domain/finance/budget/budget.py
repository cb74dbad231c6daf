"""A team's budget of one fund and one year, in versions: what was agreed is never overwritten."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from eventsourcing.domain import event

from domain.finance.budget import refusals
from domain.finance.budget.lines import (
    MONTHS,
    Lines,
    Months,
    StoredBudget,
    budget_lines,
    clean_budget,
    clean_shift,
    shifted,
    stored_budget,
)
from domain.kernel import (
    Aggregate,
    CommandReused,
    Fact,
    FirstFact,
    Id,
    Sealed,
    acting,
    by_whom,
    did_that,
    id_of,
    who_did,
)

FUNDS_BUDGETED = ("team", "household", "group")
"""Residents' money is their own: nobody budgets it for them."""
_YEAR = re.compile(r"20\d\d")
_REMEMBERED = 99


def budget_of(team: Id, fund: str, year: int) -> Id:
    """The id of a team's budget of a fund and a year."""
    return id_of("finance.budget", team, fund, str(year))


class Budget(Aggregate):
    """Who keeps the books proposes a version, and another adopts it; the team's decision is named with it."""

    TOPIC = "finance.Budget"
    class_version = 3

    class BudgetBegun(FirstFact):
        """A team began a budget of a fund and a year."""

        TOPIC = "finance.BudgetBegun"
        team: Id
        fund: str
        year: int

    class BudgetProposed(Fact):
        """Somebody proposed a version: twelve monthly cents by account. `content`: the hash of what to adopt."""

        TOPIC = "finance.BudgetProposed"
        team: Id
        fund: str
        year: int
        proposal: Id
        kind: str
        lines: StoredBudget
        from_account: str | None
        to_account: str | None
        months: list[int]
        decision: Sealed
        why: Sealed
        content: str

    class BudgetDeclined(Fact):
        """Somebody else did not adopt what was proposed, and said why."""

        TOPIC = "finance.BudgetDeclined"
        team: Id
        proposal: Id
        why: Sealed

    class BudgetWithdrawn(Fact):
        """Who proposed the version no longer wants it."""

        TOPIC = "finance.BudgetWithdrawn"
        team: Id
        proposal: Id

    class BudgetAdopted(Fact):
        """A second person adopted the first version, as the team decided."""

        TOPIC = "finance.BudgetAdopted"
        team: Id
        fund: str
        year: int
        proposal: Id
        version: int
        lines: StoredBudget
        decision: Sealed
        why: Sealed
        proposed_by: Id

    class BudgetAmended(Fact):
        """A second person adopted a further version with other amounts."""

        TOPIC = "finance.BudgetAmended"
        team: Id
        fund: str
        year: int
        proposal: Id
        version: int
        lines: StoredBudget
        decision: Sealed
        why: Sealed
        proposed_by: Id

    class BudgetShifted(Fact):
        """A second person agreed that cents of some months go from one account to another: the total stays."""

        TOPIC = "finance.BudgetShifted"
        team: Id
        fund: str
        year: int
        proposal: Id
        version: int
        from_account: str
        to_account: str
        cents: int
        months: list[int]
        decision: Sealed
        why: Sealed
        proposed_by: Id

    @event(BudgetBegun)
    def __init__(self, team: Id, fund: str, year: int) -> None:
        self.team, self.fund, self.year = team, fund, year
        self.number = 0
        self.held: StoredBudget = []
        """The lines that hold, as a fact keeps them: so they are the same out of a snapshot."""
        self.waiting: dict[str, Any] | None = None
        self.decided: list[Id] = []

    @property
    def lines(self) -> dict[str, Months]:
        """The lines that hold."""
        return budget_lines(self.held)

    @classmethod
    def begun(cls, team: Id, fund: str, year: int) -> Budget:
        """Begin one; raises BudgetUnreadable."""
        if fund not in FUNDS_BUDGETED or not _YEAR.fullmatch(str(year)):
            raise refusals.BudgetUnreadable
        return cls.begin(id=budget_of(team, fund, year), team=team, fund=fund, year=year)

    def propose(self, proposal: Id, lines: Mapping[str, Sequence[int]], *, decision: Sealed, why: Sealed) -> None:
        """Propose the first version or an amended one; raises OtherBudgetWaits, NothingBudgeted, NothingChanges."""
        found = clean_budget(lines)
        if not found and not self.number:
            raise refusals.NothingBudgeted
        if self.number and found == self.lines:
            raise refusals.NothingChanges
        kind = "amend" if self.number else "adopt"
        self._propose(proposal, kind, found, (None, None, []), decision, why)

    def propose_shift(
        self, proposal: Id, from_account: str, to_account: str, months: Sequence[int], *, decision: Sealed, why: Sealed
    ) -> None:
        """Propose to shift; raises NoBudgetYet, ShiftUnreadable, TooMuchShifted, OtherBudgetWaits."""
        if not self.number:
            raise refusals.NoBudgetYet
        whole = len(months) == MONTHS and all(type(cents) is int and cents >= 0 for cents in months)
        if not whole or not any(months) or from_account == to_account:
            raise refusals.ShiftUnreadable
        lines = clean_shift(self.lines, from_account, to_account, months)
        self._propose(proposal, "shift", lines, (from_account, to_account, list(months)), decision, why)

    def adopt(self, proposal: Id, content: str) -> None:
        """Adopt, as a second person, the very content that was seen; raises as `the_waiting`, and OwnBudget."""
        waits = self.the_waiting(proposal)
        self._refuse_proposer(waits)
        if content != waits["content"]:
            raise refusals.BudgetDecided
        common = {
            "team": self.team, "fund": self.fund, "year": self.year, "proposal": proposal, "version": self.number + 1,
            "decision": Sealed.unpacked(waits["decision"]), "why": Sealed.unpacked(waits["why"]),
            "proposed_by": waits["by"],
        }  # fmt: skip
        if waits["kind"] == "shift":
            self._budget_shifted(
                **common, from_account=waits["from"], to_account=waits["to"], cents=sum(waits["months"]),
                months=waits["months"],
            )  # fmt: skip
        elif waits["kind"] == "amend":
            self._budget_amended(**common, lines=waits["lines"])
        else:
            self._budget_adopted(**common, lines=waits["lines"])

    def decline(self, proposal: Id, why: Sealed) -> None:
        """Do not adopt it; raises BudgetDecided, OwnBudget."""
        self._refuse_proposer(self.the_waiting(proposal))
        self._budget_declined(team=self.team, proposal=proposal, why=why)

    def withdraw(self, proposal: Id) -> None:
        """No longer want it; raises BudgetDecided, NotYourBudget."""
        if self.the_waiting(proposal)["by"] != acting().person:
            raise refusals.NotYourBudget
        self._budget_withdrawn(team=self.team, proposal=proposal)

    def the_waiting(self, proposal: Id) -> dict[str, Any]:
        """The proposal that waits; raises BudgetDecided."""
        if self.waiting is None or self.waiting["proposal"] != proposal:
            raise refusals.BudgetDecided
        return self.waiting

    def _propose(
        self, proposal: Id, kind: str, lines: Lines, shift: tuple[str | None, str | None, list[int]], decision: Sealed,
        why: Sealed,
    ) -> None:  # fmt: skip
        if proposal in self.decided or (self.waiting and self.waiting["proposal"] == proposal):
            raise CommandReused
        if self.waiting:
            raise refusals.OtherBudgetWaits
        stored = stored_budget(lines)
        plain = [self.id, self.number, kind, stored, *shift, decision.as_json(), why.as_json()]
        content = hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
        self._budget_proposed(
            team=self.team, fund=self.fund, year=self.year, proposal=proposal, kind=kind, lines=stored,
            from_account=shift[0], to_account=shift[1], months=shift[2], decision=decision, why=why, content=content,
            **by_whom(),
        )  # fmt: skip

    @staticmethod
    def _refuse_proposer(waits: Mapping[str, Any]) -> None:
        if did_that(waits["people"]):
            raise refusals.OwnBudget

    @event(BudgetProposed)
    def _budget_proposed(
        self, team: Id, fund: str, year: int, proposal: Id, kind: str, lines: StoredBudget, from_account: str | None,
        to_account: str | None, months: list[int], decision: Sealed, why: Sealed, content: str, by: Id,
        on_behalf_of: Id | None,
    ) -> None:  # fmt: skip
        self.waiting = {
            "proposal": proposal, "kind": kind, "lines": lines, "from": from_account, "to": to_account,
            "months": months, "decision": decision.packed(), "why": why.packed(), "content": content, "by": by,
            "people": who_did(by, on_behalf_of),
        }  # fmt: skip

    @event(BudgetDeclined)
    def _budget_declined(self, team: Id, proposal: Id, why: Sealed) -> None:
        self._over(proposal)

    @event(BudgetWithdrawn)
    def _budget_withdrawn(self, team: Id, proposal: Id) -> None:
        self._over(proposal)

    @event(BudgetAdopted)
    def _budget_adopted(
        self, team: Id, fund: str, year: int, proposal: Id, version: int, lines: StoredBudget, decision: Sealed,
        why: Sealed, proposed_by: Id,
    ) -> None:  # fmt: skip
        self._stands(proposal, version, lines)

    @event(BudgetAmended)
    def _budget_amended(
        self, team: Id, fund: str, year: int, proposal: Id, version: int, lines: StoredBudget, decision: Sealed,
        why: Sealed, proposed_by: Id,
    ) -> None:  # fmt: skip
        self._stands(proposal, version, lines)

    @event(BudgetShifted)
    def _budget_shifted(
        self, team: Id, fund: str, year: int, proposal: Id, version: int, from_account: str, to_account: str,
        cents: int, months: list[int], decision: Sealed, why: Sealed, proposed_by: Id,
    ) -> None:  # fmt: skip
        self._stands(proposal, version, stored_budget(shifted(self.lines, from_account, to_account, months)))

    def _stands(self, proposal: Id, version: int, lines: StoredBudget) -> None:
        self.number, self.held = version, lines
        self._over(proposal)

    def _over(self, proposal: Id) -> None:
        self.waiting, self.decided = None, [*self.decided[-_REMEMBERED:], proposal]
