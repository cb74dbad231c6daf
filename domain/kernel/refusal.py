"""A rule that says no, in the sentence that the carer reads."""

import inspect


class Refusal(Exception):
    """Dit kan niet."""

    field: str | None = None
    """The form field that the sentence belongs to, if there is one."""
    status = 422

    def __init__(self, *, field: str | None = None, **details: object) -> None:
        self.details = details
        if field is not None:
            self.field = field
        super().__init__(self.sentence())

    @classmethod
    def template(cls) -> str:
        """The Dutch sentence with its places, which is also its key in the English catalogue."""
        return " ".join((inspect.getdoc(cls) or "").split())

    def sentence(self) -> str:
        """What the carer reads, in Dutch."""
        return self.template().format(**self.details)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.field, self.details)


def _rebuild(cls: type[Refusal], field: str | None, details: dict[str, object]) -> Refusal:
    return cls(field=field, **details)


class NotAllowed(Refusal):
    """Dit mag jij hier niet doen. Vraag het aan iemand met de rol die dit wel mag."""

    status = 403


class NotThere(Refusal):
    """Dit bestaat niet (meer), of je hoort er niet bij."""

    status = 404


class CommandReused(Refusal):
    """Dit formulier is al een keer verstuurd met een andere inhoud. Open de pagina opnieuw en probeer het nog eens."""

    status = 409


class Busy(Refusal):
    """Te veel mensen veranderden dit tegelijk. Er is niets opgeslagen. Probeer het nog eens."""

    status = 409


class NotStored(Refusal):
    """Opslaan lukte niet: de opslag is vol of niet bereikbaar. Probeer het gerust nog eens: het komt er nooit dubbel in
    te staan."""

    status = 503


class InvalidInput(Refusal):
    """{what}"""
