"""The stage of the demo: a clock that only goes forward, people who act one after another, and ids from the seed."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from domain.kernel import AMSTERDAM, OPERATOR, Acting, FixedClock, Id, Refusal, act_as, id_of
from projections.house import House

Life = Iterator[datetime]
"""What somebody does: it yields the moment of the next act."""


def local(day: date, clock: str) -> datetime:
    """The moment that the wall clock shows `19:30` on a day."""
    return datetime.combine(day, time.fromisoformat(clock), AMSTERDAM)


class Stage:
    """Runs every life in the order of time, through the same services as the web, until the demo's last moment."""

    def __init__(self, house: House, clock: FixedClock, *, seed: int, until: datetime) -> None:
        self.house = house
        self.clock = clock
        self.seed = str(seed)
        self.random = Random(seed)
        self.until = until
        self.refused: list[str] = []
        self.position = 0
        self._count = 0
        self._name = ""
        self._lives: list[tuple[datetime, str, int, Stage, Life]] = []

    def aside(self, name: str) -> Stage:
        """A part of the stage with chance and ids of its own: what happens there changes nobody else's story."""
        part = Stage(self.house, self.clock, seed=0, until=self.until)
        part.seed, part.random, part._name = f"{self.seed} {name}", Random(f"{self.seed} {name}"), name
        part.refused, part._lives = self.refused, self._lives
        return part

    def id(self, *parts: object) -> Id:
        """The id that belongs to these parts of this demo."""
        return id_of("demo", self.seed, *(str(part) for part in parts))

    def fresh(self, what: str) -> Id:
        """An id that nothing else has, the same at each making."""
        self._count += 1
        return self.id(what, self._count)

    def begin(self, life: Life, at: datetime) -> None:
        """Let a life begin at a moment."""
        self._count += 1
        heapq.heappush(self._lives, (at, self._name, self._count, self, life))

    def play(self, passed: Callable[[datetime], None] = lambda moment: None) -> None:
        """Run all lives until the last moment; `passed` hears how far the clock is."""
        while self._lives:
            at, _, _, part, life = heapq.heappop(self._lives)
            if at > self.until:
                continue
            self.clock.moment = max(self.clock.moment, at.astimezone(UTC))
            then = next(life, None)
            if then is not None:
                part.begin(life, max(then, self.clock.moment))
            passed(self.clock.moment)

    def act(
        self,
        person: Id,
        command: Callable[..., int | None],
        /,
        *arguments: object,
        reason: str = "",
        about: Id | None = None,
        **fields: Any,
    ) -> bool:
        """Let somebody do something, perhaps with a reason that belongs to `about`; False when it was refused."""
        sealed = self.house.vault.seal(about or person, reason) if reason else None
        try:
            with act_as(Acting(person, "", reason=sealed, command=self.fresh("command"))):
                self.position = command(*arguments, **fields) or self.position
        except Refusal as refusal:
            self.refused.append(f"{command.__name__}: {refusal.sentence()}")
            return False
        finally:
            self.clock.advance(timedelta(seconds=self.random.randint(3, 20)))
        return True

    def operate(self, command: Callable[..., int | None], /, *arguments: object, **fields: Any) -> bool:
        """Let the operator do something."""
        return self.act(OPERATOR, command, *arguments, **fields)

    def today(self) -> date:
        """The day it is on the stage."""
        return self.clock.moment.astimezone(AMSTERDAM).date()

    def soon(self, low: int, high: int) -> datetime:
        """Some minutes from now."""
        return self.clock.moment + timedelta(minutes=self.random.randint(low, high), seconds=self.random.randint(0, 59))

    def daytime(self, day: date, first: int = 8, last: int = 21) -> datetime:
        """A moment of a day at which people are awake."""
        clock = f"{self.random.randint(first, last):02d}:{self.random.randint(0, 59):02d}"
        return local(day, clock) + timedelta(seconds=self.random.randint(0, 59))
