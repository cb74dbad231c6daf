"""The commands on mandates, and what other slices ask of them when somebody spends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.kernel import (
    Aggregate,
    CommandReused,
    Id,
    Refusal,
    Sealed,
    Service,
    Spending,
    acting,
    command,
    declare,
    did_that,
    iso_day,
    printable,
    today,
    who_does,
)
from domain.mandates import refusals
from domain.mandates.mandate import (
    HOLDER_ROLES,
    SPENT_FUNDS,
    Limits,
    Mandate,
    check_days,
    check_limits,
)
from domain.mandates.purchases import Purchases, purchases_of

declare(
    {
        # who gives roles gives mandates (docs/decisions/mandates.md); the controller reads them and gives none
        "mandates.give_mandate": ("planner",),
        "mandates.see_mandates": ("member", "planner", "finance", "controller", "auditor"),
    }
)

TEXT_LIMIT = 500
_ACCOUNT = re.compile(r"[0-9A-Z][0-9A-Z.]{0,9}")
_MOST_ACCOUNTS = 50


class Mandates(Service):
    """Mandates given and ended, and what is spent under them."""

    @command("mandates.give_mandate")
    def give_mandate(
        self, team: Id, *, mandate: Id, funds: Sequence[str], limits: Limits, first: str, last: str, decision: str,
        accounts: Sequence[str] = (), person: Id | None = None, for_role: str | None = None,
    ) -> None:  # fmt: skip
        """Give a person, or whoever holds a role, a mandate by a decision of the team; never to oneself."""
        self.authority.require("mandates.give_mandate", team)
        if self.workspace.get(Mandate, mandate):
            raise CommandReused
        self._check_holder(team, person, for_role)
        if not funds or not set(funds) <= set(SPENT_FUNDS):
            raise refusals.MandateUnreadable
        if len(accounts) > _MOST_ACCOUNTS or not all(_ACCOUNT.fullmatch(code) for code in accounts):
            raise refusals.MandateUnreadable(field="accounts")
        check_limits(limits)
        first, last = _day(first, "first"), _day(last, "last")
        check_days(first, last, today())
        given = Mandate.begin(
            id=mandate, team=team, funds=sorted(set(funds)), accounts=sorted(set(accounts)), per_act=limits.per_act,
            per_period=limits.per_period, per=limits.per, together=limits.together, person=person, for_role=for_role,
            first=first, last=last, decision=self._sealed(mandate, decision, refusals.DecisionMissing),
        )  # fmt: skip
        self.workspace.save(given)

    @command("mandates.give_mandate")
    def end_mandate(self, mandate: Id, *, why: str) -> None:
        """Let a mandate hold no more, from now on."""
        found = self._the(Mandate, mandate)
        self.authority.require("mandates.give_mandate", found.team)
        found.end(self._sealed(mandate, why, refusals.EndWhyMissing))
        self.workspace.save(found)

    def spent(self, team: Id, mandate: Id, spending: Spending) -> tuple[Aggregate, ...]:
        """What must be saved with whatever is spent; raises what the mandate, as it stands now, refuses with.

        A mandate of another team is nobody's here: NotYourMandate.
        """
        found = self.workspace.get(Mandate, mandate)
        if found is None or found.team != team:
            raise refusals.NotYourMandate
        bought = self._purchases(team, spending.supplier)
        day = today().isoformat()
        found.use(
            spending, day=day, beside=bought.beside(spending.bought, found.together),
            people=frozenset(who_does()), roles=self.authority.relations(acting().person).roles_in(team, day),
        )  # fmt: skip
        bought.count(spending.act, cents=spending.cents, day=spending.bought)
        return found, bought

    def returned(self, team: Id, mandate: Id, act: Id, supplier: Id, cents: int) -> tuple[Aggregate, ...]:
        """What must be saved when what was spent is voided."""
        found, bought = self._the(Mandate, mandate), self._purchases(team, supplier)
        found.give_back(act, cents)
        bought.take_back(act)
        return found, bought

    def _purchases(self, team: Id, supplier: Id) -> Purchases:
        id = purchases_of(team, supplier)
        return self.workspace.get(Purchases, id) or Purchases.begin(id=id, team=team, supplier=supplier)

    def _check_holder(self, team: Id, person: Id | None, for_role: str | None) -> None:
        if bool(person) == bool(for_role) or (for_role and for_role not in HOLDER_ROLES):
            raise refusals.MandateUnreadable(field="holder")
        if person:
            self.authority.require_related(person, team)
            if did_that([person]):
                raise refusals.MandateToSelf

    def _sealed(self, mandate: Id, text: str, missing: type[Refusal]) -> Sealed:
        try:
            plain = printable(text, TEXT_LIMIT)
        except ValueError:
            raise missing from None
        if not plain:
            raise missing
        return self.workspace.vault.seal(mandate, plain)


def _day(text: str, field: str) -> str:
    try:
        return iso_day(text)
    except ValueError:
        raise refusals.MandateDays(field=field) from None
