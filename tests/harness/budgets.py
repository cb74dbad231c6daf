"""The budget of De Lindehof: bram proposes, fenna adopts; fenna orders, bram takes the invoice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from domain.finance.budget import MONTHS, Budget, Commitment, Months, budget_of
from domain.finance.ledger import NewAccount
from domain.kernel import Id, id_of
from tests.harness.mandated import give_mandate
from tests.harness.money import Purse

WAGES = (
    NewAccount("4000", "Lonen", "team", "expense"),
    NewAccount("4020", "Onregelmatigheid", "team", "expense"),
    NewAccount("4050", "Uitzendkrachten", "team", "expense"),
)


def evenly(cents: int) -> Months:
    """As much every month."""
    return (cents,) * MONTHS


def in_month(month: int, cents: int) -> Months:
    """Cents in one month."""
    return tuple(cents if number == month else 0 for number in range(1, MONTHS + 1))


class Planned:
    """The budget of one fund of the team for 2026."""

    def __init__(self, purse: Purse, fund: str = "team", year: int = 2026) -> None:
        self.purse, self.home, self.team, self.fund, self.year = purse, purse.home, purse.team, fund, year
        self.budgets = purse.home.house.budgets
        self._made = 0

    @cached_property
    def mandate(self) -> Id:
        """Under which everybody in the team takes invoices up to a lot; given when it is first needed."""
        return give_mandate(
            self.home, "invoices", for_role="member", per_act=10_000_000, per_period=100_000_000, together=1,
            last="2029-12-31",
            funds=("team", "household", "group"),
        )  # fmt: skip

    def propose(self, lines: Mapping[str, Sequence[int]], *, why: str = "Nieuw jaar", decision: str = "TO 4") -> Id:
        """Bram proposes a version; its id."""
        proposal = self._next("budget")
        with self.home.by(self.purse.bram):
            self.budgets.propose_budget(
                self.team, proposal=proposal, fund=self.fund, year=self.year, lines=lines, decision=decision, why=why
            )
        return proposal

    def propose_shift(self, given: str, taker: str, months: Sequence[int], *, why: str = "Minder energie") -> Id:
        """Bram proposes to shift; the id."""
        proposal = self._next("budget")
        with self.home.by(self.purse.bram):
            self.budgets.propose_shift(
                self.team, proposal=proposal, fund=self.fund, year=self.year, from_account=given, to_account=taker,
                months=months, decision="TO 9", why=why,
            )  # fmt: skip
        return proposal

    def agree(self, proposal: Id, *, by: Id | None = None) -> None:
        """Fenna adopts what waits."""
        with self.home.by(by or self.purse.fenna):
            self.budgets.adopt_budget(
                self.team, fund=self.fund, year=self.year, proposal=proposal, content=self.waiting(proposal)
            )

    def adopt(self, lines: Mapping[str, Sequence[int]], *, why: str = "Nieuw jaar") -> None:
        """Bram proposes and Fenna adopts."""
        self.agree(self.propose(lines, why=why))

    def waiting(self, proposal: Id) -> str:
        """The hash of what waits."""
        return str(self.standing().the_waiting(proposal)["content"])

    def standing(self) -> Budget:
        """The budget as the log has it."""
        found = self.home.house.workspace.get(Budget, budget_of(self.team, self.fund, self.year))
        assert found
        return found

    def order(self, account: str, cents: int, *, expected: str = "2026-04-01", supplier: str = "De Bron") -> Id:
        """Fenna orders something; the id."""
        commitment = self._next("order")
        with self.home.by(self.purse.fenna):
            self.budgets.enter_commitment(
                self.team, commitment=commitment, account=account, cents=cents, supplier=supplier, text="Nieuwe kast",
                expected=expected,
            )  # fmt: skip
        return commitment

    def invoice(
        self, commitment: Id, cents: int, *, day: str = "2026-02-20", by: Id | None = None, number: str = "F 12",
        document: str | None = None, missing: str = "Kwam per mail.", mandate: Id = "",
    ) -> Id:  # fmt: skip
        """Bram takes an invoice of it; the id of the entry."""
        invoice, under = self._next("invoice"), mandate or self.mandate
        with self.home.by(by or self.purse.bram):
            self.budgets.take_invoice(
                commitment, invoice=invoice, cents=cents, day=day, text="Factuur 12", number=number, document=document,
                missing=missing, mandate=under,
            )  # fmt: skip
        return id_of("finance.invoice", commitment, invoice)

    def ordered(self, commitment: Id) -> Commitment:
        """The order as the log has it."""
        found = self.home.house.workspace.get(Commitment, commitment)
        assert found
        return found

    def open_wages(self) -> None:
        """Cato adds the accounts of wages."""
        with self.home.by(self.purse.cato):
            self.purse.ledger.open_accounts(WAGES)

    def rate(self, kind: str, cents: int, account: str, ort_account: str | None, *, since: str = "2026-01-01") -> None:
        """Cato sets what an hour costs."""
        with self.home.by(self.purse.cato):
            self.budgets.set_rate(
                kind=kind, cents=cents, valid_from=since, account=account, ort_account=ort_account, decision="RvB 3"
            )

    def _next(self, what: str) -> Id:
        self._made += 1
        return id_of(what, str(self._made))
