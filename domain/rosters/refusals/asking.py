"""Whom one may not ask to take a shift, and why."""

from domain.kernel import Refusal


class AskOver(Refusal):
    """Deze vraag is voorbij. De dienst is al vergeven, of er is niemand meer nodig."""

    status = 409


class AskingUnreadable(Refusal):
    """Kies minstens één soort dag en één soort dienst. Of trek in dat het team je mag vragen."""


class NobodyChosen(Refusal):
    """Kies wie je vraagt."""

    field = "person"


class NotOnDuty(Refusal):
    """Vragen doet wie die dag werkt, of een planner."""

    status = 403


class NotAgreed(Refusal):
    """Sprak niet af dat je dit mag vragen."""

    field = "person"


class NotOnDaysOff(Refusal):
    """Is vandaag vrij, en wil dan niet gevraagd worden."""

    field = "person"


class NotOnWorkingDays(Refusal):
    """Werkt vandaag, en wil dan niet gevraagd worden."""

    field = "person"


class NotThisPart(Refusal):
    """Wil voor dit soort dienst niet gevraagd worden."""

    field = "person"


class LivesHere(Refusal):
    """Hoort bij deze woongroep als bewoner of verwant, en valt er niet in."""

    field = "person"


class AwayToday(Refusal):
    """Is er vandaag niet."""

    field = "person"


class WorksElsewhere(Refusal):
    """Werkt elders."""


class NotFree(Refusal):
    """Is die dag niet vrij."""
