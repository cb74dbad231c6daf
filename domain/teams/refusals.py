"""What may not be done with a team."""

from domain.kernel import Refusal


class TeamNameMissing(Refusal):
    """Vul een naam in van hoogstens 80 tekens."""

    field = "name"


class OrganisationIsThere(Refusal):
    """De organisatie is al gemaakt. Meld je aan om verder te gaan."""


class TaxNumberWrong(Refusal):
    """Dit is geen RSIN: dat heeft 9 cijfers die samen kloppen. Kijk of er een cijfer verkeerd is getypt."""

    field = "tax_number"


class TeamIsThere(Refusal):
    """Deze woongroep is er al."""


class AlreadyInTeam(Refusal):
    """Deze persoon hoort al bij de woongroep."""

    field = "person"


class AgencyDays(Refusal):
    """Kies een laatste dag vanaf de eerste dag of vandaag, en hoogstens een jaar later."""

    field = "until"


class NotInTeam(Refusal):
    """Deze persoon hoort niet bij de woongroep."""

    field = "person"


class PersonUnknown(Refusal):
    """Deze persoon kennen we niet. Laat de persoon eerst als nieuwe collega, bewoner of verwant binnen."""

    field = "person"


class LastAdministrator(Refusal):
    """Dit is de laatste beheerder van de organisatie. Geef eerst iemand anders deze taak."""

    field = "office"


class RoleUnknown(Refusal):
    """Deze rol bestaat niet. Kies er een uit de lijst."""

    field = "role"


class LastPlanner(Refusal):
    """Dit is de laatste planner van de woongroep. Geef eerst iemand anders deze rol."""

    field = "role"


class DayUnreadable(Refusal):
    """Deze datum lezen we niet. Typ hem als 2026-03-31."""

    field = "since"
