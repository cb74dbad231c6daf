"""What the chart of accounts refuses, each rule by its name, with what can be done instead."""

from domain.kernel import Refusal


class CodeUnreadable(Refusal):
    """Een rekening heeft een nummer van hoogstens tien cijfers of hoofdletters. Pas het nummer aan."""

    field = "account"


class NameMissing(Refusal):
    """Een rekening heeft een naam van hoogstens {most} tekens. Typ hem, of maak hem korter."""

    field = "name"


class FundUnknown(Refusal):
    """Dit potje kennen we niet. Kies team, huishouding, groep of bewoners."""

    field = "fund"


class KindUnknown(Refusal):
    """Deze soort kennen we niet. Kies bezit, schuld, eigen geld, opbrengst of kosten."""

    field = "kind"


class UseUnknown(Refusal):
    """Dit gebruik kennen we niet. Kies gewoon, kas, bank, te verklaren, nog te betalen, resultaat, kasverschillen
    of geld van bewoners."""

    field = "use"


class AccountIsThere(Refusal):
    """Rekening {account} bestaat al. Kies een ander nummer."""

    field = "account"


class AccountHasMoney(Refusal):
    """Op rekening {account} staat nog geld: {where}. Boek dat eerst naar een andere rekening; sluit haar daarna."""

    field = "account"


class AccountHasOrders(Refusal):
    """Op rekening {account} staan nog bestellingen open, bij {where}. Laat het team de facturen boeken of de rest laten
    vrijvallen; sluit haar daarna."""

    field = "account"


class AccountIsNeeded(Refusal):
    """Rekening {account} is in dit potje de enige van haar gebruik, en daar kunnen de boeken niet zonder. Klopt
    alleen de naam niet, geef haar dan een andere naam."""

    field = "account"


class AccountIsLinked(Refusal):
    """Rekening {account} neemt de afschriften van een bank, bij {where}. Laat het team eerst bij Bank die koppeling
    sluiten; sluit de rekening daarna."""

    field = "account"


class AccountIsOpen(Refusal):
    """Rekening {account} is al open. Je kunt er gewoon op boeken."""

    status = 409


class UseIsTaken(Refusal):
    """In dit potje heeft rekening {account} dit gebruik al, en er kan er maar een zijn. Kies gewoon als gebruik, of
    geef die rekening een andere naam."""

    field = "use"


class UseDiffers(Refusal):
    """Het gebruik past niet bij de soort. Kas, bank en te verklaren zijn bezit; nog te betalen en geld van bewoners
    zijn schuld; resultaat is eigen geld; kasverschillen zijn kosten."""

    field = "use"


class NotResidentsFund(Refusal):
    """Geld van bewoners staat alleen in het potje van de bewoners. Kies dat potje, of een ander gebruik."""

    field = "use"


class RgsIsTaken(Refusal):
    """Rekening {account} heeft deze RGS-code al; elke code hoort bij een rekening. Laat het leeg of kies een
    andere."""

    field = "rgs"


class TooManyAccounts(Refusal):
    """Het rekeningschema is vol: er passen hoogstens 2000 rekeningen in. Gebruik een rekening die er al is, of geef
    een gesloten rekening een andere naam en open haar weer."""

    field = "account"


class RgsUnreadable(Refusal):
    """Een RGS-code is een woord zoals WPerLesLon. Laat het leeg als je de code niet weet."""

    field = "rgs"
