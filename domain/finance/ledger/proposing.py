"""Proposing an entry, which somebody else approves: whoever proposes one keeps the same rules."""

from __future__ import annotations

from domain.finance.ledger.entry import stored
from domain.finance.ledger.posting import Poster, Posting
from domain.finance.ledger.proposal import Proposal
from domain.finance.ledger.staying import check_stays
from domain.kernel import CommandReused, Id


class Proposing(Poster):
    """What services that propose entries begin with. It asks for no authority: the command that proposes does."""

    def _fresh(self, proposal: Id) -> None:
        if self.workspace.get(Proposal, proposal):
            raise CommandReused

    def _proposed(self, found: Posting) -> Proposal:
        """A posting as a proposal, checked now and again when it is approved."""
        self._check_proposed(found)
        return Proposal.proposed(found.id, team=found.team, **content_of(found))

    def _check_proposed(self, found: Posting) -> None:
        """Raises what the books refuse it with, and ResidentsMoneyLeaves."""
        check_stays(self._the_chart(), found.fund, found.lines)
        self.prepared(found)


def content_of(posting: Posting, reverses: Id | None = None) -> dict[str, object]:
    """A posting as a proposal keeps it."""
    return {
        "fund": posting.fund, "value_date": posting.value_date, "period": posting.period, "kind": posting.kind,
        "lines": stored(posting.lines), "text": posting.text, "document": posting.document, "reverses": reverses,
    }  # fmt: skip
