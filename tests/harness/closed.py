"""A month closed with its report, and handed over to the main ledger."""

from __future__ import annotations

from typing import Any

from tests.harness.money import Purse


def closed(home: Any) -> None:
    """The report of what was closed is issued; the controller hands the books over."""
    purse = Purse.standing(home)
    with home.by(purse.bram):
        home.house.reports.issue_reports(purse.team)
    with home.by(purse.cato):
        home.house.teams.identify_organisation(
            name="Stichting De Linde", tax_number="123456782", valid_from="2025-01-01"
        )
        home.house.reports.give_cost_centre(purse.team, centre="4100")
        home.house.reports.hand_over(period="2025-12")
