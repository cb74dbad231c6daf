"""What a bank account, a statement and its lines refuse, each rule by its name, with what can be done instead."""

from domain.kernel import Refusal


class IbanUnreadable(Refusal):
    """Dit rekeningnummer klopt niet. Typ het IBAN over van de bankpas of het afschrift, zoals
    NL91 ABNA 0417 1643 00."""

    field = "iban"


class IbanIsLinked(Refusal):
    """Deze bankrekening is hier of bij een ander team al gekoppeld. Verbreek eerst die koppeling, of koppel een andere
    bankrekening."""

    field = "iban"
    status = 409


class AccountIsTaken(Refusal):
    """Aan rekening {account} is al een bankrekening gekoppeld. Kies een andere rekening, of vraag de controller om
    er een toe te voegen."""

    field = "account"
    status = 409


class NotABankAccount(Refusal):
    """Rekening {account} is geen bankrekening in het rekeningschema. Kies een rekening van de soort bank."""

    field = "account"


class NotLinked(Refusal):
    """De bankrekening die eindigt op {number} is niet gekoppeld bij dit team. Koppel hem eerst aan een rekening van het
    rekeningschema: bij Geld, Bank, of met `driehoek finance link-account`."""

    field = "account"
    status = 404


class BankAccountIsClosed(Refusal):
    """Van deze bankrekening worden geen afschriften meer ingelezen. Koppel hem opnieuw."""

    field = "account"
    status = 409


class OtherAccount(Refusal):
    """In dit bestand staat geen afschrift van de rekening die eindigt op {number}, maar van {others}. Kies het bestand
    van deze rekening, of kies de andere rekening."""

    field = "file"


class OpeningDiffers(Refusal):
    """Het eerste afschrift begint op {day} met {opening}, maar op rekening {account} staat in de boeken {balance}. Het
    verschil is {difference}. Staat er nog geen beginbalans, boek die dan met het bedrag van het afschrift. Staat die er
    al, leg dan een boeking van het verschil voor aan een collega. Lees het afschrift daarna in."""

    field = "file"


class StatementsMissing(Refusal):
    """Tussen de afschriften ontbreekt iets: het laatste eindigt op {last} met {closing}, dit begint op {first} met
    {opening}. Lees eerst de dagen daartussen in."""

    field = "file"


class StatementTooOld(Refusal):
    """Dit afschrift eindigt op {day}, en de boeken zijn al bij tot {last}. Er staan regels in die we niet kennen: de
    eerste is van {booked}, {amount}. Vraag de bank welk afschrift klopt."""

    field = "file"


class LineCorrected(Refusal):
    """In de boeken staat op {day} een bankregel van {amount} die niet in dit bestand staat, en het eindsaldo zou niet
    kloppen. Is het bedrag verbeterd, draai die regel dan terug en vraag de bank om een afschrift van beide."""

    field = "file"


class ClosingDiffers(Refusal):
    """Met de nieuwe regels komt het saldo van de bank op {sum}, maar het afschrift eindigt op {day} met {closing}. Het
    verschil is {difference}. Download de hele periode vanaf {last} opnieuw."""

    field = "file"


class BooksDiffer(Refusal):
    """Met de nieuwe regels staat er op rekening {account} {sum}, maar het afschrift eindigt op {day} met {closing}. Het
    verschil van {difference} is met de hand op deze rekening geboekt, of hoort bij een bankregel die net zo is als een
    die er al staat. Draai terug wat met de hand is geboekt, of stel het verschil voor als eigen boeking; lees het
    afschrift daarna in."""

    field = "file"


class TooManyNewLines(Refusal):
    """In dit bestand staan {many} nieuwe regels. In een keer kunnen er hoogstens {most} bij: lees een kortere periode
    in, en daarna de rest."""

    field = "file"


class StatementAhead(Refusal):
    """Dit afschrift loopt tot {day}, en die dag moet nog komen. Kijk of het bestand goed is, of download het later."""

    field = "file"


