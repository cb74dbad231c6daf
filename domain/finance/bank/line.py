"""A line of a statement in the books: taken once, whatever files hold it, until it is matched, split or explained."""

from __future__ import annotations

from typing import Any

from eventsourcing.domain import event

from domain.finance.bank import refusals
from domain.finance.ledger.entry import Line, StoredLine, stored
from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed

STATES = ("open", "matched", "split", "explained")


def takes_from_residents(fund: str, cents: int) -> bool:
    """Whether money went out of the bank account of residents: then nobody alone says where it belongs."""
    return fund == "residents" and cents < 0


class BankLine(Aggregate):
    """One booked line of one bank account, under the key that it has in every file."""

    TOPIC = "finance.BankLine"
    class_version = 2

    class LineTaken(FirstFact):
        """A line of a statement came into the books: in suspense, or at once on the account that a rule gives."""

        TOPIC = "finance.LineTaken"
        team: Id
        fund: str
        bank: Id
        booked_on: str
        value_date: str
        cents: int
        file: str
        inside: Sealed | None
        place: int
        counterparty: Id | None
        name: Sealed | None
        iban: Sealed | None
        text: Sealed | None
        reference: Sealed | None
        against: str
        rule: Id | None
        rule_version: int | None
        entry: Id | None

    class LineMatched(Fact):
        """The line was put on an account, by a person, perhaps as a rule proposed."""

        TOPIC = "finance.LineMatched"
        team: Id
        account: str
        resident: Id | None
        rule: Id | None
        rule_version: int | None
        entry: Id

    class LineSplit(Fact):
        """The line was divided over several accounts."""

        TOPIC = "finance.LineSplit"
        team: Id
        parts: list[StoredLine]
        entry: Id

    class LineExplained(Fact):
        """Somebody wrote what the line is; without an account another line takes it away."""

        TOPIC = "finance.LineExplained"
        team: Id
        account: str | None
        resident: Id | None
        why: Sealed
        entry: Id | None

    class ClaimsPaidByLine(Fact):
        """The line paid claims that were sent to the bank: it is on the account of what was still to be paid."""

        TOPIC = "finance.ClaimsPaidByLine"
        class_version = 2
        team: Id
        account: str
        parts: list[StoredLine]
        """What it put on which account, when the claims stood on more than one; else nothing."""
        claims: list[Id]
        entry: Id

        @staticmethod
        def upcast_v1_v2(fields: dict[str, Any]) -> None:
            """All of it was put on the one account."""
            fields["parts"] = []

    class ClaimBackByLine(Fact):
        """By the line the bank gave back what it had paid of a claim: it is on the account of what is to be paid."""

        TOPIC = "finance.ClaimBackByLine"
        team: Id
        account: str
        claim: Id
        entry: Id

    class LineProposed(Fact):
        """Somebody proposed where a line that went out of the residents' account belongs; another one confirms it."""

        TOPIC = "finance.LineProposed"
        team: Id
        proposal: Id
        how: str

    class LineReleased(Fact):
        """What the line was matched with is taken back; it is open again, in suspense."""

        TOPIC = "finance.LineReleased"
        team: Id
        reversal: Id | None
        entry: Id | None
        against: str

    @event(LineTaken)
    def __init__(
        self, team: Id, fund: str, bank: Id, booked_on: str, value_date: str, cents: int, file: str,
        inside: Sealed | None, place: int, counterparty: Id | None, name: Sealed | None, iban: Sealed | None,
        text: Sealed | None, reference: Sealed | None, against: str, rule: Id | None, rule_version: int | None,
        entry: Id | None,
    ) -> None:  # fmt: skip
        self.team, self.fund, self.bank = team, fund, bank
        self.value_date, self.cents, self.file = value_date, cents, file
        self.counterparty = counterparty
        self.name, self.text = name and name.packed(), text and text.packed()
        self.against = against
        self.turns = 0
        self.direct = rule is not None
        """Whether its own entry put it on the account at once, not through suspense."""
        self.state = "matched" if self.direct or entry is None else "open"
        self.account: str | None = against if self.direct else None
        self.resident: Id | None = None
        self.taken = entry
        self.entry: Id | None = None
        self.claims: list[Id] = []
        """The claims that it paid, or the one that came back by it."""
        self.proposal: Id | None = None
        """What was proposed for it last, and `how` it is to be resolved then."""
        self.how = ""

    @property
    def needs_two(self) -> bool:
        """Whether nobody alone says where it belongs: it took money from residents."""
        return takes_from_residents(self.fund, self.cents)

    def propose(self, proposal: Id, how: str) -> None:
        """Wait for another to confirm where it belongs; `how`: matched, split or explained. Raises LineIsResolved."""
        self.check_open()
        self._line_proposed(team=self.team, proposal=proposal, how=how)

    def match(self, account: str, entry: Id, *, resident: Id | None, rule: tuple[Id, int] | None) -> None:
        """Put it on an account; raises LineIsResolved."""
        self.check_open()
        rule_id, version = rule or (None, None)
        self._line_matched(
            team=self.team, account=account, resident=resident, rule=rule_id, rule_version=version, entry=entry,
        )  # fmt: skip

    def pay_claims(self, parts: tuple[Line, ...], claims: list[Id], entry: Id) -> None:
        """Pay claims, off the accounts on which they stood; raises LineIsResolved."""
        self.check_open()
        self._claims_paid_by_line(
            team=self.team, account=parts[0].account, parts=stored(parts) if len(parts) > 1 else [], claims=claims,
            entry=entry,
        )  # fmt: skip

    def give_back(self, account: str, claim: Id, entry: Id) -> None:
        """Be what the bank gave back of a claim; raises LineIsResolved."""
        self.check_open()
        self._claim_back_by_line(team=self.team, account=account, claim=claim, entry=entry)

    def split(self, parts: tuple[Line, ...], entry: Id) -> None:
        """Divide it over accounts; raises LineIsResolved."""
        self.check_open()
        self._line_split(team=self.team, parts=stored(parts), entry=entry)

    def explain(self, why: Sealed, *, account: str | None, resident: Id | None, entry: Id | None) -> None:
        """Write what it is, and perhaps put it on an account; raises LineIsResolved."""
        self.check_open()
        self._line_explained(team=self.team, account=account, resident=resident, why=why, entry=entry)

    def release(self, reversal: Id | None, entry: Id | None, against: str) -> None:
        """Let it be open again; raises LineIsOpen."""
        self.check_resolved()
        self._line_released(team=self.team, reversal=reversal, entry=entry, against=against)

    def check_resolved(self) -> None:
        """Raises LineIsOpen unless it is matched, split or explained; LinePaysClaims, for those stay paid."""
        if self.state == "open" or self.taken is None:
            raise refusals.LineIsOpen
        if self.claims:
            raise refusals.LinePaysClaims

    def check_open(self) -> None:
        """Raises LineIsResolved unless it waits."""
        if self.state != "open":
            raise refusals.LineIsResolved

    @event(LineMatched)
    def _line_matched(
        self, team: Id, account: str, resident: Id | None, rule: Id | None, rule_version: int | None, entry: Id,
    ) -> None:  # fmt: skip
        self._resolve("matched", entry, account, resident)

    @event(ClaimsPaidByLine)
    def _claims_paid_by_line(
        self, team: Id, account: str, parts: list[StoredLine], claims: list[Id], entry: Id
    ) -> None:
        self._resolve("matched", entry, account, None)
        self.claims = claims

    @event(ClaimBackByLine)
    def _claim_back_by_line(self, team: Id, account: str, claim: Id, entry: Id) -> None:
        self._resolve("matched", entry, account, None)
        self.claims = [claim]

    @event(LineSplit)
    def _line_split(self, team: Id, parts: list[StoredLine], entry: Id) -> None:
        self._resolve("split", entry, None, None)

    @event(LineExplained)
    def _line_explained(
        self, team: Id, account: str | None, resident: Id | None, why: Sealed, entry: Id | None
    ) -> None:
        self._resolve("explained", entry, account, resident)

    @event(LineProposed)
    def _line_proposed(self, team: Id, proposal: Id, how: str) -> None:
        self.proposal, self.how = proposal, how

    @event(LineReleased)
    def _line_released(self, team: Id, reversal: Id | None, entry: Id | None, against: str) -> None:
        self.state, self.account, self.entry, self.resident = "open", None, None, None
        self.direct, self.against = False, against

    def _resolve(self, state: str, entry: Id | None, account: str | None, resident: Id | None) -> None:
        self.state, self.entry, self.account, self.resident = state, entry, account, resident
        self.turns += 1
