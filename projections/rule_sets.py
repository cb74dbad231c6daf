"""By which rules of working time rosters are judged, as the organisation decided."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from domain.kernel import Id
from domain.rosters.labour import Rules
from domain.rosters.lawful import Decided, rules_on
from domain.rosters.rule_sets import RuleSets, decided_of
from projections.fold import Views, on, touch_all
from projections.roster_shapes import rows
from projections.tables import temporal

temporal("rosters_rules", key=("version",), columns=("since_day", "rules", "decision", "decided_by", "moment"))


@on(RuleSets.RulesDecided)
def rules_decided(views: Views, fact: RuleSets.RulesDecided) -> None:
    """A version, for every team from its day on."""
    views.put(
        "rosters_rules", (fact.version,), since_day=fact.since, rules=json.dumps(fact.rules), decision=fact.decision,
        decided_by=fact.by, moment=views.moment,
    )  # fmt: skip
    touch_all(views, [row["team"] for row in views.rows("teams_team")])


@dataclass(frozen=True, slots=True)
class Decision:
    """What the organisation decided: the rules, from when, by whom and on what ground."""

    version: Id
    since: str
    rules: Rules
    decision: str
    """Packed and sealed."""
    by: Id
    moment: str
    position: int


def decided(views: sqlite3.Connection) -> tuple[Decided, ...]:
    """The organisation's own rules in the order in which they hold."""
    found = rows(views, "SELECT version, since_day, rules FROM rosters_rules ORDER BY since_day, since")
    return decided_of(found)


def decisions(views: sqlite3.Connection) -> list[Decision]:
    """Every decision on the rules, the one that holds last first."""
    known = {one.version: one.rules for one in decided(views)}
    found = rows(
        views,
        "SELECT version, since_day, decision, decided_by, moment, since FROM rosters_rules "
        "ORDER BY since_day DESC, since DESC",
    )
    return [
        Decision(version, since, known[version], decision, by, moment, position)
        for version, since, decision, by, moment, position in found
    ]


def rules_for(views: sqlite3.Connection, day: str) -> Rules:
    """The rules by which a day is judged, as known at the connection's moment."""
    return rules_on(day, decided(views))
