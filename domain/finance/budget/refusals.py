"""What budgets and commitments refuse, each rule by its name."""

from domain.kernel import Refusal


class NotABudgetAccount(Refusal):
    """Rekening {account} kan niet in deze begroting. Kies kosten of opbrengsten van hetzelfde potje."""

    field = "account"


class BudgetUnreadable(Refusal):
    """Een begroting heeft regels met een rekening en twaalf bedragen vanaf nul, voor een jaar van 2000 tot en met
    2099."""

    field = "lines"


class NothingBudgeted(Refusal):
    """Vul bij minstens een rekening een bedrag in."""

    field = "lines"


class NothingChanges(Refusal):
    """Deze begroting is gelijk aan wat er staat. Verander eerst een bedrag."""

    field = "lines"


class NoBudgetYet(Refusal):
    """Voor dit potje en dit jaar is nog geen begroting vastgesteld. Stel die eerst voor."""

    status = 409


class OtherBudgetWaits(Refusal):
    """Er wacht al een voorstel voor deze begroting op een ander. Laat dat eerst vaststellen, of trek het in."""

    status = 409


class BudgetDecided(Refusal):
    """Over dit voorstel is al beslist. Kijk hoe de begroting nu staat."""

    status = 409


class OwnBudget(Refusal):
    """Jij stelde dit voor. Een ander stelt het vast, ook niet namens iemand anders."""

    status = 403


class ExpectedInThePast(Refusal):
    """Dit jaar is voorbij: een bestelling staat in de begroting van het jaar waarin de factuur wordt verwacht. Kies een
    dag in dit jaar of later."""

    field = "expected"


class InvoiceMissing(Refusal):
    """Maak een foto van de factuur. Is er geen papier, schrijf dan op waarom niet."""

    field = "document"


class InvoiceOrReason(Refusal):
    """Er is een foto van de factuur. Een reden waarom die er niet is hoort er niet bij: laat een van de twee weg."""

    field = "missing"


class NumberTooLong(Refusal):
    """Een factuurnummer heeft hoogstens 60 tekens."""

    field = "number"


class NotYourBudget(Refusal):
    """Alleen wie het voorstelde, trekt het in."""

    status = 403


class ShiftUnreadable(Refusal):
    """Verschuiven gaat van een rekening naar een andere van dezelfde soort, met een bedrag boven nul."""

    field = "amount"


class TooMuchShifted(Refusal):
    """Op rekening {account} is in maand {month} niet zoveel begroot. Verschuif minder, of kies een andere maand."""

    field = "amount"


class NotAnOrder(Refusal):
    """Een verplichting is voor kosten. Rekening {account} is daar niet voor; kies een andere."""

    field = "account"


class AmountNotAboveNothing(Refusal):
    """Vul een bedrag in dat hoger is dan nul."""

    field = "amount"


class BelowInvoiced(Refusal):
    """Er is al meer gefactureerd dan dit bedrag. Kies een hoger bedrag, of laat de rest vrijvallen."""

    field = "amount"


class InvoiceAboveOrder(Refusal):
    """Van deze bestelling staat nog {left} open. Klopt de hogere factuur, laat dan wie bestelde het bedrag eerst
    aanpassen."""

    field = "amount"


class CommitmentIsOver(Refusal):
    """Van deze verplichting staat niets meer open. Voer een nieuwe in als er weer iets besteld is."""

    status = 409


class OwnCommitment(Refusal):
    """Jij voerde deze verplichting in. Een ander kijkt naar de factuur en boekt die."""

    status = 403


class InvoiceStands(Refusal):
    """Deze factuur is niet teruggedraaid, of de verplichting is er al voor teruggezet. Draai eerst de boeking van de
    factuur terug, met de reden."""

    status = 409


class RateUnreadable(Refusal):
    """Een uurtarief is een bedrag boven nul tot duizend euro, met een dag vanaf wanneer het geldt."""

    field = "amount"


class RateIsSo(Refusal):
    """Dit tarief geldt al zo. Vul een ander bedrag of een andere dag in."""

    status = 409
