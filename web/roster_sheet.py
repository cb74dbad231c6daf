"""The sheet of one cell: what stands there, what fits, what does not and why, for whoever looks."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from projections.roster_shapes import Carer
from web.acts import allowed
from web.dates import day_long
from web.findings_told import told_of
from web.notices_told import not_seen
from web.roster_days import feast
from web.roster_desk import Desk, Sheet, desk_of
from web.roster_frame import hours_text
from web.roster_mine import mine
from web.roster_open import opened_row
from web.roster_options import hours_words, once
from web.roster_others import others
from web.roster_plan import planned, put_down
from web.roster_table import OPEN
from web.roster_view import Window
from web.roster_words import low, words


def sheet_of(window: Window, cell: str, *, swap: str = "", carry: str = "") -> Sheet | None:
    """The sheet of a cell. `swap`: one's own shift that one would like to swap; `carry`: a shift to put down here."""
    desk = desk_of(window, cell) if cell else None
    if desk is None:
        return None
    sheet = Sheet(cell, _title(desk), desk.day)
    _facts(desk, sheet)
    if allowed("trail.see_trail", window.period.team):
        sheet.origins = [(desk.shift_title(s), s.since) for s in desk.standing]
    if not desk.open_for_change:
        sheet.note = _("Deze periode is gesloten. Een planner kan haar weer openen voor een correctie.")
        return sheet
    if carry and desk.planner:
        put_down(desk, sheet, carry)
    if desk.who == OPEN:
        opened_row(desk, sheet)
    elif desk.me and desk.member:
        mine(desk, sheet, swap)
        planned(desk, sheet)
    else:
        planned(desk, sheet)
        others(desk, sheet, swap)
    sheet.unfits = once(sheet.unfits)
    sheet.sections = [section for section in sheet.sections if section.options]
    return sheet


def _title(desk: Desk) -> str:
    day = day_long(desk.day)
    who = _("nog open") if desk.who == OPEN else _("jij") if desk.me else desk.name(desk.who)
    return f"{day[:1].upper()}{day[1:]}, {who}"


def _facts(desk: Desk, sheet: Sheet) -> None:
    name = feast(desk.day, words().language)
    if name:
        sheet.facts.append((_("Feestdag"), name))
    if desk.who != OPEN:
        _facts_of_carer(desk, sheet)
    short = [
        _("%(count)s × %(kind)s", count=desk.short_of(k.code), kind=low(desk.kind_name(k.code)))
        for k in desk.kinds()
        if desk.short_of(k.code)
    ]
    if short:
        sheet.facts.append((_("Te weinig"), ", ".join(short)))


def _facts_of_carer(desk: Desk, sheet: Sheet) -> None:
    carer, day = desk.carer, desk.day
    says = [low(desk.shift_title(s)) for s in desk.standing]
    works_here = bool(allowed("rosters.see_findings", desk.window.period.team))
    besides = carer.elsewhere.get(day, []) if works_here else []
    says += [_("elders %(start)s–%(end)s", start=s.local_start, end=s.local_end) for s in besides]
    if works_here and any(first <= day <= last for first, last in carer.absent):
        says.append(_("afwezig"))
    sheet.facts.append((_("Nu"), ", ".join(says) or _("vrij")))
    if any(not_seen(s.shift, desk.who, everybody=desk.planner) for s in desk.standing):
        sheet.facts.append((_("Gezien"), _("Nog niet door %(name)s.", name=desk.name(desk.who))))
    if not works_here:
        return
    found = told_of(desk.period, desk.who, desk.standing)
    if found:
        sheet.facts.append((_("Bevindingen"), " ".join(found)))
    weeks = {1: _("deze week"), 2: _("deze twee weken"), 4: _("deze vier weken")}[desk.window.weeks]
    worked, contract = hours_text(carer.worked), hours_text(carer.contract)
    of = _("%(worked)s van %(contract)s in %(weeks)s", worked=worked, contract=contract, weeks=weeks)
    if carer.agency:
        sheet.facts.append((_("Van een bureau"), _("Wij kennen alleen de diensten hier. Vraag zelf naar ander werk.")))
    sheet.facts.append((_("Uren"), of if carer.contract else _("%(worked)s in %(weeks)s", worked=worked, weeks=weeks)))
    if desk.me or desk.planner:
        levels = {"want": _("graag"), "rather_not": _("liever niet"), "cannot": _("kan niet")}
        wishes = [
            levels[level] + (f" {low(desk.kind_name(kind))}" if kind else "")
            for kind, level in carer.wishes.get(day, ())
        ]
        if wishes:
            sheet.facts.append((_("Wens"), ", ".join(wishes)))
        if carer.limits:
            sheet.limits = _limits(carer, _length(desk))


def _length(desk: Desk) -> int:
    """The days of the roster."""
    return (date.fromisoformat(desk.period.last) - date.fromisoformat(desk.period.first)).days + 1


def _limits(carer: Carer, days: int) -> list[str]:
    """The personal limits in words, those that no roster of so many days can reach left out."""
    limits = carer.limits
    said = []
    for rule, text in (
        ("max_minutes", _("hoogstens %(value)s")),
        ("min_minutes", _("minstens %(value)s")),
        ("max_run", _("hoogstens %(value)s dagen achter elkaar")),
        ("min_run", _("minstens %(value)s dagen achter elkaar")),
        ("min_off", _("minstens %(value)s dagen vrij achter elkaar")),
        ("max_weekends", _("hoogstens %(value)s weekenden")),
    ):
        value = limits.get(rule)
        if isinstance(value, int):
            shown = hours_words(value) if rule.endswith("minutes") else str(value)
            said.append(text.replace("%(value)s", shown))
    kinds = limits.get("max_shifts") or {}
    said += [
        _("hoogstens %(value)s diensten %(kind)s", value=value, kind=kind)
        for kind, value in kinds.items()
        if 0 < value < days
    ]
    barred = [kind for kind, value in kinds.items() if not value]
    return said + ([_("geen diensten %(kinds)s", kinds=", ".join(barred))] if barred else [])
