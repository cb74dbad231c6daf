"""People from a spreadsheet, on the page of a woongroep: choose a file, see what it would do, agree."""

from __future__ import annotations

from base64 import b64decode, b64encode

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, Refusal, id_of
from web.acting import acting
from web.acts import acts, takes_file, team_or_404
from web.imports.people import PeoplePlan, known, plan_people
from web.imports.sheet import MOST_BYTES, SheetUnreadable, read_sheet
from web.layout import team_name

bp = Blueprint("imports", __name__)


@bp.before_request
def mark_place() -> None:
    """In the menu, importing people stands under the team."""
    g.place = "teams.people"


class FileMissing(Refusal):
    """Kies eerst een bestand."""

    field = "file"


class FileChanged(Refusal):
    """Intussen is er iets veranderd, en dit bestand past niet meer. Er is niets geïmporteerd. Kies het opnieuw."""

    field = "file"
    status = 409


@bp.get("/teams/<id:team>/people/import")
@acts("staffing.import_people")
def people(team: Id) -> ResponseReturnValue:
    """Ask for the file."""
    team_or_404("staffing.import_people", team)
    return render_template("imports/people.html", team=team)


@bp.post("/teams/<id:team>/people/import")
@acts("staffing.import_people")
@takes_file
def preview_people(team: Id) -> ResponseReturnValue:
    """Show what the file would do, or everything that is wrong in it; nothing is done yet."""
    team_or_404("staffing.import_people", team)
    file = request.files.get("file")
    raw = file.read(MOST_BYTES + 1) if file else b""
    if not raw:
        raise FileMissing
    plan = _plan(team, raw, "preview")
    return render_template(
        "imports/preview.html",
        team=team,
        plan=plan,
        sheet="" if plan.problems else b64encode(raw).decode(),
        name=(file.filename or "")[-80:] if file else "",
    ), (422 if plan.problems else 200)


@bp.post("/teams/<id:team>/people/import/confirm")
@acts("staffing.import_people")
def import_people(team: Id) -> ResponseReturnValue:
    """Do what was shown: all of them or none. The same form sent twice lets everybody in once."""
    team_or_404("staffing.import_people", team)
    try:
        raw = b64decode(request.form.get("sheet", ""), validate=True)
    except ValueError:  # what is not ASCII is not even base64 gone wrong
        raise SheetUnreadable from None
    with acting() as who:
        root = str(who.command)
        if not g.house.workspace.recorder.find_command(root):
            plan = _plan(team, raw, root)
            if plan.problems:
                raise FileChanged
            g.house.staffing.import_people(hires=plan.hires(), founded={})
    return redirect(url_for("teams.people", team=team, saved=1), 303)


def _plan(team: Id, raw: bytes, root: str) -> PeoplePlan:
    return plan_people(
        read_sheet(raw), known(g.house), lambda part: id_of("import", root, part), team=(team, team_name(team))
    )
