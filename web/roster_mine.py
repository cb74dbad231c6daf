"""The sheet of one's own cell: take, give back, offer, swap, say what suits, record hours, be away."""

from __future__ import annotations

from flask import g, url_for
from flask_babel import gettext as _

from domain.kernel import Id, minutes_between, new_id, now
from projections.asks import Opened, opened_by
from projections.leave import request_of
from projections.roster_shapes import Shift, rows
from projections.roster_sheet import shift_kind
from projections.rounds import rounds_shown
from projections.trail import fact
from web.dates import clock, day_long
from web.roster_desk import AbsenceForm, Desk, HoursForm, Sheet, draw_ruler
from web.roster_options import Option, Section, Unfit, hints, hours_words, kind_title, refusals, shift_action, unfit
from web.roster_swaps import swap_answers, swaps_for
from web.roster_view import may_plan
from web.roster_words import low
from web.rounds_view import round_of
from web.shown import instant_of


def mine(desk: Desk, sheet: Sheet, swap: str) -> None:
    """Everything that one may do in one's own cell."""
    standing = desk.standing
    answers = swap_answers(desk, standing)
    own = Section(_("Jouw dienst"), "tick", answers + [o for s in standing for o in _with_shift(desk, s, swap)])
    if swap and any(s.shift == swap for s in standing):
        sheet.sections.append(Section(_("Ruil met"), "swap", swaps_for(desk, swap)))
    sheet.sections.append(own)
    if not standing:
        _what_fits(desk, sheet)
    else:
        draw_ruler(desk, sheet, None)
    sheet.sections.append(Section(_("Deze dag"), "person", _wishes(desk), quick=True))
    presence_forms(desk, sheet)


def presence_forms(desk: Desk, sheet: Sheet) -> None:
    """Hours really worked, and absence."""
    for shift in desk.standing:
        if not desk.started(shift.start):
            continue
        if shift.minutes:
            sheet.hours.append(_hours(desk, shift))
        else:
            says = _("Wanneer er echt is gewerkt. Bereikbaar zijn telt zelf niet als werk.")
            to = url_for("calls.show", roster=shift.roster, shift=shift.shift)
            called = Option(_("Oproepen"), says, _("Leg vast"), link=to, icon="clock")
            sheet.sections.append(Section(_("Opgeroepen"), "clock", [called]))
    absence = _absence_on(desk.who, desk.day)
    if absence and (leave := request_of(g.views, absence)):
        to = url_for("leave.show", team=leave.team, leave=absence)
        says = _("Dit is verlof. Wie het vroeg, trekt het in bij Mijn verlof.")
        option = Option(_("Verlof"), says, _("Bekijk"), link=to, icon="person")
        sheet.sections.append(Section(_("Afwezig"), "person", [option]))
    elif absence:
        action = f"/rosters/{desk.roster}/absences/{absence}/withdraw"
        title = _("Ik ben er toch") if desk.me else _("Toch aanwezig")
        says = _("Diensten die open kwamen, blijven open.")
        option = Option(title, says, _("Trek in"), action, {"person": desk.who}, icon="undo")
        opened = opened_by(g.views, desk.period.team, absence, instant_of(now()))
        found = [_found_for(opened)] if opened and any(s.person is None for s in opened.shifts) else []
        sheet.sections.append(Section(_("Afwezig"), "person", [*found, option]))
    else:
        sheet.absence = AbsenceForm(
            f"/rosters/{desk.roster}/absences/{new_id()}/report", desk.who, desk.me, desk.day
        )  # fmt: skip


def _found_for(opened: Opened) -> Option:
    """The way to whoever could take the shifts that came open."""
    to = url_for("sick_calls.show", team=opened.shifts[0].team, absence=opened.absence)
    says = _("Gerangschikt, met wat het voor ieder betekent. Je vraagt wie dat goed vindt.")
    return Option(_("Wie neemt de diensten over?"), says, _("Zoek iemand"), link=to, icon="people")


