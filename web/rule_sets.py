"""De regels: by which rules rosters are judged, on what decision; and deciding on others, seen before it is taken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.kernel import Refusal
from domain.rosters.desk import clean_day
from domain.rosters.labour import Rules
from domain.rosters.rule_sets import LARGEST
from projections.rule_sets import decisions, rules_for
from web.acting import acting, command_key
from web.acts import acts, allowed, require, takes_file
from web.language import article_told
from web.rule_changes import Change, changes_between
from web.rule_figures import figure_named, figure_valued, figures_in_words
from web.rule_words import severity_told, title_told
from web.shown import shown_day
from web.trail_story import teller

bp = Blueprint("rule_sets", __name__)


class FileNotText(Refusal):
    """Dit bestand is geen tekst. Kies een bestand dat op .toml eindigt, of plak de regels in het vak."""

    field = "rules"


@bp.before_request
def mark_place() -> None:
    """In the menu, the rules stand under the roster."""
    g.place = "rosters.current"


@bp.get("/rules")
@acts("rosters.see_rules")
def show() -> ResponseReturnValue:
    """The rules of today or of another day, and every decision on them."""
    try:
        day = clean_day(request.args.get("day", "") or shown_day().isoformat())
    except Refusal:
        day = shown_day().isoformat()
    return render_template(
        "findings/rules.html", rules=rules_for(g.views, day), day=day, decisions=decisions(g.views), tells=teller(),
        decides=g.at is None and bool(allowed("rosters.decide_rules")), figures=figures_in_words,
        severity=severity_told, article=article_told, title=title_told,
    )  # fmt: skip


@bp.get("/rules/new")
@acts("rosters.decide_rules")
def new() -> ResponseReturnValue:
    """Ask for the rules, the day and the decision; on a page of then nothing is asked."""
    require("rosters.decide_rules")
    if g.at is not None:
        return redirect(url_for("rule_sets.show"))
    return render_template("findings/new_rules.html", day=shown_day().isoformat(), limit=LARGEST)


@bp.post("/rules/preview")
@acts("rosters.decide_rules")
@takes_file
def preview() -> ResponseReturnValue:
    """What the rules would change; nothing is done yet."""
    require("rosters.decide_rules")
    text, day = _text(), request.form.get("date", "")
    rules = g.house.rule_book.preview(text, since=day)
    since = clean_day(day)
    rosters = g.views.execute("SELECT count(*) FROM rosters_roster WHERE last >= ?", (since,)).fetchone()[0]
    told = [_told(one) for one in changes_between(rules_for(g.views, since), rules)]
    return render_template(
        "findings/preview_rules.html", rules=rules, since=since, text=text, rosters=rosters,
        decision=request.form.get("decision", ""), changes=told,
        before=rules_for(g.views, since), title=title_told,
    )  # fmt: skip


@bp.post("/rules")
@acts("rosters.decide_rules")
def decide() -> ResponseReturnValue:
    """Let the rules hold from the day on."""
    with acting():
        g.house.rule_book.decide_rules(
            command_key(), rules=request.form.get("rules", ""), since=request.form.get("date", ""),
            decision=request.form.get("decision", ""),
        )  # fmt: skip
    return redirect(url_for("rule_sets.show", day=request.form.get("date", "")), 303)


def _text() -> str:
    file = request.files.get("file")
    raw = file.read(LARGEST + 1) if file else b""
    if not raw:
        return request.form.get("rules", "")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileNotText from None


def _told(change: Change) -> Change:
    """In the page's language."""
    figures = []
    for name, *both in change.figures:
        if name == "severity":
            old, new = (severity_told(text) for text in both)
            figures.append((str(_("Ernst")), old, new))
        elif name == "consent":
            old, new = (article_told(text) for text in both)
            figures.append((str(_("Instemming")), old, new))
        else:
            old, new = (figure_valued(name, text) for text in both)
            figures.append((figure_named(name), old, new))
    return replace(change, title=title_told(change.title), article=article_told(change.article), figures=tuple(figures))


def as_json(rules: Rules) -> dict[str, Any]:
    """A version for machines, as `roster rules --json` has it, in the language that was asked."""
    return {
        "set": rules.set, "title": title_told(rules.title), "valid_from": rules.valid_from, "source": rules.source,
        "rules": [
            {
                "id": rule.id, "article": article_told(rule.article), "title": title_told(rule.title),
                "severity": rule.severity, "check": rule.check, "applies": rule.applies, "only": rule.only,
                "figures": {**rule.figures, **{name: list(values) for name, values in rule.lists.items()}},
                "consent": article_told(rule.consent.article) if rule.consent else None,
            }
            for rule in rules.rules
        ],
    }  # fmt: skip
