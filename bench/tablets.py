"""A hundred tablets that look at one roster every three seconds while two changes a second are made, over real HTTP."""

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
from contextlib import closing
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


def server(data: Path, port: int) -> subprocess.Popen[bytes]:
    """The program as it is served, on loopback."""
    return subprocess.Popen(
        [sys.executable, "-m", "web.cli", "run", "--data", str(data), "--port", str(port), "--workers", "2", "--empty"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


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
        body = answer.read().decode()
        self.took.setdefault(answer.status, []).append((time.perf_counter() - began) * 1000)
        found = re.search(r"since=(\d+)", body)
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


def run(seconds: int = 30) -> dict[str, Any]:
    """Measure: CPU of the server for each request, and how long a tablet waits."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        team = BenchTeam(house)
        team.plan()
        with act_as(Acting(team.planner, "")):
            house.rosters.publish_roster(team.roster)
        accounts = Accounts(house.vault.rows)
        cookies = [f"{PLAIN}={accounts.begin_session(person)}" for person in team.people]
        process = server(Path(folder), port)
        try:
            _wait_for(port)
            path = f"/rosters/{team.roster}/part?from={FIRST.isoformat()}&weeks=4&day={_shown_day()}"
            stop = threading.Event()
            tablets = [Tablet(port, path, cookies[n % len(cookies)], EVERY * n / TABLETS, stop) for n in range(TABLETS)]
            changing = threading.Thread(target=change, args=(house, team, stop), daemon=True)
            for thread in (*tablets, changing):
                thread.start()
            stop.wait(2 * EVERY)  # the first look of each is not measured
            for tablet in tablets:
                tablet.took = {}
            before = cpu_of(process.pid)
            stop.wait(seconds)
            spent = cpu_of(process.pid) - before
            stop.set()
            for thread in (*tablets, changing):
                thread.join()
        finally:
            process.terminate()
            process.wait()
            house.close()
    return _figures(tablets, spent)


def _figures(tablets: list[Tablet], spent: float) -> dict[str, Any]:
    took: dict[int, list[float]] = {}
    for tablet in tablets:
        for status, times in tablet.took.items():
            took.setdefault(status, []).extend(times)
    everything = sorted(t for times in took.values() for t in times)
    return {
        "tablets": TABLETS,
        "answers": {str(status): len(times) for status, times in sorted(took.items())},
        "server_cpu_ms_per_request": round(spent / len(everything) * 1000, 3),
        "p50_ms": round(statistics.median(everything), 2),
        "p99_ms": round(everything[int(len(everything) * 0.99)], 2),
    }


def _shown_day() -> str:
    from domain.kernel import today

    return today().isoformat()


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/livez")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if sys.argv[1:] else 30), indent=2))
