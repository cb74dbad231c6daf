"""What the list of findings says of the shifts in one cell, for the sheet that a tap opens."""

from __future__ import annotations

from flask import g
from flask_babel import gettext as _

from domain.kernel import Id
from domain.rosters.lawful import minute
from projections.findings import Reading, findings_in
from projections.roster_shapes import Period, Shift
from web.dates import day_month
from web.language import tr
from web.roster_view import may_plan
from web.rule_words import severity_told


def told_of(period: Period, person: Id, standing: list[Shift]) -> list[str]:
    """Each finding that touches one of these shifts, in a sentence: how severe, what, and who agreed until when."""
    if not standing:
        return []
    found = findings_in(g.views, period, Reading(g.person, may_plan(period.team)), person=person)
    spans = [(minute(shift.start), minute(shift.end)) for shift in standing]
    said = []
    for one in found:
        verdict = one.verdict
        if not any(start <= verdict.until and verdict.since <= end for start, end in spans):
            continue
        text = f"{severity_told(verdict.severity)}. {tr(verdict.says)}"
        if verdict.consent:
            text += " " + _("Hiermee is ingestemd, tot en met %(day)s.", day=day_month(verdict.consent.last))
        said.append(text)
    return list(dict.fromkeys(said))
