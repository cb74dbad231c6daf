"""What may not be done with leave, each rule by its name."""

from domain.kernel import Refusal


class LeaveUnreadable(Refusal):
    """Verlof begint vandaag of later, hoogstens drie jaar vooruit, en de laatste dag ligt hoogstens een jaar na de
    eerste."""

    field = "last"


class LeaveKindUnknown(Refusal):
    """Kies wat voor verlof je wilt."""

    field = "kind"


class LeaveHoursUnreadable(Refusal):
    """Vul het aantal uren per dag in, van een kwartier tot 12 uur, zoals 6 of 7:45."""

    field = "hours"


class LeaveOverlaps(Refusal):
    """Voor een van deze dagen vroeg je al verlof. Trek dat eerst in, of kies andere dagen."""

    field = "first"


class BalanceTooLow(Refusal):
    """Hiermee kom je {hours} uur onder nul. Wil je dat, kies dat dan hieronder."""

    field = "overdraw"


class LeaveDecided(Refusal):
    """Over dit verlof is al besloten, of het is ingetrokken. Kijk hoe het nu staat."""

    status = 409


class OwnLeave(Refusal):
    """Over je eigen verlof beslist een ander."""

    status = 403


class PlannerDecides(Refusal):
    """Over verlof beslist in dit team wie plant. Alleen als die het zelf vraagt en er geen tweede is, doet een collega
    het."""

    status = 403


class WhyMissing(Refusal):
    """Schrijf op waarom het niet kan, in hoogstens 500 tekens."""

    field = "why"


class LeaveHasBegun(Refusal):
    """Dit verlof begon al. Intrekken of besluiten kan tot en met de eerste dag."""

    status = 409


class LeaveNotBegun(Refusal):
    """Dit verlof begon nog niet. Trek het in, en vraag als het nodig is andere dagen."""

    status = 409


class BackUnreadable(Refusal):
    """Kies een dag van vandaag of later, na de eerste dag van het verlof en niet na de laatste."""

    field = "back"


class WhyBackMissing(Refusal):
    """Schrijf op waarom je eerder terug bent, in hoogstens 500 tekens."""

    field = "why"


class ShiftsElsewhere(Refusal):
    """In deze dagen staat nog een dienst in een ander team. Ruil die eerst, of laat dat team hem openzetten."""

    status = 409


class AbsenceIsLeave(Refusal):
    """Dit is verlof dat het team gaf. Trek het in bij Mijn verlof."""

    status = 409


class CreditUnreadable(Refusal):
    """Vul een jaar in, en een aantal uren van ten hoogste 2000 dat niet nul is."""

    field = "hours"


class OwnCredit(Refusal):
    """Op je eigen saldo schrijf je niets bij of af. Laat een ander dat doen."""

    status = 403
