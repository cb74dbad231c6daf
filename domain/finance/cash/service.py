"""The commands on cash boxes: what is paid from them, and how they are counted by two people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from domain.finance.cash import refusals
from domain.finance.cash.box import CashBox, box_of
from domain.finance.ledger import Entry, Line, Poster, Posting
from domain.finance.ledger.chart import Account
from domain.finance.ledger.posting import clean_value_date
from domain.finance.ledger.refusals import BeforeTheBooks
from domain.kernel import CommandReused, Id, Sealed, command, declare, id_of, today, whole_cents

declare(
    {
        "finance.spend_cash": ("member", "finance"),
        "finance.count_cash": ("member", "finance"),
        "finance.set_cash_limits": ("finance",),
    }
)

_YEAR = timedelta(days=366)
"""So long a box remembers what each paid from it: within that two halves count together."""


class Cash(Poster):
    """Cash boxes of teams. What is paid from one is posted at once: the money is gone already."""

    @command("finance.set_cash_limits")
    def set_cash_limits(self, team: Id, account: str, *, most: int, most_spent: int) -> None:
        """Agree how many cents may lie in the box, and how many a member pays from it without being asked."""
        self.authority.require("finance.set_cash_limits", team)
        self._counted(account)
        box = self._box(team, account)
        box.set_limits(most, most_spent)
        self.workspace.save(box)

    @command("finance.spend_cash")
    def spend_cash(
        self, team: Id, account: str, *, spending: Id, cents: int, day: str, expense: str, text: str,
        receipt: str | None = None, no_receipt: str = "",
    ) -> None:  # fmt: skip
        """Write down what was paid from the box: cents for an expense on a day, with the receipt or why there is none.

        `receipt`: the SHA-256 of the picture, which is kept already. A member pays at most what was agreed; who keeps
        the books more. Raises NotAPurseOfTheTeam, CashBelowNothing, AboveTheLimit, NoLimitYet, ReceiptOrReason,
        PaidLongAgo, CountedSince.
        """
        self.authority.require("finance.spend_cash", team)
        held, wanted = self._cash_account(account), self._the_chart().account(expense)
        if held.fund == "residents":
            raise refusals.NotAPurseOfTheTeam(account=account)
        if wanted.kind != "expense" or wanted.use:
            raise refusals.NotAnExpense(account=expense)
        if not whole_cents(cents) or cents <= 0:
            raise refusals.AmountNotAboveNothing
        if not receipt and not no_receipt.strip():
            raise refusals.ReceiptOrReason
        entry, on = id_of("finance.spent", team, spending), self._past(team, day)
        if self.workspace.get(Entry, entry):
            raise CommandReused
        said = text if receipt else f"{text.strip()} (zonder bon: {no_receipt.strip()})" if text.strip() else ""
        box, keeper = self._box(team, account), bool(self.authority.may("finance.set_cash_limits", team))
        if not keeper and on < (today() - _YEAR).isoformat():
            raise refusals.PaidLongAgo
        box.spend(entry, day=on, expense=expense, cents=cents, keeper=keeper)
        lines = (Line(expense, cents), Line(account, -cents))
        ready = self.prepared(
            Posting(entry, team, held.fund, on, "cash", lines, self.text(team, on, said), f"spent:{entry}", receipt)
        )
        self.workspace.save(box, *ready.aggregates, unchanged=ready.unchanged)

    @command("finance.count_cash")
    def count_cash(
        self, team: Id, account: str, *, count: Id, day: str, pieces: Mapping[int, int], text: str = ""
    ) -> None:
        """Count the notes and coins as they lie there at the end of a day; somebody else signs."""
        self.authority.require("finance.count_cash", team)
        self._counted(account)
        box, on = self._box(team, account), self._past(team, day)
        said: Sealed | None = self.text(team, on, text) if text.strip() else None
        box.count_cash(count, day=on, pieces=pieces, text=said)
        self.workspace.save(box)

    @command("finance.count_cash")
    def sign_count(self, team: Id, account: str, count: Id, *, difference: int) -> None:
        """Sign somebody else's count; the difference that was seen, in cents, is posted on the day of the count.

        Raises DifferenceChanged when the books say something else by now, OwnCount, CountIsDecided.
        """
        self.authority.require("finance.count_cash", team)
        held, box, register = self._counted(account), self._box(team, account), self.register(team, account)
        day, cents = box.the_count(count)
        expected = register.balance(day)
        if cents - expected != difference:
            raise refusals.DifferenceChanged
        unchanged = {register.id: 0 if register.pending_events else register.version}
        if not difference:
            box.sign_count(count, expected=expected, entry=None)
            self.workspace.save(box, unchanged=unchanged)
            return
        other = self._the_chart().used_for("cash_difference", held.fund).code
        ready = self.prepared(
            Posting(
                id_of("finance.counted", team, count), team, held.fund, day, "count",
                (Line(account, difference), Line(other, -difference)),
                self.text(team, day, "Verschil bij het tellen van de kas"), f"count:{count}",
            )
        )  # fmt: skip
        box.sign_count(count, expected=expected, entry=ready.entry.id)
        self.workspace.save(box, *ready.aggregates, unchanged=ready.unchanged)

    @command("finance.count_cash")
    def reject_count(self, team: Id, account: str, count: Id, *, why: str) -> None:
        """Do not sign somebody else's count, and say why: it is to be counted again."""
        self.authority.require("finance.count_cash", team)
        self._counted(account)
        box = self._box(team, account)
        box.reject_count(count, self.text(team, today().isoformat(), why))
        self.workspace.save(box)

    def _cash_account(self, account: str) -> Account:
        found = self._the_chart().account(account)
        if found.use != "cash":
            raise refusals.NotACashBox(account=account)
        return found

    def _counted(self, account: str) -> Account:
        """A box that members count: what is counted and what differs is told to all of them. Raises BoxOfResidents."""
        found = self._cash_account(account)
        if found.fund == "residents":
            raise refusals.BoxOfResidents(account=account)
        return found

    def _box(self, team: Id, account: str) -> CashBox:
        id = box_of(team, account)
        return self.workspace.get(CashBox, id) or CashBox.begin(id=id, team=team, account=account)

    def _past(self, team: Id, day: str) -> str:
        """A day of the books that is not to come; raises DayNotYet, DayUnreadable, BeforeTheBooks."""
        found, first = clean_value_date(day, "day"), self._books(team).first
        if found > today().isoformat():
            raise refusals.DayNotYet
        if found[:7] < first:
            raise BeforeTheBooks(field="day", first=first)
        return found
