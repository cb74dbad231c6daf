"""What each kind of aggregate keeps, as its snapshots store it: recorded by topic and `class_version`.

A snapshot of earlier code is used only when it has the version of the present code. So whoever lets an aggregate keep
something else gives it a new version; then its older snapshots are left alone. Nothing here is read from annotations:
every aggregate of a life in which everything occurred is replayed fact by fact, and what it keeps is written down as
lines such as `moved.*[]: int`.

When only that life became fuller, and the code of this version could keep the line all along, say so:
`python -m tests.golden.make --wider finance.Register`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import projections.house  # noqa: F401  every aggregate is known
from domain.kernel import Aggregate
from domain.store.mapper import FactMapper
from domain.store.snapshot import AggregateSnapshot
from domain.workspace import Workspace

FILE = Path(__file__).parent / "states.json"
_NAME = re.compile(r"[a-z_]{2,30}")
"""The keys of a dict that is made as one thing, such as `{"until": ..., "why": ...}`; others are data."""

_ELSE = "give it a new class_version, or see tests/golden/states.py"

States = dict[str, dict[str, list[str]]]
"""By topic and version the lines of what is kept."""


def kinds(base: type[Aggregate] = Aggregate) -> dict[str, type[Aggregate]]:
    """Every kind of aggregate of the program by its topic."""
    found: dict[str, type[Aggregate]] = {}
    for cls in base.__subclasses__():
        found |= kinds(cls)
        if cls.__module__.startswith("domain.") and "TOPIC" in vars(cls):
            found[vars(cls)["TOPIC"]] = cls
    return found


def version_of(cls: type[Aggregate]) -> str:
    """The version of what it keeps."""
    return str(getattr(cls, "class_version", 1))


def kept_by(workspace: Workspace) -> dict[str, set[str]]:
    """By topic what the aggregates of a log kept at any moment of their lives; raises AssertionError.

    Every one of them, at every moment, is what it was when it comes out of its snapshot.
    """
    found: dict[str, set[str]] = {}
    streams = dict.fromkeys(fact.originator_id for fact in workspace.facts(0, 10**6))
    for stream in streams:
        aggregate: Any = None
        for fact in workspace.events.get(stream):
            aggregate = fact.mutate(aggregate)
            found.setdefault(type(aggregate).TOPIC, set()).update(_lines(stored(aggregate)))
    return found


def stored(aggregate: Any) -> dict[str, Any]:
    """What its snapshot stores; raises AssertionError when the aggregate that comes out of it differs."""
    written = FactMapper.to_stored_event(object.__new__(FactMapper), AggregateSnapshot.take(aggregate))
    told = vars(AggregateSnapshot.decoded(written).mutate(None))
    for name, value in vars(aggregate).items():
        assert told[name] == value, f"{aggregate.TOPIC} keeps `{name}` otherwise out of a snapshot: {told[name]}"
    state: dict[str, Any] = json.loads(written.state)["state"]
    return {name: value for name, value in state.items() if name != "class_version"}


def _lines(state: Mapping[str, Any]) -> Iterator[str]:
    for name, value in state.items():
        yield from _of(name, value)


def _of(place: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict) and value.keys() == {"sealed", "box"}:
        yield f"{place}: sealed"
        return
    yield f"{place}: {'null' if value is None else type(value).__name__}"
    if isinstance(value, list):
        for one in value:
            yield from _of(f"{place}[]", one)
    if isinstance(value, dict):
        names = all(_NAME.fullmatch(key) for key in value)
        for key, one in value.items():
            yield from _of(f"{place}.{key if names else '*'}", one)


def wrong(
    seen: Mapping[str, set[str]], kept: States, program: Mapping[str, type[Aggregate]] | None = None
) -> Iterator[str]:
    """What is missing, or was changed without a new version, in sentences."""
    for topic, cls in sorted((kinds() if program is None else program).items()):
        version, known = version_of(cls), kept.get(topic, {})
        if topic not in seen:
            yield f"{topic} does not occur in the life that is recorded: let it (tests/harness/lived.py)"
        elif version not in known:
            older = [one for one in known if int(one) > int(version)]
            yield (
                f"{topic} had version {max(older, key=int)} before: a version never goes back"
                if older
                else f"{topic} version {version} is not recorded: run python -m tests.golden.make"
            )
        else:
            yield from _differs(topic, version, set(known[version]), seen[topic])


def _differs(topic: str, version: str, known: set[str], seen: set[str]) -> Iterator[str]:
    for name in sorted(_names(known) - _names(seen)):
        yield f"{topic} no longer keeps `{name}`: give it a new class_version"
    for line in sorted(seen - known):
        yield f"{topic} version {version} did not keep `{line}`: {_ELSE}"


def _names(lines: set[str]) -> set[str]:
    """The attributes."""
    return {re.split(r"[.:\[]", line)[0] for line in lines}


def read() -> States:
    """What was recorded."""
    found: States = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found


def record(seen: Mapping[str, set[str]], *, wider: frozenset[str] = frozenset()) -> list[str]:
    """Record what is new, and what is wider of these topics; the topics with their versions."""
    kept, added = read(), list[str]()
    for topic, cls in kinds().items():
        version = version_of(cls)
        standing = kept.setdefault(topic, {}).get(version)
        if topic in seen and (standing is None or topic in wider):
            lines = sorted({*(standing or []), *seen[topic]})
            if lines != standing:
                kept[topic][version] = lines
                added.append(f"{topic} version {version}")
    FILE.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return added
