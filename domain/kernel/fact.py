"""Facts and the aggregates that decide them, on the eventsourcing library (DESIGN 2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from eventsourcing.domain import (
    BaseAggregate,
    CanInitAggregate,
    CanMutateAggregate,
    CommandMethodDecorator,
    MetaDomainEvent,
)

from domain.kernel.acting import acting
from domain.kernel.clock import now
from domain.kernel.ids import Id, new_id
from domain.kernel.sealed import Sealed


class Fact(CanMutateAggregate[str], metaclass=MetaDomainEvent):
    """Something that happened: who did it, in which role, for whom, why, by which command, and what caused it."""

    class_version: ClassVar[int] = 1

    originator_id: str
    originator_version: int
    timestamp: datetime
    by: Id
    role: str
    on_behalf_of: Id | None
    reason: Sealed | None
    command: Id | None
    cause: str | None


class FirstFact(Fact, CanInitAggregate[str]):
    """The fact that an aggregate begins with."""

    originator_topic: str


def _is_fact(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Fact)


def _metadata(given: dict[str, Any]) -> dict[str, Any]:
    who = acting()
    return {
        "timestamp": now(),
        "by": who.person,
        "role": who.role,
        "on_behalf_of": who.on_behalf_of,
        "reason": who.reason,
        "command": who.command,
        "cause": who.cause,
    } | given


class Part:
    """A part of a large aggregate in a module of its own: its facts, its decisions, and how it evolves.

    The library looks for these in the aggregate's own class only, so they are put there.
    """


class Aggregate(BaseAggregate[str]):
    """Decides facts and evolves by them. Public methods decide; private methods under `@event` only evolve."""

    INITIAL_VERSION = 1

    class Event(Fact):
        """Base of the facts of one kind of aggregate."""

    def __init_subclass__(cls, **options: Any) -> None:
        for part in (base for base in cls.__mro__ if issubclass(base, Part)):
            for name, value in vars(part).items():
                if isinstance(value, CommandMethodDecorator) or _is_fact(value):
                    setattr(cls, name, value)
        super().__init_subclass__(**options)

    @staticmethod
    def create_id(*_: Any, **__: Any) -> Id:
        """A fresh random identifier."""
        return new_id()

    @classmethod
    def begin(cls, id: Id, **fields: Any) -> Self:
        """A new aggregate under a given id, by its first fact."""
        first = next(c for c in vars(cls).values() if isinstance(c, type) and issubclass(c, FirstFact))
        return cls._create(first, id=id, **fields)

    @classmethod
    def _create(cls, event_class: type[CanInitAggregate[str]], *, id: Id | None = None, **kwargs: Any) -> Self:
        return super()._create(event_class, id=id, **_metadata(kwargs))

    def trigger_event(self, event_class: type[CanMutateAggregate[str]], **kwargs: Any) -> None:
        """Make the fact, with the one who acts, and evolve by it."""
        super().trigger_event(event_class, **_metadata(kwargs))


def fact_fields(cls: type[Fact]) -> dict[str, str]:
    """The names of a fact's fields with their types as text, metadata included."""
    fields = cls.__dataclass_fields__  # type: ignore[attr-defined]
    return {name: str(field.type) for name, field in fields.items()}


_topics: dict[str, type[Fact]] = {}


def fact_class(topic: str) -> type[Fact] | None:
    """The fact of this topic, if this program knows it. Nothing else in a log is ever decoded."""
    if topic not in _topics:
        _collect(Fact)
    return _topics.get(topic)


def fact_topics() -> dict[str, type[Fact]]:
    """Every fact that this program knows, by topic."""
    _collect(Fact)
    return dict(_topics)


def _collect(cls: type[Fact]) -> None:
    """Subclasses under one topic are refined by the library; the last one is what it triggers."""
    for sub in cls.__subclasses__():
        topic = getattr(sub, "TOPIC", None)
        if topic:
            known = _topics.get(topic)
            if known is None or issubclass(sub, known):
                _topics[topic] = sub
        _collect(sub)
