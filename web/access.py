"""Wie keek er: the access log, for who guards it, and for whose data they are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, today
from domain.store.access import Look
from projections.access import relative_of, resident_on
from web.acts import acts, allowed, require
from web.dates import as_moment
from web.looked import look_told
from web.pages import as_position
from web.teller import Teller
from web.trail_story import teller

bp = Blueprint("access", __name__)

ON_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A look as it is shown."""

    look: Look
    says: str
    behalf: str

    @property
    def day(self) -> str:
        """The day in the Netherlands."""
        return as_moment(self.look.moment).date().isoformat()


@bp.get("/access")
@acts("access.see_log")
def show() -> ResponseReturnValue:
    """Every look, newest first, for who guards this log; at the data of one, when the address names somebody."""
    require("access.see_log")
    tells = teller()
    people = {person: tells.person(person) for person in g.house.access.subjects(g.at)}
    subject = request.args.get("subject", "")
    subject = subject if subject in people else ""
    return render_template(
        "access/page.html",
        people=sorted(people.items(), key=lambda one: (one[1].casefold(), one[0])),
        subject=subject,
        **_listed(subject or None, tells, lambda **more: url_for("access.show", subject=subject or None, **more)),
    )


@bp.get("/people/<id:person>/looks")
@acts("access.see_own")
def person(person: Id) -> ResponseReturnValue:
    """Who looked at one's own data, or at those of the resident whose relative one is; others find nothing."""
    if person != g.person and person not in residents_near() and not allowed("access.see_log"):
        raise NotThere
    if not _now().execute("SELECT 1 FROM people_person WHERE person = ?", (person,)).fetchone():
        raise NotThere
    tells = teller()
    return render_template(
        "access/person.html",
        person=person,
        name=tells.person(person),
        **_listed(person, tells, lambda **more: url_for("access.person", person=person, **more)),
    )


@bp.app_template_global()
def looks_to_read() -> list[Id]:
    """Of whom the person may read here who looked: of oneself when one lives here, and of whose relative one is."""
    own = [g.person] if resident_on(_now(), g.person, today().isoformat()) else []
    return own + residents_near()


def residents_near() -> list[Id]:
    """The residents whose relative the person is: now, also when the page shows then."""
    return relative_of(_now(), g.person, today().isoformat())


def _now() -> Any:
    return g.get("views_now", g.views)


def _listed(subject: Id | None, tells: Teller, address: Any) -> dict[str, Any]:
    """A page of looks, by day, and the addresses of the pages beside it."""
    before = _before()
    found = g.house.access.looks(subject, ON_A_PAGE + 1, before, g.at)
    rows = [_row(one, tells) for one in found[:ON_A_PAGE]]
    return {
        "days": [(day, list(some)) for day, some in groupby(rows, key=lambda row: row.day)],
        "older": address(before=rows[-1].look.number) if len(found) > ON_A_PAGE else None,
        "newest": address() if before else None,
    }


def _before() -> int | None:
    try:
        return as_position(request.args.get("before", "")) or None
    except ValueError:
        return None


def _row(one: Look, tells: Teller) -> Row:
    says = look_told(one.action, tells.person(one.person), tells.person(one.subject))
    return Row(one, says, tells.person(one.behalf) if one.behalf else "")
