"""The facts of the swap market and of calls as sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from web.places import Places

MARKET = {
    "rosters.ShiftOfferedTo:some": _l("{who} bood de {kind} van {day} aan {to} aan."),
    "rosters.ShiftOfferedTo:back": _l("{who} vroeg {to} om een dienst terug voor de {kind} van {day}."),
    "rosters.OfferDeclined": _l("{person} hoeft de aangeboden {kind} van {day} niet."),
    "rosters.OfferNarrowed": _l("De {kind2} van {day2} kan niet meer terug voor de {kind} van {day}."),
    "rosters.OfferTaken:plain": _l("{person} nam de {kind} van {day} over van {was}."),
    "rosters.OfferTaken:back": _l("{person} en {was} ruilden: de {kind} van {day} tegen de {kind2} van {day2}."),
    "rosters.OfferEnded:withdrawn": _l("{who} trok het aanbod van de {kind} van {day} in."),
    "rosters.OfferEnded:declined": _l("Niemand wilde de {kind} van {day} die {person} aanbood."),
    "rosters.OfferEnded:overtaken": _l("Het aanbod van de {kind} van {day} verviel."),
    "rosters.CalledOut:self": _l("{who} werd opgeroepen tijdens de {kind} van {day}: {clock}."),
    "rosters.CalledOut:other": _l("{who} legde een oproep van {person} vast, tijdens de {kind} van {day}: {clock}."),
    "rosters.CallWithdrawn": _l("{who} trok een oproep van {person} tijdens de {kind} van {day} in."),
    "rosters.OfferWithdrawn:self": _l("{who} houdt de {kind} van {day} toch zelf."),
    "rosters.OfferWithdrawn:other": _l("Het aanbod van de {kind} van {day} verviel."),
}
MARKET_WAYS: dict[str, Callable[[Any, Places], str]] = {
    "rosters.ShiftOfferedTo": lambda fact, _: "back" if fact.against else "some",
    "rosters.OfferTaken": lambda fact, _: "back" if fact.against else "plain",
    "rosters.OfferEnded": lambda fact, _: str(fact.how),
    "rosters.CalledOut": lambda fact, _: "self" if fact.person == fact.by else "other",
    "rosters.OfferWithdrawn": lambda fact, places: "self" if places.whose() == fact.by else "other",
}
