"""Hours for pay: what a month comes to, who agreed with it, and what was sent."""

from domain.rosters.hours.batch import PayMonth, pay_month_of
from domain.rosters.hours.figures import Away, Figures, Work
from domain.rosters.hours.service import Hours, HoursSource, clean_month, month_days
from domain.rosters.hours.statement import HoursStatement, statement_of

__all__ = [
    "Away",
    "Figures",
    "Hours",
    "HoursSource",
    "HoursStatement",
    "PayMonth",
    "Work",
    "clean_month",
    "month_days",
    "pay_month_of",
    "statement_of",
]
