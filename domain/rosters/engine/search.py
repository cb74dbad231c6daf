"""What one process does until the time is up: a first roster, the bound, dives, neighbourhoods, and the proof."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

import numpy as np

from domain.rosters.engine.clock import Clock, OutOfTime
from domain.rosters.engine.dive import Converged, converge, dive, greedy, polish, rounded
from domain.rosters.engine.master import Master
from domain.rosters.engine.model import Floats, Ints, Problem
from domain.rosters.engine.neighbourhood import by_reduced_cost, improve
from domain.rosters.engine.pricing import Pricer
from domain.rosters.engine.proof import prove, what_is_left

DIVES = (0.7, 0.4, 0.4)
"""Of each dive the part of the time left that it may take."""
BOLDEST = 0.3
"""The share of those left that a dive fixes at a time at most, where there is little time."""
PROMISING = 40
"""Schedules of each person that a dive begins with."""
PATIENCE = 12
"""Neighbourhoods in a row that bring nothing, before a proof is tried."""
NEAR = 2
"""How near the bound a proof is tried after a dive already."""
EASY, MOST_LEFT = 1_500, 6_000
"""A proof is tried at once with no more choices than the first, and not at all with more than the second."""

Tell = Callable[[Ints, float], tuple[Ints | None, float]]
"""Says a roster and a bound; hears of a better roster, if another has it, and of the best bound."""


class Search:
    """One search. `share` is the part of the time left that a try at a proof gets: 1 where others go on searching."""

    def __init__(
        self, problem: Problem, first: Ints, clock: Clock, seed: int, tell: Tell, *, share: float = 0.4
    ) -> None:
        self.problem, self.clock, self.tell, self.share = problem, clock, tell, share
        self.rng = np.random.default_rng(seed)
        self.pricer, self.master = Pricer(problem), Master(problem)
        self.roster, self.cost, self.bound = first, problem.roster_cost(first), -inf
        self.root: Converged | None = None
        self.took = 0.0
        """Seconds for the root."""

    @property
    def closed(self) -> bool:
        """Whether the roster is proven."""
        return bool(self.bound >= self.cost)

    def run(self) -> None:
        """Search until it is proven or the time is up."""
        try:
            self._start()
            self._root()
            for part in DIVES:
                if not self.closed:
                    self._dive(part)
                if not self.closed and self.cost - self.bound <= NEAR:
                    self._prove(EASY, self.share / 4)
            if self.cost - self.bound > NEAR:
                self._prove(EASY, self.share / 4)
            while not self.closed:
                self._improve()
                if not self.closed:
                    self._prove(MOST_LEFT, self.share)
        except OutOfTime:
            pass
        self._exchange()

    def _take(self, roster: Ints) -> bool:
        """Keep a roster that is no worse; whether it is better."""
        cost, before = self.problem.roster_cost(roster), self.cost
        if cost <= before:
            self.roster, self.cost = roster, cost
        return cost < before

    def _exchange(self) -> None:
        heard, bound = self.tell(self.roster, self.bound)
        self.bound = max(self.bound, bound)
        if heard is not None:
            self._take(heard)

    def _start(self) -> None:
        self.clock.check()
        roster = greedy(self.problem, self.pricer, self.roster, self.rng)
        self._take(polish(self.problem, self.pricer, roster, self.clock))
        self._exchange()

    def _root(self) -> None:
        """The bound; when half of the time has not been enough, the neighbourhoods go on without."""
        for person, schedule in enumerate(self.roster):
            self.master.add(person, schedule)
        begun = self.clock.left
        try:
            self.root = converge(self.master, self.pricer, self.clock.at_most(self.clock.left / 2))
        except OutOfTime as late:
            self.bound = max(self.bound, rounded(late.bound))
            self._exchange()
            self.clock.check()
            return
        finally:
            self.took = begun - self.clock.left
        self.bound = max(self.bound, self.root.whole_bound)
        self._exchange()

    def _dive(self, part: float) -> None:
        """A dive with the promising part of the pool, in a part of the time left; bolder the slower the root was."""
        clock = self.clock.at_most(self.clock.left * part)
        share = min(BOLDEST, self.took / max(self.clock.left, 1e-3))
        found = dive(self._promising(), self.pricer, clock, self.rng, self.cost, share)
        if found is not None and self._take(polish(self.problem, self.pricer, found, self.clock)):
            self._exchange()
        self.clock.check()

    @property
    def _prices(self) -> Floats:
        """The best known: of the root, or where it came to nothing of the last LP."""
        if self.root is not None:
            return self.root.prices
        return np.zeros(self.problem.need.shape) if self.master.last is None else self.master.last.prices

    def _promising(self) -> Master:
        weights = np.zeros(0) if self.master.last is None else self.master.last.weights
        chosen = [int(number) for number in np.flatnonzero(weights > 0)]
        for numbers in by_reduced_cost(self.master, self._prices).values():
            chosen += numbers[:PROMISING]
        found = Master(self.problem)
        for number in chosen:
            found.add(self.master.people[number], self.master.schedules[number])
        return found

    def _improve(self) -> None:
        """Neighbourhood after neighbourhood, until a number in a row bring nothing."""
        promising = by_reduced_cost(self.master, self._prices)
        stale = 0
        while stale < PATIENCE and not self.closed:
            self.clock.check()
            found = improve(self.problem, self.master, promising, self.roster, self.clock, self.rng)
            before = self.cost
            self._take(found)
            self._exchange()
            stale = 0 if self.cost < before else stale + 1

    def _prove(self, most: int, share: float) -> None:
        """Look for a better roster among what the bound leaves, if that is at most so much, or see there is none."""
        if self.root is None or not share:
            return
        left = what_is_left(self.problem, self.pricer, self.root.prices, self.cost)
        if left.size > most:
            return
        proof = prove(self.problem, left, self.cost, self.clock.left * share)
        self.bound = max(self.bound, proof.bound)
        if proof.roster is not None and all(self.problem.lawful(p, one) for p, one in enumerate(proof.roster)):
            self._take(proof.roster)
        self._exchange()
