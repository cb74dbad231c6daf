"""Expense claims: made by one, approved under a mandate, and paid once, by somebody else than who asked."""

from domain.finance.claims.claim import Claim
from domain.finance.claims.claimed import Claimed, claims_of
from domain.finance.claims.payment_return import PaymentReturn
from domain.finance.claims.payments import PaymentList, payments_of
from domain.finance.claims.service import Claims, WantedClaim
from domain.finance.claims.suppliers import supplier_name

__all__ = [
    "Claim",
    "Claimed",
    "Claims",
    "PaymentList",
    "PaymentReturn",
    "WantedClaim",
    "claims_of",
    "payments_of",
    "supplier_name",
]
