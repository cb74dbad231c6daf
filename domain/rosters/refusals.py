"""What may not be done with a roster, each rule by its name."""

from domain.kernel import Refusal


class PeriodUnreadable(Refusal):
    """Een periode is 1 tot 8 weken lang en begint op een maandag."""

    field = "first"


class PeriodOverlaps(Refusal):
    """Voor deze dagen is er al een rooster."""

    field = "first"


class RosterClosed(Refusal):
    """Deze periode is gesloten. Vraag een planner om een correctie."""


class NotYetPublished(Refusal):
    """Dit rooster is nog niet gepubliceerd."""


class NotInThisState(Refusal):
    """Het rooster is al in een andere stand gezet. Kijk hoe het nu staat."""

    status = 409


class DayOutsidePeriod(Refusal):
    """Deze dag valt buiten de periode van het rooster."""

    field = "date"


class KindUnknown(Refusal):
    """Deze dienstsoort kent de woongroep niet."""

    field = "kind"


class KindUnreadable(Refusal):
    """Een dienstsoort heeft een code van 1 tot 3 letters of cijfers, een begintijd en een duur van 1 tot 24 uur."""

    field = "code"


class KindIsThere(Refusal):
    """De woongroep heeft al een dienst {code} met andere tijden. Importeer in een andere woongroep."""

    field = "code"


class DemandUnreadable(Refusal):
    """Vul een aantal in van 0 tot 50."""

    field = "least"


class ShiftGone(Refusal):
    """Deze dienst is er niet meer. Kijk hoe het rooster nu staat."""

    status = 409


class TakenByOther(Refusal):
    """Iemand anders was eerst: deze dienst is al vergeven."""

    status = 409


class ChangedMeanwhile(Refusal):
    """Dit vak is net veranderd door iemand anders. Kijk hoe het nu staat en kies opnieuw."""

    status = 409


class NotYourShift(Refusal):
    """Dit is niet jouw dienst. Vraag wie er staat om hem aan te bieden."""


class TakenTooLongAgo(Refusal):
    """Terugdraaien kan tot 10 minuten nadat je een open dienst nam. Bied hem aan, of vraag een planner."""

    status = 409


class ShiftNotOffered(Refusal):
    """Deze dienst is niet open en niet aangeboden. Vraag wie er staat om te ruilen."""

    status = 409


class ShiftIsOver(Refusal):
    """Deze dienst is al begonnen. Leg vast welke uren echt zijn gewerkt, of vraag een planner om een correctie."""


class ShiftNotOver(Refusal):
    """Deze dienst is nog niet begonnen. Gewerkte uren leg je vast als de dienst bezig of voorbij is."""


class SwapGone(Refusal):
    """Dit ruilvoorstel is er niet meer."""

    status = 409


class SwapNotForYou(Refusal):
    """Dit ruilvoorstel is niet aan jou gedaan."""


class SwapWithYourself(Refusal):
    """Ruilen doe je met een dienst van een collega."""


class HoursUnreadable(Refusal):
    """Vul een begin en een einde in, met hoogstens 24 uur ertussen, en een pauze die korter is dan de dienst."""

    field = "start"


class AbsenceUnreadable(Refusal):
    """Een afwezigheid begint niet later dan zij eindigt en duurt hoogstens twee jaar."""

    field = "last"


class AbsenceGone(Refusal):
    """Deze afwezigheid is er niet meer."""

    status = 409


class WishUnreadable(Refusal):
    """Een wens is graag, liever niet of kan niet."""

    field = "level"


class AskOver(Refusal):
    """Deze vraag is voorbij. De dienst is al vergeven, of er is niemand meer nodig."""

    status = 409


class AskingUnreadable(Refusal):
    """Kies minstens één soort dag en één soort dienst. Of trek in dat het team je mag vragen."""


class NobodyChosen(Refusal):
    """Kies wie je vraagt."""

    field = "person"


