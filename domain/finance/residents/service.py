"""The commands on residents' money: their accounts, and withdrawals that two people sign."""

from __future__ import annotations

from domain.finance.ledger import Line, Lines, Posting, Prepared
from domain.finance.ledger.chart import Chart
from domain.finance.ledger.posting import clean_value_date
from domain.finance.ledger.proposing import Proposing
from domain.finance.ledger.refusals import AccountIsClosed, BeforeTheBooks, ResidentBelowNothing
from domain.finance.ledger.resident import ResidentAccount
from domain.finance.residents import refusals
from domain.finance.residents.withdrawal import Withdrawal
from domain.kernel import EVERYONE, CommandReused, Id, acting, command, declare, id_of, today, whole_cents

SEE = "finance.see_residents_money"
SEE_OWN = "finance.see_own_money"
SIGN = "finance.sign_withdrawal"
KEEP = "finance.keep_residents_money"

declare(
    {
        SEE: ("finance", "controller", "auditor"),
        SEE_OWN: (EVERYONE,),
        SIGN: ("member", "finance"),
        "finance.ask_withdrawal": ("member", "finance", "resident"),
        KEEP: ("finance",),
    }
)


def _check_amount(cents: int) -> None:
    if not whole_cents(cents) or cents <= 0:
        raise refusals.AmountNotAboveNothing


def check_lies(chart: Chart, account: str) -> str:
    """The account, when residents' money lies on it; raises NotWhereMoneyLies, AccountUnknown, AccountIsClosed."""
    found = chart.account(account)
    if found.fund != "residents" or found.use not in ("bank", "cash"):
        raise refusals.NotWhereMoneyLies(account=account)
    if found.closed:
        raise AccountIsClosed(account=account)
    return account


