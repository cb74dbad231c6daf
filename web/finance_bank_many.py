"""Many lines confirmed at once: what the rules proposed for each, of those that somebody chose, a command a line."""

from __future__ import annotations

from typing import NamedTuple

from flask import g, request
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, Refusal, read_id
from projections.finance_bank_page import LineRow
from web.acting import acting
from web.acts import acts, team_or_404
from web.finance_bank import ON_A_PAGE, bp, page_of_bank, to_bank
from web.finance_bank_lines import the_line
from web.language import tr


class NothingChosen(Refusal):
    """Kies eerst welke bankregels je bevestigt."""

    field = "chosen"


class Chosen(NamedTuple):
    """A line with the account that was proposed for it, and the rule that did."""

    line: LineRow
    account: str
    rule: Id


@bp.post("/teams/<id:team>/money/bank/confirm")
@acts("finance.match_line")
def confirm_lines(team: Id) -> ResponseReturnValue:
    """Put each chosen line on its account; what could not be done is told by line, and the others stay done."""
    team_or_404("finance.match_line", team)
    chosen = [_chosen(team, text) for text in dict.fromkeys(request.form.getlist("chosen"))][:ON_A_PAGE]
    if not chosen:
        raise NothingChosen
    refused: list[tuple[LineRow, str]] = []
    for one in chosen:
        try:
            with acting(step=one.line.line):
                g.house.bank.match_line(one.line.line, account=one.account, rule=one.rule)
        except Refusal as refusal:
            refused.append((one.line, tr(refusal)))
    fund = chosen[0].line.fund
    if not refused:
        return to_bank(team, fund)
    return page_of_bank(team, fund, refused=refused, confirmed=len(chosen) - len(refused)), 409


def _chosen(team: Id, text: str) -> Chosen:
    try:
        line, account, rule = text.split()
        return Chosen(the_line(team, read_id(line), "finance.match_line"), account[:40], read_id(rule))
    except ValueError:
        raise NotThere from None
