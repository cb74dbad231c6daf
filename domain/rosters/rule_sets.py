"""The organisation's own rules of working time: a cao of another date, or stricter house rules, from a day on."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, Refusal, Sealed, id_of, today
from domain.rosters.labour import Rules, read_set, rules_at
from domain.rosters.labour.rule import plain
from domain.rosters.labour.sets import RulesUnreadable
from domain.rosters.labour.stricter import require_lawful
from domain.rosters.lawful import LAW, Decided

Document = dict[str, Any]
"""One version of a set, whatever it includes written out: as `labour.sets.read_set` reads it."""

RULES: Id = id_of("rule_sets")
"""The id of the organisation's rules, always the same."""
LARGEST = 64_000


class RulesFileUnreadable(Refusal):
    """De regels kunnen niet worden gelezen. Op regel {line} van het bestand, bij {place}: {what}."""

    field = "rules"


class RulesTooLong(Refusal):
    """Dit bestand is te groot: hoogstens {limit} tekens."""

    field = "rules"


class RulesInThePast(Refusal):
    """Regels gaan in vanaf vandaag of later. Oude roosters houden de regels van hun dag."""

    field = "date"


class DecisionMissing(Refusal):
    """Noem het besluit waarmee deze regels zijn vastgesteld, bijvoorbeeld het verslag met de datum."""

    field = "decision"


class SameRules(Refusal):
    """Deze regels gelden op die dag al. Er verandert niets."""

    field = "rules"


class RuleSets(Aggregate):
    """What the organisation decided on working time, by the day from which it holds."""

    TOPIC = "rosters.RuleSets"

    class RuleSetsBegun(FirstFact):
        """The organisation began to decide on rules of working time of its own."""

        TOPIC = "rosters.RuleSetsBegun"

    class RulesDecided(Fact):
        """The organisation decided by which rules of working time rosters are judged from a day on."""

        TOPIC = "rosters.RulesDecided"
        version: Id
        since: str
        rules: Document
        decision: Sealed

    @event(RuleSetsBegun)
    def __init__(self) -> None:
        self.versions: list[list[str]] = []
        """Each as id, day and the document as text."""

    def decide(self, version: Id, rules: Rules, *, since: str, decision: Sealed) -> None:
        """Take the rules from a day on; raises RulesInThePast, and SameRules when they hold then already."""
        if since < today().isoformat():
            raise RulesInThePast
        document = plain(rules)
        standing = [one for one in self.decided() if one.since <= since]
        if standing and plain(standing[-1].rules) == document:
            raise SameRules
        self._rules_decided(version=version, since=since, rules=document, decision=decision)

    def decided(self) -> tuple[Decided, ...]:
        """The versions in the order in which they hold."""
        return decided_of((version, since, text) for version, since, text in self.versions)

    @event(RulesDecided)
    def _rules_decided(self, version: Id, since: str, rules: Document, decision: Sealed) -> None:
        self.versions.append([version, since, json.dumps(rules)])


def decided_of(versions: Iterable[tuple[Id, str, str]]) -> tuple[Decided, ...]:
    """What was decided, in the order in which it holds: of two from the same day the later decision."""
    return tuple(Decided(id, since, _rules(text)) for id, since, text in sorted(versions, key=lambda one: one[1]))


@lru_cache(64)
def _rules(text: str) -> Rules:
    return read_set(json.loads(text))[0]


def read_rules(text: str, since: str) -> Rules:
    """The one version in a TOML file, from a day on; raises a sentence that names the line and the field.

    Raises LaxerThanLaw when the law asks more.
    """
    if len(text) > LARGEST:
        raise RulesTooLong(limit=str(LARGEST))
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at (?:line (\d+), column \d+|end of document)\)", str(error))
        line = (at[1] if at and at[1] else None) or str(text.count("\n") + 1)
        what = "dit is geen TOML: let op aanhalingstekens, haken en het isgelijkteken"
        raise RulesFileUnreadable(line=line, place="TOML", what=what) from None
    except RecursionError:
        raise RulesFileUnreadable(line="1", place="TOML", what="er staan te veel haken in elkaar") from None
    try:
        rules = _one_version(document, since)
    except RulesUnreadable as error:
        place = str(error.details["place"])
        raise RulesFileUnreadable(line=str(line_of(text, place)), place=place, what=error.details["what"]) from None
    require_lawful(rules, rules_at(LAW, since))
    return rules


def _one_version(document: Document, since: str) -> Rules:
    versions = document.get("version")
    if not isinstance(versions, list) or len(versions) != 1 or not isinstance(versions[0], dict):
        raise RulesUnreadable(place="version", what="zet er precies een versie in: [[version]]")
    given = versions[0].setdefault("valid_from", since)
    if str(given) != since:
        raise RulesUnreadable(place="version 1, valid_from", what="dit is een andere dag dan de dag van het besluit")
    return read_set(document)[0]


def line_of(text: str, place: str) -> int:
    """The line that a place such as `version 1, atw-5:3-2, rest_minutes` is on, as near as it can be told."""
    lines, at = text.splitlines() or [""], 0
    for part in place.split(", "):
        name = "version" if part.startswith("version ") else part
        named = re.compile(rf"(\[\[?[\w.]*)?\b{re.escape(name)}\b\s*(=|\]|$)|[\"']{re.escape(name)}[\"']")
        at = next((number for number in range(at, len(lines)) if named.search(lines[number])), at)
    return at + 1
