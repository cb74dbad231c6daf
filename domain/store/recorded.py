"""Rows of the log as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Row = tuple[int, str, int, str, bytes]
"""A `Recorded` as the database gives it."""


class Recorded(NamedTuple):
    """One fact as it stands in the log."""

    position: int
    originator_id: str
    originator_version: int
    topic: str
    state: bytes


@dataclass(frozen=True, slots=True)
class CommandRow:
    """What is remembered of a command that has run."""

    command: str
    actor: str
    payload_hash: str
