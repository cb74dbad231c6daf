"""Documents that are made from the program itself: the catalogue of facts, the commands, the routes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

HEAD = "<!-- Made by ./driehoek docs; a test compares it. -->\n\n"


def documents() -> dict[str, Callable[[], str]]:
    """The name of each document, and what makes it."""
    from web.reference.commands import commands
    from web.reference.events import events
    from web.reference.routes import routes

    return {"events.md": events, "commands.md": commands, "routes.md": routes}


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [header, tuple("---" for _ in header), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)
