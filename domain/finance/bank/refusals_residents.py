"""What a line on the bank account of residents refuses: their money leaves it by a withdrawal that two others sign."""

from domain.kernel import Refusal


class AskWithdrawal(Refusal):
    """Geld van een bewoner gaat eraf met een opname waar twee anderen voor tekenen. Vraag die bij Bewoners aan; is hij
    getekend, dan kies je hem bij deze bankregel."""

    field = "resident"


class LineOnResident(Refusal):
    """Deze bankregel staat op naam van een bewoner en gaat niet weer open. Is het geld van een ander, zet het dan bij
    Bewoners op een andere naam: een collega keurt dat goed."""

    status = 409


class LineIsNotWithdrawal(Refusal):
    """Deze bankregel is {amount}, en getekend is voor {asked} van rekening {account}. Kies de opname die hierbij
    hoort."""

    field = "withdrawal"