def _what_fits(desk: Desk, sheet: Sheet) -> None:
    rounds = rounds_shown(g.views, desk.roster)
    if rounds and round_of(desk.period, rounds) == "wishes" and not may_plan(desk.period.team):
        says = _("Tot en met %(day)s geeft het team zijn wensen.", day=day_long(rounds.wishes_until))
        to = url_for("rounds.show", roster=desk.roster)
        later = Option(_("Diensten neem je daarna"), says, _("Geef je wensen"), link=to, icon="clock")
        sheet.sections.append(Section(_("Dit past"), "tick", [later]))
        return
    checker = desk.checker(g.person)
    options: list[Option] = []
    away = any(first <= desk.day <= last for first, last in desk.carer.absent)
    for kind in desk.kinds():
        title = kind_title(kind, desk.kind_name(kind.code))
        start, _end = _instants(desk, kind.code)
        if desk.started(start):
            continue
        verdicts = checker.judge_new(desk.period, desk.day, kind.code)
        if refused := refusals(verdicts):
            if not away:
                sheet.unfits.append(unfit(kind, title, refused[0]))
            continue
        there = _open_or_offered(desk, kind.code)
        short, filled = desk.short_of(kind.code), desk.data.least.get((kind.code, desk.day), 0)
        if filled and not short and there is None:
            sheet.unfits.append(_taken(desk, kind.code, title))
            continue
        says = " ".join(
            filter(None, (_need(desk, short, there), hints(verdicts), _becomes(desk, shift_kind(kind).net)))
        )
        action = (
            shift_action(desk.roster, there.shift, "claim") if there else shift_action(desk.roster, new_id(), "take")
        )
        go = _("Neem dienst") if short or there else _("Kies")
        fields = {} if there else {"date": desk.day, "kind": kind.code, "needed": "1" if short else ""}
        best = not options and bool(short or there) and not hints(verdicts)
        options.append(Option(title, says, go, action, fields, kind.code, kind.place, best=best))
        if len(options) == 1:
            draw_ruler(desk, sheet, (kind.code, *_instants(desk, kind.code)))
    sheet.sections.append(Section(_("Dit past"), "tick", options))


def _need(desk: Desk, short: int, there: Shift | None) -> str:
    if there is not None and there.person:
        return str(_("%(name)s biedt deze dienst aan.", name=desk.name(there.person)))
    return str(_("Hier is iemand nodig.") if short or there else _("Niet nodig."))


def _becomes(desk: Desk, minutes: int) -> str:
    return str(_("Je komt op %(hours)s.", hours=hours_words(desk.carer.worked + minutes)))


def _taken(desk: Desk, code: str, title: str) -> Unfit:
    """A kind that others have already, with a way to swap."""
    holders = [
        (person, shift.shift)
        for person, carer in desk.data.carers.items()
        for shift in carer.shifts.get(desk.day, [])
        if shift.kind == code
    ]
    names = ", ".join(desk.name(person) for person, _shift in holders)
    link = desk.window.url(cell=f"{holders[0][0]}:{desk.day}") if holders else ""
    says = _("%(names)s heeft deze dienst. Wil je hem?", names=names) if len(holders) == 1 else _(
        "%(names)s hebben deze dienst. Wil je er een?", names=names
    )  # fmt: skip
    taken = _("Al bezet.")
    return Unfit(code, desk.place(code), f"{title}. {taken}", says, link=link, link_says=_("Vraag om te ruilen"))


