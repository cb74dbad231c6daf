"""Everything that the page of the rounds and its live part show."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import g, request, url_for
from flask_babel import gettext

from domain.kernel import Id
from domain.rosters.agenda import WISHES
from domain.rosters.desk import days_of
from domain.rosters.rounds import ROUNDS
from projections.fairness import NO_WISHES, Honoured, honoured_in
from projections.gaps import Effects, Lacks, effects_for, lacks_of
from projections.roster_page import kinds_of
from projections.roster_shapes import Kind, Period
from projections.roster_sheet import Checker
from projections.rounds import RoundsShown, finished_in, jokers_of, rounds_shown, wishes_of, wishing_in
from projections.today import my_checker
from web.acts import allowed
from web.language import tr
from web.layout import person_name
from web.parts import opened
from web.roster_view import may_plan, monday_of, today_shown
from web.rounds_opening import misses, proposed
from web.rounds_view import legal, round_of, strip

_DATES = ("wishes_until", "gaps_until", "publish_by")
KINDS = ("want", "rather_not")
"""The levels that may be about one kind of shift."""


def _(text: str, **places: object) -> str:
    return str(gettext(text, **places))


@dataclass(frozen=True, slots=True)
class Badge:
    """What the rules say of a kind on a day: it fits, it fits with a remark, or it does not."""

    code: str
    state: str
    """fits, mind or not."""
    why: str


@dataclass(frozen=True, slots=True)
class Day:
    """One cell of the calendar of wishes."""

    day: str
    wishes: tuple[tuple[str, str, bool], ...]
    """(kind or nothing, level, whether a joker is on it)."""
    badges: tuple[Badge, ...]
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brush:
    """What a tap on a day can do."""

    key: str
    sign: str
    word: str
    on: bool


def page(found: Period) -> dict[str, Any]:
    """Everything that the page and its live part show."""
    rounds = rounds_shown(g.views, found.roster)
    name = round_of(found, rounds)
    member = bool(allowed("rosters.make_wish", found.team))
    kinds = kinds_of(g.views, found.team)
    names = {code: opened(kind.name) for code, kind in kinds.items()}
    lacks = lacks_of(g.views, found)
    coming = proposed(found) | _asked_days() if rounds is None else {}
    return {
        "period": found, "rounds": rounds, "round": name, "kinds": kinds, "names": names, "lacks": lacks,
        "heat": lacks.heat(wishes=name == "wishes"), "missing": sum(gap.missing for gap in lacks.gaps()),
        "member": member, "planner": may_plan(found.team) and g.at is None, "legal": legal(found),
        "strip": strip(found), "steps": _steps(rounds, name), "stage": f"{name}:{found.state}",
        "now_day": today_shown(), "proposed": coming, "honoured": _honoured(found, rounds, member),
        "late": misses(found, rounds.publish_by if rounds else coming["publish_by"]),
        **_to_take(found, lacks, member and name == "gaps" and g.at is None),
        **_to_wish(found, rounds if member else None, lacks, kinds, names),
        "writes": name == "wishes" and g.at is None, "given": _given(found, name),
    }  # fmt: skip


def _asked_days() -> dict[str, str]:
    """The dates that the address brings back from the preview."""
    return {name: day for name, day in request.args.items() if name in _DATES and monday_of(day)}


def _to_take(found: Period, lacks: Lacks, takes: bool) -> dict[str, Any]:
    effects = effects_for(g.views, found, lacks, g.person) if takes else Effects([], Fraction())
    return {"effects": effects.lines, "order": _order(effects)}


def _to_wish(
    found: Period, rounds: RoundsShown | None, lacks: Lacks, kinds: dict[str, Kind], names: dict[str, str]
) -> dict[str, Any]:
    wanted = [code for code in kinds if any(code == kind for kind, _day in lacks.least)]
    brush = _brush(kinds)
    weeks = _weeks(found, rounds, wanted if round_of(found, rounds) in ROUNDS[:2] else []) if rounds else []
    return {
        "brush": brush, "levels": _levels(brush), "choices": _choices(brush, wanted, names), "weeks": weeks,
        "reasons": _reasons(weeks), "wished": any(day.wishes for week in weeks for day in week),
        "finished": g.person in finished_in(g.views, found.roster), "jokers_left": _jokers_left(found, rounds),
    }  # fmt: skip


def address(roster: Id, brush: str) -> str:
    """The page with another brush in the hand."""
    return url_for("rounds.show", roster=roster, brush=brush) + "#wensen"


def _steps(rounds: RoundsShown | None, name: str) -> list[tuple[str, str, str, str]]:
    """(name, word, until, done now or later) of each round."""
    if rounds is None:
        return []
    words = {"wishes": _("Wensen"), "gaps": _("Gaten"), "publish": _("Publiceren")}
    until = {"wishes": rounds.wishes_until, "gaps": rounds.gaps_until, "publish": rounds.publish_by}
    at = ROUNDS.index(name) if name else len(ROUNDS)
    state = ["done" if i < at else "now" if i == at else "later" for i in range(len(ROUNDS))]
    return [(r, words[r], until[r], state[i]) for i, r in enumerate(ROUNDS)]


def _given(found: Period, name: str) -> dict[str, Any] | None:
    """While wishes are given: how many gave theirs, and for who plans also who did not yet."""
    if name != "wishes":
        return None
    asked, done = wishing_in(g.views, found.team, found.first, found.last), finished_in(g.views, found.roster)
    waiting = [person for person in asked if person not in done]
    shown = sorted(map(person_name, waiting), key=str.casefold) if may_plan(found.team) else []
    return {"done": len(asked) - len(waiting), "all": len(asked), "waiting": shown}


def _honoured(found: Period, rounds: RoundsShown | None, member: bool) -> tuple[Honoured, Honoured] | None:
    """Once it is published: how many wishes came true, one's own and those of the team."""
    if rounds is None or found.state not in ("published", "closed"):
        return None
    by_person = honoured_in(g.views, found)
    team = NO_WISHES
    for one in by_person.values():
        team = team.plus(one)
    return (by_person.get(g.person, NO_WISHES) if member else NO_WISHES), team


