"""The books as tables: the chart, entries with their postings, totals by account and month, periods and proposals."""

from __future__ import annotations

import json
from typing import Any

from domain.finance.ledger import Books, Chart, Entry, Period, Proposal, Register, period_of
from domain.kernel import Id, who_did
from projections.fold import Views, on
from projections.tables import log, temporal

temporal("finance_account", key=("account",), columns=("name", "fund", "kind", "use", "rgs", "closed"))
"""The chart; `name` is packed and sealed."""
temporal("finance_books", key=("team",), columns=("first", "carried"))
temporal(
    "finance_period", key=("team", "period"),
    columns=("state", "open_until", "closed_at", "asked_by", "asked_until", "why", "by"),
)  # fmt: skip
"""`state`: open, soft, closed, reopened (until an instant: then it is closed again); `closed_at`: the position of the
last close; `asked_...`: a reopening that waits for a second person."""
log(
    "finance_entry",
    key=("position",),
    columns=(
        "entry", "team", "fund", "value_date", "period", "kind", "late", "text", "source", "document", "by", "moment",
    ),
    indexes=(
        ("entry",), ("source",), ("team", "value_date"), ("team", "period"), ("team", "moment"),
        ("team", "late", "period", "value_date"),
    ),
)  # fmt: skip
"""Every entry at the position at which it was posted. `late`: in a later period than that of its value date. `moment`:
when it was posted, UTC to the second."""
log(
    "finance_posting",
    key=("position", "line"),
    columns=("team", "account", "value_date", "cents", "fund", "period", "resident", "after"),
    indexes=(
        ("team", "account", "value_date", "position", "cents", "period"),
        ("team", "after", "position", "value_date", "account", "cents"),
    ),
    sparse=(("resident", "team", "value_date", "position", "line", "account", "cents"),),
)
"""The lines of the entries. `after`: 1 when the log had passed the month of its value date, which is what a
controller looks for; so what changed since a close is found without reading everything that happened since."""
log(
    "finance_reversal",
    key=("position",),
    columns=("entry", "reversal", "why", "by", "team"),
    indexes=(("entry",), ("reversal",), ("team",)),
)
"""Which entry was taken back by which; `why` is packed and sealed."""
temporal("finance_total", key=("team", "account", "month"), columns=("cents",))
"""What was posted to an account with value dates in a month: its history is the balance as known at any moment."""
temporal("finance_month", key=("team", "account", "month"), columns=("fund",))
"""The keys of the totals, once each: they are looked up one by one, for their history is long."""
temporal(
    "finance_proposal",
    key=("proposal",),
    columns=(
        "team", "fund", "value_date", "period", "kind", "lines", "text", "document", "reverses", "content", "state",
        "requesters", "decider", "why", "askers", "deciders",
    ),
    indexes=(("team", "state"),),
)  # fmt: skip
"""`lines` and `requesters` are JSON; text and why are packed and sealed; `askers` and `deciders`, JSON too, are all
whose act it was: also the one on whose behalf it was done."""

MONEY = "money"
"""Prefix of what is touched when a team's money changes: `money:<team>`."""


def touch_money(views: Views, team: Id) -> None:
    """Say that what is shown of a team's money changed."""
    views.touch(f"{MONEY}:{team}")


@on(Chart.AccountOpened)
def account_opened(views: Views, fact: Chart.AccountOpened) -> None:
    """An account of the chart."""
    views.put(
        "finance_account", (fact.account,),
        name=fact.name, fund=fact.fund, kind=fact.kind, use=fact.use, rgs=fact.rgs, closed=0,
    )  # fmt: skip
    views.touch("chart")


@on(Chart.AccountRenamed)
def account_renamed(views: Views, fact: Chart.AccountRenamed) -> None:
    """Its new name."""
    views.change("finance_account", (fact.account,), name=fact.name)
    views.touch("chart")


@on(Chart.AccountMapped)
def account_mapped(views: Views, fact: Chart.AccountMapped) -> None:
    """Its code of the RGS."""
    views.change("finance_account", (fact.account,), rgs=fact.rgs)
    views.touch("chart")


@on(Chart.AccountClosed)
def account_closed(views: Views, fact: Chart.AccountClosed) -> None:
    """Nothing is posted to it any more."""
    views.change("finance_account", (fact.account,), closed=1)
    views.touch("chart")


@on(Chart.AccountReopened)
def account_reopened(views: Views, fact: Chart.AccountReopened) -> None:
    """It is posted to again."""
    views.change("finance_account", (fact.account,), closed=0)
    views.touch("chart")


@on(Books.BooksBegun)
def books_begun(views: Views, fact: Books.BooksBegun) -> None:
    """A team's books."""
    views.put("finance_books", (fact.team,), first=fact.first, carried="[]")
    touch_money(views, fact.team)


@on(Books.BooksBegunAgain)
def books_begun_again(views: Views, fact: Books.BooksBegunAgain) -> None:
    """They begin in another period after all."""
    views.change("finance_books", (fact.team,), first=fact.first)
    touch_money(views, fact.team)


@on(Books.YearCarriedForward)
def year_carried_forward(views: Views, fact: Books.YearCarriedForward) -> None:
    """A year of them."""
    (carried,) = (json.loads(row["carried"]) for row in [views.get("finance_books", fact.team) or {}])
    views.change("finance_books", (fact.team,), carried=json.dumps(sorted({*carried, fact.year})))
    touch_money(views, fact.team)


