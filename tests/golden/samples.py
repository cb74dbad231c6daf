"""How a sample of a fact is made, and how the folder is checked against the facts that the program knows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import projections.house  # noqa: F401  every fact is known
from domain.kernel import Fact, Sealed, fact_fields, fact_topics, id_of
from domain.store.mapper import FactMapper, decode

FOLDER = Path(__file__).parent
SUMS = FOLDER / "SHA256SUMS"
_DAYS = {"first": "2026-03-02", "last": "2026-03-29", "until": "2026-12-31"}
_CLOCKS = {"start": "2026-03-05T06:00Z", "end": "2026-03-05T14:15Z", "local_start": "07:00", "local_end": "15:15"}
_WORDS = {
    "balance": "statutory", "back": "2026-03-06",
    "wishes_until": "2026-01-25", "gaps_until": "2026-02-01", "publish_by": "2026-02-08", "round": "gaps",
    "kind": "V", "code": "V", "place": "V", "level": "rather_not", "how": "declined", "answer": "yes",
    "office": "auditor", "role": "planner", "role_given": "planner", "role_ended": "planner",
    "cause": "decision:" + id_of("decision"),
    "moment": "2026-02-20T14:00Z", "what": "rest", "status": "done",
    "month": "2026-03", "rules": "cao-ghz/2000-01-01", "rule": "cao-ghz-6:6-split", "sha256": "9f" * 32,
    "expense": "4600", "account": "4310", "fund": "team", "use": "cash", "rgs": "WBedHuiGwe",
    "value_date": "2026-02-28",
    "against": "1090", "booked_on": "2026-02-28", "opening_on": "2026-02-27", "closing_on": "2026-02-28",
    "side": "out", "format": "CAMT.053.001.08", "file": "9f" * 32,
    "receipt": "9f" * 32, "per": "month", "for_role": "member",
    "expected": "2026-04-01", "valid_from": "2026-01-01", "from_account": "4310", "to_account": "4350",
    "ort_account": "4020", "tax_number": "123456782", "centre": "4100",
    "first_period": "2026-01", "last_period": "2026-02",
    "period": "2026-03", "source": "proposal:" + id_of("proposal"), "document": "9f" * 32, "content": "3c" * 32,
}  # fmt: skip


def known() -> dict[str, type[Fact]]:
    """The facts of the program itself; tests may have facts of their own."""
    return {topic: fact for topic, fact in sorted(fact_topics().items()) if fact.__module__.startswith("domain.")}


def name_of(topic: str, version: int) -> str:
    """The name of a sample's file."""
    return f"{topic}.v{version}.json"


def fields_of(fact: type[Fact]) -> dict[str, str]:
    """What a version promises: every field with its type."""
    return {name: kind for name, kind in fact_fields(fact).items() if name != "class_version"}


def sample_of(topic: str, fact: type[Fact]) -> str:
    """A stored fact with a value in every field, as JSON."""
    values = {name: _value(name, kind) for name, kind in fields_of(fact).items()}
    if "originator_topic" in values:
        values["originator_topic"] = f"{topic.partition('.')[0]}.{fact.__qualname__.partition('.')[0]}"
    made = object.__new__(fact)
    object.__setattr__(made, "__dict__", values)
    stored = FactMapper.to_stored_event(object.__new__(FactMapper), made)
    sample = {
        "topic": topic,
        "version": fact.class_version,
        "fields": fields_of(fact),
        "originator_id": stored.originator_id,
        "originator_version": stored.originator_version,
        "state": json.loads(stored.state),
    }
    return json.dumps(sample, indent=2, ensure_ascii=False) + "\n"


def wrong(facts: Mapping[str, type[Fact]], folder: Path = FOLDER) -> Iterator[str]:
    """What is missing, was changed, or can no longer be read, in sentences."""
    for topic, fact in facts.items():
        file = folder / name_of(topic, fact.class_version)
        if not file.is_file():
            yield f"{topic} version {fact.class_version} has no sample: run python -m tests.golden.make"
        elif json.loads(file.read_text(encoding="utf-8"))["fields"] != fields_of(fact):
            yield f"{topic} has other fields than version {fact.class_version} had: give it a new class_version"
    yield from _changed(folder)
    for file in samples_in(folder):
        yield from _unreadable(json.loads(file.read_text(encoding="utf-8")), facts, file.name)


def samples_in(folder: Path) -> list[Path]:
    """The samples: each has the version of its fact in its name."""
    return sorted(folder.glob("*.v*.json"))


def sum_of(file: Path) -> str:
    """One line of SHA256SUMS."""
    return f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}"


def _changed(folder: Path) -> Iterator[str]:
    sums = dict(reversed(line.split()) for line in (folder / SUMS.name).read_text(encoding="utf-8").splitlines())
    for name in sorted(sums.keys() | {file.name for file in samples_in(folder)}):
        if not (folder / name).is_file():
            yield f"{name} was removed: what was once written must stay readable"
        elif name not in sums:
            yield f"{name} is not in {SUMS.name}: run python -m tests.golden.make"
        elif sum_of(folder / name).split()[0] != sums[name]:
            yield f"{name} was changed: a stored sample never changes"


def _unreadable(sample: dict[str, Any], facts: Mapping[str, type[Fact]], name: str) -> Iterator[str]:
    topic = sample["topic"]
    if topic not in facts:
        yield f"{name}: no fact has this topic any more"
        return
    state = json.dumps(sample["state"]).encode()
    decoded = vars(decode(topic, state, sample["originator_id"], sample["originator_version"]))
    if missing := fields_of(facts[topic]).keys() - decoded.keys():
        yield f"{name} lacks {', '.join(sorted(missing))} after upcasting"


def _value(name: str, kind: str) -> Any:
    kind = kind.removesuffix(" | None")
    if name == "originator_version":
        return 1
    if name in ("first", "last", "until", "since", "date", "day", "before") and kind == "str":
        return _DAYS.get(name, "2026-03-05")
    if name in ("originator_id", "originator_topic") or kind == "Id":
        return id_of("golden", name)
    if kind == "str":
        return (_CLOCKS | _WORDS)[name]
    return {
        "int": 3, "bool": True, "datetime": datetime(2026, 3, 2, 14, 5, 7, 250, tzinfo=UTC),
        "Sealed": Sealed(id_of("golden", "subject"), "c2VhbGVk" * 6), "list[str]": ["medicatie", "bhv"],
        "list[Id]": [id_of("golden", "one"), id_of("golden", "other")],
        "Document": {"set": "huis", "title": "Huis", "version": [{"valid_from": "2026-04-01", "source": "Besluit"}]},
        "Lines": [{"day": "2026-03-05", "minutes": 480, "how": "absent", "fact": 7, "shift": None}],
        "Pieces": {"2000": 3, "5": 7}, "dict[str, str]": {"format": "1"},
        "StoredBudget": [["4310", [1000] * 12]], "list[int]": [0] * 11 + [500],
        "list[StoredLine]": [["4310", 12050, None], ["1010", -12050, None]],
        "Minutes": {"worked": 960, "ort22": -60},
        "Alternatives": [{"aim": "fair", "seed": 1, "shifts": [], "gaps": [], "costs": {}, "whole": {"open": 0}}],
        "Missed": [{"date": "2026-03-05", "kind": "V", "person": id_of("golden", "person"), "rule": "atw-5:3-2"}],
        "DayMinutes": {"2026-03-05": 480, "2026-03-06": 336},
        "Limits": {"max_shifts": {"V": 14, "N": 0}, "max_minutes": 4320, "max_run": 5},
    }[kind]  # fmt: skip
