"""Signs the history by itself: within an hour while facts come in, and when a period is closed."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from flask import Flask, Response, request

from domain.kernel import now
from domain.rosters import Roster
from domain.store.access_heads import keep_head
from domain.store.audit import pages
from domain.store.checkpoints import Checkpoints
from domain.store.files import write_whole
from domain.store.recorded import Recorded
from domain.workspace import Workspace
from web.csrf import SAFE
from web.logs import log

HOUR = timedelta(hours=1)
AGAIN = timedelta(minutes=15)
"""After a failure it is tried again, but not at every command: a bent history takes long to find bent."""
PERIOD_CLOSED = Roster.RosterClosed.TOPIC
_LOOK = 60
_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the last checkpoint was not made."""

    time: str
    kind: str


class Keeper:
    """Makes the checkpoints of one workspace when they are due. Every process has one; a lock lets one of them work."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.checkpoints = Checkpoints(workspace.data)
        self._failed_file = self.checkpoints.folder / "failed.json"
        self._failed: Failure | None = None
        self._next = self._not_before = _EVER
        self._covered = 0
        self._seen: int | None = None
        self._closed = 0
        self._wake: Event | None = None

    def wrote(self) -> None:
        """After a command: look whether a checkpoint is due, and have it made. Never raises."""
        if not self._wanted():
            return
        if self._wake:
            self._wake.set()
        else:
            self.make_due()

    def make_due(self) -> bool:
        """Make a checkpoint if one is due and nobody else is at it; whether this made one. Never raises."""
        try:
            if self.workspace.position() == self._covered:
                return False
            with self._alone() as alone:
                if not alone or not self._due():
                    return False
                self.checkpoints.make(self._rows_after)
                keep_head(self.checkpoints, self.workspace.access)
                self._failed = None
                self._failed_file.unlink(missing_ok=True)
                self._due()  # which also finds when the next one is
                return True
        except Exception as error:  # what is signed is beside the work: the command that was done stands
            self._fail(error)
            return False

    def follow(self) -> Thread:
        """From now on a thread makes them: also of facts after which nobody does anything for a while."""
        wake = self._wake = Event()

        def every_minute() -> None:
            while True:
                wake.wait(_LOOK)
                wake.clear()
                if self._wanted():
                    self.make_due()
                self.sweep()

        thread = Thread(target=copy_context().run, args=(every_minute,), name="checkpoints", daemon=True)
        thread.start()
        return thread

    def sweep(self) -> None:
        """Take away the files that nobody took; never raises."""
        try:
            self.workspace.waiting.sweep()
        except Exception as error:  # the next minute tries again
            log.error("waiting_failed", kind=type(error).__name__)

    def failure(self) -> Failure | None:
        """Why the last one was not made, in this process or another; None when it was."""
        try:
            told = json.loads(self._failed_file.read_bytes())
            return Failure(str(told["time"]), str(told["kind"]))
        except FileNotFoundError:
            return self._failed
        except (OSError, ValueError, KeyError, TypeError):
            return Failure("", "OSError")

    def _wanted(self) -> bool:
        """Whether it is time to ask if one is due."""
        try:
            return now() >= self._not_before and (now() >= self._next or self._period_closed() > 0)
        except Exception as error:
            self._fail(error)
            return False

    def _due(self) -> bool:
        """Whether a checkpoint is due; asked within the lock, of the folder as it now is."""
        latest, position = Checkpoints(self.workspace.data).latest(), self.workspace.position()
        if latest is None:
            return position > 0
        point = latest.checkpoint
        made = datetime.fromisoformat(point.time)
        # one from the future is no reason to wait; nor is one of a longer log, for which making one is refused
        self._next = made + HOUR if made <= now() else _EVER
        if point.position == position:
            self._covered = self._seen = position
            self._closed = 0
            return False
        if now() >= self._next or point.position > position:
            return True
        self._seen = max(self._seen or 0, point.position)
        return self._period_closed() > point.position

    def _period_closed(self) -> int:
        """The last position at which a period was closed, of the facts that were not looked at yet; else 0."""
        if self._seen is not None:
            for row in pages(self.workspace.facts, self._seen):
                self._seen = row.position
                if row.topic == PERIOD_CLOSED:
                    self._closed = row.position
        return self._closed

    def _rows_after(self, position: int) -> Iterator[Recorded]:
        return pages(self.workspace.facts, position)

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        self.checkpoints.folder.mkdir(parents=True, exist_ok=True)
        with (self.checkpoints.folder / "keeper.lock").open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def _fail(self, error: Exception) -> None:
        self._not_before = now() + AGAIN
        self._failed = Failure(now().strftime("%Y-%m-%dT%H:%M:%SZ"), type(error).__name__)
        log.error("checkpoint_failed", kind=self._failed.kind)
        with suppress(OSError):
            told = {"time": self._failed.time, "kind": self._failed.kind}
            write_whole(self._failed_file, json.dumps(told).encode())


def setup_checkpoints(app: Flask) -> None:
    """After a command that succeeded the keeper looks; looking at a page never does."""
    keeper = Keeper(app.extensions["house"].workspace)
    app.extensions["checkpoints"] = keeper

    @app.after_request
    def after_command(response: Response) -> Response:
        if request.method not in SAFE and response.status_code < 400:
            keeper.wrote()
        return response
