"""Who keeps the books of a home in the demo, and what they do: propose, let a colleague approve, close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.finance.ledger import Line, Proposal
from domain.kernel import Id, id_of
from web.demo.cast import Carer, Home
from web.demo.stage import Life, Stage

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """Something to book: on its own day, from when it is known."""

    day: date
    text: str
    lines: tuple[Line, ...]
    known: date
    fund: str = "team"
    kind: str = "memo"
    period: str | None = None


def spent(day: date, text: str, account: str, cents: int, *, out_of: str = "1010", fund: str = "team") -> Item:
    """Cents for an account out of another, known on the day itself."""
    return Item(day, text, (Line(account, cents), Line(out_of, -cents)), day, fund)


class Books:
    """The books of one home."""

    def __init__(self, stage: Stage, home: Home, controller: Id) -> None:
        self.stage, self.home, self.controller = stage, home, controller
        self.keeper = home.carers[2].id
        self.carried: set[int] = set()
        self.owed = 0
        """What was still to be paid when the books began."""

    @property
    def seconds(self) -> list[Carer]:
        """Colleagues who look at what the keeper proposes."""
        return [self.home.carers[n] for n in (0, 1, 3)]

    def second(self) -> Id:
        """One of them."""
        return self.stage.random.choice(self.seconds).id

    def in_box(self, account: str, day: date) -> int:
        """What lies in a cash box at the end of a day, in cents."""
        return self.stage.house.cash.register(self.home.id, account).balance(day.isoformat())

    def propose(self, item: Item) -> Id:
        """The keeper proposes it; the id of the proposal."""
        proposal = self.stage.fresh("proposal")
        self.stage.act(
            self.keeper, self.stage.house.ledger.propose_entry,
            self.home.id, proposal=proposal, fund=item.fund, value_date=item.day.isoformat(), lines=item.lines,
            text=item.text, kind=item.kind, period=item.period,
        )  # fmt: skip
        return proposal

    def approve(self, proposal: Id, *, by: Id) -> Id:
        """A colleague approves what stands there; the id of the entry."""
        found = self.stage.house.workspace.get(Proposal, proposal)
        if found:
            self.stage.act(by, self.stage.house.ledger.approve_entry, proposal, content=found.content)
        return id_of("finance.entry", proposal)

    def reverse(self, entry: Id, *, why: str) -> Id:
        """The keeper proposes to take an entry back; the id of the proposal."""
        proposal = self.stage.fresh("proposal")
        self.stage.act(
            self.keeper, self.stage.house.ledger.propose_reversal,
            entry, proposal=proposal, text=why, value_date=self.stage.today().isoformat(),
        )  # fmt: skip
        return proposal

    def close(self, period: str) -> Life:
        """Close a month, which issues its report; with January the year before is carried forward."""
        ledger = self.stage.house.ledger
        self.stage.act(self.keeper, self.stage.house.reports.close_period, self.home.id, period)
        before = int(period[:4]) - 1
        if period.endswith("-01") and before not in self.carried:
            yield self.stage.soon(5, 15)
            self.stage.act(self.keeper, ledger.carry_forward, self.home.id, year=before)
            self.carried.add(before)
        elif int(period[:4]) in self.carried:
            yield self.stage.soon(5, 15)
            self.stage.act(self.keeper, ledger.carry_forward, self.home.id, year=before + 1)
