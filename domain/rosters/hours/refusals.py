"""What may not be done with hours for pay, each rule by its name."""

from domain.kernel import Refusal


class MonthUnreadable(Refusal):
    """Deze maand lezen we niet. Kies een maand zoals 2026-03."""

    field = "month"


class MonthNotOver(Refusal):
    """Deze maand is nog niet voorbij, of je laatste dienst moet nog eindigen. Stel de urenstaat daarna op."""


class NothingToState(Refusal):
    """In deze maand staan voor jou geen uren in dit team. Er is niets op te stellen."""


class StatementStands(Refusal):
    """Deze urenstaat staat er al en klopt met het rooster en de vastgelegde uren. Opnieuw opstellen is niet nodig."""


class StatementOutOfDate(Refusal):
    """De uren zijn veranderd nadat deze urenstaat is opgesteld. Stel hem opnieuw op en bevestig dan."""

    status = 409


class StatementObjectedTo(Refusal):
    """Bij deze urenstaat staat een bezwaar. Verbeter eerst de uren en stel hem opnieuw op."""

    status = 409


class NotYourHours(Refusal):
    """Dit is de urenstaat van een collega. Alleen die persoon kan hem bevestigen."""

    status = 403


class OwnHours(Refusal):
    """Dit zijn je eigen uren. Laat een collega uit het team ze goedkeuren."""

    status = 403


class NotYetConfirmed(Refusal):
    """Deze urenstaat is nog niet bevestigd door wie het gaat. Vraag dat eerst."""

    status = 409


class NotYetApproved(Refusal):
    """Niet elke urenstaat in deze lijst is goedgekeurd. Open de pagina opnieuw en verstuur wat er dan staat."""

    status = 409


class AlreadySent(Refusal):
    """Deze urenstaat is al verstuurd en staat vast. Wat later verandert, gaat mee als verschil."""

    status = 409


class ObjectionMissing(Refusal):
    """Schrijf op wat er niet klopt, in hoogstens 500 tekens."""

    field = "text"


class NothingToSend(Refusal):
    """Er staat voor deze maand niets klaar om te versturen."""


class OwnAccount(Refusal):
    """Wat je zelf meeneemt naar een ander jaar, legt een ander vast."""

    status = 403


class CarryUnreadable(Refusal):
    """Vul uren in van ten hoogste 2000, met een min ervoor als er te weinig zijn gewerkt."""

    field = "hours"


class CarryWithoutReason(Refusal):
    """Schrijf op waarom deze uren meegaan, in hoogstens 500 tekens."""

    field = "why"
