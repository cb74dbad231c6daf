"""Starts the process that looks for proposals, when there is something to look for and nobody does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextvars import copy_context
from pathlib import Path
from threading import Event, Lock, Thread

from flask import Flask, Response, request

from projections.house import House
from projections.proposals import searching
from web.csrf import SAFE
from web.logs import log
from web.proposal_notes import Notes

_PROJECT = Path(__file__).resolve().parents[1]
_LOOK = 5
"""After so many seconds a worker that was killed is missed."""
AGAIN = 30
"""After so many seconds one that could not work is tried again; one that was killed at once."""


class Starter:
    """Every process of the server has one; the lock in the data folder lets one worker at a time do the work."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.notes = Notes(house.workspace.data)
        self._process: subprocess.Popen[bytes] | None = None
        self._wake: Event | None = None
        self._covered = -1
        self._not_before = 0.0
        self._one = Lock()

    def wrote(self) -> None:
        """After a command: perhaps somebody asked for a proposal."""
        if self._wake:
            self._wake.set()

    def follow(self) -> Thread:
        """From now on a thread looks: what was asked earlier is taken up, and a worker that was killed is replaced."""
        wake = self._wake = Event()

        def every_while() -> None:
            while True:
                try:
                    self.start_if_asked()
                except Exception as error:  # the pages go on; it is tried again
                    log.error("proposals_failed", kind=type(error).__name__)
                wake.wait(_LOOK)
                wake.clear()

        thread = Thread(target=copy_context().run, args=(every_while,), name="proposals", daemon=True)
        thread.start()
        return thread

    def start_if_asked(self) -> subprocess.Popen[bytes] | None:
        """Start a worker when something was asked and nobody works; the process, when there was reason for one."""
        with self._one:
            if self._process is not None and self._runs(self._process):
                return self._process
            if time.monotonic() < self._not_before or not self._asked():
                return None
            with self.notes.alone() as nobody:
                if not nobody:
                    return None
            self._process = self._started()
            return self._process

    def _runs(self, process: subprocess.Popen[bytes]) -> bool:
        code = process.poll()
        if code is None:
            return True
        self._process = None
        if code > 0:
            log.error("proposals_worker_failed", kind=str(code))
            self._not_before = time.monotonic() + AGAIN
        return False

    def _asked(self) -> bool:
        position = self.house.workspace.position()
        if position == self._covered:
            return False
        with self.house.now() as views:
            if searching(views):
                return True
        self._covered = position
        return False

    def _started(self) -> subprocess.Popen[bytes]:
        workspace = self.house.workspace
        environment = {**os.environ, "PYTHONPATH": str(_PROJECT)}
        if workspace.database:
            environment["DRIEHOEK_DATABASE"] = workspace.database
        # a session of its own: Ctrl-C is for the server, and a restart of the server leaves the search be
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "web.proposal_worker", str(workspace.data)],
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip


def setup_proposals(app: Flask) -> None:
    """After a command that succeeded it looks."""
    starter = Starter(app.extensions["house"])
    app.extensions["proposals"] = starter

    @app.after_request
    def after_command(response: Response) -> Response:
        if request.method not in SAFE and response.status_code < 400:
            starter.wrote()
        return response
