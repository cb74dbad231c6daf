"""No log, no look: what a page calls before it shows what is somebody's own."""

from __future__ import annotations

from typing import Any

from flask import g, request
from flask_babel.speaklater import LazyString

from domain.kernel import Id, Sealed
from projections.clock import shown_position
from web.acts import require

_WORDS: dict[str, LazyString] = {}


def name_look(action: str, sentence: LazyString) -> None:
    """Say how a look is told: `name_look("finance.see_money", _l("%(who)s keek naar het geld van %(whose)s."))`."""
    _WORDS[action] = sentence


def look_told(action: str, who: str, whose: str) -> str:
    """A look in words; one that the program no longer knows by its code."""
    sentence = _WORDS.get(action)
    return str(sentence) % {"who": who, "whose": whose} if sentence else f"{who}: {action}, {whose}"


def look(
    action: str,
    subject: Id,
    object: str = "",
    *,
    team: Id | None = None,
    role: str | None = None,
    on_behalf_of: Id | None = None,
    reason: Sealed | None = None,
) -> None:
    """Write that the person of this request looks at what is the subject's, before it is read; once a request.

    The role is the one in which the declared action is allowed in the team (of the address, unless it is given), or the
    one that the page found itself: that somebody is the subject, or the subject's relative. Raises LookNotLogged when
    it cannot be written (then the page shows nothing), NotAllowed and NotThere.
    """
    if action not in _WORDS:
        raise LookupError(f"nobody said how {action} is told: name_look")
    if role is None:
        role = require(action, team or (request.view_args or {}).get("team") or g.get("team"))
    looked: set[tuple[Any, ...]] = g.setdefault("looked", set())
    key = (action, subject, object, on_behalf_of)
    if key in looked:
        return
    g.house.access.looked(
        g.person,
        role,
        subject=subject,
        action=action,
        object=object,
        shown=g.position,
        known=g.position if g.at is None else shown_position(g.views_now),
        on_behalf_of=on_behalf_of,
        reason=reason,
    )
    looked.add(key)
