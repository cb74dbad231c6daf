"""The sheet of a day in the row of open shifts: take one, give one to somebody, add or drop one."""

from __future__ import annotations

from collections import Counter

from flask import g, url_for
from flask_babel import gettext as _

from domain.kernel import new_id
from projections.roster_shapes import Shift
from projections.roster_sheet import shift_kind
from web.candidates_told import duty_today
from web.language import tr
from web.roster_desk import Desk, Sheet
from web.roster_frame import hours_text
from web.roster_options import Option, Section, Unfit, hints, hours_words, kind_title, refusals, shift_action, unfit
from web.roster_words import low
from web.rounds_view import wishes_first

_MOST = 6


def opened_row(desk: Desk, sheet: Sheet) -> None:
    """What may be done with the open shifts of a day."""
    standing = list({shift.kind: shift for shift in reversed(desk.standing)}.values())
    says = ", ".join(low(desk.shift_title(shift)) for shift in desk.standing)
    sheet.facts.insert(0, (_("Open"), says or _("niets")))
    if desk.member and g.person in desk.data.carers and not wishes_first(desk.period):
        sheet.sections.append(Section(_("Dit past"), "tick", [o for s in standing for o in _for_me(desk, sheet, s)]))
    stands = desk.member and desk.period.state != "drafted"
    if stands and not desk.planner and duty_today(desk.period.team, (desk.day,)):
        asked = [_seek(shift) for shift in standing if not desk.started(shift.start)]
        sheet.sections.append(Section(_("Vraag een collega"), "people", asked))
    if desk.planner:
        sheet.sections.append(Section(_("Te weinig"), "plus", _short(desk)))
        for shift in standing:
            sheet.sections.append(Section(desk.shift_title(shift), "people", _for_others(desk, sheet, shift)))
        sheet.sections.append(Section(_("Zet een open dienst erbij"), "plus", _added(desk), quick=True))


def _for_me(desk: Desk, sheet: Sheet, shift: Shift) -> list[Option]:
    if desk.started(shift.end):
        return []
    verdicts = desk.checker(g.person).judge_shift(shift)
    title, kind = desk.shift_title(shift), desk.data.kinds.get(shift.kind)
    if refused := refusals(verdicts):
        if kind and not desk.planner:  # a planner reads it once, among the others
            sheet.unfits.append(unfit(kind, title, refused[0]))
        return []
    becomes = hours_words(desk.data.carers[g.person].worked + shift.minutes)
    says = " ".join(filter(None, (hints(verdicts), _("Je komt op %(hours)s.", hours=becomes))))
    action = shift_action(desk.roster, shift.shift, "claim")
    return [Option(title, says, _("Neem dienst"), action, {}, shift.kind, desk.place(shift.kind), best=True)]


def _for_others(desk: Desk, sheet: Sheet, shift: Shift) -> list[Option]:
    """The people it fits, furthest under contract first; who it does not fit goes to the other side with the reason."""
    found = []
    for person, carer in desk.data.carers.items():
        verdicts = desk.checker(person).judge_shift(shift)
        refused = refusals(verdicts)
        if refused:
            name = f"{desk.name(person)}."
            sheet.unfits.append(Unfit(shift.kind, desk.place(shift.kind), name, tr(refused[0].says)))
            continue
        hours = _(
            "%(worked)s van %(contract)s uur.",
            worked=hours_text(carer.worked),
            contract=hours_text(carer.contract),
        )
        if carer.agency:
            hours = _("Van een bureau.")
        action = shift_action(desk.roster, shift.shift, "assign")
        option = Option(
            desk.name(person), " ".join(filter(None, (hours, hints(verdicts)))), _("Geef"), action,
            {"person": person, "instead_of": ""}, shift.kind, desk.place(shift.kind),
        )  # fmt: skip
        found.append((bool(hints(verdicts)), carer.worked - carer.contract, desk.name(person), option))
    found.sort(key=lambda entry: entry[:3])
    options = [entry[3] for entry in found[:_MOST]]
    if desk.period.state != "drafted" and not desk.started(shift.start):
        options.append(_seek(shift))
    options.append(
        Option(_("Verplaats of geef door"), _("Tik daarna het vak waar hij heen gaat."), _("Pak op"),
               link=desk.window.url(carry=shift.shift), icon="swap")
    )  # fmt: skip
    options.append(
        Option(_("Haal weg"), _("De dienst verdwijnt uit het rooster."), _("Haal weg"),
               shift_action(desk.roster, shift.shift, "drop"), {"was": ""}, icon="cross")
    )  # fmt: skip
    return options


def _seek(shift: Shift) -> Option:
    """The way to whoever could be asked."""
    to = url_for("sick_calls.candidates", roster=shift.roster, shift=shift.shift)
    says = _("Gerangschikt, met wat het voor ieder betekent. Je vraagt wie dat goed vindt.")
    return Option(_("Wie kan hem werken?"), says, _("Zoek iemand"), link=to, icon="people")


def _short(desk: Desk) -> list[Option]:
    """What a published roster lacks on the day, to be put open."""
    open_here = Counter(shift.kind for shift in desk.standing)
    found = []
    for kind in desk.kinds():
        missing = desk.short_of(kind.code) - open_here[kind.code]
        if (
            desk.period.state == "published"
            and missing > 0
            and not desk.started(shift_kind(kind).instants(desk.day)[0])
        ):
            title = f"{missing} × {low(kind_title(kind, desk.kind_name(kind.code)))}"
            says = _("Het team wil er %(least)s.", least=desk.data.least[kind.code, desk.day])
            action, fields = f"/rosters/{desk.roster}/shortages/open", {"date": desk.day, "kind": kind.code}
            found.append(Option(title, says, _("Zet open"), action, fields, kind.code, kind.place))
    return found


def _added(desk: Desk) -> list[Option]:
    return [
        Option(
            kind_title(kind, desk.kind_name(kind.code)),
            _("Hier is iemand nodig.") if desk.short_of(kind.code) else _("Niet nodig."), _("Zet erbij"),
            shift_action(desk.roster, new_id(), "plan"), {"date": desk.day, "kind": kind.code, "person": ""},
            kind.code, kind.place,
        )
        for kind in desk.kinds()
    ]  # fmt: skip
