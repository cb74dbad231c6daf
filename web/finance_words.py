"""The words of money, and how amounts stand in a column: 1.234,50, with a real minus."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_date
from flask import g
from flask_babel import lazy_gettext as _l

from domain.kernel import Money
from projections.finance_overview import accounts
from web.dates import NO_BREAK, as_day, clock, day_month, weekday_short
from web.language import language, names_detail
from web.parts import opened

FUNDS = {
    "team": _l("Team"),
    "household": _l("Huishouding"),
    "group": _l("Groep"),
    "residents": _l("Bewoners"),
}
SHOWN_FUNDS = ("team", "household", "group")
"""Residents' money stands only on the pages of residents."""
BY_FUND = {
    "team": _l("Wat veranderde bij het team"),
    "household": _l("Bij de huishouding"),
    "group": _l("Bij de groep"),
}
KINDS = {
    "asset": _l("bezit"),
    "liability": _l("schuld"),
    "equity": _l("eigen geld"),
    "income": _l("opbrengst"),
    "expense": _l("kosten"),
}
USES = {
    "": _l("gewoon"),
    "cash": _l("kas"),
    "bank": _l("bank"),
    "suspense": _l("te verklaren"),
    "payable": _l("nog te betalen"),
    "result": _l("resultaat"),
    "cash_difference": _l("kasverschillen"),
    "resident": _l("geld van bewoners"),
}
ENTRY_KINDS = {
    "memo": _l("memoriaal"),
    "bank": _l("bank"),
    "cash": _l("kas"),
    "claim": _l("declaratie"),
    "payment": _l("betaling"),
    "invoice": _l("factuur"),
    "reversal": _l("storno"),
    "reclassification": _l("op een andere rekening"),
    "opening": _l("beginbalans"),
    "carry_forward": _l("overgebracht resultaat"),
    "count": _l("kastelling"),
}


PROPOSAL_STATES = {
    "proposed": _l("wacht op een tweede paar ogen"),
    "approved": _l("goedgekeurd"),
    "declined": _l("niet goedgekeurd"),
    "withdrawn": _l("ingetrokken"),
}


def amount(cents: int | None) -> str:
    """1.234,50 or −1.234,50; in English 1,234.50. Nothing for no amount."""
    if cents is None:
        return ""
    return Money(cents).written(language()).replace("€\N{NO-BREAK SPACE}", "").replace("€", "")


def signed(cents: int) -> str:
    """With a plus before what is more."""
    return f"+{amount(cents)}" if cents > 0 else amount(cents)


def fund_word(fund: str) -> str:
    """Whose money it is."""
    return str(FUNDS.get(fund, fund))


def kind_word(kind: str) -> str:
    """What an account is."""
    return str(KINDS.get(kind, kind))


def use_word(use: str) -> str:
    """What the program does with an account."""
    return str(USES.get(use, use))


def entry_word(kind: str) -> str:
    """What an entry is for."""
    return str(ENTRY_KINDS.get(kind, kind))


def day_month_year(day: str) -> str:
    """28 februari 2026."""
    return str(format_date(as_day(day), "d MMMM y", locale=language())).replace(" ", NO_BREAK)


def month_abbr(month: str) -> str:
    """mrt."""
    return str(format_date(as_day(f"{month}-01"), "MMM", locale=language())).replace(".", "")


def moment_short(moment: str | datetime) -> str:
    """wo 4 maart 10:12."""
    return f"{weekday_short(moment)} {day_month(moment)} {clock(moment)}".replace(" ", NO_BREAK)


def fund_changes(fund: str) -> str:
    """The head over what changed in a fund."""
    return str(BY_FUND.get(fund, fund))


def proposal_state(state: str) -> str:
    """How a proposed entry stands."""
    return str(PROPOSAL_STATES[state])


def iban_shown(packed: str) -> str:
    """NL91 ABNA 0417 1643 00."""
    number = opened(packed)
    return NO_BREAK.join(number[place : place + 4] for place in range(0, len(number), 4))


WORDS = (
    month_abbr,
    proposal_state,
    day_month_year,
    moment_short,
    fund_changes,
    amount,
    signed,
    fund_word,
    kind_word,
    use_word,
    entry_word,
    iban_shown,
)
"""The filters of every page of money."""


def account_named(code: str) -> str:
    """An account in a sentence, with its name when there is one: 4350 Kleine inventaris."""
    found = accounts(g.views).get(code) if g and "views" in g else None
    return f"{code} {opened(found.name)}" if found else code


names_detail("account", account_named)
names_detail("fund", fund_word)
names_detail("use", use_word)
