"""A February with everything that a controller looks for: it is closed, and then more comes to be known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from domain.finance.ledger import Line
from domain.kernel import Id
from tests.harness.money import Purse


@dataclass
class February:
    """Where the log stood when February was closed, and the entries that are told about."""

    purse: Purse
    closed: int
    bus: Id
    back: Id
    late: Id
    kettle: Id


def february(purse: Purse) -> February:
    """Closed on the second of March; until Friday a reversal, a late invoice, a reopening and a move came after."""
    clock = purse.home.clock
    purse.post("2026-01-02", Line("1010", 100_000), Line("8000", -100_000), text="Budget, toegekend")
    purse.pay("2026-02-10", "4310", 25_000)
    purse.post("2026-02-03", Line("1020", 9_000), Line("8100", -9_000), fund="household", text="Bijdragen")
    purse.post("2026-02-04", Line("1001", 7_000), Line("1020", -7_000), fund="household", text="Kas gevuld")
    bus = purse.post("2026-02-19", Line("4350", 8_640), Line("1010", -8_640), text="Busrit 19 februari")
    clock.moment = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    purse.close("2026-01", "2026-02")
    closed = purse.position()
    clock.moment = datetime(2026, 3, 3, 12, 40, tzinfo=UTC)
    back = purse.reverse(bus)
    clock.moment = datetime(2026, 3, 4, 9, 12, tzinfo=UTC)
    late = purse.post("2026-02-26", Line("4310", 31_218), Line("1600", -31_218), text="Schoonmaak februari")
    clock.moment = datetime(2026, 3, 5, 8, 31, tzinfo=UTC)
    purse.reopen("2026-02", "2026-03-05T16:00Z", why="De waterkoker stond bij energie.")
    kettle = purse.post("2026-02-20", Line("4350", 4_995), Line("4310", -4_995), text="Geen energie", period="2026-02")
    clock.moment = datetime(2026, 3, 6, 10, 20, tzinfo=UTC)
    purse.post("2026-02-28", Line("4600", 6_415), Line("1001", -6_415), fund="household", text="Boodschappen, kas")
    clock.moment = datetime(2026, 3, 6, 14, 0, tzinfo=UTC)
    return February(purse, closed, bus, back, late, kettle)
