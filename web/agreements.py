"""Mijn afspraken over werktijden: what I agree to deviate from, and what I ask when I need it. Only for oneself."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, id_of, read_id
from domain.rosters.labour import Rule
from projections.deviations import Deviation, deviations_of, protections_of
from projections.rule_sets import rules_for
from projections.teams import people_of
from web.acting import acting, command_key
from web.acts import acts, allowed
from web.language import article_told
from web.layout import my_teams
from web.rule_words import title_told
from web.shown import shown_day
from web.trail_story import teller

bp = Blueprint("agreements", __name__)


@dataclass(frozen=True, slots=True)
class Held:
    """A consent as its person sees it."""

    deviation: Id
    title: str
    article: str
    first: str
    last: str
    why: str
    moment: str
    over: bool


@bp.before_request
def mark_place() -> None:
    """In the menu, one's own agreements stand under one's own roster."""
    g.place = "rosters.mine"


@bp.get("/me/agreements")
@acts("rosters.agree_to_deviation")
def show() -> ResponseReturnValue:
    """What I agreed to and asked, and the forms for more."""
    today = shown_day().isoformat()
    day = request.args.get("day", "")
    rules = rules_for(g.views, today)
    held = [_held(one, today) for one in deviations_of(g.views, g.person)]
    return render_template(
        "findings/agreements.html", held=held, protections=protections_of(g.views, g.person), today_day=today,
        day=day if len(day) == 10 and day >= today else today, wanted=request.args.get("rule", ""),
        rules=[(one.id, f"{title_told(one.title)} ({article_told(one.article)})") for one in rules.rules if _may(one)],
        fixed=[rule for rule in rules.rules if rule.applies and rule.only is None and rule.consent is None],
        colleagues=_colleagues(), tells=teller(), article=article_told, title=title_told,
        works=any(allowed("rosters.report_absence", team) for team in my_teams()),
    )  # fmt: skip


@bp.post("/me/agreements")
@acts("rosters.agree_to_deviation")
def agree() -> ResponseReturnValue:
    """Agree that a rule may be deviated from."""
    asked = request.form
    with acting():
        g.house.rosters.agree_to_deviation(
            id_of(command_key(), "deviation"), rule=asked.get("rule", ""), first=asked.get("first", ""),
            last=asked.get("last", ""), why=asked.get("why", ""),
        )  # fmt: skip
    return redirect(url_for("agreements.show"), 303)


@bp.post("/me/agreements/<id:deviation>/withdraw")
@acts("rosters.agree_to_deviation")
def withdraw(deviation: Id) -> ResponseReturnValue:
    """Agree no longer, from today on."""
    with acting():
        g.house.rosters.withdraw_deviation(deviation)
    return redirect(url_for("agreements.show"), 303)


@bp.post("/me/protection")
@acts("rosters.ask_protection")
def protect() -> ResponseReturnValue:
    """Ask for what the law gives who is pregnant, and say who may know."""
    known = {person for person, _ in _colleagues()}
    tells = [person for text in request.form.getlist("tells") if (person := _id(text)) in known]
    with acting():
        g.house.rosters.ask_protection(
            id_of(command_key(), "protection"), first=request.form.get("first", ""), last=request.form.get("last", ""),
            tells=tells,
        )  # fmt: skip
    return redirect(url_for("agreements.show") + "#bescherming", 303)


@bp.post("/me/protection/<id:protection>/end")
@acts("rosters.ask_protection")
def end(protection: Id) -> ResponseReturnValue:
    """Ask for it no longer, from today on."""
    with acting():
        g.house.rosters.end_protection(protection)
    return redirect(url_for("agreements.show") + "#bescherming", 303)


def _may(rule: Rule) -> bool:
    return rule.applies and rule.consent is not None


def _id(text: str) -> Id:
    try:
        return read_id(text)
    except ValueError:
        raise NotThere from None


def _held(one: Deviation, today: str) -> Held:
    rule = rules_for(g.views, one.first).rule(one.rule)
    title, article = (title_told(rule.title), article_told(rule.article)) if rule else (one.rule, "")
    return Held(one.deviation, title, article, one.first, one.last, one.why, one.moment, one.last < today)


def _colleagues() -> list[tuple[Id, str]]:
    """Who works with me now: of them I choose who may know."""
    tells, today = teller(), shown_day().isoformat()
    found = {
        other.person: tells.person(other.person)
        for team in g.relations.teams(today)
        for other in people_of(g.views, team, "member")
        if other.person != g.person and other.since <= today and (other.until is None or today <= other.until)
    }
    return sorted(found.items(), key=lambda one: one[1].casefold())
