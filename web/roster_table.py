"""The table of a roster as text: rows are remembered by what stands in them, so a change makes one row again.

Not a template: 336 cells in Jinja cost 12 ms, this costs less than one. Whatever comes from people is escaped here.
Nothing that is remembered holds a token, and names are part of what it is remembered by. Rows are kept as the bytes
that are sent: putting 88 kB of text together and encoding it again for every tablet was a tenth of an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import escape

from domain.kernel import Id
from projections.roster_cells import OFFERED, Cell, Mark, cells_of, cover_of, inside_of, of_agencies, open_cells
from projections.roster_shapes import REMEMBERED, Carer, RosterData
from web.first_names import first_names
from web.roster_days import day_class, day_label
from web.roster_frame import foot, head, hours, name_head, own_head, with_seen
from web.roster_words import Words, low

OPEN = "open"
"""Instead of a person: the row of shifts that nobody has."""

_COLUMNS = {"V": {1}, "L": {2}, "N": {3}, "S": {3}, "D": {1, 2}, "A": {3}}
_ICON = '<svg class="i {0}" aria-hidden="true"><use href="#r-{0}"/></svg>'


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks, at what, and from when."""

    person: Id
    words: Words
    today: str
    team_name: str = ""
    planner: bool = False
    findings: bool = False
    past: bool = False
    cell: str = ""
    """The cell whose sheet is open: `PERSON:DAY`."""
    changed: Mapping[Id, tuple[str, ...]] = field(default_factory=dict)
    """Days by person ("" for open) with a dog-ear: changed since they looked, or (in the past) changed later."""


def table(data: RosterData, look: Look, names: Mapping[Id, str], kinds: tuple[tuple[str, str], ...]) -> bytes:
    """The whole table, in UTF-8. `names` opened, by person; `kinds`: (code, opened name) in the order of the day."""
    words, four = look.words, len(data.days) > 14
    order, short = _in_order(tuple(names.items()), look.person)
    body = [_carer_row(data, data.carers[person], look, names, short, kinds, four) for person in order]
    at = 1 if order and order[0] == look.person else 0
    body.insert(at, _open_row(data, look, kinds))
    classes = "roster four" if four else "roster"
    begin = (
        f'<table class="{classes}" id="roster-table"><caption class="hide">{escape(words.caption)}</caption>'
        f"{head(data.days, look.today, len(order), words, summed=look.findings)}<tbody>"
    )
    agencies = of_agencies(data) if look.findings else 0
    end = f"</tbody>{foot(data.days, cover_of(data), words, agencies, summed=look.findings)}</table>"
    return b"".join((begin.encode(), *body, end.encode()))


def _carer_row(
    data: RosterData,
    carer: Carer,
    look: Look,
    names: Mapping[Id, str],
    short: Mapping[Id, str],
    kinds: tuple[tuple[str, str], ...],
    four: bool,
) -> bytes:
    person, own = carer.person, carer.person == look.person
    wishes = own or look.planner
    key = (
        person, look.findings, wishes, own, names[person], short[person], kinds, look.changed.get(person, ()),
        _expanded(look, person), look.past, look.words.language,
    )  # fmt: skip
    found: bytes | None = data.remembered.get(key)
    if found is None:
        cells = cells_of(data, carer, findings=look.findings, wishes=wishes)
        summed: str | None = hours(carer.worked, carer.contract, look.words, agency=carer.agency)
        if not look.findings:  # residents and relatives see who comes, and nothing more of who works here
            cells, summed = tuple(cell._replace(elsewhere=(), away=False) for cell in cells), None
        found = _row(
            person, names[person], short[person], own, data.days, cells, kinds, look.changed.get(person, ()),
            _expanded(look, person), look.past, summed, four, look.words,
        )  # fmt: skip
        if len(data.remembered) < REMEMBERED:
            data.remembered[key] = found
    return found


