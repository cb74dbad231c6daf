"""What the organisation decides on the rules of working time, and what somebody agrees to and asks of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.kernel import Id, id_of, today

HOUSE_RULE = """set = "huis"
title = "Cao Gehandicaptenzorg met onze huisregel"

[[version]]
source = "Besluit bestuur"
includes = "cao-ghz"

[[version.change]]
id = "atw-5:3-2"
rest_minutes = 661
"""


def agreed(home: Any, person: Id, *, by: Id) -> None:
    """Every fact of it: rules of the house, two consents of which one is taken back, protection that is ended."""
    house, first = home.house, today().isoformat()
    last = (today() + timedelta(days=20)).isoformat()
    with home.by(by):
        house.rule_book.decide_rules(id_of("rules"), rules=HOUSE_RULE, since=last, decision="Verslag bestuur, punt 3")
    with home.by(person):
        for name, until in (("days", last), ("day", first)):
            house.rosters.agree_to_deviation(
                id_of("deviation", name), rule="cao-ghz-6:6-split", first=first, last=until, why="Zo kan ik naar huis"
            )
        house.rosters.withdraw_deviation(id_of("deviation", "days"))
        house.rosters.ask_protection(id_of("protection"), first=first, last=last, tells=[by])
        house.rosters.end_protection(id_of("protection"))
