"""How long the engine may go on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf


class OutOfTime(Exception):
    """The time is up; what stands then is what is handed over."""

    bound = -inf
    """What was shown by then that no roster is below."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline on the monotonic clock, and perhaps something else that may call a halt."""

    deadline: float
    halted: Callable[[], bool] | None = None

    @classmethod
    def of(cls, seconds: float) -> Clock:
        """The clock that stops so many seconds from now."""
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        return self.deadline - time.monotonic()

    def check(self) -> None:
        """Raise OutOfTime when it is over."""
        if self.left <= 0 or (self.halted is not None and self.halted()):
            raise OutOfTime

    def at_most(self, seconds: float) -> Clock:
        """This clock, for some seconds only."""
        return Clock(min(self.deadline, time.monotonic() + seconds), self.halted)
