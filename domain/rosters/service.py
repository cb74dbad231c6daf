"""The commands on rosters: reload, decide, save the roster and the agendas in one transaction."""

from __future__ import annotations

from domain.rosters.agreeing import Agreeing
from domain.rosters.asks import Asks
from domain.rosters.calls import Calls
from domain.rosters.copying import Copying
from domain.rosters.exchange import Exchange
from domain.rosters.market import Market
from domain.rosters.self_rostering import SelfRostering
from domain.rosters.shortages import Shortages


class Rosters(Agreeing, Copying, Shortages, SelfRostering, Exchange, Market, Calls, Asks):
    """Everything that is done with rosters."""
