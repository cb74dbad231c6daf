"""The facts of finance as sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from web.places import Places

MONEY = {
    "finance.ChartBegun": _l("{who} begon het rekeningschema."),
    "finance.AccountOpened": _l("{who} zette rekening {account} ({name}) in het rekeningschema."),
    "finance.AccountRenamed": _l("{who} gaf rekening {account} een andere naam: {name}."),
    "finance.AccountMapped": _l("{who} gaf rekening {account} een andere RGS-code."),
    "finance.AccountReopened": _l("{who} opende rekening {account} weer: daar kan weer op worden geboekt."),
    "finance.AccountClosed": _l("{who} sloot rekening {account}: daar wordt niet meer op geboekt."),
    "finance.BooksBegun": _l("{who} begon de boeken van het team."),
    "finance.BooksBegunAgain": _l("{who} liet de boeken van het team toch met {first_month} beginnen."),
    "finance.YearCarriedForward": _l("{who} bracht het resultaat van {year} over naar het volgende jaar."),
    "finance.EntryProposed:entry": _l("{who} stelde een boeking voor van {amount} op {value_day}: {text}."),
    "finance.EntryProposed:reversal": _l("{who} stelde voor een boeking van {amount} terug te draaien: {text}."),
    "finance.ProposalChanged": _l("{who} veranderde het voorstel: {amount} op {value_day}, {text}."),
    "finance.EntryApproved": _l("{who} keurde een voorgestelde boeking goed."),
    "finance.EntryDeclined": _l("{who} keurde een voorgestelde boeking niet goed."),
    "finance.ProposalWithdrawn": _l("{who} trok een voorgestelde boeking in."),
    "finance.EntryPosted:entry": _l("Geboekt: {amount} op {value_day}, {text}."),
    "finance.EntryPosted:late": _l("Te laat geboekt, in {period}: {amount} op {value_day}, {text}."),
    "finance.EntryPosted:reversal": _l("Storno geboekt: {amount} op {value_day}, {text}."),
    "finance.EntryReversed": _l("{who} draaide een boeking terug."),
    "finance.RegisterBegun": _l("Rekening {account} wordt sindsdien per dag bijgehouden."),
    "finance.RegisterMoved:in": _l("Op rekening {account} kwam {amount} bij."),
    "finance.RegisterMoved:out": _l("Van rekening {account} ging {amount} af."),
    "finance.PeriodBegun": _l("{who} begon {period} af te sluiten."),
    "finance.PeriodSoftClosed": _l("{who} sloot {period} voorlopig: alleen wat twee mensen bekeken, komt er nog in."),
    "finance.PeriodClosed": _l("{who} sloot {period} af."),
    "finance.ReopeningAsked": _l("{who} vroeg om {period} te heropenen tot {moment}."),
    "finance.ReopeningDeclined": _l("{who} liet {period} gesloten."),
    "finance.PeriodReopened": _l("{who} stemde ermee in dat {period} open is tot {moment}."),
}


def _posted(fact: Any, _: Places) -> str:
    if fact.kind == "reversal":
        return "reversal"
    return "late" if fact.period > fact.value_date[:7] else "entry"


MONEY_WAYS: dict[str, Callable[[Any, Places], str]] = {
    "finance.EntryProposed": lambda fact, _: "reversal" if fact.reverses else "entry",
    "finance.EntryPosted": _posted,
    "finance.RegisterMoved": lambda fact, _: "in" if fact.cents > 0 else "out",
}
