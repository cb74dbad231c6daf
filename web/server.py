"""Serving with gunicorn as a library: the same at home and in production."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from socket import socket
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.errors import HaltServer

# A worker that finds no views.db replays the whole log before it answers: gunicorn must not take it for dead.
PATIENCE = 600


class Server(BaseApplication):
    """Processes with threads around one listening socket; each process makes its own app after the fork."""

    def __init__(
        self,
        listener: socket,
        data: Path,
        database: str | None,
        *,
        demo: bool,
        workers: int,
        threads: int,
        ready: Callable[[], None],
    ) -> None:
        self.data = data
        self.database = database
        self.demo = demo
        self.settings: dict[str, Any] = {
            "bind": f"fd://{listener.detach()}",
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": False,
            "timeout": PATIENCE,
            "keepalive": 15,  # longer than the three seconds between two looks of a tablet
            "graceful_timeout": 30,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda server: ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand our settings to gunicorn; it reads no file and no command line."""
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Make the app of one process; a refusal ends the whole server with its sentence."""
        from domain.kernel import Refusal
        from web import create_app
        from web.warm import keep_memory, warm

        try:
            app = create_app(self.data, self.database, demo=self.demo)
            app.extensions["checkpoints"].follow()
            app.extensions["proposals"].follow()
            keep_memory()
            warm(app)
            return app
        except Refusal as refusal:
            print(f"driehoek: {refusal.sentence()}", file=sys.stderr)
            sys.exit(Arbiter.APP_LOAD_ERROR)

    def run(self) -> None:
        """Serve until SIGTERM or Ctrl-C; exit 1 when no worker could start, which gunicorn has then logged."""
        try:
            Arbiter(self).run()
        except HaltServer:
            # gunicorn raises it once more when a second worker ends while it halts for the first.
            sys.exit(1)
