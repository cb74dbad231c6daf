"""De Lindehof with a bank account of its own: files come from the builders of statements."""

from __future__ import annotations

from dataclasses import replace

from domain.finance.bank import BankLine
from domain.finance.ledger import Line
from domain.finance.statements import identities, read_statements
from domain.kernel import Id, id_of
from tests.finance.statements.made import IBAN, Entry, Sheet, camt, paid
from tests.harness.money import Purse

GROCER = "NL20INGB0001234567"
ENERGY = "NL69INGB0123456789"


class Banked:
    """Bank account 1010 of the team, with 100 euro on it at the end of February."""

    def __init__(self, purse: Purse, *, account: str = "1010", iban: str = IBAN, cents: int = 10_000) -> None:
        self.purse, self.home, self.team = purse, purse.home, purse.team
        self.service, self.account, self.iban = purse.home.house.bank, account, iban
        if cents:
            purse.post("2026-01-01", Line(account, cents), Line("8000", -cents))
        with self.home.by(purse.bram):
            self.service.link_account(self.team, account=account, iban=iban)
        self.bank = self.service.linked(self.team, iban)

    def take(self, data: bytes) -> int | None:
        """Bram takes a file; the position of the first fact, or None when nothing changed."""
        file = self.home.house.blobs.keep(self.bank, data)
        with self.home.by(self.purse.bram):
            return self.service.import_statement(self.team, bank=self.bank, file=file)

    def line(self, data: bytes, place: int = 0) -> Id:
        """The key of a line of a file."""
        return identities(*read_statements(data), account=self.bank)[place]

    def state(self, line: Id) -> str:
        """How a line stands."""
        found = self.home.house.workspace.get(BankLine, line)
        assert found
        return str(found.state)

    def match(self, line: Id, account: str) -> None:
        """Bram puts it on an account."""
        with self.home.by(self.purse.bram):
            self.service.match_line(line, account=account)

    def rule(self, line: Id) -> Id:
        """Bram makes a rule of a match; its id."""
        rule = id_of("rule", line)
        with self.home.by(self.purse.bram):
            self.service.make_rule(line, rule=rule)
        return rule

    def lines(self) -> list[tuple[str, int, str]]:
        """Day, cents and state of every line in the books, by day."""
        with self.home.house.now() as views:
            rows = views.execute("SELECT booked_on, cents, state FROM finance_line ORDER BY booked_on, cents")
            return [tuple(row) for row in rows]


def day(number: int, *entries: Entry, opening: int, month: str = "2026-03", **more: object) -> Sheet:
    """The statement of one day of March."""
    on = f"{month}-{number:02d}"
    before = f"{month}-{number - 1:02d}"
    booked = tuple(replace(entry, booked=on, value=on) for entry in entries)
    return Sheet(opening, before, on, booked, **more)  # type: ignore[arg-type]


def march() -> bytes:
    """Two days of March: groceries and energy, then money that comes in."""
    first = day(2, paid(-1_250), paid(-3_000, name="Energie BV", iban=ENERGY, text="Termijn maart"), opening=10_000)
    second = day(3, paid(20_000, name="Stichting", iban="", text="Budget maart"), opening=first.closing)
    return camt(first, second)
