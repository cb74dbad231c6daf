"""The budget as a file: CSV for Dutch Excel, or XLSX in which amounts are numbers."""

from __future__ import annotations

from flask import g
from flask.typing import ResponseReturnValue

from domain.kernel import Id
from projections.finance_overview import accounts
from web.acts import acts, team_or_404
from web.finance_budget import bp
from web.finance_budget_view import asked, shown
from web.finance_files import Cents, Rows, file_of
from web.finance_words import fund_word, kind_word
from web.parts import opened
from web.say import say as _


@bp.get("/teams/<id:team>/money/budget.<any(csv,xlsx):form>")
@acts("finance.see_money")
def budget_file(team: Id, form: str) -> ResponseReturnValue:
    """What the page shows, an account on each line."""
    team_or_404("finance.see_money", team)
    found, chart = asked(), accounts(g.views)
    rows: Rows = [
        [_("Nr."), _("Rekening"), _("Potje"), _("Soort"), _("Begroot"), _("Verplicht"),
         _("Werkelijk tot en met deze dag"),
         _("Over"), _("Rooster"), _("Verwacht"), _("Begroot tot en met deze maand"), _("Werkelijk in het hele jaar")]
    ]  # fmt: skip
    for fund in shown(team, found).funds:
        for kind, lines, _total in fund.parts:
            for line in lines:
                amounts = (
                    line.budgeted, line.ordered, line.posted, line.left, line.rostered, line.expected,
                    line.budget_to(found.month), line.posted + line.later,
                )  # fmt: skip
                name = opened(chart[line.account].name)
                rows.append([line.account, name, fund_word(fund.fund), kind_word(kind), *map(Cents, amounts)])
    return file_of(rows, f"begroting-{found.year}-{found.on}", form)
