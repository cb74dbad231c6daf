"""Bevindingen: what the law, the cao, the team and the person say of a roster, by person, each with its article."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.kernel import Id
from domain.rosters.labour import Rules, Verdict
from domain.rosters.labour.verdict import SEVERITIES
from domain.rosters.lawful import Decided, instant_of, rules_on
from projections.deviations import Deviation, deviations_of
from projections.findings import Finding, Reading, counts_in, findings_in
from projections.roster_shapes import Period
from projections.rule_sets import decided
from web.acts import acts
from web.deviation_words import may_read_why
from web.language import article_told, tr
from web.roster_view import may_plan, roster_or_404
from web.rule_words import severity_told, title_told, value_told
from web.trail_story import teller

bp = Blueprint("findings", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as it is shown."""

    person: Id
    severity: str
    severity_says: str
    rule: str
    title: str
    article: str
    says: str
    value: str
    limit: str
    since: str
    until: str
    used: int | None
    left: int | None
    day: str
    cell: str
    consent: Deviation | None
    why: str
    """Why the person agreed; packed, empty for who may not read it."""
    ask: str
    """Where the person can agree to it, when the rule lets them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of the address; what is not known there is left out."""

    person: str = ""
    severity: str = ""
    rule: str = ""

    @classmethod
    def of_address(cls, found: list[Finding]) -> Asked:
        """What the address asks, as far as it is among the findings."""
        person, severity, rule = (request.args.get(name, "") for name in ("person", "severity", "rule"))
        return cls(
            person if any(one.person == person for one in found) else "",
            severity if severity in SEVERITIES else "",
            rule if any(one.verdict.rule == rule for one in found) else "",
        )

    def keeps(self, one: Finding) -> bool:
        """Whether a finding is shown."""
        return (
            self.person in ("", one.person)
            and self.severity in ("", one.verdict.severity)
            and self.rule in ("", one.verdict.rule)
        )


@bp.get("/rosters/<id:roster>/findings")
@acts("rosters.see_findings")
def show(roster: Id) -> ResponseReturnValue:
    """The list, grouped by person, with the filters that the address names."""
    found = roster_or_404(roster)
    g.place = "rosters.current"
    return render_template("findings/page.html", **_page(found))


@bp.get("/rosters/<id:roster>/findings/count")
@acts("rosters.see_findings")
def count(roster: Id) -> ResponseReturnValue:
    """How many there are, for the head of the roster's page."""
    found = roster_or_404(roster)
    return render_template(
        "findings/_count.html", roster=found.roster, counts=counts_in(g.views, found, reading(found))
    )


def reading(roster: Period) -> Reading:
    """As who the list is read."""
    return Reading(g.person, may_plan(roster.team))


def _page(roster: Period) -> dict[str, Any]:
    found = findings_in(g.views, roster, reading(roster))
    asked, own = Asked.of_address(found), decided(g.views)
    tells, rows = teller(), _rows([one for one in found if asked.keeps(one)], roster, own)
    people = {one.person: tells.person(one.person) if one.person else _("Het hele rooster") for one in found}
    ordered = sorted(
        rows, key=lambda row: (row.person != "", row.person != g.person, people[row.person].casefold(), row.person)
    )
    groups = [(people[person], list(some)) for person, some in groupby(ordered, key=lambda row: row.person)]
    rules = {one.verdict.rule: _title(one.verdict, rules_on(one.day, own)) for one in found}
    return {
        "roster": roster, "groups": groups, "asked": asked, "total": len(found), "shown": len(rows),
        "people": sorted(((id, name) for id, name in people.items() if id), key=lambda one: one[1].casefold()),
        "rules": sorted(rules.items(), key=lambda one: one[1].casefold()),
        "severities": [(one, severity_told(one)) for one in SEVERITIES],
        "counts": {one: sum(f.verdict.severity == one for f in found) for one in SEVERITIES},
        "sources": _sources(roster, own), "mine": g.person,
    }  # fmt: skip


def _rows(found: list[Finding], roster: Period, own: tuple[Decided, ...]) -> list[Row]:
    agreed: dict[Id, dict[Id, Deviation]] = {}
    rows = []
    for one in found:
        verdict, rules = one.verdict, rules_on(one.day, own)
        if verdict.consent and one.person not in agreed:
            agreed[one.person] = {held.deviation: held for held in deviations_of(g.views, one.person)}
        consent = agreed[one.person].get(verdict.consent.deviation) if verdict.consent else None
        rows.append(_row(one, rules, roster, consent))
    return rows


def _row(one: Finding, rules: Rules, roster: Period, consent: Deviation | None) -> Row:
    verdict = one.verdict
    rule = rules.rule(verdict.rule)
    measured = bool(verdict.limit or verdict.value)
    asked: dict[str, Any] = {"from": one.day} | ({"cell": f"{one.person}:{one.day}"} if one.person else {})
    cell = url_for("rosters.show", roster=roster.roster, **asked)
    may_ask = rule is not None and rule.consent is not None and one.person == g.person and verdict.severity != "noted"
    return Row(
        one.person, verdict.severity, severity_told(verdict.severity), verdict.rule, _titled(one, rules, roster),
        article_told(verdict.article), tr(verdict.says),
        value_told(verdict, rules, verdict.value) if measured else "",
        value_told(verdict, rules, verdict.limit) if verdict.limit else "",
        instant_of(verdict.since), instant_of(verdict.until), verdict.exceptions_used, verdict.exceptions_left,
        one.day, cell, consent, consent.why if consent and may_read_why(one.person) else "",
        url_for("agreements.show", rule=verdict.rule, day=one.day) if may_ask and g.at is None else "",
    )  # fmt: skip


def _titled(one: Finding, rules: Rules, roster: Period) -> str:
    """The rule's title; of a kind of shift with the kind before it."""
    title = _title(one.verdict, rules)
    if one.person or one.verdict.rule.endswith("-ahead"):
        return title
    kind = g.views.execute(
        "SELECT kind FROM rosters_shift WHERE roster = ? AND shift = ?", (roster.roster, one.shift)
    ).fetchone()
    if kind is None:
        return title
    name = teller().kind(roster.team, kind[0], g.position)
    return f"{name[:1].upper()}{name[1:]}: {title[:1].lower()}{title[1:]}"


def _title(verdict: Verdict, rules: Rules) -> str:
    rule = rules.rule(verdict.rule)
    if rule is not None:
        return title_told(rule.title)
    return tr(verdict.says).partition(":")[0].removesuffix(".")


def _sources(roster: Period, own: tuple[Decided, ...]) -> list[str]:
    """What the sets are called by which the roster is judged, the first day's first."""
    found = {
        rules.set + rules.valid_from: rules for rules in (rules_on(day, own) for day in (roster.first, roster.last))
    }
    return [title_told(rules.title) for rules in found.values()]
