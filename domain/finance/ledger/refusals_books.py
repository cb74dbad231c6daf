"""What beginning to keep books refuses, each rule by its name, with what can be done instead."""

from domain.kernel import Refusal


class BooksAreBegun(Refusal):
    """De boeken van dit team zijn al begonnen, met {first}. Ga verder met de beginbalans of met een boeking."""

    status = 409


class BooksAreUsed(Refusal):
    """In de boeken van dit team is al geboekt, of er is al een maand gesloten. De eerste maand blijft daarom {first}.
    Wat daarvoor was, hoort in de beginbalans."""

    field = "period"
    status = 409


class BooksTooFar(Refusal):
    """Boeken beginnen op zijn laatst volgende maand, en hoogstens {years} jaar terug. Kijk of het jaar klopt."""

    field = "period"


class OpeningIsTaken(Refusal):
    """De beginbalans van dit potje staat er al. Corrigeer die met een storno en een nieuwe boeking."""

    status = 409
