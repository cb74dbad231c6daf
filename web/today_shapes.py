"""What Vandaag shows of a thing that waits or is open: words and buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from domain.kernel import Id


@dataclass(frozen=True, slots=True)
class Do:
    """A button: where it posts (or leads, without `posts`), what it says, and the fields it sends."""

    to: str
    word: str
    main: bool = False
    posts: bool = True
    fields: tuple[tuple[str, str], ...] = ()
    about: str = ""
    """What the button is about, for who hears it without its row."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that waits for the person."""

    title: str
    small: str
    buttons: tuple[Do, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """An open or offered shift, and whether it fits who looks."""

    shift: Id
    code: str
    place: str
    offered: bool
    title: str
    small: str
    button: Do | None


def to_roster(roster: Id, day: str, **values: Any) -> str:
    """The roster's page, from a day on."""
    values["from"] = day
    return url_for("rosters.show", roster=roster, **values)


def to_action(endpoint: str, team: Id, roster: Id, **values: Any) -> str:
    """Where a button of the page posts to."""
    return url_for(endpoint, team=team, roster=roster, **values)
