"""The division of authorities: who may spend what until when, and by which decision."""

from domain.mandates.mandate import (
    HOLDER_ROLES,
    PERS,
    SPENT_FUNDS,
    TOGETHER_DAYS,
    Limits,
    Mandate,
    check_amounts,
    check_scope,
)
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
    "check_amounts",
    "check_scope",
    "purchases_of",
]
