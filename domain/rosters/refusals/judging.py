"""What the checker says of a shift for somebody; the sentences of the labour rules stand with those."""

from domain.kernel import Refusal


class NotAMember(Refusal):
    """{who} hoort op die dag niet bij de woongroep."""

    field = "person"


class AlreadyBooked(Refusal):
    """Al bezet: er is die dag al een dienst van {start} tot {end}."""


class PersonAbsent(Refusal):
    """Afwezig op die dag."""


class TooLittleRest(Refusal):
    """Te weinig rust: tussen {since} en {until} zit {rest}. Nodig is {limit} rust."""


class ProtectedByAgreement(Refusal):
    """Deze dienst past niet bij een afspraak over werktijden. Vraag het aan de persoon zelf."""


class CompetenceMissing(Refusal):
    """Voor deze dienst is nodig: {code}."""


class MayNotFollow(Refusal):
    """Een dienst {kind} mag niet na een dienst {before} komen."""


class CannotThatDay(Refusal):
    """Gaf aan die dag niet te kunnen."""


class RatherNot(Refusal):
    """Werkt die dienst liever niet."""


class TooManyOfKind(Refusal):
    """Eigen grens: hoogstens {limit} diensten {kind} in deze periode. Dit wordt de {value}e."""


class TooManyMinutes(Refusal):
    """Eigen grens: hoogstens {limit} in deze periode. Dit wordt {value}."""


class TooManyInARow(Refusal):
    """Eigen grens: hoogstens {limit} dagen achter elkaar. Dit worden er {value}."""


class TooManyWeekends(Refusal):
    """Eigen grens: hoogstens {limit} weekenden in deze periode. Dit wordt het {value}e."""
