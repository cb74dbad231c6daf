"""A woongroep with books, for what several processes do with its money at once, and what must then still hold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.finance.claims import WantedClaim
from domain.finance.ledger import Line, NewAccount, Proposal
from domain.kernel import OPERATOR, Acting, Id, act_as, id_of, today
from domain.mandates import Limits
from domain.policies import Hire
from projections.house import House

TEAM = id_of("team", "bench purse")
KEEPERS = tuple(id_of("person", f"bench keeper {number}") for number in range(4))
"""They keep the books together; none of them asks for anything."""
ASKER = id_of("person", "bench asker")
IN_THE_BOX, SPENT, LIMIT = 100, 30, 100
"""Cents in each cash box, what each of four takes from it, and what a mandate allows to them together."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """So many rounds, each with a cash box, a period, a mandate, and ids of its own."""

    number: int
    first: str

    @classmethod
    def until_today(cls, number: int) -> Rounds:
        """The last so many months that are over."""
        months = today().year * 12 + today().month - 1 - number
        return cls(number, f"{months // 12}-{months % 12 + 1:02d}")

    def period(self, number: int) -> str:
        """The period of a round."""
        months = int(self.first[:4]) * 12 + int(self.first[5:]) - 1 + number
        return f"{months // 12}-{months % 12 + 1:02d}"

    @staticmethod
    def box(number: int) -> str:
        """The account of a cash box."""
        return f"K{number:05d}"

    def other(self, number: int) -> int:
        """The number of a round's second cash box, and of its second mandate."""
        return self.number + number


def one(what: str, number: int, racer: int = 0) -> Id:
    """The id of something of a round, perhaps of one racer."""
    return id_of("bench purse", what, str(number), str(racer))


def mandate(number: int) -> Id:
    """The id of a mandate."""
    return one("mandate", number)


def begun(data: Path, database: str | None, number: int) -> Rounds:
    """Begin the books, with everything on which the rounds rest."""
    rounds, house = Rounds.until_today(number), House(data, database)
    with act_as(Acting(OPERATOR, "")):
        people = [Hire(person, "Keeper", since="2020-01-01", roles=("finance",)) for person in (*KEEPERS, ASKER)]
        house.staffing.found_organisation(
            name="Bench", administrator=Hire(id_of("person", "bench planner"), "Planner", since="2020-01-01"),
            team=TEAM, team_name="Purse",
        )  # fmt: skip
        house.staffing.import_people(hires={TEAM: people}, founded={})
        boxes = [rounds.box(n) for n in range(2 * number)]
        house.ledger.open_accounts(
            [
                NewAccount("1010", "Bank", "team", "asset", "bank"),
                NewAccount("1600", "Nog te betalen", "team", "liability", "payable"),
                NewAccount("4350", "Kleine inventaris", "team", "expense"),
                *(NewAccount(box, f"Kas {box}", "team", "asset", "cash") for box in boxes),
            ]
        )
        house.ledger.begin_books(TEAM, first=rounds.first)
        lines = [Line(box, IN_THE_BOX) for box in boxes]
        house.ledger.take_opening(
            TEAM, fund="team", lines=[*lines, Line("1010", -IN_THE_BOX * len(boxes))], text="Beginbalans"
        )
        for n in range(2 * number):
            house.mandates.give_mandate(
                TEAM, mandate=mandate(n), funds=("team",), limits=Limits(LIMIT, LIMIT, "year", 1),
                first=f"{today().year}-01-01",
                last=f"{today().year + 1}-12-31", decision="Afgesproken", for_role="finance",
            )  # fmt: skip
    with act_as(Acting(ASKER, "")):
        for n in range(number):
            _asked(house, rounds, n)
    house.close()
    return rounds


def _asked(house: House, rounds: Rounds, number: int) -> None:
    """What one asks for and the others race for: entries, reversals of one entry, and claims."""
    ledger, day = house.ledger, today().isoformat()
    lines = (Line("4350", SPENT), Line("1010", -SPENT))
    _propose(house, one("same", number), day)
    _propose(house, one("posted", number), day)
    with act_as(Acting(KEEPERS[0], "")):
        ledger.approve_entry(one("posted", number), content=content(house, one("posted", number)))
    for racer in range(len(KEEPERS)):
        ledger.propose_reversal(
            id_of("finance.entry", one("posted", number)), proposal=one("back", number, racer), text="Stond er al"
        )
        ledger.propose_entry(
            TEAM, proposal=one("late", number, racer), fund="team", value_date=f"{rounds.period(number)}-15",
            lines=lines, text="In een maand die sluit",
        )  # fmt: skip
        _claim(house, one("purchase", number, racer))
    _claim(house, one("claim", number))


def _propose(house: House, proposal: Id, day: str) -> None:
    lines = (Line("4350", SPENT), Line("1010", -SPENT))
    house.ledger.propose_entry(TEAM, proposal=proposal, fund="team", value_date=day, lines=lines, text="Een boeking")


def _claim(house: House, claim: Id) -> None:
    wanted = WantedClaim("4350", SPENT, today().isoformat(), f"Winkel {claim[:8]}", "Iets kleins", missing="Weg")
    house.claims.make_claim(TEAM, claim=claim, wanted=wanted)


def content(house: House, proposal: Id) -> str:
    """The hash of what stands in a proposal."""
    found = house.workspace.get(Proposal, proposal)
    assert found
    return found.content


def broken(house: House) -> Iterator[str]:
    """What the log says that may not be, read from its bytes."""
    closed: set[str] = set()
    boxes: Counter[str] = Counter()
    used: Counter[Id] = Counter()
    once: Counter[tuple[str, str]] = Counter()
    for recorded in house.workspace.facts(0, 10_000_000):
        fact = json.loads(recorded.state)
        if recorded.topic == "finance.PeriodClosed":
            closed.add(fact["period"])
        elif recorded.topic == "finance.EntryPosted":
            if fact["period"] in closed:
                yield f"posted in {fact['period']} at {recorded.position}, after it was closed"
            if sum(cents for _, cents, _ in fact["lines"]):
                yield f"not in balance at {recorded.position}"
            boxes.update({account: 0 for account, _, _ in fact["lines"]})
            for account, cents, _ in fact["lines"]:
                boxes[account] += cents
                if account.startswith("K") and boxes[account] < 0:
                    yield f"{account} below nothing at {recorded.position}"
        elif recorded.topic == "mandates.MandateUsed":
            used[recorded.originator_id] += fact["cents"]
        if recorded.topic in ("finance.EntryReversed", "finance.EntryApproved", "finance.ClaimPaid"):
            once[recorded.topic, recorded.originator_id] += 1
    yield from (f"mandate {id} spent {cents}" for id, cents in used.items() if cents > LIMIT)
    yield from (f"{topic} {many} times for {id}" for (topic, id), many in once.items() if many > 1)
