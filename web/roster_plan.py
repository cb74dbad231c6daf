"""The sheet for a planner: plan, open, drop, carry and change what stands in anybody's cell."""

from __future__ import annotations

from flask_babel import gettext as _

from domain.kernel import new_id
from projections.roster_shapes import Shift
from projections.roster_sheet import shift_kind
from web.dates import day_short
from web.roster_desk import Desk, Sheet, draw_ruler
from web.roster_mine import presence_forms
from web.roster_options import Option, Section, hints, hours_words, kind_title, refusals, shift_action, unfit
from web.roster_table import OPEN
from web.roster_words import low


def planned(desk: Desk, sheet: Sheet) -> None:
    """What a planner may do in a person's cell, beside what the person may."""
    if not desk.planner:
        return
    own = desk.me and desk.member
    for shift in desk.standing:
        sheet.sections.append(Section(desk.shift_title(shift), "grid", _with_shift(desk, shift), quick=True))
    if not (own and not desk.standing):
        _what_fits(desk, sheet)
    if not own:
        presence_forms(desk, sheet)


def put_down(desk: Desk, sheet: Sheet, carried: str) -> None:
    """The shift that is carried, to put down in this cell."""
    shift = desk.data.shift(carried)
    if shift is None or shift.roster != desk.roster:
        return
    title = f"{day_short(shift.date)}, {low(desk.shift_title(shift))}"
    fields = {"date": desk.day, "person": "" if desk.who == OPEN else desk.who, "was": shift.person or ""}
    action = shift_action(desk.roster, shift.shift, "place")
    says = _("Nu van %(name)s.", name=desk.name(shift.person)) if shift.person else _("Nu open.")
    option = Option(title, says, _("Zet hier neer"), action, fields, shift.kind, desk.place(shift.kind), best=True)
    sheet.sections.append(Section(_("Je verplaatst"), "swap", [option]))


def _with_shift(desk: Desk, shift: Shift) -> list[Option]:
    base = shift_action(desk.roster, shift.shift)
    was = {"was": desk.who}
    carry = desk.window.url(carry=shift.shift)
    options = [
        Option(_("Verplaats of geef door"), "", "", link=carry, icon="swap"),
        Option(_("Maak open"), "", "", f"{base}/unassign", was, icon="undo"),
        Option(_("Haal weg"), "", "", f"{base}/drop", was, icon="cross"),
    ]
    checker = desk.checker(desk.who)
    for kind in desk.kinds():
        if kind.code != shift.kind and not refusals(
            checker.judge_new(desk.period, desk.day, kind.code, shift=shift.shift)
        ):
            title = _("Wordt %(kind)s", kind=low(desk.kind_name(kind.code)))
            fields = {"date": desk.day, "kind": kind.code}
            options.append(Option(title, "", "", f"{base}/move", fields, kind.code, kind.place))
    return options


def _what_fits(desk: Desk, sheet: Sheet) -> None:
    checker = desk.checker(desk.who)
    options: list[Option] = []
    for kind in desk.kinds():
        title = kind_title(kind, desk.kind_name(kind.code))
        verdicts = checker.judge_new(desk.period, desk.day, kind.code)
        refused = refusals(verdicts)
        known = refused and refused[0].rule
        if known == "agenda-absent" or (known == "agenda-double" and desk.standing):
            continue
        if refused:
            sheet.unfits.append(unfit(kind, title, refused[0]))
            continue
        short = desk.short_of(kind.code)
        need = _("Hier is iemand nodig.") if short else _("Niet nodig.")
        becomes = _("Komt op %(hours)s.", hours=hours_words(desk.carer.worked + kind.minutes - kind.breaks))
        says = " ".join(filter(None, (need, hints(verdicts), becomes)))
        action = shift_action(desk.roster, new_id(), "plan")
        fields = {"date": desk.day, "kind": kind.code, "person": desk.who}
        best = not options and bool(short) and not hints(verdicts) and not desk.standing
        options.append(Option(title, says, _("Plan in"), action, fields, kind.code, kind.place, best=best))
        if len(options) == 1 and not desk.standing:
            draw_ruler(desk, sheet, (kind.code, *shift_kind(kind).instants(desk.day)))
    heading = _("Erbij") if desk.standing else _("Dit past")
    sheet.sections.append(Section(heading, "tick", options))