class NotOnDuty(Refusal):
    """Vragen doet wie die dag werkt, of een planner."""

    status = 403


class NotAgreed(Refusal):
    """Sprak niet af dat je dit mag vragen."""

    field = "person"


class NotOnDaysOff(Refusal):
    """Is vandaag vrij, en wil dan niet gevraagd worden."""

    field = "person"


class NotOnWorkingDays(Refusal):
    """Werkt vandaag, en wil dan niet gevraagd worden."""

    field = "person"


class NotThisPart(Refusal):
    """Wil voor dit soort dienst niet gevraagd worden."""

    field = "person"


class AwayToday(Refusal):
    """Is er vandaag niet."""

    field = "person"


class WorksElsewhere(Refusal):
    """Werkt elders."""


class NotFree(Refusal):
    """Is die dag niet vrij."""


class NotAMember(Refusal):
    """{who} hoort op die dag niet bij de woongroep."""

    field = "person"


class AlreadyBooked(Refusal):
    """Al bezet: er is die dag al een dienst van {start} tot {end}."""


class PersonAbsent(Refusal):
    """Afwezig op die dag."""


class TooLittleRest(Refusal):
    """Te weinig rust: tussen de dienst tot {start} en de dienst vanaf {end} zit {rest}. Nodig is {limit} rust."""


class CompetenceMissing(Refusal):
    """Voor deze dienst is nodig: {code}."""


class MayNotFollow(Refusal):
    """Een dienst {kind} mag niet na een dienst {before} komen."""


class CannotThatDay(Refusal):
    """Gaf aan die dag niet te kunnen."""


class RatherNot(Refusal):
    """Werkt die dienst liever niet."""


class TooManyOfKind(Refusal):
    """Eigen grens: hoogstens {limit} diensten {kind} in deze periode. Dit wordt de {value}e."""


class TooManyMinutes(Refusal):
    """Eigen grens: hoogstens {limit} in deze periode. Dit wordt {value}."""


class TooManyInARow(Refusal):
    """Eigen grens: hoogstens {limit} dagen achter elkaar. Dit worden er {value}."""


class TooManyWeekends(Refusal):
    """Eigen grens: hoogstens {limit} weekenden in deze periode. Dit wordt het {value}e."""


class TextTooLong(Refusal):
    """Houd het korter: hoogstens 500 tekens."""

    field = "reason"


class RoundsAreOpen(Refusal):
    """De rondes van dit rooster zijn al open. Verander hun datums als het anders moet."""

    status = 409


class RoundsUnreadable(Refusal):
    """De rondes volgen op elkaar en eindigen voor het rooster begint: eerst wensen, dan gaten, dan publiceren."""

    field = "wishes_until"


class JokersUnreadable(Refusal):
    """Vul een aantal jokers in van 0 tot 10."""

    field = "jokers"


class WishesAreOver(Refusal):
    """De ronde van de wensen is voorbij. Neem een gat, ruil met een collega of vraag het aan wie plant."""

    status = 409


class GapsNotYet(Refusal):
    """Het is nog de ronde van de wensen. Gaten neem je in de volgende ronde; een wens kan nu."""

    status = 409


class GapsAreOver(Refusal):
    """De ronde van de gaten is voorbij. Vraag het aan wie plant, of wacht tot het rooster is gepubliceerd."""

    status = 409


class JokersUsedUp(Refusal):
    """Je jokers zijn op: je hebt er {jokers} in deze periode. Haal er een weg om hem ergens anders te gebruiken."""

    status = 409


class JokerWithoutWish(Refusal):
    """Zet eerst een wens op deze dag, en dan de joker erop."""


class JokersElsewhere(Refusal):
    """Een joker gebruik je in de ronde van de wensen. Voor deze dag is er geen ronde open."""

    status = 409


class PointsUnreadable(Refusal):
    """Vul een aantal punten in van 0 tot 99."""

    field = "night"
