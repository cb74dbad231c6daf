"""What every slice stands on."""

from domain.kernel.acting import OPERATOR, Acting, NobodyActing, act_as, acting
from domain.kernel.authority import (
    EVERYONE,
    Allowed,
    Authority,
    Denied,
    Relation,
    Relations,
    RelationSource,
    declare,
    declared_actions,
    may,
)
from domain.kernel.clock import (
    AMSTERDAM,
    FixedClock,
    fixed_clock,
    instant,
    minutes_between,
    now,
    parse_instant,
    today,
)
from domain.kernel.command import DecideAgain, Desk, Service, command
from domain.kernel.fact import Aggregate, Fact, FirstFact, Part, fact_class, fact_fields, fact_topics
from domain.kernel.four_eyes import by_whom, did_that, who_did, who_does
from domain.kernel.ids import Id, id_of, new_id, read_id
from domain.kernel.money import Money, cents_of, whole_cents
from domain.kernel.refusal import Busy, CommandReused, InvalidInput, NotAllowed, NotStored, NotThere, Refusal
from domain.kernel.sealed import Sealed, Sealer, keyed
from domain.kernel.spending import Mandating, Spending
from domain.kernel.typed import iso_day, printable

__all__ = [
    "AMSTERDAM",
    "EVERYONE",
    "OPERATOR",
    "Acting",
    "Aggregate",
    "Allowed",
    "Authority",
    "Busy",
    "CommandReused",
    "DecideAgain",
    "Denied",
    "Desk",
    "Fact",
    "FirstFact",
    "FixedClock",
    "Id",
    "InvalidInput",
    "Mandating",
    "Money",
    "NobodyActing",
    "NotAllowed",
    "NotStored",
    "NotThere",
    "Part",
    "Refusal",
    "Relation",
    "RelationSource",
    "Relations",
    "Sealed",
    "Sealer",
    "Service",
    "Spending",
    "act_as",
    "acting",
    "by_whom",
    "cents_of",
    "command",
    "declare",
    "declared_actions",
    "did_that",
    "fact_class",
    "fact_fields",
    "fact_topics",
    "fixed_clock",
    "id_of",
    "instant",
    "iso_day",
    "keyed",
    "may",
    "minutes_between",
    "new_id",
    "now",
    "parse_instant",
    "printable",
    "read_id",
    "today",
    "who_did",
    "who_does",
    "whole_cents",
]