@lru_cache(1024)
def _row(
    person: Id,
    name: str,
    short: str,
    own: bool,
    days: tuple[str, ...],
    cells: tuple[Cell, ...],
    kinds: tuple[tuple[str, str], ...],
    flags: tuple[str, ...],
    expanded: str,
    past: bool,
    summed: str | None,
    four: bool,
    words: Words,
) -> bytes:
    spoken = str(escape(words.you if own else short))
    made = [f'<tr class="own">{own_head(name, short, words)}' if own else f"<tr>{name_head(name, short)}"]
    for (day, column, label), cell in zip(_columns(days, words.language), cells, strict=True):
        says, classes, inside, away = _content(cell, day in flags, kinds, four, past, words)
        if past or cell.out:
            role = f' role="img" aria-label="{spoken}, {label}: {says}"' if says else ""
            made.append(f'<td class="{column}{away}"><span class="{classes}"{role}>{inside}</span></td>')
        else:
            state = ' aria-expanded="true"' if day == expanded else ""
            made.append(
                f'<td class="{column}{away}"><button class="{classes}" name="cell" value="{person}:{day}" '
                f'aria-label="{spoken}, {label}: {says}"{state}>{inside}</button></td>'
            )
    made.append("</tr>" if summed is None else f'<td class="sum">{summed}</td></tr>')
    return "".join(made).encode()


@lru_cache(64)
def _columns(days: tuple[str, ...], language: str) -> tuple[tuple[str, str, str], ...]:
    """Each day with its classes and its name, escaped."""
    return tuple((day, day_class(day), str(escape(day_label(day, language)))) for day in days)


@lru_cache(4096)
def _content(
    cell: Cell, flagged: bool, kinds: tuple[tuple[str, str], ...], four: bool, past: bool, words: Words
) -> tuple[str, str, str, str]:
    """Of a cell: what it says, its classes, its inside, and what its column gets beside."""
    if cell.out and not (cell.elsewhere or cell.away):
        return "", "cell out", "", ""
    flag = ("later" if past else "new") if flagged else ""
    says = _says(cell, dict(kinds), words) + (f", {words.later if past else words.new}" if flagged else "")
    inside = _inside(cell, words, four)
    return with_seen(says, inside), _cell_classes(cell, flag), inside, " away" if cell.away else ""


def _says(cell: Cell, known: Mapping[str, str], words: Words) -> str:
    """What stands in the cell, in words."""
    said = [_mark_says(mark, known, words) for mark in cell.marks]
    said += [f"{words.elsewhere} {escape(clock)}" for clock in cell.elsewhere]
    if cell.away:
        said.append(words.away)
    if not said:
        said.append(words.free)
    if cell.wish:
        said.append({"want": words.want, "rather_not": words.rather_not, "cannot": words.cannot}[cell.wish])
    return ", ".join(said)


def _mark_says(mark: Mark, known: Mapping[str, str], words: Words) -> str:
    name = escape(low(known.get(mark.code, mark.code)))
    text = f"{name} {mark.start}–{mark.end}"
    if mark.waits:
        text += f", {words.offered if mark.waits == OFFERED else words.waiting}"
    elif mark.via == "swapped":
        text += f", {words.swapped}"
    return f"{text}, {words.find}" if mark.found else text


def _cell_classes(cell: Cell, flag: str) -> str:
    taken: set[int] = set()
    packed = len(cell.marks) > 2 or (bool(cell.elsewhere) and bool(cell.marks)) or (cell.away and bool(cell.marks))
    for mark in cell.marks:
        columns = _COLUMNS[mark.place]
        packed = packed or bool(taken & columns)
        taken |= columns
    icons = sum((m.waits > 0) or m.found or m.via == "swapped" for m in cell.marks)
    packed = packed or (len(cell.marks) > 1 and icons > 0)
    return f"cell{' pack' if packed else ''}{' ' + flag if flag else ''}"


def _inside(cell: Cell, words: Words, four: bool) -> str:
    made = [_mark(mark) for mark in cell.marks]
    for _clock in cell.elsewhere:
        made.append('<span class="elders">' + (_ICON.format("else") if four else words.elsewhere) + "</span>")
    if cell.away and not cell.marks:
        made.append(f"<span>{words.away_short if four else words.away}</span>")
    if cell.wish and not cell.marks and not cell.away:
        made.append(_ICON.format(cell.wish.replace("_", "-")))
    return " ".join(made)


def _mark(mark: Mark) -> str:
    waiting = " wait" if mark.waits else ""
    long = " long" if len(mark.code) > 1 else ""
    text = f'<span class="shift{waiting}{long}" data-kind="{mark.place}">{escape(mark.code)}</span>'
    if mark.found:
        return text + _ICON.format("find")
    if mark.waits:
        return text + _ICON.format("clock")
    return text + _ICON.format("swap") if mark.via == "swapped" else text


