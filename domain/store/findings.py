"""What can be wrong with a log. Findings are told, not raised: a check goes on to the end."""

from __future__ import annotations

from domain.kernel.refusal import Refusal


class Finding(Refusal):
    """Er is iets mis op positie {position}."""

    def __init__(self, position: int, **details: object) -> None:
        super().__init__(field=None, position=position, **details)
        self.position = position

    def as_json(self) -> dict[str, object]:
        """For a machine."""
        return {"what": type(self).__name__, "position": self.position}


class FactChanged(Finding):
    """Positie {position}: dit feit is veranderd nadat {checkpoint} getekend was."""


class FactMissing(Finding):
    """Positie {position}: hier stond een feit toen {checkpoint} getekend werd, en nu niet meer."""


class FactAdded(Finding):
    """Positie {position}: dit feit stond er nog niet toen {checkpoint} getekend werd. Het is later tussengevoegd."""


class FactUnreadable(Finding):
    """Positie {position}: dit feit is beschadigd. De inhoud is niet wat driehoek opslaat."""


class VersionGap(Finding):
    """Positie {position}: dit is versie {found} van {originator}, maar hier hoort versie {expected}."""


class OutOfOrder(Finding):
    """Positie {position}: dit feit staat niet op zijn plaats in de volgorde."""


class LogEndsHere(Finding):
    """Positie {position}: vanaf hier kan het logboek niet meer gelezen worden ({reason})."""


class WrongBetween(Finding):
    """Tussen positie {position} en {last} klopt het logboek niet met {checkpoint}. Preciezer kan alleen met het
    bestand .hashes dat bij het controlepunt hoort."""

    def __init__(self, position: int, *, last: int, checkpoint: str) -> None:
        super().__init__(position, last=last, checkpoint=checkpoint)
        self.last = last


class OwnCheckpointsApart(Refusal):
    """Van de eigen controlepunten in de map past er minstens één niet bij het logboek: {checkpoint} (in totaal
    {count}). Het controlepunt dat elders bewaard is, gaat voor."""


class FileDamaged(Refusal):
    """Het bestand van het logboek is beschadigd, al zijn de feiten gelezen: {reason}."""


class AnotherKey(Refusal):
    """Let op: de sleutel in {key} is niet de sleutel waarmee {checkpoint} getekend is. Vraag waarom er een andere
    kwam."""


class SignatureNotChecked(Refusal):
    """Let op: de handtekening onder {checkpoint} is niet nagegaan, want er is geen openbare sleutel bij."""


class KeptCheckpointWrong(Refusal):
    """Het eigen controlepunt {file} is veranderd of onleesbaar: {reason}"""
