"""What the books refuse, each rule by its name, with what can be done instead."""

from domain.kernel import Refusal


class AccountUnknown(Refusal):
    """Rekening {account} staat niet in het rekeningschema. Kies een rekening uit de lijst."""

    field = "account"


class AccountIsClosed(Refusal):
    """Op rekening {account} wordt niet meer geboekt. Kies een andere rekening."""

    field = "account"


class NoAccountFor(Refusal):
    """In het rekeningschema ontbreekt een rekening van de soort {use} voor het potje {fund}. Vraag de controller om
    die toe te voegen."""

    field = "account"


class TextMissing(Refusal):
    """Schrijf er kort bij waarvoor of waarom, in hoogstens 500 tekens."""

    field = "text"


class DayUnreadable(Refusal):
    """Deze datum lezen we niet. Typ hem als 2026-03-31."""

    field = "value_date"


class DayTooFar(Refusal):
    """Deze datum ligt meer dan een jaar vooruit. Kijk of het jaar klopt."""

    field = "value_date"


class PeriodUnreadable(Refusal):
    """Een boekingsperiode is een maand. Typ hem als 2026-03 of maart 2026."""

    field = "period"


class BooksNotBegun(Refusal):
    """Dit team houdt hier nog geen boeken bij. Begin eerst met de beginbalans."""


class BeforeTheBooks(Refusal):
    """De boeken van dit team beginnen met {first}. Wat daarvoor was, staat in de beginbalans."""

    field = "value_date"


class EntryUnreadable(Refusal):
    """Een boeking heeft twee tot 400 regels, elk met een rekening en een bedrag in hele centen dat niet nul is."""

    field = "lines"


class EntryUnbalanced(Refusal):
    """Debet en credit zijn niet gelijk. Maak het verschil nul; dan kan de boeking door."""

    field = "lines"


class FundsDoNotMix(Refusal):
    """Rekening {account} is van een ander potje. Geld van verschillende potjes komt nooit in een boeking samen:
    maak er twee van."""

    field = "lines"


class ResidentMissing(Refusal):
    """Bij rekening {account} hoort van welke bewoner het geld is. Kies een bewoner."""

    field = "lines"


class ResidentNotHere(Refusal):
    """Alleen geld van bewoners staat op naam van een bewoner. Rekening {account} is daar niet voor."""

    field = "lines"


class ResidentsMoneyLeaves(Refusal):
    """Zo gaat er geld van bewoners weg terwijl maar een ander ernaar keek. Vraag bij Bewoners een opname aan: daar
    tekenen twee anderen voor. Staat er een boeking verkeerd, draai die dan terug."""

    field = "lines"


class PeriodIsClosed(Refusal):
    """De periode {period} is afgesloten. Boek in de eerste open periode (de datum blijft staan), of vraag om
    heropenen."""

    field = "period"


class PeriodClosedAlready(Refusal):
    """De periode {period} is al gesloten. Wat er nog bij moet, komt in de eerste open periode; of vraag om
    heropenen."""

    status = 409


class PeriodBeforeDay(Refusal):
    """Een boeking komt niet in een periode die voor zijn datum ligt, en een storno niet voor wat hij terugdraait.
    Kies een latere periode, of laat hem leeg."""

    field = "period"


class SuspenseLeft(Refusal):
    """Op rekening {account} staat nog geld dat niet verklaard is. Maak die rekening eerst leeg; sluit daarna af. Is
    de maand al gesloten, vraag dan eerst om heropenen."""

    field = "period"


class LinesLeft(Refusal):
    """In de boeken tot en met {period} staan nog bankregels open. Koppel, verdeel of verklaar ze bij Bank; sluit
    daarna af. Is de maand al gesloten, vraag dan eerst om heropenen."""

    field = "period"


class NothingToCarry(Refusal):
    """Over {year} is niets (meer) over te brengen. Je hoeft niets te doen; het volgende jaar begint al goed."""

    status = 409


