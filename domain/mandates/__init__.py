"""The division of authorities: who may spend what until when, and by which decision."""

from domain.mandates.mandate import HOLDER_ROLES, PERS, SPENT_FUNDS, TOGETHER_DAYS, Limits, Mandate
from domain.mandates.purchases import Purchases, purchases_of
from domain.mandates.service import Mandates

__all__ = [
    "HOLDER_ROLES",
    "PERS",
    "SPENT_FUNDS",
    "TOGETHER_DAYS",
    "Limits",
    "Mandate",
    "Mandates",
    "Purchases",
    "purchases_of",
]