class Residents(Proposing):
    """Residents' money in a team's keeping. What comes in is proposed by one and approved by another, as any entry."""

    @command(KEEP)
    def propose_deposit(
        self, team: Id, person: Id, *, proposal: Id, account: str, cents: int, day: str, text: str
    ) -> None:
        """Propose that money came in for a resident, where residents' money lies; somebody else approves it.

        Raises NotWhereMoneyLies, AmountNotAboveNothing, ResidentUnknown and what the books refuse an entry with.
        """
        self.authority.require(KEEP, team)
        _check_amount(cents)
        held = Line(check_lies(self._the_chart(), account), cents)
        self._propose(proposal, team, day, (held, Line(self._owed(), -cents, person)), text)

    @command(KEEP)
    def propose_move(self, team: Id, person: Id, *, proposal: Id, to: Id, cents: int, day: str, text: str) -> None:
        """Propose that money of a resident is another one's after all; somebody else approves it.

        Raises SameResident, AmountNotAboveNothing, ResidentUnknown, ResidentBelowNothing and what the books refuse.
        """
        self.authority.require(KEEP, team)
        _check_amount(cents)
        if person == to:
            raise refusals.SameResident
        owed = self._owed()
        self._propose(proposal, team, day, (Line(owed, cents, person), Line(owed, -cents, to)), text)

    @command(KEEP)
    def open_resident_account(self, team: Id, person: Id) -> None:
        """Begin to keep money of a resident, or begin again; raises ResidentUnknown."""
        self.authority.require(KEEP, team)
        account = self.resident_account(team, person)
        account.reopen()
        self.workspace.save(account)

    @command(KEEP)
    def close_resident_account(self, team: Id, person: Id) -> None:
        """Keep no money of the resident any more, once all was paid out; raises ResidentHasMoney, ResidentUnknown."""
        self.authority.require(KEEP, team)
        account = self.resident_account(team, person)
        account.close()
        self.workspace.save(account)

    @command("finance.ask_withdrawal")
    def ask_withdrawal(self, team: Id, person: Id, *, withdrawal: Id, account: str, cents: int, text: str) -> None:
        """Ask for cents of a resident; the resident asks for their own only.

        Whether there is enough is told here only to who may see that anyhow; else who pays it out is told. Raises
        OwnMoneyOnly, AmountNotAboveNothing, NotWhereMoneyLies, ResidentUnknown, ResidentBelowNothing.
        """
        self.authority.require("finance.ask_withdrawal", team)
        if acting().role == "resident" and acting().person != person:
            raise refusals.OwnMoneyOnly
        if self.workspace.get(Withdrawal, withdrawal):
            raise CommandReused
        day = today().isoformat()
        check_lies(self._the_chart(), account)
        _check_amount(cents)
        kept = self.resident_account(team, person)
        if acting().person == person or self.authority.may(SEE, team):
            kept.check_left(day, cents)
        sealed = self.text(team, day, text)
        self.workspace.save(
            Withdrawal.asked(withdrawal, team=team, person=person, account=account, cents=cents, text=sealed)
        )

    @command(SIGN)
    def sign_withdrawal(self, withdrawal: Id) -> None:
        """Sign what another asked for. With the second signature it is paid, on that day, and posted.

        Out of a bank account whose statements are taken it then waits for the bank, with the money set aside: the line
        of the statement pays it.

        Raises OwnWithdrawal, SignedAlready, WithdrawalIsDecided, NotEnoughLeft, CashBelowNothing.
        """
        asked = self._withdrawal(withdrawal, SIGN)
        asked.check_signer()
        if not asked.signers:
            asked.sign(None)
            self.workspace.save(asked)
            return
        if self.balances.linked(asked.team, asked.account):
            kept = self._set_aside(asked)
            asked.grant()
            self.workspace.save(asked, kept)
            return
        ready = self._paying_out(asked)
        asked.sign(ready.entry.id)
        self.workspace.save(asked, *ready.aggregates, unchanged=ready.unchanged)

    @command(SIGN)
    def reject_withdrawal(self, withdrawal: Id, *, why: str) -> None:
        """Do not pay what another asked for, and say why."""
        asked = self._withdrawal(withdrawal, SIGN)
        kept = self._let_go(asked)
        asked.reject(self.text(asked.team, today().isoformat(), why))
        self.workspace.save(asked, *kept)

    @command("finance.ask_withdrawal")
    def drop_withdrawal(self, withdrawal: Id) -> None:
        """No longer want what one asked for."""
        asked = self._withdrawal(withdrawal, "finance.ask_withdrawal")
        kept = self._let_go(asked)
        asked.drop()
        self.workspace.save(asked, *kept)

    def freed(self, asked: Withdrawal) -> ResidentAccount:
        """The resident's account, without what was set aside for a withdrawal."""
        kept = self.resident_account(asked.team, asked.person)
        kept.free(asked.id)
        return kept

    def _let_go(self, asked: Withdrawal) -> list[ResidentAccount]:
        return [self.freed(asked)] if asked.state == "granted" else []

    def _set_aside(self, asked: Withdrawal) -> ResidentAccount:
        """The resident's account with the money set aside; raises NotEnoughLeft."""
        kept = self.resident_account(asked.team, asked.person)
        try:
            kept.set_aside(asked.id, day=today().isoformat(), cents=asked.cents)
        except ResidentBelowNothing:
            raise refusals.NotEnoughLeft from None
        return kept

    def _paying_out(self, asked: Withdrawal) -> Prepared:
        """The entry that pays it, today; raises NotEnoughLeft, which tells who signs no day and no amount."""
        chart, owed = self._the_chart(), self._owed()
        try:
            return self.prepared(
                Posting(
                    id_of("finance.withdrawn", asked.id), asked.team, "residents", today().isoformat(),
                    "cash" if chart.account(asked.account).use == "cash" else "payment",
                    (Line(owed, asked.cents, asked.person), Line(asked.account, -asked.cents)), asked.text,
                    f"withdrawal:{asked.id}",
                )
            )  # fmt: skip
        except ResidentBelowNothing:
            raise refusals.NotEnoughLeft from None

    def _propose(self, proposal: Id, team: Id, day: str, lines: Lines, text: str) -> None:
        self._fresh(proposal)
        for line in lines:
            if line.resident is not None:
                self.resident_account(team, line.resident)
        on, first = clean_value_date(day, "day"), self._books(team).first
        if on[:7] < first:
            raise BeforeTheBooks(field="day", first=first)
        sealed = self.text(team, on, text)
        found = Posting(proposal, team, "residents", on, "memo", lines, sealed, approved=True)
        self.workspace.save(self._proposed(found))

    def _owed(self) -> str:
        """The account of what is owed to residents; raises NoAccountFor."""
        return self._the_chart().used_for("resident", "residents").code

    def _withdrawal(self, withdrawal: Id, action: str) -> Withdrawal:
        found = self._the(Withdrawal, withdrawal)
        self.authority.require(action, found.team)
        return found
