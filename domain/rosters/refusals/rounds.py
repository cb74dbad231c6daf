"""What may not be done in the rounds of self-rostering."""

from domain.kernel import Refusal


class RoundsAreOpen(Refusal):
    """De rondes van dit rooster zijn al open. Verander hun datums als het anders moet."""

    status = 409


class RoundsUnreadable(Refusal):
    """De rondes volgen op elkaar en eindigen voor het rooster begint: eerst wensen, dan gaten, dan publiceren."""

    field = "wishes_until"


class JokersUnreadable(Refusal):
    """Vul een aantal jokers in van 0 tot 10."""

    field = "jokers"


class WishesAreOver(Refusal):
    """De ronde van de wensen is voorbij. Neem een gat, ruil met een collega of vraag het aan wie plant."""

    status = 409


class WishesAreOverElsewhere(Refusal):
    """In een ander team van jou is de ronde van de wensen voor deze dag voorbij, en deze wens geldt ook daar.
    Wens een dienst die ze daar niet hebben, of vraag het aan wie plant."""

    status = 409


class GapsNotYet(Refusal):
    """Het is nog de ronde van de wensen. Gaten neem je in de volgende ronde; een wens kan nu."""

    status = 409


class GapsAreOver(Refusal):
    """De ronde van de gaten is voorbij. Vraag het aan wie plant, of wacht tot het rooster is gepubliceerd."""

    status = 409


class JokersUsedUp(Refusal):
    """Je jokers zijn op: je hebt er {jokers} in deze periode. Haal er een weg om hem ergens anders te gebruiken."""

    status = 409


class JokerWithoutWish(Refusal):
    """Zet eerst een wens op deze dag, en dan de joker erop."""


class JokersElsewhere(Refusal):
    """Een joker gebruik je in de ronde van de wensen. Voor deze dag is er geen ronde open."""

    status = 409


class PointsUnreadable(Refusal):
    """Vul een aantal punten in van 0 tot 99."""

    field = "night"
