"""The commands on budgets, commitments and what an hour costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.finance.budget import refusals
from domain.finance.budget.budget import FUNDS_BUDGETED, Budget, budget_of
from domain.finance.budget.commitment import Commitment
from domain.finance.budget.lines import clean_budget
from domain.finance.budget.rates import RATES, Rates
from domain.finance.claims import supplier_name
from domain.finance.ledger import Balances, Entry, Line, Poster, Posting, texts_of
from domain.finance.ledger.chart import Account
from domain.finance.ledger.posting import clean_value_date
from domain.finance.ledger.refusals import AccountIsClosed, DayUnreadable, TextMissing
from domain.kernel import (
    Authority,
    CommandReused,
    Desk,
    Id,
    Mandating,
    Sealed,
    Spending,
    command,
    declare,
    id_of,
    iso_day,
    keyed,
    printable,
    today,
)

_NUMBER = 60
declare(
    {
        "finance.propose_budget": ("finance",),
        "finance.adopt_budget": ("finance", "member"),
        "finance.enter_commitment": ("finance", "member"),
        "finance.take_invoice": ("finance", "member"),
        "finance.set_rate": ("controller",),
    }
)


class Budgets(Poster):
    """Budgets in versions, what was ordered, and hourly costs."""

    def __init__(self, workspace: Desk, authority: Authority, balances: Balances, mandates: Mandating) -> None:
        super().__init__(workspace, authority, balances)
        self.mandates = mandates

    @command("finance.propose_budget")
    def propose_budget(
        self, team: Id, *, proposal: Id, fund: str, year: int, lines: Mapping[str, Sequence[int]], decision: str,
        why: str,
    ) -> None:  # fmt: skip
        """Propose a version of a budget: twelve monthly cents by account, which somebody else adopts.

        `decision`: where the team's decision is to be found. Raises NotABudgetAccount and what the budget refuses.
        """
        self.authority.require("finance.propose_budget", team)
        self._books(team)
        for account in clean_budget(lines):
            self._budgeted(account, fund)
        budget = self.workspace.get(Budget, budget_of(team, fund, year)) or Budget.begun(team, fund, year)
        said = self._year_text(team, year, decision), self._year_text(team, year, why)
        budget.propose(proposal, lines, decision=said[0], why=said[1])
        self.workspace.save(budget)

    @command("finance.propose_budget")
    def propose_shift(
        self, team: Id, *, proposal: Id, fund: str, year: int, from_account: str, to_account: str,
        months: Sequence[int], decision: str, why: str,
    ) -> None:  # fmt: skip
        """Propose that cents of some months go from one account to another of the same kind; another agrees."""
        self.authority.require("finance.propose_budget", team)
        budget = self._the_budget(team, fund, year)
        if self._budgeted(from_account, fund).kind != self._budgeted(to_account, fund).kind:
            raise refusals.ShiftUnreadable
        said = self._year_text(team, year, decision), self._year_text(team, year, why)
        budget.propose_shift(proposal, from_account, to_account, months, decision=said[0], why=said[1])
        self.workspace.save(budget)

    @command("finance.adopt_budget")
    def adopt_budget(self, team: Id, *, fund: str, year: int, proposal: Id, content: str) -> None:
        """Adopt what somebody else proposed, by the hash of what was seen: it is the next version."""
        self.authority.require("finance.adopt_budget", team)
        budget = self._the_budget(team, fund, year)
        budget.adopt(proposal, content)
        self.workspace.save(budget)

    @command("finance.adopt_budget")
    def decline_budget(self, team: Id, *, fund: str, year: int, proposal: Id, why: str) -> None:
        """Do not adopt what somebody else proposed, and say why."""
        self.authority.require("finance.adopt_budget", team)
        budget = self._the_budget(team, fund, year)
        budget.decline(proposal, self._year_text(team, year, why))
        self.workspace.save(budget)

    @command("finance.propose_budget")
    def withdraw_budget(self, team: Id, *, fund: str, year: int, proposal: Id) -> None:
        """No longer want one's own proposal."""
        self.authority.require("finance.propose_budget", team)
        budget = self._the_budget(team, fund, year)
        budget.withdraw(proposal)
        self.workspace.save(budget)

    @command("finance.enter_commitment")
    def enter_commitment(
        self, team: Id, *, commitment: Id, account: str, cents: int, supplier: str, text: str, expected: str
    ) -> None:
        """Write down what was ordered, from whom, and about when the invoice is expected."""
        self.authority.require("finance.enter_commitment", team)
        self._books(team)
        if self.workspace.get(Commitment, commitment):
            raise CommandReused
        found, day = self._expense(account), _still_to_come(expected)
        chart = self._the_chart()
        self.workspace.save(
            Commitment.entered(
                commitment, team=team, fund=found.fund, account=account, cents=cents,
                supplier=self.text(team, day, supplier), text=self.text(team, day, text), expected=day,
            ),
            unchanged={chart.id: chart.version},  # else the account may be closed at this moment
        )  # fmt: skip

    @command("finance.enter_commitment")
    def adjust_commitment(self, commitment: Id, *, cents: int, expected: str, why: str) -> None:
        """Let an order be another amount in all, or be expected on another day."""
        found = self._commitment(commitment, "finance.enter_commitment")
        day = _still_to_come(expected, stands=found.expected)
        found.adjust(cents, day, self.text(found.team, day, why))
        self.workspace.save(found)

    @command("finance.enter_commitment")
    def release_commitment(self, commitment: Id, *, why: str) -> None:
        """Let go what is left of an order: no invoice comes for it."""
        found = self._commitment(commitment, "finance.enter_commitment")
        found.release(self.text(found.team, found.expected, why))
        self.workspace.save(found)

    @command("finance.take_invoice")
    def take_invoice(
        self, commitment: Id, *, invoice: Id, cents: int, day: str, text: str, mandate: Id,
        document: str | None = None, number: str = "", missing: str = "",
    ) -> None:  # fmt: skip
        """Post the invoice of an order that somebody else entered, under a mandate: costs, still to be paid.

        The order falls with it; what was bought at the supplier counts together with claims (check 8). With a picture,
        or why there is none (check 12). Raises InvoiceMissing, InvoiceOrReason, NumberTooLong, and what the mandate
        refuses with.
        """
        found = self._commitment(commitment, "finance.take_invoice")
        account = self._expense(found.account)
        entry = id_of("finance.invoice", commitment, invoice)
        if self.workspace.get(Entry, entry):
            raise CommandReused
        day, seller = clean_value_date(day), self._seller(found)
        found.consume(
            entry, cents, mandate=mandate, seller=seller,
            **self._paper(found, day, cents, document, number, missing.strip()),
        )  # fmt: skip
        bought = min(day, today().isoformat())  # else a date ahead leads out of what counts together
        spent = self.mandates.spent(
            found.team, mandate,
            Spending(entry, found.fund, found.account, cents, bought, seller, frozenset(found.orderers)),
        )  # fmt: skip
        payable = self._the_chart().used_for("payable", account.fund).code
        ready = self.prepared(
            Posting(
                entry, found.team, found.fund, day, "invoice",
                (Line(found.account, cents), Line(payable, -cents)), self.text(found.team, day, text),
                f"commitment:{commitment}", document,
            )
        )  # fmt: skip
        self.workspace.save(found, *spent, *ready.aggregates, unchanged=ready.unchanged)

    @command("finance.take_invoice")
    def restore_commitment(self, commitment: Id, *, entry: Id) -> None:
        """Let an order stand open again for what an invoice took of it, when that was reversed."""
        found = self._commitment(commitment, "finance.take_invoice")
        posted = self.workspace.get(Entry, entry)
        if posted is None or posted.reversal is None:
            raise refusals.InvoiceStands
        cents, under = found.used.get(entry, 0), found.under.get(entry)
        found.restore(entry)
        returned = self.mandates.returned(found.team, under[0], entry, under[1], cents) if under else ()
        self.workspace.save(found, *returned)

    @command("finance.set_rate")
    def set_rate(
        self, *, kind: str, cents: int, valid_from: str, account: str, ort_account: str | None, decision: str
    ) -> None:
        """Set what an hour costs from a day on, and on which accounts that is booked."""
        self.authority.require("finance.set_rate", None)
        try:
            day = iso_day(valid_from)
        except ValueError:
            raise DayUnreadable(field="valid_from") from None
        for code in filter(None, (account, ort_account)):
            self._expense(code)
        rates = self.workspace.get(Rates, RATES) or Rates.begin(id=RATES)
        said = self._sealed_text(RATES, decision, TextMissing)
        rates.set_rate(
            kind, cents=cents, valid_from=day, account=account, ort_account=ort_account or None, decision=said
        )
        self.workspace.save(rates)

    def _paper(
        self, found: Commitment, day: str, cents: int, document: str | None, number: str, missing: str
    ) -> dict[str, Any]:
        if not document and not missing:
            raise refusals.InvoiceMissing
        if document and missing:
            raise refusals.InvoiceOrReason
        try:
            clean = printable(number, _NUMBER)
        except ValueError:
            raise refusals.NumberTooLong from None
        vault, year, supplier = self.workspace.vault, day[:4], self._supplier(found)
        return {
            "number": vault.seal(texts_of(found.team, year), clean) if clean else None,
            "same": keyed(vault, "receipts", supplier, clean, str(cents)) if clean else None,
            "missing": self._year_text(found.team, int(year), missing) if missing else None,
        }

    def _supplier(self, found: Commitment) -> str:
        """Its name, folded; of who was erased, something of which there is one."""
        return supplier_name(self.workspace.vault.open(found.supplier) or found.id)

    def _seller(self, found: Commitment) -> Id:
        return keyed(self.workspace.vault, "suppliers", self._supplier(found))

    def _year_text(self, team: Id, year: int, text: str) -> Sealed:
        return self.text(team, str(year), text)

    def _the_budget(self, team: Id, fund: str, year: int) -> Budget:
        found = self.workspace.get(Budget, budget_of(team, fund, year))
        if found is None:
            raise refusals.NoBudgetYet
        return found

    def _commitment(self, commitment: Id, action: str) -> Commitment:
        found = self._the(Commitment, commitment)
        self.authority.require(action, found.team)
        return found

    def _budgeted(self, account: str, fund: str) -> Account:
        found = self._open(account)
        if found.fund != fund or not found.counts_in_result:
            raise refusals.NotABudgetAccount(account=account)
        return found

    def _expense(self, account: str) -> Account:
        found = self._open(account)
        if found.kind != "expense" or found.fund not in FUNDS_BUDGETED:
            raise refusals.NotAnOrder(account=account)
        return found

    def _open(self, account: str) -> Account:
        found = self._the_chart().account(account)
        if found.closed:
            raise AccountIsClosed(account=account)
        return found


def _still_to_come(expected: str, stands: str = "") -> str:
    """A day of this year or later, or the one that stands; raises ExpectedInThePast."""
    day = clean_value_date(expected)
    if day != stands and int(day[:4]) < today().year:
        raise refusals.ExpectedInThePast
    return day
