"""Books of ten teams over five years, as long as one likes: real facts, written straight into the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from domain.finance.ledger import Entry, Line, NewAccount, Proposal
from domain.kernel import OPERATOR, Acting, act_as, fixed_clock, id_of
from domain.policies import Hire
from projections.house import House

TEAMS = tuple(id_of("bench", "team", str(number)) for number in range(10))
FIRST, DAYS = date(2021, 1, 1), 1826
BEGIN = datetime(2021, 1, 1, 9, tzinfo=UTC)
AFTER = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""When the books are looked at: five years later."""
KEEPS, SECOND = id_of("bench", "keeps"), id_of("bench", "second")
EXPENSES = tuple(f"43{number:02d}" for number in range(22))
LATE, REVERSED = 33, 101
"""One of so many entries comes forty days late, one of so many is taken back."""
ON_CREDIT, PAID_AFTER = 5, 151
"""One of so many entries of a team is still to be paid; it is paid so many entries of that team later."""
_BATCH = 20_000


def found(data: Path) -> None:
    """Found ten teams with one chart and books of their own, kept by two who look at each other's entries."""
    house = House(data)
    with fixed_clock(BEGIN), act_as(Acting(OPERATOR, "")):
        hires = [Hire(KEEPS, "Kim", since="2021-01-01"), Hire(SECOND, "Sam", since="2021-01-01")]
        house.staffing.found_team(TEAMS[0], name="Team 0", hires=hires)
        for number, team in enumerate(TEAMS[1:], start=1):
            house.staffing.found_team(team, name=f"Team {number}")
        house.teams.give_role(TEAMS[0], person=KEEPS, role="finance", since="2021-01-01")
        house.ledger.open_accounts(
            [
                NewAccount("1010", "Bank", "team", "asset", "bank"),
                NewAccount("1600", "Nog te betalen", "team", "liability", "payable"),
                *(NewAccount(code, f"Kosten {code}", "team", "expense") for code in EXPENSES),
                NewAccount("8000", "Budget", "team", "income"),
            ]
        )
        for team in TEAMS:
            house.ledger.begin_books(team, first="2021-01")
    with fixed_clock(BEGIN):
        post(house, 0, day="2021-01-01")
    house.close()


def post(house: House, number: int, *, day: str = "2025-12-30") -> None:
    """One entry as it goes through the service: one proposes, another approves."""
    proposal = id_of("bench", "proposal", str(number))
    lines = (Line(EXPENSES[number % len(EXPENSES)], 1_000 + number), Line("1010", -1_000 - number))
    with act_as(Acting(KEEPS, "")):
        house.ledger.propose_entry(
            TEAMS[0], proposal=proposal, fund="team", value_date=day, lines=lines, text="Boodschappen"
        )
    waiting = house.workspace.get(Proposal, proposal)
    assert waiting
    with act_as(Acting(SECOND, "")):
        house.ledger.approve_entry(proposal, content=waiting.content)


def write(data: Path, entries: int) -> None:
    """Found the teams, and write so many entries of two postings into the log."""
    found(data)
    connection = sqlite3.connect(data / "events.db", isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    template = orjson.loads(
        connection.execute("SELECT state FROM stored_events WHERE topic = ?", (Entry.EntryPosted.TOPIC,)).fetchone()[0]
    )
    batch: list[tuple[str, int, str, bytes]] = []
    for row in _facts(template, entries):
        batch.append(row)
        if len(batch) >= _BATCH:
            _insert(connection, batch)
            batch.clear()
    _insert(connection, batch)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _insert(connection: sqlite3.Connection, batch: list[tuple[str, int, str, bytes]]) -> None:
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (?,?,?,?)", batch
    )
    connection.execute("COMMIT")


def _facts(template: dict[str, Any], entries: int) -> Iterator[tuple[str, int, str, bytes]]:
    """The rows of the log: entries in the order of posting, some late, some taken back by the one after them."""
    taken: tuple[str, dict[str, Any]] | None = None
    for number in range(entries):
        posted = FIRST + timedelta(days=number * DAYS // entries)
        moment = datetime(posted.year, posted.month, posted.day, 9, tzinfo=UTC) + timedelta(seconds=number % 30_000)
        entry = f"{number + 1:032x}"
        fact = template | {"timestamp": moment.isoformat(), "source": f"proposal:{entry}"}
        if taken:
            original, old = taken
            fact |= {name: old[name] for name in ("team", "value_date", "period")}
            fact |= {"kind": "reversal", "lines": [[code, -cents, None] for code, cents, _ in old["lines"]]}
            reversing = {"team": old["team"], "reversal": entry, "why": template["text"]}
            own = {name: fact[name] for name in _OWN if name in fact}
            yield original, 2, Entry.EntryReversed.TOPIC, orjson.dumps(own | reversing)
            taken = None
        else:
            day = max(posted - timedelta(days=40), FIRST) if number % LATE == 0 else posted
            fact |= {"team": TEAMS[number * 7 % 10], "value_date": day.isoformat(), "period": moment.isoformat()[:7]}
            fact["lines"] = _lines(number)
            if number % REVERSED == 100:
                taken = entry, fact
        yield entry, 1, Entry.EntryPosted.TOPIC, orjson.dumps(fact)


_OWN = ("timestamp", "by", "role", "on_behalf_of", "reason", "command", "cause")


def _lines(number: int) -> list[list[Any]]:
    cents = 100 + number * 7919 % 250_000
    if number % 29 == 0:
        return [["1010", cents * 40, None], ["8000", -cents * 40, None]]
    of_team = number // len(TEAMS)
    if of_team % ON_CREDIT == PAID_AFTER % ON_CREDIT and of_team >= PAID_AFTER:
        owed = 100 + (number - PAID_AFTER * len(TEAMS)) * 7919 % 250_000
        return [["1600", owed, None], ["1010", -owed, None]]
    other = "1600" if of_team % ON_CREDIT == 0 else "1010"
    return [[EXPENSES[number * 31 % len(EXPENSES)], cents, None], [other, -cents, None]]
