"""A line that went out of the residents' bank account, and the withdrawal that it paid: two others signed for it."""

from __future__ import annotations

from flask import g, request
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, read_id
from projections.finance_withdrawals import withdrawal_of
from web.acting import acting
from web.acts import acts
from web.finance_bank import bp
from web.finance_bank_lines import after, the_line


@bp.post("/teams/<id:team>/money/bank/lines/<id:line>/withdrawal")
@acts("finance.match_line")
def pay_withdrawal(team: Id, line: Id) -> ResponseReturnValue:
    """Let it have paid a withdrawal that two others signed."""
    found = the_line(team, line, "finance.match_line")
    try:
        withdrawal = read_id(request.form.get("withdrawal", ""))
    except ValueError:
        raise NotThere from None
    if found.fund != "residents" or withdrawal_of(g.views, team, withdrawal) is None:
        raise NotThere
    with acting():
        g.house.settling.pay_withdrawal(line, withdrawal=withdrawal)
    return after(found)
