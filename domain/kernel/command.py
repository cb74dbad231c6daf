"""A command: declared action, authority before the first fact, one outcome for one key, decided again on conflict."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from domain.kernel.authority import Authority, declared_actions
from domain.kernel.fact import Aggregate, Fact
from domain.kernel.ids import Id
from domain.kernel.refusal import NotThere
from domain.kernel.sealed import Sealer

A = TypeVar("A", bound=Aggregate)
P = ParamSpec("P")
S = TypeVar("S", bound="Service")


class DecideAgain(Exception):
    """What a command read at two moments does not belong together: it decides again, from what stands then."""


class Desk(Protocol):
    """What the slices need of the workspace."""

    @property
    def vault(self) -> Sealer:
        """Seals and opens text."""

    def get(self, cls: type[A], id: Id) -> A | None:
        """The aggregate as it stands, for this command alone; None when it has not begun.

        Raises NotThere when the id is that of something else.
        """

    def save(self, *aggregates: Aggregate, unchanged: Mapping[Id, int] | None = None, known: int | None = None) -> int:
        """Record all their new facts in one transaction; the position of the last one.

        `unchanged`: streams that the decision rests on without adding to them, each with the version that was read (0:
        it had not begun). `known`: the decision rests on everything up to this position, whatever stream it is of; for
        what is seldom done. If one of them moved, or anything came after it, nothing is recorded and the command
        decides again.
        """

    def position(self) -> int:
        """The last position of the log."""

    def author_of(self, position: int) -> Id | None:
        """Who did the fact at a position; None when there is none."""

    def latest(self, id: Id, many: int) -> Sequence[Fact]:
        """The last facts of an aggregate, the newest first."""

    def run(self, action: str, arguments: dict[str, Any], decide: Callable[[], None]) -> int | None:
        """Run a command once for its key, again on conflict; the position of its first fact."""


class Service:
    """The commands of a slice."""

    def __init__(self, workspace: Desk, authority: Authority) -> None:
        self.workspace = workspace
        self.authority = authority

    def _the(self, cls: type[A], id: Id) -> A:
        found = self.workspace.get(cls, id)
        if found is None:
            raise NotThere
        return found


def command(action: str) -> Callable[[Callable[Concatenate[S, P], None]], Callable[Concatenate[S, P], int | None]]:
    """Mark a service method as the command that does `action`, which must be declared.

    The method returns nothing; the command returns the position of its first fact (None when nothing changed).
    """
    if action not in declared_actions():
        raise LookupError(f"{action} is not declared")

    def mark(method: Callable[Concatenate[S, P], None]) -> Callable[Concatenate[S, P], int | None]:
        signature = inspect.signature(method)

        def run(self: S, /, *args: P.args, **kwargs: P.kwargs) -> int | None:
            bound = signature.bind(self, *args, **kwargs)
            arguments = {name: value for name, value in bound.arguments.items() if name != "self"}
            return self.workspace.run(f"{action}/{method.__name__}", arguments, lambda: method(self, *args, **kwargs))

        update_wrapper(run, method)
        run.__dict__["action"] = action
        return run

    return mark
