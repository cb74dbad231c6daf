"""A roster as a spreadsheet: people by days as on the page, and under a second tab one row for each shift."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from babel.dates import format_date
from flask_babel import gettext as _

from domain.kernel import AMSTERDAM, Id, parse_instant
from projections.roster_cells import Cell, cells_of, inside_of
from projections.roster_shapes import Carer, RosterData, Shift
from web.roster_words import Words

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which weeks, with what around them, and how much of it who asks may see."""

    data: RosterData
    title: str
    moment: datetime
    names: Mapping[Id, str]
    kinds: Mapping[str, str]
    words: Words
    findings: bool
    """Residents and relatives see who comes, and no hours."""


def book_of(asked: Asked) -> bytes:
    """The file."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _PLAIN)
    book.set_properties({"title": asked.title, "created": asked.moment.replace(tzinfo=None)})
    looks = {
        "bold": book.add_format({"bold": True}),
        "head": book.add_format({"bold": True, "align": "center", "bottom": 1}),
        "cell": book.add_format({"align": "center"}),
        "hours": book.add_format({"num_format": "0.00"}),
        "day": book.add_format({"num_format": "dd-mm-yyyy", "align": "left"}),
        "clock": book.add_format({"num_format": "dd-mm-yyyy hh:mm", "align": "left"}),
        "short": book.add_format({"align": "center", "bold": True, "font_color": "#A33A2A"}),
    }
    _people(book.add_worksheet(_("Rooster")), asked, looks)
    _shifts(book.add_worksheet(_("Diensten")), asked, looks)
    book.close()
    return file.getvalue()


def _people(sheet: Any, asked: Asked, looks: Mapping[str, Any]) -> None:
    data, words = asked.data, asked.words
    sheet.write_string(0, 0, asked.title, looks["bold"])
    sheet.write_string(2, 0, _("Naam"), looks["bold"])
    for column, day in enumerate(data.days, start=1):
        text = format_date(date.fromisoformat(day), "EEE d MMM", locale=words.language)
        sheet.write_string(2, column, text, looks["head"])
    last = len(data.days) + 1
    if asked.findings:
        for column, title in enumerate((_("Uren"), _("Contract"), _("Verschil")), start=last):
            sheet.write_string(2, column, title, looks["bold"])
    row = 3
    for carer in sorted(data.carers.values(), key=lambda c: (asked.names[c.person].casefold(), c.person)):
        _person(sheet, row, carer, asked, looks)
        row += 1
    sheet.write_string(row, 0, words.open, looks["bold"])
    for column, day in enumerate(data.days, start=1):
        codes = [shift.kind for shift in data.open.get(day, [])]
        _put(sheet, row, column, " ".join(codes), looks["cell"])
    _cover(sheet, row + 1, asked, looks)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, last - 1, 9)
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _person(sheet: Any, row: int, carer: Carer, asked: Asked, looks: Mapping[str, Any]) -> None:
    sheet.write_string(row, 0, asked.names[carer.person])
    cells = cells_of(asked.data, carer, findings=asked.findings, wishes=False)
    for column, cell in enumerate(cells, start=1):
        _put(sheet, row, column, _says(cell, asked), looks["cell"])
    if asked.findings:
        last = len(asked.data.days) + 1
        for column, minutes in enumerate(
            (carer.worked, carer.contract, carer.worked - carer.contract) if carer.contract else (carer.worked,),
            start=last,
        ):
            sheet.write_number(row, column, minutes / 60, looks["hours"])


def _put(sheet: Any, row: int, column: int, text: str, look: Any = None) -> None:
    """What is nothing stays an empty cell, and counts as one."""
    if text:
        sheet.write_string(row, column, text, look)


def _says(cell: Cell, asked: Asked) -> str:
    """What stands in a cell: codes, `elders` and `afwezig`."""
    said = [mark.code for mark in cell.marks]
    said += [asked.words.elsewhere] * len(cell.elsewhere) if asked.findings else []
    return " ".join(said) or (asked.words.away if cell.away and asked.findings else "")


def _cover(sheet: Any, row: int, asked: Asked, looks: Mapping[str, Any]) -> None:
    """For each kind how many work, of how many the day wants; too few stand out."""
    data = asked.data
    inside = inside_of(data)
    for code, kind in asked.kinds.items():
        sheet.write_string(row, 0, f"{asked.words.cover}, {kind} ({code})", looks["bold"])
        for column, (day, known) in enumerate(zip(data.days, inside, strict=True), start=1):
            there, wanted = data.counts.get((code, day), 0), data.least.get((code, day), 0)
            if known and (there or wanted):
                text = _("%(there)s van %(wanted)s", there=there, wanted=wanted) if wanted else str(there)
                sheet.write_string(row, column, text, looks["short" if there < wanted else "cell"])
        row += 1


def _shifts(sheet: Any, asked: Asked, looks: Mapping[str, Any]) -> None:
    heads = (_("Datum"), _("Code"), _("Dienst"), _("Naam"), _("Begin"), _("Einde"), _("Uren zonder pauze"), _("Stand"))
    for column, title in enumerate(heads):
        sheet.write_string(0, column, title, looks["bold"])
    found = sorted(asked.data.shifts(), key=lambda s: (s.start, s.kind, asked.names.get(s.person or "", ""), s.shift))
    for row, shift in enumerate(found, start=1):
        sheet.write_datetime(row, 0, datetime.fromisoformat(shift.date), looks["day"])
        sheet.write_string(row, 1, shift.kind)
        sheet.write_string(row, 2, asked.kinds.get(shift.kind, shift.kind))
        _put(sheet, row, 3, asked.names.get(shift.person or "", ""))
        sheet.write_datetime(row, 4, _local(shift.start), looks["clock"])
        sheet.write_datetime(row, 5, _local(shift.end), looks["clock"])
        sheet.write_number(row, 6, shift.minutes / 60, looks["hours"])
        _put(sheet, row, 7, _state(shift, asked.words))
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 6)
    sheet.set_column(2, 3, 24)
    sheet.set_column(4, 7, 18)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(found), 1), len(heads) - 1)


def _state(shift: Shift, words: Words) -> str:
    if shift.person is None:
        return words.open_label
    return words.offered if shift.offered else ""


def _local(instant: str) -> datetime:
    """On the wall in the Netherlands: a spreadsheet knows no zones."""
    return parse_instant(instant).astimezone(AMSTERDAM).replace(tzinfo=None)
