"""The check that reads every posting of a team: the cards and the trial balance say the same."""

from __future__ import annotations

from collections.abc import Iterable

from projections.finance_findings import Finding, Looked, check
from projections.finance_proven import remembered


@check(15, "cards_differ")
@remembered
def cards_differ(looked: Looked) -> Iterable[Finding]:
    """An account of which the card and the trial balance say something else."""
    cards = dict(
        looked.views.execute(
            "SELECT account, sum(cents) FROM finance_posting WHERE team = ? GROUP BY account", (looked.team,)
        ).fetchall()
    )
    told = {one.account: one.cents for one in looked.balances}
    for account in sorted({*cards, *told}):
        differs = told.get(account, 0) - cards.get(account, 0)
        if differs:
            shown = looked.chart[account].fund != "residents"
            yield Finding(
                15, "cards_differ", "refused", cents=differs if shown else None, account=account if shown else "",
                place="account" if shown else "", key=account if shown else "",
            )  # fmt: skip
