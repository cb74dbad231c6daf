"""What a person agrees to about the rules of working time, and what they ask of them: part of an agenda."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from eventsourcing.domain import event

from domain.kernel import CommandReused, Fact, Id, Part, Refusal, Sealed, today
from domain.rosters.labour import Consent, Rule

LONGEST = timedelta(days=366)
LONGEST_PROTECTION = timedelta(days=600)


class DeviationUnreadable(Refusal):
    """Deze dagen passen niet. Instemmen kan vanaf vandaag, en voor hoogstens {most} achter elkaar."""

    field = "last"


class NobodyDeviates(Refusal):
    """Van deze regel kan niemand afwijken, ook niet als je ermee instemt: {article} laat dat niet toe."""

    field = "rule"


class DeviationGone(Refusal):
    """Deze instemming is er niet meer."""

    status = 404


class ReasonMissing(Refusal):
    """Schrijf op waarom. Dat blijft erbij staan."""

    field = "why"


class ProtectionUnreadable(Refusal):
    """Deze dagen passen niet. De eerste dag komt voor de laatste, en samen zijn ze hoogstens 600 dagen."""

    field = "last"


class TooManyTold(Refusal):
    """Kies hoogstens {most} collega's die het mogen weten."""

    field = "tells"


class Deviations(Part):
    """Consent to a deviation, and protection, with their days."""

    deviations: dict[str, list[str]]
    """By id: rule, first and last day."""
    protections: dict[str, list[Any]]
    """By id: first and last day, and who may know why."""

    class DeviationAgreed(Fact):
        """A person agreed that a rule may be deviated from for them, from a day to another; why is sealed."""

        TOPIC = "rosters.DeviationAgreed"
        deviation: Id
        rule: str
        first: str
        last: str
        shift: Id | None
        why: Sealed

    class DeviationWithdrawn(Fact):
        """A person no longer agrees to a deviation after a day; what was worked until then was agreed to."""

        TOPIC = "rosters.DeviationWithdrawn"
        deviation: Id
        until: str

    class ProtectionAsked(Fact):
        """A person asked, for some days, for what the law gives whoever needs it; which of it is sealed."""

        TOPIC = "rosters.ProtectionAsked"
        protection: Id
        first: str
        last: str
        kind: Sealed
        tells: list[str]

    class ProtectionEnded(Fact):
        """A person no longer asks for it after a day."""

        TOPIC = "rosters.ProtectionEnded"
        protection: Id
        until: str

    def agree_to_deviation(
        self, deviation: Id, rule: Rule, *, first: str, last: str, shift: Id | None, why: Sealed
    ) -> None:
        """Agree for these days; raises NobodyDeviates for a rule that the law or the cao lets nobody leave."""
        if deviation in self.deviations:
            raise CommandReused
        if rule.consent is None:
            raise NobodyDeviates(article=rule.article)
        most = timedelta(weeks=rule.consent.weeks) if rule.consent.weeks else LONGEST
        days = date.fromisoformat(last) - date.fromisoformat(first)
        if first < today().isoformat() or not timedelta() <= days < most:
            raise DeviationUnreadable(most=f"{rule.consent.weeks or 52} weken")
        self._deviation_agreed(deviation=deviation, rule=rule.id, first=first, last=last, shift=shift, why=why)

    def withdraw_deviation(self, deviation: Id) -> None:
        """Agree no longer from now on; what was worked stays agreed to. Raises DeviationGone when it is over."""
        held = self.deviations.get(deviation)
        until = (today() - timedelta(days=1)).isoformat()
        if held is None or held[2] <= until:
            raise DeviationGone
        self._deviation_withdrawn(deviation=deviation, until=until)

    def ask_protection(self, protection: Id, *, first: str, last: str, kind: Sealed, tells: list[Id]) -> None:
        """Ask for it for these days; raises ProtectionUnreadable."""
        if protection in self.protections:
            raise CommandReused
        if not timedelta() <= date.fromisoformat(last) - date.fromisoformat(first) <= LONGEST_PROTECTION:
            raise ProtectionUnreadable
        self._protection_asked(protection=protection, first=first, last=last, kind=kind, tells=tells)

    def end_protection(self, protection: Id) -> None:
        """Ask for it no longer from now on; raises DeviationGone when it is over."""
        held = self.protections.get(protection)
        until = (today() - timedelta(days=1)).isoformat()
        if held is None or held[1] <= until:
            raise DeviationGone
        self._protection_ended(protection=protection, until=until)

    def consents(self) -> tuple[Consent, ...]:
        """What the person agreed to, also what is over."""
        return tuple(Consent(id, *held) for id, held in self.deviations.items() if held[1] <= held[2])

    @event(DeviationAgreed)
    def _deviation_agreed(self, deviation: Id, rule: str, first: str, last: str, shift: Id | None, why: Sealed) -> None:
        self.deviations[deviation] = [rule, first, last]

    @event(DeviationWithdrawn)
    def _deviation_withdrawn(self, deviation: Id, until: str) -> None:
        self.deviations[deviation][2] = until

    @event(ProtectionAsked)
    def _protection_asked(self, protection: Id, first: str, last: str, kind: Sealed, tells: list[Any]) -> None:
        self.protections[protection] = [first, last, list(tells)]

    @event(ProtectionEnded)
    def _protection_ended(self, protection: Id, until: str) -> None:
        first, _, tells = self.protections[protection]
        self.protections[protection] = [first, until, tells]
