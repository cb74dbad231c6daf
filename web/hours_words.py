"""The words of hours: months, states, bands, and how hours stand on the screen.

One rule, on every page. Hours are told exactly, as hours and minutes, with a colon: nothing is rounded to a decimal.
In columns and totals, whose head says that they are hours: `hours_figure`, 28:00 and 7:45. In a sentence or beside
something else: `hours_said`, 28 uur and 7:45 uur, kept together by a no-break space; the narrow columns of the roster
leave out :00 too. A contract is agreed in decimals and stands so (`hours_a_week`), fields read both, and the files for
Excel have a decimal comma, because that counts. Only the sentences of the law spell a rest out (domain).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_date
from flask_babel import lazy_gettext as _l

from domain.rosters.hours.ort import PayRules, all_rules
from web.dates import NO_BREAK, day_short
from web.language import language
from web.say import say as _

STATES = {
    "drawn": _l("wacht op bevestiging"),
    "confirmed": _l("bevestigd, wacht op een collega"),
    "approved": _l("goedgekeurd, klaar om te versturen"),
    "objected": _l("bezwaar"),
    "sent": _l("verstuurd en vastgezet"),
}
CAUSES = {
    "leave": _l("Verlof"),
    "sick": _l("Ziek"),
    "other": _l("Anders afwezig"),
    "unpaid": _l("Onbetaald verlof"),
    "parental": _l("Ouderschapsverlof zonder loon"),
    "benefit": _l("Ouderschapsverlof met uitkering"),
}
HOW = {
    "recorded": _l("vastgelegd"),
    "planned": _l("zoals gepland"),
    "to_come": _l("nog niet voorbij, telt nog niet mee"),
    "absent": _l("afwezig"),
}


def month_text(month: str) -> str:
    """maart 2026."""
    return format_date(date.fromisoformat(f"{month}-01"), "MMMM y", locale=language()).replace(" ", NO_BREAK)


def hours_figure(minutes: int) -> str:
    """7:45, and −1:30 for what is less: hours and minutes, nothing rounded."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'−' if minutes < 0 else ''}{hours}:{rest:02d}"


def hours_said(minutes: int) -> str:
    """28 uur, 7:45 uur, −1:30 uur: hours within a sentence."""
    figure = hours_figure(minutes)
    return _("{hours} uur").format(hours=figure.removesuffix(":00")).replace(" ", NO_BREAK)


def stated(figures: list[dict[str, Any]] | dict[str, int]) -> str:
    """The lines or the totals of a statement, on one line."""
    if isinstance(figures, dict):
        words = total_words(all_rules()[-1])
        return ", ".join(f"{words.get(key, key)} {hours_figure(minutes)}" for key, minutes in figures.items()) or "–"
    return ", ".join(
        f"{day_short(line['day'])} {line.get('kind') or how_word('absent')} {hours_figure(line['minutes'])}"
        for line in figures
    ) or "–"  # fmt: skip


def state_word(state: str) -> str:
    """Where a statement stands."""
    return str(STATES[state])


def cause_word(cause: str) -> str:
    """Why somebody was away."""
    return str(CAUSES[cause])


def how_word(how: str) -> str:
    """What a line rests on."""
    return str(HOW[how])


def band_words(rules: PayRules) -> dict[str, str]:
    """Each band by its percentage: `22%`."""
    return {band.code: f"{band.percent}%" for band in rules.bands}


def total_words(rules: PayRules) -> dict[str, str]:
    """What each total is called, in the order in which they stand."""
    bands = {code: _("Onregelmatig {percent}").format(percent=word) for code, word in band_words(rules).items()}
    return {
        "worked": _("Gewerkt"),
        "sleep": _("Slaapdienst"),
        **{code: bands[code] for code in rules.band_codes()},
        "absent": _("Afwezig, telt mee"),
    }
