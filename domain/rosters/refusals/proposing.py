"""Why a proposal cannot be asked for, taken over or let go."""

from domain.kernel import Refusal


class AlreadySearching(Refusal):
    """Er wordt al een voorstel gezocht voor dit rooster. Wacht tot het er is, of stop het."""

    status = 409


class NothingToPropose(Refusal):
    """Alles is bezet. Er valt niets voor te stellen."""

    status = 409


class ProposalOver(Refusal):
    """Dit voorstel geldt niet meer. Vraag een nieuw voorstel."""

    status = 409


class NotSearching(Refusal):
    """Er wordt niet meer gezocht. Open de pagina opnieuw."""

    status = 409


class AlternativeUnknown(Refusal):
    """Kies een van de mogelijkheden van dit voorstel."""

    field = "alternative"


class SecondsUnreadable(Refusal):
    """Kies hoelang er gezocht wordt: 1 tot en met 120 seconden."""

    field = "seconds"


class WhyLetGo(Refusal):
    """Zeg kort waarom jullie dit voorstel weggooien."""

    field = "reason"


class NothingFits(Refusal):
    """Van deze mogelijkheid past nu niets meer. Er is niets veranderd. Vraag een nieuw voorstel."""

    status = 409


class ChangesTogether(Refusal):
    """De diensten in dit voorstel hangen samen. Iemand die plant neemt het in een keer over."""

    status = 403


class SomethingChanged(Refusal):
    """Dit voorstel past niet meer in zijn geheel, want er is intussen iets veranderd. Vraag een nieuw voorstel."""

    status = 409


class AskFirst(Refusal):
    """Dit deel is voor iemand van een andere woongroep. Vraag het eerst: na een ja staat de dienst in het rooster."""

    status = 409


class AskedAlready(Refusal):
    """Hiervoor valt niets meer te vragen: het is gevraagd, bezet of begonnen."""

    status = 409
