"""The words of a roster in one language, put together once: the table is made without asking for any of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _

from web.language import language


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What stands in cells and labels. One for each language: a row is remembered by which one."""

    language: str
    you: str
    open: str
    open_label: str
    free: str
    away: str
    away_short: str
    elsewhere: str
    swapped: str
    claimed: str
    offered: str
    waiting: str
    find: str
    new: str
    later: str
    want: str
    rather_not: str
    cannot: str
    early: str
    late: str
    night: str
    day: str
    few: str
    many: str
    cover: str
    all_covered: str
    agency: str
    too_few: str
    of: str
    no_contract: str
    hours_head: str
    carers: str
    carer: str
    shifts: str
    shift: str
    nothing: str
    caption: str
    today: str
    left_team: str
    worked: str

    def __hash__(self) -> int:
        return hash(self.language)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and other.language == self.language


def low(text: str) -> str:
    """`laat` of `Laat`, but `dienst E` of `Dienst E`."""
    return text[:1].lower() + text[1:] if len(text) > 1 else text


def words() -> Words:
    """The words of this page's language."""
    return _words(language())


@lru_cache(4)
def _words(chosen: str) -> Words:
    found: dict[str, Any] = {
        "language": chosen,
        "you": _("Jij"),
        "open": _("Nog open"),
        "open_label": _("Open"),
        "free": _("vrij"),
        "away": _("afwezig"),
        "away_short": _("weg"),
        "elsewhere": _("elders"),
        "swapped": _("geruild"),
        "claimed": _("overgenomen"),
        "offered": _("aangeboden"),
        "waiting": _("wacht op antwoord"),
        "find": _("let op"),
        "new": _("veranderd sinds je keek"),
        "later": _("later veranderd"),
        "want": _("werkt graag"),
        "rather_not": _("liever niet"),
        "cannot": _("kan niet"),
        "early": _("vroeg"),
        "late": _("laat"),
        "night": _("nacht"),
        "day": _("dag"),
        "few": _("te weinig"),
        "many": _("te veel"),
        "cover": _("Bezetting"),
        "all_covered": _("alles bezet"),
        "agency": _("bureau"),
        "too_few": _("te weinig"),
        "of": _("van"),
        "no_contract": _("geen contract"),
        "hours_head": _("uren van contract"),
        "carers": _("collega’s"),
        "carer": _("collega"),
        "shifts": _("diensten"),
        "shift": _("dienst"),
        "nothing": _("niets"),
        "caption": _("Een vak is een dag: links vroeg, midden laat, rechts nacht."),
        "today": _("vandaag"),
        "left_team": _("niet meer in de woongroep"),
        "worked": _("gewerkt"),
    }
    assert set(found) == {f.name for f in fields(Words)}
    return Words(**found)
