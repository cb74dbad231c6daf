"""What is refused about residents' money, each rule by its name."""

from domain.kernel import Refusal


class NotWhereMoneyLies(Refusal):
    """Geld van bewoners ligt op de bankrekening of in de kas van bewoners. Rekening {account} is dat niet."""

    field = "account"


class AmountNotAboveNothing(Refusal):
    """Vul een bedrag in dat hoger is dan nul."""

    field = "amount"


class SameResident(Refusal):
    """Kies een andere bewoner dan op wiens naam het geld nu staat."""

    field = "resident"


class OwnMoneyOnly(Refusal):
    """Je vraagt alleen je eigen geld op. Voor een ander doet een medewerker dat."""

    status = 403


class OwnWithdrawal(Refusal):
    """Je vroeg deze opname zelf, of het is je eigen geld. Twee anderen tekenen."""

    status = 403


class SignedAlready(Refusal):
    """Je tekende deze opname al. Een ander zet de tweede handtekening."""

    status = 409


class WithdrawalIsDecided(Refusal):
    """Deze opname is al getekend, betaald, afgewezen of ingetrokken. Kijk hoe hij nu staat."""

    status = 409


class WithdrawalNotSigned(Refusal):
    """Voor deze opname tekenden nog geen twee anderen. Kies hem als dat is gebeurd."""

    status = 409


class NotEnoughLeft(Refusal):
    """Voor deze opname is nu te weinig geld van deze bewoner over. Wijs de opname af, of teken hem later."""

    status = 409


class NotYourWithdrawal(Refusal):
    """Alleen wie een opname vroeg, trekt hem in. Je kunt hem wel afwijzen."""

    status = 403
