"""Open the workspace in the browser; makes the demo organisation when there is nothing yet."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from pathlib import Path

import click

from web.commands._options import note, store_options


@click.command(short_help=__doc__)
@store_options
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 picks a free one.")
@click.option("--empty", is_flag=True, help="Make no demo: start with the page of first use.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 256), help="Threads in each.")
def run(data: Path, database: str | None, host: str, port: int, empty: bool, workers: int, threads: int) -> None:
    """Open the workspace in the browser, until Ctrl-C or SIGTERM lets the last requests finish.

    On an empty data folder it first makes the demo organisation, unless --empty. The same serves in production:
    put a proxy with TLS before it.
    """
    listener = _listen(host, port)
    data.mkdir(exist_ok=True)
    is_demo = _prepare(data, database, demo=not empty)

    from web.server import Server

    name, port = listener.getsockname()[:2]
    address = _url(host, port)
    Server(
        listener,
        data,
        database,
        # In the demo everybody may sign in as anybody: only for who sits at this machine.
        demo=is_demo and ip_address(name).is_loopback,
        workers=workers,
        threads=threads,
        ready=lambda: note(f"driehoek is open on {address}"),
    ).run()


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything is made, so that a port in use costs nobody a demo."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        free = "choose another with --port, or stop what uses it"
        raise click.ClickException(f"{host}:{port} cannot be used ({error.strerror}); {free}.") from error


def _prepare(data: Path, database: str | None, *, demo: bool) -> bool:
    """Open the house once before any worker does; tell whether it is the demo's.

    A damaged log stops the start here, in a sentence, and the views are made once and not by each worker.
    """
    is_demo = False
    if demo:
        from web.commands.demo import ensure_demo

        is_demo = ensure_demo(data, database)

    from projections.house import House

    House(data, database).close()
    return is_demo


def _url(host: str, port: int) -> str:
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}"


def register(group: click.Group) -> None:
    """Add `run`."""
    group.add_command(run)