class PeriodTooFar(Refusal):
    """Deze periode ligt meer dan een jaar vooruit. Kijk of het jaar klopt."""

    field = "period"


class PeriodIsOpen(Refusal):
    """De periode {period} is niet afgesloten. Je kunt er gewoon in boeken; heropenen hoeft niet."""

    status = 409


class EarlierPeriodOpen(Refusal):
    """De periode {period} is nog open. Sluit de periodes af in hun volgorde."""

    field = "period"


class PeriodNotOver(Refusal):
    """De periode {period} is nog niet voorbij. Afsluiten kan vanaf de eerste dag daarna."""

    field = "period"


class NoOpenPeriod(Refusal):
    """Alle periodes vanaf {period} zijn afgesloten. Vraag om heropenen."""

    field = "period"


class ReopeningTime(Refusal):
    """Heropenen kan tot een dag en een uur binnen een maand vanaf nu. Vul allebei in."""

    field = "until"


class NothingAsked(Refusal):
    """Voor {period} is geen heropenen gevraagd, of er is al over beslist. Kijk hoe de maand nu staat, of vraag het
    zelf."""

    status = 409


class ReopeningChanged(Refusal):
    """De vraag om te heropenen is veranderd nadat je haar opende. Kijk opnieuw en stem dan in met wat er nu staat."""

    status = 409


class OwnReopening(Refusal):
    """Jij vroeg om heropenen. Vraag een ander om ermee in te stemmen."""

    status = 403


class CashBelowNothing(Refusal):
    """Dan komt de kas op {day} onder nul. Tel de kas, of kies een andere dag of een andere rekening."""

    field = "lines"


class NotWaiting(Refusal):
    """Over deze boeking is al beslist. Kijk hoe hij nu staat."""

    status = 409


class ContentChanged(Refusal):
    """De boeking is veranderd nadat je hem opende. Kijk opnieuw en keur dan goed wat er nu staat."""

    status = 409


class OwnProposal(Refusal):
    """Wat je zelf vroeg, keurt een ander goed. Ook niet namens iemand anders."""

    status = 403


class NotYourProposal(Refusal):
    """Alleen wie de boeking voorstelde, trekt hem in."""

    status = 403


class EntryIsReversed(Refusal):
    """Deze boeking is al teruggedraaid; dat kan een keer. Was de storno zelf fout, maak dan een nieuwe boeking."""

    status = 409


class BankEntryStays(Refusal):
    """Deze boeking komt van de bank en blijft staan. Hoort het geld ergens anders, maak dan bij Bank de bankregel
    weer open."""

    status = 409


class CarryStays(Refusal):
    """Wat een jaar overbracht, draai je niet terug. Heropen de maand, zet hem goed en breng het jaar opnieuw over:
    dat boekt het verschil."""

    status = 409


class ReversalTooEarly(Refusal):
    """Een storno ligt niet voor de dag van wat hij terugdraait ({day}). Kies die dag of een latere."""

    field = "value_date"


class ReversalStays(Refusal):
    """Een storno draai je niet terug. Maak een nieuwe boeking."""

    status = 409


class YearNotClosed(Refusal):
    """Niet alle periodes van {year} zijn afgesloten: {period} is nog open. Sluit die eerst af."""

    field = "year"


class ResidentUnknown(Refusal):
    """Geld van bewoners staat op naam van iemand die hier woont of woonde. Kies een bewoner van dit team."""

    field = "resident"


class ResidentBelowNothing(Refusal):
    """Daarmee zou deze bewoner op {day} minder dan niets hebben. Kies een lager bedrag, of boek eerst wat erbij
    kwam."""

    field = "amount"


class ResidentAccountIsClosed(Refusal):
    """De rekening van deze bewoner is gesloten. Open hem weer voordat er iets op komt."""

    field = "resident"


class ResidentHasMoney(Refusal):
    """Op deze rekening staat nog geld. Betaal het eerst uit, dan kan de rekening dicht."""

    status = 409
