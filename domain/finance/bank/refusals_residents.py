"""What a line on the bank account of residents refuses: their money leaves it by a withdrawal that two others sign."""

from domain.kernel import Refusal


class AskWithdrawal(Refusal):
    """Geld van een bewoner gaat eraf met een opname waar twee anderen voor tekenen. Vraag die bij Bewoners aan; is hij
    getekend, dan kies je hem bij deze bankregel."""

    field = "resident"


class TwoPeople(Refusal):
    """Wat van de rekening van bewoners afging, boekt niemand alleen. Stel bij de bankregel voor waar het hoort; een
    collega bevestigt dat bij Bewoners."""

    field = "account"
    status = 409


class AccountNeeded(Refusal):
    """Wat van de rekening van bewoners afging, komt altijd op een rekening. Kies er een, en stel het voor."""

    field = "account"


class OneIsEnough(Refusal):
    """Deze bankregel verwerk je zelf: zet hem op een rekening, splits hem of verklaar hem."""

    status = 409


class ProposalWaits(Refusal):
    """Voor deze bankregel wacht al een voorstel. Trek het in, of laat een collega er bij Bewoners over beslissen."""

    status = 409


class NothingProposed(Refusal):
    """Voor deze bankregel is niets voorgesteld. Kijk hoe hij nu staat."""

    status = 409


class LineOnResident(Refusal):
    """Deze bankregel staat op naam van een bewoner en gaat niet weer open. Is het geld van een ander, zet het dan bij
    Bewoners op een andere naam: een collega keurt dat goed."""

    status = 409


class LineIsNotWithdrawal(Refusal):
    """Deze bankregel is {amount}, en getekend is voor {asked} van rekening {account}. Kies de opname die hierbij
    hoort."""

    field = "withdrawal"
