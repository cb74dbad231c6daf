"""What the commands on bank accounts and on their lines share."""

from __future__ import annotations

from domain.finance.bank.account import BankAccount
from domain.finance.bank.limit import LIMIT, MatchingLimit
from domain.finance.bank.line import BankLine
from domain.finance.bank.ports import BankBooks, Files
from domain.finance.bank.rules import ReconciliationRules, rules_of
from domain.finance.ledger import Balances, Poster, texts_of
from domain.kernel import Authority, Desk, Id, NotThere, Sealed, printable, today


class Banker(Poster):
    """Posts what banks say."""

    def __init__(
        self, workspace: Desk, authority: Authority, balances: Balances, books: BankBooks, files: Files
    ) -> None:
        super().__init__(workspace, authority, balances)
        self.books = books
        self.files = files

    def _rules(self, team: Id) -> ReconciliationRules:
        return self.workspace.get(ReconciliationRules, rules_of(team)) or ReconciliationRules.begun(team)

    def _limit(self) -> MatchingLimit:
        return self.workspace.get(MatchingLimit, LIMIT) or MatchingLimit.begin(id=LIMIT)

    def _threshold(self, rules: ReconciliationRules) -> tuple[int, dict[Id, int]]:
        """Up to which amount a team's rules book by themselves today; and what that rests on, unchanged."""
        limit = self._limit()
        rests_on = {one.id: 0 if one.pending_events else one.version for one in (rules, limit)}
        return min(rules.threshold, limit.on(today().isoformat())), rests_on

    def _bank(self, team: Id, bank: Id) -> BankAccount:
        found = self._the(BankAccount, bank)
        if found.team != team:
            raise NotThere
        return found

    def _number(self, account: BankAccount) -> str:
        """Its IBAN; raises NotThere when that was erased."""
        number = self.workspace.vault.open(Sealed.unpacked(account.iban))
        if number is None:
            raise NotThere
        return number

    def _opened(self, packed: str) -> str | None:
        return self.workspace.vault.open(Sealed.unpacked(packed))

    def line_of(self, line: Id, action: str) -> BankLine:
        """A line, for who may do this in its team; raises NotThere, NotAllowed."""
        found = self._the(BankLine, line)
        self.authority.require(action, found.team)
        return found

    def _words_of(self, found: BankLine) -> str:
        """What the bank wrote with a line: who, and for what."""
        opened = [self._opened(packed) or "" for packed in (found.name, found.text) if packed]
        return ", ".join(part for part in opened if part)

    def _told(self, team: Id, day: str, text: str, most: int = 500) -> Sealed | None:
        """What a bank wrote, sealed as the texts of entries are."""
        plain = printable(text[:most], most)
        return self.workspace.vault.seal(texts_of(team, day[:4]), plain) if plain else None
