"""Rosters: demand, shifts, who works them, and what the law says of that."""

from domain.rosters import actions
from domain.rosters.agenda import Agenda, agenda_of
from domain.rosters.demand import Demand, ShiftKind, demand_of
from domain.rosters.labour import Verdict
from domain.rosters.points import Points, PointSet, points_of
from domain.rosters.roster import Roster, roster_of
from domain.rosters.rounds import Rounds, rounds_of
from domain.rosters.service import Rosters
from domain.rosters.verdicts import Booking, Case, judge

__all__ = [
    "Agenda",
    "Booking",
    "Case",
    "Demand",
    "PointSet",
    "Points",
    "Roster",
    "Rosters",
    "Rounds",
    "ShiftKind",
    "Verdict",
    "actions",
    "agenda_of",
    "demand_of",
    "judge",
    "points_of",
    "roster_of",
    "rounds_of",
]
"""`actions`: who may do what is declared before any command of rosters names it."""
