"""A hundred tablets that look at one roster every three seconds, over real HTTP.

Three times: while two changes a second are made, while nothing changes, and at a server that only sends as many bytes.
What the last one costs is gunicorn's and the socket's; the rest of the server's CPU is the program's own.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.team import FIRST, BenchTeam
from domain.kernel import Acting, act_as
from domain.store.accounts import Accounts
from projections.house import House
from web.session import PLAIN

TABLETS = 100
EVERY = 3.0
CHANGES = 2.0
_TICKS = os.sysconf("SC_CLK_TCK")


WORKERS, THREADS = 2, 8


def served(data: Path, port: int) -> list[str]:
    """The command that serves the program on loopback."""
    return [
        sys.executable, "-m", "web.cli", "run", "--data", str(data), "--port", str(port), "--empty",
        "--workers", str(WORKERS), "--threads", str(THREADS),
    ]  # fmt: skip


def bare(port: int, size: int) -> list[str]:
    """The command for the same server with nothing in it, which sends that many bytes."""
    return [
        sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--keep-alive", "15",
        "--workers", str(WORKERS), "--threads", str(THREADS), "--bind", f"127.0.0.1:{port}",
        f"bench.tablets:sends({size})",
    ]  # fmt: skip


def sends(size: int) -> Callable[[dict[str, Any], Callable[..., Any]], list[bytes]]:
    """A WSGI app that sends that many bytes and does nothing else."""
    body = b" " * size

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response("200 OK" if size else "204 NO CONTENT", [("Content-Length", str(size))] if size else [])
        return [body] if size else []

    return app


def cpu_of(pid: int) -> float:
    """CPU seconds of a process and its children that live."""
    total = 0.0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(entry.name) == pid or int(fields[1]) == pid:
                total += (int(fields[11]) + int(fields[12])) / _TICKS
    return total


class Tablet(threading.Thread):
    """Polls the roster's part until told to stop; remembers how long each answer took."""

    def __init__(self, port: int, path: str, cookie: str, delay: float, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.path, self.cookie, self.delay, self.stop = port, path, cookie, delay, stop
        self.took: dict[int, list[float]] = {}
        self.since = 0
        self.size = 0

    def run(self) -> None:
        """Poll, at this tablet's own beat."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        if self.stop.wait(self.delay):
            return
        while not self.stop.is_set():
            began = time.perf_counter()
            try:
                self._ask(connection, began)
            except (http.client.HTTPException, OSError):
                connection.close()  # the next request opens it again
                self.took.setdefault(0, []).append((time.perf_counter() - began) * 1000)
            self.stop.wait(max(0.0, EVERY - (time.perf_counter() - began)))
        connection.close()

    def _ask(self, connection: http.client.HTTPConnection, began: float) -> None:
        headers = {"Cookie": self.cookie, "HX-Request": "true"}
        connection.request("GET", f"{self.path}&since={self.since}", headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        self.took.setdefault(answer.status, []).append((time.perf_counter() - began) * 1000)
        self.size = len(body)
        found = re.search(rb"since=(\d+)", body)
        if found:
            self.since = int(found[1])


def change(house: House, team: BenchTeam, stop: threading.Event) -> None:
    """Two changes a second, made in another process than the one that serves."""
    for shift, person in team.toggle(10_000):
        with act_as(Acting(team.planner, "")):
            house.rosters.unassign_shift(team.roster, shift, was=person)
            if stop.wait(1 / CHANGES):
                return
            house.rosters.assign_shift(team.roster, shift, person=person, instead_of=None)
        if stop.wait(1 / CHANGES):
            return


@dataclass
class Measured:
    """What a hundred tablets met in some seconds."""

    answers: dict[int, list[float]]
    """Milliseconds by status."""
    cpu_ms: float
    """CPU of the server for each request."""
    size: int
    """Bytes of an answer."""

    def figures(self) -> dict[str, Any]:
        """For the page of figures."""
        everything = sorted(t for times in self.answers.values() for t in times)
        return {
            "answers": {str(status): len(times) for status, times in sorted(self.answers.items())},
            "bytes": self.size,
            "server_cpu_ms_per_request": round(self.cpu_ms, 3),
            "p50_ms": round(statistics.median(everything), 2),
            "p99_ms": round(everything[int(len(everything) * 0.99)], 2),
        }


def run(seconds: int = 30) -> dict[str, Any]:
    """Measure: CPU of the server for each request, and how long a tablet waits."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        team = BenchTeam(house)
        team.plan()
        with act_as(Acting(team.planner, "")):
            house.rosters.publish_roster(team.roster)
        accounts = Accounts(house.vault.rows)
        cookies = [f"{PLAIN}={accounts.begin_session(person)}" for person in team.people]
        path = f"/rosters/{team.roster}/part?from={FIRST.isoformat()}&weeks=4&day={_shown_day()}"
        path += f"&looked={house.workspace.position()}&state=published"  # as the page asks it
        port = _free_port()
        command = served(Path(folder), port)
        changing = _measured(command, port, path, cookies, seconds, lambda stop: change(house, team, stop))
        still = _measured(command, port, path, cookies, seconds)
        house.close()
    same = _measured(bare(port, changing.size), port, "/?", cookies, seconds)
    nothing = _measured(bare(port, 0), port, "/?", cookies, seconds)
    return {
        "tablets": TABLETS,
        "changing": changing.figures() | {"own_cpu_ms": round(changing.cpu_ms - same.cpu_ms, 3)},
        "still": still.figures() | {"own_cpu_ms": round(still.cpu_ms - nothing.cpu_ms, 3)},
        "bare": same.figures(),
        "bare_nothing": nothing.figures(),
        "limit": {"changing_own_cpu_ms": 1.5, "still_own_cpu_ms": 0.3},
    }


def _measured(
    command: list[str],
    port: int,
    path: str,
    cookies: list[str],
    seconds: int,
    changes: Callable[[threading.Event], None] | None = None,
) -> Measured:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, start_new_session=True, **quiet)  # type: ignore[call-overload]
    try:
        _wait_for(port)
        stop = threading.Event()
        tablets = [Tablet(port, path, cookies[n % len(cookies)], EVERY * n / TABLETS, stop) for n in range(TABLETS)]
        threads = [*tablets, *([threading.Thread(target=changes, args=(stop,), daemon=True)] if changes else [])]
        for thread in threads:
            thread.start()
        stop.wait(2 * EVERY)  # the first look of each is not measured
        for tablet in tablets:
            tablet.took = {}
        before = cpu_of(process.pid)
        stop.wait(seconds)
        spent = cpu_of(process.pid) - before
        stop.set()
        for thread in threads:
            thread.join()
    finally:
        process.terminate()
        process.wait()
    answers: dict[int, list[float]] = {}
    for tablet in tablets:
        for status, times in tablet.took.items():
            answers.setdefault(status, []).extend(times)
    return Measured(answers, spent * 1000 / sum(map(len, answers.values())), tablets[0].size)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _shown_day() -> str:
    from domain.kernel import today

    return today().isoformat()


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/livez")
            if connection.getresponse().status < 400:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if sys.argv[1:] else 30), indent=2))
