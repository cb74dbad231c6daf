"""Who acts in a command that a form sends, why, and under which key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g, request

from domain.kernel import Acting, Id, InvalidInput, Refusal, act_as, id_of, new_id, read_id
from web.moment import refresh_moment


@contextmanager
def acting(*, on_behalf_of: Id | None = None, step: str = "") -> Iterator[Acting]:
    """Within this block the person who is signed in acts; after it the page sees what was done.

    The key of the command comes from the form field `command`, the reason from `reason`. A second command that the
    same form gives has a `step` of its own.
    """
    reason = request.form.get("reason", "").strip()
    if len(reason) > 500:
        raise InvalidInput(what="Houd de reden korter dan 500 tekens.", field="reason")
    key = command_key()
    command = id_of(key, step) if step else key
    sealed = g.house.vault.seal(command, reason) if reason else None
    with act_as(Acting(g.person, "", on_behalf_of=on_behalf_of, reason=sealed, command=command)) as who:
        yield who
    refresh_moment()


class KeyUnreadable(Refusal):
    """Deze sleutel lezen we niet. Er is niets gedaan. Stuur als Idempotency-Key 32 hexadecimale cijfers."""

    field = "Idempotency-Key"


def command_key() -> Id:
    """The key by which a form or a call that is sent again is known; a new one when it brings none.

    Raises KeyUnreadable for a call: who sends a key counts on it that nothing is done twice.
    """
    text, key = request.form.get("command"), request.headers.get("Idempotency-Key")
    try:
        return read_id(text or key or "") if text or key else new_id()
    except ValueError:
        if text:
            return new_id()
        raise KeyUnreadable from None
