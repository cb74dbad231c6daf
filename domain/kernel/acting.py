"""Who acts, in which role, on whose behalf and why: it travels beside the calls, and every fact carries it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from domain.kernel.ids import Id
from domain.kernel.sealed import Sealed

OPERATOR: Id = "0" * 31 + "1"
"""The operator's own account: whoever runs a command on the machine itself without saying who acts."""


@dataclass(frozen=True, slots=True)
class Acting:
    """The one who acts now."""

    person: Id
    role: str
    on_behalf_of: Id | None = None
    reason: Sealed | None = None
    command: Id | None = None
    """The key of the command: the same key never has two outcomes. None: every call is a new command."""
    cause: str | None = None
    """What caused it: `decision:<id>` or `fact:<originator id>:<version>`."""


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)


class NobodyActing(RuntimeError):
    """A command was called outside `act_as`: an error of the program, not of a person."""


def acting() -> Acting:
    """The one who acts; raises NobodyActing."""
    who = _acting.get()
    if who is None:
        raise NobodyActing("no command without somebody who acts")
    return who


@contextmanager
def act_as(who: Acting) -> Iterator[Acting]:
    """Within this block `who` acts."""
    token = _acting.set(who)
    try:
        yield who
    finally:
        _acting.reset(token)
