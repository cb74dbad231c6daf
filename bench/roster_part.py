"""The part of a roster of 12 x 28 that tablets poll: CPU of making it after a change, and of finding none."""

from __future__ import annotations

import gc
import itertools
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.team import BEGIN, FIRST, BenchTeam
from domain.kernel import Acting, act_as, fixed_clock
from projections.house import House
from web import create_app
from web.session import PLAIN

TIMES = 300
CHANGES = 60
"""Not more: each leaves a fact behind, and the roster has its 500 already."""
SINCE_LOOKED = 60
"""Facts since the tablet's visit began: some twenty changes."""


def measure(data: Path) -> dict[str, Any]:
    """CPU milliseconds of whole requests, from the WSGI call to the last byte; the change itself is not counted."""
    house = House(data)
    team = BenchTeam(house)
    team.plan()
    app = create_app(data, config={"HOUSE": house})
    token = app.extensions["accounts"].begin_session(team.people[3])
    path = f"/rosters/{team.roster}/part"
    look = f"from={FIRST.isoformat()}&weeks=4&looked=0&day={BEGIN.date().isoformat()}&state=drafted"
    with fixed_clock(BEGIN):
        with act_as(Acting(team.planner, "")):
            house.rosters.publish_roster(team.roster)
        look = look.replace("drafted", "published")
        ask = _asker(app, path, token)
        ask(f"{look}&since=0")
        gc.freeze()
        changes = team.toggle(2 * CHANGES)
        made = [_made(team, ask, f"{look}&since=0", shift, person) for shift, person in changes[:CHANGES]]
        by_app = [  # each time another question, which nothing before the app knows
            _made(team, ask, f"{look}&since=0&n={n}", shift, person)
            for n, (shift, person) in enumerate(changes[CHANGES:])
        ]
        look = look.replace("looked=0", f"looked={house.workspace.position() - SINCE_LOOKED}")
        size = len(ask(f"{look}&since=0")[1])
        again = _cpu(lambda: ask(f"{look}&since=0"))
        same = house.workspace.position()
        nothing = _cpu(lambda: ask(f"{look}&since={same}"))
        fresh = itertools.count(CHANGES)
        first = _cpu(lambda: ask(f"{look}&since={same}&n={next(fresh)}"))
        assert ask(f"{look}&since={same}")[0] == 204
        bare = _cpu(lambda: ask("", path="/livez"))
    house.close()
    return {
        "carers": 12, "days": 28, "bytes": size, "changes": CHANGES, "times": TIMES,
        "made_after_a_change_cpu_ms": _figures(made),
        "made_after_a_change_by_the_app_itself_cpu_ms": _figures(by_app),
        "made_for_the_next_tablet_cpu_ms": _figures(again),
        "nothing_changed_204_cpu_ms": _figures(nothing),
        "nothing_changed_for_the_first_time_204_cpu_ms": _figures(first),
        "livez_cpu_ms": _figures(bare),
        "limit": {"made_after_a_change_cpu_ms_median": 1.5, "204_cpu_ms_median": 0.3},
    }  # fmt: skip


def _made(team: BenchTeam, ask: Callable[..., tuple[int, bytes]], query: str, shift: str, person: str) -> float:
    with act_as(Acting(team.planner, "")):
        team.house.rosters.unassign_shift(team.roster, shift, was=person)
        team.house.engine.catch_up()
    looked = team.house.workspace.position() - SINCE_LOOKED
    query = query.replace("looked=0", f"looked={looked}")
    began = time.process_time()
    status, _body = ask(query)
    spent = time.process_time() - began
    assert status == 200
    with act_as(Acting(team.planner, "")):
        team.house.rosters.assign_shift(team.roster, shift, person=person, instead_of=None)
        team.house.engine.catch_up()
    ask(query)
    return spent * 1000


def _cpu(ask: Callable[[], Any]) -> list[float]:
    found = []
    for _ in range(TIMES * 3):
        began = time.process_time()
        ask()
        found.append((time.process_time() - began) * 1000)
    return found


def _figures(spent: list[float]) -> dict[str, float]:
    spent = sorted(spent)
    return {"median": round(statistics.median(spent), 3), "p99": round(spent[int(len(spent) * 0.99)], 3)}


def _asker(app: Any, path: str, token: str) -> Callable[..., tuple[int, bytes]]:
    """A call as the server makes it, without a client's own cost."""

    def ask(query: str, path: str = path) -> tuple[int, bytes]:
        found: list[int] = []
        environ = {
            "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost",
            "HTTP_COOKIE": f"{PLAIN}={token}", "HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "roster-part",
            "HTTP_ACCEPT_LANGUAGE": "nl", "wsgi.url_scheme": "http", "wsgi.input": None, "wsgi.errors": sys.stderr,
            "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip
        answer = app.wsgi_app(environ, lambda status, headers, info=None: found.append(int(status[:3])))
        body = b"".join(answer)
        getattr(answer, "close", lambda: None)()
        return found[0], body

    return ask


def run() -> dict[str, Any]:
    """Measure on a team of twelve with four weeks planned and 500 facts behind its roster."""
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder))


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
