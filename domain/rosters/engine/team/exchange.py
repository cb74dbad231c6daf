"""Gives a block from one carer to another, or swaps two, wherever that is lawful and better.

What a swap does to hours, points and wishes is reckoned for all blocks of two carers at once; only what looks better is
put together, weighed with the shape of the stints and shown to the checker.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

import numpy as np

from domain.rosters.engine.clock import Clock
from domain.rosters.engine.team.board import Board, Roster
from domain.rosters.engine.team.price import Column, Floats
from domain.rosters.engine.team.scale import off_contract, off_share

_EPS = 1e-6
TRIES = 12
"""Swaps of two carers that are looked at closely before the next two have their turn."""


class Exchange:
    """Swaps on a roster by one aim's costs."""

    def __init__(self, board: Board, clock: Clock, tell: Callable[[Roster], object]) -> None:
        """`tell` hears of every better roster on the way: time may be up before the last swap."""
        self.board, self.costs, self.clock, self.tell = board, board.costs, clock, tell
        self._blocks = board.ground.blocks

    def run(self, roster: Roster, changed: Collection[int] | None = None) -> Roster:
        """The roster after every swap that was better, until no two carers have one left.

        `changed`: who is not as after an earlier run; None: everybody.
        """
        roster = dict(roster)
        stale = {(a, b) for a in roster for b in roster if changed is not None and a < b and not {a, b} & set(changed)}
        while pair := self._next(roster, stale):
            self.clock.check()
            found = self._best(roster[pair[0]], roster[pair[1]], roster)
            if found is None:
                stale.add(pair)
            else:
                roster |= {column.carer: column for column in found}
                self.tell(roster)
                stale = {one for one in stale if not set(one) & set(pair)}
        return roster

    def _next(self, roster: Roster, stale: set[tuple[int, int]]) -> tuple[int, int] | None:
        """The two who cost most and were not looked at since one of them changed."""
        own = {carer: self.board.own(column) for carer, column in roster.items()}
        pairs = [(a, b) for a in own for b in own if a < b and (a, b) not in stale]
        return max(pairs, key=lambda pair: (own[pair[0]] + own[pair[1]], pair), default=None)

    def _best(self, one: Column, other: Column, roster: Roster) -> tuple[Column, Column] | None:
        """The two schedules after the best swap that is lawful."""
        before, tried = self.board.cost(roster), 0
        for mine, theirs in self._promising(one, other):
            tried += 1
            if tried > TRIES:
                return None
            new = self._with(one, mine, theirs), self._with(other, theirs, mine)
            cost = self.board.cost({**roster, one.carer: new[0], other.carer: new[1]})
            if cost < before - _EPS and not any(self.costs.refused(column.carer, column.chain) for column in new):
                return new
        return None

    def _with(self, column: Column, gone: int | None, come: int | None) -> Column:
        chain = {at for at in column.chain if at != gone} | ({come} if come is not None else set())
        return self.costs.column(column.carer, tuple(sorted(chain, key=lambda at: (self._blocks[at].start, at))))

    def _promising(self, one: Column, other: Column) -> Iterator[tuple[int | None, int | None]]:
        """Blocks to give and to get, the best by hours, points and wishes first."""
        mine: list[int | None] = [None, *one.chain]
        theirs: list[int | None] = [None, *other.chain]
        gain = self._change(one, mine, theirs) + self._change(other, theirs, mine).T
        for place in np.argsort(gain, axis=None, kind="stable"):
            at, to = np.unravel_index(int(place), gain.shape)
            if gain[at, to] >= 0:
                return
            yield mine[int(at)], theirs[int(to)]

    def _change(self, column: Column, gone: list[int | None], come: list[int | None]) -> Floats:
        """What it costs somebody more to give each of these and get each of those."""
        carer, ground = column.carer, self.board.ground
        whose, share = self.costs.carers[carer], self.board.share[carer]
        less, more = self._figures(gone), self._figures(come)
        minutes = column.minutes + ground.kept_minutes[carer] - less[0][:, None] + more[0][None, :]
        scale = self.costs.scale
        found = off_contract(minutes, whose.contract, scale, whose.flex) - float(
            off_contract(column.minutes + ground.kept_minutes[carer], whose.contract, scale, whose.flex)
        )
        worth = [
            np.array([0.0 if at is None else self.costs.blocks[carer, at] for at in some]) for some in (gone, come)
        ]
        found = found - worth[0][:, None] + worth[1][None, :]
        if share is not None:
            points = column.points - less[1][:, None] + more[1][None, :]
            uneven = {int(n): off_share(float(n), share, scale) for n in np.unique(points)}
            found = found + np.vectorize(lambda n: uneven[int(n)])(points) - off_share(column.points, share, scale)
        return np.asarray(found)

    def _figures(self, some: list[int | None]) -> tuple[Floats, Floats]:
        minutes = [0 if at is None else self._blocks[at].minutes for at in some]
        points = [0 if at is None else self._blocks[at].points for at in some]
        return np.array(minutes, dtype=np.float64), np.array(points, dtype=np.float64)
