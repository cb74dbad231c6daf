"""Since when somebody looked at a team's roster, for the dog-ears: a cookie, because looking is no fact."""

from __future__ import annotations

from flask import Response, g, request

from domain.kernel import Id, now

COOKIE = "gekeken"
_VISIT = 30
"""Minutes without looking after which a next look is a next visit."""


def looked_since(team: Id) -> int:
    """The position up to which the person had seen this team's roster before this visit; now on a first visit."""
    found = _read(team)
    if found is None:
        return int(g.position)
    before, last, minute = found
    return last if _minute() - minute > _VISIT else before


def remember_look(response: Response, team: Id, before: int) -> Response:
    """Note that the person looks now; `before` is what the visit began with."""
    text = f"{_whose(team)}.{before}.{g.position}.{_minute()}"
    response.set_cookie(
        COOKIE, text, max_age=90 * 86_400, secure=request.is_secure, httponly=True, samesite="Lax", path="/rosters"
    )
    return response


def _read(team: Id) -> tuple[int, int, int] | None:
    whose, _, rest = request.cookies.get(COOKIE, "").partition(".")
    parts = rest.split(".")
    if whose != _whose(team) or len(parts) != 3 or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    before, last, minute = (min(int(p[:15]), 10**12) for p in parts)
    return before, last, minute


def _whose(team: Id) -> str:
    return f"{str(g.person)[:12]}{team[:12]}"


def _minute() -> int:
    return int(now().timestamp() // 60)
