"""Bevindingen van het geld: one row for what each check finds, with how much, where, since when, and where to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from domain.kernel import Id
from projections.finance_findings import SEVERITIES, Finding, checks, findings_of
from projections.finance_overview import AccountRow, accounts, books_first
from web.acts import acts, team_or_404
from web.shown import shown_day

bp = Blueprint("finance_findings", __name__)

SAYS = {
    "unbalanced": _l("Een boeking waarvan debet en credit niet gelijk zijn"),
    "inexact_reversal": _l("Een storno die niet precies terugdraait wat er stond"),
    "late": _l("Te laat geboekt, in een latere maand dan die van de dag zelf"),
    "while_closed": _l("Een boeking in een maand die toen gesloten was"),
    "reopened": _l("Geboekt in een maand terwijl die heropend was"),
    "reopening_over": _l("Een heropening is voorbij; de maand is nog niet weer afgesloten"),
    "report_missing": _l("Bij het afsluiten is nog geen rapport gemaakt"),
    "report_differs": _l("Het rapport van een gesloten maand is niet meer hetzelfde te maken"),
    "own_approval": _l("Een boeking die werd goedgekeurd door wie haar voorstelde"),
    "own_claim": _l("Een declaratie waarbij aanvragen, goedkeuren en betalen niet door drie mensen is gedaan"),
    "otherwise": _l("Een boeking die anders is dan wat werd goedgekeurd"),
    "beyond_mandate": _l("Een declaratie of factuur die buiten het mandaat valt waarmee zij werd goedgekeurd"),
    "statement_differs": _l("De boeken en het laatste afschrift zeggen iets anders"),
    "statement_none": _l("Met deze bankrekening is nog geen afschrift vergeleken"),
    "statement_old": _l("Er is al weken geen afschrift ingelezen"),
    "suspense": _l("Geld dat nog te verklaren is"),
    "cash_below": _l("Een kas waar op een dag minder dan niets in zat"),
    "cash_above": _l("Er ligt meer in de kas dan is afgesproken"),
    "cash_uncounted": _l("Een kas die al weken niet door twee mensen is geteld"),
    "no_receipt": _l("Een declaratie zonder bon en zonder reden"),
    "twice": _l("Dezelfde leverancier, hetzelfde nummer en hetzelfde bedrag, meer dan eens"),
    "no_invoice": _l("Een factuur zonder papier en zonder reden"),
    "same_photo": _l("Dezelfde foto bij meer dan een declaratie, factuur of aankoop uit de kas"),
    "order_differs": _l("Een bestelling die niet precies daalde met wat is gefactureerd"),
    "order_not_restored": _l("Een factuur is teruggedraaid, maar de bestelling telt haar nog mee"),
    "version_missing": _l("Een begroting waarvan een versie ontbreekt"),
    "unexplained": _l("De wijzigingen sinds het laatste afsluiten verklaren dit saldo niet"),
    "cards_differ": _l("Een rekening waarvan de kaart en de kolommenbalans iets anders zeggen"),
    "residents_differ": _l("Het geld van bewoners samen is niet wat er in hun bank en kas ligt"),
}
TRIED = {
    "unbalanced": _l("elke boeking is in evenwicht"),
    "inexact_reversal": _l("elke storno draait precies terug"),
    "late": _l("wat te laat kwam"),
    "while_closed": _l("in een gesloten maand is niets geboekt"),
    "reopened": _l("wat in een heropende maand kwam"),
    "reopening_over": _l("elke heropende maand is weer afgesloten"),
    "report_missing": _l("elke gesloten maand heeft een rapport"),
    "report_differs": _l("het rapport is hetzelfde opnieuw te maken"),
    "own_approval": _l("niemand keurde eigen boekingen goed"),
    "own_claim": _l("aanvragen, goedkeuren en betalen deden anderen"),
    "otherwise": _l("elke boeking is wat werd goedgekeurd"),
    "beyond_mandate": _l("elke declaratie en elke factuur van een bestelling past binnen haar mandaat"),
    "statement_differs": _l("de bank zegt hetzelfde als de boeken"),
    "statement_none": _l("met elke bankrekening is een afschrift vergeleken"),
    "statement_old": _l("de afschriften zijn bij"),
    "suspense": _l("alles is verklaard"),
    "cash_below": _l("geen kas kwam onder nul"),
    "cash_above": _l("geen kas is te vol"),
    "cash_uncounted": _l("elke kas is geteld"),
    "no_receipt": _l("elke declaratie heeft een bon of een reden"),
    "twice": _l("niets is dubbel gedeclareerd of gefactureerd"),
    "no_invoice": _l("elke factuur heeft een papier of een reden"),
    "same_photo": _l("geen foto staat bij twee dingen"),
    "order_differs": _l("elke bestelling daalde met haar facturen"),
    "order_not_restored": _l("geen bestelling telt een teruggedraaide factuur mee"),
    "version_missing": _l("elke versie van de begroting is er nog"),
    "unexplained": _l("wat er wijzigde verklaart het verschil met het laatste afsluiten"),
    "cards_differ": _l("de kolommenbalans is de som van de kaarten"),
    "residents_differ": _l("het geld van bewoners klopt met hun bank"),
}
_SO_TOO = {"statement_none": ("statement_differs", "statement_old")}
"""What cannot be said to be well either when something is found."""
SEVERITY = {"refused": _l("klopt niet"), "warned": _l("vraagt iets"), "noted": _l("goed om te weten")}
_PLACES = {
    "account": ("finance.card", "account"),
    "entry": ("finance.entry", "entry"),
    "period": ("finance_close.show", "period"),
    "report": ("finance_reports.show", "report"),
    "claim": ("finance_claims.claim", "claim"),
    "cash": ("finance_cash.show", ""),
    "bank": ("finance_bank.show", ""),
    "order": ("finance_budget.commitment", "commitment"),
    "budget": ("finance_budget.show", ""),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as it is shown."""

    found: Finding
    says: str
    severity: str
    account: AccountRow | None
    link: str


