"""What stands in the cells of a spreadsheet, as people write it in Dutch and in English."""

from __future__ import annotations

import re
from datetime import date

from domain.kernel import Refusal
from domain.people.refusals import DateUnreadable

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DUTCH = re.compile(r"(\d{1,2})[-.](\d{1,2})[-.](\d{4})")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")

ROLES = {
    "planner": ("planner", "rooster"),
    "finance": ("penningmeester", "finance", "financien", "financiën"),
    "quality": ("kwaliteit", "quality"),
    "informer": ("informeerder", "informer"),
    "developer": ("ontwikkelaar", "developer"),
    "mentor": ("mentor",),
    "kerngroep": ("kerngroep",),
}
PLACES = {
    "member": ("medewerker", "member", "lid", "carer", "zorgverlener", "team player", "teamspeler"),
    "resident": ("bewoner", "resident", "client", "cliënt"),
}
_ROLES = {word: role for role, words in ROLES.items() for word in words}
_PLACES = {word: place for place, words in PLACES.items() for word in words}


class FormulaHere(Refusal):
    """Hier staat een formule. Zet er gewone tekst neer."""


class AmbiguousDate(Refusal):
    """{text} kan twee dagen zijn. Typ hem als 2026-03-31."""

    field = "since"


class RoleUnreadable(Refusal):
    """De rol {text} kennen we niet. Bekend zijn: {known}."""

    field = "role"


class RelativeElsewhere(Refusal):
    """Een verwant voeg je toe bij de bewoner, op de pagina van de woongroep."""

    field = "role"


class CellTooLong(Refusal):
    """Deze cel is te lang: hoogstens {limit} tekens."""


def read_day(text: str) -> str:
    """An ISO day of 2026-03-31, 31-3-2026, 31.3.2026 or 3/31/2026; raises AmbiguousDate, DateUnreadable."""
    text = text.strip()
    if found := _ISO.fullmatch(text.removesuffix(" 00:00:00")):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DUTCH.fullmatch(text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _SLASHES.fullmatch(text):
        first, second, year = (int(part) for part in found.groups())
        if first <= 12 and second <= 12 and first != second:
            raise AmbiguousDate(text=text)
        return _day(year, second, first) if first > 12 else _day(year, first, second)
    raise DateUnreadable


def read_roles(text: str) -> tuple[str, tuple[str, ...]]:
    """Place and roles of `planner, mentor` or `bewoner`; raises RoleUnreadable, RelativeElsewhere."""
    place, roles = "member", []
    for word in (part.strip().casefold() for part in re.split(r"[,;|/+]", text)):
        if word in _ROLES:
            roles.append(_ROLES[word])
        elif word in _PLACES:
            place = _PLACES[word]
        elif word in ("relative", "verwant"):
            raise RelativeElsewhere
        elif word:
            known = ", ".join(words[0] for words in (*ROLES.values(), *PLACES.values()))
            raise RoleUnreadable(text=word[:40], known=known)
    return ("resident" if "kerngroep" in roles else place), tuple(dict.fromkeys(roles))


def read_codes(text: str) -> tuple[str, ...]:
    """The competences of `medicatie, BHV`."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[,;|/+]", text) if part.strip()))


def read_text(text: str, limit: int = 200) -> str:
    """Plain text; raises FormulaHere for what a spreadsheet would calculate, CellTooLong."""
    text = text.strip()
    if text[:1] in ("=", "+", "-", "@", "\t"):
        raise FormulaHere
    if len(text) > limit:
        raise CellTooLong(limit=limit)
    return text


def _day(year: int, month: int, day: int) -> str:
    try:
        found = date(year, month, day)
    except ValueError:
        raise DateUnreadable from None
    if not 1900 <= year <= 2200:
        raise DateUnreadable
    return found.isoformat()
