"""The commands on bank accounts: linking one, closing it, and taking its statements."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.finance.bank import refusals
from domain.finance.bank.account import BankAccount, bank_of, bank_of_iban, clean_iban, counterparty_of
from domain.finance.bank.banker import Banker
from domain.finance.bank.importing import NewLine, Plan, Stand, plan_import
from domain.finance.bank.line import BankLine, takes_from_residents
from domain.finance.bank.place import BankPlace, place_of
from domain.finance.bank.rules import Choice, ReconciliationRules, Told, choose
from domain.finance.ledger import Chart, Entry, Line, Posting
from domain.finance.ledger.entry import MOST_CENTS
from domain.finance.statements import iban_in, read_statements, same_account
from domain.kernel import Aggregate, DecideAgain, Id, Money, Refusal, command, id_of, today

UNSURE = ("cash", "bank", "suspense", "resident")
"""Uses of accounts on which a rule never books by itself: a cash box may be empty, and a resident has a name."""

_FAR = timedelta(days=366)
"""So far ahead an entry is dated at most."""


def taken_entry(line: Id, turn: int = 0) -> Id:
    """The id of the entry with which a line came into the books, or came back into suspense."""
    return id_of("finance.bank_entry", line, str(turn))


class Accounts(Banker):
    """Bank accounts and their statements."""

    @command("finance.link_account")
    def link_account(self, team: Id, *, account: str, iban: str) -> None:
        """Keep a bank account on an account of the chart; from then on its statements can be taken."""
        self.authority.require("finance.link_account", team)
        self._books(team)
        number = clean_iban(iban)
        chart = self._the_chart()
        held = chart.account(account.strip())
        if held.use != "bank" or held.closed:
            raise refusals.NotABankAccount(account=held.code)
        id = self._key_of(number)
        place = self._placed(team, held.fund, held.code, id)
        found = self.workspace.get(BankAccount, id)
        if found is None:
            sealed = self.workspace.vault.seal(id, number)
            found = BankAccount.begin(id=id, team=team, fund=held.fund, account=held.code, iban=sealed)
        else:
            found.relink(team, fund=held.fund, account=held.code)
        self.workspace.save(found, place, unchanged={chart.id: chart.version})  # it may be closed at this moment

    @command("finance.link_account")
    def close_bank_account(self, team: Id, *, bank: Id) -> None:
        """Take no statements of a bank account any more; what was taken stays."""
        self.authority.require("finance.link_account", team)
        found = self._bank(team, bank)
        found.close()
        place = self.workspace.get(BankPlace, place_of(team, found.account))
        if place is None:  # it was linked before places were kept
            self.workspace.save(found)
            return
        place.free(bank)
        self.workspace.save(found, place)

    def _placed(self, team: Id, fund: str, account: str, bank: Id) -> BankPlace:
        """The account of the chart with the bank account on it; raises AccountIsTaken."""
        place = self.workspace.get(BankPlace, place_of(team, account))
        if self.books.linked_to(team, account):  # perhaps from before places were kept
            raise refusals.AccountIsTaken(account=account)
        if place is None:
            return BankPlace.begin(id=place_of(team, account), team=team, fund=fund, account=account, bank=bank)
        place.take(bank)
        return place

    def linked(self, team: Id, iban: str) -> Id:
        """The bank account of a team with this number; raises NotLinked."""
        id = self._key_of(iban)
        found = self.workspace.get(BankAccount, id)
        if found is None or found.team != team or not found.open:
            raise refusals.NotLinked(number=iban.strip()[-4:])
        return id

    def _key_of(self, number: str) -> Id:
        """The id of the bank account with this number: that of the number alone, so long as no other bank has it."""
        id = bank_of(self.workspace.vault, number)
        found = self.workspace.get(BankAccount, id) if iban_in(number) else None
        held = self._opened(found.iban) if found else number
        return id if held and same_account(held, number) else bank_of_iban(self.workspace.vault, number)

    def preview(self, team: Id, *, bank: Id, data: bytes) -> Plan:
        """What taking a file would do, and nothing is done; raises what would refuse it."""
        self.authority.require("finance.import_statement", team)
        account = self._bank(team, bank)
        try:
            return self._planned(account, data)
        except Refusal:
            if not self._moved(account):
                raise
            return self.preview(team, bank=bank, data=data)

    def proposed(self, team: Id, plan: Plan) -> list[Choice | None]:
        """The account that the rules give for each new line of a plan."""
        rules, chart = self._rules(team), self._the_chart()
        fund = chart.account(plan.stand.account).fund
        return [self._choice(rules, chart, fund, new) for new in plan.new]

    @command("finance.import_statement")
    def import_statement(self, team: Id, *, bank: Id, file: str) -> None:
        """Take the statements of a bank account from a file that waits under it: every new line, or nothing.

        What is known already changes nothing. Raises what the file, the bank and the books contradict.
        """
        self.authority.require("finance.import_statement", team)
        account = self._bank(team, bank)
        data = self.files.read(bank, file)
        try:
            plan = self._planned(account, data)
        except Refusal:
            if self._moved(account):
                raise DecideAgain from None
            raise
        if not plan.changes:
            return
        rules = self._rules(team)
        taken, unchanged = self._taken(account, plan, rules, file)
        unchanged |= self._threshold(rules)[1]
        for one in plan.statements:
            if plan.new_of(one) or one.closing_on > account.closing_on:
                account.import_statement(
                    format=one.format, number=self.workspace.vault.seal(bank, one.number), opening=one.opening,
                    opening_on=one.opening_on, closing=one.closing, closing_on=one.closing_on, file=file,
                    lines=len(one.lines), new=plan.new_of(one),
                )  # fmt: skip
        self.files.keep(bank, file)
        self.workspace.save(*taken, account, unchanged=unchanged)

    def _moved(self, account: BankAccount) -> bool:
        """Whether another was first: then the books, which are read after the account, may have what it has not."""
        return self.workspace.latest(account.id, 1)[0].originator_version > account.version

    def _planned(self, account: BankAccount, data: bytes) -> Plan:
        if not account.open:
            raise refusals.BankAccountIsClosed
        stand = Stand(
            account.id, account.account, self._number(account), account.closing, account.closing_on,
            self.books.balance(account.team, account.account), frozenset((*one,) for one in account.last_day),
        )  # fmt: skip
        plan = plan_import(stand, read_statements(data), lambda first, last: self.books.lines(account.id, first, last))
        _check_days(plan, self._books(account.team).first)
        return plan

    def _taken(
        self, account: BankAccount, plan: Plan, rules: ReconciliationRules, file: str
    ) -> tuple[list[Aggregate], dict[Id, int]]:
        """The lines with their entries, and what must not have moved."""
        chart = self._the_chart()
        suspense = chart.used_for("suspense", account.fund).code
        registers: dict[Id, Any] = {}
        unchanged: dict[Id, int] = {}
        made: list[Aggregate] = []
        for new in plan.new:
            choice = self._choice(rules, chart, account.fund, new)
            sure = choice if choice and choice.sure else None
            entry = self._entry_of(account, new, sure.account if sure else suspense, file, registers, unchanged)
            made += [self._line(account, new, sure, suspense, file, entry.id if entry else None)]
            made += [entry] if entry else []
        return [*made, *registers.values()], unchanged

    def _entry_of(
        self, account: BankAccount, new: NewLine, against: str, file: str, registers: dict[Id, Any],
        unchanged: dict[Id, int],
    ) -> Entry | None:  # fmt: skip
        """The bank against an account; none for a line of nothing."""
        line, team = new.line, account.team
        if not line.cents:
            return None
        day = max(line.value_on, f"{self._books(team).first}-01")
        text = self._told(team, day, ", ".join(part for part in (line.counterparty, line.text) if part))
        ready = self.prepared(
            Posting(
                taken_entry(new.id), team, account.fund, day, "bank",
                (Line(account.account, line.cents), Line(against, -line.cents)), text, f"line:{new.id}", file,
            ),
            registers,
        )  # fmt: skip
        registers.update((one.id, one) for one in ready.registers)
        unchanged.update(ready.unchanged)
        return ready.entry

    def _line(
        self, account: BankAccount, new: NewLine, sure: Choice | None, suspense: str, file: str, entry: Id | None
    ) -> BankLine:
        line, team, day = new.line, account.team, new.line.booked_on
        return BankLine.begin(
            id=new.id, team=team, fund=account.fund, bank=account.id, booked_on=line.booked_on,
            value_date=line.value_on, cents=line.cents, file=file, inside=self._told(team, day, new.statement.file),
            place=line.row, counterparty=counterparty_of(self.workspace.vault, line.counterparty_iban),
            name=self._told(team, day, line.counterparty), iban=self._told(team, day, line.counterparty_iban),
            text=self._told(team, day, line.text, 1_000), reference=self._told(team, day, line.reference),
            against=sure.account if sure else suspense, rule=sure.rule if sure else None,
            rule_version=sure.version if sure else None, entry=entry,
        )  # fmt: skip

    def _choice(self, rules: ReconciliationRules, chart: Chart, fund: str, new: NewLine) -> Choice | None:
        """The account that the rules give; surely when one of them may book it there, with nobody looking."""
        who = counterparty_of(self.workspace.vault, new.line.counterparty_iban)
        told = Told(new.line.cents, who, f"{new.line.counterparty} {new.line.text}")
        choice = choose(rules.standing(fund), told, self._threshold(rules)[0], self._opened)
        if choice is None:
            return None
        alone = books_alone(chart, choice.account) and not takes_from_residents(fund, new.line.cents)
        return choice._replace(sure=choice.sure and alone)


def books_alone(chart: Chart, account: str) -> bool:
    """Whether a rule books on this account by itself."""
    found = chart.account(account)
    return not found.closed and found.use not in UNSURE


def _check_days(plan: Plan, first: str) -> None:
    """Nothing of before the books or of what is still to come; raises LineBeforeBooks, StatementAhead, LineStrange."""
    if plan.closing_on > (today() + timedelta(days=1)).isoformat():  # what follows would be older, for years
        raise refusals.StatementAhead(day=plan.closing_on)
    far = (today() + _FAR).isoformat()
    for _, line, _ in plan.new:
        if line.booked_on[:7] < first:
            raise refusals.LineBeforeBooks(day=line.booked_on, first=first)
        if line.value_on > far or abs(line.cents) > MOST_CENTS:
            raise refusals.LineStrange(row=line.row, day=line.value_on, amount=Money(line.cents))
