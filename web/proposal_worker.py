"""The process that looks for proposals: one at a time in a workspace, as long as any was asked for.

It writes nothing but what it offers, in one fact. Whoever kills it loses a search, which the next one takes up again.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from domain.kernel import OPERATOR, Acting, act_as, now
from domain.rosters.engine.team.answer import Alternative, Progress
from domain.rosters.engine.team.problem import Problem
from domain.rosters.proposal_offer import offered, wanted_too_much
from domain.rosters.refusals.proposing import NotSearching
from projections.clock import shown_position
from projections.house import House
from projections.proposal_problem import open_slots, problem_of_roster
from projections.proposals import ProposalShown, proposal_shown, searching
from projections.roster_page import period
from projections.trail import fact
from web.proposal_notes import Note, Notes

log = logging.getLogger(__name__)

MOST_TRIES = 3
"""A search that was broken off so often is given up: it may be what breaks the worker."""
PATIENCE = 60
"""So many seconds beyond what was asked, and a worker is ended: the engine keeps to its time, so it must hang."""
_LOOK = 0.25

Search = Callable[[Problem, str, float, Callable[[Progress], None], Callable[[], bool]], Sequence[Alternative]]
"""What looks: the problem, what is asked, for how long, whom to tell, and whether to stop."""


@dataclass(slots=True)
class _Looked:
    """From where a search looks."""

    asked: ProposalShown
    problem: Problem
    note: Note


class Worker:
    """Takes up what was asked, the oldest first."""

    def __init__(self, house: House, search: Search) -> None:
        self.house = house
        self.search = search
        self.notes = Notes(house.workspace.data)
        self._seen = (0.0, -1, False)
        self._noted = 0.0

    def step(self) -> bool:
        """Look for one proposal and offer it; whether there was any to look for."""
        with self.house.now() as views:
            waiting = searching(views)
        if not waiting:
            return False
        with suppress(NotSearching):  # somebody else ended it meanwhile
            self._work(waiting[0])
        self.notes.forget(waiting[0].proposal)
        return True

    def _work(self, asked: ProposalShown) -> None:
        note = self.notes.read(asked.proposal)
        if note.tries >= MOST_TRIES or (asked.state == "stopped" and note.best):
            status = "stopped" if asked.state == "stopped" else "crashed"
            self._record(asked, note, [note.best] if note.best else [], status)
            return
        looked = self._look(asked, replace(note, tries=note.tries + 1))
        if looked is None or not open_slots(looked.problem):
            self._fail(asked, "filled")
            return
        looked.note = replace(looked.note, wanting=wanted_too_much(looked.problem))
        self.notes.write(asked.proposal, looked.note)
        found = self.search(
            looked.problem, asked.what, asked.seconds, lambda p: self._tell(looked, p), lambda: self._stopped(asked)
        )
        note, status = looked.note, "stopped" if self._stopped(asked, at_once=True) else "done"
        self._record(asked, note, [offered(looked.problem, one) for one in found], status)

    def _look(self, asked: ProposalShown, note: Note) -> _Looked | None:
        """The problem as the roster stands now."""
        with self.house.now() as views:
            found = period(views, asked.roster)
            if found is None or found.state == "closed":
                return None
            moment = now().strftime("%Y-%m-%dT%H:%MZ")
            problem = problem_of_roster(views, found, asked.what, moment)
            return _Looked(asked, problem, replace(note, looked=shown_position(views), moment=moment))

    def _tell(self, looked: _Looked, progress: Progress) -> None:
        """Note how far it is, a few times a second: the best of all aims, for a next aim begins from little."""
        note = replace(looked.note, stage=progress.stage, aim=progress.aim, seconds=progress.seconds)
        best = progress.best
        if best is not None and (note.best is None or best.totals.open <= note.open):
            shown = offered(looked.problem, best)
            note = replace(note, filled=len(shown["shifts"]), open=best.totals.open, best=shown)
        elif time.monotonic() < self._noted + _LOOK:
            return
        looked.note, self._noted = note, time.monotonic()
        self.notes.write(looked.asked.proposal, note)

    def _stopped(self, asked: ProposalShown, *, at_once: bool = False) -> bool:
        """Whether it was stopped; the log is asked a few times a second, whatever the engine does."""
        when, position, answer = self._seen
        if not at_once and time.monotonic() < when + _LOOK:
            return answer
        if (standing := self.house.workspace.position()) != position:
            with self.house.now() as views:
                shown = proposal_shown(views, asked.roster, asked.proposal)
            answer = shown is None or shown.state != "asked"
        self._seen = time.monotonic(), standing, answer
        return answer

    def _record(self, asked: ProposalShown, note: Note, alternatives: list[dict[str, Any]], status: str) -> None:
        useful = [one for one in alternatives if one["shifts"]] or alternatives[:1]
        useful = [one | {"wanting": note.wanting} for one in useful]
        if not useful and status == "done":
            status = "nothing"
        with self._acting(asked):
            self.house.proposing.offer_proposal(
                asked.roster, asked.proposal, looked=note.looked, moment=note.moment, status=status,
                alternatives=useful,
            )  # fmt: skip

    def _fail(self, asked: ProposalShown, how: str) -> None:
        with self._acting(asked):
            self.house.proposing.fail_proposal(asked.roster, asked.proposal, how=how)

    def _acting(self, asked: ProposalShown) -> Any:
        with self.house.now() as views:
            row = fact(views, asked.position)
        cause = f"fact:{row.originator}:{row.version}" if row else None
        return act_as(Acting(OPERATOR, "", on_behalf_of=asked.asked_by, cause=cause))


def work(house: House, search: Search) -> None:
    """Look for all that was asked, unless somebody else does; what is asked at the last moment is not forgotten."""
    notes = Notes(house.workspace.data)
    while True:
        with notes.alone() as alone:
            if not alone:
                return
            worker = Worker(house, search)
            while worker.step():
                pass
        with house.now() as views:
            if not searching(views):
                return


def bounded(search: Search) -> Search:
    """The same search, which the system ends with its whole process when it hangs."""

    def within(
        problem: Problem, what: str, seconds: float, told: Callable[[Progress], None], stop: Callable[[], bool]
    ) -> Sequence[Alternative]:
        signal.alarm(int(seconds) + PATIENCE)
        try:
            return search(problem, what, seconds, told, stop)
        finally:
            signal.alarm(0)

    return within


def main() -> None:
    """Work in the workspace that the arguments name: the folder; the database's address stands in the environment."""
    from web.proposal_search import search

    os.nice(10)  # pages go before
    house = House(Path(sys.argv[1]), os.environ.get("DRIEHOEK_DATABASE") or None)
    try:
        work(house, bounded(search))
    finally:
        house.close()


if __name__ == "__main__":
    main()
