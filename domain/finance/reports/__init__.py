"""What leaves the books for good: the report of each close, and batches for the organisation's main ledger."""

from domain.finance.reports.handover import HANDOVER, Batched, MainLedger
from domain.finance.reports.report import Report, report_of
from domain.finance.reports.service import Close, Reports

__all__ = ["HANDOVER", "Batched", "Close", "MainLedger", "Report", "Reports", "report_of"]