class LineStrange(Refusal):
    """De regel op rij {row} (rentedatum {day}, {amount}) is te ver weg of te groot om te boeken. Vraag de bank of het
    bestand goed is."""

    field = "file"


class LineBeforeBooks(Refusal):
    """Dit afschrift heeft een regel van {day}, en de boeken van dit team beginnen met {first}. Lees een afschrift in
    dat later begint; wat ervoor was, staat in de beginbalans."""

    field = "file"


class LineIsNotTheirSum(Refusal):
    """Deze bankregel is {amount}, en de declaraties zijn samen {sum}. Kies declaraties die samen het bedrag zijn."""

    field = "claims"


class LineIsNotThePayment(Refusal):
    """Deze bankregel is {amount}, en de betaling was {sum}. Kies de betaling die precies zo hoog is."""

    field = "claim"


class LinePaysClaims(Refusal):
    """Met deze bankregel zijn declaraties betaald, of kwam er een terug: die gaat niet weer open. Gaf de bank geld
    terug, open dan de bankregel waarmee het binnenkwam en kies daar welke betaling het was."""

    status = 409


class LineIsResolved(Refusal):
    """Deze bankregel is al verwerkt. Maak hem eerst weer open als het anders moet."""

    status = 409


class LineIsOpen(Refusal):
    """Deze bankregel staat nog open, of is er een van nul euro: er is niets om weer open te maken. Zet hem op een
    rekening als hij nog wacht."""

    status = 409


class NotOnThisAccount(Refusal):
    """Een bankregel komt niet op rekening {account}. Kies de rekening waar het geld voor was."""

    field = "account"


class PartsDiffer(Refusal):
    """De delen zijn samen {sum}, maar de bankregel is {amount}. Maak het verschil van {difference} nul."""

    field = "parts"


class PartsOtherSide(Refusal):
    """Elk deel gaat dezelfde kant op als de bankregel van {amount}. Wat de andere kant op gaat, stel je voor als eigen
    boeking: een collega kijkt dan mee."""

    field = "parts"


class PartsMissing(Refusal):
    """Splitsen doe je over minstens twee rekeningen, hoogstens {most}, elk met een bedrag."""

    field = "parts"


class NothingToRuleOn(Refusal):
    """Van deze bankregel is geen regel te maken: kies een die op een rekening staat, met een tegenpartij of een
    omschrijving."""

    status = 409


class RuleIsThere(Refusal):
    """Deze regel is er al: dezelfde tegenpartij of woorden, naar dezelfde rekening. Verander die als het anders is."""

    status = 409


class RuleIsEnded(Refusal):
    """Deze regel wordt niet meer gebruikt. Maak een nieuwe van een bankregel die je verwerkt hebt."""

    status = 409


class RuleUnreadable(Refusal):
    """Een regel kijkt naar een tegenpartij of naar woorden van hoogstens 100 tekens, en naar erbij of eraf."""

    field = "words"


class RuleWordsMissing(Refusal):
    """Zonder tegenpartij gaat een regel op woorden. Vul er minstens een in die bij elke volgende bankregel staat."""

    field = "words"


class NotTheWordsOfThisLine(Refusal):
    """Niet al deze woorden staan bij deze bankregel. Neem er over die de bank schreef."""

    field = "words"


class RangeBackwards(Refusal):
    """Het laagste bedrag is hoger dan het hoogste. Draai ze om, of laat er een leeg."""

    field = "most"


class TooManyRules(Refusal):
    """Er zijn al 500 regels. Stop er eerst een die niet meer nodig is."""

    status = 409


class ThresholdTooHigh(Refusal):
    """De grens ligt tussen nul en {most}. Daarboven kijkt altijd iemand."""

    field = "cents"


class LimitInThePast(Refusal):
    """De grens voor alle teams geldt vanaf vandaag of later. Wat al geboekt is, blijft zoals het is."""

    field = "valid_from"
    status = 409
