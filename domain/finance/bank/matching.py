"""The commands on lines of statements: each ends matched, split or explained, and can be opened again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from domain.finance.bank import refusals, refusals_residents
from domain.finance.bank.accounts import taken_entry
from domain.finance.bank.banker import Banker
from domain.finance.bank.line import BankLine
from domain.finance.ledger import Entry, Line, Posting, Prepared, texts_of
from domain.finance.ledger.entry import lines_of
from domain.finance.ledger.refusals import TextMissing
from domain.finance.ledger.resident import ResidentAccount
from domain.kernel import Aggregate, Id, Money, Sealed, command, id_of

MOST_PARTS = 20


class Matching(Banker):
    """Lines matched, split, explained and released."""

    @command("finance.match_line")
    def match_line(self, line: Id, *, account: str, resident: Id | None = None, rule: Id | None = None) -> None:
        """Put a line on an account, out of suspense; `rule`: the one that proposed it."""
        found = self.line_of(line, "finance.match_line")
        used = self._rules(found.team).rules.get(rule) if rule else None
        ready = self._resolving(found, (Line(account.strip(), found.cents, resident),))
        version = int(used["version"]) if used and used["account"] == account.strip() else None
        found.match(
            account.strip(), ready.entry.id, resident=resident, rule=(rule, version) if rule and version else None
        )
        self.workspace.save(found, *ready.aggregates, unchanged=ready.unchanged)

    @command("finance.match_line")
    def split_line(self, line: Id, *, parts: Sequence[Line]) -> None:
        """Divide a line over several accounts; the parts have its sign, and are together what it is."""
        found = self.line_of(line, "finance.match_line")
        self._check_parts(found, parts)
        ready = self._resolving(found, tuple(parts))
        found.split(tuple(parts), ready.entry.id)
        self.workspace.save(found, *ready.aggregates, unchanged=ready.unchanged)

    @command("finance.match_line")
    def explain_line(self, line: Id, *, why: str, account: str = "", resident: Id | None = None) -> None:
        """Write what a line is, and put it on an account; without one it waits for a line that takes it away."""
        found = self.line_of(line, "finance.match_line")
        told = self._sealed_text(texts_of(found.team, found.value_date[:4]), why, TextMissing)
        code = account.strip()
        if not code and found.needs_two:  # another line of the same amount, and nobody would see what went out
            raise refusals_residents.AccountNeeded
        if not code:
            found.explain(told, account=None, resident=None, entry=None)
            self.workspace.save(found)
            return
        ready = self._resolving(found, (Line(code, found.cents, resident),), told)
        found.explain(told, account=code, resident=resident, entry=ready.entry.id)
        self.workspace.save(found, *ready.aggregates, unchanged=ready.unchanged)

    @command("finance.match_line")
    def release_line(self, line: Id, *, why: str) -> None:
        """Take back what a line was matched with, by a reversal with the reason; it waits in suspense again.

        What stands on the name of a resident stays: one person would move it. Raises LineOnResident.
        """
        found = self.line_of(line, "finance.match_line")
        found.check_resolved()
        self._check_of_nobody(found)
        told = self._sealed_text(texts_of(found.team, found.value_date[:4]), why, TextMissing)
        saved, unchanged, registers = self._undone(found, told)
        again, against = None, found.against
        if found.direct:
            against = self._the_chart().used_for("suspense", found.fund).code
            lines = self._first_lines(found, against)
            ready = self.prepared(self._posting(found, taken_entry(line, found.version), lines, None), registers)
            again = ready.entry.id
            saved += ready.aggregates
            unchanged |= ready.unchanged
        reversal = next((one.id for one in saved if isinstance(one, Entry) and one.kind == "reversal"), None)
        found.release(reversal, again, against)
        self.workspace.save(found, *saved, unchanged=unchanged)

    def paying(self, found: BankLine, parts: tuple[Line, ...]) -> Prepared:
        """The entry that takes a line out of suspense to what was still to be paid, on these accounts."""
        return self._resolving(found, parts)

    def paying_out(self, found: BankLine, kept: ResidentAccount, text: Sealed) -> tuple[str, Prepared]:
        """The account of residents, and the entry that takes a line off what one of them has, as two others signed.

        `kept`: that one's account, without what was set aside for it.
        """
        owed = self._the_chart().used_for("resident", found.fund).code
        return owed, self._resolving(found, (Line(owed, found.cents, kept.person),), text, signed=kept)

    @staticmethod
    def _check_parts(found: BankLine, parts: Sequence[Line], least: int = 2) -> None:
        """The parts go the way of the line, and are together what it is."""
        if not least <= len(parts) <= MOST_PARTS:
            raise refusals.PartsMissing(most=MOST_PARTS)
        if (left := found.cents - sum(part.cents for part in parts)) != 0:
            raise refusals.PartsDiffer(
                sum=Money(found.cents - left), amount=Money(found.cents), difference=Money(abs(left))
            )
        if any(part.cents * found.cents <= 0 for part in parts):  # else one person moves any amount by a line of a cent
            raise refusals.PartsOtherSide(amount=Money(found.cents))

    def _check_of_nobody(self, found: BankLine) -> None:
        entry = found.taken if found.direct else found.entry
        posted = self._the(Entry, entry) if entry else None
        if posted and not posted.reversal and any(line.resident for line in lines_of(posted.lines)):
            raise refusals_residents.LineOnResident

    def _undone(self, found: BankLine, why: Sealed) -> tuple[list[Aggregate], dict[Id, int], dict[Id, Any]]:
        """The reversal of what the line was matched with, unless somebody reversed that already."""
        entry = found.taken if found.direct else found.entry
        posted = self._the(Entry, entry) if entry else None
        if posted is None or posted.reversal:
            return [], {}, {}
        lines = tuple(line._replace(cents=-line.cents) for line in lines_of(posted.lines))
        ready = self.prepared(
            Posting(
                id_of("finance.bank_back", posted.id), found.team, found.fund, posted.value_date, "reversal", lines,
                why, f"line:{found.id}", found.file, after=posted.period,
            )
        )  # fmt: skip
        posted.reverse(ready.entry.id, why)
        return [posted, *ready.aggregates], dict(ready.unchanged), {one.id: one for one in ready.registers}

    def _first_lines(self, found: BankLine, suspense: str) -> tuple[Line, ...]:
        """The bank against suspense: the bank's own account is that of the entry that brought the line."""
        bank = lines_of(self._the(Entry, found.taken or "").lines)[0]
        return bank, Line(suspense, -found.cents)

    def _resolving(
        self, found: BankLine, parts: tuple[Line, ...], text: Sealed | None = None,
        signed: ResidentAccount | None = None,
    ) -> Prepared:  # fmt: skip
        """The entry that takes a line out of suspense by what one person says of it.

        `signed`: the account of the resident of whom two people signed that money leaves. Raises TwoPeople.
        """
        posting = self._resolved_by(found, parts, text, signed=bool(signed))
        if found.needs_two and not signed:
            raise refusals_residents.TwoPeople
        return self.prepared(posting, {signed.id: signed} if signed else None)

    def _resolved_by(
        self, found: BankLine, parts: tuple[Line, ...], text: Sealed | None, *, signed: bool = False
    ) -> Posting:
        """What takes a line out of suspense, on the line's own day; raises NotOnThisAccount, AskWithdrawal."""
        chart = self._the_chart()
        for part in parts:
            if chart.account(part.account).use in ("bank", "suspense"):
                raise refusals.NotOnThisAccount(account=part.account)
            if part.resident and part.cents < 0 and not signed:
                raise refusals_residents.AskWithdrawal
        lines = (Line(found.against, found.cents), *(part._replace(cents=-part.cents) for part in parts))
        posting = self._posting(found, id_of("finance.bank_match", found.id, str(found.turns)), lines, text)
        return replace(posting, after=self._came(found))

    def _came(self, found: BankLine) -> str:
        """The period of the books in which the line came into suspense, which it never leaves in an earlier one."""
        ids = [found.taken, *(taken_entry(found.id, turn) for turn in range(1, found.version + 1))]
        entries = [self.workspace.get(Entry, id) for id in ids if id]
        return max((entry.period for entry in entries if entry), default="")

    def _posting(self, found: BankLine, id: Id, lines: tuple[Line, ...], text: Sealed | None) -> Posting:
        if text is None:
            text = self._told(found.team, found.value_date, self._words_of(found))
        day = max(found.value_date, f"{self._books(found.team).first}-01")
        return Posting(id, found.team, found.fund, day, "bank", lines, text, f"line:{found.id}", found.file)
