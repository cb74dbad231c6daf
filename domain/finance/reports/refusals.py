"""What reports and the hand-over refuse, each rule by its name."""

from domain.kernel import Refusal


class PeriodStillRuns(Refusal):
    """De periode {period} is nog niet voorbij. Overdragen kan vanaf de eerste dag daarna."""

    field = "period"


class NothingToHandOver(Refusal):
    """Tot en met {period} is er niets nieuws geboekt. Er hoeft niets naar de hoofdadministratie."""

    field = "period"


class CostCentreUnreadable(Refusal):
    """Een kostenplaats is een code van hoogstens tien cijfers, letters, punten of streepjes. Pas de code aan."""

    field = "centre"


class CostCentreTaken(Refusal):
    """Kostenplaats {centre} is al van een ander team. Kies een andere code, of geef dat team eerst een andere."""

    field = "centre"
