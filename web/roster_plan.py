"""The sheet for a planner: plan, open, drop, carry and change what stands in anybody's cell."""

from __future__ import annotations

from flask_babel import gettext as _

from domain.kernel import new_id
from domain.rosters import Verdict
from projections.roster_shapes import Shift
from projections.roster_sheet import shift_kind
from web.dates import day_short
from web.language import tr
from web.roster_desk import Desk, Sheet, draw_ruler
from web.roster_mine import presence_forms
from web.roster_options import Option, Section, Unfit, hints, hours_words, kind_title, refusals, shift_action, unfit
from web.roster_table import OPEN
from web.roster_words import low


def planned(desk: Desk, sheet: Sheet) -> None:
    """What a planner may do in a person's cell, beside what the person may."""
    if not desk.planner:
        return
    own = desk.me and desk.member
    for shift in desk.standing:
        sheet.sections.append(Section(desk.shift_title(shift), "grid", _with_shift(desk, shift), quick=True))
        sheet.sections.append(Section(_("Verander de dienst"), "swap", _other_kinds(desk, sheet, shift)))
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
    says = str(_("Nu van %(name)s.", name=desk.name(shift.person)) if shift.person else _("Nu open."))
    if desk.who != OPEN:
        verdicts = _put_down_here(desk, shift)
        if refused := refusals(verdicts):
            sheet.unfits.append(Unfit(shift.kind, desk.place(shift.kind), f"{title}.", tr(refused[0].says)))
            return
        says = f"{says} {hints(verdicts)}".strip()
    option = Option(title, says, _("Zet hier neer"), action, fields, shift.kind, desk.place(shift.kind), best=True)
    sheet.sections.append(Section(_("Je verplaatst"), "swap", [option]))


def _put_down_here(desk: Desk, shift: Shift) -> list[Verdict]:
    """What the rules say of the carried shift in this cell: its own times on its own day, else its kind's."""
    checker = desk.checker(desk.who)
    if shift.date == desk.day or shift.kind not in desk.data.kinds:
        return checker.judge_shift(shift)
    return checker.judge_new(desk.period, desk.day, shift.kind, shift=shift.shift)


def _with_shift(desk: Desk, shift: Shift) -> list[Option]:
    base = shift_action(desk.roster, shift.shift)
    was = {"was": desk.who}
    carry = desk.window.url(carry=shift.shift)
    return [
        Option(_("Verplaats of geef door"), "", "", link=carry, icon="swap"),
        Option(_("Maak open"), "", "", f"{base}/unassign", was, icon="undo"),
        Option(_("Haal weg"), "", "", f"{base}/drop", was, icon="cross"),
    ]


def _other_kinds(desk: Desk, sheet: Sheet, shift: Shift) -> list[Option]:
    """What the shift may become, each with what warns; what it may not become goes to the other side."""
    options, checker = [], desk.checker(desk.who)
    for kind in desk.kinds():
        if kind.code == shift.kind:
            continue
        title = _("Wordt %(kind)s", kind=low(kind_title(kind, desk.kind_name(kind.code))))
        verdicts = checker.judge_new(desk.period, desk.day, kind.code, shift=shift.shift)
        if refused := refusals(verdicts):
            if refused[0].rule != "agenda-absent":
                sheet.unfits.append(unfit(kind, title, refused[0]))
            continue
        says = " ".join(filter(None, (hints(verdicts), _gets_to(desk, shift_kind(kind).net - shift.minutes))))
        fields = {"date": desk.day, "kind": kind.code}
        action = shift_action(desk.roster, shift.shift, "move")
        options.append(Option(title, says, _("Verander"), action, fields, kind.code, kind.place))
    return options


def _gets_to(desk: Desk, minutes: int) -> str:
    return str(_("Komt op %(hours)s.", hours=hours_words(desk.carer.worked + minutes)))


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
        says = " ".join(filter(None, (need, hints(verdicts), _gets_to(desk, shift_kind(kind).net))))
        action = shift_action(desk.roster, new_id(), "plan")
        fields = {"date": desk.day, "kind": kind.code, "person": desk.who}
        best = not options and bool(short) and not hints(verdicts) and not desk.standing
        options.append(Option(title, says, _("Plan in"), action, fields, kind.code, kind.place, best=best))
        if len(options) == 1 and not desk.standing:
            draw_ruler(desk, sheet, (kind.code, *shift_kind(kind).instants(desk.day)))
    heading = _("Erbij") if desk.standing else _("Dit past")
    sheet.sections.append(Section(heading, "tick", options))