def _with_shift(desk: Desk, shift: Shift, swap: str) -> list[Option]:
    title, code, place = desk.shift_title(shift), shift.kind, desk.place(shift.kind)
    base = shift_action(desk.roster, shift.shift)
    options = []
    if not desk.started(shift.start):
        if desk.period.state != "published":
            says = _("Hij komt weer open te staan.")
            options.append(
                Option(
                    _("Geef %(shift)s terug", shift=low(title)),
                    says,
                    _("Geef terug"),
                    f"{base}/give-back",
                    {},
                    code,
                    place,
                )
            )
        elif shift.offered:
            says = _("Hij staat aangeboden. Tot iemand hem neemt, is hij van jou.")
            options.append(Option(title, says, _("Houd hem zelf"), f"{base}/withdraw-offer", {}, code, place))
        else:
            says = _("Hij blijft van jou tot iemand hem neemt.")
            offer = Option(
                _("Bied %(shift)s aan", shift=low(title)), says, _("Bied aan"), f"{base}/offer", {}, code, place
            )
            options += [] if desk.checker(g.person).judge_gone(shift) else [offer]
            says = _("Aan wie jij kiest, of tegen een dienst die je terug wilt.")
            choose = Option(_("Bied gericht aan"), says, _("Kies"), link=f"{base}/market", icon="people")
            options.append(choose)
        if swap != shift.shift:
            says = _("Kies een dienst van een collega. Jullie moeten het allebei willen.")
            link = desk.window.url(cell=f"{desk.who}:{desk.day}", swap=shift.shift)
            options.append(Option(_("Ruil %(shift)s", shift=low(title)), says, _("Kies"), link=link, icon="swap"))
    mine_by = _done_by_me(shift)
    if mine_by:
        says = _("Was iemand anders op deze tablet bezig onder jouw naam? Dan staat dat erbij.")
        option = Option(
            _("Dit was ik niet"), says, _("Meld"), f"{base}/disown", {"position": str(mine_by)}, icon="person"
        )
        options.append(option)
    return options


def _done_by_me(shift: Shift) -> int:
    """The position of the change that made the shift what it is, if it was done in one's own name."""
    found = fact(g.views, shift.since)
    return shift.since if found and found.by == g.person else 0


def _wishes(desk: Desk) -> list[Option]:
    if desk.started(f"{desk.day}T22:00Z"):
        return []
    made = {level for kind, level in desk.carer.wishes.get(desk.day, ()) if not kind}
    base = f"/rosters/{desk.roster}/wishes/{desk.day}"
    if made:
        return [Option(_("Trek je wens in"), "", "", f"{base}/withdraw", {}, icon="undo")]
    if desk.standing:
        return []
    levels = (
        (_("Ik kan deze dag niet"), "cannot", "cannot"),
        (_("Liever niet"), "rather_not", "rather-not"),
        (_("Graag"), "want", "want"),
    )
    return [Option(title, "", "", f"{base}/make", {"level": level}, icon=icon) for title, level, icon in levels]


def _hours(desk: Desk, shift: Shift) -> HoursForm:
    recorded = desk.data.hours.get(shift.shift)
    if recorded:
        start, end = clock(recorded[0]), clock(recorded[1])
        breaks = minutes_between(recorded[0], recorded[1]) - recorded[2]
    else:
        start, end = shift.local_start, shift.local_end
        kind = desk.data.kinds.get(shift.kind)
        breaks = kind.breaks if kind else 0
    action = shift_action(desk.roster, shift.shift, "record-hours")
    return HoursForm(action, desk.shift_title(shift), start, end, breaks, bool(recorded))


def _absence_on(person: Id, day: str) -> Id | None:
    found = rows(
        g.views,
        "SELECT absence FROM rosters_absence WHERE person = ? AND first <= ? AND last >= ? ORDER BY first LIMIT 1",
        person, day, day,
    )  # fmt: skip
    return found[0][0] if found else None


def _open_or_offered(desk: Desk, code: str) -> Shift | None:
    """An open shift of a kind on this day, else one that a colleague offers."""
    for shift in desk.data.open.get(desk.day, []):
        if shift.kind == code:
            return shift
    for person, carer in desk.data.carers.items():
        for shift in carer.shifts.get(desk.day, []):
            if shift.kind == code and shift.offered and person != g.person:
                return shift
    return None


def _instants(desk: Desk, code: str) -> tuple[str, str]:
    return shift_kind(desk.data.kinds[code]).instants(desk.day)
