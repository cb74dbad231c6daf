"""The catalogue of facts."""

from __future__ import annotations

import projections.house  # noqa: F401  every fact is known
from domain.kernel import Fact, fact_fields, fact_topics
from web.reference import HEAD, table

_KINDS = {
    "Id": "id", "str": "text", "int": "whole number", "bool": "yes or no", "Sealed": "sealed text",
    "datetime": "moment", "list[str]": "list of texts", "Limits": "limits",
}  # fmt: skip
_INTRO = """# Facts

Everything that happened, by topic. A topic is final; a fact whose fields change gets a new version, and stored facts of
every earlier version stay readable (`tests/golden/`). In the log a fact is a row of position, originator_id,
originator_version, topic and state; the state is JSON.

- **id**: 32 lower-case hex digits.
- **text** of a day is `2026-03-02`, the day in the Netherlands; of an instant `2026-03-02T22:00Z`, in UTC; of a clock
  `23:00`, as the wall shows it.
- **sealed text**: `{"sealed": subject, "box": base64}`, readable as long as the subject's key exists.
- **limits**: `max_shifts` by kind, `max_minutes`, `min_minutes`, `max_run`, `min_run`, `min_off`, `max_weekends`.

"""
_METADATA = "Every fact also carries who did it and why:\n\n"


def events() -> str:
    """`docs/events.md`."""
    facts = sorted(
        (item for item in fact_topics().items() if item[1].__module__.startswith("domain.")), key=lambda item: item[0]
    )
    common = fact_fields(Fact)
    rows = [(f"`{name}`", _kind(kind)) for name, kind in common.items() if name != "class_version"]
    parts = [HEAD, _INTRO, _METADATA, table(("field", "type"), rows)]
    slice_shown = ""
    for topic, fact in facts:
        if topic.partition(".")[0] != slice_shown:
            slice_shown = topic.partition(".")[0]
            parts.append(f"\n## {slice_shown}\n")
        parts.append(_entry(topic, fact, common))
    return "".join(parts)


def sentence_of(fact: type[Fact]) -> str:
    """The docstring as it was written; the library makes a class of its own on top of it, without one."""
    for cls in fact.__mro__:
        written = cls.__doc__ or ""
        if getattr(cls, "TOPIC", None) and not written.startswith(f"{cls.__name__}("):
            return " ".join(written.split())
    return ""


def _entry(topic: str, fact: type[Fact], common: dict[str, str]) -> str:
    own = {
        name: kind
        for name, kind in fact_fields(fact).items()
        if name not in common and name not in ("class_version", "originator_topic")
    }
    aggregate = fact.__qualname__.partition(".")[0]
    lines = f"\n### {topic}\n\n{sentence_of(fact)} *{aggregate}, version {fact.class_version}*\n"
    rows = [(f"`{name}`", _kind(kind)) for name, kind in own.items()]
    return lines + ("\n" + table(("field", "type"), rows) if rows else "")


def _kind(kind: str) -> str:
    plain = kind.removesuffix(" | None")
    return _KINDS.get(plain, plain) + (", or none" if plain != kind else "")