@on(Entry.EntryPosted)
def entry_posted(views: Views, fact: Entry.EntryPosted) -> None:
    """The entry, its lines, and what they add to the totals."""
    position, team, day, period = views.position, fact.team, fact.value_date, fact.period
    month, moment = period_of(day), fact.timestamp.isoformat(timespec="seconds")
    text = fact.text.packed() if fact.text else None
    views.add(
        "finance_entry",
        (
            position, fact.originator_id, team, fact.fund, day, period, fact.kind, int(period > month), text,
            fact.source, fact.document, fact.by, moment,
        ),
    )  # fmt: skip
    after = int(views.moment[:7] > month)
    rows: list[object] = []
    sums: dict[str, int] = {}
    for number, (account, cents, resident) in enumerate(fact.lines):
        rows += (position, number, team, account, day, cents, fact.fund, period, resident, after)
        sums[account] = sums.get(account, 0) + cents
    views.add("finance_posting", rows)
    for account, cents in sums.items():
        key = (team, account, month)
        standing = views.row("finance_total", *key)
        if standing is None:
            views.put_row("finance_month", key, (fact.fund,))
        views.put_row("finance_total", key, ((standing[0] if standing else 0) + cents,))
    touch_money(views, team)


@on(Entry.EntryReversed)
def entry_reversed(views: Views, fact: Entry.EntryReversed) -> None:
    """Which entry takes it back; that one was posted by itself."""
    row = (views.position, fact.originator_id, fact.reversal, fact.why.packed(), fact.by, fact.team)
    views.add("finance_reversal", row)
    touch_money(views, fact.team)


@on(Register.RegisterBegun)
def register_begun(views: Views, fact: Register.RegisterBegun) -> None:
    """A cash box, or money that is still to be explained."""
    touch_money(views, fact.team)


@on(Register.RegisterMoved)
def register_moved(views: Views, fact: Register.RegisterMoved) -> None:
    """What moved stands with the entry."""
    touch_money(views, fact.team)


@on(Period.PeriodBegun)
def period_begun(views: Views, fact: Period.PeriodBegun) -> None:
    """A period that somebody began to close."""
    _put_period(views, fact, state="open")


@on(Period.PeriodSoftClosed)
def period_soft_closed(views: Views, fact: Period.PeriodSoftClosed) -> None:
    """It takes little."""
    _put_period(views, fact, state="soft", by=fact.by)


@on(Period.PeriodClosed)
def period_closed(views: Views, fact: Period.PeriodClosed) -> None:
    """It takes nothing."""
    _put_period(views, fact, state="closed", open_until=None, closed_at=views.position, by=fact.by)


@on(Period.ReopeningAsked)
def reopening_asked(views: Views, fact: Period.ReopeningAsked) -> None:
    """A second person must agree."""
    _put_period(views, fact, asked_by=fact.by, asked_until=fact.until, why=fact.why.packed())


@on(Period.ReopeningDeclined)
def reopening_declined(views: Views, fact: Period.ReopeningDeclined) -> None:
    """It stays closed."""
    _put_period(views, fact, asked_by=None, asked_until=None, why=None)


@on(Period.PeriodReopened)
def period_reopened(views: Views, fact: Period.PeriodReopened) -> None:
    """It takes entries until a time."""
    _put_period(
        views, fact, state="reopened", open_until=fact.until, asked_by=None, asked_until=None, why=fact.why.packed(),
        by=fact.by,
    )  # fmt: skip


_NEW_PERIOD: dict[str, Any] = dict.fromkeys(
    ("state", "open_until", "closed_at", "asked_by", "asked_until", "why", "by")
)


def _put_period(views: Views, fact: Any, **changes: Any) -> None:
    standing = views.get("finance_period", fact.team, fact.period) or _NEW_PERIOD
    views.put("finance_period", (fact.team, fact.period), **(standing | changes))
    touch_money(views, fact.team)


@on(Proposal.EntryProposed)
def entry_proposed(views: Views, fact: Proposal.EntryProposed) -> None:
    """An entry that waits for a second pair of eyes."""
    _put_proposal(views, fact, [fact.by], [])


@on(Proposal.ProposalChanged)
def proposal_changed(views: Views, fact: Proposal.ProposalChanged) -> None:
    """It is another entry now."""
    standing = views.get("finance_proposal", fact.originator_id) or {}
    _put_proposal(views, fact, [*json.loads(standing["requesters"]), fact.by], json.loads(standing["askers"]))


@on(Proposal.EntryApproved)
def entry_approved(views: Views, fact: Proposal.EntryApproved) -> None:
    """It is posted."""
    deciders = json.dumps(who_did(fact.by, fact.on_behalf_of))
    views.change("finance_proposal", (fact.originator_id,), state="approved", decider=fact.by, deciders=deciders)
    touch_money(views, fact.team)


@on(Proposal.EntryDeclined)
def entry_declined(views: Views, fact: Proposal.EntryDeclined) -> None:
    """It is not posted."""
    views.change("finance_proposal", (fact.originator_id,), state="declined", decider=fact.by, why=fact.why.packed())
    touch_money(views, fact.team)


@on(Proposal.ProposalWithdrawn)
def proposal_withdrawn(views: Views, fact: Proposal.ProposalWithdrawn) -> None:
    """It is no longer wanted."""
    views.change("finance_proposal", (fact.originator_id,), state="withdrawn")
    touch_money(views, fact.team)


def _put_proposal(views: Views, fact: Any, requesters: list[Id], askers: list[Id]) -> None:
    views.put(
        "finance_proposal", (fact.originator_id,),
        team=fact.team, fund=fact.fund, value_date=fact.value_date, period=fact.period, kind=fact.kind,
        lines=json.dumps(fact.lines), text=fact.text, document=fact.document, reverses=fact.reverses,
        content=fact.content, state="proposed", requesters=json.dumps(requesters), decider=None, why=None,
        askers=json.dumps([*askers, *who_did(fact.by, fact.on_behalf_of)]), deciders=None,
    )  # fmt: skip
    touch_money(views, fact.team)
