"""Woongroepen and the organisation they belong to: who lives and works there, and in which role."""

from domain.teams.organisation import ORGANISATION, Organisation
from domain.teams.service import Teams
from domain.teams.tax_number import clean_tax_number
from domain.teams.woongroep import Woongroep

__all__ = ["ORGANISATION", "Organisation", "Teams", "Woongroep", "clean_tax_number"]