def _order(effects: Effects) -> str:
    """Why the gaps stand in this order."""
    first = _("Eerst wat je graag werkt, dan wat zonder opmerking past.")
    if round(effects.carried, 1) < 0:
        then = _("Jij droeg minder dan het gemiddelde: daarna staan zware diensten bovenaan.")
    else:
        then = _("Daarna staan lichte diensten bovenaan: jij droeg niet minder dan het gemiddelde.")
    return f"{first} {then}"


def _jokers_left(found: Period, rounds: RoundsShown | None) -> int:
    return max(rounds.jokers - len(jokers_of(g.views, found.roster, g.person)), 0) if rounds else 0


def _brush(kinds: dict[str, Kind]) -> str:
    """What a tap on a day does: a level, perhaps with a kind; joker, or clear."""
    text = (request.form if request.method == "POST" else request.args).get("brush", "")
    level, _colon, kind = text.partition(":")
    fits = text in ("joker", "clear") or (level in WISHES and (not kind or kind in kinds))
    return text if fits else "want"


def _levels(brush: str) -> list[Brush]:
    """What to say; a kind that is chosen stays chosen."""
    level, colon, kind = brush.partition(":")
    words = (
        ("want", "want", _("Graag")),
        ("rather_not", "rather-not", _("Liever niet")),
        ("cannot", "cannot", _("Kan niet")),
        ("joker", "joker", _("Joker")),
        ("clear", "cross", _("Gum")),
    )
    return [
        Brush(f"{key}{colon}{kind}" if key in KINDS else key, sign, word, key == level) for key, sign, word in words
    ]


def _choices(brush: str, wanted: list[str], names: dict[str, str]) -> list[Brush]:
    """About which shift it is said."""
    level, _colon, kind = brush.partition(":")
    if level not in KINDS:
        return []
    each = [Brush(f"{level}:{code}", code, names[code], code == kind) for code in wanted]
    return [Brush(level, "", _("Elke dienst"), not kind), *each]


def _weeks(found: Period, rounds: RoundsShown, wanted: list[str]) -> list[list[Day]]:
    wishes = wishes_of(g.views, g.person, found.first, found.last)
    jokers = jokers_of(g.views, rounds.roster, g.person)
    checker = my_checker(g.views, g.person, found, viewer=g.person)
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
    verdicts = [v for v in checker.judge_new(found, day, code) if not v.rule.startswith("wish")]
    refused = next((v for v in verdicts if v.severity == "refused"), None)
    if refused:
        return Badge(code, "not", tr(refused.says))
    return Badge(code, "mind", tr(verdicts[0].says)) if verdicts else Badge(code, "fits", "")


def _reasons(weeks: list[list[Day]]) -> list[tuple[str, list[str], str]]:
    """(kind, days, why) of all that does not simply fit, to read without pointing at it; what holds often goes last."""
    days: dict[tuple[str, str], list[str]] = {}
    for week in weeks:
        for day in week:
            for badge in day.badges:
                if badge.state != "fits":
                    days.setdefault((badge.code, badge.why), []).append(day.day)
    return sorted(
        ((code, on, why) for (code, why), on in days.items()), key=lambda reason: (len(reason[1]) > 1, reason)
    )
