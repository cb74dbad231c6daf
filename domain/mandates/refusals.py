"""What a mandate does not allow, each rule by its name, with what can be done instead."""

from domain.kernel import Refusal


class MandateUnreadable(Refusal):
    """Kies bij een mandaat van welk potje het is, wie het krijgt, en of het bedrag per maand of per jaar telt."""

    field = "funds"


class MandateAmounts(Refusal):
    """Het bedrag per keer is meer dan nul, en het bedrag per maand of jaar is er minstens gelijk aan."""

    field = "per_period"


class MandateDays(Refusal):
    """Een mandaat heeft een eerste en een laatste dag, hoogstens vijf jaar uit elkaar, en eindigt vandaag of later."""

    field = "last"


class TogetherDays(Refusal):
    """Aankopen tellen samen binnen 1 tot 366 dagen. Meestal is dat 30."""

    field = "together"


class DecisionMissing(Refusal):
    """Schrijf op met welk besluit het team dit mandaat gaf, in hoogstens 500 tekens. Bijvoorbeeld: teamoverleg van 12
    februari, punt 4."""

    field = "decision"


class EndWhyMissing(Refusal):
    """Schrijf op waarom dit mandaat eindigt, in hoogstens 500 tekens."""

    field = "why"


class MandateToSelf(Refusal):
    """Een mandaat geef je niet aan jezelf. Laat een ander die plant het geven, of geef het aan een ander."""

    field = "person"
    status = 403


class MandateIsOver(Refusal):
    """Dit mandaat is beëindigd. Wat er nu nog goed te keuren is, kan er niet meer op."""

    field = "mandate"
    status = 409


class MandateNotNow(Refusal):
    """Dit mandaat geldt van {first} tot en met {last}. Vandaag dus niet."""

    field = "mandate"


class NotYourMandate(Refusal):
    """Dit mandaat is van een ander. Alleen wie het heeft, keurt ermee goed."""

    field = "mandate"
    status = 403


class GaveItYourself(Refusal):
    """Dit mandaat gaf je zelf. Wie een mandaat geeft, gebruikt het niet: vraag een collega die het ook heeft."""

    field = "mandate"
    status = 403


class AskerGaveIt(Refusal):
    """Wie dit vraagt, gaf dit mandaat zelf; zo keurt niemand elkaar goed in een kring. Vraag iemand met een mandaat dat
    een ander gaf, of laat een andere planner er een geven."""

    field = "mandate"
    status = 403


class OutsideTheMandate(Refusal):
    """Dit mandaat is niet voor dit potje. Kies een mandaat dat er wel voor is, of vraag het team om een besluit."""

    field = "mandate"


class AccountOutsideMandate(Refusal):
    """Dit mandaat is niet voor rekening {account}. Kies een mandaat dat er wel voor is, of vraag het team om een
    besluit."""

    field = "mandate"


class AboveTheMandate(Refusal):
    """Dit mandaat is tot {most} per keer, en dit is {cents}. Vraag iemand met een hoger mandaat, of het team om een
    besluit."""

    field = "mandate"


class SplitPurchase(Refusal):
    """Bij deze winkel of leverancier is binnen {days} dagen al {beside} goedgekeurd. Samen is dat {together}, en dit
    mandaat is tot {most} per keer. Gedeelde aankopen tellen samen."""

    field = "mandate"


class MandateUsedUp(Refusal):
    """Van dit mandaat is voor deze periode nog {left} over, en dit is {cents}. Wacht op de volgende periode, of vraag
    het team om een besluit."""

    field = "mandate"