@bp.before_request
def mark_place() -> None:
    """In the menu it stands under Geld, in the tabs under Afsluiten."""
    g.place, g.tab = "finance.overview", "finance_close.show"


@bp.get("/teams/<id:team>/money/findings")
@acts("finance.see_money")
def show(team: Id) -> ResponseReturnValue:
    """The list, and what was looked at."""
    team_or_404("finance.see_money", team)
    if books_first(g.views, team) is None:
        return redirect(url_for("finance.overview", team=team), 303)
    rows = rows_of(team)
    asks = [row.found.rule for row in rows if row.found.severity != "noted"]
    hit = {rule for one in asks for rule in (one, *_SO_TOO.get(one, ()))}
    return render_template(
        "finance/close/findings.html", team=team, rows=rows,
        counts=[(one, str(SEVERITY[one]), sum(row.found.severity == one for row in rows)) for one in SEVERITIES],
        tried=[(one.number, str(TRIED[one.rule]), one.rule not in hit) for one in checks()],
    )  # fmt: skip


def rows_of(team: Id) -> list[Row]:
    """What the checks find at the moment of the page."""
    chart = accounts(g.views)
    return [
        Row(found, str(SAYS[found.rule]), str(SEVERITY[found.severity]), chart.get(found.account), _link(team, found))
        for found in findings_of(g.views, team, shown_day().isoformat(), g.house.at)
    ]


def _link(team: Id, found: Finding) -> str:
    """Where it is looked at, as far as there is such a page."""
    endpoint, name = _PLACES.get(found.place, ("", ""))
    if endpoint not in current_app.view_functions:
        return ""
    values: dict[str, Any] = {"team": team} | ({name: found.key} if name else {})
    return url_for(endpoint, **values)
