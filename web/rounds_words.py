"""Time left, hours, rest and points in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from babel.dates import format_date
from babel.numbers import format_decimal
from flask_babel import gettext, ngettext

from domain.kernel import parse_instant
from domain.rosters.notice import Notice
from projections.gaps import Effect
from web.hours_words import hours_figure
from web.language import language
from web.shown import shown_now

_HOUR = 3600


def _(text: str, **places: object) -> str:
    return str(gettext(text, **places))


@dataclass(frozen=True, slots=True)
class Countdown:
    """How long until a moment, in words."""

    says: str
    late: bool


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


def ahead_of(notice: Notice) -> str:
    """21 dagen vooraf; what is no whole number of days is told in hours."""
    days, rest = divmod(notice.hours, 24)
    if rest:
        return str(ngettext("%(num)s uur vooraf", "%(num)s uur vooraf", notice.hours))
    return str(ngettext("%(num)s dag vooraf", "%(num)s dagen vooraf", days))


def month_short(day: str) -> str:
    """mrt."""
    return str(format_date(date.fromisoformat(day), "MMM", locale=language())).rstrip(".")


def effect_words(effect: Effect) -> str:
    """134,75 van 128 uur, nu 127: what one then works in the period against the contract, and what one works now."""
    now = hours_words(effect.minutes - effect.gained)
    if not effect.contract:
        return _("%(worked)s uur, nu %(now)s, geen contract", worked=hours_words(effect.minutes), now=now)
    return _(
        "%(worked)s van %(contract)s uur, nu %(now)s",
        worked=hours_words(effect.minutes), contract=hours_words(effect.contract), now=now,
    )  # fmt: skip


def rest_words(effect: Effect) -> str:
    """Rust ervoor en erna."""
    if effect.before is None and effect.after is None:
        return _("ruim, niets vlakbij")
    before = _("ervoor %(hours)s uur", hours=hours_words(effect.before)) if effect.before is not None else ""
    after = _("erna %(hours)s uur", hours=hours_words(effect.after)) if effect.after is not None else ""
    return ", ".join(filter(None, (before, after)))


def points_words(effect: Effect) -> str:
    """3 punten, dan 1,2 punten boven het gemiddelde."""
    points = ngettext("%(num)s punt", "%(num)s punten", effect.points)
    if effect.ahead is None:
        return str(points)
    return _("%(points)s, dan %(ahead)s", points=points, ahead=ahead_words(effect.ahead))


def ahead_words(ahead: Fraction) -> str:
    """1,2 punten boven het gemiddelde."""
    rounded = round(ahead, 1)
    if not rounded:
        return _("gelijk aan het gemiddelde")
    number = decimal(abs(rounded), 1)
    if rounded > 0:
        return _("%(n)s punten boven het gemiddelde", n=number)
    return _("%(n)s punten onder het gemiddelde", n=number)


def ahead_short(ahead: Fraction) -> str:
    """1,2 punten meer."""
    rounded = round(ahead, 1)
    if not rounded:
        return _("gelijk")
    number = decimal(abs(rounded), 1)
    return _("%(n)s punten meer", n=number) if rounded > 0 else _("%(n)s punten minder", n=number)


def per_hundred(rate: Fraction) -> str:
    """15,6: points on a hundred contract hours."""
    return decimal(100 * rate, 1)


def decimal(value: Fraction | int, places: int = 2) -> str:
    """0,12 in the page's language."""
    pattern = "#,##0." + "0" * places if places else "#,##0"
    return str(format_decimal(round(float(value), places), format=pattern, locale=language()))


def hours_words(minutes: int | None) -> str:
    """28, or 7:45, for a sentence that names the hours itself."""
    return hours_figure(minutes or 0).removesuffix(":00")
