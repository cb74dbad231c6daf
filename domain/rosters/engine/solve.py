"""Several processes search for one roster, each from its own seed; here the best of them and the bound are kept."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import inf
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

import numpy as np

from domain.rosters.engine.clock import Clock
from domain.rosters.engine.model import Ints, Problem
from domain.rosters.engine.search import Search

_HAND_OVER = 0.15
"""Seconds before the deadline at which the searches stop and hand over what they have."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best roster, its cost, and what none can be below."""

    roster: Ints
    cost: int
    bound: float = -inf
    interrupted: bool = False
    failure: str = ""

    @property
    def status(self) -> str:
        """`optimal` or `feasible`."""
        return "optimal" if self.bound >= self.cost else "feasible"


@dataclass(frozen=True, slots=True)
class _Said:
    roster: bytes | None
    bound: float
    failure: str = ""


def solve(problem: Problem, first: Ints, clock: Clock, workers: int, seed: int = 1) -> Outcome:
    """The best roster that the workers find before the deadline, `first` at worst; Ctrl-C gives the best so far."""
    best = Outcome(first, problem.roster_cost(first))
    with _searches(problem, first, clock, workers, seed) as lines:
        try:
            while lines and clock.left > 0 and best.status != "optimal":
                for line in connection.wait(list(lines), timeout=max(0.0, clock.left)):
                    assert isinstance(line, Connection)
                    best = _listen(problem, line, lines, best)
        except KeyboardInterrupt:
            best = replace(best, interrupted=True)
    return best


def _listen(problem: Problem, line: Connection, lines: dict[Connection, SpawnProcess], best: Outcome) -> Outcome:
    """Take what one search says, and tell it what is better elsewhere."""
    try:
        said: _Said = line.recv()
        best = _better(problem, best, said)
        worse = said.roster is not None and problem.roster_cost(_roster(problem, said.roster)) > best.cost
        news = best.roster.tobytes() if worse else None
        line.send(_Said(news, best.bound))
    except (EOFError, OSError):
        lines.pop(line).join(timeout=0)
    return best


def _better(problem: Problem, best: Outcome, said: _Said) -> Outcome:
    """What stands after hearing this; a roster is judged again here before it counts."""
    best = replace(best, bound=max(best.bound, said.bound), failure=said.failure or best.failure)
    if said.roster is None:
        return best
    roster = _roster(problem, said.roster)
    cost = problem.roster_cost(roster)
    if cost < best.cost and all(problem.lawful(person, schedule) for person, schedule in enumerate(roster)):
        best = replace(best, roster=roster, cost=cost)
    return best


def _roster(problem: Problem, packed: bytes) -> Ints:
    return np.frombuffer(packed, dtype=np.int64).reshape(len(problem.people), problem.days)


@contextmanager
def _searches(
    problem: Problem, first: Ints, clock: Clock, workers: int, seed: int
) -> Iterator[dict[Connection, SpawnProcess]]:
    """The processes, by the line to each; ended when the block ends, whatever they were doing."""
    context = get_context("spawn")
    lines: dict[Connection, SpawnProcess] = {}
    processes = []
    try:
        for number in range(workers):
            here, there = context.Pipe()
            share = 0.4 if workers == 1 else float(number == 0)
            process = context.Process(
                target=_search, args=(problem, first, clock.deadline, seed * 1000 + number, share, there), daemon=True
            )
            process.start()
            there.close()
            lines[here] = process
            processes.append(process)
        yield lines
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.join()


def _search(problem: Problem, first: Ints, deadline: float, seed: int, share: float, line: Connection) -> None:
    """One search in a process of its own, which ends with the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()

    def tell(roster: Ints, bound: float) -> tuple[Ints | None, float]:
        line.send(_Said(roster.tobytes(), bound))
        heard: _Said = line.recv()
        return None if heard.roster is None else _roster(problem, heard.roster).copy(), heard.bound

    try:
        Search(problem, first, Clock(deadline - _HAND_OVER), seed, tell, share=share).run()
    except (EOFError, OSError):
        return
    except Exception as error:
        line.send(_Said(None, -inf, f"{type(error).__name__}: {error}"))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
