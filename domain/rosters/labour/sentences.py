"""What the rules of working time say, one sentence each."""

from domain.kernel import Refusal


class ShortDailyRestUsed(Refusal):
    """Korte rust: {value} tussen {since} en {until}. Dat mag {allowed} keer per 7 dagen; dit is keer {used}."""


class ShortWeeklyRest(Refusal):
    """Te weinig weekrust tussen {since} en {until}: hoogstens {value} achter elkaar, nodig is {limit}. In
    14 dagen is het {other}.
    """


class OtherWeeklyRest(Refusal):
    """De weekrust tussen {since} en {until} is {value} achter elkaar in plaats van {limit}. In elke 14
    dagen is het genoeg.
    """


class NoLongRest(Refusal):
    """Tussen {since} en {until} is de langste rust {value}. Nodig is {limit}."""


class TooFewSundays(Refusal):
    """Te weinig vrije zondagen tussen {since} en {until}: {value} in plaats van minstens {limit}."""


class TooFewWeekends(Refusal):
    """Te weinig vrije weekenden tussen {since} en {until}: {value} in plaats van minstens {limit}."""


class ShiftTooLong(Refusal):
    """De dienst vanaf {since} duurt {value}. Hoogstens mag {limit}."""


class TooManyHours(Refusal):
    """Te veel uren tussen {since} en {until}: gemiddeld {value} per week. Hoogstens mag {limit}."""


class TooManyHoursAYear(Refusal):
    """Te veel uren tussen {since} en {until}: {value}. Bij dit contract hoort hoogstens {limit}."""


class NightTooLong(Refusal):
    """De nachtdienst vanaf {since} duurt {value}. Hoogstens mag {limit}."""


class LongNightUsed(Refusal):
    """Lange nachtdienst vanaf {since}: {value}. Dat mag {allowed} keer in een periode; dit is keer {used}."""


class TooManyLongNights(Refusal):
    """De lange nachtdienst vanaf {since} is er een te veel: het is nummer {value}. Hoogstens mag {limit}."""


class ShortRestAfterNight(Refusal):
    """Te weinig rust na een nachtdienst: {value} tussen {since} en {until}. Nodig is {limit}."""


class ShortRestAfterNightUsed(Refusal):
    """Korte rust na een nachtdienst: {value} tussen {since} en {until}. Dat mag {allowed} keer per 7
    dagen; dit is keer {used}.
    """


class ShortRestAfterNights(Refusal):
    """Te weinig rust na {nights} nachten achter elkaar: {value} tussen {since} en {until}. Nodig is {limit}."""


class TooManyShiftsInARow(Refusal):
    """Te veel diensten achter elkaar met een nacht erbij: {value} vanaf {since}. Hoogstens mag {limit}."""


class TooManyNights(Refusal):
    """Te veel nachten tussen {since} en {until}: {value}. Hoogstens mag {limit}."""


class TooManyNightHours(Refusal):
    """Te veel nachtwerk tussen {since} en {until}: {value} tussen 0 en 6 uur. Hoogstens mag {limit}."""


class NoDutyToWorkNights(Refusal):
    """De nachtdienst vanaf {since} is bij zwangerschap geen plicht."""


class TooMuchOnCall(Refusal):
    """Te weinig dagen zonder achterwacht tussen {since} en {until}: {value} keer 24 uur. Nodig is {limit} keer."""


class TooLittleOffAltogether(Refusal):
    """Te weinig vrij van werk en achterwacht tussen {since} en {until}: {value} keer 48 uur. Nodig is {limit} keer."""


class OnCallNearNight(Refusal):
    """Achterwacht te dicht op een nachtdienst: {value} ertussen, bij {since}. Nodig is {limit}."""


class TooMuchWorkWithOnCall(Refusal):
    """Te veel werk bij achterwacht tussen {since} en {until}: {value}. Hoogstens mag {limit} per 24 uur."""


class SleepShiftTooLong(Refusal):
    """De slaapdienst vanaf {since} duurt met de diensten eraan vast {value}. Hoogstens mag {limit}."""


class TooManySleepShifts(Refusal):
    """Te veel slaapdiensten tussen {since} en {until}: {value}. Hoogstens mag {limit}."""


class RestNotMadeGood(Refusal):
    """Te weinig rust na een korte rust van {short}: {value} tussen {since} en {until}. Nodig is {limit}."""


class TooLittleRestWithSleep(Refusal):
    """Te weinig rust rond slaapdiensten tussen {since} en {until}: {value}. Nodig is {limit}."""


class ShorterRestWithSleep(Refusal):
    """De rust rond slaapdiensten tussen {since} en {until} is twee keer korter: {value} in plaats van {limit}."""


class BreakTooShort(Refusal):
    """Te weinig pauze in de dienst vanaf {since}: {value}. Nodig is {limit}."""


class SplitShift(Refusal):
    """Een gebroken dienst vanaf {since}, met {value} ertussen. Dat kan alleen als je ermee instemt."""


class KnownTooLate(Refusal):
    """De dienst vanaf {since} is te laat bekend: {value} van tevoren. Nodig is {limit}."""
