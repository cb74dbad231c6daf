"""The commands on what went out of the residents' bank account: one proposes where it belongs, another confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.finance.bank import refusals_residents
from domain.finance.bank.line import BankLine
from domain.finance.bank.matching import Matching
from domain.finance.ledger import Line, Proposal
from domain.finance.ledger.entry import lines_of
from domain.finance.ledger.posting import texts_of
from domain.finance.ledger.proposing import content_of
from domain.finance.ledger.refusals import TextMissing
from domain.kernel import Id, command, id_of


class ForTwo(Matching):
    """Lines that nobody resolves alone, save by a withdrawal that two others signed (`Settling.pay_withdrawal`)."""

    @command("finance.match_line")
    def propose_line(self, line: Id, *, parts: Sequence[Line], why: str = "") -> None:
        """Propose on which accounts a line belongs, perhaps with words; nothing is booked until another confirms it.

        Raises OneIsEnough, LineIsResolved, ProposalWaits, and what `match_line` and `split_line` refuse.
        """
        found = self.line_of(line, "finance.match_line")
        if not found.needs_two:
            raise refusals_residents.OneIsEnough
        self.check_no_proposal(found)
        self._check_parts(found, parts, least=1)
        told = self._sealed_text(texts_of(found.team, found.value_date[:4]), why, TextMissing) if why.strip() else None
        posting = replace(self._resolved_by(found, tuple(parts), told), approved=True)
        self.prepared(posting)
        proposal = id_of("finance.bank_proposal", line, str(found.version))
        waiting = Proposal.proposed(proposal, team=found.team, **content_of(posting))
        found.propose(proposal, "explained" if told else "split" if len(parts) > 1 else "matched")
        self.workspace.save(found, waiting)

    @command("finance.approve_entry")
    def confirm_line(self, line: Id, *, content: str) -> None:
        """Confirm what another proposed for a line, by the hash of what was seen: it is booked at once.

        Raises NothingProposed, NotWaiting, ContentChanged, OwnProposal, LineIsResolved.
        """
        found = self.line_of(line, "finance.approve_entry")
        waiting = self._proposed_for(found)
        if waiting is None:
            raise refusals_residents.NothingProposed
        waiting.approve(content)
        parts = tuple(part._replace(cents=-part.cents) for part in lines_of(waiting.lines)[1:])
        ready = self.prepared(replace(self._resolved_by(found, parts, waiting.text), approved=True))
        if found.how == "explained" and waiting.text:
            found.explain(waiting.text, account=parts[0].account, resident=None, entry=ready.entry.id)
        elif found.how == "split":
            found.split(parts, ready.entry.id)
        else:
            found.match(parts[0].account, ready.entry.id, resident=None, rule=None)
        self.workspace.save(found, waiting, *ready.aggregates, unchanged=ready.unchanged)

    def check_no_proposal(self, found: BankLine) -> None:
        """Raises ProposalWaits when another is to say whether a line belongs somewhere."""
        waiting = self._proposed_for(found)
        if waiting and waiting.state == "proposed":
            raise refusals_residents.ProposalWaits

    def _proposed_for(self, found: BankLine) -> Proposal | None:
        return self.workspace.get(Proposal, found.proposal) if found.proposal else None
