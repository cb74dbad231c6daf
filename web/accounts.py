"""Signing in and out, invitations, and how a page looks to somebody."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Acting, Id, InvalidInput, NotThere, Refusal, act_as, new_id, read_id, today
from projections import people
from projections.accounts import people_to_be
from web.acts import acts, public
from web.demo_only import demo_here
from web.language import COOKIE, LANGUAGES
from web.layout import THEME
from web.logs import note
from web.moment import refresh_moment
from web.pages import own_page
from web.passwords import EmailTaken, check_password, hash_password
from web.session import accounts, begin_session, cookie_name, end_session

bp = Blueprint("accounts", __name__)
_YEAR = 365 * 24 * 3600


class InvitationOver(Refusal):
    """Deze uitnodiging is al gebruikt of te oud. Vraag je planner om een nieuwe."""

    status = 410


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Ask who comes in."""
    if g.person:
        return redirect(_next(), 303)
    teams = people_to_be(g.views) if demo_here() else []
    return render_template("accounts/sign_in.html", teams=teams, next=_next())


@bp.post("/sign-in")
@public
def signed_in() -> ResponseReturnValue:
    """Let somebody in who knows the password."""
    try:
        person = check_password(request.form.get("email", ""), request.form.get("password", ""))
    except Refusal as refusal:
        note("sign_in_refused", refusal=type(refusal).__name__)
        raise
    return _welcome(person)


@bp.post("/sign-in/demo")
@public
def be_somebody() -> ResponseReturnValue:
    """In the demo, on this machine only: be one of its people."""
    if not demo_here():
        raise NotThere
    try:
        person = read_id(request.form.get("person", ""))
    except ValueError:
        raise NotThere from None
    if not g.views.execute("SELECT 1 FROM people_person WHERE person = ?", (person,)).fetchone():
        raise NotThere
    return _welcome(person)


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Leave: the session ends, and the browser keeps nothing of what it showed."""
    if g.person:
        note("signed_out")
    end_session()
    following = own_page(request.form["next"], without=()) if "next" in request.form else None
    response = make_response(redirect(url_for("accounts.sign_in", next=following), 303))
    response.delete_cookie(cookie_name(), secure=request.is_secure, httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.get("/invitations/<token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    """Show an invitation; looking does not use it up."""
    invited = accounts().invited(token)
    if invited is None:
        raise InvitationOver
    return render_template("accounts/invitation.html", person=invited[0], token=token)


@bp.post("/invitations/<token>")
@public
def accept_invitation(token: str) -> ResponseReturnValue:
    """Use an invitation up: a password is chosen and the account is open."""
    password = request.form.get("password", "")
    invited = accounts().invited(token)
    if invited is None:  # before the hash, whose cost is not for everybody who guesses a link
        raise InvitationOver
    kept, standing = hash_password(password), accounts().account(invited[1])
    if standing and standing[0] != invited[0]:
        raise EmailTaken(field="password")
    person = accounts().accept(token, kept)
    if person is None:
        raise InvitationOver
    with act_as(Acting(person, "", command=new_id())):
        g.house.people.open_account(person)
    refresh_moment()
    return _welcome(person, to=url_for("home"))


@bp.get("/me")
@acts("people.open_account")
def me() -> ResponseReturnValue:
    """The page of oneself: name, language, light or dark, and leaving."""
    found = people.person(g.views, g.person)
    held = [r for r in g.relations.relations if r.since <= today().isoformat() <= (r.until or "9")]
    return render_template("accounts/me.html", me=found, relations=held)


@bp.post("/language")
@public
def choose_language() -> ResponseReturnValue:
    """Read on in another language."""
    return _prefer(COOKIE, LANGUAGES)


@bp.post("/theme")
@public
def choose_theme() -> ResponseReturnValue:
    """Light, dark, or as the system is."""
    return _prefer(THEME, ("light", "dark", "system"))


def _prefer(name: str, known: tuple[str, ...]) -> Response:
    value = request.form.get("value", "")
    if value not in known:
        raise InvalidInput(what="Kies een van de mogelijkheden.")
    response = make_response(redirect(own_page(request.form.get("page"), without=()), 303))
    response.set_cookie(name, value, max_age=_YEAR, secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def _next() -> str:
    return own_page(request.values.get("next"), without=())


def _welcome(person: Id, to: str | None = None) -> Response:
    response = begin_session(make_response(redirect(to or _next(), 303)), person)
    g.person = person
    note("signed_in", demo=bool(current_app.config["DEMO"]))
    return response
