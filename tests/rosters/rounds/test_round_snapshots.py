"""A snapshot of the rounds from before people could say that their wishes are complete is left aside."""

from __future__ import annotations

from dataclasses import replace

from domain.rosters.rounds import Rounds, rounds_of
from domain.store.snapshot import AggregateSnapshot


def test_rounds_kept_by_the_version_before_are_replayed(home, rounds):
    known = home.house.workspace.get(Rounds, rounds_of(home.roster))
    taken = AggregateSnapshot.take(known)
    before = {name: value for name, value in taken.state.items() if name != "finished"} | {"class_version": 1}

    assert not replace(taken, state=before).fits()
    assert taken.fits()
