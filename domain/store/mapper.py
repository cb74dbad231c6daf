"""Facts to JSON and back. Ids and days are text as they are; only moments and Sealed values are converted."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from typing import Any

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent
from eventsourcing.utils import get_topic

from domain.kernel.fact import Fact, fact_class, fact_fields
from domain.kernel.refusal import Refusal
from domain.kernel.sealed import Sealed
from domain.store.snapshot import AggregateSnapshot


class UnknownFact(Refusal):
    """Het logboek heeft een feit dat deze versie van driehoek niet kent: {what}. Zet een nieuwere versie hier neer."""

    status = 503


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Sealed):
        return value.as_json()
    raise TypeError(f"{type(value).__name__} cannot stand in a fact")


_read = json.JSONDecoder().raw_decode
_encoder = json.JSONEncoder(default=_plain, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


class FactMapper(Mapper[str]):
    """Refuses topics and versions that it does not know, instead of guessing."""

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """The bytes of a fact (or of a snapshot)."""
        cls = type(domain_event)
        state = dict(vars(domain_event))
        originator_id = state.pop("originator_id")
        version = state.pop("originator_version")
        if getattr(cls, "class_version", 1) > 1:
            state["class_version"] = cls.class_version  # type: ignore[attr-defined]
        return StoredEvent(originator_id, version, get_topic(cls), _encoder.encode(state).encode())

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        """The fact of these bytes; raises UnknownFact, or ValueError when they are no JSON."""
        if stored_event.topic == AggregateSnapshot.TOPIC:
            return AggregateSnapshot.decoded(stored_event)
        return decode(
            stored_event.topic, stored_event.state, str(stored_event.originator_id), stored_event.originator_version
        )


def decode(topic: str, state: bytes, originator_id: str, originator_version: int) -> Fact:
    """The fact of these bytes, upcast to the present shape; raises UnknownFact or ValueError."""
    cls = fact_class(topic)
    if cls is None:
        raise UnknownFact(what=topic)
    text = state.decode()
    fields, end = _read(text)
    if end != len(text):
        raise ValueError("there is more than one value in this fact")
    version = fields.pop("class_version", 1)
    if version != cls.class_version:
        _upcast(cls, fields, version)
    for name in _sealed_fields(cls):
        value = fields[name]
        if value is not None:
            fields[name] = Sealed(value["sealed"], value["box"])
    fields["timestamp"] = datetime.fromisoformat(fields["timestamp"])
    fields["originator_id"] = originator_id
    fields["originator_version"] = originator_version
    fact = object.__new__(cls)
    object.__setattr__(fact, "__dict__", fields)
    return fact


@cache
def _sealed_fields(cls: type[Fact]) -> tuple[str, ...]:
    return tuple(name for name, kind in fact_fields(cls).items() if "Sealed" in kind)


def _upcast(cls: type[Fact], fields: dict[str, Any], version: int) -> None:
    if version > cls.class_version:
        raise UnknownFact(what=f"{cls.TOPIC}, {version}")  # type: ignore[attr-defined]
    while version < cls.class_version:
        getattr(cls, f"upcast_v{version}_v{version + 1}")(fields)
        version += 1
