"""Two acts of two people: nobody does both, also not on behalf of somebody else (check 6 of the method)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.kernel.acting import acting
from domain.kernel.ids import Id


def who_did(by: Id, on_behalf_of: Id | None) -> list[Id]:
    """Whose act it was: of who did it, and of the one for whom."""
    return [by] if on_behalf_of in (None, by) else [by, on_behalf_of]


def who_does() -> list[Id]:
    """Whose act it is that is done now."""
    return who_did(acting().person, acting().on_behalf_of)


def by_whom() -> dict[str, Any]:
    """The same, as an aggregate takes it from its facts to remember it."""
    return {"by": acting().person, "on_behalf_of": acting().on_behalf_of}


def did_that(people: Iterable[Id]) -> bool:
    """Whether what is done now and another act, whose it was, would not be of different people."""
    return not set(who_does()).isdisjoint(people)
