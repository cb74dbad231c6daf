"""What may not be done with rosters, shifts, hours and absences."""

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


class NotShort(Refusal):
    """Hier staan al zoveel diensten als de woongroep vraagt."""

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


class OfferGone(Refusal):
    """Dit aanbod is er niet meer. De dienst is ingetrokken of veranderd."""

    status = 409


class SwapNotForYou(Refusal):
    """Dit ruilvoorstel is niet aan jou gedaan."""


class SwapWithYourself(Refusal):
    """Ruilen doe je met een dienst van een collega."""


class HoursUnreadable(Refusal):
    """Vul een begin en een einde in, met hoogstens 24 uur ertussen, en een pauze die korter is dan de dienst."""

    field = "start"


class NotOnCall(Refusal):
    """Dit is geen bereikbaarheidsdienst. Leg hier gewone uren vast."""


class OnCallHours(Refusal):
    """Dit is een bereikbaarheidsdienst: leg vast wanneer je bent opgeroepen. Bereikbaar zijn is zelf geen werk."""


class CallUnreadable(Refusal):
    """Een oproep begint in de bereikbaarheidsdienst, duurt minstens een minuut en is nu voorbij."""

    field = "start"


class CallOverlaps(Refusal):
    """In deze tijd staat al een oproep. Trek die eerst in, of kies andere tijden."""

    field = "start"


class CallGone(Refusal):
    """Deze oproep is er niet meer."""

    status = 409


class WasCalledOut(Refusal):
    """In deze bereikbaarheidsdienst is iemand opgeroepen. Trek de oproep eerst in als hij niet klopt."""

    status = 409


class AbsenceUnreadable(Refusal):
    """Een afwezigheid begint niet later dan zij eindigt en duurt hoogstens twee jaar."""

    field = "last"


class AbsenceGone(Refusal):
    """Deze afwezigheid is er niet meer."""

    status = 409


class WishUnreadable(Refusal):
    """Een wens is graag, liever niet of kan niet."""

    field = "level"


class TextTooLong(Refusal):
    """Houd het korter: hoogstens 500 tekens."""

    field = "reason"
