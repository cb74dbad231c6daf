"""What keeps residents' money where it is: it leaves by a withdrawal that two others sign, and by no other entry."""

from __future__ import annotations

from collections.abc import Sequence

from domain.finance.ledger import refusals
from domain.finance.ledger.chart import Chart
from domain.finance.ledger.entry import Line

WHERE_IT_LIES = ("bank", "cash")


def check_stays(chart: Chart, fund: str, lines: Sequence[Line]) -> None:
    """What one proposes and one approves takes nothing from residents together, nor from where their money lies.

    What comes in and what goes from one to another may. Raises ResidentsMoneyLeaves, AccountUnknown.
    """
    if fund != "residents":
        return
    theirs = sum(line.cents for line in lines if line.resident)
    lies = sum(line.cents for line in lines if chart.account(line.account).use in WHERE_IT_LIES)
    if theirs > 0 or lies < 0:
        raise refusals.ResidentsMoneyLeaves


def check_names(lines: Sequence[Line]) -> None:
    """An opening, which one person posts, only puts money on names; raises ResidentsMoneyLeaves."""
    if any(line.resident and line.cents > 0 for line in lines):
        raise refusals.ResidentsMoneyLeaves
