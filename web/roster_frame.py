"""What stands around the rows of a roster: the days above, the cover below, the hours beside."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import escape

from projections.roster_cells import Figure
from web.hours_words import hours_figure
from web.roster_days import day_class, day_head, feast
from web.roster_words import Words

_TAG = re.compile("<[^>]*>")


@lru_cache(64)
def head(days: tuple[str, ...], today: str, carers: int, words: Words, *, summed: bool = True) -> str:
    """The row of days; `summed`: with a column for hours at the end."""
    made = [f'<thead><tr><th class="who" scope="col">{carers} {words.carer if carers == 1 else words.carers}</th>']
    for day in days:
        weekday, number = day_head(day, words.language)
        name = feast(day, words.language)
        classes = day_class(day) + (" today" if day == today else "") + (" feast" if name else "")
        extra = ", ".join(filter(None, (name, words.today if day == today else "")))
        hidden = f'<i class="hide">{escape(extra)}</i>' if extra else ""
        title = f' title="{escape(name)}"' if name else ""
        made.append(f'<th scope="col" class="{classes}"{title}><span>{weekday}</span><b>{number}</b>{hidden}</th>')
    made.append(f'<th class="sum" scope="col">{escape(words.hours_head)}</th>' if summed else "")
    made.append("</tr></thead>")
    return "".join(made)


@lru_cache(256)
def foot(
    days: tuple[str, ...], cover: tuple[tuple[Figure, ...], ...], words: Words, agency: int = 0, *, summed: bool = True
) -> str:
    """The row of cover: too few, right or too many, by place in the day; `agency`: so many shifts are of agencies."""
    shown = next((figures for figures in cover if figures), ())
    places = _places(words)
    under = ", ".join(places[f.place] for f in shown)
    made = [f'<tfoot><tr><th class="who" scope="row">{words.cover}<small class="wide">{under}</small></th>']
    made += [_cover_cell(day, figures, words) for day, figures in zip(days, cover, strict=True)]
    if not summed:
        return "".join((*made, "</tr></tfoot>"))
    short = sum(f.short for figures in cover for f in figures)
    total = f"{short} {words.too_few}" if short else words.all_covered if shown else ""
    if agency:
        total += f"{'<br>' if total else ''}{agency} {words.agency}"
    made.append(f'<td class="sum"><small>{total}</small></td></tr></tfoot>')
    return "".join(made)


def _places(words: Words) -> dict[str, str]:
    return {"V": words.early, "D": words.day, "L": words.late, "N": words.night}


@lru_cache(1024)
def _cover_cell(day: str, figures: tuple[Figure, ...], words: Words) -> str:
    """One day of the cover; most days stay as they were."""
    places = _places(words)
    four = " with-day" if len(figures) > 3 else ""
    inside = "".join(_figure(f, places[f.place], words) for f in figures)
    return f'<td class="{day_class(day)}"><div class="cover{four}">{inside}</div></td>'


def _figure(figure: Figure, place: str, words: Words) -> str:
    if figure.short:
        return f'<span class="few"><i class="sign">−</i>{figure.short}<i class="hide"> {place}, {words.few}</i></span>'
    if figure.over:
        return f'<span class="many"><i class="sign">+</i>{figure.over}<i class="hide"> {place}, {words.many}</i></span>'
    return f'<span>{figure.there}<i class="hide"> {place}</i></span>'


@lru_cache(1024)
def name_head(name: str, short: str) -> str:
    """The head of a row: the first name, and the rest where there is room."""
    first, rest = (short, name[len(short) :]) if name.startswith(short) else (name, "")
    wide = f'<span class="wide">{escape(rest)}</span>' if rest else ""
    return f'<th class="who" scope="row" title="{escape(name)}"><span>{escape(first)}</span>{wide}</th>'


def own_head(name: str, short: str, words: Words) -> str:
    """The head of one's own row; on paper it is one of the names."""
    rest = f'<span class="rest">{escape(name[len(short) :])}</span>' if name.startswith(short) else ""
    return (
        f'<th class="who" scope="row" title="{escape(name)}"><span>{escape(words.you)}</span>'
        f'<span class="wide"><span class="you">, </span>{escape(short)}{rest}</span></th>'
    )


def hours(worked: int, contract: int, words: Words, *, agency: bool = False) -> str:
    """48 van 56, with a bar; of whoever is from an agency only what they work here."""
    if agency:
        return f"{hours_text(worked)} <small>{words.agency}</small>"
    if not contract:
        return f"{hours_text(worked)} <small>{words.no_contract if worked else ''}</small>"
    full = min(72, round(72 * worked / contract))
    over = f'<rect class="over" x="{_over(worked, contract)}" width="72" height="4"/>' if worked > contract else ""
    return (
        f"{hours_text(worked)} <small>{words.of} {hours_text(contract)}</small>"
        '<svg viewBox="0 0 72 4" preserveAspectRatio="none" aria-hidden="true"><rect width="72" height="4" rx="2"/>'
        f'<rect width="{full}" height="4" rx="2"/>{over}</svg>'
    )


def _over(worked: int, contract: int) -> int:
    return max(24, round(72 * contract / worked))


def hours_text(minutes: int) -> str:
    """48, or 47:30: in the narrow columns of the roster a whole number of hours has no minutes."""
    return hours_figure(minutes).removesuffix(":00")


def with_seen(says: str, inside: str) -> str:
    """Who speaks to a screen says what is seen: two letters or more are part of what the cell is called."""
    seen = " ".join(_TAG.sub(" ", inside).split())
    return f"{says}, {seen}" if len(seen) > 1 and seen not in says else says
