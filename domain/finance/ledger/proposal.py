"""An entry that waits for a second pair of eyes. What is approved is a content, by its hash: a change voids it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from eventsourcing.domain import event

from domain.finance.ledger import refusals
from domain.finance.ledger.entry import StoredLine
from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, acting, by_whom, did_that, who_did

CONTENT = ("fund", "value_date", "period", "kind", "lines", "text", "document", "reverses")


def content_hash(fields: dict[str, Any]) -> str:
    """SHA-256 of what is approved. A sealed text counts by its box: the hash tells nothing of what is in it."""
    plain = {
        name: value.as_json() if isinstance(value := fields[name], Sealed) else value for name in ("team", *CONTENT)
    }
    return hashlib.sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


class Proposal(Aggregate):
    """An entry proposed by one and approved by another; posting it is a fact of the entry itself."""

    TOPIC = "finance.Proposal"
    class_version = 2

    class EntryProposed(FirstFact):
        """Somebody proposed an entry, perhaps one that takes another back; `content`: the hash of what to approve."""

        TOPIC = "finance.EntryProposed"
        team: Id
        fund: str
        value_date: str
        period: str | None
        kind: str
        lines: list[StoredLine]
        text: Sealed | None
        document: str | None
        reverses: Id | None
        content: str

    class ProposalChanged(Fact):
        """The proposal became another one; what was approved of it counts no more."""

        TOPIC = "finance.ProposalChanged"
        team: Id
        fund: str
        value_date: str
        period: str | None
        kind: str
        lines: list[StoredLine]
        text: Sealed | None
        document: str | None
        reverses: Id | None
        content: str

    class EntryApproved(Fact):
        """Somebody else approved the content with this hash."""

        TOPIC = "finance.EntryApproved"
        team: Id
        content: str

    class EntryDeclined(Fact):
        """Somebody else did not approve it, and said why."""

        TOPIC = "finance.EntryDeclined"
        team: Id
        why: Sealed

    class ProposalWithdrawn(Fact):
        """Who proposed it no longer wants it."""

        TOPIC = "finance.ProposalWithdrawn"
        team: Id

    @event(EntryProposed)
    def __init__(
        self, team: Id, fund: str, value_date: str, period: str | None, kind: str, lines: list[StoredLine],
        text: Sealed | None, document: str | None, reverses: Id | None, content: str, by: Id, on_behalf_of: Id | None,
    ) -> None:  # fmt: skip
        self.team = team
        self.requesters = who_did(by, on_behalf_of)
        self.state = "proposed"
        self.content = content
        self._take(fund, value_date, period, kind, lines, text, document, reverses)

    @classmethod
    def proposed(cls, id: Id, **fields: Any) -> Proposal:
        """Propose an entry."""
        return cls.begin(id=id, **fields, content=content_hash(fields), **by_whom())

    def change(self, **fields: Any) -> None:
        """Let it be another entry; raises NotWaiting."""
        self._waiting()
        content = content_hash(fields | {"team": self.team})
        self._proposal_changed(team=self.team, **fields, content=content, **by_whom())

    def approve(self, content: str) -> None:
        """Approve this very content, not being one who asked for it; raises NotWaiting, ContentChanged, OwnProposal."""
        self._waiting()
        if content != self.content:
            raise refusals.ContentChanged
        self._refuse_requester()
        self._entry_approved(team=self.team, content=content)

    def decline(self, why: Sealed) -> None:
        """Do not approve it; raises NotWaiting, OwnProposal."""
        self._waiting()
        self._refuse_requester()
        self._entry_declined(team=self.team, why=why)

    def withdraw(self) -> None:
        """No longer want it; raises NotWaiting, NotYourProposal."""
        self._waiting()
        if acting().person not in self.requesters:
            raise refusals.NotYourProposal
        self._proposal_withdrawn(team=self.team)

    def _waiting(self) -> None:
        if self.state != "proposed":
            raise refusals.NotWaiting

    def _refuse_requester(self) -> None:
        """Also on behalf of somebody else the one who asked does not approve (check 6)."""
        if did_that(self.requesters):
            raise refusals.OwnProposal

    def _take(
        self, fund: str, value_date: str, period: str | None, kind: str, lines: list[StoredLine],
        text: Sealed | None, document: str | None, reverses: Id | None,
    ) -> None:  # fmt: skip
        self.fund, self.value_date, self.period, self.kind = fund, value_date, period, kind
        self.lines, self.text, self.document, self.reverses = lines, text, document, reverses

    @event(ProposalChanged)
    def _proposal_changed(
        self, team: Id, fund: str, value_date: str, period: str | None, kind: str, lines: list[StoredLine],
        text: Sealed | None, document: str | None, reverses: Id | None, content: str, by: Id, on_behalf_of: Id | None,
    ) -> None:  # fmt: skip
        self.requesters = [*self.requesters, *who_did(by, on_behalf_of)]
        self.content = content
        self._take(fund, value_date, period, kind, lines, text, document, reverses)

    @event(EntryApproved)
    def _entry_approved(self, team: Id, content: str) -> None:
        self.state = "approved"

    @event(EntryDeclined)
    def _entry_declined(self, team: Id, why: Sealed) -> None:
        self.state = "declined"

    @event(ProposalWithdrawn)
    def _proposal_withdrawn(self, team: Id) -> None:
        self.state = "withdrawn"
