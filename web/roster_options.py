"""The pieces of a roster's sheet: what can be tapped, what does not fit and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _

from domain.kernel import Id
from domain.rosters import Verdict
from domain.rosters.demand import clock_text
from projections.roster_shapes import Kind, Shift
from web.dates import day_month
from web.hours_words import hours_said
from web.language import article_told, tr


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be done; a form with one button, or (`link`) a way to where it is chosen."""

    title: str
    says: str
    go: str
    action: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    place: str = ""
    icon: str = ""
    best: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A kind that does not fit: the reason in a word or two, the sentence, and perhaps a way on."""

    code: str
    place: str
    title: str
    says: str
    why: str = ""
    link: str = ""
    link_says: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Options under one heading."""

    title: str
    icon: str
    options: list[Option]
    quick: bool = False
    """Small buttons beside each other, for what needs no words of explanation."""


def kind_title(kind: Kind, name: str) -> str:
    """Laat, 15:00–23:15."""
    return f"{name}, {clock_text(kind.start)}–{clock_text(kind.start + kind.minutes)}"


def shift_title(shift: Shift, name: str) -> str:
    """Laat, 15:00–23:15, as it stands."""
    return f"{name}, {shift.local_start}–{shift.local_end}"


def refusals(verdicts: list[Verdict]) -> list[Verdict]:
    """Those that refuse."""
    return [v for v in verdicts if v.severity == "refused"]


def hints(verdicts: list[Verdict]) -> str:
    """What warns and what is noted, in sentences."""
    return " ".join(_hint(v) for v in verdicts if v.severity != "refused")


def _hint(verdict: Verdict) -> str:
    """A sentence; with the consent that made it noted."""
    if verdict.consent is None:
        return tr(verdict.says)
    agreed = _("Hiermee is ingestemd, tot en met %(day)s.", day=day_month(verdict.consent.last))
    return f"{tr(verdict.says)} {agreed}"


def unfit(kind: Kind, title: str, verdict: Verdict) -> Unfit:
    """Why a kind does not fit. `Te weinig rust: tussen ...` has its reason before the colon."""
    sentence = tr(verdict.says)
    head, colon, rest = sentence.partition(": ")
    if colon and verdict.rule.startswith(("atw-", "agenda-", "own-")):
        return Unfit(kind.code, kind.place, f"{head}.", rest[:1].upper() + rest[1:], why=_why(verdict))
    return Unfit(kind.code, kind.place, f"{title}.", sentence, why=_why(verdict))


def shift_action(roster: Id, shift: Id, verb: str = "") -> str:
    """The address of a command on a shift; without a verb what all of them begin with."""
    return f"/rosters/{roster}/shifts/{shift}" + (f"/{verb}" if verb else "")


def hours_words(minutes: int) -> str:
    """56 uur, or 47:30 uur."""
    return hours_said(minutes)


def _why(verdict: Verdict) -> str:
    if verdict.rule != "atw-5:3-2":
        return ""
    said = _(
        "De wet (%(article)s) geeft na elke dienst recht op 11 uur rust achter elkaar, binnen 24 uur. "
        "Een slaapdienst die meteen aansluit, telt als dezelfde dienst.",
        article=article_told(verdict.article),
    )
    return str(said)


def once(unfits: list[Unfit]) -> list[Unfit]:
    """The same list, with what the law says told only the first time."""
    told: set[str] = set()
    found = []
    for no in unfits:
        found.append(replace(no, why="") if no.why in told else no)
        told.add(no.why)
    return found
