"""Reads a schedule back from the tables: at each state the way in that is cheapest is found again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from domain.rosters.engine.team.scale import LONE_DAY_OFF, LONG_OFF, begins, nights_on

if TYPE_CHECKING:
    from domain.rosters.engine.team.paths import Tables

_FAR = 2**60


class End(NamedTuple):
    """The end of a stint: its node, and whether it ends after many nights; at -1 nothing was worked before."""

    value: float
    at: int
    many: bool


class State(NamedTuple):
    """A node with the number of nights in a row and the half days since its stint began."""

    at: int
    nights: int
    back: int


def walk(tables: Tables, row: int, step: int) -> tuple[int, ...]:
    """The blocks of a carer's cheapest schedule with so many steps, first to last."""
    found: list[int] = []
    end = _end(tables, row, step, _FAR)
    while end.at >= 0:
        state = _last_state(tables, row, step, end)
        while True:
            node = tables.net.nodes[state.at]
            if node.number >= 0:
                found.append(node.number)
            step -= node.steps
            before = _before(tables, row, step, state)
            if isinstance(before, End):
                end = before
                break
            state = before
    return tuple(found[::-1])


def _end(tables: Tables, row: int, step: int, start: int) -> End:
    """How the stint before a moment ends best."""
    net, since = tables.net, tables.begun(row, start)
    best = End(0.0 if since < -(2**59) and step == 0 else np.inf, -1, False)
    rest = start - net.ends
    there = (net.starts >= since) & (net.starts < start)
    for many, table, least in ((False, tables.closes, 0), (True, tables.after, net.pace.after_nights)):
        may = np.flatnonzero(there & (rest >= max(net.pace.row_ends, least)))
        if len(may):
            values = table[may, row, step] + np.where(rest[may] >= LONG_OFF, 0.0, LONE_DAY_OFF)
            at = int(np.argmin(values))
            if values[at] < best.value:
                best = End(float(values[at]), int(may[at]), many)
    return best


def _last_state(tables: Tables, row: int, step: int, end: End) -> State:
    node, ways = tables.net.nodes[end.at], tables.ways[end.at]
    place = tables.of(node, row)
    assert ways is not None and place is not None
    few = tables.net.pace.nights - 1 if node.block.night else 1
    first = few if end.many else 0
    part = ways[place, first:, :, step] if end.many else ways[place, :few, :, step]
    nights, back = np.unravel_index(int(np.argmin(part + node.stints)), part.shape)
    return State(end.at, int(nights) + first, int(back))


def _before(tables: Tables, row: int, step: int, state: State) -> State | End:
    """Where the cheapest way into a state comes from."""
    net = tables.net
    node, given = net.nodes[state.at], net.nodes[state.at].number < 0
    since = tables.begun(row, node.block.start)
    best, chosen = np.inf, State(-1, 0, 0)
    for arc in node.arcs:
        early, ways = net.nodes[arc.source], tables.ways[arc.source]
        place = tables.of(early, row)
        if ways is None or place is None or early.block.start < since:
            continue
        shift = max(arc.shift, 0)
        backs = [state.back - shift] if state.back >= shift else []
        if given and state.back == net.back - 1:
            backs = list(range(max(0, state.back - shift), net.back))
        for there, here in nights_on(net.pace, early.block.night, node.block.night, given):
            for back in backs if here == state.nights else ():
                value = float(ways[place, there, back, step]) + arc.cost
                if value < best:
                    best, chosen = value, State(arc.source, there, back)
    if state.nights == 0 and state.back == 0:
        end = _end(tables, row, step, node.block.start)
        if end.value + begins(node.block) <= best:
            return end
    return chosen
