"""A line that went out of the residents' bank account and is no withdrawal: what one proposes, another confirms.

Who confirms it need not see what residents have: that is done where all signs for them, on the page of Bewoners.
"""

from __future__ import annotations

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from domain.finance.ledger import Line
from domain.kernel import Id, NotThere
from projections.finance_bank_page import LineRow, line_of, line_proposed
from projections.finance_proposals import ProposalRow
from web.acting import acting
from web.acts import acts
from web.finance_bank import bp
from web.finance_bank_lines import the_line, typed_parts


@bp.post("/teams/<id:team>/money/bank/lines/<id:line>/propose")
@acts("finance.match_line")
def propose_line(team: Id, line: Id) -> ResponseReturnValue:
    """Propose on which account it belongs, or over which it is divided."""
    found, form = the_line(team, line, "finance.match_line"), request.form
    parts = typed_parts(found) or (Line(form.get("account", "").strip(), found.cents),)
    with acting():
        g.house.bank.propose_line(line, parts=parts, why=form.get("text", ""))
    return redirect(url_for(".line", team=team, line=line, saved=1), 303)


@bp.post("/teams/<id:team>/money/bank/lines/<id:line>/withdraw")
@acts("finance.propose_entry")
def withdraw_line_proposal(team: Id, line: Id) -> ResponseReturnValue:
    """No longer want what one proposed for it."""
    found = the_line(team, line, "finance.propose_entry")
    if found.proposal is None:
        raise NotThere
    with acting():
        g.house.ledger.withdraw_proposal(found.proposal)
    return redirect(url_for(".line", team=team, line=line, saved=1), 303)


def lines_proposed(team: Id, proposed: list[ProposalRow]) -> dict[Id, LineRow]:
    """The lines for which these wait: who confirms where money went must read to whom."""
    found = {one.proposal: line_proposed(g.views, team, one.proposal) for one in proposed if one.kind == "bank"}
    rows = {proposal: line_of(g.views, team, line) for proposal, line in found.items() if line}
    return {proposal: row for proposal, row in rows.items() if row}


def approve_proposed(found: ProposalRow, content: str) -> None:
    """Approve an entry of residents' money; one for a line of the bank resolves that line too."""
    line = line_proposed(g.views, found.team, found.proposal) if found.kind == "bank" else None
    with acting():
        if line:
            g.house.bank.confirm_line(line, content=content)
        else:
            g.house.ledger.approve_entry(found.proposal, content=content)
