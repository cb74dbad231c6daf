"""Checks that read a team's books from end to end: what they found is remembered as long as nothing can change it.

The log is only added to: what was proven at the last fact of a team's money stays so until the next one. Some rests on
less: a report is made of what was known at its close, and no later fact changes that; so it is made again for each
report and on each day, not for each fact. In another file of the views (a rebuild makes one), and in another process,
everything is proven anew; who checks the books from outside reads nothing that is remembered here.
"""

from __future__ import annotations

import os
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import wraps
from threading import Lock

from projections.clock import known_position
from projections.finance_findings import Finding, Looked
from projections.finance_ledger import MONEY
from projections.roster_page import touched

KEPT = 512
"""Outcomes that are remembered: of many teams at one moment, or of one team at many."""

Find = Callable[[Looked], Iterable[Finding]]
Rests = Callable[[Looked], tuple[object, ...]]
_kept: OrderedDict[tuple[object, ...], tuple[Finding, ...]] = OrderedDict()
_lock = Lock()


def remembered_while(rests: Rests) -> Callable[[Find], Find]:
    """Let a check be done once for the same file, team, and all that `rests` says it rests on."""
    return lambda find: _remembered(find, rests)


def remembered(find: Find) -> Find:
    """Let a check be done once for the same books: it rests on every fact of the team's money."""
    return _remembered(find, lambda looked: (_last(looked),))


def _remembered(find: Find, rests: Rests) -> Find:
    @wraps(find)
    def found(looked: Looked) -> Iterable[Finding]:
        key = (find.__name__, *_file(looked.views), looked.team, *rests(looked), looked.at is None)
        with _lock:
            if key in _kept:
                _kept.move_to_end(key)
                return _kept[key]
        proven = tuple(find(looked))
        with _lock:
            _kept[key] = proven
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        return proven

    return found


def _last(looked: Looked) -> int:
    """The position of the last fact of the team's money that is shown; of a moment before it that moment."""
    return min(touched(looked.views, f"{MONEY}:{looked.team}"), known_position(looked.views))


def _file(views: sqlite3.Connection) -> tuple[object, ...]:
    """Which file of the views it is: one that was built anew has other numbers, also under the same name."""
    path = next(row[2] for row in views.execute("PRAGMA database_list") if row[1] == "main")
    made = views.execute("PRAGMA main.schema_version").fetchone()[0]
    return path, os.stat(path).st_ino, made
