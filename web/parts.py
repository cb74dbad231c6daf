"""The same answer twice: a part for htmx, a page for everybody else."""

from __future__ import annotations

from typing import Any

from flask import g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext


def wants_part() -> bool:
    """Whether htmx asks, which swaps a part into the page that stands."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def sent_file() -> bool:
    """Whether a file came with the form."""
    return any(file.filename for file in request.files.values())


def part_or_redirect(template: str, *, to: str, **context: Any) -> ResponseReturnValue:
    """After a command: the part that changed for htmx, else a redirect to the page."""
    if wants_part():
        return render_template(template, **context)
    return redirect(to, 303)


def opened(line: str | None) -> str:
    """The text of a packed sealed value; what was erased shows as such."""
    if not line:
        return ""
    text = g.house.vault.open_packed(line)
    if text is None:
        return str(gettext("gewist"))
    return str(text)
