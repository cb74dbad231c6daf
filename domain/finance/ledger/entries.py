"""The commands on entries: the opening balance, and what one proposes and another approves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.finance.ledger import refusals, refusals_bank, refusals_books
from domain.finance.ledger.books import Books, books_of
from domain.finance.ledger.entry import Entry, Line, lines_of
from domain.finance.ledger.period import clean_period, next_period, period_of
from domain.finance.ledger.posting import Posting, clean_value_date, texts_of
from domain.finance.ledger.proposal import Proposal
from domain.finance.ledger.proposing import Proposing, content_of
from domain.finance.ledger.staying import check_names, check_stays
from domain.kernel import Aggregate, Id, command, id_of, today

MOST_YEARS = 20
"""How far back the books of a team may begin: longer than anything of them must be kept."""


def opening_of(team: Id, fund: str) -> Id:
    """The id of a fund's opening entry: there is one."""
    return id_of("finance.opening", team, fund)


class Entries(Proposing):
    """Entries of a team's books."""

    @command("finance.begin_books")
    def begin_books(self, team: Id, *, first: str) -> None:
        """Keep a team's books here from a booking period on, which need not be the first of a year.

        At most next month, and at most `MOST_YEARS` back. Raises BooksAreBegun, PeriodUnreadable, BooksTooFar.
        """
        self.authority.require("finance.begin_books", team)
        if found := self.workspace.get(Books, books_of(team)):
            raise refusals_books.BooksAreBegun(first=found.first)
        _check_first(first)
        self.workspace.save(Books.kept(team, first))

    @command("finance.begin_books")
    def begin_books_again(self, team: Id, *, first: str) -> None:
        """Let the books begin in another period, as long as nothing was posted in them and no period was closed.

        Raises BooksNotBegun, BooksAreUsed, PeriodUnreadable, BooksTooFar.
        """
        self.authority.require("finance.begin_books", team)
        known = self.workspace.position()  # before the entries are read: what comes after it may be one
        books = self._books(team)
        _check_first(first)
        if self.balances.are_used(team):
            raise refusals_books.BooksAreUsed(first=books.first)
        books.begin_again(first)
        self.workspace.save(books, known=known)

    @command("finance.begin_books")
    def take_opening(
        self, team: Id, *, fund: str, lines: Sequence[Line], text: str, document: str | None = None
    ) -> None:
        """Post a fund's opening balance on the first day of the books, once."""
        self._open(team, {fund: lines}, text, document)

    @command("finance.begin_books")
    def take_openings(
        self, team: Id, *, lines: Mapping[str, Sequence[Line]], text: str, document: str | None = None
    ) -> None:
        """Post the opening balances of several funds together, all or none."""
        self._open(team, lines, text, document)

    def check_openings(self, team: Id, *, lines: Mapping[str, Sequence[Line]]) -> None:
        """Raises what would refuse these opening balances; nothing is done."""
        self._opened(team, lines, "Beginbalans", None)

    def _open(self, team: Id, funds: Mapping[str, Sequence[Line]], text: str, document: str | None) -> None:
        saved, unchanged = self._opened(team, funds, text, document)
        self.workspace.save(*saved, unchanged=unchanged)

    def _opened(
        self, team: Id, funds: Mapping[str, Sequence[Line]], text: str, document: str | None
    ) -> tuple[list[Aggregate], dict[Id, int]]:
        """The entries that open these funds, and the streams that they rest on; raises what refuses them."""
        self.authority.require("finance.begin_books", team)
        first = self._books(team).first
        saved: list[Aggregate] = []
        unchanged: dict[Id, int] = {}
        for fund, lines in funds.items():
            if self.workspace.get(Entry, opening_of(team, fund)):
                raise refusals_books.OpeningIsTaken
            check_names(lines)
            ready = self.prepared(
                Posting(
                    opening_of(team, fund), team, fund, f"{first}-01", "opening", tuple(lines),
                    text=self.text(team, first, text), document=document, period=first,
                )
            )  # fmt: skip
            saved += ready.aggregates
            unchanged |= ready.unchanged
        return saved, unchanged

    @command("finance.propose_entry")
    def propose_entry(
        self, team: Id, *, proposal: Id, fund: str, value_date: str, lines: Sequence[Line], text: str,
        period: str | None = None, document: str | None = None, kind: str = "memo",
    ) -> None:  # fmt: skip
        """Propose an entry, which somebody else approves. It is checked now and again when it is approved."""
        self.authority.require("finance.propose_entry", team)
        if kind not in ("memo", "reclassification"):
            raise ValueError(kind)
        self._fresh(proposal)
        day = clean_value_date(value_date)
        sealed = self.text(team, day, text)
        found = Posting(
            proposal, team, fund, day, kind, tuple(lines), sealed, None, document, period or None, approved=True
        )
        self.workspace.save(self._proposed(found))

    @command("finance.propose_entry")
    def change_proposal(
        self, proposal: Id, *, fund: str, value_date: str, lines: Sequence[Line], text: str,
        period: str | None = None, document: str | None = None,
    ) -> None:  # fmt: skip
        """Let a proposal be another entry; what was approved of it counts no more."""
        waiting = self._of_ledger(proposal, "finance.propose_entry")
        if waiting.reverses:
            raise refusals.ReversalStays
        day = clean_value_date(value_date)
        sealed = self.text(waiting.team, day, text)
        found = Posting(
            proposal, waiting.team, fund, day, waiting.kind, tuple(lines), sealed, None, document, period or None,
            approved=True,
        )  # fmt: skip
        self._check_proposed(found)
        waiting.change(**content_of(found))
        self.workspace.save(waiting)

    @command("finance.propose_entry")
    def propose_reversal(
        self, entry: Id, *, proposal: Id, text: str, value_date: str = "", period: str | None = None
    ) -> None:
        """Propose to take an entry back, on its own value date or on another day. `text`: the reason."""
        posted = self._entry(entry, "finance.propose_entry")
        posted.check_stands()
        if posted.kind == "bank":  # the books would say something else than the bank
            raise refusals.BankEntryStays
        self._fresh(proposal)
        day = clean_value_date(value_date or posted.value_date)
        if day < posted.value_date:
            raise refusals.ReversalTooEarly(day=posted.value_date)
        lines = tuple(line._replace(cents=-line.cents) for line in lines_of(posted.lines))
        found = Posting(
            proposal, posted.team, posted.fund, day, "reversal", lines, self.text(posted.team, day, text), None, None,
            period or None, approved=True, after=posted.period,
        )  # fmt: skip
        self.prepared(found)
        self.workspace.save(Proposal.proposed(proposal, team=posted.team, **content_of(found, reverses=entry)))

    @command("finance.propose_entry")
    def withdraw_proposal(self, proposal: Id) -> None:
        """No longer want one's own proposal."""
        waiting = self._proposal(proposal, "finance.propose_entry")
        waiting.withdraw()
        self.workspace.save(waiting)

    @command("finance.approve_entry")
    def decline_entry(self, proposal: Id, *, why: str) -> None:
        """Do not approve a proposal of somebody else, and say why."""
        waiting = self._proposal(proposal, "finance.approve_entry")
        waiting.decline(self._sealed_text(texts_of(waiting.team, waiting.value_date[:4]), why, refusals.TextMissing))
        self.workspace.save(waiting)

    @command("finance.approve_entry")
    def approve_entry(self, proposal: Id, *, content: str) -> None:
        """Approve what somebody else proposed, by the hash of what was seen: it is posted at once."""
        waiting = self._of_ledger(proposal, "finance.approve_entry")
        waiting.approve(content)
        posted = self._the(Entry, waiting.reverses) if waiting.reverses else None
        if not posted:
            check_stays(self._the_chart(), waiting.fund, lines_of(waiting.lines))
        ready = self.prepared(
            Posting(
                id_of("finance.entry", proposal), waiting.team, waiting.fund, waiting.value_date, waiting.kind,
                lines_of(waiting.lines), waiting.text, f"proposal:{proposal}", waiting.document, waiting.period,
                approved=True, after=posted.period if posted else "",
            )
        )  # fmt: skip
        if posted:
            if waiting.text is None:
                raise refusals.TextMissing
            posted.reverse(ready.entry.id, waiting.text)
        taken_back = [posted] if posted else []
        self.workspace.save(waiting, *taken_back, *ready.aggregates, unchanged=ready.unchanged)

    def _proposal(self, proposal: Id, action: str) -> Proposal:
        found = self._the(Proposal, proposal)
        self.authority.require(action, found.team)
        return found

    def _of_ledger(self, proposal: Id, action: str) -> Proposal:
        """A proposal that is posted here; raises ProposalOfLine for one that also resolves a line of the bank."""
        found = self._proposal(proposal, action)
        if found.kind == "bank":
            raise refusals_bank.ProposalOfLine
        return found

    def _entry(self, entry: Id, action: str) -> Entry:
        found = self._the(Entry, entry)
        self.authority.require(action, found.team)
        return found


def _check_first(first: str) -> None:
    """Raises PeriodUnreadable, BooksTooFar."""
    month = period_of(today().isoformat())
    if not f"{int(month[:4]) - MOST_YEARS}-01" <= clean_period(first) <= next_period(month):
        raise refusals_books.BooksTooFar(years=MOST_YEARS)
