"""What is refused of an expense claim, each rule by its name, with what can be done instead."""

from domain.kernel import Refusal


class ClaimAmount(Refusal):
    """Een declaratie is meer dan nul euro."""

    field = "amount"


class ClaimDay(Refusal):
    """De dag van de bon is vandaag of eerder, hoogstens een jaar geleden."""

    field = "day"


class SupplierMissing(Refusal):
    """Schrijf op waar je het kocht, in hoogstens 120 tekens."""

    field = "supplier"


class NumberTooLong(Refusal):
    """Een bonnummer heeft hoogstens 60 tekens."""

    field = "number"


class ReceiptMissing(Refusal):
    """Maak een foto van de bon. Is er geen bon, schrijf dan op waarom niet."""

    field = "receipt"


class ReceiptOrReason(Refusal):
    """Er is een foto van de bon, dus een reden waarom hij er niet is hoort er niet bij. Laat een van de twee weg."""

    field = "missing"


class AccountNotForClaims(Refusal):
    """Op rekening {account} kun je niets declareren. Kies een begrotingsregel met kosten van het team, de huishouding
    of de groep."""

    field = "account"


class PaidHow(Refusal):
    """Kies of je het geld uit de kas krijgt of op je rekening."""

    field = "how"


class IbanUnreadable(Refusal):
    """Dit rekeningnummer klopt niet. Typ het zoals op je bankpas, bijvoorbeeld NL91 ABNA 0417 1643 00."""

    field = "iban"


class OwnClaim(Refusal):
    """Wat je zelf declareert, keurt een ander goed of af. Ook niet namens iemand anders."""

    status = 403


class OwnPayment(Refusal):
    """Wat je zelf declareert, betaalt een ander uit. Ook niet namens iemand anders."""

    status = 403


class NotYourClaim(Refusal):
    """Alleen wie declareerde, verandert de declaratie of trekt hem in."""

    status = 403


class ClaimDecided(Refusal):
    """Over deze declaratie is al beslist, of hij is ingetrokken. Kijk hoe hij nu staat."""

    status = 409


class ClaimChanged(Refusal):
    """De declaratie is veranderd nadat je hem opende. Kijk opnieuw, en keur dan goed wat er nu staat."""

    status = 409


class ClaimNotApproved(Refusal):
    """Deze declaratie is niet goedgekeurd (of de goedkeuring verviel). Uitbetalen kan daarna."""

    status = 409


class BankLinePays(Refusal):
    """Van deze bankrekening komen de afschriften hier binnen. Open bij Bank de bankregel en zet daar welke declaraties
    ermee betaald zijn."""

    field = "account"


class OtherMoney(Refusal):
    """Een van deze declaraties is van een ander team of een ander potje dan de bankregel. Kies alleen declaraties van
    hetzelfde potje."""

    field = "claims"


class ClaimIsPaid(Refusal):
    """Deze declaratie is al uitbetaald. Dat gebeurt een keer."""

    status = 409


class ClaimIsListed(Refusal):
    """Deze declaratie staat op de betaallijst. Haal hem er eerst af; dan kan het anders."""

    status = 409


class ClaimIsSent(Refusal):
    """Deze declaratie is al naar de bank gestuurd, in betaalbatch {batch}. Wacht op het afschrift, of schrijf op dat de
    bank hem weigerde."""

    status = 409


class ClaimNotSent(Refusal):
    """Deze declaratie is niet bij de bank. Staat hij nog op de betaallijst, haal hem daar dan van af."""

    status = 409


class ClaimNotPaidByBank(Refusal):
    """Deze declaratie is niet (meer) door de bank betaald, dus het geld kwam er niet van terug. Kijk hoe hij nu staat,
    of kies een andere betaling."""

    status = 409


class ReturnIsAsked(Refusal):
    """Er staat al dat de bank deze betaling weigerde of teruggaf. Een ander bevestigt dat, of schrijft dat het niet zo
    is."""

    status = 409


class NoReturnAsked(Refusal):
    """Er staat niet (meer) dat de bank deze betaling weigerde of teruggaf. Kijk hoe de declaratie nu staat."""

    status = 409


class OwnReturn(Refusal):
    """Wat je zelf opschreef over de bank, bevestigt een ander. Ook niet namens iemand anders."""

    status = 403


class ClaimTakenBack(Refusal):
    """De boeking van deze declaratie is in de boeken teruggedraaid; er is niets meer om uit te betalen. Haal hem van de
    betaallijst als hij daarop staat, en laat wie declareerde hem opnieuw indienen."""

    status = 409


class PaidDay(Refusal):
    """Uitbetalen gebeurde op de dag van de bon of later, en niet na vandaag. Kies een dag daartussen."""

    field = "day"


class NoIban(Refusal):
    """Bij deze declaratie staat geen rekeningnummer. Betaal hem uit de kas, of laat wie declareerde er een invullen."""


class NotOurAccount(Refusal):
    """Kies een bankrekening die het team voor dit potje heeft gekoppeld. Van een andere rekening betaalt het niet."""

    field = "debtor"


class PayeesAccount(Refusal):
    """Dit is de rekening van iemand die het geld krijgt. Kies de rekening waarvan het team betaalt."""

    field = "debtor"


class NothingToPay(Refusal):
    """Er staat niets op de betaallijst. Zet er eerst een goedgekeurde declaratie op, met een rekeningnummer."""

    status = 409


class PayFromCash(Refusal):
    """Kies een kas van hetzelfde potje als de declaratie."""

    field = "account"


class PayFromBank(Refusal):
    """Kies een bankrekening van hetzelfde potje als de declaratie."""

    field = "account"
