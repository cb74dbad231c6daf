"""What the cash box refuses, each rule by its name."""

from domain.kernel import Refusal


class NotACashBox(Refusal):
    """Rekening {account} is geen kas. Kies een rekening die als kas in het rekeningschema staat."""

    field = "account"


class NotAPurseOfTheTeam(Refusal):
    """In kas {account} ligt geld van bewoners. Vraag bij Bewoners een opname aan: daar tekenen twee anderen voor."""

    field = "account"


class BoxOfResidents(Refusal):
    """In kas {account} ligt geld van bewoners. Daar zijn hier geen tellingen en grenzen van: leg bij Bewoners vast wat
    er inkomt en wat er met een opname uitgaat."""

    field = "account"


class PaidLongAgo(Refusal):
    """Dit is langer dan een jaar geleden betaald. Laat de penningmeester het opschrijven."""

    field = "day"


class CountedSince(Refusal):
    """Op {day} is deze kas geteld en door twee mensen getekend. Wat daarvoor of op die dag was, verandert niet meer.
    Kies vandaag, en tel de kas daarna opnieuw."""

    field = "day"


class PiecesUnreadable(Refusal):
    """Vul per munt en briefje een aantal in van 0 tot en met 9999."""

    field = "pieces"


class NothingCounted(Refusal):
    """Vul in hoeveel er ligt. Is de kas leeg, typ dan ergens een 0."""

    field = "pieces"


class LimitUnreadable(Refusal):
    """Een grens is een bedrag vanaf nul, en voor een aankoop ten hoogste wat er in de kas mag liggen."""

    field = "most"


class CountIsDecided(Refusal):
    """Deze telling is al ondertekend of afgekeurd. Kijk hoe hij nu staat."""

    status = 409


class OtherCountWaits(Refusal):
    """Er wacht al een telling van deze kas op een tweede handtekening. Teken die eerst, of laat hem overdoen."""

    status = 409


class OwnCount(Refusal):
    """Je telde zelf. Een ander telt na en tekent."""

    status = 403


class DifferenceChanged(Refusal):
    """De kas is veranderd nadat je deze telling opende. Kijk opnieuw naar het verschil en teken dan."""

    status = 409


class AboveTheLimit(Refusal):
    """Uit de kas betaal je zelf op een dag samen ten hoogste {most}, ook als je van meer dagen tegelijk
    opschrijft. Maak voor dit bedrag een declaratie, of laat de penningmeester het boeken."""

    field = "amount"


class NoLimitYet(Refusal):
    """Voor deze kas is nog niet afgesproken wat je er zelf uit mag betalen. Vraag het de penningmeester."""

    field = "amount"


class AmountNotAboveNothing(Refusal):
    """Vul een bedrag in dat hoger is dan nul."""

    field = "amount"


class NotAnExpense(Refusal):
    """Uit de kas betaal je kosten. Rekening {account} is daar niet voor; kies een andere."""

    field = "account"


class ReceiptOrReason(Refusal):
    """Voeg een foto van de bon toe. Is er geen bon, schrijf dan op waarom niet."""

    field = "receipt"


class DayNotYet(Refusal):
    """Deze dag moet nog komen. Kies vandaag of eerder."""

    field = "day"
