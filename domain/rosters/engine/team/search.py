"""Makes a roster for one aim: greedily at first, then by swaps and shuffles, then by column generation with dives.

A first roster takes one shortest path a carer. Then any two swap what is better swapped; then some hand in what they
have and take again, in another order, and swap. Then whole schedules are priced against each other until none is
better, somebody is fixed, and so on (a dive). CPU seconds for 12 carers: nothing open after 0.3, swaps done after 1.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np

from domain.rosters.engine.clock import Clock, OutOfTime
from domain.rosters.engine.team.board import Board, Roster
from domain.rosters.engine.team.exchange import Exchange
from domain.rosters.engine.team.master import BOX, Master, Weighed
from domain.rosters.engine.team.paths import Tables
from domain.rosters.engine.team.price import Column, Costs, Floats
from domain.rosters.engine.team.scale import MIX, OPEN

_EPS = 1e-6
_SMOOTH = 0.5
_SURE = 1 - 1e-3
FEW = 2
"""Paths asked of a carer at a time."""
FIRST_ROUNDS, MORE_ROUNDS, FIXED_ROUNDS = 20, 6, 3
STALE, FEW_STALE = 60, 20
"""Shuffles in a row that bring nothing, before the dives begin and after each of them."""
UNEVEN = 300.0
"""What a schedule may cost more by its points before it is the last to be fixed."""
PATIENCE = 4
"""Dives in a row that bring nothing, before the search ends."""

Tell = Callable[[Roster], None]


class Search:
    """One search; `roster` is the best so far and lawful at any time."""

    def __init__(
        self, costs: Costs, clock: Clock, seed: int, tell: Tell, start: Roster | None = None, whole: Clock | None = None
    ) -> None:
        """`whole`: how long the first roster may take, when that is longer than the search."""
        self.costs, self.ground, self.clock, self.tell = costs, costs.ground, clock, tell
        self.board = Board(costs)
        self.whole = whole or clock
        self.rng = np.random.default_rng(seed)
        self.visitors = [at for at, carer in enumerate(costs.carers) if carer.visitor]
        self.everybody = [at for at, carer in enumerate(costs.carers) if not carer.visitor]
        """Who takes part: the team, and who visits from when something stays open."""
        self.roster = start or {carer: self._nothing(carer) for carer in self.everybody}
        self.everybody += [carer for carer in self.visitors if carer in self.roster]
        self.cost = self.board.cost(self.roster)

    def _nothing(self, carer: int) -> Column:
        return self.costs.column(carer, ())

    def run(self) -> Roster:
        """Search until nothing brings more or the time is up; the best roster."""
        try:
            if self.ground.blocks and (self.everybody or self.visitors):
                search, self.clock = self.clock, self.whole
                self._greedy()
                self.clock = search
                self.polish(self.everybody)
                self._exchange(self.roster)
                self._invite()
                self._shuffle(min(STALE, 8 * len(self.everybody)), self.clock.left / 2)
                self._dives()
        except OutOfTime:
            pass
        return self.roster

    def take(self, roster: Roster) -> bool:
        """Keep a roster that is better; whether it is."""
        cost = self.board.cost(roster)
        if cost >= self.cost - _EPS:
            return False
        self.roster, self.cost = dict(roster), cost
        self.tell(self.roster)
        return True

    def _greedy(self) -> None:
        """From nothing, the least able first; it is kept when it is better than what was given to begin with."""
        able = np.isfinite(self.costs.blocks).sum(axis=1)
        order = sorted(self.everybody, key=lambda one: (self.costs.carers[one].visitor, able[one], one))
        empty = {carer: self.costs.column(carer, ()) for carer in self.everybody}
        self.take(self._deal(empty, order, tell=self.tell))

    def _deal(self, roster: Roster, order: Sequence[int], tell: Tell | None = None) -> Roster:
        """One after the other takes their part; then each again what suits and is still open.

        Without a part of their own the first carers would take all that they may.
        """
        for part in (True, False):
            for carer in order:
                self.clock.check()
                ending = self.costs.ending[[carer]]
                most = self.costs.part(carer) if part else np.inf
                ending = np.where(np.arange(ending.shape[1]) * self.costs.net.unit <= most, ending, np.inf)
                roster = {**roster, carer: self.respond(roster, carer, ending)}
                if tell is not None:
                    tell(roster)
        return roster

    def _invite(self) -> None:
        """Whoever visits takes part from here, when the team cannot fill everything: first one shift each."""
        fresh = [carer for carer in self.visitors if carer not in self.roster]
        if not fresh or not self.board.open(self.roster):
            return
        self.everybody += fresh
        self.roster = {**self.roster, **{carer: self._nothing(carer) for carer in fresh}}
        self.cost = self.board.cost(self.roster)
        if self.take(self._deal(self.roster, fresh)):
            self._exchange(self.roster, fresh)

    def _exchange(self, roster: Roster, changed: Collection[int] | None = None) -> Roster:
        """The roster after every swap of two carers that is better."""
        return Exchange(self.board, self.clock, self.take).run(roster, changed)

    def _shuffle(self, most: int, reserve: float = 0.0) -> bool:
        """A few carers hand everything in and take again in another order; whether that was ever better."""
        stale, before = 0, self.cost
        while stale < most and self.clock.left > reserve:
            some = self._some()
            roster = {**self.roster, **{carer: self.costs.column(carer, ()) for carer in some}}
            dealt = self._exchange(self._deal(roster, some), some)
            stale = 0 if self.take(dealt) else stale + 1
        return self.cost < before

    def _some(self) -> list[int]:
        """Two to four carers at random, sooner those whose schedule costs much."""
        many = min(len(self.everybody), int(self.rng.integers(2, 5)))
        own = {one: 0.0 if one in self.visitors else self.board.own(self.roster[one]) for one in self.everybody}
        weight = np.array([30 + max(0.0, own[one]) for one in self.everybody])
        return [int(one) for one in self.rng.choice(self.everybody, many, replace=False, p=weight / weight.sum())]

    def polish(self, carers: Sequence[int]) -> bool:
        """Each in turn takes their best with the others as they are; whether that brought anything."""
        better = False
        for carer in self.rng.permutation(np.array(carers)):
            self.clock.check()
            better |= self.take({**self.roster, int(carer): self.respond(self.roster, int(carer))})
        return better

    def respond(self, roster: Roster, carer: int, ending: Floats | None = None) -> Column:
        """Somebody's best schedule with the others as they are: at first without regard to points, then with."""
        others = {one: column for one, column in roster.items() if one != carer}
        left, best, cost = self.board.left(others), roster[carer], self.board.cost(roster)
        cells = np.full(len(left.need), OPEN)
        for cell, mixes in enumerate(self.ground.helps[carer]):
            cells[cell] += MIX * sum(left.mixes[mix] > 0 for mix in mixes)
        shut, price = self.ground.shut(left.need), self.board.marginal(best) if best.chain else 0.0
        for _ in range(2):
            worth = np.where(shut, -np.inf, self.ground.worth(cells - price * self.ground.points))
            found = best
            for chain in self._paths([carer], worth[None, :], FEW, ending)[carer]:
                found = self.costs.column(carer, chain)
                # What is left of a schedule that is refused is no better than the schedule.
                if self.board.cost({**others, carer: found}) < cost:
                    found = self.costs.lawful(carer, chain, self.costs.blocks[carer] - worth)
                    here = self.board.cost({**others, carer: found})
                    if here < cost:
                        best, cost = found, here
            price += self.board.marginal(found)
        return best

    def _paths(
        self, carers: list[int], worth: Floats, most: int, ending: Floats | None = None
    ) -> dict[int, list[tuple[int, ...]]]:
        """The cheapest paths of each at what blocks are worth to them; the checker has not seen them."""
        ending = self.costs.ending[carers] if ending is None else ending
        tables = Tables(self.costs.net, carers, self.costs.blocks[carers] - worth, ending)
        return {carer: [chain for _, chain in tables.best(row, most)] for row, carer in enumerate(carers)}

    def converge(self, master: Master, rounds: int, enough: float = 0.0) -> Weighed:
        """Price and weigh in turns until no schedule is better; so many times at most, or when little is gained."""
        centre: Floats | None = None
        shut = self.ground.shut(master.left.need)
        before = np.inf
        while True:
            weighed = self._weigh(master)
            self.clock.check()
            rounds -= 1
            people = master.free()
            if rounds < 0 or not people or before - weighed.value < enough * weighed.value:
                return weighed
            before = weighed.value
            worth = np.array([master.worth(weighed, carer) for carer in people])
            near = worth if centre is None else (1 - _SMOOTH) * worth + _SMOOTH * centre
            centre = near
            if not self._add(master, weighed, np.where(shut, -np.inf, near), worth):
                centre = None
                if near is worth or not self._add(master, weighed, np.where(shut, -np.inf, worth), worth):
                    return weighed

    def _weigh(self, master: Master) -> Weighed:
        """Weigh; schedules with weight that the checker refuses are taken out, and what is left of them put in."""
        while True:
            weighed = master.solve()
            wrong = [
                int(number)
                for number in np.flatnonzero(weighed.weights > _EPS)
                if self.costs.refused(master.columns[number].carer, master.columns[number].chain)
            ]
            if not wrong:
                return weighed
            for number in wrong:
                column = master.columns[number]
                master.drop(number)
                worth = master.worth(weighed, column.carer)
                master.add(self.costs.lawful(column.carer, column.chain, self.costs.blocks[column.carer] - worth))

    def _add(self, master: Master, weighed: Weighed, prices: Floats, worth: Floats) -> bool:
        """Add what the LP would gain by; whether there was any."""
        better = False
        for row, (carer, chains) in enumerate(self._paths(master.free(), prices, FEW).items()):
            for chain in chains:
                column = self.costs.column(carer, chain)
                paid = float(worth[row, list(chain)].sum()) + master.share(weighed, carer)
                if column.cost - paid < -_EPS and master.new(column):
                    master.add(column)
                    better = True
        return better

    def _dives(self) -> None:
        """Dive again and again from the same schedules and what came to them, until a few dives brought nothing."""
        master = Master(self.board.left({}), self.everybody, self.costs.scale, BOX)
        for carer in self.everybody:
            master.add(self.costs.column(carer, ()))
            master.add(self.roster[carer])
        stale, rounds = 0, FIRST_ROUNDS
        while stale < PATIENCE:
            self.converge(master, rounds)
            better = self.take(self._exchange(self._finish(self._dive(master))))
            stale = 0 if self._shuffle(FEW_STALE) or better else stale + 1
            master.release()
            for column in self.roster.values():
                master.add(column)
            rounds = MORE_ROUNDS

    def _dive(self, master: Master) -> Roster:
        """Fix the surest, price again, until everybody has one schedule."""
        while True:
            weighed = self.converge(master, FIXED_ROUNDS, 0.005)
            whole = master.whole(weighed)
            if whole is not None:
                return whole
            self._fix(master, weighed)

    def _fix(self, master: Master, weighed: Weighed) -> None:
        """Fix those who have one schedule already, and the surest of the others, as far as they fit together."""
        uneven = np.array([self.board.own(column) - column.cost for column in master.columns]) / UNEVEN
        score = (
            weighed.weights
            - np.minimum(uneven, 1.0)
            + 0.2 * self.rng.random(len(weighed.weights)) * (weighed.weights > _EPS)
        )
        more = max(1, len(master.carers) // 10)
        for number in np.argsort(-score):
            column = master.columns[number]
            if (
                weighed.weights[number] <= _EPS
                or column.carer in master.fixed
                or (more == 0 and weighed.weights[number] < _SURE)
            ):
                continue
            more -= weighed.weights[number] < _SURE
            master.fix(int(number))

    def _finish(self, roster: Roster) -> Roster:
        """A roster from a dive, without too many anywhere, and everybody once more asked what suits them."""
        roster = self._trim(roster)
        for carer in self.rng.permutation(np.array(self.everybody)):
            self.clock.check()
            roster = {**roster, int(carer): self.respond(roster, int(carer))}
        return roster

    def _trim(self, roster: Roster) -> Roster:
        """Take away what is worked by too many, each time where that costs least."""
        roster = dict(roster)
        while True:
            over = np.flatnonzero(self.board.left(roster).need < 0)
            if not len(over):
                return roster
            tries = [
                self.costs.lawful(carer, tuple(at for at in column.chain if at != block), self.costs.blocks[carer])
                for carer, column in roster.items()
                for block in column.chain
                if int(over[0]) in self.ground.blocks[block].cells
            ]
            best = min(tries, key=lambda column: self.board.own(column) - self.board.own(roster[column.carer]))
            roster[best.carer] = best
