"""The sheet of a colleague's cell, for whoever does not plan: take over what is on offer, or ask to swap."""

from __future__ import annotations

from flask import g
from flask_babel import gettext as _

from web.roster_desk import Desk, Sheet, draw_ruler
from web.roster_options import Option, Section, hints, hours_words, refusals, shift_action, unfit
from web.roster_swaps import swap_answers, swaps_against
from web.roster_words import low


def others(desk: Desk, sheet: Sheet, swap: str) -> None:
    """What a member may do with a colleague's shift."""
    if desk.planner and desk.standing:
        draw_ruler(desk, sheet, None)
    if not desk.member:
        return
    sheet.sections.append(Section(_("Ruilen"), "swap", swap_answers(desk, desk.standing)))
    for shift in desk.standing:
        if desk.started(shift.start):
            continue
        if shift.offered:
            verdicts = desk.checker(g.person).judge_shift(shift)
            title = desk.shift_title(shift)
            if refused := refusals(verdicts):
                kind = desk.data.kinds.get(shift.kind)
                if kind:
                    sheet.unfits.append(unfit(kind, title, refused[0]))
            else:
                me = desk.data.carers.get(g.person)
                becomes = hours_words((me.worked if me else 0) + shift.minutes)
                says = " ".join(
                    filter(None, (_("Aangeboden."), hints(verdicts), _("Je komt op %(hours)s.", hours=becomes)))
                )
                action = shift_action(desk.roster, shift.shift, "claim")
                option = Option(title, says, _("Neem over"), action, {}, shift.kind, desk.place(shift.kind), best=True)
                sheet.sections.append(Section(_("Dit past"), "tick", [option]))
        if desk.carer.agency:  # without an account nobody says yes
            continue
        if desk.planner and swap != shift.shift:
            link = desk.window.url(cell=f"{desk.who}:{desk.day}", swap=shift.shift)
            ask = Option(_("Ruil tegen jouw dienst"), "", "", link=link, icon="swap")
            sheet.sections.append(Section(_("Voor jezelf"), "person", [ask], quick=True))
            continue
        options = swaps_against(desk, shift)
        heading = _("Ruil %(shift)s tegen jouw dienst", shift=low(desk.shift_title(shift)))
        sheet.sections.append(Section(heading, "swap", options))
        if not options:
            sheet.note = _("Geen van jouw diensten in deze weken past om te ruilen met deze.")
