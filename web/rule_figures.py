"""The figures of a rule in words: what each is called, and its value with the unit."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from domain.rosters.labour import Rule
from domain.rosters.labour.findings import told, told_in_days
from domain.rosters.labour.work import DAY
from web.language import in_words
from web.rule_changes import figures_told

NAMES = {
    "after_minutes": _l("Vrij erna"),
    "ahead_minutes": _l("Van tevoren minstens"),
    "also_work": _l("Ook vrij van werk"),
    "before_minutes": _l("Vrij ervoor"),
    "break_minutes": _l("Pauze minstens"),
    "free_count": _l("Vrij minstens"),
    "from_nights": _l("Geldt vanaf"),
    "full_week_minutes": _l("Een volledige week is"),
    "limit_count": _l("Hoogstens"),
    "limit_minutes": _l("Hoogstens"),
    "long_night_minutes": _l("Een nachtdienst is lang boven"),
    "longer_counts": _l("Hoe vaak langer"),
    "longer_minutes": _l("Bij uitzondering hoogstens"),
    "longer_windows_minutes": _l("Hoe vaak langer wordt geteld over"),
    "longest_minutes": _l("Waarvan achter elkaar"),
    "longest_night_minutes": _l("Langste nachtdienst"),
    "other_part_minutes": _l("Anders in delen van minstens"),
    "other_rest_minutes": _l("Anders rust minstens"),
    "other_window_minutes": _l("Anders in een periode van"),
    "over_minutes": _l("Bij een dienst van meer dan"),
    "part_minutes": _l("In delen van minstens"),
    "rest_minutes": _l("Rust minstens"),
    "row_ends_minutes": _l("De reeks eindigt bij rust van"),
    "shorter_minutes": _l("Bij uitzondering korter"),
    "total_minutes": _l("Rust samen minstens"),
    "weeks": _l("Gerekend over"),
    "window_minutes": _l("In een periode van"),
    "window_weeks": _l("In een periode van"),
    "within_minutes": _l("Binnen"),
    "year_minutes": _l("In een jaar"),
}
"""What each figure of a set is called on a page."""


def figures_in_words(rule: Rule) -> list[tuple[str, str]]:
    """`Rust minstens`, `11 uur`: each figure of a rule."""
    return [(figure_named(name), figure_valued(name, text)) for name, text in figures_told(rule).items()]


def figure_named(name: str) -> str:
    """What a figure is called."""
    return str(NAMES[name])


def figure_valued(name: str, text: str) -> str:
    """A figure as it is typed in a set (`480, 600`), with its unit (`8 uur, 10 uur`)."""
    return ", ".join(_valued(name, int(one)) for one in text.split(", ")) if text else ""


def _valued(name: str, value: int) -> str:
    if name.endswith("weeks"):
        return str(ngettext("%(num)s week", "%(num)s weken", value))
    if name == "from_nights":
        return str(ngettext("%(num)s nacht", "%(num)s nachten", value))
    if name == "also_work":
        return str(_("Ja") if value else _("Nee"))
    if not name.endswith("minutes"):
        return str(_("%(num)s keer", num=value))
    in_days = "window" in name or name == "ahead_minutes"
    return in_words(told_in_days(value) if in_days and value > DAY else told(value))
