"""Het rekeningschema: the accounts of the whole organisation, which the controller keeps."""

from __future__ import annotations

from base64 import b64decode, b64encode

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.finance.ledger import FUNDS, KINDS, USES, NewAccount
from domain.kernel import NotThere, Refusal, today
from domain.teams.refusals import TeamNameMissing
from projections.finance_overview import accounts
from projections.teams import identities, organisation_name
from web.acting import acting
from web.acts import acts, allowed, allowed_now, require, takes_file
from web.finance import bp
from web.finance_chart_file import MOST_BYTES, AccountsUnreadable, plan_accounts
from web.finance_words import fund_word, kind_word, use_word
from web.shown import shown_day


class ChartChanged(Refusal):
    """Intussen is het rekeningschema veranderd, en dit bestand past niet meer. Er is niets toegevoegd."""

    field = "file"
    status = 409


@bp.get("/money/chart")
@acts("finance.see_money")
def chart() -> ResponseReturnValue:
    """Every account; for the controller also the forms to add and change them."""
    if not any(allowed("finance.see_money", team) for team in (None, *g.relations.teams(today().isoformat()))):
        raise NotThere
    found = accounts(g.views)
    keeps = allowed_now("finance.keep_chart")
    chosen = found.get(request.args.get("account", "")) if keeps else None
    return render_template(
        "finance/chart.html", keeps=keeps, chosen=chosen, options=options(), identities=identities(g.views),
        identifies=allowed_now("teams.identify_organisation"),
        day=shown_day().isoformat(), founded_as=organisation_name(g.views),
        funds={fund: rows for fund in FUNDS if (rows := [one for one in found.values() if one.fund == fund])},
    )  # fmt: skip


@bp.post("/money/chart/organisation")
@acts("teams.identify_organisation")
def identify_organisation() -> ResponseReturnValue:
    """What the organisation is called in its audit file, and its tax number, from a day on."""
    require("teams.identify_organisation")
    company, tax_number, day = (request.form.get(name, "").strip() for name in ("company", "tax_number", "valid_from"))
    try:
        with acting():
            g.house.teams.identify_organisation(name=company, tax_number=tax_number, valid_from=day)
    except TeamNameMissing:
        raise TeamNameMissing(field="company") from None
    return redirect(url_for("finance.chart", saved=1) + "#organisation", 303)


@bp.post("/money/chart")
@acts("finance.keep_chart")
def open_account() -> ResponseReturnValue:
    """Add one account."""
    require("finance.keep_chart")
    form = {name: request.form.get(name, "").strip() for name in ("account", "name", "fund", "kind", "use", "rgs")}
    with acting():
        code = form.pop("account").upper()
        g.house.ledger.open_accounts([NewAccount(code, **form)])
    return redirect(url_for("finance.chart", saved=1) + f"#a-{code}", 303)


@bp.post("/money/chart/<account>/change")
@acts("finance.keep_chart")
def change_account(account: str) -> ResponseReturnValue:
    """Give an account another name, or another code of the RGS."""
    require("finance.keep_chart")
    with acting():
        g.house.ledger.change_account(
            account, name=request.form.get("name", "").strip(), rgs=request.form.get("rgs", "").strip()
        )
    return redirect(url_for("finance.chart", saved=1) + f"#a-{account}", 303)


@bp.post("/money/chart/<account>/close")
@acts("finance.keep_chart")
def close_account(account: str) -> ResponseReturnValue:
    """Let nothing be posted to it any more."""
    require("finance.keep_chart")
    with acting():
        g.house.ledger.close_account(account)
    return redirect(url_for("finance.chart", saved=1) + f"#a-{account}", 303)


@bp.post("/money/chart/<account>/reopen")
@acts("finance.keep_chart")
def reopen_account(account: str) -> ResponseReturnValue:
    """Let it be posted to again."""
    require("finance.keep_chart")
    with acting():
        g.house.ledger.reopen_account(account)
    return redirect(url_for("finance.chart", saved=1) + f"#a-{account}", 303)


@bp.post("/money/chart/import")
@acts("finance.keep_chart")
@takes_file
def preview_accounts() -> ResponseReturnValue:
    """What a file would add, or everything that is wrong in it; nothing is done yet."""
    require("finance.keep_chart")
    file = request.files.get("file")
    raw = file.read(MOST_BYTES + 1) if file else b""
    plan = plan_accounts(raw, accounts(g.views), g.person)
    sheet = "" if plan.wrong else b64encode(raw).decode()
    return render_template("finance/chart_import.html", plan=plan, sheet=sheet), 422 if plan.wrong else 200


@bp.post("/money/chart/import/confirm")
@acts("finance.keep_chart")
def import_accounts() -> ResponseReturnValue:
    """Add what was shown, all or none."""
    require("finance.keep_chart")
    try:
        raw = b64decode(request.form.get("sheet", ""), validate=True)
    except ValueError:
        raise AccountsUnreadable from None
    with acting() as who:
        if not g.house.workspace.recorder.find_command(str(who.command)):
            plan = plan_accounts(raw, accounts(g.views), g.person)
            if plan.wrong or not plan.accounts:
                raise ChartChanged
            g.house.ledger.open_accounts(plan.accounts)
    return redirect(url_for("finance.chart", saved=1), 303)


def options() -> dict[str, list[tuple[str, str]]]:
    """What can be chosen of each field."""
    return {
        "fund": [(fund, fund_word(fund)) for fund in FUNDS],
        "kind": [(kind, kind_word(kind)) for kind in KINDS],
        "use": [(use, use_word(use)) for use in USES],
    }