def _open_row(data: RosterData, look: Look, kinds: tuple[tuple[str, str], ...]) -> bytes:
    flags, expanded = look.changed.get("", ()), _expanded(look, OPEN)
    key = (None, look.findings, look.planner, kinds, flags, expanded, look.past, look.words.language)
    found: bytes | None = data.remembered.get(key)
    if found is None:
        found = _spare(
            data.days, open_cells(data), kinds, flags, expanded, look.past,
            look.planner, inside_of(data), look.words, look.findings,
        )  # fmt: skip
        if len(data.remembered) < REMEMBERED:
            data.remembered[key] = found
    return found


@lru_cache(256)
def _spare(
    days: tuple[str, ...],
    cells: tuple[tuple[Mark, ...], ...],
    kinds: tuple[tuple[str, str], ...],
    flags: tuple[str, ...],
    expanded: str,
    past: bool,
    planner: bool,
    inside: tuple[bool, ...],
    words: Words,
    summing: bool,
) -> bytes:
    made = [f'<tr class="spare"><th class="who" scope="row">{escape(words.open)}</th>']
    for (day, column, label), marks, known in zip(_columns(days, words.language), cells, inside, strict=True):
        flagged = day in flags
        if not marks and not flagged:
            says, classes, content = words.nothing, "cell", ""
        else:
            says, classes, content = _open_content(marks, flagged, kinds, past, words)
        label = f"{escape(words.open_label)}, {label}: {says}"
        if not past and known and (marks or planner):
            state = ' aria-expanded="true"' if day == expanded else ""
            made.append(
                f'<td class="{column}"><button class="{classes}" name="cell" value="{OPEN}:{day}" '
                f'aria-label="{label}"{state}>{content}</button></td>'
            )
        elif marks or flagged:
            made.append(
                f'<td class="{column}"><span class="{classes}" role="img" aria-label="{label}">{content}</span></td>'
            )
        else:
            made.append(f'<td class="{column}"><span class="cell"></span></td>')
    if not summing:
        return "".join((*made, "</tr>")).encode()
    total = sum(len(marks) for marks in cells)
    summed = f"{total} {words.shift if total == 1 else words.shifts}" if total else words.nothing
    made.append(f'<td class="sum"><small>{escape(summed)}</small></td></tr>')
    return "".join(made).encode()


@lru_cache(1024)
def _open_content(
    marks: tuple[Mark, ...], flagged: bool, kinds: tuple[tuple[str, str], ...], past: bool, words: Words
) -> tuple[str, str, str]:
    """Of a day's open shifts: what they say, the classes and the inside; more of a kind stand as one with a figure."""
    known = dict(kinds)
    says = ", ".join(_mark_says(mark, known, words) for mark in marks) or words.nothing
    says += f", {words.later if past else words.new}" if flagged else ""
    inside = " ".join(
        f'<span class="shift open{" long" if len(code) > 1 or count > 1 else ""}" data-kind="{place}">'
        f"{count if count > 1 else ''}{escape(code)}</span>"
        for (code, place), count in _grouped(marks).items()
    )
    flag = ("later" if past else "new") if flagged else ""
    return with_seen(says, inside), _cell_classes(Cell(tuple(_first_of_kind(marks))), flag), inside


def _grouped(marks: tuple[Mark, ...]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for mark in marks:
        counts[mark.code, mark.place] = counts.get((mark.code, mark.place), 0) + 1
    return counts


def _first_of_kind(marks: tuple[Mark, ...]) -> list[Mark]:
    return list({mark.code: mark for mark in marks}.values())


@lru_cache(256)
def _in_order(people: tuple[tuple[Id, str], ...], own: Id) -> tuple[tuple[Id, ...], Mapping[Id, str]]:
    """Who stands in which order, oneself first, and the first names; whole names where two share one."""
    names = dict(people)
    order = sorted(names, key=lambda person: (person != own, names[person].casefold(), person))
    return tuple(order), first_names(names)


def _expanded(look: Look, person: Id) -> str:
    who, _, day = look.cell.partition(":")
    return day if who == person else ""
