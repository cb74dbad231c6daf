"""Identifiers: text of 32 lower-case hex digits, everywhere (docs/decisions/ids-are-text.md)."""

from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

Id = str
"""A UUID as 32 lower-case hex digits."""

_NAMESPACE = uuid5(NAMESPACE_OID, "driehoek")


def new_id() -> Id:
    """A fresh random identifier."""
    return uuid4().hex


def id_of(*parts: str) -> Id:
    """The identifier that belongs to these parts, always the same (never a name in it)."""
    return uuid5(_NAMESPACE, "/".join(parts)).hex


def read_id(text: str) -> Id:
    """The identifier written in `text`, with or without dashes; raises ValueError."""
    return UUID(text).hex
