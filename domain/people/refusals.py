"""What may not be done with a person."""

from domain.kernel import Refusal


class NameMissing(Refusal):
    """Vul een naam in van hoogstens 120 tekens."""

    field = "name"


class PersonIsThere(Refusal):
    """Deze persoon staat er al in."""


class HoursOutOfRange(Refusal):
    """Vul contracturen in tussen 0 en 48 per week, bijvoorbeeld 28 of 24,5."""

    field = "hours"


class DateUnreadable(Refusal):
    """Deze datum lezen we niet. Typ hem als 2026-03-31."""

    field = "since"


class CompetenceUnknown(Refusal):
    """Een bekwaamheid is een code van hoogstens 20 letters, cijfers of streepjes, zoals medicatie."""

    field = "competences"


class EmailUnreadable(Refusal):
    """Dit e-mailadres lezen we niet."""

    field = "email"


class FromAgency(Refusal):
    """Wie van een bureau komt, heeft hier geen account en geen contract.
    Wordt dat anders? Schrijf de persoon dan in als collega."""

    status = 409


class AgencyMissing(Refusal):
    """Vul de naam van het bureau in, met hoogstens 80 tekens."""

    field = "agency"


class AlreadyDisowned(Refusal):
    """Dit is al gemeld als niet door jou gedaan."""


class NotDoneInYourName(Refusal):
    """Dit staat niet op jouw naam."""
