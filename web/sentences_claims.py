"""The facts of mandates, expense claims and payments as sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from web.places import Places

CLAIMS = {
    "mandates.MandateGiven:person": _l(
        "{who} gaf {person} een mandaat tot {per_act} per keer en {per_period}. Besluit: {decision}."
    ),
    "mandates.MandateGiven:role": _l(
        "{who} gaf wie de rol {for_role} heeft een mandaat tot {per_act} per keer en {per_period}. Besluit: {decision}."
    ),
    "mandates.MandateEnded": _l("{who} beëindigde een mandaat."),
    "mandates.MandateUsed": _l("{who} gebruikte een mandaat voor {amount}."),
    "mandates.MandateReturned": _l("Van een mandaat kwam {amount} weer vrij."),
    "mandates.PurchasesBegun": _l("Aankopen bij een nieuwe winkel of leverancier tellen sindsdien samen."),
    "mandates.PurchaseCounted": _l("Een aankoop van {amount} telt mee bij dezelfde winkel of leverancier."),
    "mandates.PurchaseTakenBack": _l("Een aankoop telt niet meer mee bij dezelfde winkel of leverancier."),
    "finance.ClaimMade:receipt": _l("{who} declareerde {amount} bij {supplier}: {text}."),
    "finance.ClaimMade:missing": _l("{who} declareerde {amount} bij {supplier}, zonder bon: {text}."),
    "finance.ClaimChanged:made": _l("{who} veranderde een declaratie: {amount} bij {supplier}, {text}."),
    "finance.ClaimChanged:voided": _l(
        "{who} veranderde een goedgekeurde declaratie: {amount} bij {supplier}, {text}. De goedkeuring verviel."
    ),
    "finance.ClaimApproved": _l("{who} keurde een declaratie goed."),
    "finance.ClaimDeclined": _l("{who} keurde een declaratie niet goed."),
    "finance.ClaimWithdrawn": _l("{who} trok een declaratie in."),
    "finance.ClaimListed": _l("{who} zette een declaratie op de betaallijst."),
    "finance.ClaimUnlisted": _l("{who} haalde een declaratie van de betaallijst."),
    "finance.ClaimPaid:cash": _l("{who} betaalde een declaratie uit de kas."),
    "finance.ClaimPaid:bank": _l("{who} zag dat de bank een declaratie betaalde."),
    "finance.ClaimGivenBack": _l("De bank gaf een declaratie terug; die is weer te betalen."),
    "finance.PaymentListBegun": _l("{who} begon een betaallijst."),
    "finance.PaymentPut": _l("Op de betaallijst kwam {amount} bij."),
    "finance.PaymentTakenOff": _l("Van de betaallijst ging een declaratie af."),
    "finance.PaymentReturned": _l("Een declaratie kwam terug uit betaalbatch {batch}."),
    "finance.ReturnAsked:unpaid": _l(
        "{who} schreef op dat de bank een declaratie uit betaalbatch {batch} niet betaalde."
    ),
    "finance.ReturnAsked:back": _l("{who} schreef op dat de bank een declaratie uit betaalbatch {batch} teruggaf."),
    "finance.ReturnAskedAgain:unpaid": _l(
        "{who} schreef opnieuw op dat de bank een declaratie uit betaalbatch {batch} niet betaalde."
    ),
    "finance.ReturnAskedAgain:back": _l(
        "{who} schreef opnieuw op dat de bank een declaratie uit betaalbatch {batch} teruggaf."
    ),
    "finance.ReturnConfirmed": _l(
        "{who} bevestigde dat de bank een declaratie uit betaalbatch {batch} niet betaalde of teruggaf."
    ),
    "finance.ReturnDropped": _l(
        "De bank weigerde een declaratie uit betaalbatch {batch} toch niet en gaf hem niet terug, zei {who}."
    ),
    "finance.PaymentListExported": _l("{who} maakte betaalbatch {batch} voor de bank, van {amount}."),
}
CLAIM_WAYS: dict[str, Callable[[Any, Places], str]] = {
    "mandates.MandateGiven": lambda fact, _: "person" if fact.person else "role",
    "finance.ClaimMade": lambda fact, _: "receipt" if fact.receipt else "missing",
    "finance.ClaimChanged": lambda fact, _: "voided" if fact.reversal else "made",
    "finance.ClaimPaid": lambda fact, _: fact.how,
    "finance.ReturnAsked": lambda fact, _: "back" if fact.line else "unpaid",
    "finance.ReturnAskedAgain": lambda fact, _: "back" if fact.line else "unpaid",
}
