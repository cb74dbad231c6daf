"""What the page of the rounds shows: which round it is, what it asks of whom, wishes, what lacks, and effects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from babel.numbers import format_decimal
from flask import g, request, url_for
from flask_babel import gettext, ngettext

from domain.kernel import Id, parse_instant
from domain.rosters.agenda import WISHES
from domain.rosters.desk import days_of
from domain.rosters.lawful import DEFAULT_SET
from domain.rosters.notice import Notice, notices_on
from domain.rosters.rounds import ROUNDS
from projections.gaps import Effect, Lacks, effects_for, lacks_of
from projections.roster_page import kinds_of
from projections.roster_shapes import Kind, Period
from projections.roster_sheet import Checker
from projections.rounds import RoundsShown, jokers_of, rounds_shown, wishes_of
from projections.today import my_checker
from web.acts import allowed
from web.language import language, tr
from web.parts import opened
from web.roster_view import may_plan, today_shown
from web.shown import instant_of, shown_now

_HOUR = 3600


def _(text: str, **places: object) -> str:
    return str(gettext(text, **places))


@dataclass(frozen=True, slots=True)
class Countdown:
    """How long until a moment, in words."""

    says: str
    late: bool


@dataclass(frozen=True, slots=True)
class Badge:
    """Whether a kind fits somebody on a day."""

    code: str
    fits: bool
    why: str


@dataclass(frozen=True, slots=True)
class Day:
    """One cell of the calendar of wishes."""

    day: str
    wishes: tuple[tuple[str, str, bool], ...]
    """(kind or nothing, level, whether a joker is on it)."""
    badges: tuple[Badge, ...]
    works: tuple[str, ...]


def round_of(found: Period, rounds: RoundsShown | None) -> str:
    """wishes, gaps or publish; nothing when the roster is not made in rounds, or stands already."""
    if rounds is None or found.state != "planned":
        return ""
    return rounds.dates.at(instant_of(shown_now()), rounds.early)


def wishes_first(found: Period) -> bool:
    """Whether who looks gives wishes now and takes what is open after that: all but who plans do."""
    return round_of(found, rounds_shown(g.views, found.roster)) == "wishes" and not may_plan(found.team)


def to_rounds(roster: Id) -> str:
    """The page of the rounds."""
    return url_for("rounds.show", roster=roster)


def countdown(until: str) -> Countdown:
    """Nog 6 dagen; nog 5 uur; 2 dagen voorbij."""
    seconds = (parse_instant(until) - shown_now()).total_seconds()
    hours = int(abs(seconds) // _HOUR)
    if hours >= 48:
        words = ngettext("%(num)s dag", "%(num)s dagen", hours // 24)
    elif hours:
        words = _("%(hours)s uur", hours=hours)
    else:
        words = _("minder dan een uur")
    if seconds < 0:
        return Countdown(_("%(time)s voorbij", time=words), True)
    return Countdown(_("nog %(time)s", time=words), False)


def legal(found: Period) -> list[tuple[Notice, str, Countdown]]:
    """The rules on making a roster known, with their moment: the one that decides first; none once it is known."""
    if found.state not in ("drafted", "planned"):
        return []
    return [
        (n, n.deadline(found.first), countdown(n.deadline(found.first))) for n in notices_on(found.first, DEFAULT_SET)
    ]


def strip(found: Period) -> dict[str, Any] | None:
    """What stands above a roster that is still being made."""
    rules = legal(found)
    rounds = rounds_shown(g.views, found.roster)
    name = round_of(found, rounds)
    member = bool(allowed("rosters.make_wish", found.team))
    planner = may_plan(found.team)
    if not rules or not (member or planner):
        return None
    return {
        "period": found, "rounds": rounds, "name": name, "rule": rules[0][0], "deadline": rules[0][1],
        "left": rules[0][2], "asks": _asks(found, rounds, name, member, planner),
        "ends": countdown(rounds.dates.ends(name)) if rounds and name else None,
    }  # fmt: skip


def _asks(found: Period, rounds: RoundsShown | None, name: str, member: bool, planner: bool) -> str:
    """What the round asks of the person who looks."""
    if rounds is None:
        return _("Dit rooster is nog niet gepubliceerd.")
    if name == "wishes" and member:
        given = len(wishes_of(g.views, g.person, found.first, found.last))
        left = rounds.jokers - len(jokers_of(g.views, found.roster, g.person))
        days = ngettext("Je gaf voor %(num)s dag een wens.", "Je gaf voor %(num)s dagen een wens.", given)
        jokers = ngettext("Je hebt nog %(num)s joker.", "Je hebt nog %(num)s jokers.", max(left, 0))
        return f"{days} {jokers}" if given else _("Zeg wat je graag, liever niet of niet werkt.")
    if name == "gaps":
        missing = sum(gap.missing for gap in lacks_of(g.views, found).gaps())
        if not missing:
            return _("Alles is bezet. Er wordt niets meer van je gevraagd.")
        return str(
            ngettext("Er is nog %(num)s gat. Neem wat past.", "Er zijn nog %(num)s gaten. Neem wat past.", missing)
        )
    if name == "publish" and planner:
        return _("Maak het rooster af en publiceer het.")
    if name == "publish":
        return _("Wie plant maakt het rooster af. Er wordt nu niets van je gevraagd.")
    return _("Het team geeft zijn wensen.")


def page(found: Period) -> dict[str, Any]:
    """Everything that the page and its live part show."""
    rounds = rounds_shown(g.views, found.roster)
    name = round_of(found, rounds)
    member = bool(allowed("rosters.make_wish", found.team))
    kinds = kinds_of(g.views, found.team)
    names = {code: opened(kind.name) for code, kind in kinds.items()}
    lacks = lacks_of(g.views, found)
    brush = _brush(kinds)
    effects = effects_for(g.views, found, lacks, g.person) if member and name == "gaps" and g.at is None else []
    return {
        "period": found, "rounds": rounds, "round": name, "kinds": kinds, "names": names, "lacks": lacks,
        "heat": lacks.heat(wishes=name == "wishes"), "missing": sum(gap.missing for gap in lacks.gaps()),
        "effects": effects, "brush": brush, "brushes": _brushes(kinds, names, lacks), "member": member,
        "planner": may_plan(found.team) and g.at is None, "legal": legal(found), "strip": strip(found),
        "weeks": _weeks(found, rounds, kinds, lacks) if member and rounds else [],
        "jokers_left": _jokers_left(found, rounds), "steps": _steps(rounds, name), "now_day": today_shown(),
        "proposed": proposed(found) if rounds is None else None, "stage": f"{name}:{found.state}",
        "writes": name == "wishes" and g.at is None,
    }  # fmt: skip


def proposed(found: Period) -> dict[str, str]:
    """Dates to begin with: publishing on the last day that is in time, or as soon as can be; gaps and wishes before."""
    rules = notices_on(found.first, DEFAULT_SET)
    last = date.fromisoformat(found.first) - timedelta(days=1)
    if rules:
        last = min(last, (parse_instant(rules[0].deadline(found.first)) - timedelta(hours=1)).date())
    now = date.fromisoformat(today_shown())
    room = max((last - now).days, 2)
    publish = max(last, now + timedelta(days=2))
    gaps = publish - timedelta(days=min(2, room // 3))
    wishes = max(now, gaps - timedelta(days=min(7, max(room // 3, 1))))
    return {"wishes_until": wishes.isoformat(), "gaps_until": gaps.isoformat(), "publish_by": publish.isoformat()}


def _steps(rounds: RoundsShown | None, name: str) -> list[tuple[str, str, str, str]]:
    """(round, word, last day, done, now or later) for the three rounds."""
    if rounds is None:
        return []
    words = {"wishes": _("Wensen"), "gaps": _("Gaten"), "publish": _("Publiceren")}
    until = {"wishes": rounds.wishes_until, "gaps": rounds.gaps_until, "publish": rounds.publish_by}
    at = ROUNDS.index(name) if name else len(ROUNDS)
    state = ["done" if i < at else "now" if i == at else "later" for i in range(len(ROUNDS))]
    return [(r, words[r], until[r], state[i]) for i, r in enumerate(ROUNDS)]


def _jokers_left(found: Period, rounds: RoundsShown | None) -> int:
    return max(rounds.jokers - len(jokers_of(g.views, found.roster, g.person)), 0) if rounds else 0


def _brush(kinds: dict[str, Kind]) -> str:
    """What a tap on a day does: a level, perhaps with a kind; joker, or clear."""
    text = (request.form if request.method == "POST" else request.args).get("brush", "")
    level, _colon, kind = text.partition(":")
    fits = text in ("joker", "clear") or (level in WISHES and (not kind or kind in kinds))
    return text if fits else "want"


def _brushes(kinds: dict[str, Kind], names: dict[str, str], lacks: Lacks) -> list[tuple[str, str, str, str]]:
    """(brush, icon, code, words)."""
    wanted = [code for code in kinds if any(code == kind for kind, _day in lacks.least)]
    return [
        ("want", "want", "", _("Graag werken")),
        *[(f"want:{code}", "want", code, _("Graag %(kind)s", kind=names[code])) for code in wanted],
        *[(f"rather_not:{code}", "rather-not", code, _("Liever niet %(kind)s", kind=names[code])) for code in wanted],
        ("rather_not", "rather-not", "", _("Liever niet")),
        ("cannot", "cannot", "", _("Kan niet")),
        ("joker", "joker", "", _("Joker")),
        ("clear", "cross", "", _("Gum")),
    ]


def _weeks(found: Period, rounds: RoundsShown, kinds: dict[str, Kind], lacks: Lacks) -> list[list[Day]]:
    wishes = wishes_of(g.views, g.person, found.first, found.last)
    jokers = jokers_of(g.views, rounds.roster, g.person)
    checker = my_checker(g.views, g.person, found)
    wanted = [code for code in kinds if any(code == kind for kind, _day in lacks.least)]
    works: dict[str, tuple[str, ...]] = {}
    for booking in checker.booked:
        works[booking.day] = (*works.get(booking.day, ()), booking.kind)
    days = [
        Day(
            day,
            tuple((kind, level, (day, kind) in jokers) for kind, level in sorted(wishes.get(day, {}).items())),
            () if day in works else tuple(_badge(checker, found, day, code) for code in wanted),
            works.get(day, ()),
        )
        for day in days_of(found.first, found.last)
    ]
    return [days[i : i + 7] for i in range(0, len(days), 7)]


def _badge(checker: Checker, found: Period, day: str, code: str) -> Badge:
    refused = next((v for v in checker.judge_new(found, day, code) if v.severity == "refused"), None)
    return Badge(code, refused is None, tr(refused.says) if refused else "")


def effect_words(effect: Effect) -> str:
    """92 van 112 uur: what one then works in the period against the contract."""
    if not effect.contract:
        return _("%(worked)s uur, geen contract", worked=_hours(effect.minutes))
    return _("%(worked)s van %(contract)s uur", worked=_hours(effect.minutes), contract=_hours(effect.contract))


def rest_words(effect: Effect) -> str:
    """Rust ervoor en erna."""
    if effect.before is None and effect.after is None:
        return _("ruim, niets vlakbij")
    before = _("ervoor %(hours)s uur", hours=_hours(effect.before)) if effect.before is not None else ""
    after = _("erna %(hours)s uur", hours=_hours(effect.after)) if effect.after is not None else ""
    return ", ".join(filter(None, (before, after)))


def points_words(effect: Effect) -> str:
    """3 punten, daarna 1,2 boven het gemiddelde."""
    points = ngettext("%(num)s punt", "%(num)s punten", effect.points)
    if effect.ahead is None:
        return str(points)
    return _("%(points)s, daarna %(ahead)s", points=points, ahead=ahead_words(effect.ahead))


def ahead_words(ahead: Fraction) -> str:
    """1,2 boven het gemiddelde."""
    rounded = round(ahead, 1)
    if not rounded:
        return _("gelijk aan het gemiddelde")
    number = decimal(abs(rounded), 1)
    return _("%(n)s boven het gemiddelde", n=number) if rounded > 0 else _("%(n)s onder het gemiddelde", n=number)


def decimal(value: Fraction | int, places: int = 2) -> str:
    """0,12 in the page's language."""
    return str(format_decimal(round(float(value), places), format="#,##0." + "0" * places, locale=language()))


def _hours(minutes: int | None) -> str:
    hours = Fraction(minutes or 0, 60)
    return str(format_decimal(round(float(hours), 2), format="#,##0.##", locale=language()))
