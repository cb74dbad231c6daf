"""gettext with a type: the sentence in the page's language."""

from __future__ import annotations

from flask_babel import gettext


def say(text: str) -> str:
    """The text in the page's language; its `{places}` are still to be filled."""
    return str(gettext(text))
