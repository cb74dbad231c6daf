"""Snapshots: how an aggregate stood at a version. Disposable: without them everything is replayed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from eventsourcing.domain import BaseAggregate, CanSnapshotAggregate
from eventsourcing.persistence import StoredEvent
from eventsourcing.utils import resolve_topic

from domain.kernel.clock import now
from domain.kernel.sealed import Sealed

_KEPT_APART = ("_id", "_version", "_pending_events", "_created_on", "_modified_on")


@dataclass(frozen=True)
class AggregateSnapshot(CanSnapshotAggregate[str]):
    """The state of one aggregate at one version."""

    TOPIC: ClassVar[str] = "kernel.Snapshot"

    originator_id: str
    originator_version: int
    timestamp: datetime
    topic: str
    state: Any
    created: datetime
    modified: datetime

    @classmethod
    def take(cls, aggregate: Any) -> AggregateSnapshot:
        """Of an aggregate without pending facts."""
        return cls(
            originator_id=aggregate.id,
            originator_version=aggregate.version,
            timestamp=now(),
            topic=type(aggregate).TOPIC,
            state={name: value for name, value in vars(aggregate).items() if name not in _KEPT_APART}
            | {"class_version": getattr(type(aggregate), "class_version", 1)},
            created=aggregate.created_on,
            modified=aggregate.modified_on,
        )

    @classmethod
    def decoded(cls, stored: StoredEvent) -> AggregateSnapshot:
        """From the bytes in the store."""
        fields = json.loads(stored.state, object_hook=_sealed if b'"sealed"' in stored.state else None)
        for name in ("timestamp", "created", "modified"):
            fields[name] = datetime.fromisoformat(fields[name])
        return cls(originator_id=str(stored.originator_id), originator_version=stored.originator_version, **fields)

    def fits(self) -> bool:
        """Whether it was taken by this version of the aggregate's code."""
        return bool(self.state["class_version"] == getattr(resolve_topic(self.topic), "class_version", 1))

    def mutate(self, _: None) -> BaseAggregate[str]:
        """The aggregate as it stood."""
        aggregate: BaseAggregate[str] = object.__new__(resolve_topic(self.topic))
        vars(aggregate).update(
            {name: value for name, value in self.state.items() if name != "class_version"},
            _id=self.originator_id,
            _version=self.originator_version,
            _pending_events=[],
            _created_on=self.created,
            _modified_on=self.modified,
        )
        return aggregate


def _sealed(value: dict[str, Any]) -> Any:
    return Sealed(value["sealed"], value["box"]) if value.keys() == {"sealed", "box"} else value
