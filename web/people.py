"""What is agreed with a person: name, address, contract, competences, limits, account."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotAllowed, Refusal, today
from domain.people.refusals import EmailUnreadable
from web.acting import acting
from web.acts import acts, allowed, team_or_404
from web.passwords import free_email_key
from web.session import accounts
from web.team_words import minutes_of
from web.teams import person_again, shown_person, somebody_or_404

bp = Blueprint("people", __name__, url_prefix="/teams/<id:team>/people/<id:person>")

PLAIN_LIMITS = {"max_run": 28, "max_weekends": 60}
_SHIFTS_AT_MOST = 400


class LimitUnreadable(Refusal):
    """Vul een heel getal in van 0 tot {most}, of laat het leeg."""


@bp.post("/rename")
@acts("people.change_person")
def rename_person(team: Id, person: Id) -> ResponseReturnValue:
    """Write a name differently."""
    team_or_404("people.change_person", team)
    with acting():
        g.house.people.rename_person(person, name=request.form.get("name", ""), team=team)
    return person_again(team, person)


@bp.post("/email")
@acts("people.change_person")
def change_email(team: Id, person: Id) -> ResponseReturnValue:
    """Reach a person at another address, and let them sign in with it."""
    team_or_404("people.change_person", team)
    email = request.form.get("email", "").strip()
    key = free_email_key(email, person) if email else None
    with acting():
        g.house.people.change_email(person, email=email or None, team=team)
    if key:
        accounts().change_email(person, key)
    return person_again(team, person)


@bp.post("/contract")
@acts("people.change_person")
def agree_contract(team: Id, person: Id) -> ResponseReturnValue:
    """Agree contract hours from a day on."""
    team_or_404("people.change_person", team)
    minutes, since = minutes_of(request.form.get("hours", "")), request.form.get("since", "")
    with acting():
        g.house.people.agree_contract(person, since=since or today().isoformat(), minutes_per_week=minutes, team=team)
    return person_again(team, person)


@bp.post("/competences")
@acts("people.change_person")
def grant_competence(team: Id, person: Id) -> ResponseReturnValue:
    """Qualify a person for something."""
    team_or_404("people.change_person", team)
    form = request.form
    with acting():
        g.house.people.grant_competence(
            person,
            code=form.get("competences", ""),
            since=form.get("since") or today().isoformat(),
            until=form.get("until") or None,
            team=team,
        )
    return person_again(team, person)


@bp.post("/competences/end")
@acts("people.change_person")
def end_competence(team: Id, person: Id) -> ResponseReturnValue:
    """Let a qualification end today."""
    team_or_404("people.change_person", team)
    with acting():
        code, until = request.form.get("code", ""), request.form.get("until") or today().isoformat()
        g.house.people.end_competence(person, code=code, until=until, team=team)
    return person_again(team, person)


@bp.post("/limits")
@acts("people.change_person")
def set_limits(team: Id, person: Id) -> ResponseReturnValue:
    """Agree personal limits."""
    team_or_404("people.change_person", team)
    limits = limits_of(somebody_or_404(team, person).limits)
    with acting():
        g.house.people.set_limits(person, limits=limits, team=team)
    return person_again(team, person)


def limits_of(standing: dict[str, Any]) -> dict[str, Any]:
    """The limits of the form over those that stand; what was left empty is no limit. Raises LimitUnreadable."""
    limits = dict(standing)
    for name, most in PLAIN_LIMITS.items():
        _set(limits, name, _whole(name, most))
    hours = request.form.get("max_hours", "").strip()
    _set(limits, "max_minutes", _whole("max_hours", _SHIFTS_AT_MOST, 60) if hours else None)
    shifts = {
        name.removeprefix("max_shifts_"): _whole(name, _SHIFTS_AT_MOST)
        for name in request.form
        if name.startswith("max_shifts_")
    }
    _set(limits, "max_shifts", {kind: most for kind, most in shifts.items() if most is not None} or None)
    return limits


def _set(limits: dict[str, Any], name: str, value: object) -> None:
    if value is None:
        limits.pop(name, None)
    else:
        limits[name] = value


def _whole(name: str, most: int, times: int = 1) -> int | None:
    text = request.form.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= most):
        raise LimitUnreadable(field=name, most=most)
    return int(text) * times


@bp.post("/invite")
@acts("people.invite_person")
def invite_person(team: Id, person: Id) -> ResponseReturnValue:
    """Invite somebody to choose a password; the link is shown once, to be handed over.

    Who has an account loses it first: a link in another's hands would open it, so only an administrator gives one,
    and the trail shows it.
    """
    team_or_404("people.invite_person", team)
    somebody = somebody_or_404(team, person)
    email = g.house.vault.open_packed(somebody.email) if somebody.email else None
    if not email:
        raise EmailUnreadable(field="email")
    key = free_email_key(email, person)
    if somebody.account == "open":
        if not allowed("people.close_account"):
            raise NotAllowed
        _close(person)
    with acting():
        g.house.people.invite_person(person, team=team)
    link = url_for("accounts.invitation", token=accounts().invite(person, key), _external=True)
    context = shown_person(team, somebody_or_404(team, person))
    return render_template("teams/invited.html", link=link, **context)


@bp.post("/close-account")
@acts("people.close_account")
def close_account(team: Id, person: Id) -> ResponseReturnValue:
    """Nobody can sign in as this person any longer, wherever they are signed in now."""
    team_or_404("people.close_account", team)
    somebody_or_404(team, person)
    _close(person)
    return person_again(team, person)


def _close(person: Id) -> None:
    with acting(step="close"):
        g.house.people.close_account(person)
    accounts().end_access(person)
