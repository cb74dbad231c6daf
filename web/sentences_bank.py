"""The facts of bank accounts, statements and rules as sentences. Who paid whom stands on the page of the line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from web.places import Places

BANK = {
    "finance.BankAccountLinked": _l("{who} koppelde een bankrekening aan rekening {account}."),
    "finance.BankAccountRelinked": _l("{who} koppelde een bankrekening opnieuw, aan rekening {account}."),
    "finance.BankAccountClosed": _l("{who} verbrak de koppeling van een bankrekening met rekening {account}."),
    "finance.BankPlaceTaken": _l("Rekening {account} volgt sindsdien een bankrekening."),
    "finance.BankPlaceTakenAgain": _l("Rekening {account} volgt opnieuw een bankrekening."),
    "finance.BankPlaceFreed": _l("Rekening {account} is vrij voor een andere bankrekening."),
    "finance.StatementImported": _l("{who} las een bankafschrift in voor rekening {account}: {new_lines}."),
    "finance.LineTaken:open": _l("Bankregel van {value_day} overgenomen; die moet nog verklaard worden."),
    "finance.LineTaken:rule": _l("Bankregel van {value_day} overgenomen; een regel zette die op zijn rekening."),
    "finance.LineTaken:nothing": _l("Bankregel van {value_day} zonder bedrag overgenomen."),
    "finance.LineMatched": _l("{who} zette een bankregel op rekening {account}."),
    "finance.ClaimsPaidByLine": _l("{who} betaalde declaraties met een bankregel."),
    "finance.ClaimBackByLine": _l("Met een bankregel gaf de bank een declaratie terug die ze had betaald."),
    "finance.LineSplit": _l("{who} splitste een bankregel over {parts} rekeningen."),
    "finance.LineExplained": _l("{who} verklaarde een bankregel."),
    "finance.LineProposed": _l("{who} stelde voor waar een bankregel van bewoners hoort; een ander bevestigt dat."),
    "finance.LineReleased": _l("{who} maakte een bankregel weer open."),
    "finance.RulesBegun": _l("{who} begon regels voor bankregels te maken."),
    "finance.RuleMade": _l("{who} maakte een regel die bankregels op rekening {account} zet."),
    "finance.RuleChanged": _l("{who} veranderde de regel die bankregels op rekening {account} zet."),
    "finance.RuleEnded": _l("{who} stopte een regel voor bankregels."),
    "finance.MatchingLimitBegun": _l("{who} begon vast te leggen tot welk bedrag regels van alle teams zelf boeken."),
    "finance.MatchingLimitSet": _l(
        "{who} legde vast dat regels van alle teams vanaf {valid_from} tot {amount} zelf boeken."
    ),
    "finance.ThresholdSet": _l("{who} legde vast dat regels tot {amount} zelf boeken."),
}


def _taken(fact: Any, _: Places) -> str:
    if fact.entry is None:
        return "nothing"
    return "rule" if fact.rule else "open"


BANK_WAYS: dict[str, Callable[[Any, Places], str]] = {"finance.LineTaken": _taken}
