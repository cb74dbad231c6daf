"""Demand: shift kinds and how many of each on which day, as tables."""

from __future__ import annotations

import json

from domain.kernel import Id
from domain.rosters import Demand
from projections.fold import Views, on
from projections.tables import temporal

temporal(
    "rosters_kind", key=("team", "code"), columns=("name", "place", "start", "minutes", "breaks", "needs", "no_next")
)
temporal("rosters_weekday_demand", key=("team", "code", "weekday"), columns=("least",))
temporal("rosters_date_demand", key=("team", "code", "date"), columns=("least",))


@on(Demand.DemandBegun)
def demand_begun(views: Views, fact: Demand.DemandBegun) -> None:
    """Whose demand it is."""
    views.put("rosters_stream", (fact.originator_id,), team=fact.team, person=None)


@on(Demand.PeriodOpened)
def period_opened(views: Views, fact: Demand.PeriodOpened) -> None:
    """Stands with the roster itself."""


@on(Demand.ShiftKindDefined)
def shift_kind_defined(views: Views, fact: Demand.ShiftKindDefined) -> None:
    """A kind with its times from now on."""
    views.put(
        "rosters_kind", (_team(views, fact.originator_id), fact.code),
        name=fact.name, place=fact.place, start=fact.start, minutes=fact.minutes, breaks=fact.breaks,
        needs=json.dumps(fact.needs), no_next=json.dumps(fact.no_next),
    )  # fmt: skip


@on(Demand.ShiftKindRetired)
def shift_kind_retired(views: Views, fact: Demand.ShiftKindRetired) -> None:
    """The kind and what was wanted of it are gone."""
    team = _team(views, fact.originator_id)
    views.drop("rosters_kind", (team, fact.code))
    for row in views.rows("rosters_weekday_demand", team=team, code=fact.code):
        views.drop("rosters_weekday_demand", (team, fact.code, row["weekday"]))
    for row in views.rows("rosters_date_demand", team=team, code=fact.code):
        views.drop("rosters_date_demand", (team, fact.code, row["date"]))


@on(Demand.WeekdayDemandSet)
def weekday_demand_set(views: Views, fact: Demand.WeekdayDemandSet) -> None:
    """How many on a weekday."""
    views.put("rosters_weekday_demand", (_team(views, fact.originator_id), fact.code, fact.weekday), least=fact.least)


@on(Demand.DateDemandSet)
def date_demand_set(views: Views, fact: Demand.DateDemandSet) -> None:
    """How many on a date."""
    key = (_team(views, fact.originator_id), fact.code, fact.date)
    if fact.least is None:
        views.drop("rosters_date_demand", key)
    else:
        views.put("rosters_date_demand", key, least=fact.least)


def _team(views: Views, demand: Id) -> Id:
    """The team whose demand it is; what shows it changes."""
    stream = views.row("rosters_stream", demand)
    if stream is None:
        raise KeyError(demand)
    team: Id = stream[0]
    views.touch(team)
    return team
